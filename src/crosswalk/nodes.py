"""What a YAML document consists of, as nodes that know where they begin.

A scalar keeps its text as it was written: what YAML would take that text for is told by `plain_kind`.
"""

import re
from dataclasses import dataclass


@dataclass(slots=True)
class Node:
    """A part of a YAML document."""

    index: int
    """Where it begins, as an offset in the text of its file."""


@dataclass(slots=True)
class Scalar(Node):
    """A single value, as text: whether that text would be read as something else is for `fields`."""

    text: str
    plain: bool
    """Written without quotes."""


@dataclass(slots=True)
class Sequence(Node):
    """A list."""

    items: list[Node]


@dataclass(slots=True)
class Mapping(Node):
    """Keys and their values, in the order of the file."""

    entries: dict[str, tuple[Scalar, Node]]


@dataclass(slots=True)
class Unsound(Node):
    """A value that is already reported, so that nothing more needs to be said of it."""


_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEANS = (
    *("y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO"),
    *("true", "True", "TRUE", "false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF"),
)
_KINDS = {**dict.fromkeys(_NULLS, "null"), **dict.fromkeys(_BOOLEANS, "a boolean")}
_NUMBER = re.compile(
    r"""[-+]?0b[01_]+ | [-+]?0[0-7_]+ | [-+]?0x[0-9a-fA-F_]+ | [-+]?(?:0|[1-9][0-9_]*)
    | [-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+
    | [-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)? | [-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
    | [-+]?[0-9]+ | 0o[0-7]+
    | [-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?
    | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)""",
    re.VERBOSE,
)
_TIME = re.compile(
    r"""[0-9]{4}-[0-9]{2}-[0-9]{2}
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?
      (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?""",
    re.VERBOSE,
)


def is_null(node: Node) -> bool:
    """Tell whether *node* is what YAML 1.1 or 1.2 reads as no value."""
    return isinstance(node, Scalar) and node.plain and node.text in _NULLS


def plain_kind(scalar: Scalar) -> str | None:
    """Return what YAML 1.1 or the YAML 1.2 core schema reads *scalar* as, with its article; None is text."""
    text = scalar.text
    if not scalar.plain:
        return None
    # Every number and time has a digit or is .inf or .nan: most texts are told by their first characters.
    if text[:1] not in "+-.0123456789" or not text:
        return _KINDS.get(text)
    if _TIME.fullmatch(text):
        return "a time"
    return "a number" if _NUMBER.fullmatch(text) else None
