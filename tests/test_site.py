"""Whole sites: the hundred published topics, from files to pages and documents."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from conftest import Command, SiteOf, build_site, files_of
from site_reading import collapsed, dead_links, document, page

pytestmark = pytest.mark.usefixtures("untraced")

Front = dict[str, object]


def front_matter(path: Path) -> Front:
    """Return the front matter of *path* as PyYAML reads it: another reader than ours."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8").split("\n---")[0].removeprefix("---"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="session")
def topics(shared: Path) -> list[Front]:
    """The hundred topics, corrected."""
    folder = shared / "data/apistylebook/corrected/topics"
    return [front_matter(path) for path in sorted(folder.glob("*.md"))]


def rows(topics: list[Front]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield topic id, guideline id and reference of each reference there is."""
    for topic in topics:
        for entry in topic["guidelines"]:  # type: ignore[attr-defined] # plain YAML
            for reference in entry["references"]:
                yield str(topic["topic_id"]), entry["guideline_id"], reference


# From files to pages


def test_every_topic_and_guideline_has_its_page_and_documents(published_site: Path) -> None:
    design = published_site / "design"
    assert len([path for path in (design / "topics").glob("*.html") if path.name != "index.html"]) == 100
    assert len([path for path in (design / "guidelines").glob("*.html") if path.name != "index.html"]) == 16
    assert len(list((design / "topics").glob("*.json"))) == 100
    assert len(list((design / "topics").glob("*/guidelines.json"))) == 100
    assert len(list((design / "guidelines").glob("*.json"))) == 16
    assert len(list((design / "guidelines").glob("*/topics.json"))) == 16
    assert len(list((design / "categories").glob("*.html"))) == 17


def test_every_reference_stands_on_both_pages(published_site: Path, topics: list[Front]) -> None:
    listed = list(rows(topics))
    paths = {
        path
        for topic_id, guideline_id, _ in listed
        for path in (f"design/topics/{topic_id}.html", f"design/guidelines/{guideline_id}.html")
    }
    pages = {path: page(published_site, path) for path in paths}
    for topic_id, guideline_id, reference in listed:
        for path in (f"design/topics/{topic_id}.html", f"design/guidelines/{guideline_id}.html"):
            assert reference["url"] in pages[path].links, path
            assert collapsed(reference["name"]) in pages[path].text, path
            assert collapsed(reference.get("quote") or "") in pages[path].text, path
    assert len(listed) == 1040
    assert sum("quote" in reference for _, _, reference in listed) == 210


def test_text_of_a_topic_stands_on_its_page(published_site: Path, topics: list[Front]) -> None:
    for topic in topics:
        shown = page(published_site, f"design/topics/{topic['topic_id']}.html").text
        for key in ("topic_name", "topic_category", "topic_description"):
            assert collapsed(str(topic[key])) in shown


@pytest.mark.parametrize("base", ["", "https://example.org/kb"])
def test_no_internal_link_is_dead(shared: Path, site_of: SiteOf, base: str) -> None:
    options = ["--base-url", base] if base else []
    site = site_of(shared / "data/apistylebook/corrected", *options)
    assert dead_links(site, base) == []


# From files to documents


def test_documents_equal_those_published(published_site: Path, shared: Path) -> None:
    samples = shared / "data/apistylebook/api-sample"
    paths = sorted(path.relative_to(samples) for path in samples.rglob("*.json"))
    assert len(paths) == 6
    for path in paths:
        published = mended(json.loads((samples / path).read_bytes()))
        assert_holds(document(published_site, str(path)), published, str(path))


def mended(part: object) -> object:
    """Return what was published, as it is once the twelve mistakes are mended, dates by day."""
    if isinstance(part, list):
        return [mended(item) for item in part]
    if not isinstance(part, dict):
        is_midnight = isinstance(part, str) and part.endswith("T00:00:00.000Z")
        return part[:10] if is_midnight and isinstance(part, str) else part
    if set(part) == {"name", "description"}:  # of two references, the address stood in the wrong key
        return {"name": part["name"], "url": part["description"]}
    return {key: mended(value) for key, value in part.items()}


def assert_holds(ours: object, published: object, path: str) -> None:
    """Assert that *ours* has every field of *published*, with the same value; the order of items is free."""
    if isinstance(published, dict):
        assert isinstance(ours, dict), path
        for key, value in published.items():
            assert_holds(ours.get(key), value, f"{path} {key}")
    elif isinstance(published, list):
        assert isinstance(ours, list), path
        assert len(ours) == len(published), path
        found = {identity(item): item for item in ours}
        for item in published:
            assert_holds(found[identity(item)], item, f"{path} {identity(item)}")
    else:
        assert ours == published, path


def identity(item: object) -> str:
    """Return what tells an item of a published list from the others."""
    assert isinstance(item, dict)
    if "_embedded" in item:
        (embedded,) = item["_embedded"].values()
        return str(embedded["id"])
    return str(item.get("id") or (item["name"], item.get("url"), item.get("quote")))


# Mistakes


def test_check_finds_the_mistakes_that_shipped_and_nothing_else(
    shared: Path, crosswalk_command: Command
) -> None:
    folder = shared / "data/apistylebook/as-published"
    done = crosswalk_command("check", "--content", folder, "--format", "json")
    assert done.returncode == 1
    table = (folder / "expected-errors.tsv").read_text().splitlines()[1:]
    expected = [line.split("\t") for line in table]
    found = sorted(json.loads(done.stdout), key=lambda each: (each["path"], str(each["line"])))
    assert len(found) == len(expected) == 12
    for each, (path, line, codes) in zip(found, expected, strict=True):
        assert each["path"].endswith(f"/{path}")
        assert str(each["line"]) == line
        assert each["code"] in codes.split("|")


# One truth


def test_facts_may_move_to_a_registry_and_the_site_stays_the_same(
    shared: Path, published_site: Path, topics: list[Front], tmp_path: Path
) -> None:
    content = tmp_path / "content"
    (content / "topics").mkdir(parents=True)
    (content / "guidelines").mkdir()
    shutil.copytree(shared / "data/apistylebook/corrected/media", content / "media")
    for topic in topics:
        short = {**topic, "guidelines": [moved(entry, content) for entry in topic["guidelines"]]}  # type: ignore[attr-defined] # plain YAML
        text = yaml.safe_dump(short, allow_unicode=True, sort_keys=False)
        (content / f"topics/{topic['topic_id']}.md").write_text(f"---\n{text}---\n", encoding="utf-8")
    assert len(list((content / "guidelines").iterdir())) == 16
    assert files_of(build_site(content, tmp_path / "site")) == files_of(published_site)


def moved(entry: Front, content: Path) -> Front:
    """Write the facts of *entry* into the registry; return what is the topic's own."""
    own = {"guideline_id", "references"}
    facts = {key: value for key, value in entry.items() if key not in own - {"guideline_id"}}
    path = content / f"guidelines/{entry['guideline_id']}.yaml"
    path.write_text(yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8")
    return {key: value for key, value in entry.items() if key in own}


# Same content, same bytes


def test_a_build_depends_on_nothing_but_the_content(
    shared: Path, published_site: Path, tmp_path: Path, crosswalk_command: Command
) -> None:
    elsewhere = tmp_path / "a folder of another name"
    shutil.copytree(shared / "data/apistylebook/corrected", elsewhere / "copy")
    surroundings = {
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "LANG": None,
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "7",
        "HOME": "/nonexistent",
    }
    before = os.umask(0o077)
    try:
        done = crosswalk_command(
            "build", "--content", "copy", "--output", "out", env=surroundings, cwd=elsewhere
        )
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    assert files_of(elsewhere / "out") == files_of(published_site)
