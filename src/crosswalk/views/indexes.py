"""The pages that lead to others: home, all topics, all guidelines.

In: a `Site`. Out: a `Page` with a `HomeView`, a `TopicsView` or a `GuidelinesView`.
"""

from dataclasses import dataclass

from crosswalk import coverage
from crosswalk.documents.links import LINKSET_TYPE
from crosswalk.model import Category, Guideline, Topic
from crosswalk.urls import API_CATALOG, COMPARE, ENTRY_JSON, HOME, MATRIX
from crosswalk.views import linked_data
from crosswalk.views.consensus import ways
from crosswalk.views.figure import Figure, figure
from crosswalk.views.latest import NewsEntry, newest, news_entry
from crosswalk.views.page import HeadLink, Page, page
from crosswalk.views.pair import status_fact
from crosswalk.views.parts import SUMMARY, Bar, Fact, Link, Mark, bar, dated, known, stated
from crosswalk.views.site import Site
from crosswalk.wording import clipped

RANKED = 6
"""How many topics the home page names as covered most, and least; twice as many it names all."""

LATEST = 5
"""How many posts and changed topics it names."""

MOST_LISTED = 1_000
"""Of more topics the index lists the first of each category, about as many together: so it opens at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEntry:
    """A topic in a list."""

    link: Link
    summary: str
    """Its question or description in short, or ""."""
    bar: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryEntry:
    """A category in a list, with its topics, or the first of them."""

    anchor: str
    link: Link
    description: str | None
    count: str
    """Its topics, counted in words."""
    number: str
    """The same as a figure."""
    bar: Bar
    topics: tuple[TopicEntry, ...]
    rest: str
    """How many more there are on its page, in words; "" if there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineEntry:
    """A guideline in a list."""

    link: Link
    """Its full title, leading to its page."""
    organisation: str | None
    mark: Mark
    facts: tuple[Fact, ...]
    bar: Bar


