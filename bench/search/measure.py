"""Measure the search of crosswalk against MiniSearch in one file and Pagefind: a table in Markdown.

For each number of topics an index is made in each way, and asked in Chromium under the policy that pages
have. Bytes are gzipped, as a host sends them: up to the first hits of a first question, and up to its whole
answer, with what ten hits show.
"""

import argparse
import gzip
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus
from playwright.sync_api import Browser, Error, sync_playwright

from conftest import BROWSER_FLAGS
from crosswalk import search, shipped
from crosswalk.model import Crosswalk
from crosswalk.urls import Urls
from crosswalk.views.site import short_names
from pages_host import PagesHost

POLICY = "default-src 'none'; script-src 'self'{}; connect-src 'self'"
FIRST = "pagination"
SAMPLE = 100
"""How many topics are asked for by name, by id, and by a name with two letters exchanged."""
STEMS = (
    ("paginate", "collection-pagination"),
    ("filters", "collection-filtering"),
    ("sort", "collection-sorting"),
    ("cached", "http-caching"),
    ("versions", "versioning"),
    ("documenting", "documentation"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to search, made for one size."""

    name: str
    seconds: float
    files: int
    size: int


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("content", type=Path, help="the hundred topics that copies are made of")
    arguments.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    arguments.add_argument(
        "--body", type=Path, help="a text that each topic gets as its body, in other words"
    )
    arguments.add_argument("--pagefind", metavar="PYTHON", help="a Python that has pagefind[bin]")
    given = arguments.parse_args()
    known = corpus.original(given.content)
    body = given.body.read_text(encoding="utf-8") if given.body else ""
    print(
        "| way | topics | build, s | files | bytes | first hits, bytes | first hits, ms | whole, bytes |",
        end="",
    )
    print(" names first | ids first | typos in ten | stems in ten |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_FLAGS)
        for size in given.sizes:
            grown = corpus.grown(known, size, body)
            site = Path(folder) / str(size)
            write_page(site)
            for way in made(grown, site, given, size):
                print(line(browser, site, grown, way, size), flush=True)
        browser.close()


def write_page(site: Path) -> None:
    """Write into *site* the pages that ask, and the assets."""
    here = Path(__file__).parent
    shutil.copytree(shipped.templates() / "assets", site / "assets")
    shutil.copy(here / "probe.js", site)
    for name, extra in (("strict", ""), ("wasm", " 'wasm-unsafe-eval'")):
        policy = POLICY.format(extra)
        (site / f"{name}.html").write_text(
            f'<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="{policy}">'
            '<title>probe</title><script type="module" src="/probe.js"></script>'
        )


def made(grown: Crosswalk, site: Path, given: argparse.Namespace, size: int) -> Iterator[Way]:
    """Yield each way to search *grown*, written into *site*."""
    began = time.perf_counter()
    files = search.files(grown, Urls(), short_names(grown.guidelines))
    seconds = time.perf_counter() - began
    write(site, files)
    yield Way(name="crosswalk", seconds=seconds, files=len(files), size=sum(map(len, files.values())))

    began = time.perf_counter()
    one = json.dumps(list(documents(grown)), ensure_ascii=False).encode()
    seconds = time.perf_counter() - began
    write(site, {"/one.txt": one})
    yield Way(name="minisearch", seconds=seconds, files=1, size=len(one))

    if given.pagefind:
        script = Path(__file__).with_name("with_pagefind.py")
        command = [given.pagefind, str(script), str(given.content), str(size), str(site / "pagefind")]
        command += ["--body", str(given.body)] if given.body else []
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        took = json.loads(done.stdout.splitlines()[-1])
        yield Way(name="pagefind", seconds=took["seconds"], files=took["files"], size=took["bytes"])


def write(site: Path, files: dict[str, bytes]) -> None:
    """Write *files* by site path."""
    for path, content in files.items():
        place = site / path.removeprefix("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def documents(grown: Crosswalk) -> Iterator[dict[str, str | int]]:
    """Yield everything as documents of one index: topics, and each reference."""
    number = 0
    for topic in grown.topics:
        number += 1
        words = f"{topic.description or ''} {topic.body.text}"
        yield {"id": number, "topic": topic.id, "key": topic.id, "name": topic.name, "words": words}
        for pair in grown.pairs_of_topic[topic.id]:
            for each in pair.references:
                number += 1
                words = f"{each.name} {each.quote or ''}"
                yield {"id": number, "topic": topic.id, "guideline": pair.guideline.id, "words": words}


def line(browser: Browser, site: Path, grown: Crosswalk, way: Way, size: int) -> str:
    """Return the line of the table for *way*."""
    with PagesHost(site) as host:
        page = browser.new_page()
        page.goto(f"{host.origin}/strict")
        note = ""
        try:
            opened = page.evaluate("([way, query]) => probe.open(way, query)", [way.name, FIRST])
        except Error:
            note = " (only with wasm-unsafe-eval)"
            page.goto(f"{host.origin}/wasm")
            host.seen.clear()
            opened = page.evaluate("([way, query]) => probe.open(way, query)", [way.name, FIRST])
        first = sent(site, host)
        page.evaluate("(questions) => probe.ranks(questions)", [[FIRST, ""]])
        whole = sent(site, host)
        asked = [grown.topics[place] for place in range(0, size, max(1, size // SAMPLE))]
        kinds: tuple[Sequence[tuple[str, str]], ...] = (
            [(topic.name, topic.id) for topic in asked],
            [(topic.id, topic.id) for topic in asked],
            [(typo, topic.id) for topic in asked if (typo := mistyped(topic.name))],
            STEMS,
        )
        ranks = [page.evaluate("(questions) => probe.ranks(questions)", list(kind)) for kind in kinds]
        page.close()
    shares = [
        share(sum(1 for each in found if each == 1 or (kind > 1 and each > 0)), len(found))
        for kind, found in enumerate(ranks)
    ]
    return (
        f"| {way.name}{note} | {size:,} | {way.seconds:.2f} | {way.files:,} | {way.size:,} | {first:,} "
        f"| {opened['milliseconds']:,} | {whole:,} | {' | '.join(shares)} |"
    )


def sent(site: Path, host: PagesHost) -> int:
    """Return how many bytes the host has sent, but for the page and its script."""
    paths = {seen.path.partition("?")[0] for seen in host.seen}
    files = [
        site / path.removeprefix("/") for path in paths - {"/strict", "/wasm", "/probe.js", "/favicon.ico"}
    ]
    contents = [path.read_bytes() for path in files if path.is_file()]
    return sum(min(len(content), len(gzip.compress(content, 6))) for content in contents)


def mistyped(name: str) -> str:
    """Return *name* with two letters of its longest word exchanged, "" where it has no word for that."""
    longest = max(name.split(), key=len)
    if len(longest) < 6 or not longest.isalpha() or longest[2] == longest[3]:
        return ""
    return name.replace(longest, longest[:2] + longest[3] + longest[2] + longest[4:])


def share(count: int, total: int) -> str:
    """Return *count* of *total*."""
    return f"{count}/{total}"


if __name__ == "__main__":
    main()
