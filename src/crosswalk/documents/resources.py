"""A topic, a guideline, a category: what they are made of, and how each is seen from its neighbour."""

from typing import Annotated, NotRequired, TypedDict

from crosswalk.documents.declared import Example, Meaning, Name, Written
from crosswalk.documents.links import Date, Id, Image, ItemLinks, Link, Links, LinksBelow, Text, Url
from crosswalk.documents.parts import Consensus, Named, Position, Reference
from crosswalk.model import Status

# Topic and guideline


class TopicLinks(ItemLinks):
    """The links of a topic."""

    tag: Annotated[Link, Meaning("its category, with its id as `name`, and its title")]
    linkset: Annotated[Link, Meaning("its links alone (RFC 9264)")]
    related: Annotated[
        NotRequired[tuple[Written[Link], ...] | None], Meaning("other topics a reader may want")
    ]
    topic_guidelines: Annotated[Link, Meaning("the guidelines that speak of it, and where")]


class Topic(TypedDict):
    """A question of design that authors write a page for."""

    id: Annotated[Id, Meaning("its id"), Example("http-status-202")]
    category: Annotated[NotRequired[Text | None], Meaning("the name of its category"), Example("HTTP Status")]
    name: Annotated[Text, Meaning("what it is called"), Example("HTTP Status 202")]
    description: Annotated[
        NotRequired[Text | None],
        Meaning("what it is about, in a sentence or two"),
        Example("Accepted, and not done yet."),
    ]
    question: Annotated[
        NotRequired[Text | None], Meaning("the question a designer asks"), Example("When is an answer 202?")
    ]
    positions: Annotated[
        NotRequired[tuple[Position, ...] | None], Meaning("the answers that guidelines give")
    ]
    consensus: Annotated[
        NotRequired[Consensus | None], Meaning("how far they agree, where there are `positions`")
    ]
    specs: Annotated[NotRequired[tuple[Named, ...] | None], Meaning("normative texts")]
    authors: Annotated[NotRequired[tuple[Named, ...] | None], Meaning("who wrote the article")]
    updated: Annotated[
        NotRequired[Date | None], Meaning("when the article was last revised"), Example("2024-11-20")
    ]
    aliases: Annotated[
        NotRequired[tuple[Id, ...] | None], Meaning("its earlier ids"), Example(["status-202"])
    ]
    _links: TopicLinks


class GuidelineLinks(ItemLinks):
    """The links of a guideline."""

    successor_version: Annotated[
        NotRequired[tuple[Written[Link], ...] | None],
        Name("successor-version"),
        Meaning("the guidelines that took its place (RFC 5829)"),
    ]
    guideline_topics: Annotated[Link, Meaning("the topics that it speaks of, and where")]


class Guideline(TypedDict):
    """One published set of rules by one organisation."""

    id: Annotated[Id, Meaning("its id"), Example("acme-api-guidelines")]
    title: Annotated[Text, Meaning("its title"), Example("Acme API Guidelines")]
    type: Annotated[
        NotRequired[Text | None], Meaning("website, github, gitbook, pdf and the like"), Example("github")
    ]
    url: Annotated[Url, Meaning("where people read it"), Example("https://example.org/acme")]
    github_url: Annotated[
        NotRequired[Url | None], Meaning("its source"), Example("https://github.com/example/acme")
    ]
    company: Annotated[
        NotRequired[Text | None], Meaning("the organisation that publishes it"), Example("Acme")
    ]
    company_logo_url: Annotated[
        NotRequired[Image | None], Meaning("the organisation's logo"), Example("/media/acme.svg")
    ]
    company_url: Annotated[
        NotRequired[Url | None], Meaning("the organisation's site"), Example("https://example.org")
    ]
    screenshot_url: Annotated[
        NotRequired[Image | None], Meaning("a picture of it"), Example("/media/acme-front-page.png")
    ]
    authors: Annotated[NotRequired[tuple[Named, ...] | None], Meaning("who wrote it")]
    date: Annotated[
        NotRequired[Date | None], Meaning("when it was published, or last changed"), Example("2024-05-14")
    ]
    review_date: Annotated[
        NotRequired[Date | None], Meaning("when somebody last read it for the site"), Example("2024-11-20")
    ]
    language: Annotated[NotRequired[Text | None], Meaning("the language it is written in"), Example("en")]
    status: Annotated[NotRequired[Status | None], Meaning("what became of it"), Example("superseded")]
    replaced_by: Annotated[
        NotRequired[tuple[Id, ...] | None],
        Meaning("the ids of the guidelines that took its place"),
        Example(["globex-api-guidelines"]),
    ]
    licence: Annotated[NotRequired[Text | None], Meaning("its licence"), Example("CC BY 4.0")]
    description: Annotated[
        NotRequired[Text | None],
        Meaning("what it is, in a sentence"),
        Example("Short rules for the HTTP APIs of a shop."),
    ]
    _links: GuidelineLinks


