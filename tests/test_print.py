"""Every kind of page on paper: words without ways around the site, addresses written out, tables whole."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize

from conftest import Lend, Visit
from kinds_of_pages import Kind, in_every_kind_of_page

pytestmark = pytest.mark.usefixtures("untraced")

SHEET: ViewportSize = {"width": 718, "height": 1047}
"""A4 less the margins that browsers leave, in CSS pixels."""

AROUND = "body > a, body > footer, nav, form:not(.build), button"
"""What leads around the site, and what is pressed; to fill in a checklist is another thing."""

CLIPPED = """() => {
  const clips = element => {
    const style = getComputedStyle(element);
    return style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1
      || style.overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1;
  };
  const upwards = element => element.matches("main") ? [] : [element, ...upwards(element.parentElement)];
  return [...document.querySelectorAll("main :is(table, pre, svg)")]
    .filter(element => element.checkVisibility())
    .flatMap(upwards).filter(clips).map(element => element.outerHTML.slice(0, 160));
}"""

UNTOLD = """() => {
  const told = link => [link, ...link.querySelectorAll("*")]
    .map(element => element.textContent + getComputedStyle(element, "::after").content)
    .some(text => text.includes(link.getAttribute("href")));
  return [...document.querySelectorAll("main a[href^=http]")]
    .filter(link => link.checkVisibility() && !told(link)).map(link => link.outerHTML);
}"""


@pytest.fixture
def sheet(lend: Lend) -> Iterator[Page]:
    """A page that is printed."""
    with lend() as page:
        page.set_viewport_size(SHEET)
        page.emulate_media(media="print")
        yield page


@in_every_kind_of_page
def test_paper_has_the_words_and_where_links_lead(sheet: Page, visit: Visit, site: str, kind: Kind) -> None:
    visit(sheet, site, kind)
    assert sheet.locator("h1").is_visible()
    assert sheet.locator(AROUND).count() >= 3
    assert sheet.locator(AROUND).filter(visible=True).count() == 0
    assert sheet.evaluate(UNTOLD) == []
    assert sheet.evaluate(CLIPPED) == []
