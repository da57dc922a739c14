"""Changes -> sentences: what they mean, in words, whatever they are shown as.

In: `Changes`, and the texts of a site. Out: chapters of paragraphs, each a heading and its sentences; what
authors wrote stands in them as a `Said`, to be escaped by whoever shows it. Every list of names has an end,
and every text of a stranger.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    Sort,
    SpokenOf,
    TopicChange,
)
from crosswalk.diagnostics import shortened
from crosswalk.texts import Texts
from crosswalk.wording import collapsed

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


def summary(say: Texts, changes: Changes) -> str:
    """Return how much changed, in a sentence without a full stop."""
    counts = [
        *_counted(say, "topic", (each.change for each in changes.topics)),
        *_counted(say, "guideline", (each.change for each in changes.guidelines)),
    ]
    for sort in Sort:
        which = (each.change for each in changes.others if each.sort == sort)
        counts += _counted(say, _COUNTED[sort], which)
    return ", ".join(counts) or say("told.nothing")


_COUNTED: Mapping[Sort, str] = {Sort.CATEGORY: "category", Sort.PAGE: "page", Sort.POST: "news_item"}


def _counted(say: Texts, what: str, which: Iterable[Change]) -> Iterator[str]:
    counts = Counter(which)
    for change in Change:
        if counts[change]:
            yield say(f"told.count_{change}", what=say.counted(what, counts[change]))


def told(say: Texts, changes: Changes) -> tuple[Chapter, ...]:
    """Return what *changes* mean, chapter by chapter; none is empty."""
    chapters = (
        Chapter(say("topics.title"), tuple(_topic(say, each) for each in changes.topics)),
        Chapter(say("guidelines.title"), tuple(_guideline(say, each) for each in changes.guidelines)),
        Chapter(say("told.others"), tuple(_other(say, each) for each in changes.others)),
    )
    return tuple(chapter for chapter in chapters if chapter.paragraphs)


# Topics


def _topic(say: Texts, topic: TopicChange) -> Paragraph:
    heading = _heading(say, topic.change, _name(topic.name), topic.id)
    tell = {Change.ADDED: _new_topic, Change.REMOVED: _lost_topic, Change.CHANGED: _changed_topic}[
        topic.change
    ]
    return Paragraph(heading, tuple(tell(say, topic)), "topic", topic.id)


def _heading(say: Texts, change: Change, name: Said, id_: str) -> Sentence:
    thing = _say(say, "thing", name=name, id=_code(id_))
    return thing if change is Change.CHANGED else _say(say, change, what=thing)


def _new_topic(say: Texts, topic: TopicChange) -> Iterator[Sentence]:
    facts = {fact.name: fact.after for fact in topic.facts}
    for name in ("category", "question"):
        if text := facts.get(name):
            yield _say(say, f"with_{name}", text=_words(text))
    if topic.guidelines:
        references = sum(len(pair.references) for pair in topic.guidelines)
        names = _listed(say, [_guideline_name(say, pair) for pair in topic.guidelines])
        yield _say(say, "spoken_of", n=len(topic.guidelines), reference_count=references, names=names)


def _lost_topic(say: Texts, topic: TopicChange) -> Iterator[Sentence]:
    if topic.merged_into:
        yield _say(say, "leads_to", id=_code(topic.merged_into))
    else:
        yield _say(say, "breaks")
    if topic.guidelines:
        yield _say(say, "was_spoken_of", n=len(topic.guidelines))


def _changed_topic(say: Texts, topic: TopicChange) -> Iterator[Sentence]:
    if topic.former_id:
        yield _say(say, "other_id", id=_code(topic.former_id))
    for fact in topic.facts:
        yield from _related(say, fact) if fact.name == "related" else (_fact(say, fact),)
    for position in topic.positions:
        yield from _position(say, position)
    for pair in topic.guidelines:
        yield from _pair(say, pair)


def _related(say: Texts, fact: Fact) -> Iterator[Sentence]:
    old, new = ((text or "").split(", ") for text in (fact.before, fact.after))
    for name, some, others in (("related", new, old), ("unrelated", old, new)):
        ids = [_code(each) for each in some if each and each not in others]
        if ids:
            yield _say(say, name, names=_listed(say, ids))


def _position(say: Texts, position: PositionChange) -> Iterator[Sentence]:
    label = _words(position.label)
    if position.change is not Change.CHANGED:
        yield _say(say, f"answer_{position.change}", label=label)
    for fact in position.facts:
        yield _say(say, "answer_changed", label=label, fact=_fact(say, fact))


def _pair(say: Texts, pair: PairChange) -> Iterator[Sentence]:
    name = _guideline_name(say, pair)
    if pair.change is Change.CHANGED:
        for fact in pair.facts:
            is_stance = fact.name == "position"
            yield (
                _stance(say, name, fact)
                if is_stance
                else _say(say, "about", what=name, fact=_fact(say, fact))
            )
        yield from _references(say, name, pair.references)
        return
    answer = next((fact.after for fact in pair.facts if fact.name == "position"), None)
    count = len(pair.references)
    what = _say(say, "speaking", name=name, n=count)
    if answer and pair.change is Change.ADDED:
        what = _say(say, "answering", name=name, answer=_words(answer), n=count)
    if pair.references:
        names = _listed(say, [_reference_name(each) for each in pair.references])
        what = _say(say, "with_names", what=what, names=names)
    yield _say(say, "gains" if pair.change is Change.ADDED else "loses", what=what)


def _stance(say: Texts, name: Said, fact: Fact) -> Sentence:
    """Return where a guideline stands now that stood elsewhere."""
    before, after = (_words(each or "") for each in (fact.before, fact.after))
    if fact.before and fact.after:
        return _say(say, "moves", name=name, before=before, after=after)
    if fact.after:
        return _say(say, "answers", name=name, after=after)
    return _say(say, "answers_no_more", name=name, before=before)


def _references(say: Texts, name: Said, references: Iterable[ReferenceChange]) -> Iterator[Sentence]:
    for change, text in ((Change.ADDED, "gains_references"), (Change.REMOVED, "loses_references")):
        some = [_reference_name(each) for each in references if each.change is change]
        if some:
            yield _say(say, text, name=name, n=len(some), names=_listed(say, some))
    for each in references:
        for fact in each.facts:
            place = _say(say, "place", name=name, place=_reference_name(each))
            yield _say(say, "about", what=place, fact=_fact(say, fact))


def _guideline_name(say: Texts, known: PairChange | GuidelineChange) -> Said:
    """Return what a guideline is called: many are called API Guidelines."""
    if known.company and known.company.casefold() not in known.title.casefold():
        return _name(say("told.by", title=known.title, company=known.company))
    return _name(known.title)


def _reference_name(reference: ReferenceChange) -> Said:
    return Said(_short(reference.name), Manner.WORDS, reference.url)


# Guidelines, and what stands beside them


def _guideline(say: Texts, guideline: GuidelineChange) -> Paragraph:
    heading = _heading(say, guideline.change, _guideline_name(say, guideline), guideline.id)
    return Paragraph(heading, tuple(_guideline_sentences(say, guideline)), "guideline", guideline.id)


def _guideline_sentences(say: Texts, guideline: GuidelineChange) -> Iterator[Sentence]:
    is_known = guideline.change is Change.CHANGED
    for fact in guideline.facts:
        if is_known:
            if fact.name == "body":
                yield _say(say, "other_profile")
            else:
                yield _renamed(say, fact) if fact.name == "title" else _fact(say, fact)
        elif fact.name == "url" and fact.after:
            yield _say(say, "stands_at", address=_code(fact.after))
    for change, more in ((Change.ADDED, "speaks_of_more"), (Change.REMOVED, "speaks_of_fewer")):
        some = [_topic_name(each) for each in guideline.topics if each.change is change]
        if some:
            yield _say(say, more if is_known else "speaks_of", n=len(some), names=_listed(say, some))


def _topic_name(topic: SpokenOf) -> Said:
    return _name(topic.name)


def _other(say: Texts, other: OtherChange) -> Paragraph:
    thing = _say(say, other.sort, title=_words(other.title))
    return Paragraph(_say(say, other.change, what=thing), ())


# Facts


_SEVERAL = frozenset(("specs", "authors"))
"""Facts that are several things, of which a language speaks in the plural."""

_TO_THE_LETTER = frozenset((
    "archived_url", "company_logo_url", "company_url", "date", "github_url", "id", "language",
    "level", "permalink", "replaced_by", "review_date", "rule", "screenshot_url", "status",
    "updated", "url",
))  # fmt: skip


def _fact(say: Texts, fact: Fact) -> Sentence:
    known = f"told.its.{fact.name}"
    noun = say(known if known in say else "told.its.other")
    is_long = max(len(fact.before or ""), len(fact.after or "")) > LONGEST
    before, after = (_value(fact.name, each) if each else None for each in (fact.before, fact.after))
    if fact.name == "name" and before:
        return _renamed(say, fact)
    number = 2 if fact.name in _SEVERAL else 1
    if after is None:
        return _say(say, "fact_removed" if before else "fact_changed", noun=noun, n=number)
    if before is None:
        if is_long:
            return _say(say, "fact_added", noun=noun, n=number)
        return _say(say, "fact_is_new", noun=noun, n=number, after=after)
    if is_long:
        return _say(say, "fact_changed", noun=noun, n=number)
    return _say(say, "fact_is", noun=noun, n=number, after=after, before=before)


def _renamed(say: Texts, fact: Fact) -> Sentence:
    return _say(say, "renamed", before=_words(fact.before or ""))


def _value(name: str, text: str) -> Said:
    return _code(text) if name in _TO_THE_LETTER else _words(text)


# Our words, in the order of the language


def _say(say: Texts, name: str, /, **values: int | str | Said | Sentence) -> Sentence:
    """Return the text of a *name* with *values* in it, which may be sentences themselves."""
    return tuple(_parts(say.pieces(f"told.{name}", **values)))


def _parts(pieces: Iterable[object]) -> Iterator[str | Said]:
    for piece in pieces:
        if isinstance(piece, tuple) and not isinstance(piece, Said):
            yield from piece
        elif piece:
            assert isinstance(piece, str | Said)
            yield piece


def _listed(say: Texts, names: Sequence[Said]) -> Sentence:
    """Return *names* as a list, and how many more there are."""
    listed: list[str | Said] = []
    for name in names[:MOST_NAMES]:
        listed += [", "] * bool(listed) + [name]
    more = len(names) - MOST_NAMES
    return _say(say, "and_more", names=tuple(listed), n=more) if more > 0 else tuple(listed)


# What authors wrote


def _name(text: str) -> Said:
    return Said(_short(text), Manner.NAME)


def _words(text: str) -> Said:
    return Said(_short(text), Manner.WORDS)


def _code(text: str) -> Said:
    return Said(_short(text), Manner.CODE)


def _short(text: str) -> str:
    return shortened(collapsed(text), LONGEST)
