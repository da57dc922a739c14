"""The comments and blank lines of YAML, each given to the value that it speaks of.

In: YAML that `compose` found sound. Out: its layout with nothing left out. Where a comment belongs is told by
where it stands: behind something, it speaks of that; on a line of its own, of what comes next, unless it is
indented deeper than that: then it ends the group or list that it is indented like.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from crosswalk.layout import Collection, Comment, Element, Layout, Reader, UnusualError, Value

_COMMENT = re.compile("#[^\n]*")
_HEADER = re.compile(r"(?:&\S+\s+)?[|>][-+0-9]*[ \t]*(#[^\n]*)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def laid_out(text: str) -> Layout:
    """Return what the YAML *text* consists of; raise UnusualError where that cannot be told."""
    reader = Reader(text)
    root = reader.read()
    if not isinstance(root, Collection):
        raise UnusualError("it is a single value")
    _Comments(text, reader).attach(root)
    return Layout(root, _detached_head(root), reader.has_aliases)


def _detached_head(root: Collection) -> list[str]:
    """Take from the first element of *root* the comments that a blank line sets apart from it."""
    if not root.elements:
        return []
    front = root.elements[0].front
    comments = [number for number, line in enumerate(front) if line]
    gaps = [number for number, line in enumerate(front) if not line and comments and number > comments[0]]
    if not gaps:
        return []
    root.elements[0].front = front[gaps[-1] + 1 :]
    return front[comments[0] : gaps[-1]]


class _Comments:
    """Finds the comments between values, and gives each to what it speaks of."""

    def __init__(self, text: str, reader: Reader) -> None:
        self.text = text
        self.values = sorted(reader.values, key=lambda value: value.begin)
        # The reader comes to inner ones first; of those that begin together the outermost shall be first.
        outer_first = reader.elements[::-1]
        self.elements = sorted(outer_first, key=lambda element: element.begin)
        self.begins = [element.begin for element in self.elements]
        self.told = sorted(
            ((told, element) for element in self.elements if (told := element.told) is not None),
            key=lambda pair: pair[0],
        )
        self.told_ends = [end for end, _ in self.told]

    def attach(self, root: Collection) -> None:
        """Give every comment, and every blank line, to what it stands at."""
        waiting: list[str] = []
        for last, begin, text in self._marks():
            if text == "":  # an element begins
                element = self._element_at(begin)
                element.front = [*waiting, *self._blank(last, begin)]
                waiting = []
            elif owner := self._behind(begin):
                line = self.text.rfind("\n", 0, begin) + 1
                gap = begin - (line + len(self.text[line:begin].rstrip()))
                owner.behind = Comment(text, begin - line, gap)
            elif owner := self._between(begin):
                owner.front.append(text)
            else:
                lines = [*self._blank(last, begin), text]
                ended = None if any(waiting) else self._ended(begin, root)
                if ended:
                    ended.tail += lines
                else:
                    waiting += lines
        root.tail += waiting

    def _marks(self) -> Iterator[tuple[int, int, str]]:
        """Yield comments, and the places where elements begin (with no text), in the order of the text.

        Of each: where what stands before it ends, where it begins, and what a comment says.
        """
        begins = set(self.begins)
        last = 0
        for value in [*self.values, None]:
            until = value.begin if value else len(self.text)
            for match in _COMMENT.finditer(self.text, last, until):
                yield last, match.start(), match[0]
                last = match.end()
            if value is None:
                return
            if value.begin in begins:
                yield last, value.begin, ""
            if value.is_block and (header := _HEADER.match(self.text, value.begin)):
                yield last, header.start(1), header[1]
            last = value.end

    def _element_at(self, begin: int) -> Element:
        return self.elements[bisect_left(self.begins, begin)]

    def _blank(self, last: int, begin: int) -> list[str]:
        """Return a blank line if there is one or more between *last* and *begin*."""
        return [""] if _BLANK_LINE.search(self.text, last, begin) else []

    def _behind(self, begin: int) -> Element | None:
        """Return the element that the comment at *begin* stands behind, if none stands behind it yet."""
        latest = self._latest(begin)
        if latest and isinstance(latest.value, Value) and latest.value.begin < begin < latest.value.end:
            return latest  # it stands in the header of a block
        number = bisect_right(self.told_ends, begin) - 1
        if number < 0:
            return None
        end, element = self.told[number]
        return element if "\n" not in self.text[end:begin] and element.behind is None else None

    def _between(self, begin: int) -> Element | None:
        """Return the element whose key stands before the comment at *begin*, and its value behind that."""
        latest = self._latest(begin)
        is_between = latest and isinstance(latest.value, Value) and latest.value.begin > begin
        return latest if is_between else None

    def _latest(self, begin: int) -> Element | None:
        """Return the innermost element that begins before *begin*."""
        number = bisect_right(self.begins, begin)
        return self.elements[number - 1] if number else None

    def _ended(self, begin: int, root: Collection) -> Collection | None:
        """Return the collection that the comment at *begin* ends; None if it speaks of what comes next."""
        line = self.text.rfind("\n", 0, begin) + 1
        number = bisect_left(self.begins, begin)
        following = self.elements[number] if number < len(self.elements) else None
        if (
            number == 0
            or self.text[line:begin].strip()
            or (following and begin - line <= following.owner.column)
        ):
            return None
        # From the innermost collection that ends here outwards, to the first that is indented no deeper.
        collection: Collection | None = self.elements[number - 1].owner
        while collection and collection.end <= begin:
            if collection.column <= begin - line and not collection.in_brackets:
                return collection
            collection = collection.outer
        return None if following else root
