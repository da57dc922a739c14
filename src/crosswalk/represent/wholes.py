"""Coverage, references and dump: what is about everything at once; and the rows of the CSV file."""

from collections.abc import Iterator

from crosswalk import coverage as counts
from crosswalk.documents import wholes as doc
from crosswalk.documents.declared import published
from crosswalk.documents.links import CSV_TYPE
from crosswalk.documents.parts import Reference
from crosswalk.model import Pair
from crosswalk.represent import resources
from crosswalk.represent.context import Context, OwnLinks
from crosswalk.urls import MATRIX


def pairs(known: Context) -> Iterator[Pair]:
    """Yield every pair, in the order of the topics and then of the guidelines."""
    for topic in known.crosswalk.topics:
        yield from known.crosswalk.pairs_of_topic.get(topic.id, ())


def _links(known: Context, own: OwnLinks) -> doc.LookupLinks:
    urls = known.urls
    return doc.LookupLinks(
        **own,
        up=known.link(urls.section_json()),
        topic=known.template(urls.topic_json("{id}")),
        guideline=known.template(urls.guideline_json("{id}")),
    )


def coverage(known: Context, _id: str) -> doc.Coverage:
    """Return the matrix, without its empty cells."""
    crosswalk = known.crosswalk
    own = known.own(doc.Coverage, known.urls.coverage_json(), MATRIX)
    cells = tuple(
        doc.Cell(topic=pair.topic.id, guideline=pair.guideline.id, references=len(pair.references))
        for pair in pairs(known)
        if counts.speaks(pair)
    )
    return doc.Coverage(
        totals=doc.Totals(
            topics=len(crosswalk.topics),
            guidelines=len(crosswalk.guidelines),
            pairs=counts.of_pairs(crosswalk).count,
            references=counts.references(crosswalk),
        ),
        topics=tuple(
            doc.CoveredTopic(
                id=topic.id,
                name=topic.name,
                guidelines=counts.of_topic(crosswalk, topic.id).count,
                references=_references(crosswalk.pairs_of_topic.get(topic.id, ())),
            )
            for topic in crosswalk.topics
        ),
        guidelines=tuple(
            doc.CoveringGuideline(
                id=guideline.id,
                title=guideline.title,
                topics=counts.of_guideline(crosswalk, guideline.id).count,
                references=_references(crosswalk.pairs_of_guideline.get(guideline.id, ())),
            )
            for guideline in crosswalk.guidelines
        ),
        pairs=cells,
        _links=_links(known, own),
    )


def _references(of: tuple[Pair, ...]) -> int:
    return sum(len(pair.references) for pair in of)


def references(known: Context, _id: str) -> doc.References:
    """Return every section that is referred to, and what refers to it."""
    uses: dict[str, list[doc.Use]] = {}
    for pair in pairs(known):
        for reference in pair.references:
            use = doc.Use(topic=pair.topic.id, guideline=pair.guideline.id, name=reference.name)
            uses.setdefault(reference.url, []).append(use)
    own = known.own(doc.References, known.urls.references_json())
    return doc.References(
        items=tuple(doc.ReferredSection(url=url, uses=tuple(uses[url])) for url in sorted(uses)),
        _links=_links(known, own),
    )


def dump(known: Context, _id: str) -> doc.Dump:
    """Return everything that the site knows."""
    urls, settings, crosswalk = known.urls, known.settings, known.crosswalk
    own = known.own(doc.Dump, urls.dump_json(), table=known.link(urls.dump_csv(), CSV_TYPE))
    return doc.Dump(
        title=settings.title,
        description=settings.description or None,
        categories=tuple(resources.category(known, category.slug) for category in crosswalk.categories),
        guidelines=tuple(resources.guideline(known, guideline.id) for guideline in crosswalk.guidelines),
        pairs=tuple(
            doc.DumpedPair(
                topic=pair.topic.id,
                guideline=pair.guideline.id,
                references=resources.references(known, pair),
                position=resources.positions(pair),
                note=pair.note,
            )
            for pair in pairs(known)
        ),
        _links=_links(known, own),
    )


def rows(known: Context) -> Iterator[tuple[object, ...]]:
    """Yield the cells of each reference, in the order of `documents.wholes.COLUMNS`."""
    for pair in pairs(known):
        head = doc.RowHead(
            topic_id=pair.topic.id,
            topic_name=pair.topic.name,
            topic_category=pair.topic.category,
            guideline_id=pair.guideline.id,
            guideline_title=pair.guideline.title,
        )
        whose = tuple(getattr(head, field.attribute) for field in published(doc.RowHead))
        for reference in resources.references(known, pair):
            yield (*whose, *(getattr(reference, field.attribute) for field in published(Reference)))
