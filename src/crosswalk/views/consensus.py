"""How guidelines answer the question of a topic: each answer with its takers, and how far they agree.

In: a topic of a `Site`. Out: values that several kinds of page show. Every number says what it is out of:
those that speak of the topic, or those of them that answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crosswalk import consensus
from crosswalk.consensus import FEWEST, Consensus, Standing
from crosswalk.coverage import Share
from crosswalk.model import Level, Pair, Topic
from crosswalk.urls import BUILD
from crosswalk.views.parts import Bar, Link, bar, counted
from crosswalk.views.site import Site

FEW = 8
"""As many names can be read at a glance; more are folded away."""

BADGES = {
    Standing.SETTLED: "Settled",
    Standing.MAJORITY: "A majority",
    Standing.DIVIDED: "Divided",
    Standing.OPEN: "Open",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Takers:
    """The guidelines that speak alike."""

    links: tuple[Link, ...]
    """Leading to what each says on the page of the topic."""
    few: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How binding what they say is to some guidelines, and to how many."""

    level: str
    """As a value of `Level`."""
    label: str
    number: int
    count: str
    """The guidelines that speak so, counted in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A position on a topic, and who takes it."""

    id: str
    label: str
    description: str | None
    bar: Bar
    """Those who take it, out of those that speak of the topic."""
    takers: Takers
    strengths: tuple[Strength, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsensusView:
    """How a question is answered."""

    badge: str
    """How far they agree, in a word or two."""
    verdict: str
    """The same in a sentence, with its numbers."""
    answers: tuple[Answer, ...]
    undecided: tuple[Link, ...]
    """Those that speak of the topic without an answer."""


def consensus_on(site: Site, topic: Topic) -> Consensus | None:
    """Return how *topic* is answered, counted once; None where it lists no positions."""
    if not topic.positions:
        return None
    made: Consensus | None = site.once(
        ("consensus", topic.id), lambda: consensus.of_topic(topic, site.crosswalk.pairs_on(topic))
    )
    return made


def ways(site: Site) -> tuple[Link, ...]:
    """Return the ways to questions by how far guidelines agree on them, and to a guideline of one's own."""
    if not site.has_questions:
        return ()
    return (
        Link("Where guidelines disagree most", site.urls.href(site.urls.disagreements())),
        Link("Settled questions", site.urls.href(site.urls.settled())),
        Link("Build your own", site.urls.href(BUILD)),
    )


def all_of(site: Site) -> tuple[Consensus, ...]:
    """Return how each topic is answered that lists positions, in the order of the site."""
    known = (consensus_on(site, topic) for topic in site.crosswalk.topics if topic.positions)
    return tuple(each for each in known if each)


def consensus_view(site: Site, known: Consensus, page: str = "") -> ConsensusView:
    """Return what is shown of *known*; *page* is the href of the topic, "" on its own page."""
    return ConsensusView(
        badge=BADGES[known.standing],
        verdict=verdict(known),
        answers=tuple(
            Answer(
                id=answer.position.id,
                label=answer.position.label,
                description=answer.position.description,
                bar=share_of(Share(len(answer.takers), known.speaking), "speak of it", "speaks of it"),
                takers=takers(site, answer.takers, page),
                strengths=strengths(answer.levels),
            )
            for answer in known.answers
        ),
        undecided=_links(site, known.undecided, page),
    )


def verdict(known: Consensus) -> str:
    """Return in a sentence how far those who answer agree."""
    count, total = known.lead.count, known.lead.total
    if not total:
        return "No guideline answers it yet."
    if known.standing is Standing.OPEN:
        answer = "answers" if total == 1 else "answer"
        return f"{counted(total, 'guideline')} {answer} it: too few to speak of agreement."
    if known.standing is Standing.DIVIDED:
        return f"No answer is given by more than half of the {total:,} that answer."
    labels = " and ".join(f"“{answer.position.label}”" for answer in known.leading)
    return f"{count:,} of the {total:,} that answer say {labels}."


def share_of(share: Share, many: str, one: str) -> Bar:
    """Return *share* as a bar, with the words of `out_of`."""
    return replace(bar(share, "guideline", "guidelines"), text=out_of(share, many, one))


def out_of(share: Share, many: str, one: str) -> str:
    """Return *share* in words that say what those in all do: *many* of them, or *one*."""
    return f"{share.count:,} of {share.total:,} that {one if share.total == 1 else many}"


def takers(site: Site, pairs: Iterable[Pair], page: str = "") -> Takers:
    """Return the guidelines of *pairs*, each leading to what it says."""
    links = _links(site, pairs, page)
    return Takers(links=links, few=len(links) <= FEW)


def _links(site: Site, pairs: Iterable[Pair], page: str) -> tuple[Link, ...]:
    return tuple(Link(site.short_names[pair.guideline.id], f"{page}#{pair.guideline.id}") for pair in pairs)


def strengths(levels: Iterable[tuple[Level, int]]) -> tuple[Strength, ...]:
    """Return *levels*, each with the number of guidelines that use it."""
    return tuple(
        Strength(
            level=level.value,
            label=level.value.replace("-", " "),
            number=number,
            count=counted(number, "guideline"),
        )
        for level, number in levels
    )


RULES = (
    f"Settled is a question to which at least two thirds of those who answer give one answer, divided one to "
    f"which no answer is given by more than half. Fewer than {FEWEST} answers make neither."
)
"""What the words of agreement mean on every page."""
