"""The pages of questions by how far guidelines agree on them: where they disagree most, what is settled.

In: a `Site`. Out: a `Page` with an `AgreementView`. Both are made only where topics list positions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crosswalk import consensus
from crosswalk.consensus import Consensus, Standing
from crosswalk.views.consensus import Answer, all_of, consensus_view, rules, share_of, ways
from crosswalk.views.frame import Step
from crosswalk.views.page import Page, page
from crosswalk.views.parts import Bar, Link, bar
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
        "disagreements",
        len(known),
        [(each, _apart(site, each)) for each in found],
    )
    return _page(site, site.urls.disagreements(), view)


def _apart(site: Site, known: Consensus) -> Bar:
    drawn = bar(site.say, known.apart, "pair")
    return replace(drawn, text=site.say("disagreements.apart", share=drawn.text))


def settled_page(site: Site) -> Page:
    """Return the page of the questions that are settled, first where most agree."""
    known = all_of(site)
    found = consensus.settled(known)
    view = _view(
        site,
        "settled",
        len(known),
        [(each, share_of(site, each.lead, "share_that_answer")) for each in found],
    )
    return _page(site, site.urls.settled(), view)


def _view(site: Site, page: str, asked: int, found: list[tuple[Consensus, Bar]]) -> AgreementView:
    """Return a *page*, by the name that its texts have, of those *found* among all that were *asked*."""
    title = site.say(f"{page}.title")
    topics = tuple(_asked(site, known, drawn) for known, drawn in found[:MOST])
    left = len(found) - len(topics)
    return AgreementView(
        title=title,
        lead=site.say(f"{page}.lead", n=len(found), asked=asked),
        rules=rules(site),
        none=site.say(f"{page}.none"),
        topics=topics,
        categories=categories_of(site, (known for known, _ in found[:MOST])),
        more=site.say("agreement.more", n=left) if left else "",
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
        trail=(Step(site.say("topics.title"), site.urls.topics()),),
    )
