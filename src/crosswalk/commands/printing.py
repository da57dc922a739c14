"""What commands print: lines, and the words that several of them use."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from crosswalk.diagnostics import Diagnostic, Diagnostics, as_github, as_json, as_sarif, as_text
from crosswalk.wording import counted


def print_lines(lines: Iterable[str], stream: TextIO) -> None:
    """Write each of *lines* to *stream*."""
    stream.writelines(f"{line}\n" for line in lines)


def print_found(found: Iterable[Diagnostic], folder: str, form: str) -> None:
    """Print what was *found* in the content *folder*, as `--format` says: text to stderr, else stdout."""
    if form == "text":
        print_lines(as_text(found, folder), sys.stderr)
    elif form == "github":
        print_lines(as_github(found, folder), sys.stdout)
    else:
        print_lines([(as_json if form == "json" else as_sarif)(found, folder)], sys.stdout)


def summary(topics: int, guidelines: int, found: Diagnostics) -> str:
    """Return how much there is, and how much of it is wrong."""
    errors, warnings = found.errors, len(found) - found.errors
    counts = [counted(topics, "topic"), counted(guidelines, "guideline")]
    counts += [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(warnings)
    return ", ".join(counts)


def named(path: Path) -> str:
    """Return *path* as it was typed, decoded as UTF-8 whatever the locale."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")
