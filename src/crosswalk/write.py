"""Outputs -> disk: staged beside the site, then exchanged with it in one step.

In: outputs and the output folder. Out: the folder holds the new site and nothing else, or, whatever
happens, the old one to the byte (CONTRACT, Site). A reader at any moment finds one of them, and a build that
was killed leaves nothing that the next one does not clean up.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

from crosswalk import disk
from crosswalk.diagnostics import CrosswalkError, printable
from crosswalk.model import Output

MARKER = ".crosswalk-site"
"""Stands in every folder crosswalk made: a folder without it is somebody else's."""
_MARKER_TEXT = b"This folder is made by crosswalk: its next build replaces all that stands here.\n"

LOCK = ".crosswalk.lock"
_OURS = ".crosswalk"
_NEW, _OLD = f"{_OURS}-new-", f"{_OURS}-old-"
"""What the names of our own folders beside the output begin with."""
_STAGING = re.compile(rf"{re.escape(_NEW)}[0-9a-f]{{12}}")
"""The name of a new site on its way, ours or a neighbour's; nobody gives such a name by hand."""

PATIENCE = 60.0
"""Seconds that a build waits for another one beside it."""

CONTENT_FOLDERS = ("topics", "guidelines", "media", "pages", "posts")


class SiteFolder:
    """An output folder that crosswalk may replace."""

    def __init__(self, output: Path, content: Path) -> None:
        """Take *output*, or raise CrosswalkError unless it is absent, empty or made by crosswalk."""
        self._shown = printable(str(output))
        try:
            # The parent may be reached by links; the folder itself may be none, for it is to be exchanged.
            absolute = Path(os.path.abspath(output))  # noqa: PTH100 - resolve() would follow the folder itself
        except OSError as error:  # the working folder is gone
            raise self._failure(error) from None
        self.path = Path(os.path.realpath(absolute.parent)) / absolute.name
        if not absolute.name or absolute.name.startswith(_OURS):
            raise CrosswalkError(f"--output cannot be the root folder, or be called {_OURS}...")
        self._keep_apart(Path(os.path.realpath(content)))
        self.check()

    def _keep_apart(self, content: Path) -> None:
        if content == self.path or self.path in content.parents:
            raise CrosswalkError("--output must not be or contain --content")
        if any(
            folder in (self.path, *self.path.parents)
            for folder in (content / name for name in CONTENT_FOLDERS)
        ):
            raise CrosswalkError("--output must not stand in a folder that --content is read from")

    def check(self) -> None:
        """Raise CrosswalkError unless the folder is absent, empty or made by crosswalk."""
        try:
            kind = disk.mode(self.path)
            is_taken = stat.S_ISDIR(kind) and not _is_replaceable(self.path)
        except OSError as error:
            raise self._failure(error) from None
        if kind and not stat.S_ISDIR(kind):
            raise CrosswalkError(f"--output {self._shown} is not a directory")
        if is_taken:
            message = (
                f"--output {self._shown} holds files that crosswalk did not make; name an empty or a new one"
            )
            raise CrosswalkError(message)

    def replace(self, outputs: Iterable[Output]) -> int:
        """Replace what the folder holds by *outputs*; return their number.

        Raises CrosswalkError with exit code 1 where that cannot be done; the folder is then as it was.
        """
        made: list[Path] = []
        try:
            disk.make_parents(self.path.parent, made)
            with self._locked():
                self._recover()
                staging = self._beside(_NEW)
                try:
                    count = _stage(outputs, staging)
                    self.check()  # somebody may have put files there meanwhile
                    self._publish(staging)
                finally:
                    with suppress(OSError):  # the next build removes it
                        disk.remove(staging)
        except OSError as error:
            raise self._failure(error) from None
        finally:
            for parent in reversed(made):
                with suppress(OSError):  # the site stands in it
                    parent.rmdir()
        return count

    def _failure(self, error: OSError) -> CrosswalkError:
        reason = (error.strerror or "unknown reason").lower()
        return CrosswalkError(f"cannot write the site to {self._shown}: {reason}", exit_code=1)

    def _beside(self, prefix: str) -> Path:
        # The name may be as long as names can be, so it is not part of ours.
        digest = hashlib.sha256(os.fsencode(self.path.name)).hexdigest()[:12]
        return self.path.parent / f"{prefix}{digest}"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with disk.locked(self.path.parent / LOCK, PATIENCE):
                yield
        except disk.BusyError:
            message = f"another build is busy beside {self._shown}; try again when it is done"
            raise CrosswalkError(message, exit_code=1) from None

    def _recover(self) -> None:
        """Put right what a killed build left; under the lock nobody else's work is in progress here."""
        old = self._beside(_OLD)
        if stat.S_ISDIR(disk.mode(old)):
            if not disk.mode(self.path):  # killed in the middle of `_publish_in_two`
                old.rename(self.path)
            disk.remove(old)
        for path in list(self.path.parent.iterdir()):
            if _STAGING.fullmatch(path.name):
                disk.remove(path)

    # The new site for the old one

    def _publish(self, staging: Path) -> None:
        disk.flush(staging)
        if not disk.mode(self.path) or not any(self.path.iterdir()):
            staging.rename(self.path)
        elif not disk.exchange(staging, self.path):
            self._publish_in_two(staging)
        # From here on the new site stands: what fails now is not a failure to publish it.
        with suppress(OSError):
            disk.flush_names(self.path.parent)
        with suppress(OSError):  # the next build removes it
            disk.remove(self._beside(_OLD))

    def _publish_in_two(self, staging: Path) -> None:
        """Publish where folders cannot be exchanged: for a moment there is no site, but never half of one."""
        old = self._beside(_OLD)
        self.path.rename(old)
        try:
            staging.rename(self.path)
        except OSError:
            old.rename(self.path)
            raise


