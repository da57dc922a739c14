"""What is watched is told, whatever way an editor writes it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from crosswalk.watching import Changes, watching

Wait = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder in a folder of a site."""
    (tmp_path / "content/topics").mkdir(parents=True)
    (tmp_path / "content/topics/a.md").write_text("a")
    return tmp_path / "content"


@pytest.fixture
def wait_for(folder: Path) -> Iterator[Wait]:
    """Waits until a change of one of some paths is told."""
    told: SimpleQueue[Changes | None] = SimpleQueue()
    done = threading.Event()

    def hear() -> None:
        with watching([folder], [folder.parent / "crosswalk.toml"]) as changes:
            for changed in changes:
                told.put(changed)
                if done.is_set():
                    return

    thread = threading.Thread(target=hear)
    thread.start()
    assert told.get(timeout=20) == frozenset(), "nothing has changed yet"

    def wait(*paths: Path) -> None:
        while not (told.get(timeout=20) or frozenset()) & set(paths):
            pass

    yield wait
    done.set()
    (folder / "last").mkdir()
    thread.join(20)
    assert not thread.is_alive()


def test_however_a_file_is_written_it_is_told(folder: Path, wait_for: Wait) -> None:
    file = folder / "topics/a.md"
    file.write_text("written in place")
    wait_for(file)
    beside = folder / "topics/.a.md.new"
    beside.write_text("put in its place")
    beside.rename(file)
    wait_for(file)
    file.unlink()
    wait_for(file)
    elsewhere = folder.parent / "b.md"
    elsewhere.write_text("moved here")
    elsewhere.rename(folder / "topics/b.md")
    wait_for(folder / "topics/b.md")


def test_what_stands_in_a_new_folder_is_told(folder: Path, wait_for: Wait) -> None:
    (folder / "posts").mkdir()
    wait_for(folder / "posts")
    (folder / "posts/p.md").write_text("p")
    wait_for(folder / "posts/p.md")


def test_a_folder_that_goes_away_is_awaited(folder: Path, wait_for: Wait) -> None:
    moved = folder.rename(folder.parent / "moved")
    wait_for(folder)
    shutil.copytree(moved, folder)
    wait_for(folder)
    (folder / "topics/a.md").write_text("again")
    wait_for(folder / "topics/a.md", folder)  # that it is back may be told after that, and is then as good


def test_single_files_are_told_also_when_they_are_new_and_others_beside_them_are_not(
    folder: Path, wait_for: Wait
) -> None:
    (folder.parent / "other.toml").write_text("")
    (folder / "topics/.a.md.swp").write_text("")
    (folder / "topics/a.md~").write_text("")
    (folder.parent / "crosswalk.toml").write_text("")
    wait_for(folder.parent / "crosswalk.toml")
    (folder.parent / "crosswalk.toml").unlink()
    wait_for(folder.parent / "crosswalk.toml")
