"""The sources of API Stylebook -> topics and registry.

In: a folder with `topics.yaml`, and in `guidelines` a file for each guideline with its topics. Out: content
files, facts of guidelines stated once. What is unsound is reported at its place in the source and left out.
"""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Group
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from crosswalk import files
from crosswalk.diagnostics import CrosswalkError, Diagnostics, Place, printable, quoted
from crosswalk.draft import Told, drafted, yaml_of
from crosswalk.fields import Fields, mappings_of
from crosswalk.model import Output
from crosswalk.nodes import Mapping, Scalar, Sequence, plain_kind
from crosswalk.rewrite import CATEGORIES
from crosswalk.source import yaml_mapping
from crosswalk.text import Source, read_text
from crosswalk.urls import is_id

TOPICS = "topics.yaml"

_Getter = Callable[[Fields, str], "Told | None"]


@dataclass(slots=True)
class _Topic:
    values: dict[str, Told]
    entries: list[Told] = field(default_factory=list)


def imported(folder: Path, found: Diagnostics) -> list[Output]:
    """Return the content that *folder* is the source of; raise CrosswalkError if it is none.

    What is wrong with it goes into *found*.
    """
    sources = dict(_sources(folder, found))
    if TOPICS not in sources:
        raise CrosswalkError(f"there is no {TOPICS} in {printable(str(folder))}")
    topics = dict(_topics(sources.pop(TOPICS), found))
    outputs: dict[str, Output] = {}
    for source in sources.values():
        if guideline := _guideline(source, topics, set(outputs), found):
            guideline_id, values = guideline
            path = f"guidelines/{guideline_id}.yaml"
            outputs[guideline_id] = Output(path, yaml_of("guideline", values).encode())
    names = dict.fromkeys(topic.values.get("topic_category", "") for topic in topics.values())
    categories: list[Told] = [{"category_name": name} for name in names if name]
    listed = [Output(CATEGORIES, yaml_of("category", categories).encode())] if categories else []
    written = (
        Output(f"topics/{topic_id}.md", drafted("topic", _complete(topic)).encode())
        for topic_id, topic in topics.items()
    )
    return [*listed, *outputs.values(), *written]


def _complete(topic: _Topic) -> dict[str, Told]:
    return {**topic.values, "guidelines": topic.entries} if topic.entries else topic.values


# Files


def _sources(folder: Path, found: Diagnostics) -> Iterator[tuple[str, Source | None]]:
    """Yield the name of each file of the source, and its text, None where it cannot be read."""
    try:
        with files.content_folder(folder) as opened:
            if files.exists(opened, TOPICS):
                yield TOPICS, _read(opened, TOPICS, TOPICS, found)
            with files.subfolder(opened, "guidelines") as child:
                for name in files.names(child):
                    if name.endswith(".yaml"):
                        file = f"guidelines/{printable(name)}"
                        yield file, _read(child, name, file, found)
    except files.RefusedError as refused:
        raise CrosswalkError(f"guidelines of {printable(str(folder))}: {refused.message}") from None


def _read(folder: int, name: str, file: str, found: Diagnostics) -> Source | None:
    try:
        return read_text(file, files.read(folder, name), found)
    except files.RefusedError as refused:
        found.error(Place(file), refused.code, refused.message, refused.hint)
        return None


# Topics


def _topics(source: Source | None, found: Diagnostics) -> Iterator[tuple[str, _Topic]]:
    root = yaml_mapping(source, found) if source else None
    for topic_id, (key, value) in root.entries.items() if source and root else ():
        assert source is not None
        place = source.place(key.index)
        if not is_id(topic_id):
            found.error(place, "id-invalid", f"{quoted(topic_id)} is no id", "the topic is left out")
        elif not isinstance(value, Mapping):
            found.error(place, "field-type", f"{topic_id} is no group of keys", "the topic is left out")
        else:
            fields = Fields(value, source, found)
            name = fields.text("name", required=True)
            values = {
                "topic_category": fields.text("category"),
                "topic_description": fields.text("description"),
            }
            fields.warn_of_unknown()
            if name is not None:
                yield topic_id, _Topic({"topic_id": topic_id, "topic_name": name, **_given(values)})


def _given(values: Group[str, "Told | None"]) -> dict[str, Told]:
    return {key: value for key, value in values.items() if value is not None}


