"""What publishing asks of the file system: a lock, an exchange of two folders, and order of writes.

In: paths. Out: changed folders, or OSError. Nothing here knows what a site is.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class BusyError(Exception):
    """Another process holds the lock, and kept it."""


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock file *path*, which is gone afterwards; raise BusyError after *patience* seconds."""
    deadline = time.monotonic() + patience
    while (descriptor := _try_lock(path)) is None:
        if time.monotonic() > deadline:
            raise BusyError
        time.sleep(0.05)
    try:
        yield
    finally:
        with suppress(OSError):  # whoever comes next can take it all the same
            path.unlink(missing_ok=True)
        with suppress(OSError):  # what was done under the lock is done
            os.close(descriptor)


def _try_lock(path: Path) -> int | None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever had it may have removed the file between our opening and our locking it.
        is_ours = _is_still(path, descriptor)
    except BlockingIOError:
        is_ours = False
    except OSError:
        os.close(descriptor)
        raise
    if is_ours:
        return descriptor
    os.close(descriptor)
    return None


def mode(path: Path) -> int:
    """Return the mode of *path* itself, 0 where there is nothing."""
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return 0


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def make_parents(folder: Path, made: list[Path]) -> None:
    """Make *folder* and what is missing above it; note in *made* what was made, as it is made."""
    if not folder.exists():
        make_parents(folder.parent, made)
        folder.mkdir(exist_ok=True)
        made.append(folder)
        folder.chmod(0o755)  # whatever the umask


def remove(path: Path) -> None:
    """Remove *path* with all that is in it, if it is there; a link goes, not what it leads to."""
    kind = mode(path)
    if stat.S_ISDIR(kind):
        shutil.rmtree(path, ignore_errors=True)
    elif kind:
        path.unlink(missing_ok=True)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system or the file system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    at_working_folder = -2 if sys.platform == "darwin" else -100
    # RENAME_EXCHANGE of renameat2(2) on Linux, RENAME_SWAP of renameatx_np(2) on macOS; both are 2.
    rename = getattr(libc, "renameatx_np" if sys.platform == "darwin" else "renameat2", None)
    if rename is None:
        return False
    if (
        rename(at_working_folder, os.fsencode(one), at_working_folder, os.fsencode(other), ctypes.c_uint(2))
        == 0
    ):
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP):
        return False
    raise OSError(code, os.strerror(code))


def flush(folder: Path) -> None:
    """Have the new files on the disk before the old ones go: a loss of power finds one of both sites."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if syncfs is None:
            os.sync()
        elif syncfs(descriptor) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(descriptor)


def flush_names(folder: Path) -> None:
    """Have the names in *folder* on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
