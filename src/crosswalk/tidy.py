"""Content files on the disk, put into their canonical form.

In: files and folders of a content folder. Out: the files written anew where that changes them, and what came
of each. A file with errors stays as it was.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from crosswalk import files
from crosswalk.diagnostics import CrosswalkError, Diagnostics, Place, printable, reason_of
from crosswalk.normalise import normalised
from crosswalk.replace import create, replace
from crosswalk.rewrite import CATEGORIES, KINDS, kind_of, rewritten


class Outcome(StrEnum):
    """What came of a file."""

    CHANGED = "changed"
    KEPT = "kept"
    REFUSED = "refused"
    """It has errors, or is written in a way that cannot be kept whole."""


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file of a content folder."""

    root: Path
    """The content folder."""
    file: str
    """Its path in there, as in `topics/paging.md`."""


def content_files(path: Path) -> list[ContentFile]:
    """Return the content file that *path* is, or those of the folder that it is; raise CrosswalkError."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link, which is refused later
    if os.path.isdir(whole) and not os.path.islink(whole):  # noqa: PTH112, PTH114 - a name may be too long
        if whole.name in KINDS and not (whole / "topics").is_dir():
            return _in_folder(whole.parent, whole.name)
        every = [each for name in sorted(KINDS) for each in _in_folder(whole, name)]
        categories = ContentFile(whole, CATEGORIES)
        return [categories, *every] if os.path.lexists(whole / CATEGORIES) else every
    if not os.path.lexists(whole):
        raise CrosswalkError(f"there is no {_shown(path)}")
    for depth in (1, 2):
        file = PurePosixPath(*whole.parts[-depth:]).as_posix()
        if kind_of(file):
            return [ContentFile(Path(*whole.parts[:-depth]), file)]
    raise CrosswalkError(f"{_shown(path)} is no content file, such as content/topics/paging.md")


def _in_folder(root: Path, name: str) -> list[ContentFile]:
    try:
        with files.content_folder(root) as content, files.subfolder(content, name) as folder:
            listed = [f"{name}/{file}" for file in files.names(folder)]
    except files.RefusedError as refused:
        if not os.path.lexists(root / name):
            return []
        raise CrosswalkError(f"{_shown(root / name)}: {refused.message}") from None
    return [ContentFile(root, file) for file in listed if kind_of(file)]


def _shown(path: Path) -> str:
    return printable(os.fsencode(path).decode("utf-8", "surrogateescape"))


def folder_normalised(root: Path, *, write: bool) -> list[str]:
    """Have every fact of a guideline stated once in the content folder *root*, in which nothing is wrong.

    Returns which files that changes or makes; with *write* false nothing is written. Raises UnusualError
    where a file cannot be kept whole, and CrosswalkError where one cannot be written.
    """
    listed = [each.file for name in ("topics", "guidelines") for each in _in_folder(root, name)]
    with files.content_folder(root) as content:
        before = {file: read(content, file) for file in listed}
        after = normalised(before)
        if write and after:
            with suppress(FileExistsError):
                os.mkdir("guidelines", dir_fd=content)
            for file, data in after.items():
                _write(content, root, file, data, is_new=file not in before)
    return list(after)


def read(content: int, file: str) -> bytes:
    """Return what is in *file* of the open folder *content*; raise RefusedError."""
    parent, _, name = file.rpartition("/")
    with files.subfolder(content, parent or ".") as opened:
        return files.read(opened, name)


def _write(content: int, root: Path, file: str, data: bytes, *, is_new: bool) -> None:
    parent, _, name = file.rpartition("/")
    try:
        with files.subfolder(content, parent or ".") as opened:
            (create if is_new else replace)(opened, name, data)
    except (OSError, files.RefusedError) as error:
        message = f"cannot write {_shown(root / file)}: {reason_of(error)}"
        raise CrosswalkError(message, exit_code=1) from None


def tidied(file: ContentFile, found: Diagnostics, *, write: bool) -> Outcome:
    """Put *file* into its canonical form, or with *write* false tell what would come of it.

    Errors go into *found*. Raises UnusualError where it cannot be kept whole, and CrosswalkError where it
    cannot be written.
    """
    try:
        with files.content_folder(file.root) as content:
            data = read(content, file.file)
            new = rewritten(file.file, data, found)
            if new is not None and new != data and write:
                _write(content, file.root, file.file, new, is_new=False)
    except files.RefusedError as refused:
        found.error(Place(printable(file.file)), refused.code, refused.message, refused.hint)
        return Outcome.REFUSED
    if new is None:
        return Outcome.REFUSED
    return Outcome.KEPT if new == data else Outcome.CHANGED
