"""A document to JSON, a document to its YAML twin, rows to CSV: the one serialiser of the API.

In: values of declared types. Out: bytes, the same for the same value. A document is indented by two spaces;
what was written before (`declared.Written`) is put into it as it is, on one line. So a document about
everything is a join of pieces that were made one by one, and costs hardly more than its bytes.
"""

import re
from collections.abc import Iterable
from typing import cast

import orjson
import yaml

from crosswalk.documents.declared import Thing, Written
from crosswalk.nodes import Scalar, plain_kind

# JSON

_FILE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def written(thing: Thing) -> Written[Thing]:
    """Return *thing* on one line, to stand in documents."""
    # A slice is a copy of just its size: what orjson returns keeps a page of memory, however short it is.
    text = orjson.dumps(thing, orjson.Fragment, orjson.OPT_APPEND_NEWLINE)[:-1]
    return cast("Written[Thing]", text)


def document(thing: object) -> bytes:
    """Return *thing* as a file: indented, but for what was written before, which stays on one line."""
    return orjson.dumps(thing, orjson.Fragment, _FILE)


def data(value: object) -> bytes:
    """Return plain data as a file of JSON."""
    return orjson.dumps(value, option=_FILE)


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


def csv_line(cells: Iterable[str]) -> bytes:
    """Return *cells* as a line of CSV (RFC 4180)."""
    return f"{','.join(cells)}\r\n".encode()


def csv_cell(text: str) -> str:
    """Return *text* as a cell."""
    text = defused(text)
    return f'"{text.replace(_QUOTE, 2 * _QUOTE)}"' if _SPECIAL.search(text) else text


def defused(cell: str) -> str:
    """Return *cell* as a spreadsheet shows it and does not calculate it: with `'` in front, if need be.

    What begins with `'` gets one more, so that taking away one `'` gives every cell back as it was.
    """
    return f"'{cell}" if cell.startswith(_DEFUSED) else cell
