"""Every kind of document -> one OpenAPI 3.1 description of the tree.

In: a `Context`. Out: plain data. A path is the template of an address; what its parameter may be is told by
examples that exist. A static host answers what it has, and else 404 with a page.
"""

from typing import Any

from crosswalk.documents.declared import slug, summary, title
from crosswalk.documents.links import CSV_TYPE, HTML_TYPE, ID_KIND, JSON_TYPE, YAML_TYPE
from crosswalk.documents.wholes import COLUMNS, Dump
from crosswalk.represent.context import Context
from crosswalk.represent.kinds import DECLARATIONS, KINDS, Kind, Of, ids
from crosswalk.schemas import DIALECT, components
from crosswalk.urls import API, yaml_twin

API_VERSION = "1.0.0"
"""Of the contract, not of the program: the second number counts additions, the first never changes."""

SERVED_YAML_TYPES = (YAML_TYPE, "text/yaml")
"""What hosts call YAML: by RFC 9512, and before it."""

Json = dict[str, Any]
"""Any: what OpenAPI is made of."""


def description(known: Context) -> Json:
    """Return the description of the API of a site."""
    settings, urls = known.settings, known.urls
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.title,
            "summary": settings.description or settings.title,
            "description": "What the site knows, as files: HAL documents that lead to each other. "
            "Start at /index.json and follow links.",
            "version": API_VERSION,
        },
        "jsonSchemaDialect": DIALECT,
        "externalDocs": {"description": "The API, explained", "url": urls.absolute(API)},
        "servers": [{"url": urls.base_url or "/"}],
        "tags": [{"name": slug(each), "description": summary(each)} for each in DECLARATIONS],
        "paths": _paths(known),
        "components": {
            "schemas": components(DECLARATIONS, urls, "#/components/schemas/"),
            "parameters": {_parameter_name(of): _parameter(known, of) for of in _WITH_PARAMETER},
            "responses": {
                "NotFound": {
                    "description": "There is no such document; the host shows the site's page for that.",
                    "content": {HTML_TYPE: {"schema": {"type": "string"}}},
                }
            },
        },
    }


def _paths(known: Context) -> Json:
    sharing: dict[str, list[Kind]] = {}
    for kind in KINDS:
        if kind.of is Of.HISTORY and not known.settings.changes:
            continue  # a site has it or has it not, whoever asks
        sharing.setdefault(kind.address(known.urls), []).append(kind)
    paths: Json = {}
    for place, kinds in sharing.items():
        paths[place] = {"get": _operation(known, kinds, yaml=False)}
        if "yaml" in known.settings.api_formats:
            paths[yaml_twin(place)] = {"get": _operation(known, kinds, yaml=True)}
    paths[known.urls.dump_csv()] = {"get": _table(known)}
    return paths


def _operation(known: Context, kinds: list[Kind], *, yaml: bool) -> Json:
    """Return the request for a document that is of one of *kinds*."""
    first = kinds[0]
    references = [{"$ref": f"#/components/schemas/{kind.declaration.__name__}"} for kind in kinds]
    content: Json = {"schema": references[0] if len(references) == 1 else {"anyOf": references}}
    example = next(iter(ids(known, first.of)), None)
    if example is not None:
        place = first.place(known.urls, example)
        shown = known.urls.absolute(yaml_twin(place) if yaml else place)
        content["examples"] = {"published": {"externalValue": shown}}
    operation: Json = {
        "operationId": f"{first.operation}AsYaml" if yaml else first.operation,
        "summary": title(first.declaration),
        "description": " Or: ".join(summary(kind.declaration) for kind in kinds),
        "tags": [slug(first.declaration)],
    }
    found = {
        "description": summary(first.declaration),
        "content": dict.fromkeys(SERVED_YAML_TYPES if yaml else (JSON_TYPE,), content),
    }
    if first.of is Of.SITE:
        return {**operation, "responses": {"200": found}}
    parameters = [{"$ref": f"#/components/parameters/{_parameter_name(first.of)}"}]
    return {
        **operation,
        **({"parameters": parameters} if first.of in _WITH_PARAMETER else {}),
        "responses": {"200": found, "404": {"$ref": "#/components/responses/NotFound"}},
    }


def _table(known: Context) -> Json:
    columns = ", ".join(column.name for column in COLUMNS)
    return {
        "operationId": "getTable",
        "summary": "Table",
        "description": f"Every reference in a row (RFC 4180). Columns: {columns}.",
        "tags": [slug(Dump)],
        "responses": {
            "200": {
                "description": "Every reference in a row",
                "content": {
                    CSV_TYPE: {
                        "schema": {"type": "string"},
                        "examples": {
                            "published": {"externalValue": known.urls.absolute(known.urls.dump_csv())}
                        },
                    }
                },
            }
        },
    }


_WITH_PARAMETER = (Of.TOPIC, Of.GUIDELINE, Of.CATEGORY)


def _parameter_name(of: Of) -> str:
    return f"{of}Id"


def _parameter(known: Context, of: Of) -> Json:
    example = next(iter(ids(known, of)), None)
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": f"The id of a {of}.",
        "schema": {"type": "string", **dict(ID_KIND.rules)},
        **({"example": example} if example is not None else {}),
    }
