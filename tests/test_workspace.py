"""A content folder under an author's hands: it is what `check` would have, and little is read again."""

import random
from pathlib import Path

import pytest

from conftest import CONTENT, write_content
from crosswalk import shapes
from crosswalk.build import examine
from crosswalk.diagnostics import Diagnostic, Diagnostics
from crosswalk.model import Topic
from crosswalk.settings import Settings
from crosswalk.source import Document
from crosswalk.workspace import State, Workspace


def texts_of(content: Path) -> dict[str, str]:
    """Return some content files of this repository, by their paths; topics without their articles."""
    paths = [*sorted(content.glob("*/*.md"))[::4], content / "categories.yaml"]
    texts = {path.relative_to(content).as_posix(): path.read_text() for path in paths}
    return {
        file: text if file.startswith("guid") else "---\n".join((*text.split("---\n")[:2], ""))
        for file, text in texts.items()
    }


def found_in(state: State) -> list[Diagnostic]:
    """Return all that is found, in the order of `check`."""
    return sorted(each for listed in state.found.values() for each in listed)


def test_it_finds_what_check_finds_once_all_is_saved(tmp_path: Path) -> None:
    """Whatever is edited, in whatever order, saved or not."""
    chance = random.Random(7)  # noqa: S311 - no secret
    files = texts_of(CONTENT)
    edited, saved = write_content(files, tmp_path / "edited"), write_content(files, tmp_path / "saved")
    workspace = Workspace(edited, Settings())
    for _ in range(30):
        file = chance.choice(sorted(files))
        lines = files[file].splitlines(keepends=True)
        del lines[chance.randrange(len(lines))]
        lines.insert(
            chance.randrange(len(lines)), chance.choice(["topic_related: x\n", "- a\n", "sort: 😀\n", "'\n"])
        )
        files[file] = "".join(lines)
        (saved / file).write_text(files[file])
        if chance.random() < 0.3:
            (edited / file).write_text(files[file])
            workspace.close(file)
        else:
            workspace.put(file, files[file])
        if chance.random() < 0.1:
            new = file.replace(".", "-new.")
            files[new] = files[file]
            workspace.put(new, files[new])
            (saved / new).write_text(files[new])
        crosswalk, found = examine(saved, Settings())
        assert found_in(workspace.look()) == list(found)
        assert workspace.state.crosswalk == crosswalk


def test_only_what_has_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(CONTENT, Settings())
    before = workspace.look()
    read = []
    inner = shapes.topic

    def topic(document: Document, found: Diagnostics) -> Topic:
        read.append(document.source.file)
        return inner(document, found)

    monkeypatch.setattr(shapes, "topic", topic)
    assert workspace.look() is before
    text = (CONTENT / "topics/pagination.md").read_text()
    workspace.put("topics/pagination.md", text.replace("topic_name:", "topic_nmae:"))
    assert set(workspace.look().found) == {"topics/pagination.md"}
    workspace.close("topics/pagination.md")
    assert workspace.look().found == before.found
    assert read == ["topics/pagination.md"] * 2


def test_a_folder_without_topics_is_somebody_elses(tmp_path: Path) -> None:
    """Other site generators have a folder `content` too."""
    workspace = Workspace(write_content({"posts/x.md": "no front matter"}, tmp_path / "content"), Settings())
    assert workspace.look().found == {}
    workspace.put("topics/first.md", "")
    assert set(workspace.look().found) == {"posts/x.md", "topics/first.md"}


def test_a_folder_that_is_gone_is_nothing_to_talk_about(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "content", Settings())
    assert workspace.look() == State()
    assert workspace.reading("topics/x.md") is None


def test_a_buffer_is_refused_for_what_a_file_is_refused_for(tmp_path: Path) -> None:
    workspace = Workspace(write_content({"topics/a.md": "---\n"}, tmp_path), Settings())
    for text, code in (
        ("x" * 2**20 + "y", "file-too-large"),
        ("\ud800", "file-encoding"),
        ("\0", "file-control-char"),
    ):
        workspace.put("topics/a.md", text)
        assert code in [each.code for each in workspace.look().found["topics/a.md"]]
