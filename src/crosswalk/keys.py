"""What each part of a site is made of, in short: as long as the key of a part stays, so do its files.

In: a crosswalk, settings, and what each topic's file says. Out: a key for each part. A key may change for
nothing, and then something is made again that was there; it may never stay where a file would change. So
whatever a page shows beyond its own topic or guideline must be named here. `tests/test_cache.py` edits
content at random and compares.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cached_property

from crosswalk import consensus, coverage
from crosswalk.model import Category, Crosswalk, Guideline, Topic
from crosswalk.settings import Settings


class Keys:
    """The keys of the parts of one site."""

    def __init__(self, crosswalk: Crosswalk, settings: Settings, text_of: Callable[[Topic], bytes]) -> None:
        """Take a crosswalk, its settings, and *text_of*: all that the file of a topic says."""
        self._crosswalk = crosswalk
        self._settings = settings
        self._texts = {topic.id: _short(text_of(topic)) for topic in crosswalk.topics}
        self._topics = {id_: topic for topic in crosswalk.topics for id_ in (*topic.aliases, topic.id)}
        self._known: dict[tuple[str, str], bytes] = {}
        """Those of topics and guidelines, each of which has several parts."""
        self._around = {
            topic.id: told for category in crosswalk.categories for topic, told in _around(category)
        }

    @cached_property
    def shared(self) -> bytes:
        """What any page may show: settings, navigation, the facts of guidelines, which media there are."""
        known = self._crosswalk
        facts = [name.name for name in fields(Guideline) if name.name not in ("body", "places")]
        return _digest(
            replace(self._settings, changes=()),
            bool(self._settings.changes),
            [(page.slug, page.title, page.menu) for page in known.pages],
            bool(known.posts),
            consensus.is_asked(known),
            [tuple(getattr(guideline, name) for name in facts) for guideline in known.guidelines],
            self.media,
        )

    @cached_property
    def media(self) -> bytes:
        """The media of the content."""
        return _digest([(media.path, _short(media.content)) for media in self._crosswalk.media])

    @cached_property
    def addresses(self) -> bytes:
        """Where a link to a topic by its id leads."""
        return _digest([(topic.id, topic.aliases, topic.permalink) for topic in self._crosswalk.topics])

    @cached_property
    def skeleton(self) -> bytes:
        """Who speaks of what: all that counts and shares are made of, and the names of topics."""
        known = self._crosswalk
        return _digest(
            self.shared, list(map(self._outline, known.topics)), list(map(_named, known.categories))
        )

    @cached_property
    def whole(self) -> bytes:
        """All that there is."""
        known = self._crosswalk
        bodies = [guideline.body for guideline in known.guidelines]
        return _digest(
            self._settings.changes,
            self.skeleton,
            self.addresses,
            list(self._texts.items()),
            bodies,
            known.pages,
            known.posts,
        )

    def topic(self, topic: Topic) -> bytes:
        """Return the key of what is made of *topic* alone."""
        name = "topic", topic.id
        if name not in self._known:
            self._known[name] = self._topic(topic)
        return self._known[name]

    def _topic(self, topic: Topic) -> bytes:
        related = [self._entry(self._topics[other]) for other in topic.related if other in self._topics]
        linked = self.addresses if topic.body.text.strip() else b""
        return _digest(self.shared, self._texts[topic.id], self._around[topic.id], related, linked)

    def guideline(self, guideline: Guideline) -> bytes:
        """Return the key of what is made of *guideline*, and of the topics that it speaks of."""
        name = "guideline", guideline.id
        if name not in self._known:
            self._known[name] = self._guideline(guideline)
        return self._known[name]

    def _guideline(self, guideline: Guideline) -> bytes:
        pairs = self._crosswalk.pairs_of_guideline.get(guideline.id, ())
        texts = [self._texts[pair.topic.id] for pair in pairs]
        return _digest(self.skeleton, self.addresses, guideline.id, guideline.body, texts)

    def category(self, category: Category) -> bytes:
        """Return the key of what is made of *category*, and of its topics."""
        texts = [self._texts[topic.id] for topic in category.topics]
        return _digest(self.skeleton, category.slug, texts)

    def _outline(self, topic: Topic) -> tuple[object, ...]:
        pairs = self._crosswalk.pairs_of_topic.get(topic.id, ())
        return _link(topic), topic.category, [pair.guideline.id for pair in pairs if coverage.speaks(pair)]

    def _entry(self, topic: Topic) -> tuple[object, ...]:
        """Return what is shown of *topic* in a list."""
        share = coverage.of_topic(self._crosswalk, topic.id)
        return _link(topic), topic.question, topic.description, share.count


def _around(category: Category) -> Iterator[tuple[Topic, tuple[object, ...]]]:
    """Yield each topic of *category* with what is told of its place there."""
    topics = category.topics
    named = category.name, category.slug, len(topics)
    for number, topic in enumerate(topics):
        before, after = topics[number - 1 : number], topics[number + 1 : number + 2]
        yield topic, (*named, number, [_link(other) for other in (*before, *after)])


def _named(category: Category) -> tuple[str, str, str | None]:
    return category.name, category.slug, category.description


def _link(topic: Topic) -> tuple[str, str, str | None]:
    return topic.id, topic.name, topic.permalink


def _digest(*values: object) -> bytes:
    """Return *values* in short."""
    # Not pickled: equal values may be pickled in several ways.
    return _short(repr(values).encode("utf-8", "surrogatepass"))


def _short(told: bytes) -> bytes:
    return hashlib.blake2b(told, digest_size=16).digest()
