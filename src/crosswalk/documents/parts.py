"""What topics and guidelines are made of: names, positions and who takes them, references."""

from typing import Annotated, NotRequired, TypedDict

from crosswalk.consensus import Standing
from crosswalk.documents.declared import Example, Meaning, Name
from crosswalk.documents.links import Id, Text, Url
from crosswalk.model import Level

Count = int


class Named(TypedDict):
    """The name of a person or a text."""

    name: Annotated[Text, Meaning("the name"), Example("RFC 9110")]
    url: Annotated[
        NotRequired[Url | None],
        Meaning("where to find them"),
        Example("https://www.rfc-editor.org/rfc/rfc9110"),
    ]
    twitter: Annotated[
        NotRequired[Text | None], Meaning("a person's handle, without the `@`"), Example("benwriter")
    ]


class Position(TypedDict):
    """One of the answers to a topic's question."""

    id: Annotated[Id, Meaning("its name within the topic"), Example("cursor")]
    label: Annotated[Text, Meaning("the answer in a few words"), Example("A cursor")]
    description: Annotated[
        NotRequired[Text | None], Meaning("the answer in a sentence"), Example("Each page leads to the next.")
    ]


class Levels(TypedDict):
    """How many guidelines say something how strongly; what none does is left out."""

    must: Annotated[NotRequired[Count | None], Meaning("what must be"), Example(4)]
    should: Annotated[NotRequired[Count | None], Meaning("what should be"), Example(2)]
    may: Annotated[NotRequired[Count | None], Meaning("what may be"), Example(1)]
    should_not: Annotated[
        NotRequired[Count | None], Name("should-not"), Meaning("what should not be"), Example(1)
    ]
    must_not: Annotated[NotRequired[Count | None], Name("must-not"), Meaning("what must not be"), Example(1)]


class Answer(TypedDict):
    """How many guidelines take a position."""

    id: Annotated[Id, Meaning("the position"), Example("cursor")]
    guidelines: Annotated[Count, Meaning("how many take it, and prove it by a reference"), Example(9)]
    levels: Annotated[NotRequired[Levels | None], Meaning("how many of them speak of the topic how strongly")]


class Consensus(TypedDict):
    """How far guidelines agree on a topic's question."""

    standing: Annotated[
        Standing,
        Meaning(
            "`settled` if at least two thirds of those who answer give one answer, `majority` if more than "
            "half do, else `divided`; `open` if fewer than three answer"
        ),
        Example("divided"),
    ]
    speaking: Annotated[Count, Meaning("how many guidelines speak of the topic"), Example(24)]
    answering: Annotated[
        Count, Meaning("how many of them take a position; each may take several"), Example(23)
    ]
    leading: Annotated[
        tuple[Id, ...], Meaning("the position that most take; several where they tie"), Example(["cursor"])
    ]
    pairs: Annotated[Count, Meaning("the pairs of guidelines that both answer"), Example(253)]
    pairs_apart: Annotated[Count, Meaning("how many of these pairs have no position in common"), Example(177)]
    answers: Annotated[tuple[Answer, ...], Meaning("each position, in the order of `positions`")]


class Reference(TypedDict):
    """A place in a guideline that speaks of a topic."""

    name: Annotated[Text, Meaning("the heading of the section"), Example("Return codes")]
    url: Annotated[
        Url, Meaning("the address of the section"), Example("https://example.org/acme#return-codes")
    ]
    quote: Annotated[
        NotRequired[Text | None], Meaning("its very words"), Example("202 MUST come with a location.")
    ]
    document: Annotated[
        NotRequired[Text | None],
        Meaning("which document, if the guideline consists of several"),
        Example("Part 2"),
    ]
    description: Annotated[
        NotRequired[Text | None], Meaning("what a reader finds there"), Example("With an example in JSON.")
    ]
    level: Annotated[
        NotRequired[Level | None], Meaning("how strongly the guideline puts it"), Example("must")
    ]
    rule: Annotated[NotRequired[Text | None], Meaning("the guideline's own id of the rule"), Example("151")]
    archived_url: Annotated[
        NotRequired[Url | None],
        Meaning("a lasting copy"),
        Example("https://web.archive.org/web/2024/https://example.org/acme"),
    ]
