"""Links alone: the linkset of a topic (RFC 9264) and the catalog of the site's APIs (RFC 9727).

RFC 9264, 4.2: a linkset is a list of link contexts; each has its `anchor`, and a list of targets for each
relation. No `_links` here: these documents are for programs that know linksets, and not HAL.
"""

from dataclasses import dataclass
from typing import Annotated

from crosswalk.documents.declared import Example, Meaning, Name, Written
from crosswalk.documents.links import HTML_TYPE, Href, Id, Text, Url

CATALOG_PROFILE = "https://www.rfc-editor.org/info/rfc9727"
"""Tells that a linkset is an API catalog (RFC 9727, 5.2): the media type of a static host cannot."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Target:
    """Where a link leads to."""

    href: Annotated[Href, Meaning("the address"), Example("/design/topics/http-status-202.json")]
    type: Annotated[Text | None, Meaning("its media type"), Example(HTML_TYPE)] = None
    title: Annotated[Text | None, Meaning("what to call it"), Example("HTTP Status 202")] = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReferenceTarget:
    """The section of a guideline that a reference leads to."""

    href: Annotated[
        Url, Meaning("the address of the section"), Example("https://example.org/acme#return-codes")
    ]
    title: Annotated[Text, Meaning("the heading of the section"), Example("Return codes")]
    guideline: Annotated[
        tuple[Id, ...],
        Meaning("the id of the guideline: a list of one, as RFC 9264 has it"),
        Example(["acme-api-guidelines"]),
    ]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageContext:
    """The links of a topic's page."""

    anchor: Annotated[Href, Meaning("the address of the page"), Example("/design/topics/http-status-202")]
    alternate: Annotated[tuple[Written[Target], ...], Meaning("the topic as a document")]
    related: Annotated[
        tuple[Written[ReferenceTarget], ...] | None, Meaning("where guidelines speak of the topic")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DocumentContext:
    """The links of a topic's document."""

    anchor: Annotated[
        Href, Meaning("the address of the document"), Example("/design/topics/http-status-202.json")
    ]
    alternate: Annotated[tuple[Written[Target], ...], Meaning("the page, and other forms of the document")]
    collection: Annotated[tuple[Written[Target], ...], Meaning("all topics")]
    describedby: Annotated[tuple[Written[Target], ...], Meaning("the JSON Schema of the document")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TopicLinkset:
    """The links of a topic, alone."""

    linkset: Annotated[
        tuple[PageContext | DocumentContext, ...], Meaning("the links of the page, and of the document")
    ]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CatalogContext:
    """The links of the catalog itself."""

    anchor: Annotated[Href, Meaning("the address of the catalog"), Example("/api-catalog.json")]
    profile: Annotated[tuple[Written[Target], ...], Meaning("what makes the linkset a catalog")]
    item: Annotated[tuple[Written[Target], ...], Meaning("the entry of each API")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ApiContext:
    """The links of the API."""

    anchor: Annotated[Href, Meaning("the address of the entry"), Example("/index.json")]
    service_desc: Annotated[
        tuple[Written[Target], ...], Name("service-desc"), Meaning("the OpenAPI description")
    ]
    service_doc: Annotated[
        tuple[Written[Target], ...], Name("service-doc"), Meaning("the API, explained to people")
    ]
    describedby: Annotated[tuple[Written[Target], ...], Meaning("the JSON Schema of the entry")]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ApiCatalog:
    """The catalog of the site's APIs: there is one."""

    linkset: Annotated[
        tuple[CatalogContext | ApiContext, ...], Meaning("the links of the catalog, and of the API")
    ]
