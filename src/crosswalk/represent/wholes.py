"""Coverage, references and dump: what is about everything at once; and the rows of the CSV file.

Each is a join of the pieces of its topics and guidelines.
"""

from collections.abc import Iterator

from crosswalk import coverage as counts
from crosswalk.documents import wholes as doc
from crosswalk.documents.declared import Written, stated
from crosswalk.documents.links import CSV_TYPE, Links
from crosswalk.documents.serial import csv_line, written
from crosswalk.model import Guideline
from crosswalk.represent import resources
from crosswalk.represent.context import Context
from crosswalk.represent.pieces import PairPieces
from crosswalk.urls import MATRIX


def _pairs(known: Context) -> Iterator[PairPieces]:
    """Yield the pieces of every pair, in the order of the topics and then of the guidelines."""
    for topic in known.crosswalk.topics:
        yield from known.pieces(topic).pairs.values()


def _links(known: Context, own: Links) -> doc.LookupLinks:
    urls = known.urls
    return stated(
        doc.LookupLinks,
        doc.LookupLinks(
            **own,
            up=known.link(urls.section_json()),
            topic=known.template(urls.topic_json("{id}")),
            guideline=known.template(urls.guideline_json("{id}")),
        ),
    )


def coverage(known: Context, _id: str) -> doc.Coverage:
    """Return the matrix, without its empty cells."""
    crosswalk = known.crosswalk
    own = known.own(doc.Coverage, known.urls.coverage_json(), MATRIX)
    return doc.Coverage(
        totals=doc.Totals(
            topics=len(crosswalk.topics),
            guidelines=len(crosswalk.guidelines),
            pairs=counts.of_pairs(crosswalk).count,
            references=counts.references(crosswalk),
        ),
        topics=tuple(known.pieces(topic).covered for topic in known.some(crosswalk.topics)),
        guidelines=tuple(_covering(known, guideline) for guideline in known.some(crosswalk.guidelines)),
        pairs=tuple(known.some(pair.cell for pair in _pairs(known) if pair.cell)),
        _links=_links(known, own),
    )


def _covering(known: Context, guideline: Guideline) -> Written[doc.CoveringGuideline]:
    pairs = known.crosswalk.pairs_of_guideline.get(guideline.id, ())
    return written(
        doc.CoveringGuideline(
            id=guideline.id,
            title=guideline.title,
            topics=counts.of_guideline(known.crosswalk, guideline.id).count,
            references=sum(len(pair.references) for pair in pairs),
        )
    )


def references(known: Context, _id: str) -> doc.References:
    """Return every section that is referred to, and what refers to it."""
    own = known.own(doc.References, known.urls.references_json())
    return doc.References(
        items=tuple(
            written(doc.ReferredSection(url=url, uses=tuple(uses))) for url, uses in _uses(known).items()
        ),
        _links=_links(known, own),
    )


def _uses(known: Context) -> dict[str, list[Written[doc.Use]]]:
    """Return for the URL of each section, sorted, what refers to it in the order of the site."""
    topics = [(topic, known.crosswalk.pairs_on(topic)) for topic in known.crosswalk.topics]
    urls = {reference.url for _, pairs in topics for pair in pairs for reference in pair.references}
    uses: dict[str, list[Written[doc.Use]]] = {url: [] for url in known.least(urls)}
    for topic, pairs in topics:
        for pair in pairs:
            for number, reference in enumerate(pair.references):
                if (found := uses.get(reference.url)) is not None:
                    found.append(known.pieces(topic).pairs[pair.guideline.id].uses[number])
    return uses


def dump(known: Context, _id: str) -> doc.Dump:
    """Return everything that the site knows."""
    urls, settings, crosswalk = known.urls, known.settings, known.crosswalk
    own = known.own(doc.Dump, urls.dump_json(), table=known.link(urls.dump_csv(), CSV_TYPE))
    return stated(
        doc.Dump,
        doc.Dump(
            title=settings.title,
            description=settings.description or None,
            categories=tuple(
                resources.category(known, category.slug) for category in known.some(crosswalk.categories)
            ),
            guidelines=tuple(
                known.guideline_pieces(guideline).guideline for guideline in known.some(crosswalk.guidelines)
            ),
            pairs=tuple(known.some(pair.dumped for pair in _pairs(known))),
            _links=_links(known, own),
        ),
    )


def table(known: Context) -> bytes:
    """Return a row for each reference, as CSV."""
    head = csv_line(column.name for column in doc.COLUMNS)
    return b"".join((head, *(pair.rows for pair in _pairs(known))))
