"""The content of this repository is an example: whole, sound, and proven by what guidelines publish."""

from pathlib import Path

import pytest

from crosswalk.build import examine
from crosswalk.model import Crosswalk, Topic
from crosswalk.settings import Settings

SHOWCASE = (
    "http-status-202",
    "http-status-204",
    "pagination",
    "error-format",
    "versioning",
    "property-naming",
    "date-time",
    "resource-update-partial",
    "idempotency-key",
    "filtering",
    "deprecation",
    "rate-limiting",
)
"""The topics that show what a topic can be."""

UNLISTED = {
    "atlassian-rest-api-design-guidelines-version-1": "moved, and nobody has found where to",
    "cloud-foundy-cloud-controller-api-style-guide": "a proposal of 2016; its successor is there too",
    "paypal-api-style-guide": "retired in 2017; read in its repository, below deprecated/",
}
"""Guidelines of 2016 whose sections are not among the published ones, and why they stay."""


@pytest.fixture(scope="module")
def own() -> Crosswalk:
    crosswalk, found = examine(Path(__file__).parents[1] / "content", Settings())
    assert [str(each) for each in found] == []
    return crosswalk


@pytest.fixture(scope="module")
def topics(own: Crosswalk) -> dict[str, Topic]:
    return {topic.id: topic for topic in own.topics}


def test_the_references_are_published_sections(own: Crosswalk, shared: Path) -> None:
    rows = (shared / "data/guidelines/sections.tsv").read_text("utf-8").splitlines()
    sections = {tuple(row.split("\t")[1:]) for row in rows if not row.startswith("#")}
    unknown = {
        (topic.id, reference.name, reference.url)
        for topic in own.topics
        for entry in topic.entries
        for reference in entry.references
        if entry.guideline_id not in UNLISTED and (reference.url, reference.name) not in sections
    }
    assert unknown == set()


def test_the_categories_are_those_of_the_taxonomy(topics: dict[str, Topic], shared: Path) -> None:
    rows = (shared / "data/guidelines/topics.tsv").read_text("utf-8").splitlines()
    categories = dict(row.split("\t")[:2] for row in rows if not row.startswith("#"))
    assert {topic.id: topic.category for topic in topics.values()}.items() <= categories.items()


@pytest.mark.parametrize("name", SHOWCASE)
def test_a_showcase_is_whole(topics: dict[str, Topic], name: str) -> None:
    topic = topics[name]
    assert topic.question
    assert topic.description
    assert topic.specs
    assert topic.updated
    assert 2 <= len(topic.positions) <= 5
    assert sum(bool(entry.positions) for entry in topic.entries) >= 8
    assert "```http" in topic.body.text


@pytest.mark.parametrize("name", SHOWCASE)
def test_each_position_is_taken(topics: dict[str, Topic], name: str) -> None:
    topic = topics[name]
    taken = {each for entry in topic.entries for each in entry.positions}
    assert taken == {each.id for each in topic.positions}


@pytest.mark.parametrize("name", SHOWCASE)
def test_whoever_takes_a_position_is_explained(topics: dict[str, Topic], name: str) -> None:
    for entry in topics[name].entries:
        assert entry.note or not entry.positions, entry.guideline_id
        for reference in entry.references:
            assert entry.note or reference.quote or not reference.level, reference.url


@pytest.mark.parametrize("name", SHOWCASE)
def test_quotes_are_short(topics: dict[str, Topic], name: str) -> None:
    quotes = [reference.quote or "" for entry in topics[name].entries for reference in entry.references]
    assert max(len(quote.split()) for quote in quotes) < 25
