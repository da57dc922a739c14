"""Who agrees with whom: the answers that guidelines give to the questions of topics, counted.

In: topics and the pairs of each. Out: frozen counts and shares. A guideline answers a question where it takes
a position and has a reference that proves it; one with several positions takes each of them. Shares are out
of those that answer; whoever speaks of the topic without an answer, and whoever is silent, is told apart and
never counted as agreeing or not. Nothing here words or draws a number.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from crosswalk.coverage import Share, speaks
from crosswalk.model import Crosswalk, Guideline, Level, Pair, Position, Topic

FEWEST = 3
"""Of a question that fewer guidelines answer, nothing is said of agreement."""

LEVELS = tuple(Level)


class Standing(StrEnum):
    """How far those who answer a question agree."""

    SETTLED = "settled"
    """At least two thirds give one answer."""
    MAJORITY = "majority"
    """More than half do."""
    DIVIDED = "divided"
    """No answer is given by more than half."""
    OPEN = "open"
    """Fewer than `FEWEST` answer at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A position, and who takes it."""

    position: Position
    takers: tuple[Pair, ...]
    """In the order of the guidelines."""
    levels: tuple[tuple[Level, int], ...]
    """How many of them say something on the topic how strongly; none that nobody uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus:
    """How the guidelines that speak of a topic answer its question."""

    topic: Topic
    answers: tuple[Answer, ...]
    """One for each position of the topic, in its order."""
    answering: tuple[Pair, ...]
    """Those that take a position, and prove it."""
    undecided: tuple[Pair, ...]
    """Those that speak of the topic and take none."""
    apart: Share
    """The pairs of guidelines without an answer in common, out of all pairs of those that answer."""

    @property
    def speaking(self) -> int:
        """How many guidelines speak of the topic."""
        return len(self.answering) + len(self.undecided)

    @property
    def leading(self) -> tuple[Answer, ...]:
        """The answer that most give; several where they tie, none where nobody answers."""
        most = max((len(answer.takers) for answer in self.answers), default=0)
        return tuple(answer for answer in self.answers if most and len(answer.takers) == most)

    @property
    def lead(self) -> Share:
        """Those that give a leading answer, any one of them, out of those that answer."""
        leading = self.leading
        return Share(len(leading[0].takers) if leading else 0, len(self.answering))

    @property
    def standing(self) -> Standing:
        """How far they agree; several answers may each be that of a majority, if guidelines give both."""
        count, total = self.lead.count, self.lead.total
        if total < FEWEST:
            return Standing.OPEN
        if 2 * count <= total:
            return Standing.DIVIDED
        return Standing.SETTLED if 3 * count >= 2 * total else Standing.MAJORITY


def asks(topic: Topic) -> bool:
    """Tell whether there is something to agree on in *topic*."""
    return bool(topic.positions)


def is_asked(crosswalk: Crosswalk) -> bool:
    """Tell whether any topic of *crosswalk* asks for an answer: else there are no pages about answers."""
    return any(map(asks, crosswalk.topics))


def answers(pair: Pair) -> bool:
    """Tell whether *pair* counts: it takes a position, and a reference proves that."""
    return bool(pair.positions) and speaks(pair)


def of_topic(topic: Topic, pairs: Iterable[Pair]) -> Consensus | None:
    """Return how the guidelines of *pairs* answer what *topic* asks; None where it lists no positions."""
    if not asks(topic):
        return None
    speaking = [pair for pair in pairs if speaks(pair)]
    answering = tuple(pair for pair in speaking if pair.positions)
    return Consensus(
        topic=topic,
        answers=tuple(_answer(position, answering) for position in topic.positions),
        answering=answering,
        undecided=tuple(pair for pair in speaking if not pair.positions),
        apart=_apart(answering),
    )


def _answer(position: Position, answering: tuple[Pair, ...]) -> Answer:
    takers = tuple(pair for pair in answering if position in pair.positions)
    return Answer(position=position, takers=takers, levels=levels(takers))


