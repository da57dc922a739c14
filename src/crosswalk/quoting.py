"""A value -> the one way in which canonical front matter writes it: bare, quoted, or in a block.

In: text, and the room that there is. Out: what stands in the file. Which values may be written anew at all is
for `layout` to say: a number stays as it was typed.
"""

import re

from crosswalk.nodes import Scalar, plain_kind

WIDTH = 110
"""Columns that a line of front matter fills, if its words allow it."""

_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""What a bare text does not begin with, as docs/authoring.md tells authors."""
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r", "\x85": r"\N"} | {
    char: f"\\u{ord(char):04X}" for char in "\u2028\u2029\ufeff"
}
_ESCAPED = re.compile('[\\\\"\n\t\r\x85\u2028\u2029\ufeff]')
_UNQUOTABLE = re.compile("[\n\t\r\x85\u2028\u2029\ufeff]")
"""What YAML folds, strips or takes for the end of a line, unless it is escaped."""
_UNBLOCKABLE = re.compile("[\t\r\x85\u2028\u2029\ufeff]")


def inline(text: str, *, in_brackets: bool = False) -> str:
    """Return *text* as it stands in a line: bare if it can, else in single quotes, else in double ones."""
    if _UNQUOTABLE.search(text):
        return '"' + _ESCAPED.sub(lambda match: _ESCAPES[match[0]], text) + '"'
    return text if _can_be_bare(text, in_brackets) else "'" + text.replace("'", "''") + "'"


def _can_be_bare(text: str, in_brackets: bool) -> bool:  # noqa: FBT001 - of one caller, which names it
    return (
        text != ""
        and text == text.strip()
        and text[0] not in _FIRST
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and text not in ("=", "<<")  # which YAML 1.1 gives a meaning of their own
        and plain_kind(Scalar(0, text, plain=True)) is None
        and not (in_brackets and re.search(r"[,\[\]{}:?]", text))
    )


def block(text: str, indent: int) -> list[str] | None:
    """Return *text* as a block, header first and lines indented by *indent*; None if it cannot be one.

    A text of one line is folded; one of several keeps them.
    """
    kept = text.removesuffix("\n")
    first = kept.partition("\n")[0]
    if (
        _UNBLOCKABLE.search(text)
        or kept.strip() == ""
        or kept[-1].isspace()
        or first == ""
        or first[0].isspace()
    ):
        return None
    chomping = "" if text.endswith("\n") else "-"
    pad = " " * indent
    if "\n" in kept:
        return [f"|{chomping}", *(pad + line if line else "" for line in kept.split("\n"))]
    return [f">{chomping}", *(pad + line for line in filled(kept, WIDTH - indent))]


def filled(text: str, width: int) -> list[str]:
    """Return *text* broken into lines of at most *width* columns, where single blanks allow it."""
    lines = [""]
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        if lines[-1] == "":
            lines[-1] = word
        elif len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
