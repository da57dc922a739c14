"""Values -> front matter in its canonical form, for files that are made anew.

In: plain values by key. Out: the text of a file, or lines that fit into one. Whether the values are sound is
for `shapes` to say.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from crosswalk.formatting import lines_of, written
from crosswalk.layout import Collection, Element, Layout, Value

Told: TypeAlias = "str | date | Sequence[Told] | Mapping[str, Told]"
"""What can be written: a text, a day, a list or a group of these."""


def drafted(kind: str, values: Mapping[str, Told], body: str = "") -> str:
    """Return a file with front matter of *kind* that says *values*, and *body* behind it."""
    return f"---\n{yaml_of(kind, values)}---\n{body}"


def yaml_of(kind: str, values: Mapping[str, Told] | Sequence[Told]) -> str:
    """Return YAML of *kind*, or a list of it, that says *values*."""
    return written(Layout(_collection(values), [], has_aliases=False), kind)


def item_lines(kind: str, values: Mapping[str, Told], indent: int) -> list[str]:
    """Return the lines of an item of a list whose hyphens are indented by *indent*."""
    return list(lines_of(_collection([values]), kind, indent))


def key_lines(kind: str, values: Mapping[str, Told], indent: int) -> list[str]:
    """Return the lines of keys that are indented by *indent*."""
    return list(lines_of(_collection(values), kind, indent))


def _collection(values: Mapping[str, Told] | Sequence[Told]) -> Collection:
    made = Collection(0, 0, 0, is_group=isinstance(values, Mapping), in_brackets=False, outer=None)
    if isinstance(values, Mapping):
        made.elements = [Element(made, _text(key), _node(value)) for key, value in values.items()]
    else:
        made.elements = [Element(made, None, _node(value)) for value in values]
    return made


def _node(value: Told) -> Value | Collection:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):  # no text: it needs no quotes
        return Value(0, 0, value.isoformat(), plain=True)
    return _collection(value)


def _text(text: str) -> Value:
    return Value(0, 0, text, plain=False)
