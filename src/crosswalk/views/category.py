"""The page of a category: its topics, and its own matrix of topics and guidelines.

In: a category of a `Site`. Out: a `Page` with a `CategoryView`.
"""

from dataclasses import dataclass

from crosswalk import coverage
from crosswalk.model import Category, Guideline, Topic
from crosswalk.views import linked_data
from crosswalk.views.frame import Page, Step, page
from crosswalk.views.indexes import TopicEntry, topic_entry
from crosswalk.views.parts import Bar, Link, bar, counted
from crosswalk.views.site import Site

ROWS = 24
"""How many rows of a matrix fit a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one guideline has on one topic."""

    number: str
    """Its references."""
    label: str
    """The same in words, with both names."""
    href: str
    """The pair on the topic's page; "" where the guideline is silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A topic, and a cell for each guideline of the matrix."""

    topic: Link
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Topics downwards, guidelines across."""

    caption: str
    tall: bool
    """Whether it has more rows than fit a screen."""
    guidelines: tuple[Link, ...]
    rows: tuple[Row, ...]
    silent: tuple[Link, ...]
    """The guidelines left out, since they speak of none of the topics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryView:
    """All that the page of a category shows."""

    name: str
    description: str | None
    sentence: str
    bar: Bar
    topics: tuple[TopicEntry, ...]
    matrix: Matrix
    previous: Link | None
    next: Link | None


def category_page(
    site: Site, category: Category, previous: Category | None, following: Category | None
) -> Page:
    """Return the page of *category*, which stands between *previous* and *following*."""
    share = coverage.of_category(site.crosswalk, category)
    speak = "speaks" if share.count == 1 else "speak"
    topics = counted(len(category.topics), "topic")
    sentence = f"{share.count:,} of {counted(share.total, 'guideline')} {speak} of its {topics}"
    view = CategoryView(
        name=category.name,
        description=category.description,
        sentence=sentence,
        bar=bar(share, "guideline", "guidelines"),
        topics=tuple(topic_entry(site, topic) for topic in category.topics),
        matrix=_matrix(site, category),
        previous=site.category_link(previous) if previous else None,
        next=site.category_link(following) if following else None,
    )
    return page(
        site,
        site.urls.category(category.slug),
        "category",
        view,
        title=category.name,
        description=category.description or f"{category.name}: {sentence}",
        alternate=site.urls.category_json(category.slug),
        trail=(Step("Topics", site.urls.topics()),),
        things=(linked_data.category_terms(site, category),),
    )


def _matrix(site: Site, category: Category) -> Matrix:
    counts = {
        (topic.id, pair.guideline.id): len(pair.references)
        for topic in category.topics
        for pair in site.crosswalk.pairs_of_topic.get(topic.id, ())
    }
    speaking = {guideline for _, guideline in counts}
    across = [guideline for guideline in site.crosswalk.guidelines if guideline.id in speaking]
    return Matrix(
        tall=len(category.topics) > ROWS,
        caption=f"{category.name}: topics, and the guidelines that speak of them",
        guidelines=tuple(map(site.guideline_link, across)),
        rows=tuple(
            Row(
                topic=site.topic_link(topic),
                cells=tuple(
                    _cell(site, topic, guideline, counts.get((topic.id, guideline.id)))
                    for guideline in across
                ),
            )
            for topic in category.topics
        ),
        silent=tuple(
            site.guideline_link(guideline)
            for guideline in site.crosswalk.guidelines
            if guideline.id not in speaking
        ),
    )


def _cell(site: Site, topic: Topic, guideline: Guideline, references: int | None) -> Cell:
    if references is None:
        return Cell(number="", label="silent", href="")
    return Cell(
        number=str(references),
        label=f"{counted(references, 'reference')}: {site.short_names[guideline.id]} on {topic.name}",
        href=site.topic_href(topic, guideline.id),
    )
