"""The matrix and the comparison as they are without a script: what stands in them, how large they grow."""

import gzip
import json

import pytest

from crosswalk import pages
from crosswalk.model import Crosswalk
from crosswalk.settings import Settings
from crosswalk.urls import Urls
from crosswalk.views import matrix
from crosswalks import crosswalk, guideline, pair, reference, topic
from test_coverage import KNOWN
from test_pages import Reader, read


def large(topics: int, guidelines: int, categories: int = 4) -> Crosswalk:
    """Return a crosswalk in which a guideline speaks of every fourth topic."""
    across = [guideline(f"organisation-{number}-api-guidelines") for number in range(guidelines)]
    down = [topic(f"some-topic-{number}", category=f"C{number % categories}") for number in range(topics)]
    pairs = [
        pair(each, other, reference())
        for row, each in enumerate(down)
        for column, other in enumerate(across)
        if (row + column) % 4 == 0
    ]
    return crosswalk(down, across, pairs)


def matrix_page(known: Crosswalk, base_url: str = "") -> Reader:
    """Return the page of the matrix alone."""
    urls = Urls(base_url=base_url)
    site = pages.shared(known, urls, Settings(base_url=base_url))
    return Reader(pages.html(site, matrix.matrix_page(site)))


def test_the_matrix_is_a_table_with_heads_for_every_row_column_and_group() -> None:
    page = matrix_page(KNOWN)
    scopes = [attributes["scope"] for tag, attributes in page.elements if tag == "th"]
    assert scopes.count("col") == 2 + 3  # topic, its guidelines, and each guideline
    assert scopes.count("row") == 3 + 1  # each topic, and the line of shares
    assert scopes.count("rowgroup") == 2
    assert page.one("caption")
    region = page.one("div", role="region")
    assert region["tabindex"] == "0"
    assert region["aria-labelledby"] == page.one("caption")["id"]


@pytest.mark.parametrize("base_path", ["", "/kb"])
def test_a_cell_leads_to_what_the_guideline_says_of_the_topic(base_path: str) -> None:
    page = matrix_page(KNOWN, f"https://example.org{base_path}")
    assert [href.removeprefix(base_path) for href in page.all("a", "href") if "#" in href][1:] == [
        "/design/topics/ok#acme",
        "/design/topics/ok#zeta",
        "/design/topics/accepted#acme",
        "/design/topics/paging#zeta",
    ]


def test_what_has_a_note_and_no_reference_says_so_and_does_not_count() -> None:
    page = matrix_page(KNOWN)
    assert " note " in page.text
    assert "3 of 9 pairs have references" in page.text
    assert page.all("tr", "data-count") == ["2", "0", "1"]
    assert page.all("th", "data-count") == ["1", "2", "0"]


def test_an_empty_cell_costs_next_to_nothing_and_a_full_one_its_address() -> None:
    page = matrix_page(large(100, 54))
    assert len([tag for tag, _ in page.elements if tag == "td"]) == 100 * 55 + 55
    full = sum(len(href) for href in page.all("a", "href") if "#organisation" in href)
    known = large(100, 54)
    urls = Urls()
    shared = pages.shared(known, urls, Settings())
    content = pages.html(shared, matrix.matrix_page(shared)).content
    empty = 100 * 54 * 3 // 4
    assert len(content) < full + 100 * 54 // 4 * 30 + empty * 9 + 100 * 600 + 54 * 900 + 10_000
    assert len(gzip.compress(content, mtime=0)) < 20_000


def test_what_is_too_large_for_one_page_is_divided_by_category() -> None:
    known = large(600, 54)
    assert matrix.MOST_CELLS < 600 * 54
    page = matrix_page(known)
    assert not [tag for tag, _ in page.elements if tag in ("table", "select")]
    assert "600 topics by 54 guidelines are too many for one page" in page.text
    assert [href for href in page.all("a", "href") if "#_matrix" in href] == [
        f"/design/categories/c{number}#_matrix" for number in range(4)
    ]


def test_the_matrix_and_the_coverage_document_are_one_thing_in_two_forms() -> None:
    page = matrix_page(KNOWN, "https://example.org/kb")
    assert page.one("link", rel="alternate", type="application/json")["href"] == "/kb/design/coverage.json"
    dataset = json.loads(page.data[0])["@graph"][1]
    assert dataset["@type"] == "Dataset"
    assert dataset["url"] == "https://example.org/kb/matrix"
    assert [file["contentUrl"] for file in dataset["distribution"]] == [
        f"https://example.org/kb/design/{name}" for name in ("coverage.json", "dump.csv", "dump.json")
    ]
    assert all(file["encodingFormat"] for file in dataset["distribution"])
    assert "license" not in dataset


def test_a_category_leads_to_its_rows_of_the_whole_matrix() -> None:
    pages_ = read(KNOWN)
    assert "/matrix?category=status" in pages_["design/categories/status.html"].all("a", "href")
    assert {"/matrix", "/compare"} <= set(pages_["index.html"].all("a", "href"))


def test_the_comparison_offers_every_guideline_with_its_document() -> None:
    page = read(KNOWN)["compare.html"]
    assert page.all("option", "value").count("") == 4
    assert [value for value in page.all("option", "value") if value] == ["acme", "zeta", "mute"]
    assert page.all("option", "data-documents") == [
        f"/design/guidelines/{name}/topics.json" for name in ("acme", "zeta", "mute")
    ]
    assert "/compare?g=acme,zeta" in page.all("a", "href")


def test_without_a_script_the_comparison_leads_to_the_matrix_and_to_all_guidelines() -> None:
    page = read(KNOWN)["compare.html"]
    assert page.one("noscript") == {}
    assert {"/matrix", "/design/guidelines/"} <= set(page.all("a", "href"))


def test_a_guideline_names_its_nearest_kin_and_what_they_have_in_common() -> None:
    page = read(KNOWN)["design/guidelines/acme.html"]
    assert "/compare?g=acme,zeta" in page.all("a", "href")
    assert "/compare?g=acme" in page.all("a", "href")
    assert "1 topic in common" in page.text
    assert "Nearest kin" not in read(KNOWN)["design/guidelines/mute.html"].text


def test_a_guideline_is_drawn_as_a_strip_with_a_stripe_for_each_topic() -> None:
    pages_ = read(large(40, 6))
    caption = "10 of 40 topics, a stripe each, category by category"
    drawing = pages_["design/guidelines/organisation-0-api-guidelines.html"].one(
        "svg", **{"aria-label": caption}
    )
    assert drawing["role"] == "img"
    assert not [tag for tag, _ in read(KNOWN)["design/guidelines/acme.html"].elements if tag == "figure"]
