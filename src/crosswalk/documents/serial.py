"""A document to JSON, a document to its YAML twin, rows to CSV: the one serialiser of the API.

In: values of declared types. Out: bytes, the same for the same value. A document is indented by two spaces;
what was written before (`declared.Written`) is put into it as it is, on one line. So a document about
everything is a join of pieces that were made one by one, and costs hardly more than its bytes.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from operator import attrgetter
from typing import Any, Generic

import orjson
import yaml

from crosswalk.documents.declared import Thing, Written, published
from crosswalk.nodes import Scalar, plain_kind

# JSON

_STEP = b"  "

_Members = tuple[Callable[[object], Any], tuple[bytes, ...], tuple[bytes, ...]]
"""Of a declaration how to get the values of a thing, and how its members begin: spaced, and on one line."""


class Json:
    """Writes values of declared types as JSON; a field that is None is left out."""

    def __init__(self, section: str) -> None:
        self._section = section
        self._members: dict[type, _Members] = {}
        self._forms: dict[tuple[type, tuple[str, ...]], Form[Any]] = {}

    def document(self, thing: object) -> bytes:
        """Return *thing* as a file, indented."""
        return self._text(thing, b"\n") + b"\n"

    def written(self, thing: Thing) -> Written[Thing]:
        """Return *thing* on one line, to stand in documents; nothing but *thing* and the section goes in."""
        return Written(self._text(thing, b""))

    def form(self, declaration: type[Thing], *attributes: str) -> "Form[Thing]":
        """Return the form of things that have these *attributes* and no others."""
        if (declaration, attributes) not in self._forms:
            fields = [field for field in published(declaration) if field.attribute in attributes]
            assert tuple(field.attribute for field in fields) == attributes, "in the order of the declaration"
            members = ",".join(f'"{field.name_on(self._section)}":%b' for field in fields)
            self._forms[declaration, attributes] = Form(b"{%b}" % members.encode())
        return self._forms[declaration, attributes]

    def _text(self, value: object, line: bytes) -> bytes:
        """Return *value* in lines that begin with *line*, or on one line if that is empty."""
        kind = type(value)
        if kind is Written:
            return value  # type: ignore[return-value] # it is bytes
        if kind is str:
            return orjson.dumps(value)
        inner = line and line + _STEP
        if isinstance(value, tuple):
            return _enclosed(b"[]", [self._text(item, inner) for item in value], line)
        if not is_dataclass(value):
            return orjson.dumps(value)
        values, spaced, close = self._members_of(kind)
        members = zip(spaced if line else close, values(value), strict=True)
        texts = [begin + self._text(each, inner) for begin, each in members if each is not None]
        return _enclosed(b"{}", texts, line)

    def _members_of(self, declaration: type) -> _Members:
        if declaration not in self._members:
            fields = published(declaration)
            names = [field.attribute for field in fields]
            values = attrgetter(*names) if names[1:] else lambda thing: (getattr(thing, names[0]),)
            begins = [f'"{field.name_on(self._section)}":' for field in fields]
            spaced, close = (tuple(f"{begin}{end}".encode() for begin in begins) for end in (" ", ""))
            self._members[declaration] = values, spaced, close
        return self._members[declaration]


def _enclosed(brackets: bytes, texts: list[bytes], line: bytes) -> bytes:
    if not (line and texts):
        return b"%b%b%b" % (brackets[:1], b",".join(texts), brackets[1:])
    return b"".join((brackets[:1], line, _STEP, (b"," + line + _STEP).join(texts), line, brackets[1:]))


class Form(Generic[Thing]):
    """How things are written that all have the same members: a text with places to be filled.

    Saves making a thing only to write it, where there are tens in every document.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text

    def __call__(self, *values: object) -> Written[Thing]:
        """Return the thing that has *values*: plain ones, or one that is written."""
        return Written(
            self._text % tuple(each if type(each) is Written else orjson.dumps(each) for each in values)
        )


def data(value: object) -> bytes:
    """Return plain data as a file of JSON."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


# YAML


class _Plain(yaml.CSafeDumper):
    """Writes YAML that readers of version 1.1 and of version 1.2 understand alike, without anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the library's signature
        """Repeat what is repeated."""
        return True


def _text_node(dumper: _Plain, text: str) -> yaml.ScalarNode:
    # PyYAML quotes what YAML 1.1 reads as something else; 1.2 and older readers take more: 1e3, 0o17, y.
    is_other = plain_kind(Scalar(index=0, text=text, plain=True)) is not None
    style = '"' if is_other or not text.isprintable() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Plain.add_representer(str, _text_node)


def yaml_twin(text: bytes) -> bytes:
    """Return the same data as the JSON *text*, as YAML."""
    written: bytes = yaml.dump(
        orjson.loads(text), Dumper=_Plain, encoding="utf-8", allow_unicode=True, sort_keys=False, width=2**16
    )
    return written


# CSV

_QUOTE = '"'
_SPECIAL = re.compile(r'[",\r\n]')
"""What a cell may hold only between quotes."""

_DEFUSED = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")
"""How a cell begins that a spreadsheet may take for a formula, signs of full width included, and the sign
that such a cell is given."""


def csv_lines(rows: Iterable[tuple[object, ...]]) -> bytes:
    """Return *rows* as CSV (RFC 4180), each with an end of line; a cell that is None is empty."""
    return b"".join(f"{','.join(map(_cell, row))}\r\n".encode() for row in rows)


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    text = defused(str(cell))
    return f'"{text.replace(_QUOTE, 2 * _QUOTE)}"' if _SPECIAL.search(text) else text


def defused(cell: str) -> str:
    """Return *cell* as a spreadsheet shows it and does not calculate it: with `'` in front, if need be.

    What begins with `'` gets one more, so that taking away one `'` gives every cell back as it was.
    """
    return f"'{cell}" if cell.startswith(_DEFUSED) else cell
