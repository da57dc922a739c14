"""The pages of questions by how far guidelines agree on them: where they disagree most, what is settled.

In: a `Site`. Out: a `Page` with an `AgreementView`. Both are made only where topics list positions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crosswalk import consensus
from crosswalk.consensus import Consensus, Standing
from crosswalk.views.consensus import RULES, Answer, all_of, consensus_view, share_of, ways
from crosswalk.views.frame import Page, Step, page
from crosswalk.views.parts import Bar, Link, bar, counted
from crosswalk.views.site import Site

MOST = 200
"""As many questions stand on one page; of more, the document of the coverage tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTopic:
    """A topic, its question, and how it is answered."""

    link: Link
    category: str
    """The slug of its category."""
    question: str | None
    badge: str
    verdict: str
    answers: tuple[Answer, ...]
    bar: Bar
    """What it is listed for: the pairs that stand apart, or those that give the leading answer."""
    told: str
    """The same in words, where the verdict does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """All that such a page shows."""

    title: str
    lead: str
    rules: str
    none: str
    """What is said where nothing is listed."""
    topics: tuple[AskedTopic, ...]
    categories: tuple[tuple[str, str], ...]
    """Slug and name of those that they are in."""
    more: str
    """How many more there are than are listed, in words, or ""."""
    ways: tuple[Link, ...]


def disagreements_page(site: Site) -> Page:
    """Return the page of the questions without a majority, first where most guidelines stand apart."""
    known = all_of(site)
    found = consensus.disagreements(known)
    view = _view(
        site,
        "Where guidelines disagree most",
        f"{_counted(found, known)} to which no answer is given by more than "
        "half of those who answer, first where most pairs of guidelines have no answer in common.",
        "No question is divided.",
        [(each, _apart(each)) for each in found],
    )
    return _page(site, site.urls.disagreements(), view)


def _counted(found: list[Consensus], known: tuple[Consensus, ...]) -> str:
    return f"{counted(len(found), 'question')} out of {len(known):,}"


def _apart(known: Consensus) -> Bar:
    drawn = bar(known.apart, "pair", "pairs")
    return replace(drawn, text=f"{drawn.text} of guidelines have no answer in common")


def settled_page(site: Site) -> Page:
    """Return the page of the questions that are settled, first where most agree."""
    known = all_of(site)
    found = consensus.settled(known)
    view = _view(
        site,
        "Settled questions",
        f"{_counted(found, known)} to which at least two thirds of the "
        "guidelines that answer give one answer, first where most agree.",
        "No question is settled.",
        [(each, share_of(each.lead, "answer", "answers")) for each in found],
    )
    return _page(site, site.urls.settled(), view)


def _view(site: Site, title: str, lead: str, none: str, found: list[tuple[Consensus, Bar]]) -> AgreementView:
    topics = tuple(_asked(site, known, drawn) for known, drawn in found[:MOST])
    left = len(found) - len(topics)
    return AgreementView(
        title=title,
        lead=lead,
        rules=RULES,
        none=none,
        topics=topics,
        categories=categories_of(site, (known for known, _ in found[:MOST])),
        more=f"{counted(left, 'more question')}, in the coverage as JSON" if left else "",
        ways=tuple(way for way in ways(site) if way.text != title),
    )


def categories_of(site: Site, known: Iterable[Consensus]) -> tuple[tuple[str, str], ...]:
    """Return slug and name of the categories of *known*, in the order of the site."""
    slugs = {site.crosswalk.category_of[each.topic.id].slug for each in known}
    return tuple((each.slug, each.name) for each in site.crosswalk.categories if each.slug in slugs)


def _asked(site: Site, known: Consensus, drawn: Bar) -> AskedTopic:
    link = site.topic_link(known.topic)
    shown = consensus_view(site, known, link.href)
    return AskedTopic(
        link=link,
        category=site.crosswalk.category_of[known.topic.id].slug,
        question=known.topic.question,
        badge=shown.badge,
        verdict=shown.verdict,
        answers=shown.answers,
        bar=drawn,
        told=drawn.text if known.standing is Standing.DIVIDED else "",
    )


def _page(site: Site, path: str, view: AgreementView) -> Page:
    return page(
        site,
        path,
        "agreement",
        view,
        title=view.title,
        description=view.lead,
        alternate=site.urls.coverage_json(),
        trail=(Step("Topics", site.urls.topics()),),
    )
