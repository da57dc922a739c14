"""Measurements to Markdown: the promises with what was measured, every number, and the machine.

In: `Measured` values. Out: text, and a document whose generated part is renewed. Nothing here measures.
"""

import argparse
import os
import platform
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from operator import attrgetter
from pathlib import Path
from statistics import median

from processes import Took
from tools import HERE

BEGIN = "<!-- what `make bench` measured: begin -->"
END = "<!-- what `make bench` measured: end -->"

EVERYTHING = "crosswalk"
COMMON = "crosswalk, common set"
HUGO = "Hugo"
FLOOR = "the system calls alone"
"""What our files take to be written, or linked into another folder, by whoever has them in memory."""


class Scenario(StrEnum):
    """What happened before a run."""

    BARE = "Python alone"
    COLD = "cold"
    UNCHANGED = "no change"
    TOPIC = "one topic edited"
    GUIDELINE = "one guideline renamed"
    GREATEST = "the most cited guideline renamed"
    TEMPLATE = "one template edited"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a tool took in a scenario, run by run, and what its last run left."""

    topics: int
    bodies: float
    scenario: Scenario
    tool: str
    took: tuple[Took, ...]
    written: int
    files: int
    size: int

    def middle(self, of: "Cost") -> float:
        """Return the median of a cost over the runs."""
        return median(map(of, self.took))

    def beside(self, other: "Measured", of: "Cost") -> float:
        """Return how many times a cost of *other* this is: the median of what it is run by run.

        Runs stand beside each other, so whatever else slowed the machine down met both.
        """
        return median(of(ours) / of(theirs) for ours, theirs in zip(self.took, other.took, strict=True))


Cost = Callable[[Took], float]

SECONDS: Cost = attrgetter("seconds")
PROCESSOR: Cost = attrgetter("processor")
MEMORY: Cost = attrgetter("memory")


class Results:
    """All measurements, asked for by what was measured."""

    def __init__(self, measured: Sequence[Measured]) -> None:
        self.all = tuple(measured)
        self._known = {(each.topics, each.bodies > 0, each.scenario, each.tool): each for each in measured}

    def get(self, topics: int, scenario: Scenario, tool: str, *, bodies: bool = False) -> Measured | None:
        """Return a measurement; None where it was not made."""
        return self._known.get((topics, bodies, scenario, tool))

    def hugo(self, of: Measured) -> Measured | None:
        """Return what Hugo took where *of* was measured."""
        return self.get(of.topics, of.scenario, HUGO, bodies=of.bodies > 0)


def text(measured: Sequence[Measured]) -> str:
    """Return everything as Markdown."""
    results = Results(measured)
    sections = [
        ("### What is promised", _promises(results)),
        *(
            (f"### {topics:,} topics", _table(results, topics))
            for topics in sorted({each.topics for each in measured if each.topics})
        ),
        ("### The machine", _machine(results)),
    ]
    return "\n".join(line for head, lines in sections for line in (head, "", *lines, ""))


def arguments(words: str, sizes: Sequence[int] = (100, 1_000, 10_000)) -> argparse.ArgumentParser:
    """Return what every benchmark is asked, which begins its help with the first line of *words*."""
    parser = argparse.ArgumentParser(description=words.partition("\n")[0])
    parser.add_argument("--topics", type=int, nargs="+", default=list(sizes))
    parser.add_argument("--document", type=Path, help="the file whose generated part is renewed")
    return parser


def tell(part: str, document: Path | None, begin: str = BEGIN, end: str = END) -> None:
    """Print *part*, and renew *document* with it if there is one."""
    print(part)
    if document:
        renew(document, part, begin, end)


def renew(document: Path, part: str, begin: str = BEGIN, end: str = END) -> None:
    """Replace what stands in *document* between *begin* and *end* by *part*."""
    known = document.read_text(encoding="utf-8")
    before, _, rest = known.partition(begin)
    _, found, after = rest.partition(end)
    assert found, f"{document} has no place for what was measured"
    document.write_text(f"{before}{begin}\n\n{part}\n{end}{after}", encoding="utf-8")


# Promises


@dataclass(frozen=True, slots=True)
class Promise:
    """A limit, and what stands against it."""

    words: str
    limit: float
    measure: Callable[[Results, str], float | None]
    """For everything that crosswalk makes, or for the common set."""


def _ratio(
    topics: int,
    scenario: Scenario = Scenario.COLD,
    *,
    bodies: bool = False,
    of: Cost = SECONDS,
    to_cold: bool = False,
) -> Callable[[Results, str], float | None]:
    def measure(results: Results, tool: str) -> float | None:
        ours = results.get(topics, scenario, tool, bodies=bodies)
        theirs = results.get(topics, Scenario.COLD if to_cold else scenario, HUGO, bodies=bodies)
        return ours.beside(theirs, of) if ours and theirs else None

    return measure


def _growth(results: Results, tool: str) -> float | None:
    small = results.get(1_000, Scenario.COLD, tool)
    large = results.get(10_000, Scenario.COLD, tool)
    return large.middle(SECONDS) / small.middle(SECONDS) if small and large else None


def _beside_python(results: Results, tool: str) -> float | None:
    bare = results.get(0, Scenario.BARE, "Python")
    ours = results.get(10_000, Scenario.UNCHANGED, tool)
    return ours.middle(SECONDS) / bare.middle(SECONDS) if bare and ours else None


def _written_unchanged(results: Results, tool: str) -> float | None:
    ours = results.get(10_000, Scenario.UNCHANGED, tool)
    return float(ours.written) if ours else None


PROMISES = (
    Promise("cold, 100 topics: time, of Hugo's", 0.6, _ratio(100)),
    Promise("cold, 1,000 topics: time, of Hugo's", 0.25, _ratio(1_000)),
    Promise("cold, 10,000 topics: time, of Hugo's", 0.2, _ratio(10_000)),
    Promise("cold, 10,000 topics: memory, of Hugo's", 0.3, _ratio(10_000, of=MEMORY)),
    Promise("cold, 10,000 topics, 30 % with bodies: time, of Hugo's", 0.4, _ratio(10_000, bodies=True)),
    Promise("cold, from 1,000 to 10,000 topics: times the time", 10, _growth),
    Promise("no change, 10,000 topics: times a bare Python", 10, _beside_python),
    Promise("no change, 10,000 topics: files written", 0, _written_unchanged),
    Promise(
        "one topic edited, 10,000 topics: time, of Hugo's cold",
        0.03,
        _ratio(10_000, Scenario.TOPIC, to_cold=True),
    ),
)


def _promises(results: Results) -> Iterator[str]:
    yield f"| | at most | everything | common set | {FLOOR} |"
    yield "|---|--:|--:|--:|--:|"
    for promise in PROMISES:
        cells = [
            _judged(promise.measure(results, tool), promise.limit) for tool in (EVERYTHING, COMMON, FLOOR)
        ]
        yield f"| {promise.words} | {promise.limit:g} | {' | '.join(cells)} |"


def _judged(value: float | None, limit: float) -> str:
    if value is None:
        return ""
    shown = f"{value:,.0f}" if value >= 100 or value == 0 else f"{value:.2g}"
    return shown if value <= limit else f"**{shown}**"


# Every number


def _table(results: Results, topics: int) -> Iterator[str]:
    heads = ("run", "tool", "time, s", "of Hugo's", "processor, s", "of Hugo's", "memory, MB", "of Hugo's")
    yield f"| {' | '.join(heads)} | files written | of | MB |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for each in results.all:
        if each.topics == topics:
            hugo = results.hugo(each)
            cells = [
                f"{each.scenario}, 30 % with bodies" if each.bodies else each.scenario,
                each.tool,
                *_beside(each, hugo, SECONDS, "{:.2f}"),
                *_beside(each, hugo, PROCESSOR, "{:.2f}"),
                *_beside(each, hugo, lambda took: took.memory / 1e6, "{:,.0f}"),
                f"{each.written:,}",
                f"{each.files:,}",
                f"{each.size / 1e6:,.1f}",
            ]
            yield f"| {' | '.join(cells)} |"


def _beside(each: Measured, hugo: Measured | None, of: Cost, form: str) -> tuple[str, str]:
    return form.format(each.middle(of)), f"{each.beside(hugo, of):.2f}" if hugo else ""


# The machine


def _machine(results: Results) -> Iterator[str]:
    node = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, check=True)  # noqa: S607 - as make finds it
    eleventy = (HERE / "eleventy" / "package.json").read_text(encoding="utf-8")
    version = re.search(r'"@11ty/eleventy": "(.+?)"', eleventy)
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    yield "| | |"
    yield "|---|---|"
    yield f"| processor | {_first('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores |"
    yield f"| memory | {int(_first('/proc/meminfo', 'MemTotal').split()[0]) / 1e6:.0f} GB |"
    yield f"| system | {platform.system()} {platform.release()}, everything on tmpfs |"
    yield f"| load when all was done | {load} |"
    bare = results.get(0, Scenario.BARE, "Python")
    idle = f", {bare.middle(SECONDS) * 1000:.0f} ms to do nothing" if bare else ""
    yield f"| Python | {platform.python_version()}{idle} |"
    yield f"| crosswalk | {metadata.version('crosswalk')} |"
    yield f"| Hugo | {_version('hugo')} |"
    yield f"| Eleventy | {version[1] if version else ''}, with Node.js {node.stdout.decode().strip()} |"


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _first(file: str, key: str) -> str:
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return "unknown"
