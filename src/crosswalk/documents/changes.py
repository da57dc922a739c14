"""What changed: each change with what it means, topic by topic and guideline by guideline."""

from typing import Annotated, NotRequired, TypedDict

from crosswalk.changes import Change, Sort
from crosswalk.documents.declared import Example, Meaning
from crosswalk.documents.links import Date, Id, LinksBelow, Text, Url

Became = Annotated[Change, Meaning("what became of it"), Example("changed")]


class ChangedFact(TypedDict):
    """A fact that is another than it was."""

    name: Annotated[
        Text,
        Meaning("a field of a topic, a guideline or a reference; `body` is the article"),
        Example("question"),
    ]
    before: Annotated[
        NotRequired[Text | None], Meaning("what it was, if anything; never told of a body"), Example("Which?")
    ]
    after: Annotated[
        NotRequired[Text | None],
        Meaning("what it is, if anything; never told of a body"),
        Example("When is an answer 202?"),
    ]


class ChangedPosition(TypedDict):
    """What became of an answer to a topic's question."""

    change: Became
    id: Annotated[Id, Meaning("its name within the topic"), Example("cursor")]
    label: Annotated[Text, Meaning("the answer in a few words"), Example("A cursor")]
    facts: Annotated[NotRequired[tuple[ChangedFact, ...] | None], Meaning("what is another than it was")]


class ChangedReference(TypedDict):
    """What became of a place in a guideline that speaks of a topic."""

    change: Became
    name: Annotated[Text, Meaning("the heading of the section"), Example("Return codes")]
    url: Annotated[
        Url, Meaning("the address of the section"), Example("https://example.org/acme#return-codes")
    ]
    facts: Annotated[NotRequired[tuple[ChangedFact, ...] | None], Meaning("what is another than it was")]


class ChangedPair(TypedDict):
    """What became of what a guideline says of a topic."""

    change: Became
    id: Annotated[Id, Meaning("the id of the guideline"), Example("acme-api-guidelines")]
    title: Annotated[Text, Meaning("its title"), Example("Acme API Guidelines")]
    company: Annotated[
        NotRequired[Text | None], Meaning("the organisation that publishes it"), Example("Acme")
    ]
    facts: Annotated[
        NotRequired[tuple[ChangedFact, ...] | None],
        Meaning("what is another than it was; `position` has the answers in words"),
    ]
    references: Annotated[
        NotRequired[tuple[ChangedReference, ...] | None], Meaning("references gained, lost or changed")
    ]


class ChangedTopic(TypedDict):
    """What became of a topic."""

    change: Became
    id: Annotated[Id, Meaning("its id"), Example("http-status-202")]
    name: Annotated[Text, Meaning("what it is called"), Example("HTTP Status 202")]
    former_id: Annotated[
        NotRequired[Id | None], Meaning("the id it had, if it has another now"), Example("status-202")
    ]
    merged_into: Annotated[
        NotRequired[Id | None],
        Meaning("the id of the topic that its address leads to now"),
        Example("http-status"),
    ]
    facts: Annotated[NotRequired[tuple[ChangedFact, ...] | None], Meaning("what is another than it was")]
    positions: Annotated[
        NotRequired[tuple[ChangedPosition, ...] | None], Meaning("answers gained, lost or changed")
    ]
    guidelines: Annotated[
        NotRequired[tuple[ChangedPair, ...] | None], Meaning("guidelines gained, lost or changed")
    ]


class SpokenOf(TypedDict):
    """A topic that a guideline has come to speak of, or speaks of no more."""

    change: Became
    id: Annotated[Id, Meaning("the id of the topic"), Example("http-status-202")]
    name: Annotated[Text, Meaning("what the topic is called"), Example("HTTP Status 202")]


class ChangedGuideline(TypedDict):
    """What became of a guideline."""

    change: Became
    id: Annotated[Id, Meaning("its id"), Example("acme-api-guidelines")]
    title: Annotated[Text, Meaning("its title"), Example("Acme API Guidelines")]
    company: Annotated[
        NotRequired[Text | None], Meaning("the organisation that publishes it"), Example("Acme")
    ]
    facts: Annotated[NotRequired[tuple[ChangedFact, ...] | None], Meaning("what is another than it was")]
    topics: Annotated[NotRequired[tuple[SpokenOf, ...] | None], Meaning("topics gained and lost")]


class ChangedOther(TypedDict):
    """What became of a category, a page or a post."""

    change: Became
    sort: Annotated[Sort, Meaning("what it is"), Example("page")]
    id: Annotated[Id, Meaning("its name in addresses"), Example("about")]
    title: Annotated[Text, Meaning("what it is called"), Example("About")]


class ChangeSet(TypedDict):
    """All that changed from one state of the content to another."""

    date: Annotated[NotRequired[Date | None], Meaning("the day, if it is known"), Example("2026-01-31")]
    topics: Annotated[NotRequired[tuple[ChangedTopic, ...] | None], Meaning("topics, by name")]
    guidelines: Annotated[NotRequired[tuple[ChangedGuideline, ...] | None], Meaning("guidelines, by title")]
    others: Annotated[
        NotRequired[tuple[ChangedOther, ...] | None], Meaning("categories, pages and posts, by id")
    ]


class Changes(TypedDict):
    """What changed, as the owner of the site recorded it."""

    items: Annotated[tuple[ChangeSet, ...], Meaning("each change, newest first")]
    _links: LinksBelow
