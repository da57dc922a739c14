"""The JSON documents: the published shape, linked, strict, the same facts as the pages (SPEC 4)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import SiteOf, run_crosswalk, write_content
from site_reading import document, hrefs, page

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
topic_aliases: whole
topic_related: [bare, nowhere]
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
    assert "related" not in bare["_links"]
    full = document(site, "design/topics/full.json")
    del full["_links"]
    assert full == {
        "id": "full",
        "category": "A category",
        "name": "Full <b>",
        "description": "Words\nin lines",
        "question": "Why?",
        "positions": [{"id": "some", "label": "Some"}, {"id": "other", "label": "Other"}],
        "consensus": {
            "standing": "open",
            "speaking": 1,
            "answering": 1,
            "leading": ["some", "other"],
            "pairs": 0,
            "pairsApart": 0,
            "answers": [
                {"id": "some", "guidelines": 1, "levels": {"must-not": 1}},
                {"id": "other", "guidelines": 1, "levels": {"must-not": 1}},
            ],
        },
        "specs": [{"name": "RFC 1", "url": "https://rfc.example/1"}],
        "authors": [{"name": "Ada"}, {"name": "Bob", "url": "https://bob.example/"}],
        "updated": "2026-01-31",
        "aliases": ["whole"],
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
    """Yield path and content of every HAL document."""
    for path in sorted(site.rglob("*.json")):
        name = str(path.relative_to(site))
        content = document(site, name)
        if "_links" in content:
            yield name, content


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


def reached(site: Path, start: str) -> set[str]:
    """Return every JSON file of *site* that links lead to from *start*."""
    seen: set[str] = set()
    rest = [start]
    while rest:
        path = rest.pop()
        if path not in seen:
            seen.add(path)
            links = (href.removeprefix("/") for href in hrefs(document(site, path)))
            rest += [link for link in links if link.endswith(".json")]
    return seen


def test_the_entry_leads_to_every_file_of_the_api(site: Path) -> None:
    """But for former addresses, which nobody should learn anew, and for what authors' editors read."""
    every = {str(path.relative_to(site)) for path in site.rglob("*.json")}
    left = every - reached(site, "index.json")
    assert {path for path in left if not path.startswith("schemas/")} == {
        "design/topics/whole.json",
        "design/topics/whole/guidelines.json",
    }
    assert {path for path in left if path.startswith("schemas/")} == {
        *(
            f"schemas/authored-{name}.schema.json"
            for name in ("categories", "guideline", "page", "post", "topic")
        ),
        "schemas/changes.schema.json",
        "schemas/moved.schema.json",
        "schemas/topic-linkset.schema.json",
        "schemas/api-catalog.schema.json",
    }


def test_the_entry_has_templates_for_topic_and_guideline(site: Path) -> None:
    links = document(site, "index.json")["_links"]
    assert isinstance(links, dict)
    for name, existing in (("topic", "full"), ("guideline", "acme"), ("cw:category", "a-category")):
        assert links[name]["templated"] is True
        path = re.sub(r"\{id\}", existing, links[name]["href"]).removeprefix("/")
        assert document(site, path)["id"] == existing


# Relations


def test_relations_of_our_own_are_curies_whose_page_exists(site: Path) -> None:
    """The bare names are IANA's, or were published in 2019."""
    for path, content in documents(site):
        links = content["_links"]
        own = [name for name in links if ":" in name]
        if own:
            (curie,) = links["curies"]
            assert curie["templated"] is True
            for name in own:
                prefix, _, relation = name.partition(":")
                assert prefix == curie["name"], path
                assert (site / f"{curie['href'].replace('{rel}', relation)[1:]}.html").is_file(), name


def test_every_document_leads_to_its_schema_and_to_the_page_that_explains_it(site: Path) -> None:
    explained = page(site, "api.html").ids
    for path, content in documents(site):
        for resource in (content, *resources(content)):
            links = resource["_links"]
            assert document(site, links["describedby"]["href"][1:])["type"] == "object", path
            where, _, kind = links["profile"]["href"].partition("#")
            assert where == "/api"
            assert kind in explained


def test_a_topic_links_its_category_and_known_related_topics(site: Path) -> None:
    links = document(site, "design/topics/full.json")["_links"]
    assert links["tag"] == {
        "href": "/design/categories/a-category.json",
        "name": "a-category",
        "title": "A category",
    }
    assert links["related"] == [{"href": "/design/topics/bare.json", "name": "bare", "title": "Bare"}]


def test_a_guideline_links_those_that_took_its_place(site: Path) -> None:
    links = document(site, "design/guidelines/acme.json")["_links"]
    assert [link["name"] for link in links["successor-version"]] == ["zeta"]


