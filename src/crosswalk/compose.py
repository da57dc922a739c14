"""YAML text -> nodes, within the limits of CONTRACT, YAML.

In: a stretch of a file's text. Out: its root node; whatever YAML allows and we do not is reported. Positions
come from PyYAML's C parser, whose events carry offsets in characters.
"""

import re
from collections.abc import Callable
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from crosswalk.diagnostics import Diagnostics, Place, quoted
from crosswalk.nodes import Mapping, Node, Scalar, Sequence, Unsound, plain_kind
from crosswalk.text import BIDI, CONTROL, Source, bidi_error, named

DEPTH_LIMIT = 20
NODE_LIMIT = 100_000
ALIAS_LIMIT = 50

_Event = Any
"""An event of the C parser. All of them bear marks, which the type that PyYAML is given does not tell."""

_LOST = "\uffff"
"""Stands for a lone surrogate; as a non-character it is reported like a control."""
_SURROGATE_ESCAPE = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2}")


class _StopError(Exception):
    """The rest of the document cannot be read; what is wrong has been reported."""


class _BadEscapeError(Exception):
    """A double-quoted scalar escapes a surrogate, where libyaml gives up."""


def compose(source: Source, start: int, end: int, found: Diagnostics) -> Node | None:
    """Return the root node of the YAML between *start* and *end*; None where it is empty.

    A document that cannot be read to its end gives `Unsound`.
    """
    composer = _Composer(source, source.text[start:end], start, found)
    try:
        try:
            return composer.compose()
        except _BadEscapeError:
            # Once more, each surrogate replaced by a mark of the same length, reported where it stands.
            composer = _Composer(source, _SURROGATE_ESCAPE.sub(_marked, source.text[start:end]), start, found)
            return composer.compose()
    except (_StopError, _BadEscapeError):
        return Unsound(start)
    finally:
        source.allowance.values.take(composer.nodes)


def _marked(match: re.Match[str]) -> str:
    return match[0][:-4] + f"{ord(_LOST):x}"


