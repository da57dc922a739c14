"""The line that a finding is about, and the one before it, for whoever wants to see what is meant.

In: a content folder and findings. Out: an `Excerpt` for each that still has a line to show. The files are
read as strangers', by `files`; what is cut out is printable, short, and hides passwords.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crosswalk import files
from crosswalk.diagnostics import CrosswalkError, Diagnostic, Place, shortened

WIDTH = 120
"""Most characters of a line that are shown."""
_LEAD = 60
"""Most of them in front of the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A line of a content file, cut in two where a finding stands."""

    above: str
    """The line before it, "" if there is none."""
    before: str
    behind: str
    """From the very character on."""


def excerpts(content: Path, found: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, Excerpt | None]]:
    """Yield each of *found*, sorted as they are, with what stands there in *content* now."""
    file, lines = "", list[str]()
    for diagnostic in found:
        if diagnostic.place.file != file:
            file = diagnostic.place.file
            lines = _lines(content, file)
        yield diagnostic, _excerpt(lines, diagnostic.place)


def _lines(content: Path, file: str) -> list[str]:
    """Return the lines of *file*; none of what is no file, or cannot be read, or is called otherwise."""
    *folders, name = file.split("/")
    try:
        with files.content_folder(content) as folder:
            return _decoded(folder, folders, name)
    except (CrosswalkError, files.RefusedError):
        return []


def _decoded(folder: int, folders: list[str], name: str) -> list[str]:
    if folders:
        with files.subfolder(folder, folders[0]) as child:
            return _decoded(child, folders[1:], name)
    text = files.read(folder, name).decode("utf-8", "replace").removeprefix("\ufeff")
    return [line.removesuffix("\r") for line in text.split("\n")]  # as CONTRACT, Diagnostics, counts them


def _excerpt(lines: list[str], place: Place) -> Excerpt | None:
    if not 1 <= place.line <= len(lines) or not lines[place.line - 1].strip():
        return None
    line, at = lines[place.line - 1], place.column - 1
    start = max(0, at - _LEAD)
    cut = "…" if start else ""
    above = lines[place.line - 2] if place.line > 1 else ""
    return Excerpt(
        above=_shown(above[:WIDTH] if not start else ""),
        before=cut + _shown(line[start:at]),
        behind=_shown(line[at : start + WIDTH]),
    )


def _shown(text: str) -> str:
    return shortened(text.replace("\t", "    "), WIDTH)
