"""YAML text -> values as they are written, each with the place where it begins and ends.

In: YAML that `compose` found sound. Out: a tree of groups, lists and values, with room for the comments that
`remarks` puts there, from which `formatting` writes the same values anew. What a key means is of no interest.
"""

import re
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


class Reader:
    """Makes a tree of the events of PyYAML's C parser, which tell where everything begins and ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[Event] = iter(yaml.parse(text, Loader=yaml.CLoader))
        self.values: list[Value] = []
        """In the order of the text."""
        self.elements: list[Element] = []
        self.has_aliases = False

    def read(self) -> Value | Collection:
        """Return the root; raise UnusualError where the text cannot be taken apart."""
        if re.search("\r|\x85|\u2028|\u2029", self.text):
            raise UnusualError("a line ends in another way than others do")
        if re.search(r"^(?:%|\.\.\.)", self.text, re.MULTILINE):
            raise UnusualError("it has directives, or an end mark '...'")
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
