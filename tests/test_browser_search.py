"""The search in a real browser: from the header, on its page, by keyboard, on a phone, without JavaScript."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Host, build_site, quiet, write_content

pytestmark = pytest.mark.usefixtures("untraced")

HITS = ".hits:not([aria-busy])"
NAMES = ".hit-name"

RANKS = """async ([engine, stemmer]) => {
  const { openIndex } = await import("/assets/js/search-index.js");
  const index = await openIndex({ index: "/search/index.txt", engine, stemmer, base: "" });
  const wrong = [];
  for (const [number, name] of index.names.names.entries()) {
    for (const query of [name, index.names.ids[number], name.toUpperCase()]) {
      for (const deep of [false, true]) {
        const { hits } = await index.find(query, deep);
        if (hits[0]?.number !== number) wrong.push([query, deep]);
      }
    }
  }
  return [index.names.names.length, wrong];
}"""


@pytest.fixture(scope="session")
def sites(
    published_site: Path, own_site: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The hundred published topics at `/` and at `/kb`, and this repository's own content."""
    below = tmp_path_factory.mktemp("search") / "site"
    build_site(shared / "data/apistylebook/corrected", below, "--base-url", "https://example.org/kb")
    return {"": published_site, "/kb": below, "own": own_site}


@pytest.fixture
def page(browser: Browser, pages_host: Host) -> Iterator[Page]:  # noqa: ARG001 - asked for first, so that the host outlives its page
    """A page as wide as a phone, where nothing may go wrong unnoticed."""
    with quiet(browser.new_page(viewport={"width": 360, "height": 780})) as page:
        yield page


def names(page: Page) -> list[str]:
    """Return what the hits are called, when all of them are there."""
    page.wait_for_selector(HITS)
    return page.locator(NAMES).all_inner_texts()


def asked(page: Page) -> str:
    """Return the query in the address."""
    return page.url.partition("?")[2]


def test_whoever_seeks_202_finds_who_speaks_of_it_and_what_they_say(
    page: Page, sites: dict[str, Path], pages_host: Host
) -> None:
    """From the home page, by search alone: the guidelines, their words, and the way to the section."""
    page.goto(f"{pages_host(sites['']).origin}/")
    page.get_by_role("combobox", name="Search").fill("which guidelines speak of status 202?")
    page.keyboard.press("Enter")
    hit = page.locator(".hit").first
    expect(hit.locator(NAMES)).to_have_text("202 Accepted")
    expect(hit.locator(".hit-kind")).to_contain_text("5 guidelines speak of it")
    for speaker in ("Atlassian", "Cloud Foundry", "Deliveroo", "Heroku", "Zalando"):
        expect(hit.locator(".hit-references")).to_contain_text(speaker)
    expect(hit.locator(".hit-references")).to_contain_text("occasionally 202")
    assert hit.get_by_role("link", name="Success Codes").get_attribute("href") == (
        "http://zalando.github.io/restful-api-guidelines/http/Http.html#success-codes"
    )
    hit.get_by_role("link", name="Zalando").click()
    expect(page.locator("article:target")).to_contain_text("Success Codes")


def test_every_exact_name_and_id_comes_first(
    browser: Browser, sites: dict[str, Path], pages_host: Host
) -> None:
    """All hundred, as they are written and in capitals; the modules stand beside the site for this."""
    host = pages_host(sites[""])
    page = browser.new_page()
    scripts = Path(__file__).parents[1] / "templates" / "assets" / "js"
    page.route(
        "**/assets/js/*", lambda route: route.fulfill(path=scripts / route.request.url.rsplit("/", 1)[1])
    )
    page.goto(f"{host.origin}/")
    form = page.locator("form.search")
    count, wrong = page.evaluate(
        RANKS, [form.get_attribute("data-engine"), form.get_attribute("data-stemmer")]
    )
    page.close()
    assert count == 100
    assert wrong == []


UNDERSTOOD = {
    "pagniation": "Pagination",
    "pagenation": "Pagination",
    "cahcing": "Caching",
    "paginate": "Pagination",
    "filters": "Filtering",
    "versions": "Updates and Versioning",
    "what do others say about pagination?": "Pagination",
    "zalando": "RESTFul API Guidelines",
    "Zalando 202": "202 Accepted",
    "http-status-202": "202 Accepted",
}


