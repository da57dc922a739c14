"""Bodies in a real browser: tabs, copying, images that keep their room, and all of it without a script."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import Host, SiteOf, quiet

pytestmark = pytest.mark.usefixtures("untraced")

TABS = '```{0} tab="{1}"\n{2}\n```\n\n'
LINES = "\n".join(f"line {n}" for n in range(12))
BODY = (
    "## 1. One\n\n"
    + TABS.format("python", "Python", "print(1)")
    + TABS.format("javascript", "JavaScript", f"/*\n{LINES}\n*/")
    + TABS.format("bash", "curl", "curl https://api.example.com/")
    + "A claim.[^1]\n\n"
    + '![a drawing](/media/wide.svg "A drawing")\n\n'
    + "## 2. Two\n\n"
    + TABS.format("python", "Python", "print(2)")
    + TABS.format("javascript", "JavaScript", "alert(2)")
    + "Term\n: Meaning\n\n> [!WARNING]\n> Do not.\n\n"
    + "```http\nGET /a HTTP/1.1\nHost: api.example.com\n```\n\n"
    + "```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{}\n```\n\n"
    + "[^1]: The proof.\n"
)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 800"><path d="M0 0h1600v800"/></svg>'


def files() -> dict[str, str]:
    """Return two topics with the same body, and what it shows."""
    front = "---\ntopic_id: {0}\ntopic_name: {0}\n---\n"
    return {**{f"topics/{name}.md": front.format(name) + BODY for name in "ab"}, "media/wide.svg": DRAWING}


@pytest.fixture
def origin(site_of: SiteOf, pages_host: Host) -> str:
    """Where the two topics are served."""
    return pages_host(site_of(files())).origin


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visit that remembers what it stored, and may use the clipboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 700})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, origin: str) -> Iterator[Page]:
    """The page of the first topic; what a console would show fails the test."""
    with quiet(context.new_page()) as page:
        page.goto(f"{origin}/design/topics/a")
        yield page


def chosen(page: Page) -> list[str]:
    """Return the names of the tabs that are chosen, and hold that only their panels are shown."""
    names = page.get_by_role("tab", selected=True).all_inner_texts()
    shown = [panel for panel in page.locator(".tabs > .panel").all() if panel.is_visible()]
    titles = [page.locator(f"#{panel.get_attribute('aria-labelledby')}").inner_text() for panel in shown]
    assert titles == names
    assert all(panel.get_attribute("role") == "tabpanel" for panel in shown)
    return names


def test_tabs_are_moved_by_keyboard(page: Page) -> None:
    assert chosen(page) == ["Python", "Python"]
    page.get_by_role("tab", name="Python").first.focus()
    for key, name in (
        ("ArrowRight", "JavaScript"),
        ("ArrowRight", "curl"),
        ("ArrowRight", "Python"),
        ("ArrowLeft", "curl"),
        ("Home", "Python"),
        ("End", "curl"),
    ):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == name
        assert chosen(page)[0] == name
    assert page.locator('.tabs:first-of-type [role="tab"][tabindex="0"]').count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "pre", "the panel comes behind its tab"
    assert "curl" in page.evaluate("document.activeElement.textContent")


def test_a_choice_holds_for_all_tabs_and_is_remembered(page: Page, origin: str) -> None:
    page.get_by_role("tab", name="JavaScript").last.click()
    assert chosen(page) == ["JavaScript", "JavaScript"]
    page.get_by_role("tab", name="curl").click()
    assert chosen(page) == ["curl", "JavaScript"], "the last choice that a group has"
    page.goto(f"{origin}/design/topics/b")
    assert chosen(page) == ["curl", "JavaScript"]


def test_tabs_work_where_nothing_can_be_stored(page: Page, origin: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})"
    )
    page.goto(f"{origin}/design/topics/b")
    page.get_by_role("tab", name="JavaScript").first.click()
    assert chosen(page) == ["JavaScript", "JavaScript"]


def test_without_a_script_all_tabs_are_shown_with_their_names(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/design/topics/a")
    for panel in page.locator(".panel").all():
        expect(panel).to_be_visible()
        expect(panel.locator(".panel-name")).to_be_visible()
    tops = [panel.bounding_box() for panel in page.locator(".tabs").first.locator(".panel").all()]
    assert all(above and below and above["y"] < below["y"] for above, below in pairwise(tops))
    expect(page.locator(".copy, [role=tablist]")).to_have_count(0)
    context.close()


def test_on_paper_all_tabs_are_shown_and_no_buttons(page: Page) -> None:
    page.emulate_media(media="print")
    for name in page.locator(".tabs .panel-name").all():
        expect(name).to_be_visible()
    assert all(panel.is_visible() for panel in page.locator(".panel pre").all())
    assert not any(button.is_visible() for button in page.locator(".copy, .tab").all())


def test_code_is_copied_by_keyboard_and_said_so(page: Page) -> None:
    button = page.get_by_role("button", name="Copy").first
    button.focus()
    expect(button).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == "print(1)"
    expect(page.get_by_role("button", name="Copied")).to_have_count(1)


def test_nothing_moves_while_a_page_loads_or_a_tab_is_chosen(page: Page, origin: str) -> None:
    """Images keep their room before they are there, and tabs that of the highest."""
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
        " window.moved += entry.value; })).observe({type: 'layout-shift', buffered: true});"
    )
    page.get_by_role("tab", name="JavaScript").first.click()
    page.goto(f"{origin}/design/topics/b#_section-two")
    heading = page.locator("#_section-two")
    page.locator("figure img").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('figure img').complete")
    before = page.evaluate("document.getElementById('_section-two').getBoundingClientRect().top + scrollY")
    page.get_by_role("tab", name="Python").first.click()
    after = page.evaluate("document.getElementById('_section-two').getBoundingClientRect().top + scrollY")
    assert before == after
    assert page.evaluate("moved") == 0
    expect(heading).to_contain_text("2. Two")


def test_an_image_keeps_its_room_before_it_is_there(page: Page) -> None:
    ratio = page.evaluate("getComputedStyle(document.querySelector('figure img')).aspectRatio")
    assert ratio.replace(" ", "") == "auto1600/800"


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (360, False)])
def test_an_exchange_stands_side_by_side_where_there_is_room(page: Page, width: int, beside: bool) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    request, response = (page.locator(".exchange .panel").nth(number).bounding_box() for number in range(2))
    assert request
    assert response
    assert (request["y"] == response["y"]) == beside
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_headings_and_footnotes_lead_to_themselves_and_back(page: Page) -> None:
    anchor = page.get_by_role("link", name="Link to this section").first
    anchor.focus()
    expect(anchor).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    assert page.url.endswith("#_section-one")
    page.locator(".noteref").click()
    expect(page.locator(":target")).to_contain_text("The proof.")
    page.locator(".backref").click()
    expect(page.locator(":target")).to_have_text("1")


def test_what_hovering_shows_is_there_for_fingers(browser: Browser, origin: str) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(f"{origin}/design/topics/a")
    for selector in (".prose .anchor", ".copy"):
        expect(page.locator(selector).first).to_have_css("opacity", "1")
    context.close()


def test_the_showcase_is_whole_on_a_phone(browser: Browser, own_site: Path, pages_host: Host) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 700})
    page.goto(f"{pages_host(own_site).origin}/design/topics/http-status-202")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for role in ("tablist", "note", "doc-endnotes", "figure"):
        assert page.locator(f"[role={role}], {role}").count() >= 1, role
    page.close()
