"""The site in `examples/`: sound, in canonical form, whole at any address, in words of its own field."""

import re
from pathlib import Path

import pytest

import contract
from conftest import ROOT, Host, build_site, files_of
from crosswalk.build import examine
from crosswalk.model import Crosswalk
from crosswalk.settings import load_settings
from site_reading import dead_links, document, page

ACCESSIBILITY = ROOT / "examples" / "web-accessibility"
BASES = ("", "https://example.org/a11y")
DEFAULT_SECTION = re.compile(rb"""["'(](?:https://example\.org)?(?:/a11y)?/design[/".')]""")
"""An address below the section that sites have by default; `/design-system` is a path of other hosts."""
SAME_FOR_ALL = ("schemas/", "openapi.json")
"""What documents are like, whoever's they are: the addresses in there are examples."""


@pytest.fixture(scope="module")
def crosswalk() -> Crosswalk:
    content = ACCESSIBILITY / "content"
    crosswalk, found = examine(content, load_settings(content))
    assert [str(each) for each in found] == []
    return crosswalk


@pytest.fixture(scope="module", params=BASES, ids=("at-the-root", "below-a-path"))
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def site(base: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "site"
    return build_site(ACCESSIBILITY / "content", folder, *(["--base-url", base] if base else []))


def test_there_is_nothing_to_report_and_nothing_to_format() -> None:
    content = ACCESSIBILITY / "content"
    checked = contract.check(content)
    assert (checked.code, checked.findings) == (0, [])
    assert contract.run("fmt", "--check", "--content", content).code == 0


def test_no_link_of_it_is_dead(site: Path, base: str) -> None:
    assert dead_links(site, base) == []


def test_its_words_stand_in_its_addresses_and_nobody_elses(site: Path) -> None:
    files = files_of(site)
    assert {"criteria/topics/contrast.html", "criteria/topics/contrast.json", "criteria.json"} <= files.keys()
    assert [path for path in files if path.startswith("design")] == []
    own = {path: content for path, content in files.items() if not path.startswith(SAME_FOR_ALL)}
    assert [path for path, content in own.items() if DEFAULT_SECTION.search(content)] == []
    assert "criteria" in document(site, "index.json")["_links"]
    assert "Accessibility criteria" in page(site, "criteria/topics/contrast.html").text


def test_its_pages_are_served_where_it_stands(site: Path, base: str, pages_host: Host) -> None:
    below = base.removeprefix("https://example.org")
    host = pages_host(site, below)
    asked = ("/", "/about", "/matrix", "/criteria/topics/focus-visible", "/criteria/guidelines/wcag-22.json")
    assert [host.answer(below + path).status for path in asked] == [200] * len(asked)
    assert host.answer(f"{below}/design/topics/focus-visible").status == 404


def test_each_topic_asks_a_question_that_explainers_answer_differently(crosswalk: Crosswalk) -> None:
    for topic in crosswalk.topics:
        taken = {position for entry in topic.entries for position in entry.positions}
        assert (topic.question or "").endswith("?"), topic.id
        assert taken == {position.id for position in topic.positions}, topic.id
        assert len(taken) >= 2, topic.id
        assert all(entry.note and entry.references for entry in topic.entries), topic.id
        assert topic.body.text.strip(), topic.id


def test_of_others_there_are_names_and_addresses_only(crosswalk: Crosswalk) -> None:
    references = [each for topic in crosswalk.topics for entry in topic.entries for each in entry.references]
    assert [each.name for each in references if each.quote] == []
    assert len({(each.name, each.url) for each in references}) == len(references)
