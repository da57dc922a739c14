"""Files of the content folder, changed or made whole: nobody finds half of one, and no link is followed.

In: an open folder, a name, bytes. Out: the file holds them, or is as it was and OSError tells why.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from crosswalk.disk import flush, make_parents, remove
from crosswalk.model import Output

_TEMPORARY = ".crosswalk-new-"
"""What the names of unfinished files begin with; with a dot in front nothing takes them for content."""


def replace(folder: int, name: str, data: bytes) -> None:
    """Exchange the regular file *name* in *folder* for *data*; owner and mode stay."""
    encoded = _encoded(name)
    status = os.stat(encoded, dir_fd=folder, follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(None, "it is no regular file")
    temporary = _written(folder, encoded, data, status)
    try:
        os.rename(temporary, encoded, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        os.unlink(temporary, dir_fd=folder)
        raise
    os.fsync(folder)


def create(folder: int, name: str, data: bytes) -> None:
    """Make the file *name* in *folder*; raise FileExistsError if there is anything of that name."""
    encoded = _encoded(name)
    temporary = _written(folder, encoded, data, None)
    try:
        # A link, unlike a rename, never takes the place of what is there.
        os.link(temporary, encoded, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    finally:
        os.unlink(temporary, dir_fd=folder)
    os.fsync(folder)


def create_folder(path: Path, outputs: Iterable[Output]) -> None:
    """Make the folder *path*, absent or empty before, with *outputs*; it is there with all of them, or not.

    Raises FileExistsError where there is anything else, OSError where it cannot be made.
    """
    if os.path.lexists(path) and (path.is_symlink() or not path.is_dir() or any(path.iterdir())):
        raise FileExistsError
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the folder itself
    made: list[Path] = []
    staging = whole.with_name(f"{_TEMPORARY}{whole.name[:100]}")
    try:
        make_parents(whole.parent, made)
        staging.mkdir()
        for output in outputs:
            file = staging / output.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(output.content)
        flush(staging)
        staging.rename(whole)  # takes the place of an empty folder
    except OSError:
        remove(staging)
        for parent in reversed(made):
            with suppress(OSError):
                parent.rmdir()
        raise


def _written(folder: int, name: bytes, data: bytes, like: os.stat_result | None) -> bytes:
    """Write *data* to a new file beside *name*, with owner and mode of *like*; return what it is called."""
    temporary = _TEMPORARY.encode() + name[:200]  # a name has at most 255 bytes
    with suppress(FileNotFoundError):  # of a run that was killed
        os.unlink(temporary, dir_fd=folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, 0o666, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb", closefd=False) as stream:
            stream.write(data)
        if like:
            with suppress(OSError):  # only root may give files away
                os.fchown(descriptor, like.st_uid, like.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
        os.fsync(descriptor)
    except OSError:
        os.unlink(temporary, dir_fd=folder)
        raise
    finally:
        os.close(descriptor)
    return temporary


def _encoded(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")
