"""The text of a content file, checked character by character, and the place of each in it.

In: bytes. Out: a `Source`. Nothing here knows YAML.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from crosswalk.allowance import Allowance
from crosswalk.diagnostics import Diagnostics, Place, Spot

# CONTRACT, Files: C0 and C1 controls but tab, LF, CR and NEL; DEL and U+FFFE, U+FFFF are no text either.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")

_ORDINARY = bytes((*b"\t\n\r", *range(ord(" "), ord("~") + 1)))


class Source:
    """The text of one content file, and the line and column of every offset in it."""

    def __init__(self, file: str, text: str, allowance: Allowance | None = None) -> None:
        self.file = file
        self.text = text
        self.allowance = allowance or Allowance()
        """What this file and the others of its folder may cost."""

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, index: int) -> Place:
        """Return the place of the character at *index*; a line ends at LF or CRLF only."""
        return Place(self.file, *self.spot(index))

    def place_of(self, index: int, key: int | None) -> Place:
        """Return the place of the value at *index*, or of its *key* if that stands on an earlier line.

        CONTRACT, Diagnostics: so a finding always stands where its key can be seen.
        """
        return Place(self.file, *self.spot_of(index, key))

    def spot(self, index: int) -> Spot:
        """Return line and column of the character at *index*."""
        starts = self._line_starts
        line = bisect_right(starts, index)
        return line, index - starts[line - 1] + 1

    def index(self, place: Place) -> int:
        """Return the offset of the character at *place*, which is one of this file."""
        starts = self._line_starts
        return min(starts[min(place.line, len(starts)) - 1] + place.column - 1, len(self.text))

    def spot_of(self, index: int, key: int | None) -> Spot:
        """Return line and column of what `place_of` returns."""
        if key is not None and self.text.find("\n", key, index) >= 0:
            index = key
        return self.spot(index)


def read_text(
    file: str, data: bytes, found: Diagnostics, allowance: Allowance | None = None
) -> Source | None:
    """Return the text of *data*, or None where it is not UTF-8.

    Control characters are reported and replaced, one for one, so that what is around them is judged.
    """
    if _looks_like_utf16(data):
        found.error(Place(file), "file-encoding", "the file is not UTF-8 but UTF-16", "save it as UTF-8")
        return None
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02x} in line {line}"
        found.error(Place(file), "file-encoding", message, "save it as UTF-8")
        return None
    source = Source(file, text, allowance)
    if CONTROL.search(_rare(text)):
        for match in _first_of_each_line(CONTROL, text):
            message = f"the control character {named(match[0])} is not allowed in a file"
            had_room = found.has_room(file)
            found.error(source.place(match.start()), "file-control-char", message, "delete it")
            if not had_room:
                break
        source = Source(file, CONTROL.sub("\ufffd", text), allowance)
    return source


def _rare(text: str) -> str:
    """Return *text* without ordinary ASCII: mostly nothing is left, so that it is quick to search."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY).decode("utf-8", "surrogatepass")


def _looks_like_utf16(data: bytes) -> bool:
    # ASCII in UTF-16 without a mark is valid UTF-8 with every other byte zero.
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(data) > 3 and data.count(0) >= len(data) // 3)


def _first_of_each_line(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the first match in each line: what comes after it there is the same slip."""
    line_end = -1
    for match in pattern.finditer(text):
        if match.start() > line_end:
            yield match
            line_end = text.find("\n", match.start())
            if line_end < 0:
                return


def named(char: str) -> str:
    """Return the name of *char* by its number, as in U+202E."""
    return f"U+{ord(char):04X}"


def report_bidi(source: Source, found: Diagnostics) -> None:
    """Report the first bidirectional control of each line of *source* (CONTRACT, Files)."""
    for match in _first_of_each_line(BIDI, source.text) if BIDI.search(_rare(source.text)) else ():
        had_room = found.has_room(source.file)
        bidi_error(source.place(match.start()), match[0], found)
        if not had_room:
            break


def bidi_error(place: Place, char: str, found: Diagnostics) -> None:
    """Report the bidirectional control *char*."""
    message = f"the bidirectional control {named(char)} can make text look different from what it is"
    found.error(place, "text-bidi-control", message, "delete it")
