"""Values in messages: short, printable, and never a password; the rest is held by the contract tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.diagnostics import QUOTE_LIMIT, shortened


@pytest.mark.parametrize("length", [0, 60, 3_000, 3_990, 3_999, 4_000, 5_000, 100_000])
@pytest.mark.parametrize("start", ["https://user:", "see //user:", "HTTPS:\\\\user:", "http://"])
def test_a_password_is_hidden_however_long_it_is(start: str, length: int) -> None:
    assert "secret" not in shortened(f"{start}secret{'x' * length}@example.org/")


@given(st.text(), st.integers(1, 300))
def test_what_is_shown_is_printable_and_fits(value: str, limit: int) -> None:
    shown = shortened(value, limit)
    assert len(shown) <= limit
    assert shown.isprintable()


def test_a_long_value_is_cut_and_says_so() -> None:
    assert shortened("a" * QUOTE_LIMIT) == "a" * QUOTE_LIMIT
    assert shortened("a" * 10_000) == "a" * (QUOTE_LIMIT - 1) + "…"
