"""The page of a topic: what is asked, who speaks of it, and each guideline's words side by side.

In: a topic of a `Site`, and its rendered body. Out: a `Page` with a `TopicView`.
"""

from dataclasses import dataclass
from urllib.parse import quote

from crosswalk import coverage
from crosswalk.documents.links import LINKSET_TYPE
from crosswalk.model import Named, Pair, Topic
from crosswalk.prose import Heading, Prose
from crosswalk.views.frame import HeadLink, Json, Page, Step, page
from crosswalk.views.pair import PairView, on_topic
from crosswalk.views.parts import Bar, Fact, Link, Value, bar, counted, dated, known
from crosswalk.views.site import Site

FEWEST_HEADINGS = 3
"""A body with fewer needs no table of contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A position on a topic, and who takes it."""

    label: str
    description: str | None
    bar: Bar
    guidelines: tuple[Link, ...]
    """Leading to what each says, further down the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """All that the page of a topic shows."""

    name: str
    question: str | None
    description: str | None
    category: Link
    bar: Bar
    sentence: str
    """How many speak of it, in words."""
    pairs: tuple[PairView, ...]
    answers: tuple[Answer, ...]
    body: Prose | None
    contents: tuple[Heading, ...]
    """The headings of the body, if there are enough to need a list."""
    facts: tuple[Fact, ...]
    silent: tuple[Link, ...]
    """The guidelines that say nothing of it."""
    standing: str
    """Its place in the category, as in "4 of 6"."""
    previous: Link | None
    next: Link | None


def topic_page(site: Site, topic: Topic, body: Prose | None) -> Page:
    """Return the page of *topic*."""
    category = site.crosswalk.category_of[topic.id]
    view = topic_view(site, topic, body)
    return page(
        site,
        site.topic_path(topic),
        "topic",
        view,
        title=topic.title or topic.name,
        here=topic.name,
        description=topic.description or topic.question or f"{topic.name}: {view.sentence}",
        alternate=site.urls.topic_json(topic.id),
        trail=(
            Step("Topics", site.urls.topics()),
            Step(category.name, site.urls.category(category.slug)),
        ),
        source=topic.body.place.file,
        kind="article",
        things=(_term(site, topic),),
        links=(HeadLink("linkset", site.urls.topic_linkset(topic.id), LINKSET_TYPE),),
    )


def topic_view(site: Site, topic: Topic, body: Prose | None) -> TopicView:
    """Return what the page of *topic* shows."""
    pairs = site.crosswalk.pairs_of_topic.get(topic.id, ())
    standing = site.standings[topic.id]
    return TopicView(
        name=topic.name,
        question=topic.question,
        description=topic.description,
        category=site.category_link(site.crosswalk.category_of[topic.id]),
        bar=site.topic_bar(topic.id),
        sentence=_sentence(site, topic),
        pairs=tuple(on_topic(site, pair) for pair in pairs),
        answers=_answers(site, topic, pairs),
        body=body,
        contents=body.headings if body and len(body.headings) >= FEWEST_HEADINGS else (),
        facts=_facts(site, topic),
        silent=_silent(site, pairs),
        standing=f"{standing.number} of {standing.of}",
        previous=site.topic_link(standing.previous) if standing.previous else None,
        next=site.topic_link(standing.next) if standing.next else None,
    )


def _sentence(site: Site, topic: Topic) -> str:
    share = coverage.of_topic(site.crosswalk, topic.id)
    speak = "speaks" if share.count == 1 else "speak"
    return f"{share.count:,} of {counted(share.total, 'guideline')} {speak} of it"


def _answers(site: Site, topic: Topic, pairs: tuple[Pair, ...]) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            label=position.label,
            description=position.description,
            bar=bar(coverage.Share(len(takers), len(pairs)), "guideline", "guidelines"),
            guidelines=tuple(
                Link(site.short_names[pair.guideline.id], f"#{pair.guideline.id}") for pair in takers
            ),
        )
        for position in topic.positions
        for takers in [[pair for pair in pairs if position in pair.positions]]
    )


def _facts(site: Site, topic: Topic) -> tuple[Fact, ...]:
    related = [site.topics[other] for other in topic.related if other in site.topics]
    return known(
        Fact("Related topics", tuple(Value(other.name, site.topic_href(other)) for other in related)),
        Fact("Specifications", tuple(map(named, topic.specs))),
        Fact("Written by", tuple(map(named, topic.authors))),
        dated("Updated", topic.updated),
    )


def named(person: Named) -> Value:
    """Return the name of a *person* or text, leading to where they are found."""
    profile = f"https://x.com/{quote(person.twitter, safe='')}" if person.twitter else None
    return Value(person.name, person.url or profile)


def _silent(site: Site, pairs: tuple[Pair, ...]) -> tuple[Link, ...]:
    speaking = {pair.guideline.id for pair in pairs}
    return tuple(
        site.guideline_link(guideline)
        for guideline in site.crosswalk.guidelines
        if guideline.id not in speaking
    )


def _term(site: Site, topic: Topic) -> Json:
    place = site.urls.absolute(site.topic_path(topic))
    return {
        "@type": "DefinedTerm",
        "@id": place,
        "url": place,
        "name": topic.name,
        "termCode": topic.id,
        **({"description": topic.description} if topic.description else {}),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": site.settings.title,
            "url": site.urls.absolute(site.urls.topics()),
        },
    }
