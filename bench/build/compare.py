"""Build the same content with crosswalk, Hugo and Eleventy, in turn, and tell what each took: `make bench`.

In: how many topics. Out: tables on standard output, and with `--document` in a Markdown file, between its
markers. Tools take turns within each run, so whatever else the machine does meanwhile meets all of them.
Everything stands on tmpfs. A run whose output is not the site that was asked for ends the benchmark.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import generate
import report
from floor import linking_alone, writing_alone
from outputs import File, complaints, differences, files, written
from processes import Took, run
from report import EVERYTHING, FLOOR, Measured, Scenario
from tools import Tool, environment, laid_out

TMPFS = Path("/dev/shm")  # noqa: S108 - only a folder of our own is made there
BODIES = 0.3
PYTHON_RUNS = 9


def main() -> int:
    """Measure what is asked for, and print it."""
    arguments = report.arguments(__doc__)
    arguments.add_argument("--runs", type=int, help="of each (default: 3, above 1,000 topics 1)")
    arguments.add_argument("--cold", action="store_true", help="new sites only, no edits")
    given = arguments.parse_args()
    measured = []
    with tempfile.TemporaryDirectory(prefix="crosswalk-bench-", dir=TMPFS) as folder:
        measured.append(_bare_python(Path(folder)))
        for topics in given.topics:
            runs = given.runs or (3 if topics <= 1_000 else 1)
            for bodies in (0.0, BODIES):  # what bodies cost is seen when the site is new
                work = Path(folder) / f"{topics}-{bodies}"
                work.mkdir()
                site = Site(work, topics, bodies)
                measured.extend(site.measure(runs, edits=not given.cold and not bodies))
                shutil.rmtree(work)
    report.tell(report.text(measured), given.document)
    return 0


def _bare_python(folder: Path) -> Measured:
    """Measure how long Python takes to do nothing."""
    command = (sys.executable, "-c", "pass")
    runs = [run(command, folder, environment()) for _ in range(PYTHON_RUNS)]
    return Measured(0, 0.0, Scenario.BARE, "Python", tuple(runs), 0, 0, 0)


@dataclass(slots=True)
class Runs:
    """What the runs of one tool in one scenario took, and what the last one left."""

    took: list[Took] = field(default_factory=list)
    written: int = 0
    files: int = 0
    size: int = 0


class Site:
    """One content folder, and the tools that make a site of it."""

    def __init__(self, work: Path, topics: int, bodies: float) -> None:
        self._work = work
        self._topics = topics
        self._bodies = bodies
        self._pristine = work / "pristine"
        self._pristine.mkdir()
        generate.write(self._pristine, topics, bodies=bodies)
        self._content = work / "content"
        self._tools = laid_out(work)
        self._runs: dict[tuple[Scenario, str], Runs] = {}

    def measure(self, runs: int, *, edits: bool) -> Iterator[Measured]:
        """Yield what each tool took for a new site, and with *edits* after each of them."""
        for number in range(runs):
            self._begin()
            self._take(Scenario.COLD)
            self._floor()
            if number == 0:
                self._judge()
            if edits:
                self._edits(first=number == 0)
        for (scenario, tool), of in self._runs.items():
            yield Measured(
                self._topics, self._bodies, scenario, tool, tuple(of.took), of.written, of.files, of.size
            )

    def _begin(self) -> None:
        if self._content.exists():
            shutil.rmtree(self._content)
        shutil.copytree(self._pristine, self._content)
        for tool in self._tools:
            tool.forget()

    def _edits(self, *, first: bool) -> None:
        self._take(Scenario.UNCHANGED)
        edit_topic(self._content)
        self._take(Scenario.TOPIC)
        if first:
            self._hold_to_a_clean_build()
        rename(self._content, _guideline(self._content, middle=True))
        self._take(Scenario.GUIDELINE)
        rename(self._content, _guideline(self._content, middle=False))
        self._take(Scenario.GREATEST)
        for tool in self._tools:
            if tool.template:
                tool.edit_template()
        self._take(Scenario.TEMPLATE)
        if first:
            self._hold_to_a_clean_build()

    def _floor(self) -> None:
        """Measure what no tool that makes our site goes below."""
        site = next(tool.output for tool in self._tools if tool.name == EVERYTHING)
        for scenario, alone in ((Scenario.COLD, writing_alone), (Scenario.TOPIC, linking_alone)):
            self._runs.setdefault((scenario, FLOOR), Runs()).took.append(alone(site, self._work / "floor"))

    def _take(self, scenario: Scenario) -> None:
        """Run each tool once."""
        for tool in self._tools:
            if scenario is Scenario.COLD or tool.template:
                self._run(tool, scenario)

    def _run(self, tool: Tool, scenario: Scenario) -> None:
        before: dict[str, File] = files(tool.output)
        took = run(tool.command, tool.folder, tool.environment)
        after = files(tool.output)
        of = self._runs.setdefault((scenario, tool.name), Runs())
        of.took.append(took)
        of.written = written(before, after)
        of.files = len(after)
        of.size = sum(file.size for file in after.values())
        run_of = f"{self._topics:,} topics{' with bodies' * bool(self._bodies)}, {scenario}, {tool.name}"
        cost = f"{took.seconds:.2f} s, processor {took.processor:.2f} s, {took.memory / 1e6:,.0f} MB"
        print(f"{run_of}: {cost}, {of.written:,} files written", file=sys.stderr, flush=True)

    def _judge(self) -> None:
        outputs = {tool.name: tool.output for tool in self._tools}
        wrong = list(complaints(self._content, outputs))
        if wrong:
            sys.exit("\n".join(["the tools did not make the same site:", *wrong[:10]]))

    def _hold_to_a_clean_build(self) -> None:
        """End where crosswalk, after an edit, has another site than from nothing."""
        tool = next(tool for tool in self._tools if tool.name == EVERYTHING)
        clean = self._work / "clean"
        swapped: dict[str | Path, str | Path] = {tool.output: clean}
        if tool.cache:
            swapped[tool.cache] = self._work / "cache-of-clean"
        run([swapped.get(word, word) for word in tool.command], tool.folder, tool.environment)
        wrong = differences(tool.output, clean)
        if wrong:
            sys.exit(f"after an edit {len(wrong)} files are others than from nothing, as {wrong[0]}")
        for folder in swapped.values():
            shutil.rmtree(folder)


# Edits, as authors make them


def edit_topic(content: Path) -> None:
    """Add a word to the description of a topic in the middle of the alphabet."""
    topics = sorted((content / "topics").iterdir())
    _edit(topics[len(topics) // 2], "topic_description: ", "Edited")


def rename(content: Path, guideline: str) -> None:
    """Give a *guideline* another title, and its organisation another name; its id never changes."""
    path = content / "guidelines" / f"{guideline}.yaml"
    _edit(path, "guideline_title: ", "Renamed")
    _edit(path, "guideline_company: ", "Renamed")


def _edit(path: Path, key: str, word: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith(key))
    value = lines[place].removeprefix(key)
    lines[place] = f"{key}{value[0]}{word} {value[1:]}" if value[0] == "'" else f"{key}{word} {value}"
    path.write_text("".join(lines), encoding="utf-8")


def _guideline(content: Path, *, middle: bool) -> str:
    """Return the id of the guideline that most topics speak of, or of the one in the *middle*."""
    text = "".join(path.read_text(encoding="utf-8") for path in (content / "topics").iterdir())
    ids = [path.stem for path in (content / "guidelines").iterdir()]
    counted = {id_: text.count(f"guideline_id: {id_}\n") for id_ in ids}
    ranked = sorted(counted, key=lambda id_: (-counted[id_], id_))
    return ranked[len(ranked) // 2 if middle else 0]


if __name__ == "__main__":
    sys.exit(main())
