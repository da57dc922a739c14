"""The content folder, read as a stranger's: no link followed, no device opened, nothing read twice.

In: a folder. Out: names and bytes, or `Refused`. Every file is opened relative to its folder and judged by
what was opened, so that nothing can be exchanged between the look and the read (CONTRACT, Files).
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crosswalk.diagnostics import CrosswalkError, reason_of

SIZE_LIMIT = 1024 * 1024
"""Most bytes of a content file."""

_SAFELY = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class RefusedError(Exception):
    """A file or folder that is not read: the code, message and hint of its diagnostic."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@contextmanager
def content_folder(path: Path) -> Iterator[int]:
    """Give a descriptor of the content folder, itself perhaps behind a link; raise CrosswalkError."""
    try:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (OSError, ValueError):
        raise CrosswalkError("--content is not a directory that can be read") from None
    try:
        yield folder
    finally:
        os.close(folder)


@contextmanager
def subfolder(folder: int, name: str) -> Iterator[int]:
    """Give a descriptor of the folder *name* in *folder*; raise RefusedError unless it can be read."""
    try:
        child = os.open(_encoded(name), _SAFELY | os.O_DIRECTORY, dir_fd=folder)
    except OSError as error:
        raise _refused(error, folder, name) from None
    try:
        yield child
    finally:
        os.close(child)


def names(folder: int) -> list[str]:
    """Return the names in *folder* that do not begin with a dot, sorted by their bytes in every locale."""
    # Names are decoded here and not by the locale, so that they are the same wherever the command runs.
    listed = sorted(os.fsencode(name) for name in os.listdir(folder))
    return [name.decode("utf-8", "surrogateescape") for name in listed if not name.startswith(b".")]


def is_link(folder: int, name: str) -> bool:
    """Tell whether *name* is a symbolic link."""
    return stat.S_ISLNK(_mode(folder, name) or 0)


def exists(folder: int, name: str) -> bool:
    """Tell whether there is anything called *name* in *folder*, a broken link included."""
    return _mode(folder, name) is not None


def is_folder(folder: int, name: str) -> bool:
    """Tell whether *name* is a folder, and not a link to one."""
    return stat.S_ISDIR(_mode(folder, name) or 0)


def read(folder: int, name: str, *, limit: int = SIZE_LIMIT) -> bytes:
    """Return the bytes of the regular file *name* in *folder*; raise RefusedError if it is none."""
    try:
        descriptor = os.open(_encoded(name), _SAFELY, dir_fd=folder)
    except OSError as error:
        raise _refused(error, folder, name) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _not_regular()
        data = _first_bytes(descriptor, limit + 1, status.st_size) if status.st_size <= limit else None
    except OSError as error:
        raise _refused(error, folder, name) from None
    finally:
        os.close(descriptor)
    if data is None or len(data) > limit:  # it may have grown since it was measured
        raise too_large(limit)
    return data


def too_large(limit: int = SIZE_LIMIT) -> RefusedError:
    """Return why a file of more than *limit* bytes is not read."""
    return RefusedError("file-too-large", f"the file is larger than {limit // 1024:,} KiB", "make it smaller")


def _first_bytes(descriptor: int, count: int, expected: int) -> bytes:
    """Return at most *count* bytes, most likely *expected*: to ask for *count* would make room for them."""
    data = b""
    asked = expected + 1
    while len(data) < count and (more := os.read(descriptor, min(asked, count - len(data)))):
        data += more
        asked = 65_536  # for the end of the file, or the rest of one that grows
    return data


def _encoded(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _mode(folder: int, name: str) -> int | None:
    try:
        return os.lstat(_encoded(name), dir_fd=folder).st_mode
    except OSError:
        return None


def _not_regular() -> RefusedError:
    return RefusedError("file-not-regular", "this is not a regular file", "rename or remove it")


def _refused(error: OSError, folder: int, name: str) -> RefusedError:
    mode = _mode(folder, name) or 0
    if stat.S_ISLNK(mode):
        return RefusedError("file-symlink", "symbolic links are not followed", "put the file itself here")
    if error.errno in (errno.ENXIO, errno.ENODEV, errno.ENOTDIR):  # a socket or device; no folder
        return _not_regular()
    return RefusedError(
        "file-unreadable", f"this cannot be read: {reason_of(error)}", "check its permissions"
    )
