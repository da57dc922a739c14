"""What topics and guidelines are made of: names, positions, references."""

from typing import Annotated, NotRequired, TypedDict

from crosswalk.documents.declared import Example, Meaning
from crosswalk.documents.links import Id, Text, Url
from crosswalk.model import Level


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
