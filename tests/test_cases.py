"""Whole sites and lists of diagnostics, written down: what goes in, and what must come out.

`tests/cases/<name>/content` goes in. What must come out stands in `expected/`, a site without what does not
come from its content, or in `diagnostics.txt`. `REWRITE_CASES=1` writes both anew, to be read before it is
committed.
"""

import os
import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Command, files_of

CASES = ROOT / "tests/cases"
SITES = sorted(path.name for path in CASES.iterdir() if path.name != "broken")
NOT_COMPARED = ("assets/", "rels/", "schemas/", "api.html", "openapi.json", "card.png", "cards/")
"""What all sites have alike: the theme, and what follows from the declarations of the API; and the cards,
which are pictures, and change with the library that draws them (test_cards.py)."""
REWRITE = os.environ.get("REWRITE_CASES") == "1"


def comparable(site: Path) -> dict[str, str]:
    """Return the files of *site* as text, without what a change of style changes everywhere."""
    files = {path: data for path, data in files_of(site).items() if not path.startswith(NOT_COMPARED)}
    return {path: re.sub(r"\?v=[0-9a-f]+", "?v=...", data.decode()) for path, data in files.items()}


@pytest.mark.parametrize("name", SITES)
def test_a_site_comes_out_as_written_down(name: str, tmp_path: Path, crosswalk_command: Command) -> None:
    case = CASES / name
    built = crosswalk_command("build", "--content", case / "content", "--output", tmp_path / "site")
    assert (built.returncode, built.stderr) == (0, "")
    site = comparable(tmp_path / "site")
    if REWRITE:
        shutil.rmtree(case / "expected", ignore_errors=True)
        for path, content in site.items():
            target = case / "expected" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
    expected = comparable(case / "expected")
    assert sorted(site) == sorted(expected)
    for path, content in expected.items():
        assert site[path] == content, path


def test_one_broken_file_pins_its_diagnostics(crosswalk_command: Command) -> None:
    """Every mistake is told in one run, at its place, in words that somebody has read."""
    found = crosswalk_command("check", "--content", "content", cwd=CASES / "broken")
    assert found.returncode == 1
    written = CASES / "broken/diagnostics.txt"
    if REWRITE:
        written.write_text(found.stderr, encoding="utf-8")
    assert found.stderr == written.read_text(encoding="utf-8")