class _Composer:
    """Builds nodes from the events of PyYAML's C parser, within the limits of CONTRACT, YAML."""

    def __init__(self, source: Source, text: str, start: int, found: Diagnostics) -> None:
        self.source = source
        self.start = start
        self.found = found
        self._next: Callable[[], _Event] = yaml.CLoader(text).get_event
        """Returns the next event; what the parser cannot read it raises."""
        self.escapes = "\\" in text
        self.key: int | None = None
        """Where the key of the value stands that is being composed; None of a key, an item, the root."""
        self.nodes = 0
        self.limit = min(NODE_LIMIT, source.allowance.values.most)
        self.aliases = 0
        self.anchors: dict[str, Node | None] = {}
        """By name; None while the anchored collection is still open."""

    def compose(self) -> Node | None:
        """Return the root node, or None of an empty document; report what the parser cannot read."""
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            if error.problem == "found invalid Unicode character escape code":
                self._stop_at_escape(error)
            index = error.problem_mark.index if error.problem_mark else 0
            message, hint = _explained(error)
            self.found.error(self.source.place(self.start + index), "yaml-syntax", message, hint)
        except yaml.YAMLError:  # a character YAML does not know, and no mark with it
            self.found.error(self.source.place(self.start), "yaml-syntax", "this is not YAML")
        raise _StopError

    def _document(self) -> Node | None:
        self._next()  # the start of the stream
        if type(self._next()) is StreamEndEvent:
            return None
        root = self._node(self._next(), 1)
        self._next()  # the end of the document
        if type(event := self._next()) is not StreamEndEvent:
            self.key = None
            self._report(event, "yaml-syntax", "a second YAML document begins here", "keep one per file")
        return root

    def _stop_at_escape(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark
        text = self.source.text[self.start + (mark.index if mark else 0) - 2 :][:12]
        if _SURROGATE_ESCAPE.search(text):
            raise _BadEscapeError

    def _begin(self, event: _Event) -> int:
        """Return where *event* begins, as an offset in the text of the file."""
        index: int = event.start_mark.index
        return self.start + index

    def _place(self, event: _Event) -> Place:
        """Return where *event* is to be reported: at its key, if it is a value on a later line."""
        return self.source.place_of(self._begin(event), self.key)

    def _report(self, event: _Event, code: str, message: str, hint: str = "") -> None:
        self.found.error(self._place(event), code, message, hint)

    def _stop(self, event: _Event, message: str, hint: str) -> NoReturn:
        self._report(event, "yaml-limit", message, hint)
        raise _StopError

    def _node(self, event: _Event, depth: int, key: int | None = None) -> Node:
        """Return the node that begins with *event*, all events taken; *key* is where its key stands."""
        self.key = key
        self.nodes += 1
        if self.nodes > self.limit:
            self.nodes = self.limit  # what was granted is used up
            self._stop(event, *self._excess())
        if type(event) is ScalarEvent and event.anchor is None and event.tag is None:  # nearly all are
            return self._scalar(event)
        if type(event) is AliasEvent:
            return self._aliased(event)
        if depth > DEPTH_LIMIT and type(event) is not ScalarEvent:
            self._stop(event, f"values are nested more than {DEPTH_LIMIT} deep", "nest them less")
        if event.anchor is None and event.tag is None:
            return self._collection(event, depth)
        return self._with_properties(event, depth)

    def _with_properties(self, event: _Event, depth: int) -> Node:
        """Return the node that begins with *event*, which has an anchor, a tag or both."""
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        if event.tag is not None:
            tag = quoted(event.tag.replace("tag:yaml.org,2002:", "!!"))
            hint = "delete it, or put a text that begins with ! between quotes"
            self._report(event, "yaml-tag", f"the tag {tag} is not allowed", hint)
        node = self._scalar(event) if type(event) is ScalarEvent else self._collection(event, depth)
        if event.tag is not None:
            node = Unsound(node.index)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def _excess(self) -> tuple[str, str]:
        """Return what is wrong with so many nodes, and what to do about it."""
        if self.limit == NODE_LIMIT:
            return f"the file has more than {NODE_LIMIT:,} values", "split the file"
        return f"the files have too many values together: more than {self.limit:,} in this one", "shorten it"

    def _collection(self, event: _Event, depth: int) -> Node:
        index = self._begin(event)
        if type(event) is MappingStartEvent:
            return Mapping(index, self._entries(depth))
        items = []
        while type(item := self._next()) is not SequenceEndEvent:
            items.append(self._node(item, depth + 1))
        return Sequence(index, items)

    def _scalar(self, event: _Event) -> Node:
        text: str = event.value
        index = self.start + event.start_mark.index
        # Only between these quotes can a character stand that the file does not show.
        if self.escapes and event.style == '"':
            if escaped := CONTROL.search(text):
                what = "a lone surrogate" if escaped[0] == _LOST else f"the control {named(escaped[0])}"
                self._report(event, "text-control-char", f"the text holds {what}", "delete the escape")
                return Unsound(index)
            if escaped := BIDI.search(text):
                self._report_escaped_bidi(event, escaped[0])
        return Scalar(index, text, not event.style)

    def _report_escaped_bidi(self, event: _Event, char: str) -> None:
        written = self.source.text[self._begin(event) : self.start + event.end_mark.index]
        if not BIDI.search(written):  # else it is visible to `_report_bidi`
            bidi_error(self._place(event), char, self.found)

    def _entries(self, depth: int) -> dict[str, tuple[Scalar, Node]]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while type(event := self._next()) is not MappingEndEvent:
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1, key.index)
            if isinstance(key, Scalar) and key.text not in entries and _is_text(key):
                entries[key.text] = (key, value)
            elif not isinstance(key, Unsound):
                self._report_key(key, event, entries)
        return entries

    def _report_key(self, key: Node, event: _Event, entries: dict[str, tuple[Scalar, Node]]) -> None:
        """Report why *key* is no text that is new among *entries*."""
        self.key = None
        if not isinstance(key, Scalar):
            self._report(event, "field-type", "a key must be text", "write it as one word")
        elif key.plain and key.text == "<<":
            self._report(event, "yaml-merge-key", "merge keys '<<' are not allowed", "write out the keys")
        elif (kind := plain_kind(key)) is not None:
            message = f"the key {quoted(key.text)} is {kind}, not text"
            self._report(event, "field-type", message, "put it between quotes")
        else:
            first = self.source.place(entries[key.text][0].index).line
            message = f"the key {quoted(key.text)} is given twice, first in line {first}"
            self._report(event, "yaml-duplicate-key", message, "keep one of them")

    def _aliased(self, event: _Event) -> Node:
        index = self._begin(event)
        self.aliases += 1
        if self.aliases == ALIAS_LIMIT + 1:
            message = f"the file has more than {ALIAS_LIMIT} aliases"
            self._report(event, "yaml-alias", message, "write the text out")
        if event.anchor not in self.anchors:
            message = f"the alias {quoted(str(event.anchor))} refers to nothing"
        else:
            node = self.anchors[event.anchor]
            if isinstance(node, Scalar):
                return Scalar(index, node.text, node.plain)
            if isinstance(node, Unsound):
                return Unsound(index)
            message = f"the alias {quoted(str(event.anchor))} stands for a list or a mapping"
        self._report(event, "yaml-alias", message, "write the value out")
        return Unsound(index)


def _is_text(key: Scalar) -> bool:
    return not key.plain or (plain_kind(key) is None and key.text != "<<")


_ADVICE = {
    "mapping values are not allowed": "put a text that contains ': ' between quotes",
    "could not find expected ':'": "write 'key: value', and quote a text of several lines",
    "cannot start any token": "put a text that begins with @, ` or % between quotes, and indent with spaces",
    "did not find expected key": "indent keys of one group alike, and double a ' within single quotes",
    "did not find expected '-' indicator": "begin each item of the list with '- ' in the same column",
    "unexpected end of stream": "close the quote",
    "unknown escape character": "double the backslash, or use single quotes",
    "non-alphabetical character": "put a text that begins with % between quotes",
    "expected alphabetic or numeric": "put a text that begins with * or & between quotes",
    "did not find expected ',' or": "close the bracket, or put the text between quotes",
}


def _explained(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    problem = error.problem or "this is not YAML"
    hint = next((advice for part, advice in _ADVICE.items() if part in problem), "")
    return f"this is not YAML: {problem}" if error.problem else problem, hint
