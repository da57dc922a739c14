"""The command line as a whole: which commands there are, and what it costs to start."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, write_content
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


@pytest.mark.parametrize("command", ["build", "check"])
def test_long_work_shows_on_a_terminal_what_it_is_at(tmp_path: Path, command: str) -> None:
    content = write_content({"topics/a.md": "---\ntopic_id: a\ntopic_name: A\n---\n"}, tmp_path / "content")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "crosswalk", command, f"--content={content}"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm"},
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as working:
        assert working.wait(60) == 0
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    os.close(theirs)
    assert f"{command}: load" in shown
    assert shown.endswith("\r\x1b[K")
    assert "\n" not in shown
