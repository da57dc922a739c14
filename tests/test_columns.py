"""Lines and columns as editors count them."""

import pytest

from crosswalk.columns import Lines, Unit

TEXT = "a😀é\u2028b\r\n\rlast"


@pytest.mark.parametrize(
    ("unit", "columns"),
    [
        (Unit.UTF_8, [0, 1, 5, 7, 10, 11]),
        (Unit.UTF_16, [0, 1, 3, 4, 5, 6]),
        (Unit.UTF_32, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_a_column_is_so_many_units(unit: Unit, columns: list[int]) -> None:
    """Lines end at LF, CRLF or CR, and at nothing else that Unicode has."""
    lines = Lines(TEXT, unit)
    assert [lines.spot(index) for index in range(6)] == [(0, column) for column in columns]
    assert [lines.index(0, column) for column in columns] == list(range(6))
    assert lines.spot(TEXT.index("l")) == (2, 0)
    assert lines.index(2, 1) == TEXT.index("a", 3)


def test_what_lies_outside_becomes_the_nearest_place() -> None:
    lines = Lines(TEXT, Unit.UTF_16)
    assert lines.index(0, 99) == 5
    assert lines.index(0, 2) == 1, "the middle of a character"
    assert lines.index(99, 0) == len(TEXT)
    assert lines.index(1, 5) == TEXT.index("\rl")
