"""Measurements in Chromium, size by size, to a table in Markdown: what the benchmarks of pages share.

In: sizes, heads, and what measures one size. Out: the table. What is measured, each benchmark knows.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import generate
from playwright.sync_api import Browser, sync_playwright

from conftest import BROWSER_FLAGS

Rows = Callable[[Browser, Path, int], Iterable[str]]
"""Gives the rows of a size: the browser, an empty folder to work in, how many topics."""


def table(heads: Sequence[str], sizes: Sequence[int], rows: Rows) -> str:
    """Return the table with *heads*, the second that of words, of what *rows* gives for each of *sizes*."""
    lines = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_FLAGS)
        for topics in sizes:
            work = Path(folder) / str(topics)
            work.mkdir()
            for line in rows(browser, work, topics):
                print(line, file=sys.stderr, flush=True)
                lines.append(line)
        browser.close()
    return "\n".join((f"| {' | '.join(heads)} |", f"|--:|---|{'--:|' * (len(heads) - 2)}", *lines, ""))


def generated(folder: Path, topics: int) -> Path:
    """Return a content folder of so many *topics*, made in *folder*."""
    content = folder / "content"
    content.mkdir()
    generate.write(content, topics)
    return content
