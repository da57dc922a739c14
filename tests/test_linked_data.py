"""What pages tell programs: strict JSON, in words that schema.org has, each property where it may stand.

The words are those of `schema-dts`, the vocabulary as types; `tsc` holds every page's data to them, so that
a misspelt property fails as a misspelt name does.
"""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import NODE_MODULES, RunTool
from crosswalks import crosswalk, post, topic
from test_pages import hostile, read, read_rich, rich

pytestmark = pytest.mark.usefixtures("untraced")

BASES = ("", "https://example.org/kb")
PROJECT = {
    "compilerOptions": {"noEmit": True, "strict": True, "skipLibCheck": True, "module": "nodenext"},
    "files": ["told.ts"],
}
Data = dict[str, Any]


def told(base_url: str = "", **settings: str) -> dict[str, Data]:
    """Return what every page of the rich crosswalk tells, by path."""
    pages = read(rich(), base_url, **settings) if settings else read_rich(base_url)
    return {path: json.loads(page.data[0], parse_constant=_no_constant) for path, page in pages.items()}


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def things(data: Data, kind: str) -> list[Data]:
    """Return the things of one *kind* that a page tells of at its top."""
    return [thing for thing in data["@graph"] if thing["@type"] == kind]


def one(data: Data, kind: str) -> Data:
    """Return the one thing of a *kind*."""
    (found,) = things(data, kind)
    return found


# In the words of schema.org


def faults(documents: list[Data], folder: Path, run_tool: RunTool) -> list[str]:
    """Return what the vocabulary has against *documents*."""
    (folder / "node_modules").symlink_to(NODE_MODULES)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "tsconfig.json").write_text(json.dumps(PROJECT), encoding="utf-8")
    written = [f"const d{number}: Graph = {json.dumps(each)};\n" for number, each in enumerate(documents)]
    (folder / "told.ts").write_text(
        'import type { Graph } from "schema-dts";\n' + "".join(written), encoding="utf-8"
    )
    compiler = NODE_MODULES / "typescript/bin/tsc"
    return run_tool("node", compiler, "--project", folder, "--pretty", "false").stdout.splitlines()


def test_every_word_on_every_page_is_one_of_schema_org(tmp_path: Path, run_tool: RunTool) -> None:
    documents = [copy.deepcopy(data) for base_url in BASES for data in told(base_url).values()]
    # An annotation of an action (schema.org, "Potential actions"), which the types leave out.
    for action in [each for data in documents for each in things_within(data) if "query-input" in each]:
        assert action.pop("query-input") == "required name=search_term_string"
    assert {thing["@type"] for data in documents for thing in data["@graph"]} == {
        *("BreadcrumbList", "WebSite", "DefinedTermSet", "DefinedTerm", "TechArticle", "ItemList", "WebPage"),
        *("Blog", "BlogPosting", "WebAPI", "Dataset"),
    }
    assert faults(documents, tmp_path, run_tool) == []


def test_the_vocabulary_would_notice_a_mistake(tmp_path: Path, run_tool: RunTool) -> None:
    wrong: list[Data] = [
        {"@type": "TechArticle", "headlin": "x"},
        {"@type": "TecArticle", "headline": "x"},
        {"@type": "TechArticle", "isPartOf": {"@type": "WebSite", "nmae": "x"}},
        {"@type": "Dataset", "distribution": [{"@type": "Person", "name": "x"}]},
    ]
    documents = [{"@context": "https://schema.org", "@graph": [each]} for each in wrong]
    found = faults(documents, tmp_path, run_tool)
    lines = {line.partition("(")[2].partition(",")[0] for line in found if ": error TS" in line}
    assert lines == {"2", "3", "4", "5"}


# What is told


@pytest.mark.parametrize("base_url", BASES)
def test_the_home_page_tells_of_the_site_and_its_search(base_url: str) -> None:
    site = one(told(base_url)["index.html"], "WebSite")
    assert site["url"] == f"{base_url}/"
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{base_url}/search?q={{search_term_string}}"


