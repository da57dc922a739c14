"""The page of a topic: what is asked, who speaks of it, and each guideline's words side by side.

In: a topic of a `Site`, and its rendered body. Out: a `Page` with a `TopicView`.
"""

from dataclasses import dataclass
from urllib.parse import quote

from crosswalk import consensus, coverage
from crosswalk.documents.links import LINKSET_TYPE
from crosswalk.model import Named, Pair, Topic
from crosswalk.prose import Prose
from crosswalk.views import linked_data
from crosswalk.views.comments import ORIGIN, CommentsView, comments_on
from crosswalk.views.consensus import ConsensusView, Strength, consensus_on, consensus_view, strengths
from crosswalk.views.frame import Step
from crosswalk.views.indexes import TopicEntry, topic_entry
from crosswalk.views.page import HeadLink, Page, page
from crosswalk.views.pair import PairView, on_topic
from crosswalk.views.parts import Bar, Fact, Link, Section, Value, contents_of, dated, known
from crosswalk.views.repository import suggest_href
from crosswalk.views.site import Site

MOST_SILENT = 80
"""Above this the guidelines that say nothing of a topic are counted, not named: nobody reads so many, and
they would be more than half of its page."""

MARKDOWN_TYPE = "text/markdown"


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
    proof: str
    """By how many references and quotes they do."""
    pairs: tuple[PairView, ...]
    consensus: ConsensusView | None
    """Who answers the question how; None where no answers are listed."""
    strengths: tuple[Strength, ...]
    body: Prose | None
    contents: tuple[Section, ...]
    """Who speaks, and the headings of the body."""
    related: tuple[TopicEntry, ...]
    facts: tuple[Fact, ...]
    silent: tuple[Link, ...]
    """The guidelines that say nothing of it, unless they are too many to be read."""
    silent_count: Link | None
    """How many they are then, leading to the index of guidelines."""
    suggest: str | None
    """Where to suggest a reference that is missing."""
    comments: CommentsView | None
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
            Step(site.say("topics.title"), site.urls.topics()),
            Step(category.name, site.urls.category(category.slug)),
        ),
        source=topic.body.place.file,
        kind="article",
        frames=(ORIGIN,) if view.comments else (),
        things=(linked_data.term(site, topic), linked_data.article(site, topic)),
        links=(
            HeadLink("alternate", site.urls.topic_markdown(topic.id), MARKDOWN_TYPE),
            HeadLink("linkset", site.urls.topic_linkset(topic.id), LINKSET_TYPE),
        ),
        modified=topic.updated,
        card=site.urls.card(topic.id),
        card_alt=f"{topic.name}: {view.sentence}",
    )


def topic_view(site: Site, topic: Topic, body: Prose | None) -> TopicView:
    """Return what the page of *topic* shows."""
    pairs = site.crosswalk.pairs_of_topic.get(topic.id, ())
    standing = site.standings[topic.id]
    answered = consensus_on(site, topic)
    shown = tuple(on_topic(site, pair) for pair in pairs)
    silent = _silent(site, pairs)
    return TopicView(
        name=topic.name,
        question=topic.question,
        description=topic.description,
        category=site.category_link(site.crosswalk.category_of[topic.id]),
        bar=site.topic_bar(topic.id),
        sentence=sentence(site, topic),
        proof=_proof(site, pairs),
        pairs=shown,
        consensus=consensus_view(site, answered) if answered else None,
        strengths=strengths(site, consensus.levels(pairs)),
        body=body,
        contents=_contents(site, shown, body),
        related=tuple(
            topic_entry(site, site.topics[other]) for other in topic.related if other in site.topics
        ),
        facts=_facts(site, topic),
        silent=silent if len(silent) <= MOST_SILENT else (),
        silent_count=Link(site.say.counted("guideline", len(silent)), site.urls.href(site.urls.guidelines()))
        if len(silent) > MOST_SILENT
        else None,
        suggest=suggest_href(site, topic),
        comments=comments_on(site, topic),
        standing=site.say("topic.standing", number=standing.number, of=standing.of),
        previous=site.topic_link(standing.previous) if standing.previous else None,
        next=site.topic_link(standing.next) if standing.next else None,
    )


def sentence(site: Site, topic: Topic) -> str:
    """Return how many guidelines speak of *topic*, in words."""
    share = coverage.of_topic(site.crosswalk, topic.id)
    return site.say("topic.sentence", n=share.count, total=share.total)


def _proof(site: Site, pairs: tuple[Pair, ...]) -> str:
    references = [reference for pair in pairs for reference in pair.references]
    quotes = sum(reference.quote is not None for reference in references)
    counts = ((len(references), "reference"), (quotes, "quote"))
    return " · ".join(site.say.counted(what, number) for number, what in counts if number)


def _contents(site: Site, pairs: tuple[PairView, ...], body: Prose | None) -> tuple[Section, ...]:
    speakers = Section(
        anchor="_guidelines",
        text=site.say("topic.say"),
        parts=tuple(
            Section(
                anchor=pair.anchor,
                text=pair.short,
                short=str(len(pair.references)),
                count=pair.count,
            )
            for pair in pairs
        ),
    )
    return (*((speakers,) if pairs else ()), *contents_of(body.headings if body else ()))


def _facts(site: Site, topic: Topic) -> tuple[Fact, ...]:
    return known(
        Fact(site.say("facts.specifications"), tuple(map(named, topic.specs))),
        Fact(site.say("facts.written_by"), tuple(map(named, topic.authors))),
        dated(site.say, "updated", topic.updated),
    )


def named(person: Named) -> Value:
    """Return the name of a *person* or text, leading to where they are found."""
    profile = f"https://x.com/{quote(person.twitter, safe='')}" if person.twitter else None
    return Value(person.name, person.url or profile)


def _silent(site: Site, pairs: tuple[Pair, ...]) -> tuple[Link, ...]:
    speaking = {pair.guideline.id for pair in pairs}
    return tuple(link for guideline_id, link in site.guideline_links.items() if guideline_id not in speaking)
