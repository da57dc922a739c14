"""Every kind of page for every reader: by axe, by keyboard, with little motion, in forced colours."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from conftest import NODE_MODULES, Lend, SiteNamed, Visit
from kinds_of_pages import SITES_AND_KINDS, Kind, stay_on
from pages_host import PagesHost

pytestmark = pytest.mark.usefixtures("untraced")

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The rules of WCAG 2.2, level AA, with all that it took over, and what axe holds to be good besides."""

COLOURS = ("color-contrast", "link-in-text-block")
"""Those of them that are about colours."""

AXE = """async ([type, values]) => {
  const folded = [...document.querySelectorAll("details:not([open])")];
  for (const details of folded) details.open = true;
  const runOnly = { type, values };
  const found = await axe.run(document, { runOnly, resultTypes: ["violations"], selectors: false });
  for (const details of folded) details.open = false;
  const places = nodes => nodes.map(node => `${node.html.slice(0, 200)}\\n${node.failureSummary}`);
  return {
    passed: found.passes.map(rule => rule.id),
    violated: found.violations.map(rule => [`${rule.id}: ${rule.help}`, ...places(rule.nodes)].join("\\n")),
  };
}"""


@pytest.fixture
def page(lend: Lend) -> Iterator[Page]:
    """A page of a reader who likes little motion, so nothing is still on its way when it is looked at."""
    with lend(reduced_motion="reduce") as page:
        yield page


@pytest.fixture(scope="module")
def kept(browser: Browser) -> Iterator[Page]:
    """A page that stays where it is from one test to the next."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module", params=SITES_AND_KINDS.values(), ids=[*SITES_AND_KINDS])
def stayed_on(request: pytest.FixtureRequest, kept: Page, site_named: SiteNamed) -> Iterator[Page]:
    """A page of each kind, opened once for all tests of it: none of them may change what it shows."""
    name, kind = request.param
    site = site_named(name)
    with PagesHost(site.folder) as host:
        stay_on(kept, f"{host.url}{site.path(kind)}")
        yield kept
        kept.unroute_all()
        kept.goto("about:blank")


@pytest.fixture
def each(stayed_on: Page) -> Page:
    """The same, as it is seen by a reader who likes little motion."""
    stayed_on.set_viewport_size({"width": 1280, "height": 720})
    stayed_on.emulate_media(color_scheme="light", reduced_motion="reduce", forced_colors="none")
    return stayed_on


# axe


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe."""
    path = NODE_MODULES / "axe-core/axe.min.js"
    if not path.is_file():
        pytest.skip("there is no axe; `make clients` installs it")
    return path.read_text(encoding="utf-8")


