"""Crosswalk -> the files of the API: documents, their YAML twins, the table, the schemas, the description.

In: the crosswalk, its addresses, the settings. Out: `Output`s, in the same order for the same content. What a
document says is made by `represent`, as `documents` declares it; which documents there are stands in
`represent.kinds`.
"""

import json
from collections.abc import Iterator

from crosswalk import authored, openapi
from crosswalk.documents import declared, serial
from crosswalk.documents.wholes import COLUMNS
from crosswalk.model import Crosswalk, Output, Part
from crosswalk.represent import linksets, wholes
from crosswalk.represent.context import Context
from crosswalk.represent.examples import example
from crosswalk.represent.kinds import DECLARATIONS, KINDS, ids
from crosswalk.schemas import document_schema
from crosswalk.settings import Settings
from crosswalk.urls import OPENAPI, WELL_KNOWN_API_CATALOG, Urls, yaml_twin


def render(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> list[Part]:
    """Return every file of the API, in parts."""
    return [Part(name="documents", make=lambda: documents(crosswalk, urls, settings))]


def documents(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> Iterator[Output]:
    """Yield every file of the API."""
    known = Context(crosswalk, urls, settings)
    for place, text in _texts(known):
        yield Output(urls.file(place), text.encode())
        if "yaml" in settings.api_formats and place.endswith(".json"):
            yield Output(urls.file(yaml_twin(place)), serial.yaml_twin(text).encode())
    yield Output(urls.file(urls.dump_csv()), serial.csv_text(COLUMNS, wholes.rows(known)).encode())


def _texts(known: Context) -> Iterator[tuple[str, str]]:
    """Yield the place of each JSON file, and its text."""
    writer = serial.Json(known.urls.section)
    for kind in KINDS:
        for id_ in ids(known, kind.of):
            yield kind.place(known.urls, id_), f"{writer.text(kind.make(known, id_))}\n"
    catalog = linksets.well_known_api_catalog(known, "")
    yield WELL_KNOWN_API_CATALOG, f"{writer.text(catalog)}\n"
    for declaration in DECLARATIONS:
        place = known.urls.schema(declared.slug(declaration))
        shown = example(known, declaration)
        yield place, _data(document_schema(declaration, known.urls, json.loads(shown) if shown else None))
    for name, schema in authored.schemas(known.urls):
        yield known.urls.schema(name), _data(schema)
    yield OPENAPI, _data(openapi.description(known))


def _data(data: object) -> str:
    return f"{json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)}\n"
