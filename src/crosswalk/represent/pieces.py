"""What one topic or one guideline adds to the documents in which others stand as well.

In: a `Linker`, and the few values of the model that a piece is made of. Out: pieces of JSON and CSV, ready to
be put beside others: a document about everything is a join of them. Every function here is pure, and pieces
hold nothing but bytes, so they can be kept: one whose arguments are the same need not be made again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crosswalk import consensus, coverage, model
from crosswalk.documents import wholes as doc
from crosswalk.documents.declared import Written, published, stated
from crosswalk.documents.links import Link
from crosswalk.documents.parts import Reference
from crosswalk.documents.resources import Guideline, Topic
from crosswalk.documents.serial import csv_cell, csv_line, written
from crosswalk.packing import packed
from crosswalk.represent import things
from crosswalk.represent.linker import Linker


@packed
@dataclass(frozen=True, slots=True, kw_only=True)
class PairPieces:
    """What one guideline says of one topic."""

    references: tuple[Written[Reference], ...]
    dumped: Written[doc.DumpedPair]
    cell: Written[doc.Cell] | None
    """None where the pair has no reference, so does not count."""
    uses: tuple[Written[doc.Use], ...]
    """One for each reference."""
    rows: bytes
    """The lines of the table, one for each reference."""


@packed
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

    They depend on the addresses and formats of the site; on the fields of *topic* but for body, title and
    entries; on slug and name of *category*; on id and name of the *related* topics; and on its *pairs*.
    """
    return TopicPieces(
        topic=written(things.topic(linker, topic, category, related, pairs)),
        link=things.topic_link(linker, topic),
        covered=written(_covered(topic, pairs)),
        pairs={pair.guideline.id: of_pair(pair) for pair in pairs},
    )


def _covered(topic: model.Topic, pairs: tuple[model.Pair, ...]) -> doc.CoveredTopic:
    covered = doc.CoveredTopic(
        id=topic.id,
        name=topic.name,
        guidelines=sum(map(coverage.speaks, pairs)),
        references=sum(len(pair.references) for pair in pairs),
    )
    if agreement := things.agreement(topic, pairs):
        covered["consensus"] = agreement
    return covered


def of_pair(pair: model.Pair) -> PairPieces:
    """Return the pieces of *pair*.

    They depend on its own fields, on id, name and category of its topic, on id and title of its guideline.
    """
    topic, guideline = pair.topic.id, pair.guideline.id
    said = tuple(map(things.reference, pair.references))
    references = tuple(map(written, said))
    return PairPieces(
        references=references,
        dumped=written(
            stated(
                doc.DumpedPair,
                doc.DumpedPair(
                    topic=topic,
                    guideline=guideline,
                    references=references,
                    position=things.positions(pair),
                    note=pair.note,
                ),
            )
        ),
        cell=written(_cell(pair)) if coverage.speaks(pair) else None,
        uses=tuple(written(doc.Use(topic=topic, guideline=guideline, name=each["name"])) for each in said),
        rows=_rows(pair, said),
    )


def _cell(pair: model.Pair) -> doc.Cell:
    cell = doc.Cell(topic=pair.topic.id, guideline=pair.guideline.id, references=len(pair.references))
    if position := things.positions(pair):
        cell["position"] = position
    if levels := consensus.levels_of(pair):
        cell["levels"] = levels
    return cell


def _rows(pair: model.Pair, references: tuple[Reference, ...]) -> bytes:
    """Return a line for each of *references*, with the cells of `documents.wholes.COLUMNS`."""
    head = doc.RowHead(
        topic_id=pair.topic.id,
        topic_name=pair.topic.name,
        topic_category=pair.topic.category,
        guideline_id=pair.guideline.id,
        guideline_title=pair.guideline.title,
    )
    whose = _cells(_HEAD, stated(doc.RowHead, head))
    return b"".join(csv_line([*whose, *_cells(_REFERENCE, each)]) for each in references)


_HEAD, _REFERENCE = (tuple(field.name for field in published(each)) for each in (doc.RowHead, Reference))


def _cells(names: tuple[str, ...], thing: Mapping[str, object]) -> list[str]:
    """Return the cells of *thing*, empty where there is nothing under one of the *names*."""
    return [csv_cell(str(thing[name])) if name in thing else "" for name in names]


def of_guideline(
    linker: Linker, guideline: model.Guideline, successors: tuple[model.Guideline, ...]
) -> GuidelinePieces:
    """Return the pieces of *guideline*.

    They depend on the addresses and formats of the site; on the fields of *guideline* but for its body; on id
    and title of its *successors*.
    """
    return GuidelinePieces(
        guideline=written(things.guideline(linker, guideline, successors)),
        link=things.guideline_link(linker, guideline),
    )
