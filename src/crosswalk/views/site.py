"""What all pages of a build share, looked up and counted once.

In: a Crosswalk, its addresses and settings. Out: a `Site`, frozen, so that pages can be made in any order
and on several processes. Nothing here is about one page.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from crosswalk import consensus, coverage
from crosswalk.dimensions import size_of
from crosswalk.model import Category, Crosswalk, Guideline, Topic
from crosswalk.settings import Settings
from crosswalk.texts import Texts
from crosswalk.theme import Theme
from crosswalk.urls import Urls, local_path
from crosswalk.views.parts import Bar, Link, Mark, bar, mark

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """The hrefs of the theme's files."""

    stylesheet: str
    script: str
    draft: str
    icon: str
    search_engine: str
    stemmer: str
    logo: str | None
    """None where the owner has none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a topic stands among those of its category."""

    number: int
    """From 1."""
    of: int
    previous: Topic | None
    next: Topic | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The crosswalk, and what is asked of it again and again."""

    crosswalk: Crosswalk
    urls: Urls
    settings: Settings
    theme: Theme
    assets: Assets
    topics: Mapping[str, Topic]
    """By id."""
    guidelines: Mapping[str, Guideline]
    """By id."""
    short_names: Mapping[str, str]
    """What a guideline is called where room is scarce, by its id."""
    standings: Mapping[str, Standing]
    """By topic id."""
    media: frozenset[str]
    """The paths of the media that this site has."""
    image_sizes: Mapping[str, tuple[int, int]]
    """Width and height of those media that tell, by path."""
    kin: Mapping[str, tuple[tuple[Guideline, coverage.Share], ...]]
    """The guidelines that share topics with each, nearest first, by its id."""
    topic_links: Mapping[str, Link]
    """The name of each topic, leading to its page, by id."""
    guideline_links: Mapping[str, Link]
    """The short name of each guideline, leading to its page, by id."""
    has_questions: bool
    """Whether any topic lists the answers that guidelines give."""
    kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    """What `once` has made."""

    @property
    def say(self) -> Texts:
        """What is said in words of ours, in the language of the site."""
        return self.theme.say

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what *make* makes of this site, which is made once for each *key*."""
        if key not in self.kept:
            self.kept[key] = make()
        made: Made = self.kept[key]
        return made

    def topic_path(self, topic: Topic) -> str:
        """Return the site path of a *topic*."""
        return self.urls.topic(topic.id, topic.permalink)

    def topic_href(self, topic: Topic, anchor: str = "") -> str:
        """Return the href of a *topic*'s page, or of what it says of one guideline."""
        return self.urls.href(self.topic_path(topic)) + (f"#{anchor}" if anchor else "")

    def topic_link(self, topic: Topic) -> Link:
        """Return a *topic*'s name, leading to its page."""
        return self.topic_links[topic.id]

    def guideline_href(self, guideline: Guideline, anchor: str = "") -> str:
        """Return the href of a *guideline*'s page, or of what it says on one topic."""
        return self.urls.href(self.urls.guideline(guideline.id)) + (f"#{anchor}" if anchor else "")

    def guideline_link(self, guideline: Guideline) -> Link:
        """Return a *guideline*'s short name, leading to its page."""
        return self.guideline_links[guideline.id]

    def category_link(self, category: Category) -> Link:
        """Return a *category*'s name, leading to its page."""
        return Link(category.name, self.urls.href(self.urls.category(category.slug)))

    def topic_bar(self, topic_id: str) -> Bar:
        """Return how many of the guidelines speak of a topic."""
        return bar(self.say, coverage.of_topic(self.crosswalk, topic_id), "guideline")

    def guideline_bar(self, guideline_id: str) -> Bar:
        """Return how many of the topics a guideline speaks of."""
        return bar(self.say, coverage.of_guideline(self.crosswalk, guideline_id), "topic")

    def mark(self, guideline: Guideline) -> Mark:
        """Return the sign of a *guideline*'s organisation."""
        return mark(self.say, guideline.company or guideline.title, self.image(guideline.company_logo_url))

    def image(self, url: str | None) -> str | None:
        """Return the href of an image that this site has itself; no page makes a request to another host."""
        path = local_path(url) if url else None
        return self.urls.href(url) if url and path and path.removeprefix("/") in self.media else None

    def image_size(self, url: str) -> tuple[int, int] | None:
        """Return width and height of an image that this site has itself."""
        path = local_path(url)
        return self.image_sizes.get(path.removeprefix("/")) if path else None

    def topic_href_by_id(self, topic_id: str) -> str | None:
        """Return the href of the topic with an id, or a former id; None where there is no such topic."""
        topic = self.topics.get(topic_id)
        return self.topic_href(topic) if topic else None


def site_of(crosswalk: Crosswalk, urls: Urls, settings: Settings, theme: Theme, assets: Assets) -> Site:
    """Return what all pages of *crosswalk* share."""
    names = short_names(crosswalk.guidelines)
    return Site(
        crosswalk=crosswalk,
        urls=urls,
        settings=settings,
        theme=theme,
        assets=assets,
        topics={alias: topic for topic in crosswalk.topics for alias in topic.aliases}
        | {topic.id: topic for topic in crosswalk.topics},
        guidelines={guideline.id: guideline for guideline in crosswalk.guidelines},
        short_names=names,
        standings={
            topic.id: standing
            for category in crosswalk.categories
            for topic, standing in _standings(category)
        },
        kin=coverage.kin(crosswalk),
        topic_links={
            topic.id: Link(topic.name, urls.href(urls.topic(topic.id, topic.permalink)))
            for topic in crosswalk.topics
        },
        guideline_links={
            guideline.id: Link(names[guideline.id], urls.href(urls.guideline(guideline.id)))
            for guideline in crosswalk.guidelines
        },
        has_questions=consensus.is_asked(crosswalk),
        media=frozenset(media.path for media in crosswalk.media),
        image_sizes={
            media.path: size for media in crosswalk.media if (size := size_of(media.path, media.content))
        },
    )


def short_names(guidelines: tuple[Guideline, ...]) -> dict[str, str]:
    """Return the organisation of each of *guidelines*, with the title where an organisation has several."""
    owners = Counter(guideline.company for guideline in guidelines)

    def short(guideline: Guideline) -> str:
        company = guideline.company
        if not company:
            return guideline.title
        own = guideline.title.removeprefix(f"{company} ")
        return company if owners[company] == 1 else f"{company}: {own}"

    return {guideline.id: short(guideline) for guideline in guidelines}


def _standings(category: Category) -> list[tuple[Topic, Standing]]:
    topics = category.topics
    around = zip((None, *topics), topics, (*topics[1:], None), strict=False)
    return [
        (topic, Standing(number, len(topics), previous, following))
        for number, (previous, topic, following) in enumerate(around, start=1)
    ]
