"""Parts -> a new folder with their files, beside the site that stands.

In: parts, in queues for the processes that share the work, and what is known of the site that stands. Out:
a full folder, and what was written into it. A part that is what it was takes its files from the site that
stands, by hard links: the old name goes with the old site. Nothing here publishes.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crosswalk.workers import share

if TYPE_CHECKING:
    from crosswalk.model import Output, Part

MARKER = ".crosswalk-site"
"""Stands in every folder crosswalk made: a folder without it is somebody else's."""
_MARKER_TEXT = b"This folder is made by crosswalk: its next build replaces all that stands here.\n"


File = tuple[str, int, int, int]
"""A file of a site, and how to know that it is what was written: path relative to it, and `status_of`."""

status_of = attrgetter("st_ino", "st_size", "st_mtime_ns")
"""Inode, bytes, and the time the content changed last, in nanoseconds."""


def file_at(site: str, path: str) -> File:
    """Return the file, or folder, at *path* of *site*, as it is now; raise OSError where there is none."""
    return _file(path, os.lstat(f"{site}/{path}"))


def _file(path: str, status: os.stat_result) -> File:
    return path, *status_of(status)


class PartFiles(NamedTuple):
    """The files of a part, and the key of the part that they were written for."""

    key: bytes
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Staging:
    """A new site on its way, beside the one that stands."""

    folder: Path
    site: Path
    standing: Mapping[str, PartFiles]
    """What of the site that stands is known, by the name of the part."""
    folders: set[str] = field(default_factory=set)
    """Those that are there, as far as this process knows."""

    def fill(self, queues: Sequence[Sequence["Part"]], jobs: int) -> dict[str, PartFiles]:
        """Make the folder and all that is in it, by as many processes; return the files of each part."""
        _make_folder(str(self.folder))
        marker = self._write(MARKER, _MARKER_TEXT)
        done = share([[partial(self._take, part) for part in queue] for queue in queues], jobs)
        names = (part.name for part in chain.from_iterable(queues))
        written = dict(zip(names, chain.from_iterable(done), strict=True))
        _refuse_collisions([marker, *(file for part in written.values() for file in part.files)])
        return written

    def _take(self, part: "Part") -> PartFiles:
        """Have the files of *part*: those of the site that stands, if they are the same, else new ones."""
        standing = self.standing.get(part.name)
        if standing and part.key and standing.key == part.key and self._link(standing.files):
            return standing
        return PartFiles(
            part.key, tuple(self._write(output.path, output.content) for output in _rendered(part.make()))
        )

    def _link(self, files: tuple[File, ...]) -> bool:
        """Link all of *files* from the site that stands; tell whether that could be done."""
        linked: list[str] = []
        try:
            for file in files:
                path = file[0]
                if file_at(str(self.site), path) != file:
                    break
                self._make_folders(path)
                os.link(f"{self.site}/{path}", f"{self.folder}/{path}", follow_symlinks=False)
                linked.append(path)
            else:
                return True
        except OSError:  # gone, or a file system that has no such links: so they are written
            pass
        for path in linked:
            os.unlink(f"{self.folder}/{path}")  # noqa: PTH108 - as it was named
        return False

    def _write(self, place: str, content: bytes) -> File:
        _refuse_stray(place)
        self._make_folders(place)
        path = f"{self.folder}/{place}"
        try:
            descriptor = os.open(path, _WRITE_NEW, 0o644)
        except FileExistsError:
            raise ValueError(f"two outputs have the path {place}") from None
        try:
            os.fchmod(descriptor, 0o644)  # whatever the umask: a host serves it
            rest = memoryview(content)
            while rest:  # a disk that fills up takes a part first
                rest = rest[os.write(descriptor, rest) :]
            return _file(place, os.fstat(descriptor))
        finally:
            os.close(descriptor)

    def _make_folders(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder and folder not in self.folders:
            self._make_folders(folder)
            _make_folder(f"{self.folder}/{folder}")
            self.folders.add(folder)


_WRITE_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def _rendered(outputs: Iterable["Output"]) -> Iterator["Output"]:
    """Yield *outputs*; what fails while they are made is not a failure to write."""
    try:
        yield from outputs
    except OSError as error:
        raise RuntimeError("an output could not be rendered") from error


def _refuse_stray(path: str) -> None:
    """Raise ValueError where *path* would leave the site: a bug of ours."""
    if path.startswith("/") or any(part in ("", ".", "..") for part in path.split("/")):
        raise ValueError(f"not a path in the site: {path}")


def _refuse_collisions(files: Iterable[File]) -> None:
    """Raise ValueError where the path of one is another's but for its case: a bug of ours."""
    seen: set[str] = set()
    for path, *_ in files:
        folded = path.casefold()
        if folded in seen:
            raise ValueError(f"two outputs have the path {path}")
        seen.add(folded)


def _make_folder(path: str) -> None:
    with suppress(FileExistsError):  # another worker was first
        os.mkdir(path)  # noqa: PTH102 - of text
    os.chmod(path, 0o755)  # noqa: PTH101, S103 - whatever the umask: a host serves it
