"""Facts of guidelines, repeated in topics, become files of the registry; the site stays the same."""

import shutil
from pathlib import Path

import pytest

from conftest import PUBLISHED, build_site, files_of
from contract import check, run, snapshot, write

A = """\
---
topic_id: a
topic_name: Paging
guidelines:
  - guideline_id: acme
    # how it calls itself
    guideline_title: Acme
    guideline_url: https://acme.example   # where it stands
    guideline_authors:
      - Ada # the first
    guideline__links: {self: {href: /x}}
    references:
      - {name: R, url: 'https://acme.example/#r'}
---
Text.
"""
B = """\
---
topic_id: b
topic_name: Sorting
guidelines:
  - guideline_id: acme
    guideline_url: https://acme.example # known twice
    guideline_title: Acme
    guideline_company: Acme Inc.
    note: Nothing.
  - guideline_id: zeta
    guideline_title: Zeta
---
"""
ZETA = "---\nguideline_id: zeta\nguideline_title:\nguideline_url: https://zeta.example\n---\nProfile.\n"
FILES = {"topics/a.md": A, "topics/b.md": B, "guidelines/zeta.md": ZETA}


def test_facts_move_to_the_registry_with_their_comments(tmp_path: Path) -> None:
    content = write(tmp_path / "content", FILES)
    assert run("fmt", "--normalise", "--content", content).code == 0
    assert (content / "guidelines/acme.yaml").read_text() == (
        "guideline_id: acme\n# how it calls itself\nguideline_title: Acme\n"
        "guideline_url: https://acme.example       # where it stands\nguideline_company: Acme Inc.\n"
        "guideline_authors:\n  - Ada # the first\n"
    )
    assert (content / "guidelines/zeta.md").read_text() == ZETA.replace("_title:", "_title: Zeta")
    assert (
        "    # known twice\n    note: Nothing.\n  - guideline_id: zeta\n---\n"
        in (content / "topics/b.md").read_text()
    )
    assert (
        (content / "topics/a.md")
        .read_text()
        .endswith(
            "guidelines:\n  - guideline_id: acme\n    references:\n"
            "      - name: R\n        url: https://acme.example/#r\n---\nText.\n"
        )
    )
    again = run("fmt", "--normalise", "--check", "--content", content)
    assert (again.code, again.stdout) == (0, "")


def test_a_check_lists_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "content", FILES)
    before = snapshot(tmp_path)
    result = run("fmt", "--normalise", "--check")
    assert result.code == 1
    assert sorted(result.stdout.split()) == [
        *("content/guidelines/acme.yaml", "content/guidelines/zeta.md"),
        *("content/topics/a.md", "content/topics/b.md"),
    ]
    assert snapshot(tmp_path) == before


REFUSED = {
    "facts that disagree": (B.replace("Acme\n", "Acne\n"), 1, "error[guideline-conflict]"),
    "a registry file that cannot be kept whole": (B, 1, "guidelines/zeta.md: it has directives"),
}


@pytest.mark.parametrize(("b", "code", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_told_and_nothing_changes(
    tmp_path: Path, b: str, code: int, told: str
) -> None:
    zeta = ZETA if "Acne" in b else ZETA.replace("---\nProfile", "...\n---\nProfile")
    content = write(tmp_path / "content", FILES | {"topics/b.md": b, "guidelines/zeta.md": zeta})
    before = snapshot(tmp_path)
    result = run("fmt", "--normalise", "--content", content)
    assert result.code == code
    assert told in result.stderr
    assert snapshot(tmp_path) == before


def test_a_path_and_normalise_exclude_each_other(tmp_path: Path) -> None:
    result = run("fmt", "--normalise", tmp_path)
    assert (result.code, result.stderr.count("\n")) == (2, 1)


def test_the_published_site_stays_the_same_to_the_byte(
    shared: Path, published_site: Path, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    shutil.copytree(shared / PUBLISHED, content, copy_function=shutil.copyfile)
    for folder in (content, *content.rglob("*")):
        folder.chmod(0o755 if folder.is_dir() else 0o644)
    assert run("fmt", "--normalise", "--content", content).code == 0
    assert not any("guideline_title" in path.read_text() for path in content.glob("topics/*"))
    assert len(list(content.glob("guidelines/*.yaml"))) == 16
    assert check(content).stderr == ""
    assert files_of(build_site(content, tmp_path / "site")) == files_of(published_site)
