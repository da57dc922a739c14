"""Offsets in a text <-> line and column as editors count them: from 0, in units of UTF-8, UTF-16 or UTF-32.

In: a text, and the unit. Out: offsets and columns; whatever lies outside the text becomes the nearest place
in it. A line ends at LF, CRLF or CR, as the protocol of language servers has it.
"""

import re
from bisect import bisect_right
from enum import StrEnum

Spot = tuple[int, int]
"""Line and column, both from 0."""


class Unit(StrEnum):
    """What columns are counted in, by the names of the protocol."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    UTF_32 = "utf-32"


class Lines:
    """The lines of one text."""

    def __init__(self, text: str, unit: Unit) -> None:
        self.text = text
        self.unit = unit
        self._starts = [0, *(match.end() for match in re.finditer("\r\n|\n|\r", text))]

    def index(self, line: int, column: int) -> int:
        """Return the offset of the character at *line* and *column*; the end of the line if it is shorter."""
        if line >= len(self._starts):
            return len(self.text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        text = self.text[start:end].rstrip("\r\n")
        if text.isascii() or self.unit is Unit.UTF_32:
            return start + min(column, len(text))
        passed = 0
        for number, char in enumerate(text):
            passed += self._width(char)
            if passed > column:  # also where the column is inside of a character
                return start + number
        return start + len(text)

    def spot(self, index: int) -> Spot:
        """Return line and column of the character at *index*."""
        line = bisect_right(self._starts, index) - 1
        text = self.text[self._starts[line] : index]
        is_plain = text.isascii() or self.unit is Unit.UTF_32
        return line, len(text) if is_plain else sum(map(self._width, text))

    def _width(self, char: str) -> int:
        if self.unit is Unit.UTF_8:
            return len(char.encode("utf-8", "surrogatepass"))
        return 2 if self.unit is Unit.UTF_16 and ord(char) > 0xFFFF else 1
