"""The sources of API Stylebook become content that `check` finds nothing wrong with."""

from collections import Counter
from pathlib import Path

import pytest

from conftest import PUBLISHED
from contract import check, run, snapshot, write
from crosswalk.diagnostics import Diagnostics
from crosswalk.load import load

TOPICS = """\
paging:
  category: Lists
  name: Paging
  description: How to page
errors: {name: '404', category: Errors}
nameless:
  category: Lists
Bad Id: {name: B}
empty:
"""
ACME = """\
id: acme
title: Acme
url: https://acme.example
date: 2016-01-22
reviewDate: tomorrow
mine: x
authors: [{name: Ada, twitter: ada}, Ben]
topics:
  paging:
    - {name: Lists, url: 'https://acme.example/#lists', quote: 'Yes: no'}
    - {name: Nowhere}
    - url: https://acme.example/#nameless
  pagin:
    - {name: Lists, url: 'https://acme.example/#lists'}
  errors: []
"""
SOURCE = {
    "topics.yaml": TOPICS,
    "guidelines/acme.yaml": ACME,
    "guidelines/again.yaml": "id: acme\ntitle: A\nurl: https://a.example\n",
    "guidelines/bad.yaml": "id: 'bad\n",
    "guidelines/homeless.yaml": "id: homeless\ntitle: H\ntopics: {paging: [{name: H, url: 'https://h.example'}]}\n",
}
FOUND = [
    "guidelines/acme.yaml:5:13: error[date-invalid]",
    "guidelines/acme.yaml:6:1: warning[key-unknown]",
    "guidelines/acme.yaml:11:7: error[field-missing]",
    "guidelines/acme.yaml:12:7: error[field-missing]",
    "guidelines/acme.yaml:13:3: warning[topic-unknown]",
    "guidelines/acme.yaml:15:3: error[field-empty]",
    "guidelines/again.yaml:1:5: error[id-duplicate]",
    "guidelines/bad.yaml:2:1: error[yaml-syntax]",
    "guidelines/homeless.yaml:1:1: error[field-missing]",
    "topics.yaml:7:3: error[field-missing]",
    "topics.yaml:8:1: error[id-invalid]",
    "topics.yaml:9:1: error[field-type]",
]


def test_what_is_sound_is_imported_and_what_is_not_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "source", SOURCE)
    result = run("import", "apistylebook", "source")
    assert result.code == 1
    assert [line.partition("]")[0] + "]" for line in result.stderr.splitlines()] == [
        f"source/{each}" for each in FOUND
    ]
    assert result.stdout == "4 files written to content, 12 mistakes left out\n"
    assert snapshot(tmp_path / "content") == {
        "categories.yaml": b"- category_name: Lists\n- category_name: Errors\n",
        "guidelines": "/",
        "guidelines/acme.yaml": (
            b"guideline_id: acme\nguideline_title: Acme\nguideline_url: https://acme.example\n"
            b"guideline_date: 2016-01-22\nguideline_authors:\n  - name: Ada\n    twitter: ada\n  - Ben\n"
        ),
        "topics": "/",
        "topics/errors.md": b"---\ntopic_id: errors\ntopic_name: '404'\ntopic_category: Errors\n---\n",
        "topics/paging.md": (
            b"---\ntopic_id: paging\ntopic_name: Paging\ntopic_category: Lists\n"
            b"topic_description: How to page\n"
            b"guidelines:\n  - guideline_id: acme\n    references:\n      - name: Lists\n"
            b"        url: https://acme.example/#lists\n        quote: 'Yes: no'\n---\n"
        ),
    }
    assert check(tmp_path / "content").stderr == ""
    assert run("fmt", "--check").code == 0


def test_what_is_there_is_kept_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sound = {name: SOURCE[name] for name in ("guidelines/acme.yaml",)} | {"topics.yaml": TOPICS}
    write(tmp_path / "source", sound)
    mine = {
        "topics/pages.md": "---\ntopic_id: paging\ntopic_name: Mine\n---\n",
        "guidelines/acme.md": "---\nguideline_id: acme\nguideline_title: A\nguideline_url: https://a.example\n---\n",
        "categories.yaml": "- category_name: Errors\n",
    }
    write(tmp_path / "content", mine)
    result = run("import", "apistylebook", "source")
    assert result.code == 1
    assert result.stderr.splitlines()[-3:] == [
        "content/categories.yaml: kept as it was: it is there already",
        "content/guidelines/acme.yaml: kept as it was: its id is taken by another file",
        "content/topics/paging.md: kept as it was: its id is taken by another file",
    ]
    for name, text in mine.items():
        assert (tmp_path / "content" / name).read_text() == text
    assert (tmp_path / "content/topics/errors.md").is_file()


WRONG = {
    "no form": [],
    "an unknown form": ["openapi", "source"],
    "no source": ["apistylebook"],
    "a source that is not there": ["apistylebook", "nowhere"],
    "a source without topics": ["apistylebook", "bare"],
    "a source without guidelines": ["apistylebook", "half"],
    "content that is a file": ["apistylebook", "source", "--content", "file"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_misuse_is_one_line_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    sound = {
        "source/topics.yaml": "a: {name: A}\n",
        "source/guidelines/a.yaml": "id: a\ntitle: A\nurl: https://a.example\n",
    }
    write(
        tmp_path,
        sound | {"bare/guidelines/a.yaml": "id: a\n", "half/topics.yaml": "a: {name: A}\n", "file": ""},
    )
    before = snapshot(tmp_path)
    result = run("import", *arguments)
    assert (result.code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "mistake in crosswalk" not in result.stderr
    assert snapshot(tmp_path) == before


def test_the_published_sources_are_imported_but_for_their_twelve_mistakes(
    shared: Path, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    result = run("import", "apistylebook", shared / "data/apistylebook/source", "--content", content)
    assert result.code == 1
    assert result.stderr.count("\n") == 12
    checked = check(content)
    assert (checked.code, checked.stdout, checked.stderr) == (0, "100 topics, 16 guidelines\n", "")
    ours, theirs = _references(content), _references(shared / PUBLISHED)
    assert not ours - theirs
    assert (
        theirs - ours
    ).total() == 7  # three names were added to the corrected files, four addresses put right


def _references(content: Path) -> Counter[tuple[str, ...]]:
    """Return what refers to what in *content*."""
    return Counter(
        (topic.id, entry.guideline_id, reference.name, reference.url, str(reference.quote))
        for topic in load(content, Diagnostics()).topics
        for entry in topic.entries
        for reference in entry.references
    )
