"""A content file, cut into its YAML and what surrounds it, and put together anew.

In: bytes of a file. Out: bytes that say the same in the canonical form, or the reason why they stay as they
are. Nothing here opens a file.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from crosswalk.diagnostics import Diagnostics
from crosswalk.formatting import formatted
from crosswalk.source import front_matter, yaml_file
from crosswalk.text import Source, read_text

KINDS = {"topics": "topic", "guidelines": "guideline", "pages": "page", "posts": "post"}
"""What the files of each folder describe."""
CATEGORIES = "categories.yaml"

# As `source` finds the fences, which it has found already where this is used.
_FENCED = re.compile(r"(\ufeff?)---[ \t]*(\r?\n)(.*?)^---[ \t]*(\r?$.*)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The text of a file: its YAML, with LF at the end of each line, and what it stands between."""

    before: str
    yaml: str
    after: str
    """From the end of the closing fence on, to the letter."""
    newline: str

    def around(self, yaml: str) -> str:
        """Return the text of the file with *yaml* in place of its own."""
        return self.before + yaml.replace("\n", self.newline) + self.after


def kind_of(file: str) -> str | None:
    """Return what *file*, a path within a content folder, describes; None if it is no content file."""
    path = PurePosixPath(file)
    if file == CATEGORIES:
        return "category"
    kind = KINDS.get(path.parent.as_posix())
    is_named = path.suffix == ".md" or (kind == "guideline" and path.suffix == ".yaml")
    return kind if is_named and not path.name.startswith(".") else None


def cut(file: str, text: str) -> Pieces:
    """Return the pieces of *text*, which is all that a sound *file* holds, a byte order mark included."""
    match = _FENCED.match(text) if file.endswith(".md") else None
    if match is None:
        mark = text[: text.startswith("\ufeff")]
        newline = "\r\n" if "\r\n" in text else "\n"
        return Pieces(mark, text.removeprefix(mark).replace("\r\n", "\n"), "", newline)
    mark, newline, yaml, after = match.groups()
    return Pieces(f"{mark}---{newline}", yaml.replace("\r\n", "\n"), f"---{after}", newline)


def rewritten(file: str, data: bytes, found: Diagnostics) -> bytes | None:
    """Return *data*, the content of *file*, in its canonical form; None where errors are *found* in it.

    Raises UnusualError where it is written in a way that cannot be kept whole.
    """
    kind = kind_of(file)
    assert kind is not None
    source = read_text(file, data, found)
    if source is None or found.has_errors or not _is_sound_yaml(source, found):
        return None
    pieces = cut(file, data.decode())
    new = pieces.around(formatted(pieces.yaml, kind)).encode()
    if new != data and _has_errors(kind, file, source, found):
        return None
    return new


def _is_sound_yaml(source: Source, found: Diagnostics) -> bool:
    root = front_matter(source, found) if source.file.endswith(".md") else yaml_file(source, found)
    return root is not None and not found.has_errors


def _has_errors(kind: str, file: str, source: Source, found: Diagnostics) -> bool:
    """Tell whether *file* has errors that the loader would report; they go into *found*."""
    from crosswalk import shapes  # brings Markdown along, and most files need no change

    name = PurePosixPath(file)
    quiet = Diagnostics()  # what YAML has to say has been said
    document = front_matter(source, quiet) if name.suffix == ".md" else None
    match kind:
        case "guideline":
            shapes.registry_entry(name.name, source, found)
        case "category":
            shapes.listed_categories(source, found)
        case "topic" if document:
            shapes.topic(document, found)
        case "page" if document:
            shapes.content_page(name.stem, document, found)
        case "post" if document:
            shapes.post(name.stem, document, found)
    return found.has_errors
