"""The matrix and the comparison in a real browser: found, sorted, filtered, compared, kept in the address."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Host, build_site, write_content
from test_browser import HOSTILE, TOPIC

pytestmark = pytest.mark.usefixtures("untraced")

ZALANDO, PAYPAL, HAUFE = "zalando-restful-api-guidelines", "paypal-api-style-guide", "haufe-api-styleguide"
ROWS = ".matrix tr[data-count]:visible"
HEADS = ".matrix thead [data-count]:visible"
TOPICS, GUIDELINES = f"{ROWS} > th a", f"{HEADS} a"


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    page = browser.new_page(java_script_enabled=False)
    yield page
    page.close()


@pytest.fixture
def published(published_site: Path, pages_host: Host) -> str:
    """The address of the site of the hundred published topics."""
    return pages_host(published_site).url


@pytest.fixture(scope="session")
def below(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's content, made for a host and a path."""
    site = tmp_path_factory.mktemp("compared") / "site"
    return build_site(repository / "content", site, "--base-url", "https://example.org/kb")


def names(page: Page, links: str) -> list[str]:
    """Return what the rows or columns are called that the matrix shows, in order."""
    return [name.strip() for name in page.locator(links).all_text_contents()]


def query(page: Page) -> str:
    """Return the query of the page's address."""
    return page.evaluate("location.search")  # type: ignore[no-any-return]


# The matrix


def test_a_newcomer_finds_by_the_matrix_who_speaks_of_status_202_and_what_they_say(
    page: Page, published: str
) -> None:
    page.goto(f"{published}/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Matrix").click()
    page.get_by_role("group", name="Topics").get_by_label("named").fill("202")
    page.get_by_label("only with").select_option("some topic shown here")
    assert names(page, TOPICS) == ["202 Accepted"]
    assert names(page, GUIDELINES)[1:] == ["Cloud Foundry", "Deliveroo", "Heroku", "Zalando"]
    expect(page.locator("[data-matrix-found]")).to_have_text("1 of 100 topics, 5 of 16 guidelines")
    page.locator(f"{ROWS} td a:visible").last.click()
    expect(page).to_have_url(f"{published}/design/topics/http-status-202#{ZALANDO}")
    card = page.locator(f"#{ZALANDO}")
    expect(card).to_be_in_viewport()
    expect(card.get_by_role("link", name="Success Codes")).to_be_visible()
    page.go_back()
    assert names(page, TOPICS) == ["202 Accepted"]


def test_every_cell_stands_under_its_guideline_beside_its_topic_however_sorted(
    page: Page, published: str
) -> None:
    for state in ("", "?sort=most&across=fewest&topic=http&with=some"):
        page.goto(f"{published}/matrix{state}")
        wrong = page.evaluate(
            """() => {
              const { tHead, tBodies } = document.querySelector(".matrix table");
              const last = (link) => link?.pathname.split("/").pop();
              const guidelines = [...tHead.rows[0].cells].map((head) => last(head.querySelector("a")));
              const rows = [...tBodies].flatMap((body) => [...body.rows]).filter((row) => row.dataset.count);
              return rows.flatMap(({ cells: [topic, , ...cells] }) => cells.flatMap((cell, place) => {
                const link = cell.querySelector("a");
                const right = topic.querySelector("a").href + "#" + guidelines[place + 2];
                return !link || link.href === right ? [] : [link.href];
              }));
            }"""
        )
        assert wrong == []
        assert page.locator(".matrix tr[data-count]").count() == 100


def test_rows_and_columns_are_sorted_and_come_back_to_the_order_of_the_site(
    page: Page, published: str
) -> None:
    page.goto(f"{published}/matrix")
    rows, columns = names(page, TOPICS), names(page, GUIDELINES)
    topics, guidelines = (page.get_by_role("group", name=name) for name in ("Topics", "Guidelines"))

    topics.get_by_label("sorted by").select_option("most guidelines")
    guidelines.get_by_label("sorted by").select_option("fewest topics")
    for lines, falling in ((ROWS, True), (HEADS, False)):
        counts = [int(each.get_attribute("data-count") or "") for each in page.locator(lines).all()]
        assert counts == sorted(counts, reverse=falling)
    expect(page.locator(".matrix-group:visible")).to_have_count(0)
    assert query(page) == "?sort=most&across=fewest"

    topics.get_by_label("sorted by").select_option("name")
    assert names(page, TOPICS)[0] == min(rows, key=str.casefold)
    page.reload()
    assert names(page, TOPICS)[0] == min(rows, key=str.casefold)

    page.get_by_role("button", name="Show all").click()
    assert (names(page, TOPICS), names(page, GUIDELINES)) == (rows, columns)
    assert query(page) == ""
    assert page.locator(".matrix-group:visible").count() == 17


