"""The pages about the API: what each document consists of, and what each relation of our own means.

In: a `Site`, and documents of it as examples. Out: a `Page` with an `ApiView` or a `RelationView`. What is
told here comes from the declarations that the documents themselves, and their schemas, are made from. Those
speak English, so the matter of these pages does, whatever the language of the site is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from crosswalk.documents.declared import (
    Published,
    TextKind,
    choices,
    is_declaration,
    is_list,
    item_of,
    published,
    reach,
    slug,
    summary,
    title,
)
from crosswalk.documents.links import OPENAPI_TYPE, PREFIX, Links
from crosswalk.documents.wholes import COLUMNS
from crosswalk.prose import Prose
from crosswalk.represent.kinds import DECLARATIONS, KINDS
from crosswalk.urls import API, API_CATALOG, ENTRY_JSON, OPENAPI, Urls
from crosswalk.views import linked_data
from crosswalk.views.frame import Step
from crosswalk.views.page import HeadLink, Page, page
from crosswalk.views.parts import Link
from crosswalk.views.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A field, a link or an embedded resource."""

    name: str
    kind: Link
    """What its values are; leading to where that is explained, if it is."""
    always: bool
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A kind of document, or a part of documents."""

    anchor: str
    title: str
    meaning: str
    addresses: tuple[str, ...]
    schema: str
    """The href of its JSON Schema; "" for a part, which has none of its own."""
    fields: tuple[FieldRow, ...]
    embedded: tuple[FieldRow, ...]
    links: tuple[FieldRow, ...]
    example: Prose | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiView:
    """All that the page of the API shows."""

    entry: Link
    files: tuple[Link, ...]
    """What describes the API to programs, and the table."""
    authored: tuple[Link, ...]
    """The schemas of what authors write."""
    formats: tuple[str, ...]
    relations: tuple[Link, ...]
    links: tuple[FieldRow, ...]
    """Those that every document has; they are not repeated below."""
    columns: tuple[FieldRow, ...]
    """Of the table."""
    documents: tuple[Explained, ...]
    parts: tuple[Explained, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationView:
    """All that the page of a relation shows."""

    name: str
    meaning: str
    target: Link
    """The kind of document that it leads to."""
    carriers: tuple[Link, ...]
    """The kinds of document that have it."""


def api_page(site: Site, examples: Mapping[type, Prose], authored: tuple[str, ...]) -> Page:
    """Return the page of the API; *authored* are the names of the schemas of content files."""
    urls = site.urls
    view = ApiView(
        entry=Link(ENTRY_JSON, urls.href(ENTRY_JSON)),
        files=(
            Link("OpenAPI 3.1", urls.href(OPENAPI)),
            Link("API catalog", urls.href(API_CATALOG)),
            Link("CSV table", urls.href(urls.dump_csv())),
        ),
        authored=tuple(
            Link(name.removeprefix("authored-"), urls.href(urls.schema(name))) for name in authored
        ),
        formats=site.settings.api_formats,
        relations=tuple(Link(f"{PREFIX}:{name}", urls.href(urls.relation(name))) for name in relations()),
        links=tuple(_row(link, urls) for link in published(Links)),
        columns=tuple(_row(column, urls) for column in COLUMNS),
        documents=tuple(_explained(each, urls, examples.get(each)) for each in DECLARATIONS),
        parts=tuple(_explained(each, urls, None) for each in _parts()),
    )
    return page(
        site,
        API,
        "api",
        view,
        title=site.say("frame.api"),
        description=site.say("api.description", title=site.settings.title),
        things=(linked_data.web_api(site), linked_data.dataset(site)),
        links=(HeadLink("service-desc", OPENAPI, OPENAPI_TYPE),),
    )


def relation_page(site: Site, name: str) -> Page:
    """Return the page of the relation *name*."""
    field = relations()[name]
    target = next(each for each in DECLARATIONS if slug(each) == name)
    carriers = [
        each for each in DECLARATIONS if f"{PREFIX}:{name}" in [link.name for link in _part(each, "_links")]
    ]
    view = RelationView(
        name=f"{PREFIX}:{name}",
        meaning=field.meaning,
        target=_kind_link(target, site.urls),
        carriers=tuple(_kind_link(each, site.urls) for each in carriers),
    )
    return page(
        site,
        site.urls.relation(name),
        "relation",
        view,
        title=view.name,
        description=f"The link relation {view.name}: {field.meaning}.",
        trail=(Step(site.say("frame.api"), API),),
    )


def relations() -> dict[str, Published]:
    """Return the relations of our own by name, without their prefix."""
    found = {
        link.name.removeprefix(f"{PREFIX}:"): link
        for declaration in DECLARATIONS
        for link in _part(declaration, "_links")
        if link.name.startswith(f"{PREFIX}:")
    }
    return dict(sorted(found.items()))


def _parts() -> list[type]:
    """Return what documents are made of, but for their links and embedded documents, shown as their own."""
    every = dict.fromkeys(part for declaration in DECLARATIONS for part in reach(declaration))
    inner = {field.type for each in every for field in published(each) if field.name.startswith("_")}
    return [each for each in every if each not in DECLARATIONS and each not in inner]


def _explained(declaration: type, urls: Urls, example: Prose | None) -> Explained:
    is_document = declaration in DECLARATIONS
    common = {link.name for link in published(Links)}
    return Explained(
        anchor=slug(declaration),
        title=title(declaration),
        meaning=summary(declaration),
        addresses=tuple(kind.address(urls) for kind in KINDS if kind.declaration is declaration),
        schema=urls.href(urls.schema(slug(declaration))) if is_document else "",
        fields=tuple(_row(field, urls) for field in published(declaration) if not field.name.startswith("_")),
        embedded=tuple(_row(field, urls) for field in _part(declaration, "_embedded")),
        links=tuple(_row(field, urls) for field in _part(declaration, "_links") if field.name not in common),
        example=example,
    )


def _part(declaration: type, name: str) -> tuple[Published, ...]:
    """Return the fields of `_links` or `_embedded` of *declaration*, which are shown as its own."""
    return next((published(field.type) for field in published(declaration) if field.name == name), ())


def _row(field: Published, urls: Urls) -> FieldRow:
    return FieldRow(
        name=field.name_on(urls.section),
        kind=_kind(field.type, field.kind),
        always=field.required,
        meaning=field.meaning.replace("`", ""),
    )


def _kind(hint: Any, kind: TextKind | None) -> Link:  # noqa: ANN401 - a type, in one of its many forms
    first = choices(hint)[0]
    if is_list(first):
        item = _kind(*item_of(first))
        return Link(f"list: {item.text}", item.href)
    if is_declaration(first):
        return Link(title(first), f"#{slug(first)}")
    if issubclass(first, StrEnum):
        return Link(" | ".join(first), "")
    plain = {bool: "boolean", int: "number", str: "text"}[first]
    return Link(kind.word if kind else plain, "")


def _kind_link(declaration: type, urls: Urls) -> Link:
    return Link(title(declaration), urls.href(urls.document_kind(slug(declaration))))
