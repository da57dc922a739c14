"""The page of the search: what can be asked for, and everything by category for those without JavaScript.

In: a `Site`. Out: a `Page` with a `SearchView`. Hits are no part of it: scripts find them in what
`crosswalk.search` makes.
"""

from dataclasses import dataclass

from crosswalk.model import Category, Level
from crosswalk.urls import SEARCH
from crosswalk.views.page import Page, page
from crosswalk.views.parts import Link
from crosswalk.views.site import Site

MOST_LISTED = 1_000
"""Of more topics the page names the categories alone, whose pages list them: it stays readable, and small."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter."""

    value: str
    """As the address of a search has it, and the index."""
    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What hits can be narrowed down to."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCategory:
    """A category, and its topics if they are listed."""

    link: Link
    count: str
    topics: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """All that the page of the search shows before something is found."""

    action: str
    lead: str
    filters: tuple[Filter, ...]
    categories: tuple[ListedCategory, ...]
    guidelines: tuple[Link, ...]


def search_page(site: Site) -> Page:
    """Return the page of the search."""
    crosswalk = site.crosswalk
    counts = {"topic_count": len(crosswalk.topics), "guideline_count": len(crosswalk.guidelines)}
    view = SearchView(
        action=site.urls.href(SEARCH),
        lead=site.say("search.lead", **counts),
        filters=tuple(each for each in _filters(site) if each.options),
        categories=tuple(_listed(site, category) for category in crosswalk.categories),
        guidelines=tuple(
            Link(guideline.title, site.guideline_href(guideline)) for guideline in crosswalk.guidelines
        ),
    )
    return page(
        site,
        SEARCH,
        "search",
        view,
        title=site.say("search.title"),
        description=site.say("search.description", **counts),
        indexed=False,
    )


def _filters(site: Site) -> tuple[Filter, ...]:
    crosswalk = site.crosswalk
    organisations = sorted({each.company for each in crosswalk.guidelines if each.company}, key=str.casefold)
    levels = {
        reference.level
        for pairs in crosswalk.pairs_of_topic.values()
        for pair in pairs
        for reference in pair.references
    }
    return (
        Filter(
            "category",
            site.say("facts.category"),
            tuple(Option(each.slug, each.name) for each in crosswalk.categories),
        ),
        Filter(
            "guideline",
            site.say("search.guideline"),
            tuple(Option(each.id, _title(site, each.id)) for each in crosswalk.guidelines),
        ),
        Filter(
            "organisation",
            site.say("search.organisation"),
            tuple(Option(each, each) for each in organisations),
        ),
        Filter(
            "level",
            site.say("search.level"),
            tuple(Option(each.value, site.say(f"level.{each.value}")) for each in Level if each in levels),
        ),
    )


def _title(site: Site, guideline_id: str) -> str:
    """Return the title of a guideline with its organisation in front, unless it has it already."""
    guideline = site.guidelines[guideline_id]
    title, company = guideline.title, guideline.company
    return title if not company or company.casefold() in title.casefold() else f"{company}: {title}"


def _listed(site: Site, category: Category) -> ListedCategory:
    shown = category.topics if len(site.crosswalk.topics) <= MOST_LISTED else ()
    return ListedCategory(
        link=site.category_link(category),
        count=site.say.counted("topic", len(category.topics)),
        topics=tuple(map(site.topic_link, shown)),
    )
