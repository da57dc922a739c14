"""The pages in a real browser: quiet, whole at any width, in both themes, and asking no other host."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

from conftest import Host, Lend, Visit, build_site, listening, write_content
from kinds_of_pages import Kind, in_every_kind_of_page

pytestmark = pytest.mark.usefixtures("untraced")

ON_DEMAND = ("/assets/minisearch.js", "/assets/stemmer.js", "/assets/draft.js")
"""Scripts that a page asks for when somebody searches, and not before; and that of one page alone."""

WATCH = """
const movedBy = entry => entry.sources.map(source => source.node?.outerHTML?.slice(0, 160) ?? "text");
const note = entries => window.moved.push(...entries.map(movedBy));
window.moved = [];
window.observer = new PerformanceObserver(list => note(list.getEntries()));
window.observer.observe({ type: "layout-shift", buffered: true });
window.noteRest = () => note(window.observer.takeRecords());
"""

MOVED = """async () => {
  const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const loaded = [...document.images].filter(image => image.checkVisibility());
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo({ top, behavior: "instant" });
    await drawn();
  }
  await Promise.all(loaded.map(image => image.decode()));
  scrollTo({ top: 0, behavior: "instant" });
  await drawn();
  window.noteRest();
  return window.moved;
}"""


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, lend: Lend, pages_host: Host) -> Iterator[Page]:  # noqa: ARG001 - asked for first, so that the host outlives its page
    """A page in each theme, which notes what moves.

    A message on its console or a failed request fails the test that opened it.
    """
    messages: list[str] = []
    with (
        lend(request.param, first=WATCH) as page,
        listening(
            page,
            console=lambda message: messages.append(message.text),
            pageerror=lambda error: messages.append(str(error)),
            requestfailed=lambda asked: messages.extend(_failure(asked)),
        ),
    ):
        yield page
    # The browser itself tells of the answer 404 that one of the pages is about.
    assert [message for message in messages if "404" not in message] == []


def _failure(asked: Request) -> Iterator[str]:
    if asked.failure != "net::ERR_ABORTED":  # what a page still asked for when the test left it
        yield f"{asked.failure}: {asked.url}"


@pytest.mark.parametrize(
    ("page", "base_path", "width"), [("light", "", 1280), ("dark", "/kb", 375)], indirect=["page"]
)
@in_every_kind_of_page
def test_a_page_is_quiet_whole_and_at_home_on_its_host(
    page: Page, visit: Visit, site: str, kind: Kind, base_path: str, width: int
) -> None:
    """It asks its own host alone, for one style sheet, one script and no font; nothing runs over its edge.

    Nothing moves while it loads, nor while the reader scrolls down, and pictures come that were waited for.
    """
    asked: list[tuple[str, str]] = []
    with listening(page, request=lambda request: asked.append((request.resource_type, request.url))):
        page.set_viewport_size({"width": width, "height": 800})
        host = visit(page, site, kind, base_path)
        assert page.evaluate(MOVED) == [], f"{width} px"
        for other in (1280, 375, 360, 320):
            page.set_viewport_size({"width": other, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= other, f"wider than {other} px"
        assert page.locator("h1").count() == 1
        assert page.locator("main").is_visible()
        page.wait_for_load_state("networkidle")
    assert all(url.startswith(f"{host.url}/") for _, url in asked)
    on_demand = {f"{base_path}{path}" for path in ON_DEMAND}
    types = Counter(resource_type for resource_type, url in asked if urlsplit(url).path not in on_demand)
    assert (types["stylesheet"], types["script"], types["font"]) == (1, 1, 0)
    assert [missed for missed in host.missed if not missed.endswith("/nothing/here")] == []


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_what_moves_would_be_seen(page: Page, visit: Visit) -> None:
    visit(page, "own", Kind("topic"))
    assert page.evaluate(MOVED) == []
    page.evaluate("document.querySelector('header').after(document.createElement('hr'))")
    assert page.evaluate(MOVED) != []


@in_every_kind_of_page
def test_a_page_is_whole_without_scripts(lend: Lend, visit: Visit, site: str, kind: Kind) -> None:
    """What a script would need to be of use is not shown, and the main matter is."""
    with lend(scripts=False) as page:
        visit(page, site, kind)
        assert page.locator("h1").is_visible()
        assert page.locator("main").inner_text().count(" ") > 10
        assert page.locator("main a[href]:visible").count() > 0
        assert page.locator("main button:visible").count() == 0


def test_the_themes_differ(lend: Lend, own_site: Path, pages_host: Host) -> None:
    host = pages_host(own_site)
    colours = []
    themes: list[Literal["light", "dark"]] = ["light", "dark"]
    for theme in themes:
        with lend(theme) as page:
            page.goto(f"{host.origin}/")
            colours.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert colours[0] != colours[1]


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
