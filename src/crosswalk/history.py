"""What changed in the past, as a file has it: `changes.json` of a site, or one beside the content.

In: bytes of JSON. Out: `Changes`, newest first. The file is the owner's, and yet holds texts of authors, so
it is judged as content is. A field that is not known is passed over: a file of a later crosswalk can be read.
Nothing here writes JSON; `represent` does.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import orjson

from crosswalk.changes import Changes, Fact
from crosswalk.diagnostics import CrosswalkError, quoted
from crosswalk.grammar import day, url_fault
from crosswalk.limited import read_limited
from crosswalk.urls import is_id

SIZE_LIMIT = 16 * 1024 * 1024
"""Most bytes of such a file."""

MOST = 50
"""How many changes a file keeps: as many as a feed has entries."""

_Thing = TypeVar("_Thing")


def read_history(path: Path) -> tuple[Changes, ...]:
    """Return the changes that the file *path* holds; raise CrosswalkError where it cannot be read."""
    shown = f"the changes in {quoted(path.name)}"
    try:
        return history(read_limited(path, shown, SIZE_LIMIT))
    except ValueError as error:
        raise CrosswalkError(f"cannot read {shown}: {error}") from None


def history(data: bytes) -> tuple[Changes, ...]:
    """Return the changes in the JSON *data*, newest first; raise ValueError that says what is wrong."""
    try:
        document = orjson.loads(data)
    except ValueError:  # whose message names a place, but none that helps
        raise ValueError("it is not valid JSON in UTF-8") from None
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise ValueError("it is no object with a list 'items'")  # noqa: TRY004 - one kind of mistake
    return tuple(_thing(Changes, each, f"items[{number}]") for number, each in enumerate(items[:MOST]))


def _thing(kind: type[_Thing], value: object, where: str) -> _Thing:
    if not isinstance(value, dict):
        raise ValueError(f"{where} is no object")  # noqa: TRY004 - see above
    known: dict[str, Any] = {}
    for field, name, hint in _fields(cast("Hashable", kind)):
        if value.get(name) is not None:
            known[field.name] = _value(field.name, hint, value[name], f"{where}.{name}")
        elif field.default is MISSING:
            raise ValueError(f"{where}.{name} is missing")
    if kind is Fact:
        known["name"] = re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", known["name"])
    return kind(**known)


def _value(name: str, hint: Any, value: object, where: str) -> object:  # noqa: ANN401 - a type, of any form
    inner = next(iter(get_args(hint)), hint)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{where} is no list")
        return tuple(_thing(inner, each, f"{where}[{number}]") for number, each in enumerate(value))
    if not isinstance(value, str):
        raise ValueError(f"{where} is no text")  # noqa: TRY004 - see above
    if issubclass(inner, StrEnum):
        if value not in tuple(inner):
            raise ValueError(f"{where} is none of {', '.join(inner)}")
        return inner(value)
    judge = _JUDGES.get(name)
    if not value.strip() or (judge and not judge(value)):
        raise ValueError(f"{where} cannot be {quoted(value)}")
    return value


_JUDGES: Mapping[str, Callable[[str], bool]] = {
    "id": is_id,
    "former_id": is_id,
    "merged_into": is_id,
    "date": lambda text: day(text) == text,
    "url": lambda text: url_fault(text, local=False) is None,
}
"""What other texts than words look like, by the names of their fields."""


@cache
def _fields(known: Hashable) -> tuple[tuple["Field[Any]", str, Any], ...]:
    """Return the fields of *kind*, each with its name in JSON and its type."""
    kind = cast("type[Any]", known)
    hints = get_type_hints(kind)
    return tuple(
        (each, re.sub("_([a-z])", lambda match: match[1].upper(), each.name), hints[each.name])
        for each in fields(kind)
    )