@pytest.mark.parametrize("base_url", BASES)
def test_a_topic_is_a_term_and_an_article_about_it(base_url: str) -> None:
    data = told(base_url)["else/where.html"]
    term, article = one(data, "DefinedTerm"), one(data, "TechArticle")
    assert article["about"] == {"@id": term["@id"]}
    assert article["headline"] == hostile("topic title")
    assert article["dateModified"] == "2026-03-01"
    assert [author["name"] for author in article["author"]] == [hostile("author"), "Anonymous"]
    assert [work["name"] for work in article["citation"]] == [
        hostile("spec"),
        hostile("guideline title"),
        "zeta",
    ]
    assert ("image" in article) == bool(base_url)
    terms = one(told(base_url)["design/topics/index.html"], "DefinedTermSet")
    assert term["inDefinedTermSet"]["@id"] == terms["@id"]


def test_dates_are_told_only_where_authors_state_them() -> None:
    article = one(told()["design/topics/ok.html"], "TechArticle")
    assert not [name for name in article if name.startswith("date")]


def test_categories_are_sets_of_terms_within_one() -> None:
    site = told()
    whole = one(site["design/topics/index.html"], "DefinedTermSet")
    named = {}
    for part in whole["hasPart"]:
        own = one(site[f"{part['url'].removeprefix('/')}.html"], "DefinedTermSet")
        assert own["@id"] == part["@id"]
        assert own["isPartOf"] == {"@id": whole["@id"]}
        named[own["name"]] = [term["termCode"] for term in own["hasDefinedTerm"]]
    assert named == {hostile("category"): ["accepted"], "Other": ["ok", "alone"]}


def test_the_page_of_a_guideline_is_about_a_work_that_stands_elsewhere() -> None:
    page = one(told()["design/guidelines/acme.html"], "WebPage")
    work = page["about"]
    assert page["url"] == "/design/guidelines/acme"
    assert (work["@type"], work["url"]) == ("CreativeWork", "https://acme.example/rules")
    assert work["publisher"]["name"] == hostile("company")
    assert work["dateModified"] == "2016-01-22"
    assert work["license"]["name"] == hostile("licence")
    assert "publisher" in one(told()["design/guidelines/mute.html"], "WebPage")["about"]


def test_the_index_of_guidelines_is_a_list_of_their_pages() -> None:
    listed = one(told()["design/guidelines/index.html"], "ItemList")
    assert listed["numberOfItems"] == len(listed["itemListElement"]) == 3
    assert {item["url"] for item in listed["itemListElement"]} == {
        f"/design/guidelines/{name}" for name in ("acme", "zeta", "mute")
    }


def test_the_page_of_the_api_tells_of_the_files_to_take_away() -> None:
    dataset = one(told("https://example.org/kb")["api.html"], "Dataset")
    assert {part["contentUrl"]: part["encodingFormat"] for part in dataset["distribution"]} == {
        "https://example.org/kb/design/dump.json": "application/json",
        "https://example.org/kb/design/dump.csv": "text/csv",
    }


def test_posts_are_those_of_a_blog() -> None:
    site = told()
    listed = one(site["blog/index.html"], "Blog")["blogPost"]
    assert [each["datePublished"] for each in listed] == ["2026-02-02", "2026-01-01"]
    own = one(site["blog/second.html"], "BlogPosting")
    assert own["@id"] == listed[0]["@id"]
    assert own["headline"] == hostile("post title")


def test_ids_that_pages_refer_to_are_those_of_things_somewhere() -> None:
    site = told()
    every = [each for data in site.values() for each in things_within(data) if "@id" in each]
    referred = {each["@id"] for each in every if len(each) == 1}
    known = {each["@id"] for each in every if len(each) > 1}
    assert referred
    assert referred <= known


def things_within(data: Any) -> Iterator[Data]:  # noqa: ANN401 - JSON
    """Yield every object in *data*."""
    if isinstance(data, dict):
        yield data
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for value in values:
        yield from things_within(value)


def test_what_is_told_of_a_language_is_the_sites() -> None:
    home = json.loads(
        read(crosswalk([topic("a")], posts=[post("p", "2026-01-01")]), language="de")["blog/p.html"].data[0]
    )
    assert one(home, "BlogPosting")["inLanguage"] == "de"