def test_a_category_leads_to_its_rows_alone(page: Page, published: str) -> None:
    page.goto(f"{published}/design/categories/http-methods")
    shown = names(page, TOPICS)
    page.get_by_role("link", name="whole matrix").click()
    assert names(page, TOPICS) == shown
    expect(page.get_by_role("combobox", name="in", exact=True)).to_have_value("http-methods")


def test_an_address_that_asks_for_nonsense_shows_everything(page: Page, published: str) -> None:
    page.goto(f"{published}/matrix?category=nobodys&sort=upwards&with=&else=1")
    assert page.locator(ROWS).count() == 100


@pytest.mark.parametrize("width", [360, 1280])
def test_heads_stay_in_sight_and_the_page_does_not_scroll_sideways(
    page: Page, published: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{published}/matrix")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    region = page.get_by_role("region", name="how many references")
    corner, head = page.locator(".matrix-corner"), page.locator(".matrix thead [data-count]").last
    topic = page.locator(".matrix tr[data-count] th").nth(60)
    region.evaluate(
        "region => region.scrollTo(region.scrollWidth, region.querySelectorAll('tr')[80].offsetTop)"
    )
    frame, corner_box, head_box = (each.bounding_box() for each in (region, corner, head))
    topic_box = topic.bounding_box()
    assert frame
    assert corner_box
    assert head_box
    assert topic_box
    assert abs(corner_box["x"] - frame["x"]) < 2
    assert abs(topic_box["x"] - frame["x"]) < 2
    assert abs(corner_box["y"] - frame["y"]) < 2
    assert abs(head_box["y"] - frame["y"]) < 2
    assert head_box["x"] + head_box["width"] <= frame["x"] + frame["width"] + 1
    # What is in front is the heads, not the cells that pass below them.
    for box in (corner_box, head_box):
        hit = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y)?.closest('th')?.parentElement.rowIndex",
            [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + min(0, 740 - box["y"])],
        )
        assert hit == 0
    if width == 360:
        assert topic_box["width"] < 0.4 * frame["width"]


def test_without_a_script_the_whole_matrix_is_there_by_category(plain: Page, published: str) -> None:
    plain.goto(f"{published}/matrix")
    expect(plain.locator("[data-matrix-tools]")).to_be_hidden()
    assert plain.locator(ROWS).count() == 100
    assert plain.locator(".matrix-group:visible").count() == 17


def test_the_matrix_shows_who_answers_so_and_what_is_said_how_strongly(
    page: Page, own_site: Path, pages_host: Host
) -> None:
    page.goto(f"{pages_host(own_site).url}/matrix")
    page.get_by_label("guidelines that answer").select_option("A cursor")
    coverage = json.loads((own_site / "design/coverage.json").read_text())
    cells = coverage["pairs"]
    so = [each for each in cells if each["topic"] == "pagination" and "cursor" in each.get("position", ())]
    assert len(names(page, GUIDELINES)) == len(so) > 5
    assert query(page) == "?answer=pagination%3Acursor"
    assert len(names(page, TOPICS)) == 12
    page.get_by_label("what is said as").select_option("must not")
    chosen = {each["guideline"] for each in so}
    strict = [each for each in cells if "must-not" in each.get("levels", ()) and each["guideline"] in chosen]
    expect(page.locator(f"{ROWS} td a:visible")).to_have_count(len(strict))
    page.reload()
    expect(page.locator(f"{ROWS} td a:visible")).to_have_count(len(strict))
    page.get_by_text("What the letters mean").click()
    expect(page.locator(".matrix-key dd", has_text="A cursor")).to_have_text("A A cursor")


# The comparison


def said(site: Path, *guidelines: str) -> list[set[str]]:
    """Return the topics that each of *guidelines* speaks of, by the documents of the API."""
    documents = [
        json.loads((site / f"design/guidelines/{name}/topics.json").read_text()) for name in guidelines
    ]
    return [{item["_embedded"]["topic"]["id"] for item in each["items"]} for each in documents]


def counts(page: Page) -> dict[str, int]:
    """Return the numbers of the summary by what they count."""
    lines = page.locator("[data-summary] fieldset :is(label, p)").all()
    pairs = [
        (each.locator(".comparison-label").inner_text(), each.locator(".comparison-count").inner_text())
        for each in lines
    ]
    return {label: int(number) for label, number in pairs}


