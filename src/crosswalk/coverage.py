"""Counts and shares over a Crosswalk: how much of one side the other reaches.

In: a linked Crosswalk. Out: numbers. A pair counts where it has at least one reference: a guideline that a
topic merely names, with a note but without a place to read, does not speak of it. Nothing here words or
draws a number.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crosswalk.model import Category, Crosswalk, Guideline, Pair


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """So many of so many."""

    count: int
    total: int

    @property
    def ratio(self) -> float:
        """The share as a number from 0 to 1; nothing of nothing is 0."""
        return self.count / self.total if self.total else 0.0


def speaks(pair: Pair) -> bool:
    """Tell whether *pair* counts: there is a place in the guideline that speaks of the topic."""
    return bool(pair.references)


def of_topic(crosswalk: Crosswalk, topic_id: str) -> Share:
    """Return the guidelines that speak of a topic, out of all guidelines."""
    return Share(_speaking(crosswalk.pairs_of_topic.get(topic_id, ())), len(crosswalk.guidelines))


def of_guideline(crosswalk: Crosswalk, guideline_id: str) -> Share:
    """Return the topics that a guideline speaks of, out of all topics."""
    return Share(_speaking(crosswalk.pairs_of_guideline.get(guideline_id, ())), len(crosswalk.topics))


def of_guideline_by_category(crosswalk: Crosswalk, guideline_id: str) -> tuple[tuple[Category, Share], ...]:
    """Return for each category, in the order of the site, those of its topics that a guideline speaks of."""
    spoken = Counter(
        crosswalk.category_of[pair.topic.id].slug
        for pair in crosswalk.pairs_of_guideline.get(guideline_id, ())
        if speaks(pair)
    )
    return tuple(
        (category, Share(spoken[category.slug], len(category.topics))) for category in crosswalk.categories
    )


def kin(crosswalk: Crosswalk) -> dict[str, tuple[tuple[Guideline, Share], ...]]:
    """Return for each guideline the others that share topics with it, nearest first.

    Each has the topics that both speak of, out of those that either speaks of (the Jaccard index): it is all
    only where both speak of the same. Out of the smaller one's topics (the overlap), whoever says little
    would be nearest kin to whoever says much.
    """
    shared: dict[str, Counter[str]] = {guideline.id: Counter() for guideline in crosswalk.guidelines}
    for pairs in crosswalk.pairs_of_topic.values():
        speaking = [pair.guideline.id for pair in pairs if speaks(pair)]
        for guideline_id in speaking:
            shared[guideline_id].update(speaking)

    def nearest(own: Counter[str], guideline_id: str) -> Iterator[tuple[Guideline, Share]]:
        """Yield the others; a guideline shares all that it speaks of with itself."""
        for other in crosswalk.guidelines:
            if other.id != guideline_id and (count := own[other.id]):
                total = own[guideline_id] + shared[other.id][other.id] - count
                yield other, Share(count, total)

    return {
        guideline_id: tuple(sorted(nearest(own, guideline_id), key=lambda each: -each[1].ratio))
        for guideline_id, own in shared.items()
    }


def of_category(crosswalk: Crosswalk, category: Category) -> Share:
    """Return the guidelines that speak of at least one topic of *category*, out of all guidelines."""
    speaking = {
        pair.guideline.id
        for topic in category.topics
        for pair in crosswalk.pairs_of_topic.get(topic.id, ())
        if speaks(pair)
    }
    return Share(len(speaking), len(crosswalk.guidelines))


def of_pairs(crosswalk: Crosswalk) -> Share:
    """Return the pairs that count, out of all pairs there could be."""
    speaking = sum(_speaking(pairs) for pairs in crosswalk.pairs_of_topic.values())
    return Share(speaking, len(crosswalk.topics) * len(crosswalk.guidelines))


def references(crosswalk: Crosswalk) -> int:
    """Count the references of all pairs."""
    return sum(len(pair.references) for pairs in crosswalk.pairs_of_topic.values() for pair in pairs)


def _speaking(pairs: Iterable[Pair]) -> int:
    # As `speaks` tells it, without a call for each of a hundred thousand pairs.
    return len([pair for pair in pairs if pair.references])
