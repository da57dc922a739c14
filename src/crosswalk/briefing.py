"""What an author wants to be told of a thing whose name is under the cursor.

In: a crosswalk, and a name or a key. Out: a headline and lines of plain text, which may be anything that an
author wrote: who shows them escapes them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from crosswalk import coverage
from crosswalk.authored_words import WORDS
from crosswalk.editing import Key, Mention, What
from crosswalk.model import Category, Crosswalk, Guideline, Registry, Topic
from crosswalk.wording import counted


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say."""

    headline: str
    lines: tuple[str, ...] = ()
    url: str | None = None
    """Where it leads."""


def told_of_key(key: Key) -> Told | None:
    """Return what *key* is for."""
    tables = [WORDS.get(key.kind, {}), WORDS["guideline"] if key.kind == "entry" else {}]
    word = next((table[key.name] for table in tables if key.name in table), None)
    if word is None:
        return None
    example = word.example[0] if isinstance(word.example, list) else word.example
    return Told(key.name, (word.meaning, *([] if example is None else [f"such as: {example}"])))


def told_of(mention: Mention, crosswalk: Crosswalk, topic: Topic | None) -> Told | None:
    """Return what *mention* stands for; *topic* is that of the file that it is written in."""
    match mention.what:
        case What.TOPIC:
            known = topic_named(mention.name, crosswalk)
            return _of_topic(known, crosswalk) if known else None
        case What.GUIDELINE:
            guideline = next((each for each in crosswalk.guidelines if each.id == mention.name), None)
            return _of_guideline(guideline, crosswalk) if guideline else None
        case What.CATEGORY:
            category = next((each for each in crosswalk.categories if each.name == mention.name), None)
            return _of_category(category, crosswalk) if category else None
        case What.POSITION:
            return _of_position(mention.name, topic) if topic else None


def topic_named(name: str, crosswalk: Crosswalk) -> Topic | None:
    """Return the topic with the id *name*, or that had it."""
    exact = (topic for topic in crosswalk.topics if topic.id == name)
    earlier = (topic for topic in crosswalk.topics if name in topic.aliases)
    return next(chain(exact, earlier), None)


def topic_in(file: str, registry: Registry) -> Topic | None:
    """Return the topic that *file* describes, as it is shown."""
    return next((topic for topic in registry.topics if topic.places[""].file == file), None)


def _of_topic(topic: Topic, crosswalk: Crosswalk) -> Told:
    pairs = crosswalk.pairs_on(topic)
    share = coverage.of_topic(crosswalk, topic.id)
    references = sum(len(pair.references) for pair in pairs)
    speaking = f"{counted(share.count, 'guideline')} of {share.total}"
    category = topic.category or "no category"
    lines = [
        *_given(topic.question, topic.description),
        f"{category}: {speaking} speak of it, in {counted(references, 'place')}",
    ]
    if topic.aliases:
        lines.append(f"earlier: {', '.join(topic.aliases)}")
    return Told(f"{topic.name} ({topic.id})", tuple(lines))


def _of_guideline(guideline: Guideline, crosswalk: Crosswalk) -> Told:
    pairs = crosswalk.pairs_of_guideline.get(guideline.id, ())
    share = coverage.of_guideline(crosswalk, guideline.id)
    references = sum(len(pair.references) for pair in pairs)
    facts = _given(guideline.company, guideline.date, guideline.status and str(guideline.status))
    lines = [
        *_given(guideline.description, ", ".join(facts) or None),
        f"speaks of {counted(share.count, 'topic')} of {share.total}, in {counted(references, 'place')}",
    ]
    return Told(f"{guideline.title} ({guideline.id})", tuple(lines), guideline.url)


def _of_category(category: Category, crosswalk: Crosswalk) -> Told:
    share = coverage.of_category(crosswalk, category)
    count = f"{counted(len(category.topics), 'topic')}; {counted(share.count, 'guideline')} speak of them"
    return Told(category.name, (*_given(category.description), count))


def _of_position(name: str, topic: Topic) -> Told | None:
    position = next((each for each in topic.positions if each.id == name), None)
    if position is None:
        return None
    given = [entry.guideline_id for entry in topic.entries if name in entry.positions]
    by = f"given by {counted(len(given), 'guideline')}" + (f": {', '.join(given[:20])}" if given else "")
    return Told(f"{position.label} ({position.id})", (*_given(position.description), by))


def _given(*texts: str | None) -> Iterator[str]:
    return (text for text in texts if text)
