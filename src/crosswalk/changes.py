"""Two crosswalks -> what changed from the one to the other, in the field's words.

In: the crosswalk of then and the crosswalk of now. Out: one `Changes`: topics, guidelines and what stands
beside them, each with what it gained, lost and has otherwise. How that is told stands elsewhere.

What bears the same id is the same; a topic also where an alias leads to it. Answers and references are found
again by what they have in common, so that one that is renamed or moves is not one lost and one gained.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from crosswalk.model import Body, Crosswalk, Guideline, Named, Pair, Position, Reference, Topic


class Change(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact that is another than it was."""

    name: str
    """A field of the model: `question`."""
    before: str | None = None
    """None where nothing was stated, and for texts too long to be told: bodies."""
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionChange:
    """What became of an answer that a topic lists."""

    change: Change
    id: str
    label: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceChange:
    """What became of a place that speaks of a topic."""

    change: Change
    name: str
    url: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PairChange:
    """What became of what a guideline says of a topic."""

    change: Change
    id: str
    """Of the guideline."""
    title: str
    company: str | None = None
    facts: tuple[Fact, ...] = ()
    """Among them `position`: the answers that it gives, by their labels."""
    references: tuple[ReferenceChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChange:
    """What became of a topic."""

    change: Change
    id: str
    name: str
    former_id: str | None = None
    """The id it had, if it has another now."""
    merged_into: str | None = None
    """The id of the topic that took its place, which was there already."""
    facts: tuple[Fact, ...] = ()
    positions: tuple[PositionChange, ...] = ()
    guidelines: tuple[PairChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenOf:
    """A topic that a guideline speaks of, or does no more."""

    change: Change
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineChange:
    """What became of a guideline."""

    change: Change
    id: str
    title: str
    company: str | None = None
    facts: tuple[Fact, ...] = ()
    topics: tuple[SpokenOf, ...] = ()
    """The topics that it has come to speak of, and those that it does no more."""


class Sort(StrEnum):
    """What stands beside topics and guidelines."""

    CATEGORY = "category"
    PAGE = "page"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherChange:
    """What became of a category, a page or a post."""

    change: Change
    sort: Sort
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed, each sort of thing by name."""

    date: str | None = None
    """YYYY-MM-DD, where somebody states it."""
    topics: tuple[TopicChange, ...] = ()
    guidelines: tuple[GuidelineChange, ...] = ()
    others: tuple[OtherChange, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.topics or self.guidelines or self.others)


def changes(before: Crosswalk, after: Crosswalk) -> Changes:
    """Return what changed from the crosswalk *before* to that *after*."""
    topics = tuple(sorted(_topics(before, after), key=lambda each: (each.name.casefold(), each.id)))
    guidelines = sorted(_guidelines(before, after, topics), key=lambda each: (each.title.casefold(), each.id))
    return Changes(topics=topics, guidelines=tuple(guidelines), others=tuple(_others(before, after)))


# Topics


def _topics(before: Crosswalk, after: Crosswalk) -> Iterator[TopicChange]:
    then, now = ({topic.id: topic for topic in known.topics} for known in (before, after))
    moved = {alias: topic.id for topic in after.topics for alias in topic.aliases}
    # An id that is there no more is that of a topic which names it, unless that was there by its own id.
    former: dict[str, str] = {}
    for id_ in then:
        if id_ not in now and (heir := moved.get(id_)) and heir not in then:
            former.setdefault(heir, id_)
    renamed = set(former.values())
    for id_, topic in now.items():
        change = _topic(then.get(former.get(id_, id_)), topic, before, after)
        if change:
            yield change
    for id_, topic in then.items():
        if id_ not in now and id_ not in renamed:
            yield TopicChange(
                change=Change.REMOVED,
                id=id_,
                name=topic.name,
                merged_into=moved.get(id_),
                guidelines=tuple(_pairs(before.pairs_on(topic), ())),
            )


def _topic(old: Topic | None, new: Topic, before: Crosswalk, after: Crosswalk) -> TopicChange | None:
    """Return what became of a topic, or None where it is what it was."""
    change = TopicChange(
        change=Change.CHANGED if old else Change.ADDED,
        id=new.id,
        name=new.name,
        former_id=old.id if old and old.id != new.id else None,
        facts=tuple(_facts(old, new, _TOPIC_FACTS)),
        positions=tuple(_positions(old.positions if old else (), new.positions)),
        guidelines=tuple(_pairs(before.pairs_on(old) if old else (), after.pairs_on(new))),
    )
    told = change.former_id or change.facts or change.positions or change.guidelines
    return change if told or old is None else None


def _positions(old: Sequence[Position], new: Sequence[Position]) -> Iterator[PositionChange]:
    for was, is_ in _matched(old, new, (lambda each: each.id, lambda each: each.label)):
        facts = tuple(_facts(was, is_, ("id", "label", "description")) if was and is_ else ())
        known = is_ or was
        if known and (facts or not (was and is_)):
            yield PositionChange(change=_became(was, is_), id=known.id, label=known.label, facts=facts)


# Pairs and references


def _pairs(old: Sequence[Pair], new: Sequence[Pair]) -> Iterator[PairChange]:
    """Yield what became of the pairs of one topic, by the titles of their guidelines."""
    matched = [(is_ or was, was, is_) for was, is_ in _matched(old, new, (lambda each: each.guideline.id,))]
    told = [(known.guideline, was, is_) for known, was, is_ in matched if known]
    for guideline, was, is_ in sorted(told, key=lambda each: (each[0].title.casefold(), each[0].id)):
        change = PairChange(
            change=_became(was, is_),
            id=guideline.id,
            title=guideline.title,
            company=guideline.company,
            facts=tuple(_pair_facts(was, is_)),
            references=tuple(_references(was.references if was else (), is_.references if is_ else ())),
        )
        if change.facts or change.references or change.change is not Change.CHANGED:
            yield change


def _pair_facts(was: Pair | None, is_: Pair | None) -> Iterator[Fact]:
    old, new = ({each.id: each.label for each in pair.positions} if pair else {} for pair in (was, is_))
    # An answer that is only called otherwise is none of the guideline's doing.
    if old.keys() != new.keys() and [*old.values()] != [*new.values()]:
        yield Fact(name="position", before=_joined(old.values()), after=_joined(new.values()))
    yield from _facts(was, is_, ("note",))


_REFERENCE_KEYS: tuple[Callable[[Reference], Hashable], ...] = (
    lambda each: each,
    lambda each: (each.url, each.name),
    lambda each: each.rule,
    lambda each: each.url,
    lambda each: each.name,
)
"""What a reference is known again by, the surest first."""


def _references(old: Sequence[Reference], new: Sequence[Reference]) -> Iterator[ReferenceChange]:
    if old == new:
        return
    names = tuple(each.name for each in fields(Reference))
    for was, is_ in _matched(old, new, _REFERENCE_KEYS):
        known = is_ or was
        if known and was != is_:
            facts = tuple(_facts(was, is_, names)) if was and is_ else ()
            yield ReferenceChange(change=_became(was, is_), name=known.name, url=known.url, facts=facts)


# Guidelines


def _guidelines(
    before: Crosswalk, after: Crosswalk, topics: Iterable[TopicChange]
) -> Iterator[GuidelineChange]:
    then, now = ({each.id: each for each in known.guidelines} for known in (before, after))
    spoken: dict[str, list[SpokenOf]] = {}
    for topic in topics:
        for pair in topic.guidelines:
            if pair.change is not Change.CHANGED:
                spoken.setdefault(pair.id, []).append(
                    SpokenOf(change=pair.change, id=topic.id, name=topic.name)
                )
    for id_ in dict.fromkeys((*then, *now)):
        was, is_ = then.get(id_), now.get(id_)
        known = is_ or was
        facts = tuple(_facts(was, is_, _GUIDELINE_FACTS)) if is_ else ()
        if known and (facts or id_ in spoken or not (was and is_)):
            yield GuidelineChange(
                change=_became(was, is_),
                id=id_,
                title=known.title,
                company=known.company,
                facts=facts,
                topics=tuple(spoken.get(id_, ())),
            )


# What stands beside them


def _others(before: Crosswalk, after: Crosswalk) -> Iterator[OtherChange]:
    for sort, listed in _LISTED.items():
        then, now = listed(before), listed(after)
        for id_ in sorted(then.keys() | now.keys()):
            was, is_ = then.get(id_), now.get(id_)
            known = is_ or was
            if known and was != is_:
                yield OtherChange(change=_became(was, is_), sort=sort, id=id_, title=known[0])


_LISTED: Mapping[Sort, Callable[[Crosswalk], Mapping[str, tuple[str, ...]]]] = {
    Sort.CATEGORY: lambda known: {
        each.slug: (each.name, each.description or "") for each in known.categories
    },
    Sort.PAGE: lambda known: {
        each.slug: (each.title, each.description or "", each.body.text) for each in known.pages
    },
    Sort.POST: lambda known: {
        each.slug: (each.title, each.description or "", each.date, each.body.text) for each in known.posts
    },
}
"""By id: the title of each thing, and what else it says."""


# Facts

_TOPIC_FACTS = tuple(
    each.name
    for each in fields(Topic)
    if each.name not in ("id", "aliases", "positions", "entries", "places", "sort")
)
"""Aliases are told as ids that a topic had; `sort` is seen in the order of a list, and nowhere else."""

_GUIDELINE_FACTS = tuple(each.name for each in fields(Guideline) if each.name not in ("id", "places"))


def _facts(old: object | None, new: object | None, names: Iterable[str]) -> Iterator[Fact]:
    for name in names:
        was, is_ = (getattr(each, name) if each else None for each in (old, new))
        if isinstance(was, Body) or isinstance(is_, Body):
            if (was.text if was else "") != (is_.text if is_ else ""):
                yield Fact(name=name)
        elif was != is_ and (_text(was) or _text(is_)):
            yield Fact(name=name, before=_text(was), after=_text(is_))


def _text(value: object) -> str | None:
    match value:
        case Named():
            return f"{value.name} ({value.url})" if value.url else value.name
        case tuple():
            return _joined(_text(each) or "" for each in value)
        case None:
            return None
        case _:
            return str(value)


def _joined(texts: Iterable[str]) -> str | None:
    return ", ".join(texts) or None


# What is the same


def _became(was: object | None, is_: object | None) -> Change:
    if was is None:
        return Change.ADDED
    return Change.REMOVED if is_ is None else Change.CHANGED


_Thing = TypeVar("_Thing")


def _matched(
    old: Sequence[_Thing], new: Sequence[_Thing], keys: Iterable[Callable[[_Thing], Hashable]]
) -> list[tuple[_Thing | None, _Thing | None]]:
    """Return what was with what is the same now, by the first of *keys* that tells: lost, then as they are.

    Of several with one key the first is the same as the first, and so on; a key that is None tells nothing.
    """
    found: dict[int, int] = {}
    left = dict(enumerate(old))
    for key in keys:
        waiting: dict[Hashable, list[int]] = {}
        for index, thing in left.items():
            waiting.setdefault(key(thing), []).append(index)
        waiting.pop(None, None)
        for index, thing in enumerate(new):
            if index not in found and (same := waiting.get(key(thing))):
                found[index] = same.pop(0)
                del left[found[index]]
    lost: list[tuple[_Thing | None, _Thing | None]] = [(thing, None) for thing in left.values()]
    return [
        *lost,
        *((old[found[index]] if index in found else None, thing) for index, thing in enumerate(new)),
    ]
