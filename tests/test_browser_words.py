"""What scripts say, in a real browser, on a site in another language than English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Host, build_site, quiet, write_content
from crosswalk.texts import texts_of

pytestmark = pytest.mark.usefixtures("untraced")

TOPIC = """---
topic_id: {id}
topic_name: {id} eins
topic_question: Wie?
topic_positions:
  - {{id: gut, label: Gut so}}
  - {{id: anders, label: Ganz anders}}
guidelines:
  - guideline_id: g
    guideline_title: Erste eins
    guideline_url: https://g.example/
    position: gut
    references:
      - {{name: Ort, url: "https://g.example/#1", level: must-not}}
  - guideline_id: h
    guideline_title: Zweite
    guideline_url: https://h.example/
    position: {position}
    references:
      - {{name: Ort, url: "https://h.example/#1"}}
---
"""
CONTENT = {
    "topics/a.md": TOPIC.format(id="a", position="gut"),
    "topics/b.md": TOPIC.format(id="b", position="anders"),
    "../crosswalk.toml": 'language = "de"\n',
}


@pytest.fixture
def page(browser: Browser, pages_host: Host) -> Iterator[Page]:  # noqa: ARG001 - asked for first, so that the host outlives its page
    """A page; a message on its console fails the test that opened it."""
    with quiet(browser.new_page()) as page:
        yield page


def test_search_comparison_and_draft_speak_german(page: Page, pages_host: Host, tmp_path: Path) -> None:
    say = texts_of("de")
    content = write_content(CONTENT, tmp_path / "content")
    site = pages_host(build_site(content, tmp_path / "site")).url

    page.goto(f"{site}/search?q=eins")
    found = f"{say('counted.topic', n=2)}{say('and')}{say('counted.guideline', n=1)}"
    expect(page.locator(".search-count")).to_have_text(f"{found} zu „eins“")
    expect(page.locator(".hit-topic .hit-kind").first).to_contain_text("äußern sich dazu")
    expect(page.locator(".hit .level").first).to_have_text(say("level.must-not"))
    page.locator("#_query").fill("xyzzyx")
    expect(page.locator(".search-count")).to_have_text("Nichts gefunden zu „xyzzyx“")
    page.locator("form.search [name=q]").fill("eins")
    expect(page.locator("form.search [role=status]")).to_have_text("3 Treffer")

    page.goto(f"{site}/compare?g=g,nichts")
    expect(page.locator("[data-state]")).to_have_text(
        f"Hier gibt es nichts mit dem Namen {say('quoted', text='nichts')}. "
        "Auswählen, womit Erste eins verglichen werden soll."
    )
    page.goto(f"{site}/compare?g=g,h")
    counted = say("script.compare.sentence", total=2, counts="2 von mindestens einer Seite, 2 von beiden")
    expect(page.locator("[data-sentence]")).to_contain_text(counted.rstrip("."))
    expect(page.locator("[data-agreement=apart]")).to_contain_text("Keine gemeinsame Antwort")
    assert page.title().startswith("Erste eins und Zweite · ")

    page.goto(f"{site}/build#draft?q.a=gut&l.a=must-not")
    expect(page.locator("[data-count]")).to_have_text(f"1 von {say('counted.question', n=2)} beantwortet.")
    with page.expect_download() as download:
        page.locator("[data-take=markdown]").click()
    draft = download.value.path().read_text("utf-8")
    assert f"**{say('level.must-not').upper()}: Gut so.**" in draft
    assert f"2 von {say('counted.guideline', n=2)} mit Aussagen zu [a eins](" in draft
    expect(page.locator("[data-said]")).to_have_text("Gespeichert als guideline-draft.md.")
