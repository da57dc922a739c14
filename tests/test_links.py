"""`crosswalk links`: what it prints, what it keeps, what it tells those who have no network or no library."""

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from contract import Files, Run, build, findings, run, write
from crosswalk.commands.progress import Progress
from crosswalk.link_results import parsed
from crosswalk.outside import asking
from crosswalk.outside.answers import Answer, Fault, Question
from crosswalk.outside.archive import copies_of
from hostile import Host, answer, host, page

pytestmark = pytest.mark.usefixtures("no_proxy")


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no proxy, whatever the machine has."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


pytestmark = pytest.mark.usefixtures("loops")


def content(url: str) -> Files:
    """Return content with links to the host at *url*."""
    topic = f"""\
---
topic_id: paging
topic_name: Paging
guidelines:
  - guideline_id: acme
    references:
      - name: Paging
        url: {url}/gone
        archivedUrl: {url}/copy
      - name: Sorting
        url: {url}/old#a
      - name: Sizes
        url: {url}/page#b
---
See [this]({url}/gone) and [that]({url}/robots).
"""
    acme = f"---\nguideline_id: acme\nguideline_title: Acme\nguideline_url: {url}/page\n---\n"
    return {"topics/paging.md": topic, "guidelines/acme.md": acme}


ROUTES = {
    "/copy": page(""),
    "/old": answer("301 Moved", Location="/page"),
    "/page": page("<h1 id=a>"),
    "/robots": answer("403 Forbidden"),
}


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """A host, and a working folder with content that leads to it."""
    monkeypatch.chdir(tmp_path)
    with host(ROUTES) as known:
        write(tmp_path / "content", content(known.url))
        yield known


def links(*options: str | Path) -> Run:
    """Run `crosswalk links` without pauses."""
    return run("links", "--allow-private", "--delay", "0", "--retries", "0", *options)


def test_what_is_wrong_is_told_at_its_place(web: Host) -> None:
    said = links("--verbose")
    *found, unsure = said.stderr.splitlines()
    place = "content/topics/paging.md"
    hint = f"there is a copy: {web.url}/copy"
    advice = "find the section's new name, or delete that part"
    assert found == [
        f"{place}:8:14: error[link-dead]: '{web.url}/gone' is dead: 404 Not Found; {hint}",
        f"{place}:11:14: warning[link-moved]: '{web.url}/old#a' has moved for good; write {web.url}/page#a",
        f"{place}:13:14: warning[link-anchor]: the page has no place '#b'; {advice}",
        f"{place}:15:12: error[link-dead]: '{web.url}/gone' is dead: 404 Not Found; {hint}",
    ]
    assert unsure == f"cannot be told: {web.url}/robots: 403 Forbidden"
    assert said.stdout == "6 links to other hosts: 4 alive, 1 dead, 1 cannot be told\n"
    assert said.code == 1
    assert sorted(web.asked) == [
        "/copy",
        "/gone",
        "/old",
        "/page",
        "/page",
        "/robots",
    ]  # one of them redirected


@pytest.mark.usefixtures("web")
def test_every_format_tells_the_same(sarif_validator: jsonschema.Draft7Validator) -> None:
    told = [(found.code, found.line) for found in findings(links().stderr)]
    listed = json.loads(links("--format", "json").stdout)
    assert [(found["code"], found["line"]) for found in listed] == told
    sarif = json.loads(links("--format", "sarif").stdout)
    sarif_validator.validate(sarif)
    assert len(sarif["runs"][0]["results"]) == len(told)
    assert links("--format", "github").stdout.count("::error file=content/topics/paging.md,line=") == 2


def test_results_make_a_dead_link_of_three_failures_on_three_days(web: Host, tmp_path: Path) -> None:
    file = tmp_path / "links.json"
    first = links("--results", file)
    assert first.code == 0
    assert "warning[link-failing]" in first.stderr
    assert "wait: it counts as dead after 3 such days, and this is day 1" in first.stderr
    kept = file.read_bytes()
    assert links("--results", file).code == 0
    assert file.read_bytes() == kept  # on the same day nothing is new
    last = first
    for _ in range(2):
        known = json.loads(file.read_bytes())
        known["checked"] = "2026-01-01"  # as if that had been a while ago
        file.write_text(json.dumps(known))
        last = links("--results", file)
    assert last.code == 1
    assert f"'{web.url}/gone' is dead: 404 Not Found, on 3 days since" in last.stderr


def test_only_some_files_may_be_looked_at(web: Host) -> None:
    for pattern in ("guidelines/*", "content/guidelines/acme.md", "./content/guidelines/acme.md"):
        assert links("--only", pattern).stdout == "1 link to other hosts: 1 alive\n"
    assert web.asked == ["/page"] * 3
    assert "--only names no file with links" in links("--only", "topics/x.md").stderr


