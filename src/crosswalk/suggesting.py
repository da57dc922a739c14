"""What can be written in a slot: keys that the loader asks for, words of vocabularies, ids that are there.

In: a slot, and what the content folder says. Out: suggestions, in the order in which they are offered. A key
is offered exactly if the loader asks for it, for both come from the same recording of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from crosswalk.authored import Recorder, recorded
from crosswalk.canonical import ORDER, kind_of_part
from crosswalk.editing import ROLES, Role, What
from crosswalk.model import Crosswalk, Registry, Topic
from crosswalk.quoting import inline
from crosswalk.schemas import Schema
from crosswalk.slots import Slot
from crosswalk.urls import is_id


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that can stand in a slot."""

    label: str
    text: str
    """As it stands in the file."""
    about: str = ""
    is_key: bool = False


def suggestions(
    slot: Slot, file: str, registry: Registry, crosswalk: Crosswalk, topic: Topic | None
) -> Iterator[Suggestion]:
    """Yield what can be written in *slot* of *file*, which describes *topic* if it describes one."""
    if slot.key is None:
        yield from _keys(slot)
        return
    if slot.kind == "":  # a link in a body
        yield from (Suggestion(each.id, each.id, each.name) for each in crosswalk.topics)
        return
    words = [*_enumerated(slot.kind, slot.key), *_named(slot, file, registry, crosswalk, topic)]
    for word, about in words:
        yield Suggestion(word, inline(word, in_brackets=slot.in_brackets), about)


# Keys


def _keys(slot: Slot) -> Iterator[Suggestion]:
    known = _properties().get(slot.kind, {})
    order = ORDER.get(slot.kind, ())
    for key in sorted(known, key=lambda key: order.index(key) if key in order else len(order)):
        if key not in slot.present:
            yield Suggestion(key, _begun(slot, key, known[key]), known[key]["description"], is_key=True)


def _begun(slot: Slot, key: str, schema: Schema) -> str:
    """Return *key* as it is written, with what its value begins with."""
    if not slot.is_open:
        return key
    is_list = kind_of_part(slot.kind, key) != "" or schema.get("type") == ["array", "null"]
    return f"{key}:\n{' ' * (slot.column + 2)}- " if is_list else f"{key}: "


@cache
def _properties() -> Mapping[str, Mapping[str, Schema]]:
    """Return the keys of each kind of mapping, with the schema of what may stand there."""
    found: dict[str, Mapping[str, Any]] = {}
    waiting: list[Recorder] = [recorder for _, _, recorder, _ in recorded()]
    while waiting:
        recorder = waiting.pop()
        found.setdefault(recorder.table, recorder.schema()["properties"])
        waiting += recorder.parts.values()
    return found


# Values


def _enumerated(kind: str, key: str) -> Iterator[tuple[str, str]]:
    schema = _properties().get(kind, {}).get(key, {})
    yield from ((str(word), "") for word in schema.get("enum", ()) if word is not None)


def _named(
    slot: Slot, file: str, registry: Registry, crosswalk: Crosswalk, topic: Topic | None
) -> Iterator[tuple[str, str]]:
    """Yield the names that lead somewhere, each with what it leads to."""
    match ROLES.get((slot.kind, slot.key or "")):
        case (What.TOPIC | What.GUIDELINE, Role.DECLARES):
            if is_id(stem := PurePosixPath(file).stem):
                yield stem, "the name of the file"
        case (What.TOPIC, Role.USES):
            yield from ((each.id, each.name) for each in crosswalk.topics if each is not topic)
        case (What.GUIDELINE, Role.USES):
            yield from ((each.id, each.title) for each in crosswalk.guidelines)
        case (What.CATEGORY, _):
            listed = {each.name: each.description or "" for each in registry.categories or ()}
            used = {each.name: each.description or "" for each in crosswalk.categories}
            names = used.keys() - listed.keys() if slot.kind == "category" else {**listed, **used}
            yield from ((name, {**listed, **used}[name]) for name in sorted(names))
        case (What.POSITION, Role.USES) if topic:
            yield from ((each.id, each.label) for each in topic.positions)