def judged(page: Page, axe: str, *, rules: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return which *rules* *page* keeps, or which of all, and which it breaks; folded parts are opened."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    asked = ["rule", rules] if rules else ["tag", TAGS]
    judgement: dict[str, Any] = page.evaluate(AXE, asked)
    return judgement


def test_axe_finds_nothing_in_either_theme_at_either_width(each: Page, axe: str) -> None:
    """Each rule in either theme and at either width, those about colours in each theme at each width."""
    rounds: list[tuple[Literal["light", "dark"], int, tuple[str, ...]]] = [
        ("light", 1280, ()),
        ("dark", 1280, COLOURS),
        ("dark", 375, ()),
        ("light", 375, COLOURS),
    ]
    for theme, width, rules in rounds:
        each.emulate_media(color_scheme=theme)
        each.set_viewport_size({"width": width, "height": 800})
        judgement = judged(each, axe, rules=rules)
        known = {"color-contrast"} if rules else {"color-contrast", "document-title", "region"}
        assert known <= set(judgement["passed"])
        assert judgement["violated"] == [], f"{theme}, {width} px"


def test_axe_would_find_what_is_wrong(page: Page, visit: Visit, axe: str) -> None:
    visit(page, "own", Kind("topic"))
    page.locator("h1").evaluate("""title => {
      title.style.color = "#ddd";
      title.after(document.createElement("img"));
    }""")
    violated = " ".join(judged(page, axe)["violated"])
    assert "color-contrast" in violated
    assert "image-alt" in violated


# The keyboard

STOPS = """() => {
  const shown = element => element.checkVisibility({ visibilityProperty: true });
  const chosen = radio => radio.type !== "radio" || radio.checked
    || !document.querySelector(`input[name="${radio.name}"]:checked`);
  window.stops = [...document.querySelectorAll("body *")]
    .filter(element => element.tabIndex >= 0 && !element.disabled && shown(element) && chosen(element));
  window.reached = [];
  const outlined = each => getComputedStyle(each).outlineStyle !== "none"
    && parseFloat(getComputedStyle(each).outlineWidth) >= 2;
  const places = [0.5, 0.1, 0.9].flatMap(x => [0.5, 0.1, 0.9].map(y => [x, y]));
  const reach = element => {
    const box = element.getClientRects()[0];
    const above = ([x, y]) => document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
    return {
      text: element.outerHTML.slice(0, 160),
      expected: window.stops.indexOf(element) === window.reached.length,
      outlined: outlined(element) || outlined(element.parentElement),
      seen: Boolean(box) && places.some(place => element.contains(above(place))),
    };
  };
  // The key is let go on the element that it led to, when that is outlined and in sight.
  addEventListener("keyup", () => window.reached.push(reach(document.activeElement)), true);
  return window.stops.map(element => element.outerHTML.slice(0, 160));
}"""


def test_the_keyboard_reaches_everything_in_order_and_in_sight(each: Page) -> None:
    """Each stop of the tabulator is outlined and in sight, none is missing; the first skips the header."""
    assert each.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0
    stops = each.evaluate(STOPS)
    for _ in stops:
        each.keyboard.press("Tab")
    reached = each.evaluate("window.reached")
    assert len(reached) == len(stops), f"the tabulator leaves the page before {stops[len(reached)]}"
    for stop, expected in zip(reached, stops, strict=True):
        assert stop["expected"], f"{stop['text']} instead of {expected}"
        assert stop["outlined"], f"no outline: {expected}"
        assert stop["seen"], f"out of sight: {expected}"
    each.locator("body > a[href^='#']:first-child").focus()
    assert each.evaluate("document.activeElement === window.stops[0]")
    each.keyboard.press("Enter")
    assert each.evaluate("document.activeElement.matches('main')")


# Motion

MOVING = """() => {
  const styles = [...document.querySelectorAll("*")].flatMap(element => [null, "::before", "::after"].map(
    part => [element, getComputedStyle(element, part)]));
  const lasts = times => times.split(", ").some(time => parseFloat(time) > 0.001);
  const moves = style => lasts(style.transitionDuration) || style.scrollBehavior === "smooth"
    || (style.animationName !== "none" && lasts(style.animationDuration));
  return styles.filter(([, style]) => moves(style)).map(([element]) => element.outerHTML.slice(0, 160));
}"""


def test_nothing_moves_for_who_likes_little_motion(each: Page) -> None:
    assert each.evaluate(MOVING) == []


def test_what_moves_would_be_seen(page: Page, visit: Visit) -> None:
    visit(page, "own", Kind("home"))
    page.locator("h1").evaluate("title => { title.style.transition = 'color 1s'; }")
    page.locator("main").evaluate("main => { main.style.scrollBehavior = 'smooth'; }")
    assert len(page.evaluate(MOVING)) == 2


# Forced colours

FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminance = colour => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(
      part => part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3294.6);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  const shown = element => element.checkVisibility({ visibilityProperty: true });
  const stands = style => [style.stroke, style.fill]
    .some(paint => paint !== "none" && contrast(paint, paper) >= 3);
  const bordered = style => parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== "none"
    && contrast(style.borderTopColor, paper) >= 3;
  const faint = [
    ...[...document.querySelectorAll("svg :is(path, rect, circle, line, polygon)")].filter(shown)
      .filter(shape => shape.getBBox().width > 0 && !stands(getComputedStyle(shape))),
    ...[...document.querySelectorAll(".matrix td a, .mark")].filter(shown)
      .filter(cell => !bordered(getComputedStyle(cell))),
  ];
  return faint.map(element => element.outerHTML.slice(0, 160));
}"""


def test_bars_marks_and_cells_stand_out_in_forced_colours(each: Page) -> None:
    themes: list[Literal["light", "dark"]] = ["light", "dark"]
    for theme in themes:
        each.emulate_media(forced_colors="active", color_scheme=theme)
        assert each.evaluate(FAINT) == [], theme


def test_what_is_faint_would_be_seen(page: Page, visit: Visit) -> None:
    visit(page, "own", Kind("category"))
    assert any('class="bar-ground"' in each for each in page.evaluate(FAINT)), (
        "as it is without forced colours"
    )
    assert any(each.startswith("<a") for each in page.evaluate(FAINT))
