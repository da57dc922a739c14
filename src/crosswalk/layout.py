"""YAML text -> values as they are written, with every comment at the value that it speaks of.

In: YAML that `compose` found sound. Out: a tree of groups, lists and values, from which `formatting` writes
the same values anew. What a key means is of no interest here.

Where a comment belongs is told by where it stands: behind something, it speaks of that; on a line of its own,
of what comes next, unless it is indented deeper than that: then it ends the group that it is indented like.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

_COMMENT = re.compile("#[^\n]*")
_HEADER = re.compile(r"(?:&\S+\s+)?[|>][-+0-9]*[ \t]*(#[^\n]*)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class UnusualError(Exception):
    """The YAML is sound, and written in a way that is not taken apart here; says in which."""


@dataclass(slots=True)
class Comment:
    """A comment behind something, in the same line."""

    text: str
    column: int
    """Where it stands in its line, from 0."""
    gap: int
    """How many blanks stand before it."""


@dataclass(slots=True)
class Value:
    """A single value."""

    begin: int
    end: int
    text: str
    plain: bool
    """Written without quotes, and not as a block."""
    is_block: bool = False
    anchor: str = ""
    """Its name, as in `name` of `&name`."""
    alias: str = ""
    """As in `name` of `*name`, which stands in its place."""


@dataclass(slots=True)
class Collection:
    """A group of keys, or a list."""

    begin: int
    end: int
    column: int
    """Of its keys, or of the hyphens of its items."""
    is_group: bool
    in_brackets: bool
    outer: "Collection | None"
    """The one that it stands in."""
    elements: list["Element"] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    """Comments behind its last element; "" is a blank line."""


@dataclass(slots=True)
class Element:
    """A key with its value, or an item of a list."""

    owner: Collection
    key: Value | None
    value: Value | Collection
    front: list[str] = field(default_factory=list)
    """Comments on lines before it; "" is a blank line."""
    behind: Comment | None = None

    @property
    def begin(self) -> int:
        """Where it begins; for an item that is behind its hyphen."""
        return (self.key or self.value).begin

    @property
    def told(self) -> int | None:
        """Where that ends which a comment behind it would speak of; None of an item that is a group."""
        if isinstance(self.value, Value) or self.value.in_brackets:
            return self.value.end
        return self.key.end if self.key else None


@dataclass(slots=True)
class Layout:
    """A document as it is written."""

    root: Collection
    head: list[str]
    """Comments at the very top, set apart by a blank line: they speak of the whole."""
    has_aliases: bool


def laid_out(text: str) -> Layout:
    """Return what the YAML *text* consists of; raise UnusualError where that cannot be told."""
    if re.search("\r|\x85|\u2028|\u2029", text):
        raise UnusualError("a line ends in another way than others do")
    if re.search(r"^(?:%|\.\.\.)", text, re.MULTILINE):
        raise UnusualError("it has directives, or an end mark '...'")
    reader = _Reader(text)
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


class _Reader:
    """Makes a tree of the events of PyYAML's C parser, which tell where everything begins and ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[Event] = iter(yaml.parse(text, Loader=yaml.CLoader))
        self.values: list[Value] = []
        """In the order of the text."""
        self.elements: list[Element] = []
        self.has_aliases = False

    def read(self) -> Value | Collection:
        """Return the root."""
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                return self._node(next(self.events), None)
        raise UnusualError("it is empty")

    def _node(self, event: Event, outer: Collection | None) -> Value | Collection:
        assert event.start_mark is not None  # the C parser marks every event
        assert event.end_mark is not None
        begin, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, CollectionStartEvent):
            return self._collection(event, begin, outer)
        if isinstance(event, AliasEvent):
            self.has_aliases = True
            value = Value(begin, end, "", plain=False, alias=str(event.anchor))
        else:
            assert isinstance(event, ScalarEvent)
            is_block = event.style in ("|", ">")
            value = Value(
                begin, end, event.value, plain=not event.style, is_block=is_block, anchor=event.anchor or ""
            )
            if is_block:  # the blank lines behind it are no part of what it says
                value.end = begin + len(self.text[begin:end].rstrip())
        self.values.append(value)
        return value

    def _collection(self, event: CollectionStartEvent, begin: int, outer: Collection | None) -> Collection:
        is_group = isinstance(event, MappingStartEvent)
        assert event.start_mark is not None
        made = Collection(begin, begin, event.start_mark.column, is_group, bool(event.flow_style), outer)
        for part in self.events:
            if isinstance(part, CollectionEndEvent):
                assert part.end_mark is not None
                made.end = part.end_mark.index if made.in_brackets else made.elements[-1].value.end
                if not made.elements:
                    self._take_empty(made)
                return made
            first = self._node(part, made)
            value = self._node(next(self.events), made) if is_group else first
            if is_group and not isinstance(first, Value):
                raise UnusualError("a key is a list or a group")
            element = Element(made, first if is_group and isinstance(first, Value) else None, value)
            if element.key and (element.key.alias or element.key.anchor or "\n" in element.key.text):
                raise UnusualError("a key is repeated by an alias, or has several lines")
            made.elements.append(element)
            self.elements.append(element)
        raise UnusualError("it does not end")

    def _take_empty(self, made: Collection) -> None:
        """Count an empty collection among the values: comments are looked for between those."""
        if "#" in self.text[made.begin : made.end]:
            raise UnusualError("a comment stands between brackets with nothing else")
        self.values.append(Value(made.begin, made.end, "", plain=False))


class _Comments:
    """Finds the comments between values, and gives each to what it speaks of."""

    def __init__(self, text: str, reader: _Reader) -> None:
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