def test_a_former_id_says_where_the_topic_went(site: Path) -> None:
    for rest in (".json", "/guidelines.json"):
        moved = document(site, f"design/topics/whole{rest}")
        assert (moved["id"], moved["formerId"]) == ("full", "whole")
        target = moved["_links"]["canonical"]["href"]
        assert target == f"/design/topics/full{rest}"
        assert (site / target[1:]).is_file()


# What is about everything


def test_a_category_holds_its_topics_whole(site: Path) -> None:
    categories = document(site, "design/categories.json")["items"]
    assert [category["id"] for category in categories] == ["a-category", "uncategorised"]
    category = document(site, "design/categories/a-category.json")
    assert category == categories[0]
    assert category["items"] == [document(site, "design/topics/full.json")]


def test_coverage_counts_both_ways(site: Path) -> None:
    coverage = document(site, "design/coverage.json")
    assert coverage["totals"] == {"topics": 2, "guidelines": 2, "pairs": 1, "references": 2}
    assert coverage["pairs"] == [
        {
            "topic": "full",
            "guideline": "acme",
            "references": 2,
            "position": ["some", "other"],
            "levels": ["must-not"],
        }
    ]
    agreed = [each.get("consensus") for each in coverage["topics"]]
    assert agreed == [document(site, "design/topics/full.json")["consensus"], None]
    assert [(each["id"], each["guidelines"]) for each in coverage["topics"]] == [("full", 1), ("bare", 0)]
    assert [(each["id"], each["references"]) for each in coverage["guidelines"]] == [("acme", 2), ("zeta", 0)]


def test_references_tell_the_topics_of_a_section(published_site: Path) -> None:
    items = document(published_site, "design/references.json")["items"]
    urls = [item["url"] for item in items]
    assert urls == sorted(set(urls))
    assert sum(len(item["uses"]) for item in items) == 1040


def test_the_dump_has_everything(published_site: Path) -> None:
    dump = document(published_site, "design/dump.json")
    assert dump["guidelines"] == document(published_site, "design/guidelines.json")["items"]
    topics = [topic for category in dump["categories"] for topic in category["items"]]
    assert topics == document(published_site, "design/topics.json")["items"]
    assert sum(len(pair["references"]) for pair in dump["pairs"]) == 1040


def test_only_collections_and_wholes_grow_with_the_site(site: Path, published_site: Path) -> None:
    """What is about one thing, or about none, is as small for a hundred topics as for two."""
    for path in ("index.json", "design.json", "api-catalog.json"):
        difference = len((published_site / path).read_bytes()) - len((site / path).read_bytes())
        assert abs(difference) < 100, path
    assert max(len(path.read_bytes()) for path in (published_site / "design/topics").glob("*.json")) < 5_000


# Links alone


def test_the_linkset_of_a_topic_leads_to_each_reference(published_site: Path) -> None:
    """RFC 9264, 4.2: contexts, each with its anchor, and lists of targets by relation."""
    of_page, of_document = document(published_site, "design/topics/http-status-202/linkset.json")["linkset"]
    assert of_page["anchor"] == "/design/topics/http-status-202"
    assert of_document["anchor"] == "/design/topics/http-status-202.json"
    pairs = document(published_site, "design/topics/http-status-202/guidelines.json")["items"]
    assert [(link["href"], link["title"]) for link in of_page["related"]] == [
        (reference["url"], reference["name"]) for pair in pairs for reference in pair["references"]
    ]


def test_the_catalog_leads_to_the_entry_and_its_descriptions(site: Path) -> None:
    """RFC 9727: in its well-known place, and under a name that a static host knows the media type of."""
    for path in ("api-catalog.json", ".well-known/api-catalog"):
        catalog, api = document(site, path)["linkset"]
        assert catalog["anchor"] == f"/{path}"
        assert catalog["profile"] == [{"href": "https://www.rfc-editor.org/info/rfc9727"}]
        assert [link["href"] for link in catalog["item"]] == [api["anchor"]] == ["/index.json"]
        assert [link["href"] for link in api["service-desc"]] == ["/openapi.json"]
        assert [link["href"] for link in api["service-doc"]] == ["/api"]


def test_pages_lead_to_what_programs_may_want(site: Path) -> None:
    assert "/api-catalog.json" in page(site, "index.html").links
    assert "/design/topics/full/linkset.json" in page(site, "design/topics/full.html").links
    assert "/openapi.json" in page(site, "api.html").links


@pytest.mark.parametrize("slug", ["api", "openapi", "api-catalog", "schemas", "rels"])
def test_no_page_of_the_content_takes_a_place_of_the_api(tmp_path: Path, slug: str) -> None:
    files = {f"pages/{slug}.md": "---\ntitle: Mine\n---\n", "topics/a.md": BARE["topics/bare.md"]}
    found = run_crosswalk("check", "--content", write_content(files, tmp_path / "content"))
    assert found.returncode == 1
    assert "permalink-collision" in found.stderr