# A pair, from either side


class Pair(TypedDict):
    """What one guideline says of one topic."""

    references: Annotated[tuple[Written[Reference], ...], Meaning("where the guideline speaks of the topic")]
    position: Annotated[
        NotRequired[tuple[Id, ...] | None],
        Meaning("the answers it gives to the topic's question"),
        Example(["cursor"]),
    ]
    note: Annotated[
        NotRequired[Text | None],
        Meaning("what it says, in the words of the topic's authors"),
        Example("Cursors everywhere."),
    ]


class EmbeddedGuideline(TypedDict):
    """The guideline of a pair or a list, whole."""

    guideline: Annotated[Written[Guideline], Meaning("the guideline")]


class EmbeddedTopic(TypedDict):
    """The topic of a pair or a list, whole."""

    topic: Annotated[Written[Topic], Meaning("the topic")]


class LinkToGuideline(TypedDict):
    """The link of a pair on a topic's side."""

    guideline: Annotated[Link, Meaning("the guideline")]


class LinkToTopic(TypedDict):
    """The link of a pair on a guideline's side."""

    topic: Annotated[Link, Meaning("the topic")]


class TopicGuideline(Pair):
    """A guideline that a topic names."""

    _embedded: EmbeddedGuideline
    _links: LinkToGuideline


class GuidelineTopic(Pair):
    """A topic that names a guideline."""

    _embedded: EmbeddedTopic
    _links: LinkToTopic


class TopicGuidelinesLinks(LinksBelow):
    """The links of the guidelines of a topic."""

    topic: Annotated[Link, Meaning("the topic")]


class TopicGuidelines(TypedDict):
    """The guidelines that speak of a topic, and where."""

    items: Annotated[tuple[TopicGuideline, ...], Meaning("each guideline that the topic names")]
    _embedded: EmbeddedTopic
    _links: TopicGuidelinesLinks


class GuidelineTopicsLinks(LinksBelow):
    """The links of the topics of a guideline."""

    guideline: Annotated[Link, Meaning("the guideline")]


class GuidelineTopics(TypedDict):
    """The topics that a guideline speaks of, and where."""

    items: Annotated[tuple[GuidelineTopic, ...], Meaning("each topic that names the guideline")]
    _embedded: EmbeddedGuideline
    _links: GuidelineTopicsLinks


# Category, and what was a topic once


class CategoryLinks(ItemLinks):
    """The links of a category."""

    item: Annotated[tuple[Written[Link], ...], Meaning("each topic, with its id as `name`, and its title")]


class Category(TypedDict):
    """A named group of topics; every topic is in exactly one."""

    id: Annotated[Id, Meaning("its id, made of its name"), Example("http-status")]
    name: Annotated[Text, Meaning("what it is called"), Example("HTTP Status")]
    description: Annotated[
        NotRequired[Text | None],
        Meaning("what its topics have in common"),
        Example("What a status code says."),
    ]
    items: Annotated[tuple[Written[Topic], ...], Meaning("its topics")]
    _links: CategoryLinks


class MovedLinks(Links):
    """The links of what has moved."""

    canonical: Annotated[Link, Meaning("where it is now (RFC 6596)")]
    up: Annotated[Link, Meaning("all topics")]


class Moved(TypedDict):
    """What stands at the former address of a topic, or of its guidelines: where they went."""

    id: Annotated[Id, Meaning("the id that the topic has now"), Example("http-status-202")]
    name: Annotated[Text, Meaning("what the topic is called"), Example("HTTP Status 202")]
    former_id: Annotated[Id, Meaning("the id that it had"), Example("status-202")]
    _links: MovedLinks
