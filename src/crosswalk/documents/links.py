"""Links, and the kinds of text that several documents share.

Relations registered with IANA go first; those that were published in 2019 keep their bare names; every other
relation of our own is a curie (HAL draft, 8.2), whose documentation is a page of the site.
"""

from typing import Annotated, NotRequired, TypedDict

from crosswalk.documents.declared import SECTION, Example, Meaning, Name, TextKind, Written
from crosswalk.urls import ID, ID_LIMIT

Text = Annotated[str, TextKind("text", (("minLength", 1),))]
ID_KIND = TextKind("id", (("pattern", f"^{ID.pattern}$"), ("maxLength", ID_LIMIT)))
Id = Annotated[str, ID_KIND]
Date = Annotated[str, TextKind("date", (("format", "date"),))]
Url = Annotated[str, TextKind("URL", (("format", "iri"),))]
"""An address as an author gave it: an IRI (RFC 3987), for nobody makes authors write percent signs."""
Image = Annotated[str, TextKind("URL", (("format", "iri-reference"),))]
"""An address as an author gave it, or the place of a file of this site."""
Href = Annotated[str, TextKind("URL", (("format", "uri-reference"),))]
"""An address of this site: absolute where the base URL is known, else its path."""
UriTemplate = Annotated[str, TextKind("template", (("format", "uri-template"),))]

PREFIX = "cw"
"""The curie of the relations that are our own."""

JSON_TYPE = "application/json"
YAML_TYPE = "application/yaml"
HTML_TYPE = "text/html"
CSV_TYPE = "text/csv"
SCHEMA_TYPE = "application/schema+json"
OPENAPI_TYPE = "application/vnd.oai.openapi+json"
LINKSET_TYPE = "application/linkset+json"


class Link(TypedDict):
    """A link (HAL draft, 5)."""

    href: Annotated[Href, Meaning("the address"), Example("/design/topics/http-status-202.json")]
    type: Annotated[
        NotRequired[Text | None],
        Meaning("the media type, where it is not that of the documents"),
        Example(HTML_TYPE),
    ]
    name: Annotated[NotRequired[Id | None], Meaning("the id of what it leads to"), Example("http-status-202")]
    title: Annotated[NotRequired[Text | None], Meaning("what to call it"), Example("HTTP Status 202")]


class Template(TypedDict):
    """A link to be filled in (RFC 6570)."""

    href: Annotated[UriTemplate, Meaning("the template"), Example("/design/topics/{id}.json")]
    templated: Annotated[bool, Meaning("always true"), Example(True)]  # noqa: FBT003 - the value shown


class Curie(TypedDict):
    """Where a relation of our own is explained (HAL draft, 8.2)."""

    name: Annotated[Text, Meaning("the prefix of the relations"), Example(PREFIX)]
    href: Annotated[UriTemplate, Meaning("a template of the explaining page"), Example("/rels/{rel}")]
    templated: Annotated[bool, Meaning("always true"), Example(True)]  # noqa: FBT003 - the value shown


LinkOrLinks = Link | tuple[Link, ...]
"""One link, or several of the same relation: HAL allows either."""


class Links(TypedDict):
    """The links that every document has."""

    self: Annotated[Link, Meaning("this document")]
    alternate: Annotated[
        NotRequired[LinkOrLinks | None],
        Meaning("the same in another form: the page, the YAML twin, the CSV file"),
    ]
    describedby: Annotated[Link, Meaning("the JSON Schema of this kind of document")]
    profile: Annotated[Link, Meaning("what this kind of document is, for people (RFC 6906)")]


class LinksBelow(Links):
    """The links of a document that stands below another."""

    up: Annotated[Link, Meaning("the document above, one step towards the entry")]


class CollectionLinks(LinksBelow):
    """The links of a collection."""

    section: Annotated[Link, Name(SECTION), Meaning("the section; named as the site names its section")]
    item: Annotated[tuple[Written[Link], ...], Meaning("each item, with its id as `name`, and its title")]


class ItemLinks(LinksBelow):
    """The links of an item of a collection."""

    collection: Annotated[Link, Meaning("the collection that it is an item of")]


class Gates(Links):
    """The links to what stands beside topics and guidelines."""

    curies: Annotated[tuple[Curie, ...], Meaning("where the relations of our own are explained")]
    topics: Annotated[Link, Meaning("all topics")]
    guidelines: Annotated[Link, Meaning("all guidelines")]
    categories: Annotated[Link, Name(f"{PREFIX}:categories"), Meaning("all categories, each with its topics")]
    coverage: Annotated[
        Link,
        Name(f"{PREFIX}:coverage"),
        Meaning("how many references each guideline has on each topic"),
    ]
    references: Annotated[
        Link,
        Name(f"{PREFIX}:references"),
        Meaning("every section that is referred to, and what refers to it"),
    ]
    dump: Annotated[Link, Name(f"{PREFIX}:dump"), Meaning("everything that the site knows, in one document")]
    changes: Annotated[
        NotRequired[Link | None],
        Name(f"{PREFIX}:changes"),
        Meaning("what changed, where the owner of the site tells it"),
    ]


class EntryLinks(Gates):
    """The links of the entry."""

    section: Annotated[Link, Name(SECTION), Meaning("the section; named as the site names its section")]
    topic: Annotated[Template, Meaning("a topic, by its id")]
    guideline: Annotated[Template, Meaning("a guideline, by its id")]
    category: Annotated[Template, Name(f"{PREFIX}:category"), Meaning("a category, by its id")]
    service_desc: Annotated[Link, Name("service-desc"), Meaning("the OpenAPI description (RFC 8631)")]
    service_doc: Annotated[Link, Name("service-doc"), Meaning("the API, explained to people (RFC 8631)")]
    api_catalog: Annotated[Link, Name("api-catalog"), Meaning("the catalog of the site's APIs (RFC 9727)")]


class SectionLinks(Gates):
    """The links of the section."""

    up: Annotated[Link, Meaning("the entry")]
