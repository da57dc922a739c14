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
from crosswalk.model import Crosswalk, Registry
from crosswalk.nodes import Mapping as Group
from crosswalk.nodes import Node, Scalar, Sequence
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


def suggestions(slot: Slot, file: str, registry: Registry, crosswalk: Crosswalk) -> Iterator[Suggestion]:
    """Yield what can be written in *slot* of *file*."""
    if slot.key is None:
        yield from _keys(slot)
        return
    if slot.kind == "":  # a link in a body
        yield from (Suggestion(each.id, each.id, each.name) for each in crosswalk.topics)
        return
    words = [*_enumerated(slot.kind, slot.key), *_named(slot, file, registry, crosswalk)]
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


def _named(slot: Slot, file: str, registry: Registry, crosswalk: Crosswalk) -> Iterator[tuple[str, str]]:
    """Yield the names that lead somewhere, each with what it leads to."""
    match ROLES.get((slot.kind, slot.key or "")):
        case (What.TOPIC | What.GUIDELINE, Role.DECLARES):
            if is_id(stem := PurePosixPath(file).stem):
                yield stem, "the name of the file"
        case (What.TOPIC, Role.USES):
            yield from ((each.id, each.name) for each in crosswalk.topics if each.places[""].file != file)
        case (What.GUIDELINE, Role.USES):
            yield from ((each.id, each.title) for each in crosswalk.guidelines)
        case (What.CATEGORY, role):
            yield from _categories(file, registry, crosswalk, are_new=role is Role.DECLARES)
        case (What.POSITION, Role.USES):
            yield from _positions(slot.root)
        case _:  # a name that is only its own
            pass


def _categories(
    file: str, registry: Registry, crosswalk: Crosswalk, *, are_new: bool
) -> Iterator[tuple[str, str]]:
    """Yield categories that other files name; if they *are new*, only those that nobody lists."""
    listed = {each.name: each.description or "" for each in registry.categories or ()}
    for category in crosswalk.categories:
        if category.name not in listed and any(each.places[""].file != file for each in category.topics):
            yield category.name, ""
    if not are_new:
        yield from listed.items()


def _positions(root: Node | None) -> Iterator[tuple[str, str]]:
    """Yield the positions of the topic *root*, which no loader need be able to read."""
    _, listed = root.entries.get("topic_positions", (None, None)) if isinstance(root, Group) else (None, None)
    for item in listed.items if isinstance(listed, Sequence) else ():
        if isinstance(item, Group):
            words = {key: value.text for key, (_, value) in item.entries.items() if isinstance(value, Scalar)}
            if "id" in words:
                yield words["id"], words.get("label", "")
