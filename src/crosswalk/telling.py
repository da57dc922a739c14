"""Changes -> sentences: what they mean, in words, whatever they are shown as.

In: `Changes`. Out: chapters of paragraphs, each a heading and its sentences; what authors wrote stands in
them as a `Said`, to be escaped by whoever shows it. Every list of names has an end, and every text of a
stranger.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from crosswalk.changes import (
    Change,
    Changes,
    Fact,
    GuidelineChange,
    OtherChange,
    PairChange,
    PositionChange,
    ReferenceChange,
    SpokenOf,
    TopicChange,
)
from crosswalk.diagnostics import shortened
from crosswalk.wording import collapsed, counted

LONGEST = 120
"""Most characters of a text in a sentence: of a longer one it is told only that it changed."""

MOST_NAMES = 6
"""Most names in a list of them."""


class Manner(Enum):
    """How something that authors wrote stands in a sentence."""

    NAME = auto()
    """What a thing is called."""
    WORDS = auto()
    """A text, between quotation marks."""
    CODE = auto()
    """An id, a date, an address: to the letter."""


class Said(NamedTuple):
    """What authors wrote, within a sentence of ours: short, on one line, and not yet escaped."""

    text: str
    manner: Manner
    href: str | None = None


Sentence = Sequence[str | Said]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is told of one thing."""

    heading: Sentence
    sentences: tuple[Sentence, ...]
    sort: str = ""
    """`topic`, `guideline`, or nothing that has a page for certain."""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is told of one sort of thing."""

    title: str
    paragraphs: tuple[Paragraph, ...]


def summary(changes: Changes) -> str:
    """Return how much changed, in a sentence without a full stop."""
    counts = [
        *_counted("topic", (each.change for each in changes.topics)),
        *_counted("guideline", (each.change for each in changes.guidelines)),
    ]
    for other, many in _OTHERS.items():
        which = (each.change for each in changes.others if each.sort == other)
        counts += _counted(other if other != "post" else "news item", which, many)
    return ", ".join(counts) or "nothing has changed"


_OTHERS = {"category": "categories", "page": "pages", "post": "news items"}


def _counted(one: str, which: Iterable[Change], many: str = "") -> Iterator[str]:
    counts = Counter(which)
    yield from (f"{counted(counts[each], one, many)} {each}" for each in Change if counts[each])


def told(changes: Changes) -> tuple[Chapter, ...]:
    """Return what *changes* mean, chapter by chapter; none is empty."""
    chapters = (
        Chapter("Topics", tuple(map(_topic, changes.topics))),
        Chapter("Guidelines", tuple(map(_guideline, changes.guidelines))),
        Chapter("Categories, pages and news", tuple(map(_other, changes.others))),
    )
    return tuple(chapter for chapter in chapters if chapter.paragraphs)


# Topics


def _topic(topic: TopicChange) -> Paragraph:
    heading = (_name(topic.name), " (", _code(topic.id), ")", _became(topic.change))
    tell = {Change.ADDED: _new_topic, Change.REMOVED: _lost_topic, Change.CHANGED: _changed_topic}[
        topic.change
    ]
    return Paragraph(heading, tuple(tell(topic)), "topic", topic.id)


def _new_topic(topic: TopicChange) -> Iterator[Sentence]:
    facts = {fact.name: fact.after for fact in topic.facts}
    for name, words in (("category", "stands in "), ("question", "asks ")):
        if text := facts.get(name):
            yield words, _words(text)
    if topic.guidelines:
        references = sum(len(pair.references) for pair in topic.guidelines)
        count = counted(len(topic.guidelines), "guideline speaks", "guidelines speak")
        names = _listed([_guideline_name(pair) for pair in topic.guidelines])
        yield f"{count} of it, with {counted(references, 'reference')}: ", *names


def _lost_topic(topic: TopicChange) -> Iterator[Sentence]:
    if topic.merged_into:
        yield "its address leads to ", _code(topic.merged_into), " now"
    else:
        yield ("no other topic has its id among its aliases, so links to it will break",)
    if topic.guidelines:
        yield (f"{counted(len(topic.guidelines), 'guideline')} spoke of it",)


def _changed_topic(topic: TopicChange) -> Iterator[Sentence]:
    if topic.former_id:
        yield "has another id: it was ", _code(topic.former_id), ", which leads here"
    for fact in topic.facts:
        yield from _related(fact) if fact.name == "related" else (_fact(fact),)
    for position in topic.positions:
        yield from _position(position)
    for pair in topic.guidelines:
        yield from _pair(pair)


def _related(fact: Fact) -> Iterator[Sentence]:
    old, new = ((text or "").split(", ") for text in (fact.before, fact.after))
    pairs = (("is now related to ", new, old), ("is no longer related to ", old, new))
    for words, some, others in pairs:
        ids = [_code(each) for each in some if each and each not in others]
        if ids:
            yield words, *_listed(ids)


def _position(position: PositionChange) -> Iterator[Sentence]:
    match position.change:
        case Change.ADDED:
            yield "a new answer: ", _words(position.label)
        case Change.REMOVED:
            yield "the answer ", _words(position.label), " is gone"
        case Change.CHANGED:
            for fact in position.facts:
                yield "the answer ", _words(position.label), ": ", *_fact(fact)


def _pair(pair: PairChange) -> Iterator[Sentence]:
    name = _guideline_name(pair)
    count = counted(len(pair.references), "reference")
    listed = _listed([_reference_name(each) for each in pair.references])
    match pair.change:
        case Change.ADDED:
            answer = next((fact.after for fact in pair.facts if fact.name == "position"), None)
            answers = (", answers ", _words(answer)) if answer else ()
            yield "gains ", name, *answers, f", {count}", *(": ", *listed) * bool(listed)
        case Change.REMOVED:
            yield "loses ", name, f", {count}", *(": ", *listed) * bool(listed)
        case Change.CHANGED:
            for fact in pair.facts:
                yield _stance(name, fact) if fact.name == "position" else (name, ": ", *_fact(fact))
            yield from _references(name, pair.references)


def _stance(name: Said, fact: Fact) -> Sentence:
    """Return where a guideline stands now that stood elsewhere."""
    if fact.before and fact.after:
        return name, " moves from ", _words(fact.before), " to ", _words(fact.after)
    if fact.after:
        return name, " answers ", _words(fact.after), " now"
    return name, " gives none of the answers now; it gave ", _words(fact.before or "")


def _references(name: Said, references: Iterable[ReferenceChange]) -> Iterator[Sentence]:
    for change, verb in ((Change.ADDED, "gains"), (Change.REMOVED, "loses")):
        some = [_reference_name(each) for each in references if each.change is change]
        if some:
            yield name, f" {verb} {counted(len(some), 'reference')}: ", *_listed(some)
    for each in references:
        for fact in each.facts:
            yield name, ", ", _reference_name(each), ": ", *_fact(fact)


def _guideline_name(known: PairChange | GuidelineChange) -> Said:
    """Return what a guideline is called: many are called API Guidelines."""
    if known.company and known.company.casefold() not in known.title.casefold():
        return _name(f"{known.title} of {known.company}")
    return _name(known.title)


def _reference_name(reference: ReferenceChange) -> Said:
    return Said(_short(reference.name), Manner.WORDS, reference.url)


# Guidelines, and what stands beside them


def _guideline(guideline: GuidelineChange) -> Paragraph:
    heading = (_guideline_name(guideline), " (", _code(guideline.id), ")", _became(guideline.change))
    return Paragraph(heading, tuple(_guideline_sentences(guideline)), "guideline", guideline.id)


def _guideline_sentences(guideline: GuidelineChange) -> Iterator[Sentence]:
    for fact in guideline.facts:
        if guideline.change is Change.CHANGED:
            if fact.name == "body":
                yield ("its profile has changed",)
            else:
                yield _renamed(fact) if fact.name == "title" else _fact(fact)
        elif fact.name == "url" and fact.after:
            yield "stands at ", _code(fact.after)
    for change, words in ((Change.ADDED, "more"), (Change.REMOVED, "fewer")):
        some = [_topic_name(each) for each in guideline.topics if each.change is change]
        if some:
            which = f"{words} " * (guideline.change is Change.CHANGED)
            yield f"speaks of {counted(len(some), f'{which}topic')}: ", *_listed(some)


def _topic_name(topic: SpokenOf) -> Said:
    return _name(topic.name)


def _other(other: OtherChange) -> Paragraph:
    sort = "news" if other.sort == "post" else other.sort
    return Paragraph((f"{sort} ", _words(other.title), _became(other.change) or ": changed"), ())


def _became(change: Change) -> str:
    return {Change.ADDED: ": new", Change.REMOVED: ": removed", Change.CHANGED: ""}[change]


# Facts


_NOUNS = {
    "name": "its name",
    "title": "its title",
    "category": "its category",
    "description": "its description",
    "permalink": "its place",
    "question": "its question",
    "specs": "its normative texts",
    "authors": "its authors",
    "updated": "its day of revision",
    "body": "its article",
    "id": "its id",
    "label": "its wording",
    "note": "its note",
    "url": "its address",
    "quote": "its quote",
    "document": "its document",
    "level": "its level",
    "rule": "its rule",
    "archived_url": "its archived copy",
    "type": "its type",
    "github_url": "its source",
    "company": "its organisation",
    "company_logo_url": "the logo of its organisation",
    "company_url": "the site of its organisation",
    "screenshot_url": "its screenshot",
    "date": "its date",
    "review_date": "its day of review",
    "language": "its language",
    "status": "its status",
    "replaced_by": "its successor",
    "licence": "its licence",
}
"""By field of the model; the word fits whatever it is a field of."""

_MANY = frozenset(("specs", "authors"))

_TO_THE_LETTER = frozenset((
    "archived_url", "company_logo_url", "company_url", "date", "github_url", "id", "language",
    "level", "permalink", "replaced_by", "review_date", "rule", "screenshot_url", "status",
    "updated", "url",
))  # fmt: skip


def _fact(fact: Fact) -> Sentence:
    noun = _NOUNS.get(fact.name, "another fact")
    is_long = max(len(fact.before or ""), len(fact.after or "")) > LONGEST
    before, after = (_value(fact.name, each) if each else None for each in (fact.before, fact.after))
    if fact.name == "name" and before:
        return _renamed(fact)
    have, are, were = ("have", "are", "were") if fact.name in _MANY else ("has", "is", "was")
    if after is None:
        return (f"{noun} {have} changed",) if before is None else (f"{noun} {are} gone",)
    if before is None:
        return (f"{noun} {are} new",) if is_long else (f"{noun} {are} new: ", after)
    if is_long:
        return (f"{noun} {have} changed",)
    return f"{noun} {are} ", after, f", and {were} ", before


def _renamed(fact: Fact) -> Sentence:
    return "renamed, and was called ", _words(fact.before or "")


def _value(name: str, text: str) -> Said:
    return _code(text) if name in _TO_THE_LETTER else _words(text)


# What authors wrote


def _name(text: str) -> Said:
    return Said(_short(text), Manner.NAME)


def _words(text: str) -> Said:
    return Said(_short(text), Manner.WORDS)


def _code(text: str) -> Said:
    return Said(_short(text), Manner.CODE)


def _short(text: str) -> str:
    return shortened(collapsed(text), LONGEST)


def _listed(names: Sequence[Said]) -> Sentence:
    """Return *names* as a list, and how many more there are."""
    listed: list[str | Said] = []
    for name in names[:MOST_NAMES]:
        listed += [", "] * bool(listed) + [name]
    return (*listed, f" and {len(names) - MOST_NAMES:,} more") if len(names) > MOST_NAMES else tuple(listed)
