"""SECURITY.md and docs/security.md: what they say holds a promise is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NAMED = re.compile(r"`(tests/\w+\.py)::(\w+)`")


@pytest.mark.parametrize("document", ["SECURITY.md", "docs/security.md"])
def test_every_test_that_is_named_exists(document: str) -> None:
    named = set(NAMED.findall((ROOT / document).read_text(encoding="utf-8")))
    assert named
    missing = [f"{path}::{name}" for path, name in sorted(named) if name not in names_in(path)]
    assert not missing


def test_every_row_names_a_test() -> None:
    lines = (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ") and "| held by |" not in line]
    assert len(rows) > 15
    assert all(NAMED.search(row) for row in rows)


def names_in(path: str) -> set[str]:
    """Return the names of the tests in the module at *path*."""
    file = ROOT / path
    tree = ast.parse(file.read_bytes()) if file.is_file() else ast.Module([], [])
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_pinned_package_has_a_hash() -> None:
    """An installation that asks for hashes refuses whatever is not the file that was looked at."""
    for path in (ROOT / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=[A-Za-z0-9])", path.read_text(encoding="utf-8"))
        pinned = [entry for entry in entries if re.match(r"[\w.\[\]-]+==", entry)]
        assert pinned
        assert all("--hash=sha256:" in entry for entry in pinned), path.name
    assert "--require-hashes" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_actions_install_what_the_tests_have_run_with() -> None:
    build, links, tested = (
        set(
            re.findall(
                r"^[\w.-]+==[^\s;]+", (ROOT / f"requirements/{name}.txt").read_text("utf-8"), re.MULTILINE
            )
        )
        for name in ("build", "links", "test")
    )
    assert build < links < tested
