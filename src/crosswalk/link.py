"""Registry -> Crosswalk: topics and guidelines joined both ways, in the order of the site.

In: what was loaded. Out: one immutable graph from which pages and documents are made. A fact is authored once
and in one direction; everything that follows from it is derived here. Reported here is only what decides how
to join: ids given twice, facts that disagree, guidelines that nobody describes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from crosswalk.diagnostics import Diagnostics, Place, quoted
from crosswalk.model import (
    Category,
    Crosswalk,
    Entry,
    Fact,
    Guideline,
    ListedCategory,
    Pair,
    Post,
    Reference,
    Registry,
    RegistryEntry,
    Topic,
)
from crosswalk.urls import distinct_slug, slug

UNCATEGORISED = "Uncategorised"
_REQUIRED = {"title": "guideline_title", "url": "guideline_url"}

_Facts = dict[str, dict[str, Fact]]
"""The facts of each guideline, by its id and the field's name; the first statement of each."""


def link(registry: Registry, found: Diagnostics) -> Crosswalk:
    """Return the crosswalk of *registry*; what is unsound is reported into *found* and left out."""
    topics = _distinct_topics(registry.topics, found)
    entries = _distinct_entries(registry.guidelines, found)
    facts = _merged_facts(entries, registry.topics, found)
    _report_undescribed(facts, entries, registry, found)
    guidelines = sorted(_guidelines(facts, entries), key=_guideline_order)
    categories = _categories(topics, registry.categories)
    pairs = _pairs(categories, guidelines, found)
    return Crosswalk(
        categories=categories,
        topics=tuple(topic for category in categories for topic in category.topics),
        guidelines=tuple(guidelines),
        pairs_of_topic=_grouped((pair.topic.id, pair) for pair in pairs),
        pairs_of_guideline=_grouped((pair.guideline.id, pair) for pair in pairs),
        category_of={topic.id: category for category in categories for topic in category.topics},
        pages=registry.pages,
        posts=tuple(_distinct_posts(registry.posts, found)),
        media=registry.media,
    )


# One of each id


def _distinct_topics(topics: Iterable[Topic], found: Diagnostics) -> list[Topic]:
    distinct: dict[str, Topic] = {}
    for topic in topics:
        first = distinct.setdefault(topic.id, topic)
        if first is not topic:
            message = f"the topic_id {quoted(topic.id)} is taken by {quoted(first.places[''].file)}"
            found.error(topic.places["topic_id"], "id-duplicate", message, "give each topic an id of its own")
    return list(distinct.values())


def _distinct_entries(entries: Iterable[RegistryEntry], found: Diagnostics) -> dict[str, RegistryEntry]:
    distinct: dict[str, RegistryEntry] = {}
    for entry in entries:
        first = distinct.setdefault(entry.id, entry)
        if first is not entry:
            message = f"the guideline_id {quoted(entry.id)} is taken by {quoted(first.place.file)}"
            found.error(entry.id_place, "id-duplicate", message, "keep one entry for each guideline")
    return distinct


def _distinct_posts(posts: Iterable[Post], found: Diagnostics) -> list[Post]:
    """Return *posts*, newer ones first; the date in a file's name is no part of the post's address."""
    distinct: dict[str, Post] = {}
    for post in posts:
        first = distinct.setdefault(post.slug, post)
        if first is not post:
            message = f"the name {quoted(post.slug)} is taken by {quoted(first.body.place.file)}"
            found.error(Place(post.body.place.file), "id-duplicate", message, "rename one of them")
    return sorted(distinct.values(), key=lambda post: (post.date, post.slug), reverse=True)


# Facts, stated once or in agreement


def _merged_facts(
    entries: Mapping[str, RegistryEntry], topics: Iterable[Topic], found: Diagnostics
) -> _Facts:
    merged: _Facts = {guideline_id: dict(entry.facts) for guideline_id, entry in entries.items()}
    for topic in topics:
        for entry in topic.entries:
            known = merged.setdefault(entry.guideline_id, {})
            for name, fact in entry.facts.items():
                first = known.setdefault(name, fact)
                if first.value is None:
                    known[name] = fact
                elif fact.value not in (None, first.value):
                    _report_conflict(entry.guideline_id, fact, first, found)
    return merged


def _report_conflict(guideline_id: str, fact: Fact, first: Fact, found: Diagnostics) -> None:
    here, there = (f" {quoted(each.value)}" if isinstance(each.value, str) else "" for each in (fact, first))
    message = (
        f"guideline {quoted(guideline_id)} has another {fact.key}{here} here than{there} "
        f"in {quoted(first.place.file)} line {first.place.line}"
    )
    found.error(fact.place, "guideline-conflict", message, "make them agree, or state the fact once")


