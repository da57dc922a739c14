"""A content file -> what is written where in it: keys, and the ids and names that lead somewhere.

In: the text of a file. Out: keys and mentions, each with the stretch of text that it takes. Nothing is judged
here, and no file is opened.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from crosswalk import prose
from crosswalk.canonical import kind_of_part
from crosswalk.diagnostics import Diagnostics, Place
from crosswalk.nodes import Mapping as Group
from crosswalk.nodes import Node, Scalar, Sequence
from crosswalk.rewrite import kind_of
from crosswalk.source import front_matter, yaml_file
from crosswalk.text import Source


class What(StrEnum):
    """What an id or a name stands for."""

    TOPIC = "topic"
    GUIDELINE = "guideline"
    CATEGORY = "category"
    POSITION = "position"


class Role(Enum):
    """What a mention does."""

    DECLARES = "declares"
    """It is here that it gets the name."""
    EARLIER = "earlier"
    """It had the name before."""
    USES = "uses"


ROLES: Mapping[tuple[str, str], tuple[What, Role]] = {
    ("topic", "topic_id"): (What.TOPIC, Role.DECLARES),
    ("topic", "topic_aliases"): (What.TOPIC, Role.EARLIER),
    ("topic", "topic_related"): (What.TOPIC, Role.USES),
    ("topic", "topic_category"): (What.CATEGORY, Role.USES),
    ("position", "id"): (What.POSITION, Role.DECLARES),
    ("entry", "position"): (What.POSITION, Role.USES),
    ("entry", "guideline_id"): (What.GUIDELINE, Role.USES),
    ("entry", "guideline_replacedBy"): (What.GUIDELINE, Role.USES),
    ("guideline", "guideline_id"): (What.GUIDELINE, Role.DECLARES),
    ("guideline", "guideline_replacedBy"): (What.GUIDELINE, Role.USES),
    ("category", "category_name"): (What.CATEGORY, Role.DECLARES),
}
"""What the value of a key names, by the kind of mapping that it stands in."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An id, or the name of a category, where it is written."""

    what: What
    name: str
    role: Role
    begin: int
    """Quotes are part of it."""
    end: int
    """Where it begins, if it is written over several lines: such a one cannot be exchanged."""
    in_body: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """A key, where it is written."""

    kind: str
    """Of the mapping that it stands in."""
    name: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What is written in a file."""

    source: Source
    mentions: tuple[Mention, ...] = ()
    keys: tuple[Key, ...] = ()
    is_sound: bool = True
    """Whether it could be read to its end."""

    def at(self, index: int) -> Mention | Key | None:
        """Return what the character at *index* belongs to, or the one before it."""
        parts: tuple[Mention | Key, ...] = (*self.mentions, *self.keys)
        return next((each for each in parts if each.begin <= index <= each.end), None)


def read(source: Source) -> Reading:
    """Return what is written in *source*."""
    found = Diagnostics()
    document = front_matter(source, found) if source.file.endswith(".md") else None
    root = document.root if document else None if source.file.endswith(".md") else yaml_file(source, found)
    if root is None:
        return Reading(source, is_sound=False)
    parts = list(_walked(root, kind_of(source.file) or "", source.text))
    mentions = [each for each in parts if isinstance(each, Mention)]
    if document:
        mentions += _linked(source, document.body.text, document.body.place)
    keys = tuple(each for each in parts if isinstance(each, Key))
    return Reading(source, tuple(mentions), keys, not any(each.code.startswith("yaml-") for each in found))


def _walked(node: Node, kind: str, text: str) -> Iterator[Mention | Key]:
    """Yield what is written in *node*, which stands where mappings of *kind* are expected."""
    for item in node.items if isinstance(node, Sequence) else [node]:
        for key, (name, value) in item.entries.items() if isinstance(item, Group) else ():
            yield Key(kind, key, *_extent(name, text))
            if (kind, key) in ROLES:
                what, role = ROLES[kind, key]
                for scalar in value.items if isinstance(value, Sequence) else [value]:
                    if isinstance(scalar, Scalar) and scalar.text.strip():
                        yield Mention(what, scalar.text, role, *_extent(scalar, text))
            else:
                yield from _walked(value, kind_of_part(kind, key), text)


_WRITTEN = re.compile(
    r"""&\S+[ \t]+ | "(?:[^"\\\n]|\\[^\n])*" | '(?:[^'\n]|'')*' | \*[^\s,\]}]+""", re.VERBOSE
)


def _extent(scalar: Scalar, text: str) -> tuple[int, int]:
    """Return where *scalar* begins and ends in *text*; an anchor before it is left out."""
    begin = scalar.index
    written = _WRITTEN.match(text, begin)
    if written and text[begin] == "&":
        begin = written.end()
        written = _WRITTEN.match(text, begin)
    if written and text[begin] in "\"'*":
        return begin, written.end()
    return begin, begin + len(scalar.text) if text.startswith(scalar.text, begin) else begin


def _linked(source: Source, body: str, first: Place) -> Iterator[Mention]:
    """Yield the topics that the *body* of a file leads to; *first* is where it begins."""
    for line, column, topic_id in prose.topic_links(body):
        begin = source.index(Place(source.file, first.line + line - 1, column))
        if topic_id:
            yield Mention(What.TOPIC, topic_id, Role.USES, begin, begin + len(topic_id), in_body=True)
