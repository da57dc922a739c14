"""What a reader with a phone on a slow network waits for: a table in Markdown. `make reader`.

In: how many topics. Out: for each kind of page its bytes on the way, and when Chromium shows the first and
the largest thing; then what a search costs from the moment somebody goes into the field until the first hits
stand there. Network and processor are slowed down as Lighthouse does for its phone; the host compresses, as
Pages does.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import report
from in_browser import generated, table
from outputs import File, files
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

from crosswalk.build import build
from crosswalk.settings import Settings
from pages_host import PagesHost

BEGIN = "<!-- what `make reader` measured: begin -->"
END = "<!-- what `make reader` measured: end -->"

RUNS = 3
# Slow 4G, 1.6 Mbit/s and 150 ms, in the numbers by which Lighthouse has DevTools imitate it.
NETWORK = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 184_320,
    "uploadThroughput": 84_375,
}
SLOWER = 4
"""How many times slower than the machine its processor is."""
PHONE: ViewportSize = {"width": 412, "height": 823}
PATIENCE = 180_000
"""Milliseconds until a page counts as never shown."""

WATCH = """
globalThis.seen = { first: 0, largest: 0 };
new PerformanceObserver((list) => {
  for (const { name, startTime } of list.getEntries()) {
    if (name === "first-contentful-paint") seen.first = startTime;
  }
}).observe({ type: "paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) seen.largest = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""
SEEN = """() => ({ ...seen, elements: document.getElementsByTagName("*").length })"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one visit of a page cost."""

    sent: int
    """Bytes on the way, of everything that was asked for, heads included."""
    requests: int
    first: float
    """Seconds until the first content was painted."""
    largest: float
    elements: int


@dataclass(frozen=True, slots=True)
class Found:
    """What the first query of a visit cost."""

    sent: int
    requests: int
    seconds: float


class Visit:
    """A new visitor's phone; nothing is in its cache."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
        self._context.set_default_timeout(PATIENCE)
        self.page: Page = self._context.new_page()
        self.page.add_init_script(WATCH)
        self._wire: CDPSession = self._context.new_cdp_session(self.page)
        self._sizes: list[float] = []
        self._wire.on("Network.loadingFinished", lambda event: self._sizes.append(event["encodedDataLength"]))
        self._wire.send("Network.enable")
        self._wire.send("Network.emulateNetworkConditions", NETWORK)
        self._wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def show(self, url: str) -> Shown:
        """Go to *url* and wait until it stands."""
        self.page.goto(url, wait_until="load")
        # Entries come a little after what they tell of; our policy refuses a text that waits for them.
        while not (seen := self.page.evaluate(SEEN))["largest"]:
            self.page.wait_for_timeout(100)
        sent, requests = self.sent()
        return Shown(sent, requests, seen["first"] / 1000, seen["largest"] / 1000, seen["elements"])

    def ask(self, query: str) -> Found:
        """Type *query* into the field of the page that is shown, and wait for the first hits."""
        before, asked = self.sent()
        started = time.perf_counter()
        field = self.page.get_by_role("combobox", name="Search")
        field.focus()
        field.fill(query)
        self.page.get_by_role("option").first.wait_for()
        seconds = time.perf_counter() - started
        after, requests = self.sent()
        return Found(after - before, requests - asked, seconds)

    def sent(self) -> tuple[int, int]:
        """Return how many bytes have been sent, and in how many answers."""
        return int(sum(self._sizes)), len(self._sizes)

    def close(self) -> None:
        """End the visit."""
        self._context.close()


def main() -> None:
    """Measure, and print."""
    arguments = report.arguments(__doc__)
    arguments.add_argument("--site", type=Path, help="a site of generated content that stands already")
    given = arguments.parse_args()

    def rows_of(browser: Browser, work: Path, topics: int) -> Iterator[str]:
        return rows(browser, given.site or _made(work, topics), topics)

    heads = ("topics", "page", "sent, KB", "answers", "elements", "first paint, s", "largest paint, s")
    report.tell(table(heads, given.topics, rows_of), given.document, BEGIN, END)


def _made(work: Path, topics: int) -> Path:
    site = work / "site"
    build(generated(work, topics), site, Settings())
    return site


def rows(browser: Browser, site: Path, topics: int) -> Iterator[str]:
    """Yield the rows of the table for *site*."""
    with PagesHost(site, compressed=True) as host:
        for words, path in kinds(files(site)):
            visits = [_shown(browser, f"{host.origin}{path}") for _ in range(RUNS)]
            yield _row(
                topics,
                words,
                f"{visits[0].sent / 1000:,.0f}",
                f"{visits[0].requests}",
                f"{visits[0].elements:,}",
                f"{median(each.first for each in visits):.1f}",
                f"{median(each.largest for each in visits):.1f}",
            )
        found = [_found(browser, f"{host.origin}/", _query(site)) for _ in range(RUNS)]
        seconds = median(each.seconds for each in found)
        sent = max(each.sent for each in found)
        yield _row(
            topics, "first hits", f"{sent / 1000:,.0f}", f"{found[0].requests}", "", f"{seconds:.1f}", ""
        )


def kinds(site: dict[str, File]) -> Sequence[tuple[str, str]]:
    """Return a page of each kind, in words and by its address."""

    def ranked(folder: str) -> list[str]:
        found = [path for path in site if path.startswith(f"design/{folder}/") and path.endswith(".html")]
        pages = [path for path in found if path.count("/") == 2 and not path.endswith("/index.html")]
        return sorted(pages, key=lambda path: site[path].size)

    topics = ranked("topics")
    chosen = (
        ("a topic", topics[len(topics) // 2]),
        ("the largest topic", topics[-1]),
        ("the largest guideline", ranked("guidelines")[-1]),
        ("the largest category", ranked("categories")[-1]),
    )
    return (
        ("home", "/"),
        ("all topics", "/design/topics/"),
        ("all guidelines", "/design/guidelines/"),
        *((words, f"/{path.removesuffix('.html')}") for words, path in chosen),
        ("the search", "/search"),
    )


def _query(site: Path) -> str:
    """Return a word that only the name of a topic in the middle has: the longest."""
    topics = sorted(path.stem for path in (site / "design/topics").glob("*.html"))
    return max(topics[len(topics) // 2].split("-"), key=len)


def _shown(browser: Browser, url: str) -> Shown:
    visit = Visit(browser)
    shown = visit.show(url)
    visit.close()
    return shown


def _found(browser: Browser, url: str, query: str) -> Found:
    visit = Visit(browser)
    visit.show(url)
    found = visit.ask(query)
    visit.close()
    return found


def _row(*cells: object) -> str:
    first, *others = cells
    return f"| {first:,} | {' | '.join(map(str, others))} |"


if __name__ == "__main__":
    main()
