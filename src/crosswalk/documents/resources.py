"""A topic, a guideline, a category: what they are made of, and how each is seen from its neighbour."""

from dataclasses import dataclass
from typing import Annotated

from crosswalk.documents.declared import Example, Meaning, Name, Written
from crosswalk.documents.links import Date, Id, Image, ItemLinks, Link, Links, LinksBelow, Text, Url
from crosswalk.documents.parts import Named, Position, Reference
from crosswalk.model import Status

# Topic and guideline


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TopicLinks(ItemLinks):
    """The links of a topic."""

    tag: Annotated[Written[Link], Meaning("its category, with its id as `name`, and its title")]
    linkset: Annotated[Written[Link], Meaning("its links alone (RFC 9264)")]
    related: Annotated[tuple[Written[Link], ...] | None, Meaning("other topics a reader may want")] = None
    topic_guidelines: Annotated[Written[Link], Meaning("the guidelines that speak of it, and where")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topic:
    """A question of design that authors write a page for."""

    id: Annotated[Id, Meaning("its id"), Example("http-status-202")]
    category: Annotated[Text | None, Meaning("the name of its category"), Example("HTTP Status")] = None
    name: Annotated[Text, Meaning("what it is called"), Example("HTTP Status 202")]
    description: Annotated[
        Text | None, Meaning("what it is about, in a sentence or two"), Example("Accepted, and not done yet.")
    ] = None
    question: Annotated[
        Text | None, Meaning("the question a designer asks"), Example("When is an answer 202?")
    ] = None
    positions: Annotated[tuple[Position, ...] | None, Meaning("the answers that guidelines give")] = None
    specs: Annotated[tuple[Named, ...] | None, Meaning("normative texts")] = None
    authors: Annotated[tuple[Named, ...] | None, Meaning("who wrote the article")] = None
    updated: Annotated[Date | None, Meaning("when the article was last revised"), Example("2024-11-20")] = (
        None
    )
    aliases: Annotated[tuple[Id, ...] | None, Meaning("its earlier ids"), Example(["status-202"])] = None
    _links: TopicLinks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GuidelineLinks(ItemLinks):
    """The links of a guideline."""

    successor_version: Annotated[
        tuple[Written[Link], ...] | None,
        Name("successor-version"),
        Meaning("the guidelines that took its place (RFC 5829)"),
    ] = None
    guideline_topics: Annotated[Written[Link], Meaning("the topics that it speaks of, and where")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Guideline:
    """One published set of rules by one organisation."""

    id: Annotated[Id, Meaning("its id"), Example("acme-api-guidelines")]
    title: Annotated[Text, Meaning("its title"), Example("Acme API Guidelines")]
    type: Annotated[Text | None, Meaning("website, github, gitbook, pdf and the like"), Example("github")] = (
        None
    )
    url: Annotated[Url, Meaning("where people read it"), Example("https://example.org/acme")]
    github_url: Annotated[Url | None, Meaning("its source"), Example("https://github.com/example/acme")] = (
        None
    )
    company: Annotated[Text | None, Meaning("the organisation that publishes it"), Example("Acme")] = None
    company_logo_url: Annotated[
        Image | None, Meaning("the organisation's logo"), Example("/media/acme.svg")
    ] = None
    company_url: Annotated[Url | None, Meaning("the organisation's site"), Example("https://example.org")] = (
        None
    )
    screenshot_url: Annotated[
        Image | None, Meaning("a picture of it"), Example("/media/acme-front-page.png")
    ] = None
    authors: Annotated[tuple[Named, ...] | None, Meaning("who wrote it")] = None
    date: Annotated[Date | None, Meaning("when it was published, or last changed"), Example("2024-05-14")] = (
        None
    )
    review_date: Annotated[
        Date | None, Meaning("when somebody last read it for the site"), Example("2024-11-20")
    ] = None
    language: Annotated[Text | None, Meaning("the language it is written in"), Example("en")] = None
    status: Annotated[Status | None, Meaning("what became of it"), Example("superseded")] = None
    replaced_by: Annotated[
        tuple[Id, ...] | None,
        Meaning("the ids of the guidelines that took its place"),
        Example(["globex-api-guidelines"]),
    ] = None
    licence: Annotated[Text | None, Meaning("its licence"), Example("CC BY 4.0")] = None
    description: Annotated[
        Text | None, Meaning("what it is, in a sentence"), Example("Short rules for the HTTP APIs of a shop.")
    ] = None
    _links: GuidelineLinks


# A pair, from either side


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pair:
    """What one guideline says of one topic."""

    references: Annotated[tuple[Written[Reference], ...], Meaning("where the guideline speaks of the topic")]
    position: Annotated[
        tuple[Id, ...] | None, Meaning("the answers it gives to the topic's question"), Example(["cursor"])
    ] = None
    note: Annotated[
        Text | None,
        Meaning("what it says, in the words of the topic's authors"),
        Example("Cursors everywhere."),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EmbeddedGuideline:
    """The guideline of a pair or a list, whole."""

    guideline: Annotated[Written[Guideline], Meaning("the guideline")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EmbeddedTopic:
    """The topic of a pair or a list, whole."""

    topic: Annotated[Written[Topic], Meaning("the topic")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinkToGuideline:
    """The link of a pair on a topic's side."""

    guideline: Annotated[Written[Link], Meaning("the guideline")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinkToTopic:
    """The link of a pair on a guideline's side."""

    topic: Annotated[Written[Link], Meaning("the topic")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TopicGuideline(Pair):
    """A guideline that a topic names."""

    _embedded: EmbeddedGuideline
    _links: LinkToGuideline


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GuidelineTopic(Pair):
    """A topic that names a guideline."""

    _embedded: EmbeddedTopic
    _links: LinkToTopic


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TopicGuidelinesLinks(LinksBelow):
    """The links of the guidelines of a topic."""

    topic: Annotated[Written[Link], Meaning("the topic")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TopicGuidelines:
    """The guidelines that speak of a topic, and where."""

    items: Annotated[tuple[TopicGuideline, ...], Meaning("each guideline that the topic names")]
    _embedded: EmbeddedTopic
    _links: TopicGuidelinesLinks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GuidelineTopicsLinks(LinksBelow):
    """The links of the topics of a guideline."""

    guideline: Annotated[Written[Link], Meaning("the guideline")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GuidelineTopics:
    """The topics that a guideline speaks of, and where."""

    items: Annotated[tuple[GuidelineTopic, ...], Meaning("each topic that names the guideline")]
    _embedded: EmbeddedGuideline
    _links: GuidelineTopicsLinks


# Category, and what was a topic once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CategoryLinks(ItemLinks):
    """The links of a category."""

    item: Annotated[tuple[Written[Link], ...], Meaning("each topic, with its id as `name`, and its title")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Category:
    """A named group of topics; every topic is in exactly one."""

    id: Annotated[Id, Meaning("its id, made of its name"), Example("http-status")]
    name: Annotated[Text, Meaning("what it is called"), Example("HTTP Status")]
    description: Annotated[
        Text | None, Meaning("what its topics have in common"), Example("What a status code says.")
    ] = None
    items: Annotated[tuple[Written[Topic], ...], Meaning("its topics")]
    _links: CategoryLinks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MovedLinks(Links):
    """The links of what has moved."""

    canonical: Annotated[Written[Link], Meaning("where it is now (RFC 6596)")]
    up: Annotated[Written[Link], Meaning("all topics")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moved:
    """What stands at the former address of a topic, or of its guidelines: where they went."""

    id: Annotated[Id, Meaning("the id that the topic has now"), Example("http-status-202")]
    name: Annotated[Text, Meaning("what the topic is called"), Example("HTTP Status 202")]
    former_id: Annotated[Id, Meaning("the id that it had"), Example("status-202")]
    _links: MovedLinks
