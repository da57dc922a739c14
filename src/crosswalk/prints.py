"""By what a build knows again what it was made from, without reading it: code, settings, content.

In: a content folder, settings. Out: the status of each file, and digests. Whatever changes a file changes its
status: the system sets the time of the change, and nobody else can. Two changes within one tick of its clock
look alike, so a file that changed just before we looked is not `settled`, and must be looked into.
"""

import hashlib
import marshal
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from crosswalk import shipped

FOLDERS = ("topics", "guidelines", "pages", "posts", "media")
FILES = ("categories.yaml",)

TICK = 25_000_000
"""Nanoseconds between two ticks of the clock that files are dated by: at most 10 ms, and some more."""

Status = tuple[int, int, int, int, int]
"""Mode, inode, size, times of the last changes of content and of status, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder as it was at a moment."""

    moment: int
    """In nanoseconds since 1970, before the first file was looked at."""
    files: dict[str, Status]
    """By path, folders included."""

    @property
    def digest(self) -> bytes:
        """The whole in short."""
        return digest(self.files)

    @property
    def is_settled(self) -> bool:
        """Whether a later change of any file will show."""
        return all(self.has_settled(path) for path in self.files)

    def has_settled(self, path: str) -> bool:
        """Tell whether a later change of the file at *path* will show."""
        return self.files[path][-1] < self.moment - TICK


def of_content(content: Path) -> Content:
    """Return what stands in *content*, as far as it is read."""
    moment = time.time_ns()
    folder = str(content)
    found: dict[str, Status] = {}
    for name in FILES:
        with suppress(OSError, ValueError):
            found[name] = _status(os.lstat(f"{folder}/{name}"))
    for name in FOLDERS:
        with suppress(OSError, ValueError):
            found[name] = _status(os.lstat(f"{folder}/{name}"))
            found.update(_entries(f"{folder}/{name}", name, below=name == "media"))
    return Content(moment, found)


def _entries(folder: str, path: str, *, below: bool) -> Iterator[tuple[str, Status]]:
    """Yield all that stands in *folder*, and in the folders *below* it."""
    if os.path.islink(folder):  # noqa: PTH114 - of text
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            yield f"{path}/{entry.name}", _status(status)
            if below and entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, f"{path}/{entry.name}", below=below)


def of_code() -> bytes:
    """Return a digest of this crosswalk, its templates, and of what is installed beside it."""
    folders = (Path(__file__).parent, shipped.templates())
    ours = {
        f"{folder}/{path}": status
        for folder in map(str, folders)
        for path, status in _entries(folder, "", below=True)
        if stat.S_ISREG(status[0]) and not path.endswith(".pyc")
    }
    installed = [
        (path, os.stat(path).st_mtime_ns)  # noqa: PTH116 - of text
        for path in sys.path
        if path.endswith(("site-packages", "dist-packages")) and os.path.isdir(path)  # noqa: PTH112 - of text
    ]
    return digest((sys.version, ours, installed))


def _status(status: os.stat_result) -> Status:
    return status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def digest(value: object) -> bytes:
    """Return a plain *value* in short: of dicts, tuples, lists, text, bytes and numbers."""
    # Version 2: from then on a value that is met again may be told in another way than an equal one.
    plain = marshal.dumps(value, 2)  # type: ignore[arg-type]  # the type of what it takes has no name
    return hashlib.blake2b(plain, digest_size=16).digest()
