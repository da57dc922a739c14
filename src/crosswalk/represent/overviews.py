"""The entry, the section and the collections."""

from typing import TypedDict

from crosswalk.documents import overviews as doc
from crosswalk.documents.declared import Written, stated
from crosswalk.documents.links import (
    HTML_TYPE,
    LINKSET_TYPE,
    OPENAPI_TYPE,
    CollectionLinks,
    Curie,
    EntryLinks,
    Link,
    SectionLinks,
)
from crosswalk.documents.serial import written
from crosswalk.represent import resources
from crosswalk.represent.context import Context
from crosswalk.urls import API, API_CATALOG, CHANGES_JSON, ENTRY_JSON, HOME, OPENAPI


class GateLinks(TypedDict):
    """The fields that `documents.links.Gates` has besides those of every document."""

    curies: tuple[Curie, ...]
    topics: Link
    guidelines: Link
    categories: Link
    coverage: Link
    references: Link
    dump: Link
    changes: Link | None


def _gates(known: Context) -> GateLinks:
    urls = known.urls
    return {
        "curies": known.curies,
        "topics": known.link(urls.topics_json()),
        "guidelines": known.link(urls.guidelines_json()),
        "categories": known.link(urls.categories_json()),
        "coverage": known.link(urls.coverage_json()),
        "references": known.link(urls.references_json()),
        "dump": known.link(urls.dump_json()),
        "changes": known.link(CHANGES_JSON) if known.settings.changes else None,
    }


def entry(known: Context, _id: str) -> doc.Entry:
    """Return the door: links to everything."""
    urls = known.urls
    return stated(
        doc.Entry,
        doc.Entry(
            title=known.settings.title,
            description=known.settings.description or None,
            _links=stated(
                EntryLinks,
                EntryLinks(
                    **known.own(doc.Entry, ENTRY_JSON, HOME),
                    **_gates(known),
                    section=known.link(urls.section_json()),
                    topic=known.template(urls.topic_json("{id}")),
                    guideline=known.template(urls.guideline_json("{id}")),
                    category=known.template(urls.category_json("{id}")),
                    service_desc=known.link(OPENAPI, OPENAPI_TYPE),
                    service_doc=known.link(API, HTML_TYPE),
                    api_catalog=known.link(API_CATALOG, LINKSET_TYPE),
                ),
                urls.section,
            ),
        ),
    )


def section(known: Context, _id: str) -> doc.Section:
    """Return the section: its collections, and what is about all of it."""
    return stated(
        doc.Section,
        doc.Section(
            title=known.settings.title,
            description=known.settings.description or None,
            _links=stated(
                SectionLinks,
                SectionLinks(
                    **known.own(doc.Section, known.urls.section_json()),
                    **_gates(known),
                    up=known.link(ENTRY_JSON),
                ),
            ),
        ),
    )


def topics(known: Context, _id: str) -> doc.Topics:
    """Return the collection of topics."""
    urls = known.urls
    pieces = [known.pieces(topic) for topic in known.some(known.crosswalk.topics)]
    return doc.Topics(
        items=tuple(each.topic for each in pieces),
        _links=_collection(
            known,
            doc.Topics,
            (urls.topics_json(), urls.topics()),
            tuple(each.link for each in pieces),
        ),
    )


def guidelines(known: Context, _id: str) -> doc.Guidelines:
    """Return the collection of guidelines."""
    urls = known.urls
    pieces = [known.guideline_pieces(each) for each in known.some(known.crosswalk.guidelines)]
    return doc.Guidelines(
        items=tuple(each.guideline for each in pieces),
        _links=_collection(
            known,
            doc.Guidelines,
            (urls.guidelines_json(), urls.guidelines()),
            tuple(each.link for each in pieces),
        ),
    )


def categories(known: Context, _id: str) -> doc.Categories:
    """Return the collection of categories; the index of topics shows the same to people."""
    urls, listed = known.urls, tuple(known.some(known.crosswalk.categories))
    return doc.Categories(
        items=tuple(resources.category(known, category.slug) for category in listed),
        _links=_collection(
            known,
            doc.Categories,
            (urls.categories_json(), urls.topics()),
            tuple(
                written(known.item(urls.category_json(category.slug), category.slug, category.name))
                for category in listed
            ),
        ),
    )


def _collection(
    known: Context, declaration: type, places: tuple[str, str], items: tuple[Written[Link], ...]
) -> CollectionLinks:
    above = known.link(known.urls.section_json())
    return stated(
        CollectionLinks,
        CollectionLinks(**known.own(declaration, *places), up=above, section=above, item=items),
        known.urls.section,
    )
