"""Counts and shares over a Crosswalk: how much of one side the other reaches.

In: a linked Crosswalk. Out: numbers. A pair counts where it has at least one reference: a guideline that a
topic merely names, with a note but without a place to read, does not speak of it. Nothing here words or
draws a number.
"""

from collections import Counter
from collections.abc import Iterable
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


def kin(crosswalk: Crosswalk, guideline_id: str) -> tuple[tuple[Guideline, Share], ...]:
    """Return the other guidelines that share topics with one, nearest first.

    Each has the topics that both speak of, out of those that either speaks of (the Jaccard index): it is all
    only where both speak of the same. Out of the smaller one's topics (the overlap), whoever says little
    would be nearest kin to whoever says much.
    """
    own = _spoken(crosswalk, guideline_id)
    shared = Counter(
        pair.guideline.id
        for topic_id in sorted(own)
        for pair in crosswalk.pairs_of_topic[topic_id]
        if speaks(pair) and pair.guideline.id != guideline_id
    )
    found = [
        (other, Share(count, len(own) + len(_spoken(crosswalk, other.id)) - count))
        for other in crosswalk.guidelines
        if (count := shared[other.id])
    ]
    return tuple(sorted(found, key=lambda each: -each[1].ratio))


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


def _spoken(crosswalk: Crosswalk, guideline_id: str) -> set[str]:
    return {pair.topic.id for pair in crosswalk.pairs_of_guideline.get(guideline_id, ()) if speaks(pair)}


def _speaking(pairs: Iterable[Pair]) -> int:
    return sum(map(speaks, pairs))