# Guidelines


def _guideline(
    source: Source | None, topics: dict[str, _Topic], taken: set[str], found: Diagnostics
) -> tuple[str, dict[str, Told]] | None:
    """Return id and facts of the guideline of *source*, its references given to *topics*; None if unsound."""
    root = yaml_mapping(source, found) if source else None
    if source is None or root is None:
        return None
    fields = Fields(root, source, found)
    guideline_id = fields.id("id", required=True)
    values = {f"guideline_{key}": getter(fields, key) for key, getter in _FACTS.items()}
    fields.ignore("topics")
    fields.warn_of_unknown()
    if guideline_id in taken:
        message = f"the id {quoted(str(guideline_id))} is taken by another file"
        found.error(fields.place_of("id"), "id-duplicate", message, "the guideline is left out")
        return None
    references = list(_references(root, source, topics, found))
    if guideline_id is None or not values["guideline_title"] or not values["guideline_url"]:
        return None
    for topic_id, listed in references:
        topics[topic_id].entries.append({"guideline_id": guideline_id, "references": listed})
    return guideline_id, {"guideline_id": guideline_id, **_given(values)}


def _references(
    root: Mapping, source: Source, topics: dict[str, _Topic], found: Diagnostics
) -> Iterator[tuple[str, list[Told]]]:
    """Yield the sound references of a guideline by the ids of their topics."""
    _, listed = root.entries.get("topics", (None, None))
    if listed is not None and not isinstance(listed, Mapping):
        found.error(
            source.place(listed.index), "field-type", "topics is no group of keys", "name topics in it"
        )
        return
    for topic_id, (key, value) in listed.entries.items() if listed else ():
        place = source.place(key.index)
        if topic_id not in topics:
            hint = found.advice(topic_id, topics) or "its references are left out"
            found.warn(place, "topic-unknown", f"no topic has the id {quoted(topic_id)}", hint)
        elif _is_empty(value):
            found.error(
                place, "field-empty", f"{topic_id} has no references", "fill it in, or delete the key"
            )
        else:
            fields = mappings_of(value, topic_id, source, found, source.place_of(value.index, key.index))
            references: list[Told] = [each for item in fields if (each := _reference(item))]
            if references:
                yield topic_id, references


def _is_empty(node: object) -> bool:
    is_null = isinstance(node, Scalar) and plain_kind(node) == "null"
    return is_null or (isinstance(node, Sequence) and not node.items)


def _reference(fields: Fields) -> dict[str, Told] | None:
    name, url = fields.text("name", required=True), fields.url("url", required=True)
    others = {key: fields.text(key) for key in ("quote", "document", "description")}
    fields.warn_of_unknown()
    return {"name": name, "url": url, **_given(others)} if name and url else None


# Facts


def _text(fields: Fields, key: str) -> "Told | None":
    return fields.text(key)


def _required_text(fields: Fields, key: str) -> "Told | None":
    return fields.text(key, required=True)


def _required_url(fields: Fields, key: str) -> "Told | None":
    return fields.url(key, required=True)


def _url(fields: Fields, key: str) -> "Told | None":
    return fields.url(key)


def _local_or_url(fields: Fields, key: str) -> "Told | None":
    return fields.url(key, local=True)


def _day(fields: Fields, key: str) -> "Told | None":
    written = fields.date(key)
    return date.fromisoformat(written) if written else None


def _people(fields: Fields, key: str) -> "Told | None":
    return [each for person in fields.people(key) if (each := _person(person))] or None


def _person(person: Fields | str) -> "Told | None":
    if isinstance(person, str):
        return person
    name = person.text("name", required=True)
    others = {"url": person.url("url"), "twitter": person.text("twitter")}
    person.warn_of_unknown()
    return {"name": name, **_given(others)} if name else None


_FACTS: dict[str, _Getter] = {
    "title": _required_text,
    "type": _text,
    "url": _required_url,
    "githubUrl": _url,
    "company": _text,
    "companyUrl": _url,
    "companyLogoUrl": _local_or_url,
    "screenshotUrl": _local_or_url,
    "date": _day,
    "reviewDate": _day,
    "language": _text,
    "authors": _people,
}
"""What a source says of its guideline: keys as authors write them, without `guideline_`."""
