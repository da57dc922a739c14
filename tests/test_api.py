"""The JSON documents: the published shape, linked, strict, the same facts as the pages (SPEC 4)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import SiteOf
from site_reading import document, hrefs

BARE = {
    "topics/bare.md": "---\ntopic_id: bare\ntopic_name: Bare\n---\n",
    "topics/full.md": """---
topic_id: full
topic_name: Full <b>
topic_category: A category
topic_description: "Words\\nin lines"
topic_question: Why?
topic_specs: [{name: RFC 1, url: 'https://rfc.example/1'}]
topic_authors: [Ada, {name: Bob, url: 'https://bob.example/'}]
topic_updated: 2026-01-31T12:00:00Z
topic_positions: [{id: some, label: Some}, {id: other, label: Other}]
guidelines:
  - guideline_id: acme
    position: [other, some]
    note: A note
    references:
      - {name: One, url: 'https://acme.example/#1', quote: 'Some "words"', level: must-not, rule: '1',
         document: Part 1, description: More, archivedUrl: 'https://archive.example/1'}
      - {name: Two, url: 'https://acme.example/#2'}
---
""",
    "guidelines/acme.md": """---
guideline_id: acme
guideline_title: Acme
guideline_url: https://acme.example/
guideline_companyLogoUrl: /media/acme.svg
guideline_date: '2020-02-29 23:59:59+14:00'
guideline_status: superseded
guideline_replacedBy: zeta
guideline_authors: [{name: Cy, twitter: cy}]
---
Profile.
""",
    "guidelines/zeta.yaml": "guideline_id: zeta\nguideline_title: Zeta\nguideline_url: https://zeta.example/\n",
}


@pytest.fixture
def site(site_of: SiteOf) -> Path:
    """A small site with every kind of fact."""
    return site_of(BARE)


def test_a_topic_tells_what_its_author_gave_and_nothing_else(site: Path) -> None:
    bare = document(site, "design/topics/bare.json")
    assert list(bare) == ["id", "name", "_links"]
    full = document(site, "design/topics/full.json")
    del full["_links"]
    assert full == {
        "id": "full",
        "category": "A category",
        "name": "Full <b>",
        "description": "Words\nin lines",
        "question": "Why?",
        "specs": [{"name": "RFC 1", "url": "https://rfc.example/1"}],
        "authors": [{"name": "Ada"}, {"name": "Bob", "url": "https://bob.example/"}],
        "updated": "2026-01-31",
    }


def test_a_guideline_tells_all_its_facts_and_not_its_derived_data(site: Path) -> None:
    acme = document(site, "design/guidelines/acme.json")
    del acme["_links"]
    assert acme == {
        "id": "acme",
        "title": "Acme",
        "url": "https://acme.example/",
        "companyLogoUrl": "/media/acme.svg",
        "authors": [{"name": "Cy", "twitter": "cy"}],
        "date": "2020-02-29",
        "status": "superseded",
        "replacedBy": ["zeta"],
    }


def only_item(collection: dict[str, Any]) -> dict[str, Any]:
    """Return the one item that *collection* has."""
    (item,) = collection["items"]
    assert isinstance(item, dict)
    return item


def test_a_pair_reads_the_same_from_both_sides(site: Path) -> None:
    of_topic = only_item(document(site, "design/topics/full/guidelines.json"))
    of_guideline = only_item(document(site, "design/guidelines/acme/topics.json"))
    for part in ("references", "position", "note"):
        assert of_topic[part] == of_guideline[part]
    assert of_topic["position"] == ["some", "other"]
    assert of_topic["references"][0] == {
        "name": "One",
        "url": "https://acme.example/#1",
        "quote": 'Some "words"',
        "document": "Part 1",
        "description": "More",
        "level": "must-not",
        "rule": "1",
        "archivedUrl": "https://archive.example/1",
    }
    assert of_topic["_embedded"]["guideline"] == document(site, "design/guidelines/acme.json")
    assert of_guideline["_embedded"]["topic"] == document(site, "design/topics/full.json")


def documents(site: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield path and content of every document."""
    for path in sorted(site.rglob("*.json")):
        name = str(path.relative_to(site))
        yield name, document(site, name)


def resources(part: object) -> Iterator[dict[str, Any]]:
    """Yield every document and embedded object in *part*, items of a pair aside."""
    if isinstance(part, dict):
        if "_links" in part and not {"references"} & set(part):
            yield part
        for value in part.values():
            yield from resources(value)
    elif isinstance(part, list):
        for value in part:
            yield from resources(value)


@pytest.mark.parametrize("base", ["", "https://example.org/kb"])
def test_every_document_and_embedded_object_names_its_own_file(site_of: SiteOf, base: str) -> None:
    site = site_of(BARE, *(["--base-url", base] if base else []))
    for path, content in documents(site):
        assert content["_links"]["self"] == {"href": f"{base}/{path}"}
        for resource in resources(content):
            own = str(resource["_links"]["self"]["href"])
            assert (site / own.removeprefix(f"{base}/")).is_file()
            whole = document(site, own.removeprefix(f"{base}/"))
            assert resource == whole


def test_hrefs_are_absolute_where_the_base_url_is_known_and_path_absolute_elsewhere(site_of: SiteOf) -> None:
    for base in ("", "https://example.org/kb"):
        site = site_of(BARE, *(["--base-url", base] if base else []))
        for path, content in documents(site):
            for href in hrefs(content):
                assert href.startswith(f"{base}/"), f"{path}: {href}"


def test_collections_list_their_items_and_items_lead_back(site: Path) -> None:
    for name, label in (("topics", "name"), ("guidelines", "title")):
        collection = document(site, f"design/{name}.json")
        items = collection["items"]
        assert isinstance(items, list)
        assert collection["_links"]["item"] == [
            {"href": item["_links"]["self"]["href"], "name": item["id"], "title": item[label]}
            for item in items
        ]
        for item in items:
            assert item["_links"]["collection"] == item["_links"]["up"] == {"href": f"/design/{name}.json"}


def test_the_entry_leads_to_every_resource(site: Path) -> None:
    seen: set[str] = set()
    rest = ["index.json"]
    while rest:
        path = rest.pop()
        if path not in seen:
            seen.add(path)
            links = (href.removeprefix("/") for href in hrefs(document(site, path)))
            rest += [link for link in links if link.endswith(".json")]
    assert seen == {path for path, _ in documents(site)}


def test_the_entry_has_templates_for_topic_and_guideline(site: Path) -> None:
    links = document(site, "index.json")["_links"]
    assert isinstance(links, dict)
    for name, existing in (("topic", "full"), ("guideline", "acme")):
        assert links[name]["templated"] is True
        path = re.sub(r"\{id\}", existing, links[name]["href"]).removeprefix("/")
        assert document(site, path)["id"] == existing
