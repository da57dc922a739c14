"""The page that compares guidelines, two to four at a time.

In: a `Site`. Out: a `Page` with a `CompareView`: what can be chosen, where the documents of each choice are,
and the categories in their order. The comparison itself is made by assets/js/compare.js from those documents,
for pages of all pairs would be thousands.
"""

from dataclasses import dataclass

from crosswalk import coverage
from crosswalk.model import Guideline
from crosswalk.urls import COMPARE, MATRIX
from crosswalk.views.page import Page, page
from crosswalk.views.parts import Bar, Link, bar
from crosswalk.views.site import Site

STARTS = 6
"""How many pairs the page proposes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A guideline that can be chosen."""

    id: str
    name: str
    title: str
    href: str
    documents: str
    """The href of the document of its topics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedCategory:
    """A category, to be filled with what the chosen guidelines say of its topics."""

    slug: str
    link: Link
    total: int
    """Its topics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Guidelines that speak of the same topics."""

    names: Link
    """Leading to their comparison."""
    shared: str
    """The topics they have in common, counted in words."""
    bar: Bar
    """Those out of the topics that either speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """All that the page that compares shows."""

    lead: str
    total: int
    """All topics."""
    choices: tuple[Choice, ...]
    categories: tuple[ComparedCategory, ...]
    starts: tuple[Kin, ...]
    matrix: str
    """The href of the matrix."""
    guidelines: str
    """The href of the index of guidelines."""


def compare_page(site: Site) -> Page:
    """Return the page that compares guidelines."""
    crosswalk, urls = site.crosswalk, site.urls
    view = CompareView(
        lead=site.say("compare.lead"),
        total=len(crosswalk.topics),
        choices=tuple(
            Choice(
                id=guideline.id,
                name=site.short_names[guideline.id],
                title=guideline.title,
                href=site.guideline_href(guideline),
                documents=urls.href(urls.guideline_topics_json(guideline.id)),
            )
            for guideline in crosswalk.guidelines
        ),
        categories=tuple(
            ComparedCategory(
                slug=category.slug, link=site.category_link(category), total=len(category.topics)
            )
            for category in crosswalk.categories
        ),
        starts=_starts(site),
        matrix=urls.href(MATRIX),
        guidelines=urls.href(urls.guidelines()),
    )
    return page(
        site,
        COMPARE,
        "compare",
        view,
        title=site.say("compare.title"),
        description=view.lead,
        alternate=urls.guidelines_json(),
    )


def compare_href(site: Site, *guideline_ids: str) -> str:
    """Return the href of the comparison of some guidelines."""
    return f"{site.urls.href(COMPARE)}?g={','.join(guideline_ids)}"


def kin(site: Site, guideline_id: str, most: int) -> tuple[Kin, ...]:
    """Return *most* guidelines that share topics with one, nearest first, each leading to the comparison."""
    return tuple(
        _kin(site, site.short_names[other.id], share, guideline_id, other.id)
        for other, share in site.kin[guideline_id][:most]
    )


def agreeing(site: Site, guideline_id: str, found: list[tuple[Guideline, coverage.Share]]) -> tuple[Kin, ...]:
    """Return those *found* to answer as one guideline does, each leading to the comparison with it."""
    return tuple(
        Kin(
            names=Link(site.short_names[other.id], compare_href(site, guideline_id, other.id)),
            shared=site.say("compare.alike", count=share.count, total=share.total),
            bar=bar(site.say, share, "question_both_answer"),
        )
        for other, share in found
    )


def _starts(site: Site) -> tuple[Kin, ...]:
    """Return the pairs of guidelines that have most topics in common."""
    pairs = {
        tuple(sorted((guideline_id, other.id))): share
        for guideline_id, others in site.kin.items()
        for other, share in others
    }
    both = site.say("and")
    nearest = sorted(pairs.items(), key=lambda each: (-each[1].count, each[0]))[:STARTS]
    return tuple(
        _kin(site, both.join(site.short_names[id_] for id_ in ids), share, *ids) for ids, share in nearest
    )


def _kin(site: Site, names: str, share: coverage.Share, *guideline_ids: str) -> Kin:
    return Kin(
        names=Link(names, compare_href(site, *guideline_ids)),
        shared=site.say("compare.in_common", n=share.count),
        bar=bar(site.say, share, "topic"),
    )
