"""Reading the content folder: what is opened is judged by what it is, not by what it said it was."""

from pathlib import Path

import pytest

from contract import check, topic, write
from crosswalk import files, load


def test_a_file_that_is_larger_than_it_said_is_refused() -> None:
    """Files of the kernel say they are empty, as one does that grows between the look and the read."""
    with files.content_folder(Path("/proc/self")) as folder:
        assert (Path("/proc/self") / "maps").stat().st_size == 0
        with pytest.raises(files.RefusedError) as refused:
            files.read(folder, "maps", limit=10)
        assert refused.value.code == "file-too-large"
        assert len(files.read(folder, "maps")) > 10


def test_a_folder_that_cannot_be_entered_closes_what_was_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with files.content_folder(tmp_path) as folder:
        before = set(Path("/proc/self/fd").iterdir())
        for name in ("file", "nothing"):
            with pytest.raises(files.RefusedError), files.subfolder(folder, name):
                pass
        for name in ("nothing", "."):
            with pytest.raises(files.RefusedError):
                files.read(folder, name)
        assert len(set(Path("/proc/self/fd").iterdir())) == len(before)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(92)


def test_media_are_bounded_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "MEDIA_LIMIT", 250)
    write(tmp_path, {"topics/a.md": topic(), **{f"media/{name}.png": PNG for name in "abc"}})
    refused = [found.path.rpartition("/")[2] for found in check(tmp_path).findings]
    assert refused == ["c.png"]


def test_media_lie_in_so_many_folders_and_no_more(tmp_path: Path) -> None:
    deep = ["/".join(["media", *"abcdefghijkl"[:count], "x.png"]) for count in range(1, 12)]
    found = check(write(tmp_path, {"topics/a.md": topic(), **dict.fromkeys(deep, PNG)})).findings
    assert ["nested too deep" in each.message for each in found] == [True]
