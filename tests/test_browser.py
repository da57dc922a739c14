"""The pages in a real browser: quiet, whole at any width, in both themes, and asking no other host."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from conftest import Host, build_site, write_content

PAGES = {
    "home": "/",
    "topics": "/design/topics/",
    "topic": "/design/topics/http-status-202",
    "guidelines": "/design/guidelines/",
    "guideline": "/design/guidelines/zalando-restful-api-guidelines",
    "category": "/design/categories/http-status",
    "page": "/about",
    "missing": "/nothing/here",
}


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page in each theme; a message on its console or a failed request fails the test that opened it."""
    page = browser.new_page(color_scheme=request.param)
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("requestfailed", lambda asked: messages.extend(_failure(asked)))
    yield page
    page.close()
    # The browser itself tells of the answer 404 that one of the pages is about.
    assert [message for message in messages if "404" not in message] == []


def _failure(asked: Request) -> Iterator[str]:
    if asked.failure != "net::ERR_ABORTED":  # what a page still asked for when the test left it
        yield f"{asked.failure}: {asked.url}"


@pytest.fixture(scope="session")
def own_sites(own_site: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of this repository's content, by the path it stands at."""
    below = tmp_path_factory.mktemp("kb") / "site"
    build_site(repository / "content", below, "--base-url", "https://example.org/kb")
    return {"": own_site, "/kb": below}


@pytest.mark.parametrize("base_path", ["", "/kb"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_is_quiet_whole_and_at_home_on_its_host(
    page: Page, own_sites: dict[str, Path], pages_host: Host, base_path: str, path: str
) -> None:
    host = pages_host(own_sites[base_path], base_path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for width in (320, 375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{host.origin}{base_path}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"wider than {width} px"
    assert page.locator("h1").count() == 1
    assert page.locator("main").is_visible()
    assert all(url.startswith(f"{host.origin}{base_path}/") for url in asked)
    assert [missed for missed in host.missed if not missed.endswith("/nothing/here")] == []


def test_the_themes_differ(browser: Browser, own_site: Path, pages_host: Host) -> None:
    host = pages_host(own_site)
    colours = []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(f"{host.origin}/")
        colours.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        page.close()
    assert colours[0] != colours[1]


def test_the_keyboard_reaches_the_text_first(browser: Browser, own_site: Path, pages_host: Host) -> None:
    """The first stop of the tabulator is the link that skips the header."""
    page = browser.new_page()
    page.goto(f"{pages_host(own_site).origin}/design/topics/http-status-202")
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert page.locator(f"main{target}, main {target}").count() == 1
    page.close()


HOSTILE = '"><img src=x onerror=document.title=1><script>document.title=2</script>{{ 7*7 }}'
LONG = "unbreakable" * 30
TOPIC = """---
topic_id: t
topic_name: TEXT
title: TEXT
topic_category: TEXT
topic_description: TEXT
topic_question: TEXT
guidelines:
  - guideline_id: g
    guideline_title: TEXT
    guideline_url: https://g.example/
    guideline_type: TEXT
    guideline_company: TEXT
    guideline_language: TEXT
    note: TEXT
    references:
      - name: TEXT
        url: https://g.example/#1
        quote: TEXT
        document: TEXT
        description: TEXT
---
"""


def test_hostile_and_unwieldy_texts_stay_texts(page: Page, pages_host: Host, tmp_path: Path) -> None:
    """Every text field of a stranger, as script and as one endless word: shown, not run, within the page."""
    for number, text in enumerate((HOSTILE, LONG, "العربية עברית 日本語 👩‍👩‍👧‍👦")):
        topic = TOPIC.replace("TEXT", "'" + text.replace("'", "''") + "'") + f"{text}\n\n# {text}\n"
        content = write_content({"topics/t.md": topic}, tmp_path / f"content-{number}")
        host = pages_host(build_site(content, tmp_path / f"site-{number}"))
        page.set_viewport_size({"width": 375, "height": 800})
        for path in (
            "/",
            "/design/topics/",
            "/design/topics/t",
            "/design/guidelines/",
            "/design/guidelines/g",
        ):
            page.goto(f"{host.origin}{path}")
            assert page.title() not in ("1", "2")
            assert text in page.locator("body").inner_text()
            assert page.evaluate("document.documentElement.scrollWidth") <= 375, f"{path} with {text[:20]}"
