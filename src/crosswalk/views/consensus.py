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
from crosswalk.views.parts import Bar, Link, bar
from crosswalk.views.site import Site

FEW = 8
"""As many names can be read at a glance; more are folded away."""


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
        Link(site.say("disagreements.title"), site.urls.href(site.urls.disagreements())),
        Link(site.say("settled.title"), site.urls.href(site.urls.settled())),
        Link(site.say("build.way"), site.urls.href(BUILD)),
    )


def all_of(site: Site) -> tuple[Consensus, ...]:
    """Return how each topic is answered that lists positions, in the order of the site."""
    known = (consensus_on(site, topic) for topic in site.crosswalk.topics if topic.positions)
    return tuple(each for each in known if each)


def consensus_view(site: Site, known: Consensus, page: str = "") -> ConsensusView:
    """Return what is shown of *known*; *page* is the href of the topic, "" on its own page."""
    return ConsensusView(
        badge=site.say(f"consensus.{known.standing.name.lower()}"),
        verdict=verdict(site, known),
        answers=tuple(
            Answer(
                id=answer.position.id,
                label=answer.position.label,
                description=answer.position.description,
                bar=share_of(site, Share(len(answer.takers), known.speaking), "share_that_speak"),
                takers=takers(site, answer.takers, page),
                strengths=strengths(site, answer.levels),
            )
            for answer in known.answers
        ),
        undecided=_links(site, known.undecided, page),
    )


def verdict(site: Site, known: Consensus) -> str:
    """Return in a sentence how far those who answer agree."""
    count, total = known.lead.count, known.lead.total
    if not total:
        return site.say("consensus.nobody")
    if known.standing is Standing.OPEN:
        return site.say("consensus.too_few", n=total)
    if known.standing is Standing.DIVIDED:
        return site.say("consensus.no_majority", total=total)
    labels = site.say("and").join(site.say("quoted", text=answer.position.label) for answer in known.leading)
    return site.say("consensus.verdict", n=count, total=total, labels=labels)


def share_of(site: Site, share: Share, told: str) -> Bar:
    """Return *share* as a bar, with the words of `out_of`."""
    return replace(bar(site.say, share, "guideline"), text=out_of(site, share, told))


def out_of(site: Site, share: Share, told: str) -> str:
    """Return *share* in the words *told* by the text of that name, which say what those in all do."""
    return site.say(f"consensus.{told}", count=share.count, n=share.total)


def takers(site: Site, pairs: Iterable[Pair], page: str = "") -> Takers:
    """Return the guidelines of *pairs*, each leading to what it says."""
    links = _links(site, pairs, page)
    return Takers(links=links, few=len(links) <= FEW)


def _links(site: Site, pairs: Iterable[Pair], page: str) -> tuple[Link, ...]:
    return tuple(Link(site.short_names[pair.guideline.id], f"{page}#{pair.guideline.id}") for pair in pairs)


def strengths(site: Site, levels: Iterable[tuple[Level, int]]) -> tuple[Strength, ...]:
    """Return *levels*, each with the number of guidelines that use it."""
    return tuple(
        Strength(
            level=level.value,
            label=site.say(f"level.{level.value}"),
            number=number,
            count=site.say.counted("guideline", number),
        )
        for level, number in levels
    )


def rules(site: Site) -> str:
    """Return what the words of agreement mean on every page."""
    return site.say("consensus.rules", fewest=FEWEST)
