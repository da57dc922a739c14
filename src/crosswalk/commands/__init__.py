"""The commands of `crosswalk`, one module each: it declares its arguments, calls the library and prints.

To add one, write a module with what `Command` asks for and name it in `COMMANDS`. It is imported when it is
called, or when all are listed; what it works with is imported in its `run`, and nothing dear at its top.
"""

import argparse
from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast


class Command(Protocol):
    """What the module of a command has."""

    PURPOSE: str
    """What it is for, as its line of `crosswalk --help` says."""
    EXAMPLE: str
    """A call that shows it at work."""

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Add its arguments to *parser*."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; return the exit code."""


COMMANDS: Mapping[str, str] = {
    "build": "build",
    "check": "check",
    "serve": "serve",
    "new": "new",
    "import": "import_",
    "fmt": "fmt",
    "rename": "rename",
    "diff": "diff",
    "links": "links",
    "schema": "schema",
    "lsp": "lsp",
    "doctor": "doctor",
}
"""The module of each by its name, in the order of `crosswalk --help`."""


def command(name: str) -> Command:
    """Return the command called *name*."""
    return cast("Command", import_module(f"crosswalk.commands.{COMMANDS[name]}"))