@pytest.mark.parametrize("base_path", ["", "/kb"])
def test_typos_stems_and_questions_are_understood(
    page: Page, sites: dict[str, Path], pages_host: Host, base_path: str
) -> None:
    host = pages_host(sites[base_path], base_path)
    page.goto(f"{host.url}/search")
    for query, first in UNDERSTOOD.items():
        page.get_by_role("searchbox", name="Words").fill(query)
        expect(page.locator(".search-count")).to_contain_text(f"for “{query}”")
        assert names(page)[0] == first, query
        link = page.locator(".hit-name a").first.get_attribute("href") or ""
        assert link.startswith(f"{base_path}/design/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert host.missed in ([], ["/favicon.ico"])


def test_references_are_found_by_their_own_words(
    page: Page, sites: dict[str, Path], pages_host: Host
) -> None:
    """Of a topic whose name lacks the words, only the references that have them are shown, marked."""
    page.goto(f"{pages_host(sites['']).origin}/search?q=postel")
    assert names(page)
    assert page.locator(".hit-references mark").first.inner_text().lower().startswith("postel")
    for line in page.locator(".hit-references > li").all_inner_texts():
        assert "postel" in line.lower()


def test_filters_narrow_down_count_and_stand_in_the_address(
    page: Page, sites: dict[str, Path], pages_host: Host
) -> None:
    page.goto(f"{pages_host(sites['']).origin}/search?q=status")
    everything = page.wait_for_selector(HITS) and page.locator(".search-count").inner_text()
    page.get_by_label("Organisation").select_option("Zalando")
    expect(page.locator(".search-count")).not_to_have_text(everything or "")
    assert asked(page) == "q=status&organisation=Zalando"
    page.wait_for_selector(HITS)
    option = page.locator("option[value=Zalando]")
    told = re.findall(r"\((\d+)\)", option.inner_text())
    counted = re.findall(r"(\d+) ", page.locator(".search-count").inner_text())
    assert sum(map(int, counted)) == int(told[0])
    assert {line.split(":")[0] for line in page.locator(".hit-references > li").all_inner_texts()} == {
        "Zalando"
    }
    page.get_by_label("Category").select_option("http-status-success")
    expect(page.locator(".hit-kind").first).to_contain_text("HTTP Status Success")
    page.go_back()
    expect(page.get_by_label("Category")).to_have_value("")
    expect(page.get_by_label("Organisation")).to_have_value("Zalando")
    page.go_back()
    expect(page.locator(".search-count")).to_have_text(everything or "")


def test_a_deep_link_asks_again(page: Page, sites: dict[str, Path], pages_host: Host) -> None:
    host = pages_host(sites["/kb"], "/kb")
    page.goto(f"{host.url}/search?q=202&guideline=zalando-restful-api-guidelines")
    assert names(page)[0] == "202 Accepted"
    expect(page.get_by_label("Guideline", exact=True)).to_have_value("zalando-restful-api-guidelines")
    assert {line.split(":")[0] for line in page.locator(".hit-references > li").all_inner_texts()} == {
        "Zalando"
    }


def test_filters_alone_list_what_passes_them(page: Page, sites: dict[str, Path], pages_host: Host) -> None:
    page.goto(f"{pages_host(sites['']).origin}/search?category=http-status-success")
    assert names(page)[:2] == ["200 OK", "201 Created"]


def test_the_back_button_undoes_a_search_not_a_letter(
    page: Page, sites: dict[str, Path], pages_host: Host
) -> None:
    page.goto(f"{pages_host(sites['']).origin}/search?q=cors")
    assert names(page)[0] == "CORS"
    field = page.get_by_role("searchbox", name="Words")
    field.fill("")
    field.press_sequentially("errors")
    expect(page.locator(NAMES).first).to_have_text("Errors")
    assert asked(page) == "q=errors"
    page.locator(".hit-name a").first.click()
    page.wait_for_url("**/design/topics/errors")
    page.go_back()
    expect(page.locator(NAMES).first).to_have_text("Errors")
    page.go_back()
    expect(page.locator(NAMES).first).to_have_text("CORS")
    expect(field).to_have_value("cors")


def test_the_keyboard_alone_leads_to_a_topic(page: Page, sites: dict[str, Path], pages_host: Host) -> None:
    """`/`, a few letters, an arrow, Enter; Escape closes the list."""
    page.goto(f"{pages_host(sites['']).origin}/")
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    page.keyboard.type("pagin/")
    expect(field).to_have_value("pagin/")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("option").first).to_contain_text("Pagination")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("pagin")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    active = page.get_by_role("option", selected=True)
    expect(active).to_contain_text("Pagination")
    assert field.get_attribute("aria-activedescendant") == active.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/design/topics/collection-pagination")


def test_a_search_that_finds_nothing_says_what_to_try(
    page: Page, sites: dict[str, Path], pages_host: Host
) -> None:
    page.goto(f"{pages_host(sites['']).origin}/search?q=xyzzyx")
    expect(page.locator(".search-count")).to_have_text("Nothing found for “xyzzyx”")
    expect(page.locator(".search-advice")).to_contain_text("Try")


def test_more_hits_follow_where_the_first_end(page: Page, sites: dict[str, Path], pages_host: Host) -> None:
    page.goto(f"{pages_host(sites['']).origin}/search?q=status")
    before = names(page)
    page.get_by_role("button", name="Show more hits").click()
    expect(page.locator(".hit").nth(len(before)).locator("a").first).to_be_focused()
    assert names(page)[: len(before)] == before


@pytest.mark.parametrize("site", ["", "own"])
def test_without_javascript_the_header_leads_to_everything_by_category(
    browser: Browser, sites: dict[str, Path], pages_host: Host, site: str
) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page.goto(f"{pages_host(sites[site]).origin}/")
    page.get_by_label("Search this site").fill("202")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=202")
    expect(page.locator(".search-form")).to_be_hidden()
    topics = page.locator(".search-everything a[href*='/topics/']")
    own = Path(__file__).parents[1] / "content"
    assert topics.count() == (len(list((own / "topics").iterdir())) if site else 100)
    assert page.locator(".search-everything a[href*='/guidelines/']").count() == (
        len(list((own / "guidelines").iterdir())) if site else 16
    )
    expect(topics.first).to_be_visible()
    page.close()


TOPIC = """---
topic_id: t
topic_name: {0}
topic_description: {0}
guidelines:
  - guideline_id: g
    guideline_title: {0}
    guideline_company: {0}
    guideline_url: https://g.example/
    references:
      - {{name: {0}, url: "https://g.example/#1", quote: {0}, level: must}}
---
"""


def test_hostile_texts_are_shown_and_not_run(page: Page, pages_host: Host, tmp_path: Path) -> None:
    text = "word <img src=x onerror=document.title=1> </script>"
    content = write_content({"topics/t.md": TOPIC.format(f"'{text}'")}, tmp_path / "content")
    page.goto(f"{pages_host(build_site(content, tmp_path / 'site')).origin}/search?q=word&level=must")
    assert names(page)[0] == text
    assert page.title() != "1"
    assert page.locator("main img").count() == 0
    expect(page.get_by_label("Level")).to_have_value("must")
