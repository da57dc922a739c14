"""`crosswalk new`: what it makes, what it asks, what it refuses; all else stays to the letter."""

import io
import re
import sys
from pathlib import Path

import pytest

from contract import Run, check, run, snapshot, write
from crosswalk.build import examine
from crosswalk.settings import Settings

TOPIC = "---\ntopic_id: paging\ntopic_name: Paging\ntopic_aliases: [pagination]\n---\nText.\n"
ACME = "---\nguideline_id: acme\nguideline_title: Acme\nguideline_url: https://acme.example\n---\n"
CATEGORIES = "- category_name: Collections\n"
FILES = {"topics/paging.md": TOPIC, "guidelines/acme.md": ACME, "categories.yaml": CATEGORIES}


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a content folder, and a standard input that is no terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    write(tmp_path / "content", FILES)
    return tmp_path


class Terminal(io.StringIO):
    """A standard input at which somebody sits."""

    def isatty(self) -> bool:
        """Be one."""
        return True


def sit_down(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Have somebody type *lines*."""
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))


MADE = {
    "a topic": (
        ["topic", "--name", "Page: size", "--category", "Collections", "--question", "How many?"],
        "topics/page-size.md",
        (
            "---\ntopic_id: page-size\ntopic_name: 'Page: size'\ntopic_category: Collections\n"
            "topic_question: How many?\n---\n"
        ),
    ),
    "a topic with an id": (
        ["topic", "--name", "分页", "--id", "x"],
        "topics/x.md",
        "---\ntopic_id: x\ntopic_name: 分页\n---\n",
    ),
    "a guideline": (
        [
            "guideline",
            "--title",
            "Zeta",
            "--url",
            "https://z.example",
            "--date",
            "2026-01-31",
            "--company",
            "12",
        ],
        "guidelines/zeta.md",
        (
            "---\nguideline_id: zeta\nguideline_title: Zeta\nguideline_url: https://z.example\n"
            "guideline_company: '12'\nguideline_date: 2026-01-31\n---\n"
        ),
    ),
    "a page": (["page", "--title", "About us"], "pages/about-us.md", "---\ntitle: About us\n---\n"),
    "a post": (
        ["post", "--title", "News", "--date", "2026-01-31", "--author", "Ada"],
        "posts/2026-01-31-news.md",
        "---\ntitle: News\ndate: 2026-01-31\nauthors: Ada\n---\n",
    ),
}


@pytest.mark.parametrize(("arguments", "file", "text"), MADE.values(), ids=MADE)
def test_options_make_a_file_in_its_canonical_form(
    work: Path, arguments: list[str], file: str, text: str
) -> None:
    before = snapshot(work)
    result = run("new", *arguments)
    assert (result.code, result.stdout) == (0, f"content/{file}\n")
    assert (work / "content" / file).read_text(encoding="utf-8") == text
    assert {name: each for name, each in snapshot(work).items() if name in before} == before
    assert check(work / "content").stderr == ""
    assert run("fmt", "--check").code == 0
    assert run("new", *arguments).code in (1, 2)


REFUSED = {
    "no kind": ([], 2, "KIND"),
    "an unknown kind": (["chapter"], 2, "chapter"),
    "nothing that is needed": (["topic"], 2, "missing: --name"),
    "nothing that is needed, of several": (["reference", "paging"], 2, "missing: GUIDELINE, --name, --url"),
    "an empty name": (["topic", "--name", " "], 2, "--name is empty"),
    "a name with a control": (["topic", "--name", "a\x1bb"], 2, "--name holds"),
    "a name that is taken": (["topic", "--name", "paging"], 2, "--name is taken: 'paging' (Paging)"),
    "an id that is taken": (
        ["topic", "--name", "Sheets", "--id", "paging"],
        2,
        "--id is taken: 'paging' (Paging)",
    ),
    "an id of former times": (
        ["topic", "--name", "P", "--id", "pagination"],
        2,
        "--id is taken: 'pagination'",
    ),
    "no id": (["topic", "--name", "P", "--id", "A b"], 2, "--id is no id"),
    "an unknown category": (
        ["topic", "--name", "P", "--category", "Collection"],
        2,
        "did you mean 'Collections'?",
    ),
    "a guideline that is taken": (
        ["guideline", "--title", "ACME", "--url", "https://a.example"],
        2,
        "is taken: 'acme'",
    ),
    "an address that is taken": (
        ["guideline", "--title", "Z", "--url", "https://acme.example"],
        2,
        "--url is taken: it is that of 'acme'",
    ),
    "no address": (["guideline", "--title", "Z", "--url", "ftp://z.example"], 2, "--url is no http(s) URL"),
    "no day": (["post", "--title", "P", "--date", "2026-02-30"], 2, "--date is no day"),
    "a place of the site": (["page", "--title", "Search"], 2, "would take the place of the search"),
    "an unknown topic": (
        ["reference", "pagin", "acme", "--name", "N", "--url", "https://x.example"],
        2,
        "'paging'?",
    ),
    "an unknown guideline": (
        ["reference", "paging", "acne", "--name", "N", "--url", "https://x.example"],
        2,
        "'acme'?",
    ),
    "an unknown level": (
        ["reference", "paging", "acme", "--name", "N", "--url", "https://x.example", "--level", "shall"],
        2,
        "--level is none of must",
    ),
    "content that is not there": (["topic", "--name", "P", "--content", "nowhere"], 2, "--content is not"),
    "a folder that is not empty": (["site", "content"], 2, "content is there already"),
    "a folder below a file": (["site", "content/categories.yaml/x"], 1, "cannot make"),
    "an unknown licence": (
        ["site", "x", "--licence", "GPL"],
        2,
        "--licence is none of CC-BY-4.0, CC0-1.0, none",
    ),
    "a bad section": (["site", "x", "--section", "a/b"], 2, "--section must be made of"),
    "a title of two lines": (["site", "x", "--title", "a\nb"], 2, "--title has more than one line"),
}


@pytest.mark.parametrize(("arguments", "code", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_one_line_and_nothing_is_written(
    work: Path, arguments: list[str], code: int, told: str
) -> None:
    before = snapshot(work)
    result = run("new", *arguments)
    assert (result.code, result.stdout, result.stderr.count("\n")) == (code, "", 1)
    assert told in result.stderr
    assert "mistake in crosswalk" not in result.stderr
    assert snapshot(work) == before


@pytest.mark.usefixtures("work")
def test_neighbours_are_named() -> None:
    assert (
        run("new", "topic", "--name", "Pagings").stderr
        == "near it: 'paging' (Paging), 'pagination' (now paging)\n"
    )
    assert "near it: 'pagings' (Pagings)" in run("new", "topic", "--name", "Paging").stderr


def test_a_terminal_is_asked_until_the_answer_will_do(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(
        monkeypatch,
        "",
        "Paging",
        "Page size",
        "A b",
        "",
        "Collection",
        "Collections",
        "",
        "How long is a page.",
    )
    result = run("new", "topic")
    assert result.code == 0
    assert (work / "content/topics/page-size.md").read_text() == (
        "---\ntopic_id: page-size\ntopic_name: Page size\ntopic_category: Collections\n"
        "topic_description: How long is a page.\n---\n"
    )
    for said in (
        "is empty",
        "is taken: 'paging'",
        "[page-size]",
        "is no id",
        "did you mean 'Collections'?",
        "[none]",
    ):
        assert said in result.stderr


def test_who_leaves_the_terminal_has_changed_nothing(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(work)
    sit_down(monkeypatch, "Page size")
    result = run("new", "topic")
    assert result.code == 2
    assert result.stderr.endswith("crosswalk: nothing is written: there are no more answers\n")
    assert snapshot(work) == before


# References


HEAD = "---\n# mine\ntopic_name:   'Paging'\ntopic_id: paging\n"
NEW = "- name: 'R: 1'\n  url: https://acme.example/#1\n"


def _indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in text.splitlines())


PLACES = {
    "no guidelines": ("", "guidelines:\n  - guideline_id: acme\n    references:\n" + _indented(NEW, 6), ""),
    "an empty list": (
        "",
        "guidelines:  # none\n  - guideline_id: acme\n    references:\n" + _indented(NEW, 6),
        "sort: 'x'\n",
    ),
    "another guideline": (
        "guidelines:\n- guideline_id: 'zeta'\n  guideline_title: Z\n  guideline_url: https://z.example\n",
        "- guideline_id: acme\n  references:\n" + _indented(NEW, 4),
        "\n# more\nsort: x\n",
    ),
    "no references": (
        "guidelines:\n- guideline_id: acme\n",
        "  references:\n" + _indented(NEW, 4),
        "sort: x\n",
    ),
    "references": (
        (
            "guidelines:\n    - references:\n        - {name: One, url: 'https://n.example'} # first\n"
            "          # its remark\n"
        ),
        _indented(NEW, 8),
        "      guideline_id: acme\n",
    ),
    "references that end in a block": (
        (
            "guidelines:\n- guideline_id: acme\n  references:\n  - name: One\n    url: https://n.example\n"
            "    quote: |\n      a\n\n      b\n"
        ),
        _indented(NEW, 2),
        "\n# end\n",
    ),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=ascii)
@pytest.mark.parametrize(("before", "added", "after"), PLACES.values(), ids=PLACES)
def test_a_reference_is_added_and_all_else_stays(
    work: Path, before: str, added: str, after: str, newline: str
) -> None:
    path = work / "content/topics/paging.md"
    listed = "guidelines: []  # none\n" if "none" in added else before
    old, new = (f"{HEAD}{lines}{after}---\nText \n" for lines in (listed, before + added))
    path.write_bytes(old.replace("\n", newline).encode())
    result = _refer()
    assert (result.code, result.stdout) == (0, "content/topics/paging.md\n")
    assert path.read_bytes() == new.replace("\n", newline).encode()
    assert check(work / "content").code == 0
    again = _refer()
    assert (again.code, again.stderr.count("\n")) == (1, 1)
    assert "has this reference already" in again.stderr
    assert path.read_bytes() == new.replace("\n", newline).encode()


def _refer(*options: str) -> Run:
    place = ("--name", "R: 1", "--url", "https://acme.example/#1")
    return run("new", "reference", "paging", "acme", *place, *options)


ANSWERS = "topic_positions:\n- {id: yes-do, label: Do}\n- {id: no-dont, label: Do not}\n"
SAID = "  position: 'yes-do'\n  note: 'Its own: words'\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("guidelines: []\n", f"guidelines:\n  - guideline_id: acme\n{SAID}    references:\n"),
        (
            "guidelines:\n- guideline_id: acme # it\n",
            f"guidelines:\n- guideline_id: acme # it\n{SAID}  references:\n",
        ),
        (
            "guidelines:\n- position: yes-do\n  guideline_id: acme",
            "guidelines:\n- position: yes-do\n  guideline_id: acme\n  note: Its own: words\n  references:\n",
        ),
    ],
)
def test_what_a_guideline_answers_is_written_into_its_entry(work: Path, before: str, after: str) -> None:
    path = work / "content/topics/paging.md"
    path.write_text(f"{HEAD}{ANSWERS}{before.rstrip()}\n---\n")
    result = _refer("--position", "yes-do", "--note", "Its own: words")
    assert result.code == 0
    assert re.sub(r"\s|'", "", path.read_text()).startswith(re.sub(r"\s|'", "", f"{HEAD}{ANSWERS}{after}"))
    (topic,) = [each for each in examine(work / "content", Settings())[0].topics if each.id == "paging"]
    assert [(each.positions[0], each.note) for each in topic.entries] == [("yes-do", "Its own: words")]


@pytest.mark.parametrize(
    ("position", "said"),
    [("no-dont", "has another position of this guideline"), ("yes-dont", "yes-do")],
)
def test_an_answer_that_is_another_or_none_is_refused(work: Path, position: str, said: str) -> None:
    lines = "guidelines:\n- guideline_id: acme\n  position: yes-do\n" if position == "no-dont" else ""
    write(work / "content", {"topics/paging.md": f"{HEAD}{ANSWERS}{lines}---\n"})
    before = snapshot(work)
    result = _refer("--position", position)
    assert (result.code > 0, result.stderr.count("\n")) == (True, 1)
    assert said in result.stderr
    assert snapshot(work) == before


UNFIT = {
    "brackets": "guidelines: [{guideline_id: acme, references: []}]\n",
    "references in brackets": "guidelines:\n- guideline_id: acme\n  references: [{name: One, url: 'https://n.example'}]\n",
    "blank lines that belong to a text": ("guidelines:\n- guideline_id: acme\n  note: |+\n    a\n\n"),
    "an error": "title: 12\n",
}


@pytest.mark.parametrize("lines", UNFIT.values(), ids=UNFIT)
def test_a_file_to_which_nothing_can_be_added_is_told_and_stays(work: Path, lines: str) -> None:
    write(work / "content", {"topics/paging.md": f"{HEAD}{lines}---\n"})
    before = snapshot(work)
    result = _refer()
    assert result.code in (1, 2)
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith("nothing is written\n")
    assert snapshot(work) == before


# A site


@pytest.mark.parametrize("licence", ["CC0-1.0", "CC-BY-4.0", "none", None])
def test_a_new_site_is_sound_in_order_and_builds(work: Path, licence: str | None) -> None:
    options = [] if licence is None else ["--licence", licence]
    (work / "my-kitchen").mkdir()
    result = run("new", "site", "my-kitchen", "--description", 'Our "rules" \\ and theirs', *options)
    assert (result.code, result.stderr) == (0, "")
    content = work / "my-kitchen/content"
    checked = check(content)
    assert (checked.code, checked.stdout, checked.stderr) == (0, "1 topic, 2 guidelines\n", "")
    assert run("fmt", "--check", content).code == 0
    assert (content / "LICENSE").exists() == (licence not in ("none", None))
    if licence == "CC-BY-4.0":
        site = work / "my-kitchen/site"
        assert run("build", "--content", content, "--output", site).code == 0
        page = (site / "practice/topics/reply-time.html").read_text()
        assert "My kitchen" in page
        assert "creativecommons.org/licenses/by/4.0/" in (site / "about.html").read_text()
    assert [path.name for path in work.glob(".crosswalk*")] == []


def test_what_the_settings_of_a_new_site_propose_can_be_set(work: Path) -> None:
    assert run("new", "site", "rules", "--title", "Rules").code == 0
    file = work / "rules/crosswalk.toml"
    proposed = re.sub(r"^# (\w+ = |\[)", r"\1", file.read_text("utf-8"), flags=re.MULTILINE)
    assert proposed.count("\n[") == 3
    file.write_text(proposed, "utf-8")
    (work / "rules/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert check(work / "rules/content").code == 0


def test_a_site_is_asked_for_on_a_terminal(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch, "House rules", "", "GPL", "CC0-1.0", "", "github.com/x", "https://github.com/x/y")
    result = run("new", "site", "deep/in/here")
    assert result.code == 0
    settings = (work / "deep/in/here/crosswalk.toml").read_text()
    assert 'title = "House rules"' in settings
    assert 'repository = "https://github.com/x/y"' in settings
    assert "SPDX-License-Identifier: CC0-1.0" in (work / "deep/in/here/content/LICENSE").read_text()
