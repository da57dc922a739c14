"""The line that is meant is shown, short and harmless."""

from pathlib import Path

import pytest

from crosswalk.diagnostics import Diagnostic, Place
from crosswalk.excerpts import WIDTH, Excerpt, excerpts


def excerpt(content: Path, *place: object, file: str = "topics/a.md") -> Excerpt | None:
    """Return what is shown of line and column of a file."""
    line, column = (int(str(number)) for number in place)
    found = Diagnostic(place=Place(file, line, column), code="x", message="x")
    return next(excerpts(content, [found]))[1]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "topics").mkdir()
    lines = ["\ufeff---", "topic_id: á\tb", f"long: {'x' * 300}!", "", "\x1b[31m\u202eend"]
    (tmp_path / "topics/a.md").write_bytes("\r\n".join(lines).encode())
    return tmp_path


def test_the_line_is_cut_at_the_place_and_stands_below_the_one_before(content: Path) -> None:
    assert excerpt(content, 2, 11) == Excerpt(above="---", before="topic_id: ", behind="á    b")
    assert excerpt(content, 1, 1) == Excerpt(above="", before="", behind="---")


def test_of_a_long_line_what_is_around_the_place_is_shown(content: Path) -> None:
    shown = excerpt(content, 3, 307)
    assert shown
    assert (shown.before[:2], shown.before[-1], shown.behind) == ("…x", "x", "!")
    assert len(shown.before) + len(shown.behind) < WIDTH


def test_what_could_move_a_cursor_is_escaped(content: Path) -> None:
    shown = excerpt(content, 5, 1)
    assert shown
    assert shown.behind == r"\x1b[31m\u202eend"


def test_where_there_is_no_line_nothing_is_shown(content: Path, tmp_path: Path) -> None:
    (content / "topics/link.md").symlink_to(tmp_path / "topics/a.md")
    assert excerpt(content, 4, 1) is None, "a blank line"
    assert excerpt(content, 99, 1) is None
    assert excerpt(content, 1, 1, file="topics") is None
    assert excerpt(content, 1, 1, file="topics/gone.md") is None
    assert excerpt(content, 1, 1, file="topics/link.md") is None
    assert excerpt(content / "none", 1, 1) is None
