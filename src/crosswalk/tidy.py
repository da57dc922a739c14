"""Content files on the disk, put into their canonical form.

In: files and folders of a content folder. Out: the files written anew where that changes them, and what came
of each. A file with errors stays as it was.
"""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from crosswalk import files
from crosswalk.diagnostics import CrosswalkError, Diagnostics, Place, printable
from crosswalk.replace import replace
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


def tidied(file: ContentFile, found: Diagnostics, *, write: bool) -> Outcome:
    """Put *file* into its canonical form, or with *write* false tell what would come of it.

    Errors go into *found*. Raises UnusualError where it cannot be kept whole, and CrosswalkError where it
    cannot be written.
    """
    place = Place(printable(file.file))
    parent, _, name = file.file.rpartition("/")
    try:
        with (
            files.content_folder(file.root) as content,
            files.subfolder(content, parent or ".") as folder,
        ):
            data = files.read(folder, name)
            new = rewritten(file.file, data, found)
            if new is not None and new != data and write:
                replace(folder, name, new)
    except files.RefusedError as refused:
        found.error(place, refused.code, refused.message, refused.hint)
        return Outcome.REFUSED
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise CrosswalkError(f"cannot write {_shown(file.root / file.file)}: {reason}", exit_code=1) from None
    if new is None:
        return Outcome.REFUSED
    return Outcome.KEPT if new == data else Outcome.CHANGED
