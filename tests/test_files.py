"""Reading the content folder: what is opened is judged by what it is, not by what it said it was."""

from pathlib import Path

import pytest

from crosswalk import files


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
