"""What one build keeps for the next: values in a folder of the user's own, safe to delete at any time.

In: names and values. Out: the values, or None where there are none that this very crosswalk kept here.
Nothing that goes wrong with a cache is ever more than a cache that is empty.

Values are unpickled, so they must be ours. Whoever offers us a folder, by a pull request say, can write all
that stands in our files but for one thing: when the file system last changed the `seal`, to the nanosecond.
"""

import hashlib
import os
import pickle
import sys
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

_SEAL = "seal"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OLD = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def default_folder(content: Path, output: Path) -> Path | None:
    """Return where the site of *content* in *output* has its cache; None if there is no place for it."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    try:
        home = Path.home()
        places = f"{content.resolve()}\0{output.resolve()}"
    except (OSError, RuntimeError):
        return None
    own = home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    place = hashlib.blake2b(os.fsencode(places), digest_size=16).hexdigest()
    return (Path(given) if os.path.isabs(given) else own) / "crosswalk" / place  # noqa: PTH117 - of text


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder with values; without a folder nothing is kept."""

    folder: Path | None
    code: bytes
    """What made the values: another version understands none of them."""

    @classmethod
    def nowhere(cls) -> Self:
        """Return a cache that keeps nothing."""
        return cls(None, b"")

    def load(self, name: str) -> Any:  # noqa: ANN401 - whatever was saved
        """Return what was saved as *name*, or None."""
        with suppress(Exception):  # whatever is wrong with a cache, it is then empty
            seal = self._seal()
            data = _read(f"{self.folder}/{name}")
            if seal and data[: len(seal)] == seal:
                check, value = data[len(seal) : len(seal) + 4], memoryview(data)[len(seal) + 4 :]
                if zlib.crc32(value).to_bytes(4) == check:
                    return pickle.loads(value)  # noqa: S301 - sealed: we wrote it
        return None

    def save(self, name: str, value: object) -> None:
        """Keep *value* as *name*, if that can be done."""
        if self.folder is None:
            return
        staged = f"{self.folder}/{name}.{os.getpid()}"
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            seal = self._seal(make=True)
            data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
            try:
                descriptor = os.open(staged, _NEW, 0o600)
                with open(descriptor, "wb", buffering=0) as stream:  # noqa: PTH123 - a descriptor
                    stream.writelines((seal, zlib.crc32(data).to_bytes(4), data))
                os.replace(staged, f"{self.folder}/{name}")  # noqa: PTH105 - of text
            except OSError:
                os.unlink(staged)  # noqa: PTH108 - of text

    def _seal(self, *, make: bool = False) -> bytes:
        """Return what no files of another folder or another version begin with; raise OSError."""
        path = f"{self.folder}/{_SEAL}"
        if make:
            with suppress(FileExistsError):
                os.close(os.open(path, _NEW, 0o600))
        status = os.lstat(path)
        told = f"{status.st_dev} {status.st_ino} {status.st_ctime_ns} ".encode() + self.code
        return hashlib.blake2b(told, digest_size=32).digest()


def _read(path: str) -> bytes:
    descriptor = os.open(path, _OLD)
    with open(descriptor, "rb", buffering=0) as stream:  # noqa: PTH123 - a descriptor
        return stream.read()
