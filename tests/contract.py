"""What the tests of CONTRACT.md share: content with marks in it, the command in this process, its findings.

A *mark* (`«`) in the text of a file stands where a diagnostic must stand; it is taken out before the file is
written. So a case reads as content in, position and code out. Nothing here knows how crosswalk works inside:
the command line is all that is called.
"""

import ctypes
import io
import itertools
import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from crosswalk.cli import main

SOURCES = Path(__file__).resolve().parents[1] / "src"

MARK = "«"
"""Stands where the next expected diagnostic must stand."""

LINE = re.compile(
    r"(?P<path>.*?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning)\[(?P<code>[^\]]*)\]: "
)
"""How a line of the text format begins."""

Files = Mapping[str, str | bytes]
"""The content of each file of a content folder, by its path."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One diagnostic as the text format tells it."""

    path: str
    line: int
    column: int
    severity: str
    code: str
    message: str

    @property
    def place(self) -> str:
        """Where it stands, as in `topics/a.md:3:7`."""
        return f"{'/'.join(self.path.split('/')[-2:])}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the command left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def findings(self) -> list[Finding]:
        """The diagnostics on stderr; a line that is none fails the test."""
        return findings(self.stderr)

    @property
    def errors(self) -> list[Finding]:
        """Those that are errors."""
        return [found for found in self.findings if found.severity == "error"]

    @property
    def codes(self) -> set[str]:
        """The codes of the errors."""
        return {found.code for found in self.errors}


def findings(text: str) -> list[Finding]:
    """Return the diagnostics in *text*, each line of which must be one."""
    found = []
    for line in text.split("\n")[:-1]:
        match = LINE.match(line)
        assert match, f"this line is no diagnostic: {line!r}"
        place = match["path"], int(match["line"]), int(match["column"])
        found.append(Finding(*place, match["severity"], match["code"], line[match.end() :]))
    return found


def assert_lines(text: str) -> None:
    """Assert that *text* is nothing but diagnostics, each as CONTRACT, Diagnostics, wants a line to be."""
    for line, found in zip(text.split("\n")[:-1], findings(text), strict=True):
        assert len(line) <= 1_000, line
        assert line.isprintable(), ascii(line)
        assert not line.startswith("::"), line
        assert found.line > 0, line
        assert found.column > 0, line
        assert re.fullmatch("[a-z0-9-]+", found.code), line
    assert not text or text.endswith("\n")


