"""A guideline of one's own in a real browser: chosen, kept, taken away, and what is taken away holds."""

import io
import json
import zipfile
from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml
from playwright.sync_api import Page, expect

import contract
from conftest import NODE_MODULES, Host, RunTool

pytestmark = pytest.mark.usefixtures("untraced")

OPENAPI = '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}'


@pytest.fixture
def address(own_site: Path, pages_host: Host) -> str:
    """The address of the page that builds, on the site of this repository's content."""
    return f"{pages_host(own_site).url}/build"


WORDS = "Cursors.\n- never: [offsets] \\ *ever*\u2028"
CHOSEN = "#draft?" + urlencode(
    {
        "title": 'Ours: "fair" & simple',
        "company": "Globex #1",
        "q.pagination": "cursor",
        "l.pagination": "must",
        "n.pagination": WORDS,
        "q.property-naming": "camel",
        "l.property-naming": "should-not",
    }
)
"""An address with two answers, in words that no format takes as they are."""


def taken(page: Page, button: str) -> bytes:
    """Return the file that *button* gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.path().read_bytes()


def test_choices_stand_behind_the_address_and_in_a_file_and_no_server_is_told(
    page: Page, address: str
) -> None:
    told: list[str] = []
    page.on(
        "request", lambda request: told.append(f"{request.method} {request.url}{request.post_data or ''}")
    )
    page.goto(address)
    expect(page.locator("[data-count]")).to_have_text("0 of 12 questions answered.")
    page.get_by_label("Title", exact=True).fill('Ours: "fair" & simple')
    asked = page.locator("[data-topic=pagination]")
    asked.locator("input[value=cursor]").check()
    asked.get_by_label("How strongly").select_option("must")
    asked.get_by_label("In your words").fill("Never offsets, Globex.")
    page.locator("[data-topic=property-naming] input[value=camel]").check()
    expect(page.locator("[data-count]")).to_have_text("2 of 12 questions answered.")
    kept, state = page.url, page.evaluate("location.hash")
    saved = taken(page, "Save the choices")
    taken(page, "A draft in Markdown")
    assert not [each for each in told if "Globex" in each or "camel" in each or not each.startswith("GET ")]

    page.get_by_role("button", name="Begin anew").click()
    assert page.url == address
    expect(page.locator("[data-topic=pagination] input[value='']")).to_be_checked()
    page.get_by_label("Load them again").set_input_files(
        {"name": "draft.json", "mimeType": "application/json", "buffer": saved}
    )
    expect(page.locator("[data-topic=pagination] input[value=cursor]")).to_be_checked()
    assert page.evaluate("location.hash") == state
    page.goto("about:blank")
    page.goto(kept)
    expect(page.get_by_label("Title", exact=True)).to_have_value('Ours: "fair" & simple')
    expect(page.locator("[data-topic=pagination]").get_by_label("How strongly")).to_have_value("must")


def test_what_is_not_offered_or_no_draft_is_told(page: Page, address: str) -> None:
    page.goto(f"{address}#draft?q.pagination=telepathy&q.nothing=x&q.versioning=path&l.versioning=perhaps")
    said = page.locator("[data-said]")
    expect(said).to_have_text("Not offered here, and left out: pagination: telepathy, nothing: x.")
    expect(page.locator("[data-count]")).to_have_text("1 of 12 questions answered.")
    for text, words in (
        ("no json", "This file is no JSON"),
        ("[]", "This file was not saved here"),
        ('{"format": "crosswalk draft", "version": 2, "choices": []}', "a later version"),
    ):
        page.get_by_label("Load them again").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
        )
        expect(said).to_contain_text(words)
    expect(page.locator("[data-topic=versioning] input[value=path]")).to_be_checked()


def test_others_are_heard_before_one_chooses(page: Page, address: str) -> None:
    page.goto(address)
    asked = page.locator("[data-topic=pagination]")
    asked.get_by_text("What others chose, and why").click()
    zalando = asked.locator("[data-why] a[href$='#zalando-restful-api-guidelines']")
    expect(zalando).to_have_text("Zalando: RESTful API and Event Guidelines")
    labels = [
        "A cursor",
        "Offset and limit",
        "Page number and size",
        "Whatever suits the data",
        "Range requests",
    ]
    expect(asked.locator("[data-why] .build-given")).to_have_text(labels)
    page.get_by_label("Questions with the words").fill("cursor long")
    expect(page.locator("[data-topic]:visible")).to_have_count(1)


def test_the_draft_has_answers_words_and_references(page: Page, address: str) -> None:
    page.goto(address + CHOSEN)
    draft = taken(page, "A draft in Markdown").decode()
    assert draft.startswith('# Ours: "fair" & simple\n\nGlobex \\#1\n')
    assert "### Pagination\n\n*How does a client" in draft
    assert "**MUST: A cursor.**" in draft
    assert "\nCursors.\n\\- never: \\[offsets\\] \\\\ \\*ever\\*\n" in draft
    assert "9 of 24 guidelines that speak of [Pagination]" in draft
    assert "/#160), rule 160 (SHOULD)" in draft


def test_the_topics_pass_crosswalk_check(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + CHOSEN)
    with zipfile.ZipFile(io.BytesIO(taken(page, "Topics for crosswalk"))) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    checked = contract.check(tmp_path / "content")
    assert (checked.code, checked.stderr) == (0, "")
    front = next(yaml.safe_load_all((tmp_path / "content/topics/pagination.md").read_text("utf-8")))
    own = front["guidelines"][0]
    assert own["guideline_id"] == "ours-fair-simple"
    assert own["note"] == "Cursors.\n- never: [offsets] \\ *ever*"
    assert own["references"][0]["level"] == "must"
    assert len(front["guidelines"]) == 25


def test_the_rule_set_loads_in_spectral(page: Page, address: str, tmp_path: Path, run_tool: RunTool) -> None:
    page.goto(address + CHOSEN)
    rules = tmp_path / "spectral.yaml"
    rules.write_bytes(taken(page, "A rule set for Spectral"))
    (tmp_path / "api.json").write_text(OPENAPI)
    rule = yaml.safe_load(rules.read_text("utf-8"))["rules"]["pagination-cursor"]
    assert rule["severity"] == "error"
    assert rule["message"].startswith("Cursors.\n- never")
    spectral = NODE_MODULES / "@stoplight/spectral-cli/dist/index.js"
    done = run_tool("node", spectral, "lint", tmp_path / "api.json", "--ruleset", rules, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout.partition("No results")[0] or "[]") == []
