"""Values that travel to another process: what arrives is what was sent, and as frozen."""

import copy
import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from crosswalk.diagnostics import Diagnostics
from crosswalk.load import load
from crosswalk.model import Topic

CONTENT = Path(__file__).resolve().parents[1] / "content"


@pytest.fixture(scope="module")
def topics() -> tuple[Topic, ...]:
    return load(CONTENT, Diagnostics()).topics


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_what_is_unpacked_equals_what_was_packed(topics: tuple[Topic, ...], protocol: int) -> None:
    arrived = pickle.loads(pickle.dumps(topics, protocol))  # noqa: S301 - made here
    assert arrived == topics
    assert [repr(topic) for topic in arrived] == [repr(topic) for topic in topics]
    assert arrived[0].places[""].file == topics[0].places[""].file
    assert copy.deepcopy(topics[0]) == topics[0]


def test_what_is_unpacked_is_frozen(topics: tuple[Topic, ...]) -> None:
    arrived = pickle.loads(pickle.dumps(topics[0]))  # noqa: S301 - made here
    with pytest.raises(FrozenInstanceError):
        arrived.name = "another"


def test_what_was_packed_with_other_fields_is_refused(topics: tuple[Topic, ...]) -> None:
    """As by another version: a value that lacks a field would fail later, and anywhere."""
    with pytest.raises(ValueError, match="zip"):
        topics[0].__setstate__(topics[0].__getstate__()[:-1])  # type: ignore[attr-defined, index]