def run(*arguments: str | Path) -> Run:
    """Run the command with *arguments* in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            code = int(exit_.code or 0)
    return Run(code, out.getvalue(), err.getvalue())


def run_as_somebody(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command so that permissions count, whoever runs the tests."""
    return subprocess.run(
        [sys.executable, "-m", "crosswalk", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        preexec_fn=_without_capabilities,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def _without_capabilities() -> None:
    """Take from root what makes permissions mean nothing to it; the next program starts without."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, by PR_CAPBSET_DROP
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


def check(content: Path, *options: str) -> Run:
    """Run `crosswalk check` on *content*."""
    return run("check", "--content", content, *options)


def build(content: Path, output: Path, *options: str) -> Run:
    """Run `crosswalk build` of *content* into *output*."""
    return run("build", "--content", content, "--output", output, *options)


def write(folder: Path, files: Files) -> Path:
    """Write *files* below *folder*, without their marks, and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.replace(MARK, "").encode())
    return folder


# Content


def topic(*lines: str, id: str = "a", name: str = "Paging", body: str = "") -> str:  # noqa: A002 - its key
    """Return a topic file: a sound id and name, and *lines* behind them; the first of those is line 4."""
    return (
        "".join(f"{line}\n" for line in ("---", f"topic_id: {id}", f"topic_name: {name}", *lines, "---"))
        + body
    )


def entry(*lines: str, id: str = "g") -> list[str]:  # noqa: A002 - its key
    """Return the lines of `guidelines` with one sound entry and *lines* behind it, the first on line 8."""
    sound = ("guideline_title: Guide", "guideline_url: https://g.example/")
    return ["guidelines:", f"  - guideline_id: {id}", *(f"    {line}" for line in (*sound, *lines))]


def reference(*lines: str) -> list[str]:
    """Return the lines of `guidelines` with one entry that has one reference of *lines*, from line 9 on."""
    first, *rest = lines
    return entry("references:", f"  - {first}", *(f"    {line}" for line in rest))


def shown(value: str) -> str:
    """Return a readable and short name for *value*, as an id of a case."""
    name = ascii(value)
    return name if len(name) <= 40 else f"{name[:30]}... {len(value)} characters"


def quoted(text: str) -> str:
    """Return *text* in double quotes, as JSON and YAML both read it; breaks of lines are escaped."""
    written = json.dumps(text, ensure_ascii=False)
    for char in "\u0085\u2028\u2029\ufdd0":
        written = written.replace(char, f"\\u{ord(char):04x}")
    return written


def every_key(text: str) -> dict[str, str | bytes]:
    """Return content with every key of SPEC 2, *text* in each that is text."""
    value = quoted(text)
    front = f"""
        topic_id: t
        topic_name: {value}
        title: {value}
        layout: {value}
        permalink: /place/of/its/own
        sort: {value}
        topic_category: {value}
        topic_description: {value}
        topic_question: {value}
        topic_positions:
          - {{id: yes-please, label: {value}, description: {value}}}
          - {{id: no-thanks, label: {value}, description: {value}}}
        topic_aliases: [former, older]
        topic_related: [z]
        topic_specs: [{{name: {value}, url: "https://e.example/spec"}}]
        topic_authors: [{value}, {{name: {value}, url: "https://e.example/me", twitter: {value}}}]
        topic_updated: 2026-01-31
        guidelines:
          - guideline_id: g
            guideline_title: {value}
            guideline_type: {value}
            guideline_url: https://g.example/
            guideline_githubUrl: https://github.example/
            guideline_company: {value}
            guideline_companyUrl: https://company.example/
            guideline_companyLogoUrl: /media/logo.png
            guideline_screenshotUrl: /media/shot.png
            guideline_date: 2016-01-22
            guideline_reviewDate: 2016-01-23
            guideline_language: {value}
            guideline_authors: [{{name: {value}, url: "https://e.example/you"}}, {value}]
            guideline_licence: {value}
            guideline_description: {value}
            guideline_status: superseded
            guideline_replacedBy: h
            guideline__links: {{evil: {value}}}
            position: [yes-please, no-thanks]
            note: {value}
            references:
              - {{name: {value}, url: "https://g.example/1", quote: {value}, document: {value},
                  description: {value}, level: must-not, rule: {value}, archivedUrl: "https://archive.example/1"}}
              - {{name: {value}, url: "https://g.example/2"}}
        """
    registry = f"guideline_id: h\nguideline_title: {value}\nguideline_url: https://h.example/\n"
    return {
        "topics/t.md": f"---{textwrap.dedent(front)}---\nBody.\n",
        "topics/other.md": topic(f"topic_category: {value}", "topic_related: t", id="z", name=value),
        "guidelines/h.md": f"---\n{registry}guideline_company: {value}\n---\nProfile.\n",
        "categories.yaml": f"- category_name: {value}\n  category_description: {value}\n",
        "pages/about.md": f"---\ntitle: {value}\ndescription: {value}\n---\nAbout.\n",
        "posts/2026-01-31-news.md": f"---\ntitle: {value}\ndate: 2026-01-31\nauthors: {value}\n---\nNews.\n",
        "media/logo.png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    }


# Expectations


@dataclass(frozen=True, slots=True)
class Expected:
    """An error that must be found: where, and which codes CONTRACT allows for it."""

    place: str
    codes: frozenset[str]


def expected(files: Files, codes: str) -> list[Expected]:
    """Return what *files* must give: at each mark the next of *codes*, `x|y` where either will do.

    Codes without a mark to stand at are about the whole of the file that comes first.
    """
    places = list(itertools.chain.from_iterable(_marked(name, files[name]) for name in sorted(files)))
    wanted = [frozenset(code.split("|")) for code in codes.split()]
    first = next(iter(files), "")
    places += [f"{first}:1:1"] * (len(wanted) - len(places))
    assert len(places) == len(wanted), "more marks than codes"
    return [Expected(place, code) for place, code in zip(places, wanted, strict=True)]


def _marked(name: str, content: str | bytes) -> list[str]:
    places = []
    for number, line in enumerate(content.split("\n") if isinstance(content, str) else [], 1):
        parts = line.removeprefix("\ufeff").split(MARK)
        columns = itertools.accumulate(len(part) for part in parts[:-1])
        places += [f"{name}:{number}:{column + 1}" for column in columns]
    return places


def assert_found(result: Run, wanted: Sequence[Expected]) -> None:
    """Assert that the errors of *result* are those *wanted*, no more and no less, and the exit code fits."""
    errors = result.errors
    shown = [f"{found.place} {found.code}" for found in errors]
    lacking = [each for each in wanted if not any(_is(found, each) for found in errors)]
    surplus = [found for found in errors if not any(_is(found, each) for each in wanted)]
    assert not lacking, f"not found: {lacking}\nfound: {shown}"
    assert not surplus, f"found besides: {surplus}"
    assert len(errors) == len(wanted), f"wanted: {wanted}\nfound: {shown}"
    assert result.code == (1 if wanted else 0)


def _is(found: Finding, wanted: Expected) -> bool:
    return found.place == wanted.place and found.code in wanted.codes


def snapshot(folder: Path) -> dict[str, bytes | str]:
    """Return everything below *folder*: the bytes of files, where links lead, `/` for folders."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_dir():
            found[name] = "/"
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[name] = "special"
    return found