def test_two_guidelines_are_picked_and_compared_topic_by_topic(
    page: Page, published: str, published_site: Path
) -> None:
    page.goto(f"{published}/compare")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Choose two")
    page.get_by_label("First guideline").select_option("Zalando")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text(
        "Choose another to compare Zalando with."
    )
    assert page.locator("option[value='zalando-restful-api-guidelines']:disabled").count() == 3
    page.get_by_label("Second guideline").select_option("PayPal")
    one, other = said(published_site, ZALANDO, PAYPAL)
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text(
        f"Of 100 topics: {len(one | other)} either"
    )
    assert counts(page) == {
        "either": len(one | other),
        "both": len(one & other),
        "only Zalando": len(one - other),
        "only PayPal": len(other - one),
        "neither": 100 - len(one | other),
    }
    assert query(page) == f"?g={ZALANDO},{PAYPAL}"
    assert page.title().startswith("Zalando and PayPal · Compare")

    row = page.locator("article", has=page.get_by_role("link", name="API counts", exact=True))
    expect(row.locator(".quote")).to_contain_text("between 4 and 8")
    expect(row.locator(".comparison-side").nth(1)).to_contain_text("Silent")
    left, right = (row.locator(".comparison-side").nth(side).bounding_box() for side in (0, 1))
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] < right["x"]


def test_topics_come_by_category_in_the_order_of_the_site(page: Page, published: str) -> None:
    page.goto(f"{published}/matrix")
    order = names(page, TOPICS)
    page.goto(f"{published}/compare?g={ZALANDO},{PAYPAL},{HAUFE}")
    page.locator("[data-result] article").first.wait_for()
    for section in page.locator("[data-result] section:visible").all():
        topics = section.locator("h3").all_text_contents()
        assert set(topics) <= set(order)
        for side in range(3):
            spoken = section.locator(f"article:has(.comparison-side:nth-of-type({side + 1}) .references) h3")
            places = [order.index(name) for name in spoken.all_text_contents()]
            assert places == sorted(places)


def test_the_back_button_leads_to_the_choice_before(page: Page, published: str) -> None:
    page.goto(f"{published}/compare?g={ZALANDO},{PAYPAL}")
    page.get_by_label("Third").select_option("Haufe")
    expect(page.locator("[data-summary]")).to_contain_text("only Haufe")
    page.get_by_label("some of them").check()
    expect(page.locator("article:not([data-kind=some]):visible")).to_have_count(0)
    assert query(page) == f"?g={ZALANDO},{PAYPAL},{HAUFE}&show=some"
    page.reload()
    expect(page.get_by_label("some of them")).to_be_checked()
    expect(page.locator("article:not([data-kind=some]):visible")).to_have_count(0)
    page.go_back()
    expect(page.get_by_label("any of them")).to_be_checked()
    page.go_back()
    expect(page.locator("[data-summary]")).not_to_contain_text("only Haufe")
    expect(page.get_by_label("Third")).to_have_value("")
    expect(page.get_by_label("Second")).to_have_value(PAYPAL)


def test_a_topic_leads_to_its_page_from_below_a_path_too(page: Page, below: Path, pages_host: Host) -> None:
    """The documents name the host that the site is made for; the page asks its own host all the same."""
    host = pages_host(below, "/kb")
    page.goto(f"{host.url}/design/guidelines/{ZALANDO}")
    page.get_by_role("link", name="Compare it with others").click()
    page.get_by_label("Second guideline").select_option("PayPal")
    link = page.get_by_role("link", name="HTTP Status 202")
    expect(link).to_have_attribute("href", "/kb/design/topics/http-status-202")
    assert all(seen.path.startswith("/kb/") for seen in host.seen)
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("HTTP Status 202")
    assert host.missed == []


def test_ids_that_nobody_has_and_more_than_four_are_told_kindly(page: Page, published: str) -> None:
    five = [ZALANDO, PAYPAL, HAUFE, "google-api-design-guide", "heroku-http-api-design-guide"]
    page.goto(f"{published}/compare?g={','.join([*five, 'nobody', '<b>', ZALANDO])}")
    status = page.get_by_role("main").get_by_role("status")
    expect(status).to_contain_text("There is no guideline “nobody” and “<b>” here.")
    expect(status).to_contain_text("At most four are compared, so Heroku had to stay out.")
    expect(page.locator("[data-heads] p")).to_have_count(4)
    page.goto(f"{published}/compare?g=nobody")
    expect(status).to_contain_text("Choose two")
    expect(page.locator("[data-result]")).to_be_hidden()


