"""`crosswalk fmt` on real files: what it writes, what it leaves alone, and what it says."""

import os
import stat
from pathlib import Path

import pytest

from contract import run, snapshot, write

UNTIDY = "---\ntopic_name: 'Name'\ntopic_id: a\n---\nBody.\n"
TIDY = "---\ntopic_id: a\ntopic_name: Name\n---\nBody.\n"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a content folder: two files to format, one in order, and what is none of ours."""
    monkeypatch.chdir(tmp_path)
    categories = "- category_description: D\n  category_name: C\n"
    write(
        tmp_path / "content",
        {"topics/a.md": UNTIDY, "topics/b.md": TIDY.replace(": a", ": b"), "categories.yaml": categories}
        | {"topics/notes.txt": UNTIDY, "README.md": UNTIDY, "topics/.draft.md": UNTIDY},
    )
    return tmp_path


def test_a_folder_is_formatted_and_then_in_order(work: Path) -> None:
    before = snapshot(work)
    listed = run("fmt", "--check")
    assert (listed.code, listed.stdout) == (1, "content/categories.yaml\ncontent/topics/a.md\n")
    assert listed.stderr == "2 files to format, 1 in order\n"
    assert snapshot(work) == before
    assert run("fmt").stdout == listed.stdout
    assert (work / "content/topics/a.md").read_text() == TIDY
    changed = {name for name, content in snapshot(work).items() if before[name] != content}
    assert changed == {"content/categories.yaml", "content/topics/a.md"}
    again = run("fmt", "--check")
    assert (again.code, again.stdout, again.stderr) == (0, "", "0 files to format, 3 in order\n")


@pytest.mark.parametrize(
    "path", ["content/topics/a.md", "content/topics", "./content/../content", "../{}/content"]
)
def test_paths_name_files_and_folders(work: Path, path: str) -> None:
    assert run("fmt", path.format(work.name)).code == 0
    assert (work / "content/topics/a.md").read_text() == TIDY


def test_a_path_is_seen_from_where_one_is(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(work / "content/topics")
    assert run("fmt", "a.md").stdout == "../topics/a.md\n"


WRONG = {
    "what is not there": ["content/topics/c.md"],
    "what is no content file": ["content/README.md"],
    "a hidden file": ["content/topics/.draft.md"],
    "an empty path": [""],
    "content that is not there": ["--content", "nowhere"],
    "an unknown option": ["--frobnicate"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_misuse_is_one_line_and_changes_nothing(work: Path, arguments: list[str]) -> None:
    before = snapshot(work)
    result = run("fmt", *arguments)
    assert (result.code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert snapshot(work) == before


ERRONEOUS = {
    "bad YAML": ("---\ntopic_name: 'Name\ntopic_id: a\n---\n", "yaml-syntax"),
    "a key given twice": ("---\ntopic_name: 'Name'\ntopic_id: a\ntopic_id: a\n---\n", "yaml-duplicate-key"),
    "a value that is no text": ("---\ntopic_name: 204\ntopic_id: a\n---\n", "field-type"),
    "no front matter": ("topic_id: a\n", "no-front-matter"),
}


@pytest.mark.parametrize(("text", "code"), ERRONEOUS.values(), ids=ERRONEOUS)
def test_a_file_with_errors_stays_as_it_was_and_is_told(work: Path, text: str, code: str) -> None:
    write(work / "content", {"topics/b.md": text})
    result = run("fmt")
    assert result.code == 1
    assert "content/topics/b.md:" in result.stderr
    assert f"error[{code}]" in result.stderr
    assert result.stderr.endswith("2 files formatted, 0 in order, 1 left as they were\n")
    assert (work / "content/topics/b.md").read_text() == text


def test_what_cannot_be_kept_whole_is_told(work: Path) -> None:
    text = "---\ntopic_name: N\u2028\ntopic_id: a\n---\n"
    write(work / "content", {"topics/b.md": text})
    result = run("fmt", "content/topics/b.md")
    assert result.code == 1
    assert "content/topics/b.md: left as it was: a line ends in another way" in result.stderr
    assert (work / "content/topics/b.md").read_text() == text


def test_links_are_not_followed(work: Path) -> None:
    write(work, {"outside/c.md": UNTIDY})
    (work / "content/topics/c.md").symlink_to(work / "outside/c.md")
    (work / "content/pages").symlink_to(work / "outside")
    assert run("fmt", "content/topics").code == 1
    assert run("fmt").code == 2
    assert run("fmt", "content/pages/c.md").code == 1
    assert (work / "outside/c.md").read_text() == UNTIDY
    assert (work / "content/topics/c.md").is_symlink()


def test_mode_line_ends_marks_and_the_body_stay(work: Path) -> None:
    path = work / "content/topics/a.md"
    path.write_bytes(b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode() + b"mixed\nends  \n\n---\n")
    path.chmod(0o640)
    assert run("fmt").code == 0
    assert (
        path.read_bytes() == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode() + b"mixed\nends  \n\n---\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("step", ["fchmod", "fsync", "rename"])
def test_what_cannot_be_written_stays_whole(work: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before = snapshot(work)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    result = run("fmt", "content/topics/a.md")
    monkeypatch.undo()
    assert (result.code, result.stderr.count("\n")) == (1, 1)
    assert "cannot write" in result.stderr
    assert snapshot(work) == before
