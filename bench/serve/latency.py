"""What an author waits for, from saving a file to the page that shows it: a table. `make latency`.

In: how many topics. Out: for some pages the milliseconds from the end of the write until the browser has
loaded the page with the new text, by the clock of the machine that both run on. The command runs as it is,
in a process of its own, on generated content; Chromium shows one page at a time.
"""

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import report
from in_browser import generated, table
from playwright.sync_api import Browser, Page

from conftest import ROOT

BEGIN = "<!-- what `make latency` measured: begin -->"
END = "<!-- what `make latency` measured: end -->"

RUNS = 9
SHOWN = """
addEventListener("load", () => { globalThis.shown = Date.now(); });
"""
HAS_TEXT = "text => globalThis.shown && document.body.innerText.includes(text)"
ADDRESS = re.compile(rb"serving .* at (http://\S+)/ ")


def main() -> None:
    """Measure, and print."""
    given = report.arguments(__doc__, (100, 1_000)).parse_args()
    heads = ("topics", "page", "least, ms", "median, ms", "most, ms")
    report.tell(table(heads, given.topics, rows), given.document, BEGIN, END)


def rows(browser: Browser, work: Path, topics: int) -> Iterator[str]:
    """Yield the rows of the table for so many *topics*."""
    content = generated(work, topics)
    file = sorted((content / "topics").iterdir())[topics // 2]
    written = file.read_text(encoding="utf-8")
    with served(content) as origin:
        page = browser.new_page()
        page.add_init_script(SHOWN)

        def edit(words: str) -> None:
            file.write_text(re.sub("(?m)^topic_name: .*", f"topic_name: {words}", written), encoding="utf-8")

        id_ = file.stem
        for kind, path in (("the topic", f"/design/topics/{id_}"), ("all topics", "/design/topics/")):
            page.goto(f"{origin}{path}", wait_until="load")
            yield _row(topics, kind, [_took(page, edit, f"Edit {kind} {run}") for run in range(RUNS)])
        page.close()


def _took(page: Page, edit: Callable[[str], None], words: str) -> float:
    edit(words)
    begun = time.time()
    page.wait_for_function(HAS_TEXT, arg=words)
    shown: float = page.evaluate("globalThis.shown")
    page.wait_for_timeout(150)  # the next edit is another one, not the same
    return shown - begun * 1000


def _row(topics: int, kind: str, took: list[float]) -> str:
    return f"| {topics:,} | {kind} | {min(took):.0f} | {median(took):.0f} | {max(took):.0f} |"


@contextmanager
def served(content: Path) -> Iterator[str]:
    """Run `crosswalk serve` on *content*; give its address."""
    command = [sys.executable, "-m", "crosswalk", "serve", "--port", "0", "--content", str(content)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout
        said = b""
        while not (match := ADDRESS.search(said)):
            assert select.select([process.stdout], [], [], 120)[0], "it does not begin"
            said += os.read(process.stdout.fileno(), 65_536)
        yield match[1].decode()
        process.send_signal(signal.SIGINT)
        process.communicate()


if __name__ == "__main__":
    main()