def levels(pairs: Iterable[Pair]) -> tuple[tuple[Level, int], ...]:
    """Return by how many of *pairs* each level is used, the levels in their order."""
    found = Counter(level for pair in pairs for level in levels_of(pair))
    return tuple((level, found[level]) for level in LEVELS if level in found)


def levels_of(pair: Pair) -> tuple[Level, ...]:
    """Return how strongly a *pair* puts what it says, each level once, in their order."""
    given = {reference.level for reference in pair.references if reference.level}
    return tuple(level for level in LEVELS if level in given) if given else ()


def _apart(answering: tuple[Pair, ...]) -> Share:
    """Compare by what is answered, not by who answers: many guidelines give the few same answers."""
    given = Counter(frozenset(position.id for position in pair.positions) for pair in answering)
    count = sum(
        one_count * other_count
        for (one, one_count), (other, other_count) in combinations(given.items(), 2)
        if one.isdisjoint(other)
    )
    return Share(count, len(answering) * (len(answering) - 1) // 2)


def disagreements(known: Iterable[Consensus]) -> list[Consensus]:
    """Return those of *known* without a majority, first where most pairs of guidelines stand apart."""
    divided = [each for each in known if each.standing is Standing.DIVIDED]
    return sorted(divided, key=lambda each: (-each.apart.ratio, -len(each.answering)))


def settled(known: Iterable[Consensus]) -> list[Consensus]:
    """Return those of *known* that are settled, first where most agree."""
    found = [each for each in known if each.standing is Standing.SETTLED]
    return sorted(found, key=lambda each: (-each.lead.ratio, -len(each.answering)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How one guideline answers, beside the others that answer the same question."""

    pair: Pair
    consensus: Consensus
    company: int
    """How many others share an answer with it."""

    @property
    def is_with_majority(self) -> bool:
        """Whether it gives an answer that more than half of those who answer give."""
        total = len(self.consensus.answering)
        return total >= FEWEST and any(
            2 * len(answer.takers) > total and answer.position in self.pair.positions
            for answer in self.consensus.answers
        )

    @property
    def is_against_majority(self) -> bool:
        """Whether more than half of those who answer say what it does not."""
        return self.consensus.standing in (Standing.SETTLED, Standing.MAJORITY) and not self.is_with_majority

    @property
    def is_alone(self) -> bool:
        """Whether no other guideline shares an answer with it, and there are others that answer."""
        return not self.company and len(self.consensus.answering) >= FEWEST


def stands(pairs: Iterable[Pair], consensus_on: Callable[[Topic], Consensus | None]) -> tuple[Stand, ...]:
    """Return the stand of a guideline on each question that it answers in one of its *pairs*."""
    return tuple(
        Stand(pair=pair, consensus=consensus, company=_company(pair, consensus))
        for pair in pairs
        if answers(pair) and (consensus := consensus_on(pair.topic))
    )


def _company(pair: Pair, consensus: Consensus) -> int:
    return sum(alike(pair, other) for other in consensus.answering) - 1


def alike(one: Pair, other: Pair) -> bool:
    """Tell whether two guidelines have an answer in common."""
    return any(position in other.positions for position in one.positions)


def kin(known: Iterable[Stand]) -> list[tuple[Guideline, Share]]:
    """Return the guidelines that answer as the one does whose stands are *known*, nearest first.

    Each has the questions that both answer alike, out of those that both answer. Who shares fewer than
    `FEWEST` questions with it is left out: to agree on all of one is no kinship.
    """
    both: dict[str, Guideline] = {}
    asked: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    for stand in known:
        for other in stand.consensus.answering:
            if other.guideline.id != stand.pair.guideline.id:
                both[other.guideline.id] = other.guideline
                asked[other.guideline.id] += 1
                agreed[other.guideline.id] += alike(stand.pair, other)
    shares = [
        (other, Share(agreed[id_], asked[id_]))
        for id_, other in both.items()
        if asked[id_] >= FEWEST and agreed[id_]
    ]
    return sorted(shares, key=lambda each: (-each[1].ratio, -each[1].count, each[0].id))
