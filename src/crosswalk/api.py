"""Crosswalk -> the files of the API: documents, their YAML twins, the table, the schemas, the description.

In: the crosswalk, its addresses, the settings. Out: `Part`s, in the same order for the same content. What a
document says is made by `represent`, as `documents` declares it; which documents there are stands in
`represent.kinds`.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from crosswalk import authored, openapi
from crosswalk.documents import declared, serial
from crosswalk.fragments import Fragments
from crosswalk.keys import Keys
from crosswalk.model import Crosswalk, Output, Part
from crosswalk.represent import linksets, wholes
from crosswalk.represent.context import Context
from crosswalk.represent.examples import examples
from crosswalk.represent.kinds import DECLARATIONS, KINDS, Kind, Of, ids
from crosswalk.schemas import document_schema
from crosswalk.settings import Settings
from crosswalk.urls import OPENAPI, WELL_KNOWN_API_CATALOG, Urls, yaml_twin


def render(
    crosswalk: Crosswalk,
    urls: Urls,
    settings: Settings,
    keys: Keys | None = None,
    fragments: Fragments | None = None,
) -> list[Part]:
    """Return every file of the API, in parts with their *keys*; those that take longest first.

    What is among the *fragments* of topics is not made again.
    """
    known = Context(crosswalk, urls, settings, fragments=fragments)
    whole = keys.whole if keys else b""

    def key(of: Of, id_: str) -> bytes:
        if keys and of is Of.TOPIC:
            return keys.topic(known.topics[id_])
        if keys and of is Of.GUIDELINE:
            return keys.guideline(known.guidelines[id_])
        return whole

    return [
        *(
            Part(
                name=f"{kinds[0].operation} {kinds[0].of} {id_}",
                make=partial(documents, known, kinds, id_),
                key=key(kinds[0].of, id_),
            )
            for kinds in _made_together()
            for id_ in ids(known, kinds[0].of)
        ),
        Part(name="table", make=partial(table, known), key=whole),
        Part(name="descriptions", make=partial(descriptions, known), key=whole),
    ]


def _made_together() -> list[tuple[Kind, ...]]:
    """Return the kinds in groups: those of one thing have one key, so they are one part."""
    alone = [(kind,) for kind in KINDS if kind.of is Of.SITE]
    groups = [tuple(kind for kind in KINDS if kind.of is of) for of in Of if of is not Of.SITE]
    return alone + sorted(groups, key=lambda kinds: kinds[0].of is Of.TOPIC)


def documents(known: Context, kinds: Iterable[Kind], id_: str) -> Iterator[Output]:
    """Yield the documents of some *kinds* for an id, and their twins."""
    for kind in kinds:
        yield from _twins(known, kind.place(known.urls, id_), serial.document(kind.make(known, id_)))


def table(known: Context) -> Iterator[Output]:
    """Yield the table of all references."""
    yield Output(known.urls.file(known.urls.dump_csv()), wholes.table(known))


def descriptions(known: Context) -> Iterator[Output]:
    """Yield what describes the documents: the catalog, the schemas, the description in OpenAPI."""
    urls = known.urls
    catalog = serial.document(linksets.well_known_api_catalog(known, ""))
    yield Output(urls.file(WELL_KNOWN_API_CATALOG), catalog)
    shown = examples(known.crosswalk, urls, known.settings)
    for declaration in DECLARATIONS:
        schema = document_schema(declaration, urls, shown.get(declaration))
        yield from _twins(known, urls.schema(declared.slug(declaration)), serial.data(schema))
    for name, authors in authored.schemas(urls):
        yield from _twins(known, urls.schema(name), serial.data(authors))
    yield from _twins(known, OPENAPI, serial.data(openapi.description(known)))


def _twins(known: Context, place: str, content: bytes) -> Iterator[Output]:
    """Yield the file at *place* and, if the site has such, the same in YAML."""
    yield Output(known.urls.file(place), content)
    if known.has_twins:
        yield Output(known.urls.file(yaml_twin(place)), serial.yaml_twin(content))
