"""What topics and guidelines are made of: names, positions, references."""

from dataclasses import dataclass
from typing import Annotated

from crosswalk.documents.declared import Example, Meaning
from crosswalk.documents.links import Id, Text, Url
from crosswalk.model import Level


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Named:
    """The name of a person or a text."""

    name: Annotated[Text, Meaning("the name"), Example("RFC 9110")]
    url: Annotated[
        Url | None, Meaning("where to find them"), Example("https://www.rfc-editor.org/rfc/rfc9110")
    ] = None
    twitter: Annotated[Text | None, Meaning("a person's handle, without the `@`"), Example("benwriter")] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Position:
    """One of the answers to a topic's question."""

    id: Annotated[Id, Meaning("its name within the topic"), Example("cursor")]
    label: Annotated[Text, Meaning("the answer in a few words"), Example("A cursor")]
    description: Annotated[
        Text | None, Meaning("the answer in a sentence"), Example("Each page leads to the next.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reference:
    """A place in a guideline that speaks of a topic."""

    name: Annotated[Text, Meaning("the heading of the section"), Example("Return codes")]
    url: Annotated[
        Url, Meaning("the address of the section"), Example("https://example.org/acme#return-codes")
    ]
    quote: Annotated[Text | None, Meaning("its very words"), Example("202 MUST come with a location.")] = None
    document: Annotated[
        Text | None, Meaning("which document, if the guideline consists of several"), Example("Part 2")
    ] = None
    description: Annotated[
        Text | None, Meaning("what a reader finds there"), Example("With an example in JSON.")
    ] = None
    level: Annotated[Level | None, Meaning("how strongly the guideline puts it"), Example("must")] = None
    rule: Annotated[Text | None, Meaning("the guideline's own id of the rule"), Example("151")] = None
    archived_url: Annotated[
        Url | None,
        Meaning("a lasting copy"),
        Example("https://web.archive.org/web/2024/https://example.org/acme"),
    ] = None