def _report_undescribed(
    facts: _Facts, entries: Mapping[str, RegistryEntry], registry: Registry, found: Diagnostics
) -> None:
    """Report each guideline whose title or URL nobody states, where it would be stated or is named."""
    named: dict[str, list[Entry]] = {}
    for topic in registry.topics:
        for entry in topic.entries:
            named.setdefault(entry.guideline_id, []).append(entry)
    described = [guideline_id for guideline_id in facts if facts[guideline_id]]
    for guideline_id, known in facts.items():
        if guideline_id in registry.unread:  # what that file states is not known
            continue
        if not known and guideline_id not in entries:
            hint = found.advice(guideline_id, described) or "describe it in guidelines/, or here"
            for entry in named[guideline_id]:
                message = f"no guideline has the id {quoted(guideline_id)}"
                found.error(entry.places["guideline_id"], "guideline-unknown", message, hint)
            continue
        place = entries[guideline_id].place if guideline_id in entries else named[guideline_id][0].place
        for name, key in _REQUIRED.items():
            if name not in known:
                message = f"the key {key} of guideline {quoted(guideline_id)} is missing"
                found.error(place, "field-missing", message, f"add '{key}: ...'")


def _guidelines(facts: _Facts, entries: Mapping[str, RegistryEntry]) -> Iterator[Guideline]:
    for guideline_id, known in facts.items():
        # The names of the facts are the fields of Guideline; `load` gives each the type of its field.
        values: dict[str, Any] = {name: fact.value for name, fact in known.items() if fact.value is not None}
        if all(name in values for name in _REQUIRED):
            entry = entries.get(guideline_id)
            places = {name: fact.place for name, fact in known.items()}
            yield Guideline(id=guideline_id, body=entry.body if entry else None, places=places, **values)


def _guideline_order(guideline: Guideline) -> tuple[str, str, str]:
    return (guideline.company or guideline.title).casefold(), guideline.title.casefold(), guideline.id


# Categories


def _categories(topics: list[Topic], listed: tuple[ListedCategory, ...] | None) -> tuple[Category, ...]:
    """Return the categories that have topics: those listed in their order, then the others by name."""
    members: dict[str, list[Topic]] = {}
    for topic in sorted(topics, key=_topic_order):
        members.setdefault(topic.category or UNCATEGORISED, []).append(topic)
    descriptions = {category.name: category.description for category in listed or ()}
    others = sorted(
        members.keys() - descriptions.keys(), key=lambda name: (name == UNCATEGORISED, name.casefold(), name)
    )
    categories: dict[str, Category] = {}
    for name in (*descriptions, *others):
        if name in members:
            category_slug = slug(name) if slug(name) not in categories else distinct_slug(name)
            categories[category_slug] = Category(
                name=name, slug=category_slug, description=descriptions.get(name), topics=tuple(members[name])
            )
    return tuple(categories.values())


def _topic_order(topic: Topic) -> tuple[str, str, str]:
    return (topic.sort or topic.name).casefold(), topic.name.casefold(), topic.id


# Pairs


def _pairs(categories: Iterable[Category], guidelines: Iterable[Guideline], found: Diagnostics) -> list[Pair]:
    """Return every pair, by the order of the topics and then of the guidelines."""
    known = {guideline.id: (number, guideline) for number, guideline in enumerate(guidelines)}
    pairs: list[Pair] = []
    for category in categories:
        for topic in category.topics:
            entries = _distinct_guidelines(topic.entries, found)
            described = [entry for entry in entries if entry.guideline_id in known]
            described.sort(key=lambda entry: known[entry.guideline_id][0])
            pairs.extend(_pair(topic, known[entry.guideline_id][1], entry) for entry in described)
    return pairs


def _pair(topic: Topic, guideline: Guideline, entry: Entry) -> Pair:
    positions = tuple(position for position in topic.positions if position.id in entry.positions)
    return Pair(
        topic=topic, guideline=guideline, references=entry.references, positions=positions, note=entry.note
    )


def _distinct_guidelines(entries: Iterable[Entry], found: Diagnostics) -> Iterable[Entry]:
    """Return *entries* with those of the same guideline joined."""
    distinct: dict[str, Entry] = {}
    for entry in entries:
        first = distinct.setdefault(entry.guideline_id, entry)
        if first is not entry:
            message = (
                f"guideline {quoted(entry.guideline_id)} has an entry in line {first.place.line} already"
            )
            found.warn(entry.place, "guideline-repeated", message, "put its references there")
            distinct[entry.guideline_id] = _joined(first, entry)
    return distinct.values()


def _joined(first: Entry, second: Entry) -> Entry:
    references: dict[Reference, None] = dict.fromkeys((*first.references, *second.references))
    return replace(
        first,
        references=tuple(references),
        positions=tuple(dict.fromkeys((*first.positions, *second.positions))),
        note="\n\n".join(note for note in (first.note, second.note) if note) or None,
    )


def _grouped(pairs: Iterable[tuple[str, Pair]]) -> dict[str, tuple[Pair, ...]]:
    groups: dict[str, list[Pair]] = {}
    for key, pair in pairs:
        groups.setdefault(key, []).append(pair)
    return {key: tuple(group) for key, group in groups.items()}
