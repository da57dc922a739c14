"""The page of a guideline: its facts, everything it says, topic by topic, and what it leaves out.

In: a guideline of a `Site`, and its rendered profile. Out: a `Page` with a `GuidelineView`.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from crosswalk import consensus, coverage
from crosswalk.consensus import Stand
from crosswalk.coverage import Share
from crosswalk.model import Guideline, Pair
from crosswalk.prose import Prose
from crosswalk.views import linked_data
from crosswalk.views.compare import Kin, agreeing, compare_href, kin
from crosswalk.views.consensus import consensus_on, verdict
from crosswalk.views.figure import Figure, strip
from crosswalk.views.frame import Step
from crosswalk.views.page import Page, page
from crosswalk.views.pair import PairView, on_guideline, status_fact
from crosswalk.views.parts import Bar, Fact, Link, Mark, bar, dated, host, known, stated
from crosswalk.views.site import Site
from crosswalk.views.topic import named

NEAREST = 5
"""How many of its kin the page of a guideline names."""

MOST_PAIRS = 400
"""Of more topics that it speaks of the page has the first of each category whole, about as many together."""

MOST_GAPS = 300
"""Above this the topics that it leaves out are counted, not named: nobody reads so many, and the page of each
guideline would name nearly all topics of a large site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryShare:
    """How much of a category a guideline speaks of."""

    name: str
    href: str
    """The category's part of this page, or its own page where there is no such part."""
    bar: Bar


@dataclass(frozen=True, slots=True)
class Other:
    """A topic whose references stand on its own page alone."""

    anchor: str
    topic: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryPairs:
    """The topics of a category that a guideline speaks of."""

    anchor: str
    category: Link
    pairs: tuple[PairView, ...]
    others: tuple[Other, ...]
    """Those that are too many to be shown whole."""
    rest: str
    """How many these are, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryGap:
    """The topics of a category that a guideline says nothing of."""

    category: Link
    topics: tuple[Link, ...]
    """None where they are too many to be named."""
    count: str
    """They, counted in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandView:
    """A question that a guideline answers, beside the others that do."""

    topic: Link
    """Leading to what it says, on the same page."""
    answers: str
    """What it answers."""
    verdict: str
    """How far those agree who answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """The questions on which a guideline stands alike: with the majority, against it, alone."""

    anchor: str
    title: str
    bar: Bar
    """They, out of all that it answers."""
    stands: tuple[StandView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineView:
    """All that the page of a guideline shows."""

    title: str
    organisation: Link | None
    """Its href is "" where the organisation's site is not known."""
    mark: Mark
    source: Link
    """The guideline itself, where it is published."""
    description: str | None
    screenshot: str | None
    facts: tuple[Fact, ...]
    bar: Bar
    references: str
    """All its references, counted in words."""
    strip: Figure | None
    shares: tuple[CategoryShare, ...]
    kin: tuple[Kin, ...]
    """Those that speak of the same topics, nearest first."""
    compare: str
    """The href of where it can be compared with others."""
    stands: tuple[Stands, ...]
    """Where it stands with the majority, and where alone, if it answers anything."""
    agreeing: tuple[Kin, ...]
    """Those that answer as it does, nearest first."""
    parts: tuple[CategoryPairs, ...]
    gaps: tuple[CategoryGap, ...]
    named: bool
    """Whether the topics it leaves out are named."""
    missing: str
    """The topics it leaves out, counted in words."""
    body: Prose | None


def guideline_page(site: Site, guideline: Guideline, body: Prose | None) -> Page:
    """Return the page of *guideline*."""
    view = guideline_view(site, guideline, body)
    short = site.short_names[guideline.id]
    title = f"{guideline.title} ({guideline.company})" if guideline.company else guideline.title
    return page(
        site,
        site.urls.guideline(guideline.id),
        "guideline",
        view,
        title=title,
        here=short,
        description=guideline.description
        or site.say("guideline.description", title=title, share=view.bar.text),
        alternate=site.urls.guideline_json(guideline.id),
        trail=(Step(site.say("guidelines.title"), site.urls.guidelines()),),
        source=_registry_file(guideline),
        kind="article",
        things=(linked_data.profile(site, guideline),),
    )


def _registry_file(guideline: Guideline) -> str | None:
    """Return the file that states *guideline*'s facts, if it has one of its own."""
    places = [guideline.body.place] if guideline.body else guideline.places.values()
    return next((place.file for place in places if place.file.startswith("guidelines/")), None)


