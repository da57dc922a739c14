"""The command line as a whole: which commands there are, and what it costs to start."""

import os
import re
import subprocess
import sys

import pytest

from conftest import ROOT
from contract import run
from crosswalk.commands import COMMANDS

DEAR = {"jinja2", "markdown", "nh3", "pygments", "PIL", "yaml", "crosswalk.build", "crosswalk.prose"}
"""What no command needs before it does its work."""


def test_a_start_is_cheap() -> None:
    """What a command works with is imported once it is called."""
    program = "import sys, crosswalk.cli; print(*sys.modules)"
    started = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not DEAR & set(started.stdout.split())


def test_every_command_is_in_the_readme_and_no_other() -> None:
    listed = re.findall(r"^\| `crosswalk (\w+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_an_example(name: str) -> None:
    shown = run(name, "--help")
    assert shown.code == 0
    assert f"example: crosswalk {name}" in shown.stdout
