"""`crosswalk rename`: every file that names a thing, or none."""

import os
from pathlib import Path

import pytest

from contract import check, run, snapshot, write
from crosswalk.build import examine
from crosswalk.settings import Settings

FILES = {
    "topics/paging.md": (
        "---\ntopic_id: paging  # for ever\ntopic_name: Paging\ntopic_category: Lists\n"
        "topic_positions:\n- {id: by-cursor, label: Cursor}\n"
        "guidelines:\n- guideline_id: acme\n  position: by-cursor\n"
        "  references: [{name: Pages, url: 'https://acme.example/#pages', quote: Use cursors, level: must}]\n"
        "---\nText.\n"
    ),
    "topics/sorting.md": (
        "\ufeff---\r\ntopic_id: sorting\r\ntopic_name: Sorting\r\ntopic_category: Lists\r\n"
        "topic_related: [paging]\r\n---\r\nSee [it](topic:paging).\r\n"
    ),
    "guidelines/acme.md": (
        "---\nguideline_id: acme\nguideline_title: Acme\nguideline_url: https://acme.example\n---\n"
    ),
    "categories.yaml": "- category_name: Lists\n",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder in which things name one another."""
    write(tmp_path / "content", FILES)
    assert check(tmp_path / "content").code == 0
    return tmp_path / "content"


def rename(content: Path, *words: str) -> tuple[int, list[str], str]:
    """Call the command; return its exit code, the files it names, and what it says."""
    result = run("rename", *words, "--content", content)
    return result.code, [line.rpartition("content/")[2] for line in result.stdout.splitlines()], result.stderr


def test_a_topic_keeps_its_old_id_as_an_alias(content: Path) -> None:
    code, changed, _ = rename(content, "topic", "paging", "pages")
    assert (code, changed) == (0, ["topics/pages.md", "topics/sorting.md"])
    crosswalk, found = examine(content, Settings())
    assert [(topic.id, topic.aliases) for topic in crosswalk.topics] == [
        ("pages", ("paging",)),
        ("sorting", ()),
    ]
    assert not list(found)
    text = (content / "topics/pages.md").read_text()
    assert "topic_id: pages  # for ever\n" in text
    assert not (content / "topics/paging.md").exists()
    expected = (
        FILES["topics/sorting.md"].replace("[paging]", "[pages]").replace("topic:paging", "topic:pages")
    )
    assert (content / "topics/sorting.md").read_bytes() == expected.encode()


@pytest.mark.parametrize(
    ("words", "files", "said"),
    [
        (["guideline", "acme", "acme-api"], ["guidelines/acme-api.md", "topics/paging.md"], "acme-api"),
        (
            ["category", "Lists", "Collections"],
            ["categories.yaml", "topics/paging.md", "topics/sorting.md"],
            "Col",
        ),
        (["position", "by-cursor", "cursor", "--topic", "paging"], ["topics/paging.md"], "position: cursor"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_all_that_names_it_names_it_anew(
    content: Path, words: list[str], files: list[str], said: str
) -> None:
    before = snapshot(content)
    assert rename(content, *words, "--dry-run")[0] == 0
    assert snapshot(content) == before
    assert rename(content, *words)[:2] == (0, files)
    checked = check(content)
    assert (checked.code, checked.stdout) == (0, "2 topics, 1 guideline\n")
    assert said in (content / "topics/paging.md").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["topic", "pagin", "pages"], "no topic has the id 'pagin'; did you mean 'paging'?"),
        (["topic", "paging", "sorting"], "the id 'sorting' is taken"),
        (["topic", "paging", "Pages!"], "'Pages!' is no id"),
        (["guideline", "acne", "acme"], "no guideline has the id 'acne'; did you mean 'acme'?"),
        (["position", "by-cursor", "cursor"], "--topic"),
        (["topic", "paging", "pages", "--topic", "paging"], "--topic"),
        (["category", "Nothing", "Lists"], "no category has the name 'Nothing'; mend that first"),
        (["position", "by-cursors", "cursor", "--topic", "paging"], "did you mean 'by-cursor'?"),
        (["position", "by-cursor", "cursor", "--topic", "pages"], "no topic has the id 'pages'"),
        (["chapter", "a", "b"], "invalid choice"),
    ],
)
def test_what_cannot_be_renamed_is_told_in_a_line_and_stays(
    content: Path, words: list[str], said: str
) -> None:
    before = snapshot(content)
    code, changed, told = rename(content, *words)
    assert (code > 0, changed) == (True, [])
    assert said in told
    assert snapshot(content) == before


def test_files_that_were_changed_are_put_back_where_one_cannot_be(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(content)

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", refuse)  # by which the moved file would get its name
    code, changed, told = rename(content, "topic", "paging", "pages")
    assert (code, changed, told) == (1, [], "crosswalk: nothing is renamed: no space left on device\n")
    assert snapshot(content) == before