def guideline_view(site: Site, guideline: Guideline, body: Prose | None) -> GuidelineView:
    """Return what the page of *guideline* shows."""
    pairs = site.crosswalk.pairs_of_guideline.get(guideline.id, ())
    parts = _parts(site, pairs)
    missing = len(site.crosswalk.topics) - len(pairs)
    answered = consensus.stands(pairs, lambda topic: consensus_on(site, topic)) if site.has_questions else ()
    return GuidelineView(
        title=guideline.title,
        organisation=Link(guideline.company, guideline.company_url or "") if guideline.company else None,
        mark=site.mark(guideline),
        source=Link(host(guideline.url), guideline.url),
        description=guideline.description,
        screenshot=site.image(guideline.screenshot_url),
        facts=_facts(site, guideline),
        bar=site.guideline_bar(guideline.id),
        references=site.say.counted("reference", sum(len(pair.references) for pair in pairs)),
        shares=_shares(site, guideline, {part.category.href: f"#{part.anchor}" for part in parts}),
        strip=strip(site, guideline.id),
        kin=kin(site, guideline.id, NEAREST),
        compare=compare_href(site, guideline.id),
        stands=_stands(site, answered),
        agreeing=agreeing(site, guideline.id, consensus.kin(answered)[:NEAREST]),
        parts=parts,
        gaps=_gaps(site, pairs, named=missing <= MOST_GAPS),
        named=missing <= MOST_GAPS,
        missing=site.say.counted("topic", missing),
        body=body,
    )


def _facts(site: Site, guideline: Guideline) -> tuple[Fact, ...]:
    repository = guideline.github_url
    return known(
        *status_fact(site, guideline),
        stated(site.say, "published_at", host(guideline.url), guideline.url),
        stated(site.say, "source", host(repository) if repository else None, repository),
        stated(site.say, "type", guideline.type),
        dated(site.say, "dated", guideline.date),
        dated(site.say, "last_read", guideline.review_date),
        stated(site.say, "language", guideline.language),
        stated(site.say, "licence", guideline.licence),
        Fact(site.say("facts.authors"), tuple(map(named, guideline.authors))),
    )


def _shares(site: Site, guideline: Guideline, anchors: dict[str, str]) -> tuple[CategoryShare, ...]:
    shares = coverage.of_guideline_by_category(site.crosswalk, guideline.id)
    links = [(site.category_link(category), share) for category, share in shares]
    return tuple(
        CategoryShare(
            name=link.text,
            href=anchors.get(link.href, link.href),
            bar=bar(site.say, share, "topic"),
        )
        for link, share in links
    )


def _stands(site: Site, answered: tuple[Stand, ...]) -> tuple[Stands, ...]:
    kinds = (
        ("majority", [each for each in answered if each.is_with_majority]),
        ("minority", [each for each in answered if each.is_against_majority]),
        ("alone", [each for each in answered if each.is_alone]),
    )
    return tuple(
        Stands(
            anchor=f"_{kind}",
            title=site.say(f"guideline.{kind}"),
            bar=bar(site.say, Share(len(stands), len(answered)), "question_it_answers"),
            stands=tuple(
                StandView(
                    topic=Link(each.pair.topic.name, f"#{each.pair.topic.id}"),
                    answers=" · ".join(position.label for position in each.pair.positions),
                    verdict=verdict(site, each.consensus),
                )
                for each in stands
            ),
        )
        for kind, stands in kinds
        if stands
    )


def _parts(site: Site, pairs: tuple[Pair, ...]) -> tuple[CategoryPairs, ...]:
    by_category: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_category[site.crosswalk.category_of[pair.topic.id].slug].append(pair)
    most = None if len(pairs) <= MOST_PAIRS else max(MOST_PAIRS // len(by_category), 1)
    return tuple(
        CategoryPairs(
            anchor=f"_category-{category.slug}",
            category=site.category_link(category),
            pairs=tuple(on_guideline(site, pair) for pair in spoken[:most]),
            others=tuple(_other(site, pair) for pair in spoken[len(spoken[:most]) :]),
            rest=site.say.counted("more_topic", len(spoken) - len(spoken[:most])),
        )
        for category in site.crosswalk.categories
        if (spoken := by_category.get(category.slug))
    )


def _other(site: Site, pair: Pair) -> Other:
    topic = pair.topic
    return Other(topic.id, Link(topic.name, site.topic_href(topic, pair.guideline.id)))


def _gaps(site: Site, pairs: tuple[Pair, ...], *, named: bool) -> tuple[CategoryGap, ...]:
    spoken = {pair.topic.id for pair in pairs}
    spoken_of = Counter(site.crosswalk.category_of[topic_id].slug for topic_id in spoken)
    return tuple(
        CategoryGap(
            category=site.category_link(category),
            topics=tuple(site.topic_link(topic) for topic in category.topics if topic.id not in spoken)
            if named
            else (),
            count=site.say.counted("topic", missing),
        )
        for category in site.crosswalk.categories
        if (missing := len(category.topics) - spoken_of[category.slug])
    )