def test_what_cannot_be_read_is_told_and_asked_for_again(browser: Browser, published: str) -> None:
    page = browser.new_page()
    page.route(re.compile(r"topics\.json$"), lambda route: route.abort())
    page.goto(f"{published}/compare?g={ZALANDO},{PAYPAL}")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("could not be read")
    page.unroute_all()
    page.get_by_label("Third").select_option("Haufe")
    expect(page.locator("[data-heads] p")).to_have_count(3)
    page.close()


def test_on_a_phone_what_each_says_is_stacked_under_its_name(page: Page, published: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{published}/compare?g={ZALANDO},{PAYPAL},{HAUFE}")
    row = page.locator("[data-result] article").first
    row.wait_for()
    boxes = [each.bounding_box() for each in row.locator(".comparison-side").all()]
    assert len({box["x"] for box in boxes if box}) == 1
    assert [box["y"] for box in boxes if box] == sorted(box["y"] for box in boxes if box)
    assert row.locator("h4").all_inner_texts() == ["Zalando", "PayPal", "Haufe"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_paper_the_guidelines_stand_side_by_side_and_nothing_is_to_be_picked(
    page: Page, published: str
) -> None:
    page.set_viewport_size({"width": 720, "height": 1000})
    page.goto(f"{published}/compare?g={ZALANDO},{PAYPAL},{HAUFE}")
    page.locator("[data-result] article").first.wait_for()
    page.emulate_media(media="print")
    expect(page.locator("select:visible, input:visible")).to_have_count(0)
    expect(page.get_by_text("Of 100 topics:")).to_be_visible()
    row = page.locator("[data-result] article").first
    boxes = [each.bounding_box() for each in row.locator(".comparison-side").all()]
    assert len({box["y"] for box in boxes if box}) == 1
    assert page.locator("[data-heads] p:visible").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    page.goto(f"{published}/matrix")
    expect(page.locator("select:visible, input:visible")).to_have_count(0)
    expect(page.locator(ROWS)).to_have_count(100)


def test_without_a_script_the_comparison_says_where_to_compare(plain: Page, published: str) -> None:
    plain.goto(f"{published}/compare?g={ZALANDO},{PAYPAL}")
    expect(plain.locator("[data-comparison]")).to_be_hidden()
    plain.get_by_role("main").get_by_role("link", name="the matrix").click()
    expect(plain).to_have_url(f"{published}/matrix")


def test_what_strangers_wrote_stays_text_in_a_comparison(
    page: Page, pages_host: Host, tmp_path: Path
) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    hostile = TOPIC.replace("TEXT", quoted)
    other = hostile.replace("topic_id: t", "topic_id: u").replace("guideline_id: g", "guideline_id: h")
    content = write_content({"topics/t.md": hostile, "topics/u.md": other}, tmp_path / "content")
    page.goto(f"{pages_host(build_site(content, tmp_path / 'site')).url}/compare?g=g,h")
    expect(page.locator("[data-result] article")).to_have_count(2)
    assert HOSTILE in page.locator("[data-result] .quote").first.inner_text()
    assert page.locator("[data-result] :is(img, script)").count() == 0
    assert page.title() not in ("1", "2")


@pytest.mark.parametrize("path", ["/matrix", f"/compare?g={ZALANDO},{PAYPAL}"])
def test_nothing_shifts_while_it_is_made(page: Page, published: str, path: str) -> None:
    page.goto(f"{published}{path}")
    page.locator(".matrix, [data-result] article").first.wait_for()
    shift = page.evaluate(
        """() => new Promise((done) => new PerformanceObserver((list) =>
          done(list.getEntries().reduce((sum, each) => sum + each.value, 0))
        ).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => done(0), 300))"""
    )
    assert shift == 0


def test_topics_are_told_apart_by_answers_in_common_and_by_levels(
    page: Page, own_site: Path, pages_host: Host
) -> None:
    page.goto(f"{pages_host(own_site).url}/compare?g={ZALANDO},{PAYPAL}")
    expect(page.locator("[data-result]")).to_be_visible()
    counted = counts(page)
    shown = page.locator(".comparison-row[data-kind]:visible")
    for label, words in (
        ("both, with an answer in common", "An answer in common"),
        ("both, with none in common", "No answer in common"),
    ):
        page.get_by_label(label).check()
        expect(shown).to_have_count(counted[label])
        assert counted[label] > 0
        expect(shown.locator("div > p.quiet", has_text=words)).to_have_count(counted[label])
    page.get_by_label("either").check()
    page.get_by_label("where something is said as").select_option("should")
    expect(shown).to_have_count(page.locator(".comparison-row:has(.level-should)").count())
    assert query(page).endswith("&level=should")
    page.reload()
    expect(shown).to_have_count(page.locator(".comparison-row:has(.level-should)").count())
    expect(page.locator(".level-should:visible").first).to_be_visible()
