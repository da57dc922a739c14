"""The commands of `crosswalk`, one module each: it declares its arguments, calls the library and prints.

To add one, write a module with what `Command` asks for and name it in `COMMANDS`. All of them are imported at
every start, so what a command works with is imported in its `run`, and nothing dear at its top.
"""

import argparse
from collections.abc import Mapping
from typing import Protocol

from crosswalk.commands import (
    build,
    check,
    diff,
    doctor,
    fmt,
    import_,
    links,
    lsp,
    new,
    rename,
    schema,
    serve,
)


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


COMMANDS: Mapping[str, Command] = {
    "build": build,
    "check": check,
    "serve": serve,
    "new": new,
    "import": import_,
    "fmt": fmt,
    "rename": rename,
    "diff": diff,
    "links": links,
    "schema": schema,
    "lsp": lsp,
    "doctor": doctor,
}
"""By name, in the order of `crosswalk --help`."""
