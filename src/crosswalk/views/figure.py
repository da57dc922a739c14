"""The picture of a whole crosswalk: a column a topic, a row a guideline, a mark where this speaks of that.

In: a `Site`, or a guideline of one. Out: a `Figure` of plain path data, or None where there is too little
to make a picture.
A large crosswalk is drawn in as many columns and rows as an eye can tell apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from crosswalk import coverage
from crosswalk.model import Crosswalk, Topic
from crosswalk.views.site import Site

FEWEST_TOPICS = 12
MOST_COLUMNS = 120
MOST_ROWS = 24
PITCH, MARK = 6, 4
"""From one column or row to the next, and how much of that is inked."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Path data in a box, and what it shows in words."""

    width: int
    height: int
    ground: str
    """Where a mark could be."""
    marks: str
    caption: str


Columns = tuple[tuple[int, frozenset[str]], ...]
"""The place of each, and the ids of the guidelines that speak of its topics."""


def figure(site: Site) -> Figure | None:
    """Return the picture of *site*, rows with most marks first."""
    crosswalk = site.crosswalk
    if len(crosswalk.topics) < FEWEST_TOPICS or not crosswalk.guidelines:
        return None
    columns = site.once("columns", lambda: _columns(crosswalk))
    ranked = sorted(
        crosswalk.guidelines, key=lambda guideline: -coverage.of_guideline(crosswalk, guideline.id).count
    )[:MOST_ROWS]
    return Figure(
        width=_length(columns[-1][0] + 1),
        height=_length(len(ranked)),
        ground="".join(_row(row, [place for place, _ in columns]) for row in range(len(ranked))),
        marks="".join(
            _row(row, [place for place, speakers in columns if guideline.id in speakers])
            for row, guideline in enumerate(ranked)
        ),
        caption=site.say("figure.whole"),
    )


def strip(site: Site, guideline_id: str) -> Figure | None:
    """Return the row of one guideline, as a picture of its own."""
    crosswalk = site.crosswalk
    if len(crosswalk.topics) < FEWEST_TOPICS:
        return None
    columns = site.once("columns", lambda: _columns(crosswalk))
    share = coverage.of_guideline(crosswalk, guideline_id)
    return Figure(
        width=_length(columns[-1][0] + 1),
        height=_length(1),
        ground=_row(0, [place for place, _ in columns]),
        marks=_row(0, [place for place, speakers in columns if guideline_id in speakers]),
        caption=site.say("figure.strip", count=share.count, total=share.total),
    )


def _columns(crosswalk: Crosswalk) -> Columns:
    return tuple((place, _speakers(crosswalk, topics)) for place, topics in _bundles(crosswalk))


def _bundles(crosswalk: Crosswalk) -> Iterator[tuple[int, tuple[Topic, ...]]]:
    """Yield the topics of each column with its place; an empty place parts the categories."""
    bundle = -(-len(crosswalk.topics) // MOST_COLUMNS)
    place = 0
    for category in crosswalk.categories:
        for start in range(0, len(category.topics), bundle):
            yield place, category.topics[start : start + bundle]
            place += 1
        if bundle == 1:
            place += 1


def _speakers(crosswalk: Crosswalk, topics: tuple[Topic, ...]) -> frozenset[str]:
    return frozenset(
        pair.guideline.id
        for topic in topics
        for pair in crosswalk.pairs_of_topic.get(topic.id, ())
        if coverage.speaks(pair)
    )


def _row(row: int, places: list[int]) -> str:
    """Return a line through each run of neighbouring *places*; the theme's dashes make marks of it."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return "".join(f"M{run[0] * PITCH} {row * PITCH + MARK // 2}h{_length(len(run))}" for run in runs)


def _length(places: int) -> int:
    return places * PITCH - (PITCH - MARK)
