"""Reading, in a real browser: a theme that is remembered, keys, contents that follow, comments on request."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import Host, build_site, quiet, write_content

pytestmark = pytest.mark.usefixtures("untraced")

TOPIC = "/design/topics/paging"
MANY = 54
"""As many guidelines as the longest topic that is known has."""

SETTINGS = """
repository = "https://github.com/acme/kb"
[comments]
repo = "acme/kb"
repo_id = "R_1"
category = "Comments"
category_id = "DIC_1"
"""


def paging() -> str:
    """Return a topic with two answers, many guidelines and an article."""
    entries = "".join(
        f"""
  - guideline_id: g{number}
    guideline_title: Rules for the APIs of number {number}
    guideline_company: Organisation {number}
    guideline_url: https://g{number}.example/rules
    guideline_date: 2024-05-14
    position: {"cursor" if number % 3 else "offset"}
    references:
      - {{name: Pages, url: "https://g{number}.example/rules#p", level: must, quote: Follow links.}}
      - {{name: Links, url: "https://other.example/rules#{number}"}}"""
        for number in range(1, MANY + 1)
    )
    article = "\n\n".join(f"## Part {number}\n\n" + "Words. " * 300 for number in range(1, 4))
    return f"""---
topic_id: paging
topic_name: Paging
topic_question: How does a client walk through a long list?
topic_category: Collections
topic_positions: [{{id: cursor, label: A cursor}}, {{id: offset, label: An offset}}]
guidelines:{entries}
---
{article}
"""


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A topic that is as long as topics get, with a neighbour, a repository and room for comments."""
    work = tmp_path_factory.mktemp("long")
    other = "---\ntopic_id: sorting\ntopic_name: Sorting\ntopic_category: Collections\n---\n"
    content = write_content({"topics/paging.md": paging(), "topics/sorting.md": other}, work / "content")
    (work / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    return build_site(content, work / "site", "--config", str(work / "settings.toml"))


@pytest.fixture
def origin(long_site: Path, pages_host: Host) -> str:
    """Where that site stands."""
    return pages_host(long_site).origin


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that remembers nothing of another test, where the system is light."""
    context = browser.new_context(color_scheme="light", viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, pages_host: Host) -> Iterator[Page]:  # noqa: ARG001 - asked for first, so that the host outlives its page
    """A page that keeps quiet."""
    with quiet(context.new_page()) as page:
        yield page


def background(page: Page) -> str:
    """Return the colour of the sheet."""
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def focused(page: Page) -> str:
    """Return the id of what has the focus, or of the nearest thing around it that has one."""
    return str(page.evaluate("document.activeElement.closest('[id]')?.id ?? ''"))


# The theme


def test_the_theme_is_remembered_on_every_page(page: Page, origin: str) -> None:
    page.goto(origin + TOPIC)
    light = background(page)
    button = page.get_by_role("button", name="Theme: Auto")
    button.click()
    assert background(page) == light
    page.get_by_role("button", name="Theme: Light").click()
    dark = background(page)
    assert dark != light
    page.reload()
    assert background(page) == dark
    page.goto(f"{origin}/")
    assert background(page) == dark
    assert page.evaluate(
        "[...document.querySelectorAll('meta[name=theme-color]')].map((meta) => meta.media)"
    ) == ["not all", "all"]
    page.get_by_role("button", name="Theme: Dark").click()
    page.reload()
    expect(page.get_by_role("button", name="Theme: Auto")).to_be_visible()
    assert background(page) == light
    page.emulate_media(color_scheme="dark")
    assert background(page) == dark


def test_a_remembered_theme_is_there_before_the_first_paint(page: Page, origin: str) -> None:
    page.add_init_script(
        """
        localStorage.setItem("crosswalk-theme", "dark");
        new MutationObserver((_, observer) => {
          if (document.documentElement?.dataset.theme) {
            globalThis.themed = performance.now();
            observer.disconnect();
          }
        }).observe(document, { subtree: true, attributes: true });
        """
    )
    page.goto(origin + TOPIC)
    painted = page.evaluate(
        """new Promise((seen) => new PerformanceObserver((list) => seen(list.getEntries()[0].startTime))
             .observe({ type: "paint", buffered: true }))"""
    )
    assert page.evaluate("globalThis.themed") <= painted
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_theme_chosen_in_one_tab_shows_in_the_others(
    page: Page, context: BrowserContext, origin: str
) -> None:
    page.goto(origin + TOPIC)
    other = context.new_page()
    other.goto(f"{origin}/")
    other.get_by_role("button", name="Theme").click()
    expect(page.get_by_role("button", name="Theme: Light")).to_be_visible()


def test_where_nothing_may_be_stored_the_switches_work_all_the_same(page: Page, origin: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    page.goto(origin + TOPIC)
    page.keyboard.press("t")
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="Theme: Dark")).to_be_visible()
    page.keyboard.press("?")
    page.get_by_role("checkbox").uncheck()


def test_what_is_remembered_and_makes_no_sense_is_nothing(page: Page, origin: str) -> None:
    page.add_init_script("localStorage.setItem('crosswalk-theme', 'constructor')")
    page.goto(origin + TOPIC)
    expect(page.get_by_role("button", name="Theme: Auto")).to_be_visible()


def test_paper_is_white_whatever_the_theme(page: Page, origin: str) -> None:
    page.goto(origin + TOPIC)
    page.keyboard.press("t")
    page.keyboard.press("t")
    page.emulate_media(media="print", color_scheme="dark")
    assert background(page) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    for hidden in (".theme", ".contents", ".card-anchor", ".comments", ".colophon"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.get_by_role("heading", name="Organisation 54")).to_be_visible()


# Keys


def test_the_list_of_keys_takes_the_focus_keeps_it_and_gives_it_back(page: Page, origin: str) -> None:
    page.goto(origin + TOPIC)
    button = page.get_by_role("button", name="Keys")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    for _ in range(5):
        assert focused(page) in ("_keys", "_keys_on", "")
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_lead_through_the_guidelines_and_to_the_neighbours(page: Page, origin: str) -> None:
    page.goto(origin + TOPIC)
    for key, expected in (("j", "g1"), ("j", "g10"), ("k", "g1"), ("k", "g1")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.closest('article').id") == expected
    assert 0 <= page.evaluate("document.activeElement.getBoundingClientRect().top") < 200
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#g1"
    page.keyboard.press("n")
    page.wait_for_url("**/sorting")
    page.keyboard.press("p")
    page.wait_for_url("**/paging")


def test_keys_typed_into_a_field_or_with_a_modifier_are_only_typed(page: Page, origin: str) -> None:
    page.goto(origin + TOPIC)
    page.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    page.locator("textarea").press_sequentially("t?jn")
    assert page.locator("textarea").input_value() == "t?jn"
    page.locator("textarea").blur()
    page.keyboard.press("Control+t")
    page.keyboard.press("Alt+j")
    assert page.evaluate("document.documentElement.dataset.theme ?? 'auto'") == "auto"
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_single_keys_can_be_switched_off_and_stay_so(page: Page, origin: str) -> None:
    page.goto(origin + TOPIC)
    page.keyboard.press("?")
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("t")
    page.keyboard.press("?")
    assert page.evaluate("document.documentElement.dataset.theme ?? 'auto'") == "auto"
    assert page.evaluate("document.documentElement.dataset.keys") == "off"
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"


# Where the reader is


MARKED = ".contents [aria-current=location]"


def test_the_contents_stay_in_sight_and_tell_where_the_reader_is(page: Page, origin: str) -> None:
    page.goto(origin + TOPIC)
    expect(page.locator(MARKED)).to_have_count(0)
    for name in ("g10", "g40", "_section-part-1", "g2"):
        page.evaluate("(id) => document.getElementById(id).scrollIntoView()", name)
        expect(page.locator(MARKED)).to_have_attribute("href", f"#{name}")
        expect(page.locator(MARKED)).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator(MARKED)).to_have_attribute("href", "#_section-part-3")


def test_the_last_section_is_marked_when_it_was_asked_for(page: Page, origin: str) -> None:
    """It never reaches the top of the window, for nothing stands below it."""
    page.set_viewport_size({"width": 1280, "height": 3000})
    page.goto(origin + TOPIC)
    page.locator(".contents").get_by_role("link", name="Part 2").click()
    expect(page.locator(MARKED)).to_have_attribute("href", "#_section-part-2")


def test_a_card_links_to_itself_and_shows_that_it_is_meant(page: Page, origin: str) -> None:
    page.goto(f"{origin}{TOPIC}#g7")
    expect(page.locator("#g7")).to_be_in_viewport()
    colour = "(id) => getComputedStyle(document.getElementById(id)).backgroundColor"
    plain = page.evaluate(colour, "g8")
    assert page.evaluate(colour, "g7") != plain
    page.get_by_role("link", name="Link to Organisation 8").click()
    assert page.url.endswith("#g8")
    assert page.evaluate(colour, "g7") == plain
    assert page.evaluate(colour, "g8") != plain


@pytest.mark.parametrize("width", [320, 360, 375])
def test_the_longest_topic_is_whole_and_can_be_skimmed_on_a_phone(
    browser: Browser, origin: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(origin + TOPIC)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    first = page.locator("article.card").first.bounding_box()
    assert first is not None
    assert first["y"] < 1400, "answers and guidelines are a flick of the thumb away"
    page.get_by_text("On this page").click()
    page.locator(".contents").get_by_role("link", name="Organisation 54").click()
    expect(page.locator("#g54")).to_be_in_viewport()
    page.close()


def test_without_javascript_nothing_is_missing_but_the_switches(
    browser: Browser, long_site: Path, pages_host: Host
) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(pages_host(long_site).origin + TOPIC)
    expect(page.locator(".contents").get_by_role("link", name="Organisation 54")).to_be_visible()
    expect(page.get_by_role("link", name="acme/kb")).to_be_visible()
    assert page.get_by_role("button").count() == 0
    assert page.locator("article.card").count() == MANY
    context.close()


# Comments


def test_a_site_that_wants_no_comments_has_no_trace_of_them(own_site: Path) -> None:
    for file in own_site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert "giscus" not in text, file
        assert "frame-src" not in text, file


def test_comments_are_loaded_when_a_reader_asks_and_not_before(page: Page, origin: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(
        "https://giscus.app/**",
        lambda route: route.fulfill(
            content_type="text/html",
            body="""<!doctype html><title>Comments</title><script>
              onmessage = (event) => { document.title = event.data.giscus.setConfig.theme; };
              parent.postMessage({ giscus: { resizeHeight: 777 } }, "*");
            </script>""",
        ),
    )
    page.goto(origin + TOPIC)
    page.get_by_role("heading", name="Comments").scroll_into_view_if_needed()
    assert all(url.startswith(origin) for url in asked)
    page.get_by_role("button", name="Load comments from giscus.app").click()
    expect(page.locator("iframe[height='777']")).to_be_visible()
    (url,) = [url for url in asked if not url.startswith(origin)]
    for part in ("https://giscus.app/widget?", "repo=acme%2Fkb", "repoId=R_1", "term=paging", "session=&"):
        assert part in url
    assert f"origin={quote(f'{origin}{TOPIC}#_comments', safe='')}" in url
    frame = page.frames[1]
    page.keyboard.press("t")
    frame.wait_for_function("document.title === 'light'")


def test_no_link_from_elsewhere_loads_comments_or_brings_who_signed_in(page: Page, origin: str) -> None:
    page.goto(f"{origin}{TOPIC}?giscus=stolen#_comments")
    expect(page.get_by_role("button", name="Load comments")).to_be_visible()
    assert page.url == f"{origin}{TOPIC}#_comments"
    assert page.evaluate("localStorage.length") == 0


def test_who_comes_back_from_signing_in_finds_the_comments_loaded(page: Page, origin: str) -> None:
    page.route(
        "https://giscus.app/**", lambda route: route.fulfill(content_type="text/html", body="<title>C")
    )
    page.goto(origin + TOPIC)
    page.get_by_role("button", name="Load comments").click()
    with page.expect_request(lambda request: "session=token" in request.url):
        page.goto(f"{origin}{TOPIC}?giscus=token#_comments")
    expect(page.locator("iframe")).to_have_count(1)
