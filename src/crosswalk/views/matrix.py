"""The matrix of topics and guidelines: on a page of its own, and on the page of each category.

In: a `Site`, and the categories to show. Out: a `Page` with a `MatrixView`, or a `Matrix` for another page.
A cell is as short as can be, for there are many: its words are the heads of its row and column.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from crosswalk import consensus, coverage
from crosswalk.coverage import Share
from crosswalk.model import Category, Guideline, Level, Pair, Topic
from crosswalk.urls import COMPARE, MATRIX
from crosswalk.views import linked_data
from crosswalk.views.page import Page, page
from crosswalk.views.parts import Bar, Link, bar
from crosswalk.views.site import Site

MOST_CELLS = 30_000
"""Above this a matrix is slow to open and to scroll; docs/architecture.md, How large a matrix may be."""
ROWS = 24
"""How many rows of a matrix fit a screen."""
ROW_STRIPES, COLUMN_STRIPES = 10, 5
"""How many stripes a bar has at most in the head of a row and of a column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one guideline has on one topic."""

    text: str
    """The number of its references, or the word for what it has instead."""
    href: str
    """The pair on the topic's page."""
    letters: str = ""
    """Its answers, as the key of the matrix has them."""
    levels: str = ""
    """How strongly it puts what it says: values of `Level`, with a space between them."""
    told: str = ""
    """Answers and levels in words."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands for an answer in the cells of a row."""

    id: str
    """Of the position."""
    letter: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """The answers to the question of a topic."""

    id: str
    """Of the topic."""
    topic: Link
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A topic, and a cell for each guideline of the matrix; None where the guideline is silent."""

    id: str
    """Of the topic, where it lists answers; else ""."""
    topic: Link
    count: int
    """How many guidelines speak of it."""
    bar: Bar
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A guideline, and how many of the topics it speaks of."""

    guideline: Link
    count: int
    bar: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The rows of a category."""

    slug: str
    anchor: str
    category: Link
    topics: str
    """Its topics, counted in words."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Topics downwards, guidelines across."""

    caption: str
    tall: bool
    """Whether it has more rows than fit a screen."""
    grouped: bool
    """Whether its groups have heads."""
    span: int
    """How many columns there are in all."""
    whole: Bar
    """The pairs there are, out of those there could be."""
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    key: tuple[KeyLine, ...]
    """What the letters in cells mean; none where no topic lists answers."""
    levels: tuple[tuple[str, str], ...]
    """The levels that cells have, each with its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryMatrix:
    """A category, and the way to its own matrix."""

    link: Link
    count: str
    """Its topics, counted in words."""
    bar: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """All that the page of the matrix shows."""

    lead: str
    tally: str
    """The pairs there are, in words."""
    bar: Bar
    compare: str
    """The href of the page that compares guidelines."""
    matrix: Matrix | None
    """None where there is nothing to show, or so much that each category shows its own."""
    too_large: str
    """Why they do, in words."""
    categories: tuple[CategoryMatrix, ...]
    """The categories, if each shows its own."""


def matrix_page(site: Site) -> Page:
    """Return the page of the matrix."""
    crosswalk = site.crosswalk
    counts = {"topic_count": len(crosswalk.topics), "guideline_count": len(crosswalk.guidelines)}
    lead = [site.say("matrix.lead", **counts), *([site.say("matrix.letters")] if site.has_questions else [])]
    share = coverage.of_pairs(crosswalk)
    divided = crosswalk.categories if share.total > MOST_CELLS else ()
    view = MatrixView(
        lead=" ".join(lead),
        tally=site.say("matrix.tally", count=share.count, total=share.total),
        bar=bar(site.say, share, "pair"),
        compare=site.urls.href(COMPARE),
        matrix=matrix(site, crosswalk.categories, crosswalk.guidelines),
        too_large=site.say("matrix.too_large", **counts),
        categories=tuple(_category(site, category) for category in divided),
    )
    return page(
        site,
        MATRIX,
        "matrix",
        view,
        title=site.say("matrix.title"),
        description=site.say("matrix.description", **counts),
        alternate=site.urls.coverage_json(),
        things=(linked_data.matrix_dataset(site),),
    )


def matrix(
    site: Site, categories: tuple[Category, ...], guidelines: tuple[Guideline, ...], of: str = ""
) -> Matrix | None:
    """Return the topics of *categories* by *guidelines*, or None if that were nothing or too large.

    *of* says in a word what it is the matrix of.
    """
    topics = [topic for category in categories for topic in category.topics]
    size = len(topics) * len(guidelines)
    if not 0 < size <= MOST_CELLS:
        return None
    spoken = Counter(
        pair.guideline.id for topic in topics for pair in _pairs(site, topic) if coverage.speaks(pair)
    )
    return Matrix(
        caption=f"{of}{': ' if of else ''}{site.say('matrix.caption')}",
        tall=len(topics) > ROWS,
        grouped=len(categories) > 1,
        span=len(guidelines) + 2,
        whole=bar(site.say, Share(spoken.total(), size), "pair", COLUMN_STRIPES),
        columns=tuple(
            Column(
                guideline=site.guideline_link(guideline),
                count=spoken[guideline.id],
                bar=bar(site.say, Share(spoken[guideline.id], len(topics)), "topic", COLUMN_STRIPES),
            )
            for guideline in guidelines
        ),
        groups=tuple(
            Group(
                slug=category.slug,
                anchor=f"_category-{category.slug}",
                category=site.category_link(category),
                topics=site.say.counted("topic", len(category.topics)),
                rows=tuple(_row(site, topic, guidelines) for topic in category.topics),
            )
            for category in categories
        ),
        key=tuple(
            KeyLine(id=topic.id, topic=site.topic_link(topic), letters=_letters(topic))
            for topic in topics
            if topic.positions
        ),
        levels=_worded(
            site,
            (
                level
                for level, _ in consensus.levels(pair for topic in topics for pair in _pairs(site, topic))
            ),
        ),
    )


def _worded(site: Site, levels: Iterable[Level]) -> tuple[tuple[str, str], ...]:
    return tuple((level.value, site.say(f"level.{level.value}")) for level in levels)


def _letters(topic: Topic) -> tuple[Letter, ...]:
    """Return a letter for each position of *topic*, and numbers where the letters do not suffice."""
    return tuple(
        Letter(
            position.id,
            ascii_uppercase[number] if number < len(ascii_uppercase) else f"{number + 1}",
            position.label,
        )
        for number, position in enumerate(topic.positions)
    )


def whole_href(site: Site, category: Category) -> str:
    """Return the href of *category* in the whole matrix, "" where that is too large to be shown."""
    fits = len(site.crosswalk.topics) * len(site.crosswalk.guidelines) <= MOST_CELLS
    return f"{site.urls.href(MATRIX)}?category={category.slug}" if fits else ""


def _row(site: Site, topic: Topic, guidelines: Iterable[Guideline]) -> Row:
    share = coverage.of_topic(site.crosswalk, topic.id)
    letters = {letter.id: letter for letter in _letters(topic)}
    cells = {pair.guideline.id: _cell(site, pair, letters) for pair in _pairs(site, topic)}
    return Row(
        id=topic.id if topic.positions else "",
        topic=site.topic_link(topic),
        count=share.count,
        bar=bar(site.say, share, "guideline", ROW_STRIPES),
        cells=tuple(cells.get(guideline.id) for guideline in guidelines),
    )


def _cell(site: Site, pair: Pair, letters: Mapping[str, Letter]) -> Cell:
    text = site.say.number(len(pair.references)) if pair.references else site.say("matrix.note")
    answers = [letters[position.id] for position in pair.positions]
    levels = _worded(site, consensus.levels_of(pair))
    return Cell(
        text,
        site.topic_href(pair.topic, pair.guideline.id),
        letters=" ".join(answer.letter for answer in answers),
        levels=" ".join(value for value, _ in levels),
        told=" · ".join((*(answer.label for answer in answers), *(words for _, words in levels))),
    )


def _pairs(site: Site, topic: Topic) -> tuple[Pair, ...]:
    return site.crosswalk.pairs_of_topic.get(topic.id, ())


def _category(site: Site, category: Category) -> CategoryMatrix:
    link = site.category_link(category)
    return CategoryMatrix(
        link=Link(link.text, f"{link.href}#_matrix"),
        count=site.say.counted("topic", len(category.topics)),
        bar=bar(site.say, coverage.of_category(site.crosswalk, category), "guideline"),
    )
