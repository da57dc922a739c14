"""Links alone: the linkset of a topic (RFC 9264) and the catalog of the site's APIs (RFC 9727).

RFC 9264, 4.2: a linkset is a list of link contexts; each has its `anchor`, and a list of targets for each
relation. No `_links` here: these documents are for programs that know linksets, and not HAL.
"""

from typing import Annotated, NotRequired, TypedDict

from crosswalk.documents.declared import Example, Meaning, Name
from crosswalk.documents.links import HTML_TYPE, Href, Id, Text, Url

CATALOG_PROFILE = "https://www.rfc-editor.org/info/rfc9727"
"""Tells that a linkset is an API catalog (RFC 9727, 5.2): the media type of a static host cannot."""


class Target(TypedDict):
    """Where a link leads to."""

    href: Annotated[Href, Meaning("the address"), Example("/design/topics/http-status-202.json")]
    type: Annotated[NotRequired[Text | None], Meaning("its media type"), Example(HTML_TYPE)]
    title: Annotated[NotRequired[Text | None], Meaning("what to call it"), Example("HTTP Status 202")]


class ReferenceTarget(TypedDict):
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


class PageContext(TypedDict):
    """The links of a topic's page."""

    anchor: Annotated[Href, Meaning("the address of the page"), Example("/design/topics/http-status-202")]
    alternate: Annotated[tuple[Target, ...], Meaning("the topic as a document")]
    related: Annotated[
        NotRequired[tuple[ReferenceTarget, ...] | None], Meaning("where guidelines speak of the topic")
    ]


class DocumentContext(TypedDict):
    """The links of a topic's document."""

    anchor: Annotated[
        Href, Meaning("the address of the document"), Example("/design/topics/http-status-202.json")
    ]
    alternate: Annotated[tuple[Target, ...], Meaning("the page, and other forms of the document")]
    collection: Annotated[tuple[Target, ...], Meaning("all topics")]
    describedby: Annotated[tuple[Target, ...], Meaning("the JSON Schema of the document")]


class TopicLinkset(TypedDict):
    """The links of a topic, alone."""

    linkset: Annotated[
        tuple[PageContext | DocumentContext, ...], Meaning("the links of the page, and of the document")
    ]


class CatalogContext(TypedDict):
    """The links of the catalog itself."""

    anchor: Annotated[Href, Meaning("the address of the catalog"), Example("/api-catalog.json")]
    profile: Annotated[tuple[Target, ...], Meaning("what makes the linkset a catalog")]
    item: Annotated[tuple[Target, ...], Meaning("the entry of each API")]


class ApiContext(TypedDict):
    """The links of the API."""

    anchor: Annotated[Href, Meaning("the address of the entry"), Example("/index.json")]
    service_desc: Annotated[tuple[Target, ...], Name("service-desc"), Meaning("the OpenAPI description")]
    service_doc: Annotated[tuple[Target, ...], Name("service-doc"), Meaning("the API, explained to people")]
    describedby: Annotated[tuple[Target, ...], Meaning("the JSON Schema of the entry")]


class ApiCatalog(TypedDict):
    """The catalog of the site's APIs: there is one."""

    linkset: Annotated[
        tuple[CatalogContext | ApiContext, ...], Meaning("the links of the catalog, and of the API")
    ]
