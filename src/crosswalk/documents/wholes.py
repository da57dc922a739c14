"""What is about everything at once: coverage, references, and the dump as JSON and as rows.

These documents grow with the knowledge base; no other does, collections aside.
"""

from typing import Annotated, NotRequired, TypedDict

from crosswalk.documents.declared import Example, Meaning, Written, published
from crosswalk.documents.links import Id, LinksBelow, Template, Text, Url
from crosswalk.documents.parts import Consensus, Count, Reference
from crosswalk.documents.resources import Category, Guideline, Pair
from crosswalk.model import Level


class LookupLinks(LinksBelow):
    """The links of a document that names topics and guidelines by their ids."""

    topic: Annotated[Template, Meaning("a topic, by its id")]
    guideline: Annotated[Template, Meaning("a guideline, by its id")]


# Coverage


class CoveredTopic(TypedDict):
    """A topic, and how much is said of it."""

    id: Annotated[Id, Meaning("its id"), Example("http-status-202")]
    name: Annotated[Text, Meaning("what it is called"), Example("HTTP Status 202")]
    guidelines: Annotated[Count, Meaning("how many guidelines speak of it"), Example(6)]
    references: Annotated[Count, Meaning("in how many places"), Example(9)]
    consensus: Annotated[
        NotRequired[Consensus | None], Meaning("how far they agree, where the topic has `positions`")
    ]


class CoveringGuideline(TypedDict):
    """A guideline, and how much it speaks of."""

    id: Annotated[Id, Meaning("its id"), Example("acme-api-guidelines")]
    title: Annotated[Text, Meaning("its title"), Example("Acme API Guidelines")]
    topics: Annotated[Count, Meaning("how many topics it speaks of"), Example(61)]
    references: Annotated[Count, Meaning("in how many places"), Example(87)]


class Cell(TypedDict):
    """A guideline that speaks of a topic."""

    topic: Annotated[Id, Meaning("the id of the topic"), Example("http-status-202")]
    guideline: Annotated[Id, Meaning("the id of the guideline"), Example("acme-api-guidelines")]
    references: Annotated[Count, Meaning("in how many places; at least one"), Example(2)]
    position: Annotated[
        NotRequired[tuple[Id, ...] | None],
        Meaning("the answers that it gives to the topic's question"),
        Example(["cursor"]),
    ]
    levels: Annotated[
        NotRequired[tuple[Level, ...] | None],
        Meaning("how strongly it puts what it says there, each level once"),
        Example(["must", "should"]),
    ]


class Totals(TypedDict):
    """How much there is."""

    topics: Annotated[Count, Meaning("all topics"), Example(100)]
    guidelines: Annotated[Count, Meaning("all guidelines"), Example(16)]
    pairs: Annotated[Count, Meaning("pairs of a topic and a guideline that speaks of it"), Example(610)]
    references: Annotated[Count, Meaning("all references"), Example(1040)]


class Coverage(TypedDict):
    """The matrix of topics and guidelines, without its empty cells."""

    totals: Annotated[Totals, Meaning("how much there is")]
    topics: Annotated[tuple[Written[CoveredTopic], ...], Meaning("every topic, in the order of the site")]
    guidelines: Annotated[
        tuple[Written[CoveringGuideline], ...], Meaning("every guideline, in the order of the site")
    ]
    pairs: Annotated[
        tuple[Written[Cell], ...], Meaning("every pair with a reference, by topic and guideline")
    ]
    _links: LookupLinks


# References


class Use(TypedDict):
    """A topic that leads to a section, for what one guideline says there."""

    topic: Annotated[Id, Meaning("the id of the topic"), Example("http-status-202")]
    guideline: Annotated[Id, Meaning("the id of the guideline"), Example("acme-api-guidelines")]
    name: Annotated[Text, Meaning("what the section is called there"), Example("Return codes")]


class ReferredSection(TypedDict):
    """A section of a guideline, and what refers to it."""

    url: Annotated[
        Url, Meaning("the address of the section"), Example("https://example.org/acme#return-codes")
    ]
    uses: Annotated[tuple[Written[Use], ...], Meaning("what refers to it, in the order of the site")]


class References(TypedDict):
    """Every section that is referred to, and the topics that refer to it."""

    items: Annotated[
        tuple[Written[ReferredSection], ...], Meaning("each section once, sorted by its address")
    ]
    _links: LookupLinks


# The dump


class DumpedPair(Pair):
    """What one guideline says of one topic, each told by its id."""

    topic: Annotated[Id, Meaning("the id of the topic"), Example("http-status-202")]
    guideline: Annotated[Id, Meaning("the id of the guideline"), Example("acme-api-guidelines")]


class Dump(TypedDict):
    """Everything that the site knows, in one document."""

    title: Annotated[Text, Meaning("the title of the site"), Example("API Stylebook")]
    description: Annotated[
        NotRequired[Text | None], Meaning("what the site is about"), Example("What guidelines say.")
    ]
    categories: Annotated[tuple[Category, ...], Meaning("every category, with its topics")]
    guidelines: Annotated[tuple[Written[Guideline], ...], Meaning("every guideline")]
    pairs: Annotated[tuple[Written[DumpedPair], ...], Meaning("every pair, by topic and guideline")]
    _links: LookupLinks


class RowHead(TypedDict):
    """The first cells of a row of the CSV file: the pair that a reference belongs to."""

    topic_id: Annotated[Id, Meaning("the id of the topic"), Example("http-status-202")]
    topic_name: Annotated[Text, Meaning("what the topic is called"), Example("HTTP Status 202")]
    topic_category: Annotated[
        NotRequired[Text | None], Meaning("the name of its category"), Example("HTTP Status")
    ]
    guideline_id: Annotated[Id, Meaning("the id of the guideline"), Example("acme-api-guidelines")]
    guideline_title: Annotated[Text, Meaning("its title"), Example("Acme API Guidelines")]


COLUMNS = (*published(RowHead), *published(Reference))
"""The columns of the CSV file: whose a reference is, and the reference."""