def test_without_network_one_line_says_so_and_nothing_is_counted(
    web: Host, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def nobody(questions: list[Question], *_rest: object) -> dict[str, Answer]:
        return {question.url: Answer(fault=Fault.NO_NETWORK) for question in questions}

    monkeypatch.setattr(asking, "ask", nobody)
    said = links("--results", tmp_path / "links.json")
    assert said.code == 2
    assert said.stderr == (
        "crosswalk: no host could be reached, so there seems to be no network; "
        "nothing is counted against any link\n"
    )
    assert not (tmp_path / "links.json").exists()
    assert web.asked == []


def test_a_first_look_that_found_no_link_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "content", {"topics/a.md": "---\ntopic_id: a\ntopic_name: A\n---\n"})
    assert links("--content", tmp_path / "content", "--results", tmp_path / "links.json").code == 0
    assert (tmp_path / "links.json").is_file()


def test_who_lacks_the_library_is_told_how_to_get_it(web: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    monkeypatch.delitem(sys.modules, "crosswalk.outside.asking")
    said = links()
    assert (said.code, web.asked) == (2, [])
    assert said.stderr.endswith("install it with: pip install 'crosswalk[links]'\n")


def test_private_addresses_are_not_asked_unless_that_is_wanted(web: Host) -> None:
    said = run("links")
    assert {found.code for found in findings(said.stderr)} == {"link-private"}
    assert said.code == 0
    assert web.asked == []


@pytest.mark.parametrize(
    "options",
    [
        ["--delay", "-1"],
        ["--delay", "nan"],
        ["--delay", "1e9"],
        ["--per-host", "0"],
        ["--strikes", "0"],
        ["--retries", "x"],
        ["--results", ""],
        ["--content", "nowhere"],
    ],
)
def test_misuse_is_told(options: list[str], web: Host) -> None:
    said = links(*options)
    assert (said.code, said.stderr.count("\n")) == (2, 1)
    assert web.asked == []


@pytest.mark.usefixtures("web")
def test_a_file_of_results_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    file = tmp_path / "links.json"
    file.write_text("{}")
    said = links("--results", file)
    assert said.code == 2
    assert "links.json does not hold what 'crosswalk links' has written" in said.stderr
    assert "cannot write" in links("--results", tmp_path / "no" / "links.json").stderr
    assert links("--results", tmp_path).code == 2
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere.json")
    assert "is no file of results" in links("--results", file).stderr
    assert not (tmp_path / "elsewhere.json").exists()


def test_an_archive_is_asked_for_copies_of_what_is_dead() -> None:
    found = {"archived_snapshots": {"closest": {"url": "https://archive.example/copy"}}}
    unsafe = {"archived_snapshots": {"closest": {"url": "javascript:alert(1)"}}}
    bodies = {"a": json.dumps(found), "b": "{}", "c": json.dumps(unsafe), "d": "not JSON"}
    routes = {f"/?url={name}": answer("200 OK", body.encode()) for name, body in bodies.items()}
    with host(routes) as archive:
        assert copies_of([*bodies, "e"], f"{archive.url}/") == {"a": "https://archive.example/copy"}


@pytest.mark.usefixtures("web")
def test_a_site_shows_what_is_known_of_its_links(tmp_path: Path) -> None:
    """And nothing, where there is no setting or nobody has looked."""
    footer = "<p>Links to other sites, checked on 1 January 2026: 4 of 6 alive</p>"
    build(tmp_path / "content", tmp_path / "site")
    assert not (tmp_path / "site" / "links.json").exists()
    (tmp_path / "crosswalk.toml").write_text('links = "known/links.json"\n')
    assert build(tmp_path / "content", tmp_path / "site").code == 0
    assert "checked on" not in (tmp_path / "site" / "index.html").read_text()
    (tmp_path / "known").mkdir()
    assert links().code == 0  # the setting says where results are kept, so one failure is not enough
    file = tmp_path / "known" / "links.json"
    known = {**json.loads(file.read_bytes()), "checked": "2026-01-01"}
    file.write_text(json.dumps(known))
    build(tmp_path / "content", tmp_path / "site")
    assert footer in (tmp_path / "site" / "design" / "topics" / "paging.html").read_text()
    assert json.loads((tmp_path / "site" / "links.json").read_bytes()) == {
        "schemaVersion": 1,
        "label": "links",
        "message": "4 of 6 alive",
        "color": "green",
    }
    file.write_text("{}")
    assert build(tmp_path / "content", tmp_path / "site").code == 2


def test_the_documentation_shows_results_and_names_every_option(repository: Path) -> None:
    text = (repository / "docs" / "links.md").read_text()
    shown = parsed(text.partition("```json\n")[2].partition("```")[0].encode(), "shown")
    assert [record.state for record in shown.links.values()] == ["failing", "alive"]
    options = set(re.findall(r"--[a-z-]+", run("links", "--help").stdout)) - {
        "--help",
        "--content",
        "--config",
    }
    assert {option for option in options if f"`{option}" not in text and f"{option} " not in text} == set()


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        """Be one."""
        return True


def test_progress_is_shown_on_a_terminal_and_gone_afterwards() -> None:
    for stream, expected in ((Terminal(), "\r\x1b[Klinks: 1 of 2,000\r\x1b[K"), (io.StringIO(), "")):
        with Progress("links", stream) as progress:
            progress(1, 2_000)
        assert stream.getvalue() == expected
