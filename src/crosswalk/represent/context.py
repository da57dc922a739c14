"""What every representation looks up: the crosswalk, and the pieces of its topics and guidelines.

In: a Crosswalk, its addresses, the settings. Out: values of the model by id, their pieces made once.
"""

from collections.abc import Collection, Iterable
from functools import partial
from heapq import nsmallest
from itertools import islice
from typing import TypeVar

from crosswalk.fragments import Fragments
from crosswalk.model import Crosswalk, Guideline, Topic
from crosswalk.represent import pieces
from crosswalk.represent.linker import Linker
from crosswalk.represent.pieces import GuidelinePieces, TopicPieces
from crosswalk.settings import Settings
from crosswalk.urls import Urls

_Item = TypeVar("_Item")


class Context(Linker):
    """A linker that knows the crosswalk; documents are made from it, in any order."""

    def __init__(
        self,
        crosswalk: Crosswalk,
        urls: Urls,
        settings: Settings,
        *,
        most: int | None = None,
        fragments: Fragments | None = None,
    ) -> None:
        """Know *crosswalk*; lists of topics, guidelines or pairs have *most* items, or else all.

        Pieces of topics that are among *fragments* are not made again.
        """
        super().__init__(urls, settings.api_formats)
        self.crosswalk = crosswalk
        self.settings = settings
        self.topics = {topic.id: topic for topic in crosswalk.topics}
        self.former = {alias: topic for topic in crosswalk.topics for alias in topic.aliases}
        self.guidelines = {guideline.id: guideline for guideline in crosswalk.guidelines}
        self.categories = {category.slug: category for category in crosswalk.categories}
        self._most = most
        self._fragments = fragments
        self._topic_pieces: dict[str, TopicPieces] = {}
        self._guideline_pieces: dict[str, GuidelinePieces] = {}

    def some(self, items: Iterable[_Item]) -> Iterable[_Item]:
        """Return as many of *items* as a document lists."""
        return items if self._most is None else islice(items, self._most)

    def least(self, items: Collection[str]) -> list[str]:
        """Return *items* sorted, as many of them as a document lists."""
        return sorted(items) if self._most is None else nsmallest(self._most, items)

    def pieces(self, topic: Topic) -> TopicPieces:
        """Return what *topic* adds to documents."""
        if topic.id not in self._topic_pieces:
            make = partial(self._make_pieces, topic)
            self._topic_pieces[topic.id] = (
                self._fragments.of("pieces", topic, make) if self._fragments else make()
            )
        return self._topic_pieces[topic.id]

    def _make_pieces(self, topic: Topic) -> TopicPieces:
        known = self.crosswalk
        category, pairs = known.category_of[topic.id], known.pairs_on(topic)
        return pieces.of_topic(self, topic, category, self.related(topic), pairs)

    def guideline_pieces(self, guideline: Guideline) -> GuidelinePieces:
        """Return what *guideline* adds to documents."""
        if guideline.id not in self._guideline_pieces:
            self._guideline_pieces[guideline.id] = pieces.of_guideline(
                self, guideline, self.successors(guideline)
            )
        return self._guideline_pieces[guideline.id]

    def related(self, topic: Topic) -> tuple[Topic, ...]:
        """Return the other topics that *topic* names and that there are."""
        return tuple(self.topics[other] for other in topic.related if other in self.topics)

    def successors(self, guideline: Guideline) -> tuple[Guideline, ...]:
        """Return the guidelines that took the place of *guideline*, those that there are."""
        return tuple(self.guidelines[other] for other in guideline.replaced_by if other in self.guidelines)
