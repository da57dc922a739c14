"""What an author waits for, from saving a file to the page that shows it: a table. `make latency`.

In: how many topics. Out: for some pages the milliseconds from the end of the write until the browser has
loaded the page with the new text, by the clock of the machine that both run on. The command runs as it is,
in a process of its own, on generated content; Chromium shows one page at a time.
"""

import argparse
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import generate
import report
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import BROWSER_FLAGS, ROOT

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
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--topics", type=int, nargs="+", default=[100, 1_000])
    arguments.add_argument("--document", type=Path, help="the file whose generated part is renewed")
    given = arguments.parse_args()
    lines = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_FLAGS)
        for topics in given.topics:
            content = Path(folder) / f"content-{topics}"
            content.mkdir()
            generate.write(content, topics)
            for line in rows(browser, content, topics):
                print(line, file=sys.stderr, flush=True)
                lines.append(line)
        browser.close()
    heads = ("topics", "page", "least, ms", "median, ms", "most, ms")
    text = "\n".join((f"| {' | '.join(heads)} |", "|--:|---|--:|--:|--:|", *lines, ""))
    print(text)
    if given.document:
        report.renew(given.document, text, BEGIN, END)


def rows(browser: Browser, content: Path, topics: int) -> Iterator[str]:
    """Yield the rows of the table for *content*."""
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
