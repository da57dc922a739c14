"""What a URL may not hold, beyond what CONTRACT spells out."""

import pytest

from crosswalk.grammar import url_fault


@pytest.mark.parametrize("char", ["\u061c", "\u200e", "\u200f", "\ufeff", "\u2066"], ids=ascii)
@pytest.mark.parametrize("place", ["https://a{}.example/", "https://a.example/{}b", "/a{}b"])
def test_marks_of_direction_are_in_no_url(char: str, place: str) -> None:
    """In a text they may stand; in an address they do nothing but mislead."""
    assert url_fault(place.format(char), local=True) is not None
    assert url_fault(place.format(""), local=True) is None


@pytest.mark.parametrize("url", ["https://a.example:0/", "https://a.example:65536/", "https://[::1/"])
def test_a_host_that_nobody_can_ask_is_none(url: str) -> None:
    assert url_fault(url, local=False) == "has no host that could be asked"
