"""A document to JSON, a document to its YAML twin, rows to CSV: the one serialiser of the API.

In: values of declared types. Out: text, the same for the same value. What is embedded in many documents is
written once, and put where it is needed: a text of JSON has no line break inside a string, so that its lines
can be moved to the right.
"""

import csv
import io
import json
from collections.abc import Iterable

import yaml

from crosswalk.documents.declared import Published, published
from crosswalk.documents.parts import Shared
from crosswalk.nodes import Scalar, plain_kind

# JSON


_encode = json.encoder.encode_basestring
"""Text between quotes: all that is left to the library, for there is no number but a count."""


class Json:
    """Writes documents as JSON, two spaces to a step."""

    def __init__(self, section: str) -> None:
        self._section = section
        self._members: dict[type, tuple[tuple[str, str], ...]] = {}
        """Of each declaration the attributes, and how their members begin."""
        self._written: dict[Shared, str] = {}

    def text(self, value: object) -> str:
        """Return *value* as JSON; a field that is None is left out."""
        if isinstance(value, str):
            return _encode(value)
        if isinstance(value, tuple):
            return _enclosed("[]", [self.text(item) for item in value])
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        if not isinstance(value, Shared):
            return self._object(value)
        if value not in self._written:
            self._written[value] = self._object(value)
        return self._written[value]

    def _object(self, document: object) -> str:
        members = []
        for attribute, begin in self._members_of(type(document)):
            value = getattr(document, attribute)
            if value is not None:
                members.append(begin + self.text(value))
        return _enclosed("{}", members)

    def _members_of(self, declaration: type) -> tuple[tuple[str, str], ...]:
        if declaration not in self._members:
            self._members[declaration] = tuple(
                (field.attribute, f'"{field.name_on(self._section)}": ') for field in published(declaration)
            )
        return self._members[declaration]


def _enclosed(brackets: str, lines: list[str]) -> str:
    if not lines:
        return brackets
    inside = ",\n".join(lines).replace("\n", "\n  ")
    return f"{brackets[0]}\n  {inside}\n{brackets[1]}"


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


def yaml_twin(text: str) -> str:
    """Return the same data as the JSON *text*, as YAML."""
    written: str = yaml.dump(
        json.loads(text), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=2**16
    )
    return written


# CSV

_DEFUSED = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")
"""How a cell begins that a spreadsheet may take for a formula, signs of full width included, and the sign
that such a cell is given."""


def csv_text(columns: Iterable[Published], rows: Iterable[tuple[object, ...]]) -> str:
    """Return *rows* as CSV (RFC 4180) under a head of *columns*; a cell that is None is empty."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    writer.writerows(map(_cells, rows))
    return file.getvalue()


def _cells(row: tuple[object, ...]) -> list[str]:
    return ["" if cell is None else defused(str(cell)) for cell in row]


def defused(cell: str) -> str:
    """Return *cell* as a spreadsheet shows it and does not calculate it: with `'` in front, if need be.

    What begins with `'` gets one more, so that taking away one `'` gives every cell back as it was.
    """
    return f"'{cell}" if cell.startswith(_DEFUSED) else cell
