"""What is known of the links of a site, as a file that its owner keeps beside the content.

In: the file's bytes. Out: `Results`, and bytes again: sorted, one line a link, and nothing in it that changes
while nothing has happened, so that a change can be read as one. Nothing here asks anything.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from crosswalk.diagnostics import CrosswalkError

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class State(StrEnum):
    """What a link is known to be."""

    ALIVE = "alive"
    MOVED = "moved"
    """Alive, but for good at another address."""
    NO_ANCHOR = "no-anchor"
    """The page is alive, but has not the place that the link names."""
    FAILING = "failing"
    """It did not work, but not often enough to be called dead."""
    DEAD = "dead"
    PRIVATE = "private"
    """It leads to an address that is not public, so it was not asked."""
    UNSURE = "unsure"
    """Its host does not tell programs, or not now."""


ALIVE = frozenset((State.ALIVE, State.MOVED, State.NO_ANCHOR))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of one link."""

    state: State
    reason: str = ""
    """Why it is not alive, as in `404 Not Found`."""
    to: str = ""
    """Where it has moved."""
    strikes: int = 0
    """On how many days in a row it did not work."""
    since: str = ""
    """The day of the first of them, YYYY-MM-DD."""
    checked: str = ""
    """The day on which this was found; "" is that of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a site tells its readers of its links."""

    checked: str
    """YYYY-MM-DD."""
    links: int
    alive: int
    dead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What is known of all links."""

    checked: str = ""
    """The day of the last look at all of them, YYYY-MM-DD; "" if there was none."""
    links: Mapping[str, Record] = field(default_factory=dict)
    """By address, as it is written in the content."""

    def day_of(self, record: Record) -> str:
        """Return the day on which *record* was found."""
        return record.checked or self.checked

    @property
    def tally(self) -> Tally | None:
        """How many links there are, and what they are; None where nobody has looked."""
        states = [record.state for record in self.links.values()]
        alive = sum(state in ALIVE for state in states)
        dead = states.count(State.DEAD)
        return Tally(checked=self.checked, links=len(states), alive=alive, dead=dead) if states else None


def written(results: Results) -> bytes:
    """Return *results* as the bytes of a file."""
    lines = [f"    {_json(url)}: {_json(_members(record))}" for url, record in sorted(results.links.items())]
    listed = "{\n" + ",\n".join(lines) + "\n  }" if lines else "{}"
    return f'{{\n  "checked": {_json(results.checked)},\n  "links": {listed}\n}}\n'.encode()


def _members(record: Record) -> dict[str, object]:
    members = {name: getattr(record, name) for name in Record.__dataclass_fields__}
    return {name: value for name, value in members.items() if value}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def parsed(data: bytes, shown: str) -> Results:
    """Return what the file called *shown* holds; raise CrosswalkError if it is no such file."""
    try:
        whole = json.loads(data)
        results = Results(
            checked=_day(whole["checked"]),
            links={url: _record(members) for url, members in whole["links"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        hint = "restore it, or delete it to begin anew"
        raise CrosswalkError(f"{shown} does not hold what 'crosswalk links' has written; {hint}") from None
    return results


def _record(members: Mapping[str, object]) -> Record:
    known = Record.__dataclass_fields__
    strikes = members.get("strikes", 0)
    if not members.keys() <= known.keys() or not isinstance(strikes, int) or strikes < 0:
        raise ValueError
    texts = {name: _text(members.get(name, "")) for name in ("reason", "to")}
    days = {name: _day(members.get(name, "")) for name in ("since", "checked")}
    return Record(state=State(_text(members["state"])), strikes=strikes, **texts, **days)


def _day(value: object) -> str:
    day = _text(value)
    if day and not DAY.fullmatch(day):
        raise ValueError
    return day and date.fromisoformat(day).isoformat()


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError
    return value
