"""The same facts in other forms: YAML twins, and the table that spreadsheets read."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import SiteOf, run_crosswalk, write_content
from crosswalk.documents import serial
from crosswalk.nodes import Scalar, plain_kind
from site_reading import document
from test_api import BARE, documents

COLUMNS = ["topicId", "topicName", "topicCategory", "guidelineId", "guidelineTitle"]

# YAML


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    """A small site in both formats."""
    write_content({**BARE, "../crosswalk.toml": 'api_formats = ["json", "yaml"]\n'}, tmp_path / "content")
    built = run_crosswalk("build", "--content", tmp_path / "content", "--output", tmp_path / "site")
    assert built.returncode == 0, built.stderr
    return tmp_path / "site"


def test_every_document_has_a_twin_that_says_the_same(twins: Path) -> None:
    files = sorted(twins.rglob("*.json"))
    assert files
    for path in files:
        assert yaml.safe_load(path.with_suffix(".yaml").read_bytes()) == json.loads(path.read_bytes()), path


def test_every_document_leads_to_its_twin(twins: Path) -> None:
    for path, content in documents(twins):
        alternates = content["_links"]["alternate"]
        listed = alternates if isinstance(alternates, list) else [alternates]
        twin = {"href": f"/{path.removesuffix('.json')}.yaml", "type": "application/yaml"}
        assert twin in listed, path


def test_without_the_setting_there_is_no_twin(site_of: SiteOf) -> None:
    assert list(site_of(BARE).rglob("*.yaml")) == []


PLAIN = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
TRAPS = st.sampled_from(
    ["no", "y", "1e3", "0o17", "~", "null", "2016-01-22", "12:30:45", "- a", "a: b", "# a", "=", "<<"]
)


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.one_of(PLAIN, TRAPS), min_size=1))
def test_any_text_survives_in_yaml_as_text(facts: dict[str, str]) -> None:
    written = serial.yaml_twin(json.dumps(facts).encode()).decode()
    assert yaml.safe_load(written) == facts
    for line in written.splitlines():
        value = line.partition(": ")[2]
        assert plain_kind(Scalar(index=0, text=value, plain=True)) is None or value == ""


# CSV


def rows(site: Path) -> list[dict[str, str]]:
    """Return the rows of the table as a program reads them: one `'` less where a cell begins with it."""
    text = (site / "design/dump.csv").read_bytes().decode()
    return [
        {name: cell.removeprefix("'") for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)
    ]


def test_the_table_reads_back_to_the_facts_of_the_documents(published_site: Path) -> None:
    dump = document(published_site, "design/dump.json")
    topics = {topic["id"]: topic for category in dump["categories"] for topic in category["items"]}
    guidelines = {guideline["id"]: guideline for guideline in dump["guidelines"]}
    expected = [
        {
            "topicId": pair["topic"],
            "topicName": topics[pair["topic"]]["name"],
            "topicCategory": topics[pair["topic"]]["category"],
            "guidelineId": pair["guideline"],
            "guidelineTitle": guidelines[pair["guideline"]]["title"],
            **reference,
        }
        for pair in dump["pairs"]
        for reference in pair["references"]
    ]
    found = [{name: cell for name, cell in row.items() if cell} for row in rows(published_site)]
    assert found == expected
    assert len(found) == 1040


def test_the_table_is_rfc_4180(published_site: Path) -> None:
    content = (published_site / "design/dump.csv").read_bytes()
    head = content.partition(b"\r\n")[0].decode().split(",")
    assert head[:5] == COLUMNS
    assert head[5:] == ["name", "url", "quote", "document", "description", "level", "rule", "archivedUrl"]
    assert content.endswith(b"\r\n")
    assert not content.startswith(b"\xef\xbb\xbf")


DANGER = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


@given(
    PLAIN
    | st.tuples(
        st.sampled_from(
            ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'", "'="]
        ),
        PLAIN,
    ).map("".join)
)
def test_no_cell_is_a_formula_and_every_cell_comes_back(cell: str) -> None:
    defused = serial.defused(cell)
    assert not DANGER.match(defused)
    assert defused.removeprefix("'") == cell
    text = serial.csv_line([serial.csv_cell(cell), ""]).decode()
    (row,) = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert row == [defused, ""]


def test_a_formula_in_the_content_does_not_reach_a_spreadsheet(site_of: SiteOf) -> None:
    reference = (
        "{name: '=HYPERLINK(\"https://evil.example\")', url: 'https://acme.example/#1', quote: \"'quoted'\"}"
    )
    facts = "guideline_id: acme, guideline_title: '+1', guideline_url: 'https://acme.example'"
    guideline = f"{{{facts}, references: [{reference}]}}"
    topic = f"---\ntopic_id: a\ntopic_name: '@sum'\nguidelines: [{guideline}]\n---\n"
    site = site_of({"topics/a.md": topic})
    text = (site / "design/dump.csv").read_text(encoding="utf-8")
    assert "a,'@sum,,acme,'+1,\"'=HYPERLINK" in text
    (row,) = rows(site)
    assert row["name"] == '=HYPERLINK("https://evil.example")'
    assert row["quote"] == "'quoted'"
