"""Findings about content: a place, a stable code, a message and a hint, and how they print.

In: what the stages report. Out: sorted diagnostics as text, GitHub annotations, JSON or SARIF.
Nothing here reads content; nothing printed repeats a password or a raw control character.
"""

import bisect
import difflib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain, islice
from typing import Self

import crosswalk
from crosswalk.packing import packed

QUOTE_LIMIT = 80
"""Most characters of a value that a message repeats (CONTRACT, Diagnostics)."""

LINE_LIMIT = 1_000
"""Most characters of a printed line (CONTRACT, Diagnostics)."""

PATH_LIMIT, TEXT_LIMIT = 400, 500
"""Most characters of a path and of a message in a line, as they are escaped there."""


class CrosswalkError(Exception):
    """Misuse, or a folder that cannot be used: one line for the user, and the exit code that goes with it."""

    def __init__(self, message: str, *, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def reason_of(error: Exception) -> str:
    """Return in words that go behind a colon why a file could not be used, as *error* tells it."""
    if isinstance(error, ValueError):  # which paths raise that no file can have
        return "its name is none"
    told = error.strerror if isinstance(error, OSError) else None
    return (told or str(error) or "unknown reason").lower()


class Severity(StrEnum):
    """An error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@packed
@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a content file; line and column count from 1."""

    file: str
    """Relative to the content folder, with `/`, and printable: it is sorted as it is shown."""
    line: int = 1
    column: int = 1


Spot = tuple[int, int]
"""Line and column."""


@packed
@dataclass(frozen=True, slots=True, eq=False)
class Places(Mapping[str, Place]):
    """Positions in one content file, by name; each becomes a `Place` when asked for, as few ever are.

    There are as many as entries in all topics together, so they are held in little: no mapping of pairs.
    """

    file: str
    names: tuple[str, ...]
    spots: tuple[int, ...]
    """Line and column of each, one after the other."""

    @classmethod
    def of(cls, file: str, spots: Mapping[str, Spot]) -> Self:
        """Return the positions *spots* in *file*."""
        return cls(file, tuple(map(sys.intern, spots)), tuple(chain.from_iterable(spots.values())))

    def __getitem__(self, name: str) -> Place:
        try:
            number = 2 * self.names.index(name)
        except ValueError:
            raise KeyError(name) from None
        return Place(self.file, *self.spots[number : number + 2])

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Diagnostic:
    """One finding about content, for its author."""

    place: Place
    code: str
    """Stable, kebab-case, documented in docs/diagnostics.md."""
    message: str
    """What is wrong, with the value found; starts lower case, no full stop."""
    hint: str = ""
    """The one thing to do about it: imperative, or a question."""
    severity: Severity = field(default=Severity.ERROR, compare=False)

    @property
    def text(self) -> str:
        """Message and hint as one sentence, free of characters that could move a terminal's cursor."""
        text = printable(f"{self.message}; {self.hint}" if self.hint else self.message)
        return _head(text, TEXT_LIMIT, _as_it_is)


FINDINGS_EACH, FINDINGS_TOGETHER = 500, 100_000
"""Most findings that are kept of each file, and of all files beyond that: a megabyte of strangers can hold
half a million, and a few hundred such files would fill the memory."""

ADVICE_LIMIT = 50_000
"""Most words that are compared in search of what was meant; some 2 s."""


class Diagnostics:
    """The collector that every stage reports into; iterates sorted by place, each finding once."""

    def __init__(self) -> None:
        self._found: set[Diagnostic] = set()
        self._counts: Counter[str] = Counter()
        self._room = FINDINGS_TOGETHER
        self._comparisons = ADVICE_LIMIT
        self.errors = 0
        """How many of what was found stop the build."""

    def add(self, diagnostic: Diagnostic) -> None:
        """Take one finding; of a file with very many of them, one that says so for the rest of each kind."""
        if diagnostic in self._found:
            return
        file = diagnostic.place.file
        self._counts[file] += 1
        if self._counts[file] > FINDINGS_EACH:
            self._room -= 1
            if self._room < 0:
                diagnostic = _and_so_on(diagnostic)
        if diagnostic not in self._found:
            self._found.add(diagnostic)
            self.errors += diagnostic.severity is Severity.ERROR

    def error(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Report what must be mended before a site can be built."""
        self.add(Diagnostic(place=place, code=code, message=message, hint=hint))

    def warn(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Report what an author should know, and a build can live with."""
        self.add(Diagnostic(place=place, code=code, message=message, hint=hint, severity=Severity.WARNING))

    def has_room(self, file: str) -> bool:
        """Tell whether a further finding of *file* would be told, and not only that there are more."""
        return self._counts[file] < FINDINGS_EACH or self._room > 0

    def advice(self, word: str, known: Collection[str]) -> str:
        """Return what `nearest` says, or "" once very much was asked for: of many slips some must do."""
        if self._comparisons <= 0:
            return ""
        candidates = _candidates(word, known)
        self._comparisons -= len(candidates) + len(known) // 20  # it takes less to pass one over
        return nearest(word, candidates)

    def apart(self) -> "Diagnostics":
        """Return a collector for one file, with what is left for comparisons here; `take` it back."""
        alone = Diagnostics()
        alone._comparisons = self._comparisons
        return alone

    def take(self, alone: "Diagnostics") -> None:
        """Take all that was found *alone*."""
        for diagnostic in alone:
            self.add(diagnostic)
        self._comparisons = min(self._comparisons, alone._comparisons)  # noqa: SLF001 - its own kind

    @property
    def has_errors(self) -> bool:
        """Whether anything found stops the build."""
        return self.errors > 0

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)


def _and_so_on(diagnostic: Diagnostic) -> Diagnostic:
    """Return what stands for *diagnostic* and the others of its kind in its file."""
    message = f"there are more {diagnostic.severity}s of this kind in the file than can be told"
    return replace(
        diagnostic, place=Place(diagnostic.place.file), message=message, hint="mend the others first"
    )


# Values in messages


_SECRET = re.compile(r"((?i:https?):[/\\]*|//)(?:[^\s/@]*:.*|[^/?#]*)@", re.DOTALL)
"""User information of anything like a URL, greedily: rather hide a path than show a password."""


def quoted(value: str) -> str:
    """Return *value* between quotes as a message may repeat it: short, printable, without passwords."""
    return f"'{shortened(value)}'"


def shortened(value: str, limit: int = QUOTE_LIMIT) -> str:
    """Return at most *limit* printable characters of *value*, user information in URLs hidden."""
    # A secret can reach far behind the cut, so it is hidden before the value is shortened. What is hidden is
    # told by the `@` at its end; of a long value that sign alone is kept, or the search would take too long.
    searched = value[: 50 * QUOTE_LIMIT] + "@" * ("@" in value[50 * QUOTE_LIMIT :])
    return _head(_SECRET.sub(r"\1***@", searched)[: limit + 1], limit, printable)


def printable(text: str) -> str:
    """Return *text* with control, bidirectional, unassigned and lone surrogate characters escaped."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(ord(char)) for char in text)


def _escape(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is not UTF-8, see PEP 383
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" for the one of *known* that *word* is likely meant to be, or ""."""
    found = difflib.get_close_matches(word, _candidates(word, known), n=1, cutoff=0.7)
    return f"did you mean '{found[0]}'?" if found else ""


def nearest_or_all(word: str, known: Collection[str]) -> str:
    """Return what `nearest` does, or else a list of all that is *known*."""
    return nearest(word, known) or f"known are {', '.join(known)}"


def _candidates(word: str, known: Iterable[str]) -> list[str]:
    """Return those of *known* that differ little in length: others are no slips of the pen."""
    if len(word) > QUOTE_LIMIT:
        return []
    return list(islice((name for name in known if abs(len(name) - len(word)) <= 3 or word in name), 2_000))


# Lengths

_Escape = Callable[[str], str]


def _as_it_is(text: str) -> str:
    return text


def _head(text: str, limit: int, escape: _Escape) -> str:
    """Return as much of the beginning of *text*, escaped, as fits into *limit* characters."""
    if len(escaped := escape(text)) <= limit:
        return escaped
    # Cut before it is escaped, or the cut could go through the middle of an escape.
    kept = next(size for size in range(limit, -1, -1) if len(escape(text[:size] + "…")) <= limit)
    return escape(text[:kept] + "…")


def _tail(text: str, limit: int, escape: _Escape) -> str:
    """Return as much of the end of *text*, escaped, as fits into *limit* characters."""
    if len(escaped := escape(text)) <= limit:
        return escaped
    kept = next(size for size in range(limit, -1, -1) if len(escape("…" + text[len(text) - size :])) <= limit)
    return escape("…" + text[len(text) - kept :])


# Formats


def as_text(diagnostics: Iterable[Diagnostic], folder: str) -> Iterator[str]:
    """Yield one line for each diagnostic: `path:line:column: error[code]: message`."""
    for found in diagnostics:
        place = found.place
        path = _tail(shown_path(folder, place.file), PATH_LIMIT, _as_it_is)
        yield f"{path}:{place.line}:{place.column}: {found.severity}[{found.code}]: {found.text}"


def as_github(diagnostics: Iterable[Diagnostic], folder: str) -> Iterator[str]:
    """Yield one GitHub workflow command for each diagnostic."""
    for found in diagnostics:
        place = found.place
        path = _tail(shown_path(folder, place.file), PATH_LIMIT, _workflow_property)
        message = _head(f"{found.code}: {found.text}", TEXT_LIMIT, _workflow_text)
        yield f"::{found.severity} file={path},line={place.line},col={place.column}::{message}"


def as_json(diagnostics: Iterable[Diagnostic], folder: str) -> str:
    """Return the diagnostics as a JSON array."""
    return json.dumps(
        [
            {
                "path": _tail(shown_path(folder, found.place.file), PATH_LIMIT, _as_it_is),
                "line": found.place.line,
                "column": found.place.column,
                "severity": str(found.severity),
                "code": found.code,
                "message": found.text,
            }
            for found in diagnostics
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_sarif(diagnostics: Iterable[Diagnostic], folder: str) -> str:
    """Return the diagnostics as a SARIF 2.1.0 log with one run, one result each."""
    listed = list(diagnostics)
    codes = sorted({found.code for found in listed})
    return json.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "crosswalk",
                            "semanticVersion": crosswalk.__version__,
                            "rules": [{"id": code} for code in codes],
                        }
                    },
                    # GitHub and editors count columns in UTF-16 unless told; ours are characters.
                    "columnKind": "unicodeCodePoints",
                    "results": [_sarif_result(found, folder, codes) for found in listed],
                }
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _sarif_result(found: Diagnostic, folder: str, codes: list[str]) -> dict[str, object]:
    place = found.place
    return {
        "ruleId": found.code,
        "ruleIndex": bisect.bisect_left(codes, found.code),
        "level": str(found.severity),
        "message": {"text": found.text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _tail(shown_path(folder, place.file), PATH_LIMIT, _uri)},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }


def shown_path(folder: str, file: str) -> str:
    """Return *file* with the content *folder* in front, printable."""
    path = printable(f"{folder.rstrip('/')}/{file}" if folder != "." else file)
    return f"./{path}" if path.startswith("::") else path  # or a runner would take it for a command


def _uri(path: str) -> str:
    from urllib.parse import quote  # costs 5 ms at start, and only SARIF needs it

    return quote(path, safe="/")


def _workflow_text(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _workflow_property(value: str) -> str:
    return _workflow_text(value).replace(":", "%3A").replace(",", "%2C")
