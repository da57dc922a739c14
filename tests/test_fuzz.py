"""The targets of `fuzz/`, tried once on every seed; `make fuzz` goes on from there."""

from pathlib import Path

import pytest
from targets import TARGETS

CORPUS = Path(__file__).resolve().parents[1] / "fuzz" / "corpus"
SEEDS = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("seed", SEEDS)
def test_no_seed_breaks_a_promise(seed: str) -> None:
    TARGETS[seed.partition("/")[0]]((CORPUS / seed).read_bytes())


def test_every_target_has_seeds() -> None:
    assert {seed.partition("/")[0] for seed in SEEDS} == set(TARGETS)