@dataclass(frozen=True, slots=True)
class Number:
    """A figure worth knowing, and what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """All that the home page shows."""

    headline: str
    lead: str
    topics: str
    """The href of the index of topics."""
    guidelines: str
    """The href of the index of guidelines."""
    matrix: str
    compare: str
    """The href of the page that compares guidelines."""
    ways: tuple[Link, ...]
    """To questions by how far guidelines agree on them, where topics list answers."""
    figure: Figure | None
    numbers: tuple[Number, ...]
    categories: tuple[CategoryEntry, ...]
    ranking: str
    """The heading of the topics that are covered most, or of all."""
    most: tuple[TopicEntry, ...]
    least: tuple[TopicEntry, ...]
    latest: tuple[NewsEntry, ...]
    """Posts and changed topics, newest first."""
    sources: tuple[GuidelineEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView:
    """All that the index of topics shows."""

    sentence: str
    matrix: str
    ways: tuple[Link, ...]
    """To questions by how far guidelines agree on them, where topics list answers."""
    categories: tuple[CategoryEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelinesView:
    """All that the index of guidelines shows."""

    sentence: str
    compare: str
    """The href of the page that compares them."""
    guidelines: tuple[GuidelineEntry, ...]


def home_page(site: Site) -> Page:
    """Return the home page."""
    settings, crosswalk = site.settings, site.crosswalk
    ranked = sorted(crosswalk.topics, key=lambda topic: (-_count(site, topic), topic.name))
    many = len(ranked) > 2 * RANKED
    most, least = (ranked[:RANKED], ranked[: -RANKED - 1 : -1]) if many else (ranked, [])
    view = HomeView(
        headline=settings.description,
        lead=_lead(site),
        topics=site.urls.href(site.urls.topics()),
        guidelines=site.urls.href(site.urls.guidelines()),
        matrix=site.urls.href(MATRIX),
        compare=site.urls.href(COMPARE),
        ways=ways(site),
        figure=figure(site),
        numbers=_numbers(site),
        categories=tuple(category_entry(site, category, 0) for category in crosswalk.categories),
        ranking=site.say("home.most" if many else "topics.title"),
        most=tuple(topic_entry(site, topic) for topic in most),
        least=tuple(topic_entry(site, topic) for topic in least),
        latest=tuple(news_entry(site, each) for each in newest(site, LATEST)),
        sources=tuple(guideline_entry(site, guideline) for guideline in crosswalk.guidelines),
    )
    return page(
        site,
        HOME,
        "home",
        view,
        title=settings.title,
        here=settings.title,
        description=f"{settings.description}. {view.lead}",
        alternate=ENTRY_JSON,
        things=(linked_data.website(site),),
        links=(HeadLink("api-catalog", API_CATALOG, LINKSET_TYPE),),
    )


def topics_page(site: Site) -> Page:
    """Return the index of topics."""
    crosswalk = site.crosswalk
    fits = len(crosswalk.topics) <= MOST_LISTED
    most = None if fits else max(MOST_LISTED // len(crosswalk.categories), 1)
    view = TopicsView(
        sentence=site.say(
            "topics.sentence", topic_count=len(crosswalk.topics), category_count=len(crosswalk.categories)
        ),
        matrix=site.urls.href(MATRIX),
        ways=ways(site),
        categories=tuple(category_entry(site, category, most) for category in crosswalk.categories),
    )
    return page(
        site,
        site.urls.topics(),
        "topics",
        view,
        title=site.say("topics.title"),
        description=view.sentence,
        alternate=site.urls.topics_json(),
        things=(linked_data.term_set(site),),
    )


def guidelines_page(site: Site) -> Page:
    """Return the index of guidelines."""
    crosswalk = site.crosswalk
    view = GuidelinesView(
        sentence=site.say(
            "guidelines.sentence",
            guideline_count=len(crosswalk.guidelines),
            topic_count=len(crosswalk.topics),
        ),
        compare=site.urls.href(COMPARE),
        guidelines=tuple(guideline_entry(site, guideline) for guideline in crosswalk.guidelines),
    )
    return page(
        site,
        site.urls.guidelines(),
        "guidelines",
        view,
        title=site.say("guidelines.title"),
        description=view.sentence,
        alternate=site.urls.guidelines_json(),
        things=(linked_data.guideline_list(site),),
    )


def topic_entry(site: Site, topic: Topic) -> TopicEntry:
    """Return *topic* for a list."""
    return TopicEntry(
        link=site.topic_link(topic),
        summary=clipped(topic.question or topic.description or "", SUMMARY),
        bar=site.topic_bar(topic.id),
    )


def category_entry(site: Site, category: Category, most: int | None) -> CategoryEntry:
    """Return *category* for a list, with its topics, but not more than *most* of them."""
    listed = category.topics[:most]
    rest = len(category.topics) - len(listed)
    return CategoryEntry(
        anchor=f"_category-{category.slug}",
        link=site.category_link(category),
        description=category.description,
        count=site.say.counted("topic", len(category.topics)),
        bar=bar(site.say, coverage.of_category(site.crosswalk, category), "guideline"),
        number=site.say.number(len(category.topics)),
        topics=tuple(topic_entry(site, topic) for topic in listed),
        rest=site.say.counted("more_topic", rest) if rest else "",
    )


def guideline_entry(site: Site, guideline: Guideline) -> GuidelineEntry:
    """Return *guideline* for a list."""
    return GuidelineEntry(
        link=Link(guideline.title, site.guideline_href(guideline)),
        organisation=guideline.company,
        mark=site.mark(guideline),
        facts=(
            *status_fact(site, guideline),
            *known(
                stated(site.say, "type", guideline.type),
                dated(site.say, "dated", guideline.date),
                dated(site.say, "last_read", guideline.review_date),
                stated(site.say, "language", guideline.language),
            ),
        ),
        bar=site.guideline_bar(guideline.id),
    )


def _count(site: Site, topic: Topic) -> int:
    return coverage.of_topic(site.crosswalk, topic.id).count


def _lead(site: Site) -> str:
    topics, guidelines = len(site.crosswalk.topics), len(site.crosswalk.guidelines)
    return site.say("home.lead", topic_count=topics, n=guidelines)


def _numbers(site: Site) -> tuple[Number, ...]:
    crosswalk = site.crosswalk
    organisations = {guideline.company for guideline in crosswalk.guidelines if guideline.company}
    counts = (
        (len(crosswalk.topics), "topic"),
        (len(crosswalk.guidelines), "guideline"),
        (len(organisations), "organisation"),
        (coverage.references(crosswalk), "reference"),
    )
    quotes = sum(
        reference.quote is not None
        for pairs in crosswalk.pairs_of_topic.values()
        for pair in pairs
        for reference in pair.references
    )
    return tuple(
        Number(site.say.number(number), site.say(f"numbers.{what}", n=number))
        for number, what in (*counts, (quotes, "quote"))
        if number
    )