def _is_replaceable(folder: Path) -> bool:
    """Tell whether *folder* is empty, or made by crosswalk, whose marker is the first file it writes."""
    return stat.S_ISREG(disk.mode(folder / MARKER)) or not any(folder.iterdir())


# Staging


def _stage(outputs: Iterable[Output], staging: Path) -> int:
    """Write *outputs* and the marker into the new folder *staging*; return how many files that are."""
    folders: set[str] = set()
    written: set[str] = set()
    _make_folder(staging)
    for output in chain([Output(MARKER, _MARKER_TEXT)], _rendered(outputs)):
        _refuse_collision(output.path, written)
        folder = output.path.rpartition("/")[0]
        if folder not in folders:
            _make_folders(staging, folder, folders)
        _write(staging, output)
    return len(written)


def _rendered(outputs: Iterable[Output]) -> Iterator[Output]:
    """Yield *outputs*; what fails while they are made is not a failure to write."""
    try:
        yield from outputs
    except OSError as error:
        raise RuntimeError("an output could not be rendered") from error


def _refuse_collision(path: str, written: set[str]) -> None:
    """Raise ValueError where *path* would leave the site, or is another's but for its case: a bug of ours."""
    if path.startswith("/") or any(part in ("", ".", "..") for part in path.split("/")):
        raise ValueError(f"not a path in the site: {path}")
    if path.casefold() in written:
        raise ValueError(f"two outputs have the path {path}")
    written.add(path.casefold())


def _make_folders(staging: Path, folder: str, made: set[str]) -> None:
    parts = folder.split("/") if folder else []
    for count in range(1, len(parts) + 1):
        path = "/".join(parts[:count])
        if path not in made:
            _make_folder(staging / path)
            made.add(path)


def _make_folder(path: Path) -> None:
    path.mkdir()
    path.chmod(0o755)  # whatever the umask: a host serves it


def _write(staging: Path, output: Output) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(staging / output.path, flags, 0o644)
    with os.fdopen(descriptor, "wb", buffering=0) as stream:
        os.fchmod(descriptor, 0o644)
        rest = memoryview(output.content)
        while rest:  # a disk that fills up takes a part first
            rest = rest[stream.write(rest) :]
