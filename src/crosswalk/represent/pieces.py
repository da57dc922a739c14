"""What one topic or one guideline adds to the documents in which others stand as well.

In: a `Linker`, and the few values of the model that a piece is made of; every function here is pure. Out:
pieces of JSON and CSV, ready to be put beside others: a document about everything is a join of them. They hold
nothing but bytes, so they can be kept, and one whose arguments are the same need not be made again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crosswalk import coverage, model
from crosswalk.documents import wholes as doc
from crosswalk.documents.declared import Written, published
from crosswalk.documents.links import Link
from crosswalk.documents.parts import Reference
from crosswalk.documents.resources import Guideline, Topic
from crosswalk.documents.serial import csv_lines
from crosswalk.represent import things
from crosswalk.represent.linker import Linker


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPieces:
    """What one guideline says of one topic."""

    references: tuple[Written[Reference], ...]
    dumped: Written[doc.DumpedPair]
    cell: Written[doc.Cell] | None
    """None where the pair has no reference, so does not count."""
    uses: tuple[tuple[str, Written[doc.Use]], ...]
    """One for each reference, with its URL."""
    rows: bytes
    """The lines of the table, one for each reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPieces:
    """What one topic adds."""

    topic: Written[Topic]
    link: Written[Link]
    covered: Written[doc.CoveredTopic]
    pairs: Mapping[str, PairPieces]
    """By guideline id, in the order of the guidelines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelinePieces:
    """What one guideline adds."""

    guideline: Written[Guideline]
    link: Written[Link]


def of_topic(
    linker: Linker,
    topic: model.Topic,
    category: model.Category,
    related: tuple[model.Topic, ...],
    pairs: tuple[model.Pair, ...],
) -> TopicPieces:
    """Return the pieces of *topic*.

    They depend on its own fields but for body, title and entries; on slug and name of its *category*; on id and
    name of the *related* topics; and on all of *pairs*, with id and title of their guidelines.
    """
    return TopicPieces(
        topic=linker.written(things.topic(linker, topic, category, related)),
        link=things.topic_link(linker, topic),
        covered=linker.form(doc.CoveredTopic, "id", "name", "guidelines", "references")(
            topic.id,
            topic.name,
            sum(map(coverage.speaks, pairs)),
            sum(len(pair.references) for pair in pairs),
        ),
        pairs={pair.guideline.id: of_pair(linker, pair) for pair in pairs},
    )


def of_pair(linker: Linker, pair: model.Pair) -> PairPieces:
    """Return the pieces of *pair*.

    They depend on its own fields, on id, name and category of its topic, and on id and title of its guideline.
    """
    topic, guideline = pair.topic.id, pair.guideline.id
    cell = linker.form(doc.Cell, "topic", "guideline", "references")
    use = linker.form(doc.Use, "topic", "guideline", "name")
    said = tuple(map(things.reference, pair.references))
    references = tuple(map(linker.written, said))
    return PairPieces(
        references=references,
        dumped=linker.written(
            doc.DumpedPair(
                topic=topic,
                guideline=guideline,
                references=references,
                position=things.positions(pair),
                note=pair.note,
            )
        ),
        cell=cell(topic, guideline, len(references)) if coverage.speaks(pair) else None,
        uses=tuple((each.url, use(topic, guideline, each.name)) for each in said),
        rows=csv_lines(_rows(pair, said)),
    )


def _rows(pair: model.Pair, references: tuple[Reference, ...]) -> Iterator[tuple[object, ...]]:
    """Yield the cells of each of *references*, in the order of `documents.wholes.COLUMNS`."""
    head = doc.RowHead(
        topic_id=pair.topic.id,
        topic_name=pair.topic.name,
        topic_category=pair.topic.category,
        guideline_id=pair.guideline.id,
        guideline_title=pair.guideline.title,
    )
    whose = tuple(getattr(head, field.attribute) for field in published(doc.RowHead))
    for reference in references:
        yield (*whose, *(getattr(reference, field.attribute) for field in published(Reference)))


def of_guideline(
    linker: Linker, guideline: model.Guideline, successors: tuple[model.Guideline, ...]
) -> GuidelinePieces:
    """Return the pieces of *guideline*: they depend on its own fields, on id and title of its *successors*."""
    return GuidelinePieces(
        guideline=linker.written(things.guideline(linker, guideline, successors)),
        link=things.guideline_link(linker, guideline),
    )
