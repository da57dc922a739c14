"""The last publication, held against what would be published now: ids that programs and readers know.

In: the dump of a site (`dump.json`) and a crosswalk. Out: diagnostics for topics and guidelines that are gone
without a trace. Nothing is fetched: the dump is a file, or lies in the folder of a site.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from crosswalk.diagnostics import CrosswalkError, Diagnostics, Place, Severity, quoted
from crosswalk.limited import read_limited
from crosswalk.model import Crosswalk, Topic
from crosswalk.urls import Urls, is_id

SIZE_LIMIT = 512 * 1024 * 1024
"""Most bytes of a dump: that of 10,000 topics has some 100 MB."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was published of a topic."""

    name: str
    aliases: tuple[str, ...]
    addresses: frozenset[str]
    """Of its references."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was published, by id."""

    topics: Mapping[str, Known]
    guidelines: Mapping[str, str]
    """Their titles."""


def read_published(path: Path, urls: Urls) -> Published:
    """Return what the dump at *path* says, a file or the folder of a site; raise CrosswalkError."""
    file = path / urls.file(urls.dump_json()) if path.is_dir() else path
    shown = f"the dump {quoted(file.name)}"
    try:
        return _published(orjson.loads(read_limited(file, shown, SIZE_LIMIT)))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CrosswalkError(f"cannot read {shown}: it is no dump.json of a site") from None


def _published(dump: Any) -> Published:  # noqa: ANN401 - what JSON is made of; what does not fit raises
    addresses: dict[str, set[str]] = {}
    for pair in dump["pairs"]:
        addresses.setdefault(pair["topic"], set()).update(each["url"] for each in pair["references"])
    return Published(
        topics={
            topic["id"]: Known(
                name=topic["name"].casefold(),
                aliases=tuple(each for each in topic.get("aliases", ()) if is_id(each)),
                addresses=frozenset(addresses.get(topic["id"], ())),
            )
            for category in dump["categories"]
            for topic in category["items"]
            if is_id(topic["id"])
        },
        guidelines={each["id"]: each["title"] for each in dump["guidelines"] if is_id(each["id"])},
    )


def known_of(crosswalk: Crosswalk) -> Published:
    """Return what is known of a site once *crosswalk* is published."""
    return Published(
        topics={
            topic.id: Known(
                name=topic.name.casefold(),
                aliases=topic.aliases,
                addresses=frozenset(
                    each.url for pair in crosswalk.pairs_on(topic) for each in pair.references
                ),
            )
            for topic in crosswalk.topics
        },
        guidelines={guideline.id: guideline.title for guideline in crosswalk.guidelines},
    )


def compare(published: Published, crosswalk: Crosswalk, found: Diagnostics) -> None:
    """Report into *found* which ids that were *published* are not in *crosswalk*.

    What a file says that cannot be read is not known, so nothing is said of topics as long as there is one,
    and nothing of guidelines as long as there is any error.
    """
    read = {topic.body.place.file for topic in crosswalk.topics}
    errors = {each.place.file for each in found if each.severity is Severity.ERROR}
    sound = not errors
    if all(file in read or not file.startswith("topics") for file in errors):
        _topics(published, crosswalk, found)
    if sound:
        _guidelines(published, crosswalk, found)


def _topics(published: Published, crosswalk: Crosswalk, found: Diagnostics) -> None:
    now = {topic.id: topic for topic in crosswalk.topics}
    led = now.keys() | {alias for topic in crosswalk.topics for alias in topic.aliases}
    for id_, was in published.topics.items():
        if id_ not in led:
            heir = _heir(was, published, crosswalk)
            place = heir.places["topic_id"] if heir else Place(f"topics/{id_}.md")
            where = "add it to the topic_aliases of this topic, or of the one that took its place"
            hint = where if heir else "add it to the topic_aliases of the topic that took its place"
            found.error(place, "topic-vanished", f"the topic {quoted(id_)} was published and is gone", hint)
        for alias in was.aliases:
            if alias not in led and id_ in now:
                message = f"the alias {quoted(alias)} was published and is gone"
                place = now[id_].places.get("topic_aliases") or now[id_].places["topic_id"]
                found.error(place, "topic-vanished", message, "add it to the topic_aliases again")


def _heir(was: Known, published: Published, crosswalk: Crosswalk) -> Topic | None:
    """Return the new topic that looks most like what *was*: by its name, or by half its references."""
    best, most = None, 0.5
    for topic in crosswalk.topics:
        if topic.id in published.topics:
            continue
        if topic.name.casefold() == was.name:
            return topic
        shared = was.addresses & {each.url for pair in crosswalk.pairs_on(topic) for each in pair.references}
        if was.addresses and len(shared) / len(was.addresses) >= most:
            best, most = topic, len(shared) / len(was.addresses)
    return best


def _guidelines(published: Published, crosswalk: Crosswalk, found: Diagnostics) -> None:
    now = {guideline.id for guideline in crosswalk.guidelines}
    for id_, title in published.guidelines.items():
        if id_ not in now:
            message = f"the guideline {quoted(id_)}, {quoted(title)}, was published and is gone"
            hint = "keep its entry in guidelines/, with a guideline_status"
            found.warn(Place(f"guidelines/{id_}.md"), "guideline-vanished", message, hint)
