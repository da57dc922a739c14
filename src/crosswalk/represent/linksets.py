"""Links alone: of a topic (RFC 9264), and of the site's API (RFC 9727)."""

from crosswalk.documents import linkset as doc
from crosswalk.documents import overviews
from crosswalk.documents.declared import slug, stated
from crosswalk.documents.links import HTML_TYPE, JSON_TYPE, OPENAPI_TYPE, SCHEMA_TYPE, YAML_TYPE
from crosswalk.documents.resources import Topic
from crosswalk.represent.context import Context
from crosswalk.urls import API, API_CATALOG, ENTRY_JSON, OPENAPI, WELL_KNOWN_API_CATALOG, yaml_twin


def topic_linkset(known: Context, id_: str) -> doc.TopicLinkset:
    """Return the links of a topic's page and of its document."""
    urls, topic = known.urls, known.topics[id_]
    page, document = urls.topic(id_, topic.permalink), urls.topic_json(id_)
    twin = (_target(known, yaml_twin(document), YAML_TYPE),) if known.has_twins else ()
    related = tuple(
        doc.ReferenceTarget(href=reference.url, title=reference.name, guideline=(pair.guideline.id,))
        for pair in known.some(known.crosswalk.pairs_on(topic))
        for reference in pair.references
    )
    return doc.TopicLinkset(
        linkset=(
            stated(
                doc.PageContext,
                doc.PageContext(
                    anchor=urls.absolute(page),
                    alternate=(_target(known, document, JSON_TYPE), *twin),
                    related=related or None,
                ),
            ),
            doc.DocumentContext(
                anchor=urls.absolute(document),
                alternate=(_target(known, page, HTML_TYPE, topic.name), *twin),
                collection=(_target(known, urls.topics_json(), JSON_TYPE),),
                describedby=(_schema(known, Topic),),
            ),
        )
    )


def api_catalog(known: Context, _id: str) -> doc.ApiCatalog:
    """Return the catalog under a name that a static host knows the media type of."""
    return _catalog(known, API_CATALOG)


def well_known_api_catalog(known: Context, _id: str) -> doc.ApiCatalog:
    """Return the catalog in the place where RFC 9727 has it."""
    return _catalog(known, WELL_KNOWN_API_CATALOG)


def _catalog(known: Context, place: str) -> doc.ApiCatalog:
    return doc.ApiCatalog(
        linkset=(
            doc.CatalogContext(
                anchor=known.urls.absolute(place),
                profile=(doc.Target(href=doc.CATALOG_PROFILE),),
                item=(_target(known, ENTRY_JSON, JSON_TYPE, known.settings.title),),
            ),
            stated(
                doc.ApiContext,
                doc.ApiContext(
                    anchor=known.urls.absolute(ENTRY_JSON),
                    service_desc=(_target(known, OPENAPI, OPENAPI_TYPE),),
                    service_doc=(_target(known, API, HTML_TYPE),),
                    describedby=(_schema(known, overviews.Entry),),
                ),
            ),
        )
    )


def _schema(known: Context, declaration: type) -> doc.Target:
    return _target(known, known.urls.schema(slug(declaration)), SCHEMA_TYPE)


def _target(known: Context, place: str, type_: str, title: str | None = None) -> doc.Target:
    target: doc.Target = {"href": known.urls.absolute(place), "type": type_}
    return {**target, "title": title} if title else target
