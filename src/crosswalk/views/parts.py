"""The small values that several kinds of page are made of, and how numbers, dates and hosts are worded.

In: values of the model. Out: text and measures to show. Nothing here knows the crosswalk or an address.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

from crosswalk.coverage import Share
from crosswalk.prose import Heading
from crosswalk.texts import Texts

TONES = 8
"""How many colours the theme has for monograms."""

FEWEST_HEADINGS = 3
"""A body with fewer needs no table of contents."""

STRIPE, GAP = 4, 2
MOST_STRIPES = 32
"""Above this total a bar has a stripe for several, so that it stays as wide as a word."""

SUMMARY = 160
"""Most characters of a description in a list."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A share, drawn as the stripes of a pedestrian crossing: one for each of all, the counted filled."""

    text: str
    """The share in words, as in "4 of 16 guidelines"."""
    short: str
    """The same where room is scarce: "4/16"."""
    width: int
    filled: int
    """How much of the width is filled; 0 is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A line of a table of contents."""

    anchor: str
    text: str
    short: str = ""
    """A number behind it, for the eye."""
    count: str = ""
    """What the number counts, in words."""
    parts: "tuple[Section, ...]" = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """The sign of an organisation: its logo, where this site has it, else a monogram."""

    image: str | None
    label: str
    """What the logo shows, for those who do not see it."""
    initials: str
    tone: int
    """Which of the theme's colours the monogram has, from 1."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a fact: text, perhaps a date, perhaps leading somewhere."""

    text: str
    href: str | None = None
    date: str | None = None
    """YYYY-MM-DD, for machines."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a table of facts."""

    label: str
    values: tuple[Value, ...]


def list_of_contents(headings: tuple[Heading, ...]) -> tuple[Section, ...]:
    """Return the table of contents of a body that stands alone, if its *headings* are enough to need one."""
    return contents_of(headings) if len(headings) >= FEWEST_HEADINGS else ()


def contents_of(headings: tuple[Heading, ...]) -> tuple[Section, ...]:
    """Return the *headings* of a body as a table of contents: those of the second level, the rest below."""
    outline: list[tuple[Heading, list[Section]]] = []
    for heading in headings:
        if heading.level == 2 or not outline:
            outline.append((heading, []))
        else:
            outline[-1][1].append(Section(anchor=heading.id, text=heading.text))
    return tuple(Section(anchor=top.id, text=top.text, parts=tuple(below)) for top, below in outline)


@lru_cache(maxsize=4_096)
def bar(say: Texts, share: Share, what: str, most: int = MOST_STRIPES) -> Bar:
    """Return *share* as a bar of at most *most* stripes that counts *what*, as texts have it."""
    filled, count = stripes(share, most)
    return Bar(
        text=say("share", count=share.count, total=say.counted(what, share.total)),
        short=f"{say.number(share.count)}/{say.number(share.total)}",
        width=_length(count),
        filled=_length(filled),
    )


def stripes(share: Share, most: int = MOST_STRIPES) -> tuple[int, int]:
    """Return how many stripes of a bar are filled, and how many it has: at most *most*."""
    count = min(share.total, most)
    filled = round(share.ratio * count)
    if 0 < share.count < share.total:  # neither look empty nor full by rounding
        filled = min(max(filled, 1), count - 1) if count > 1 else 1
    return filled, count


def _length(stripes: int) -> int:
    return max(stripes * (STRIPE + GAP) - GAP, 0)


def mark(say: Texts, name: str, image: str | None) -> Mark:
    """Return the sign of the organisation, or else the guideline, called *name*."""
    tone = hashlib.sha256(name.encode()).digest()[0] % TONES + 1
    return Mark(image=image, label=say("logo", name=name), initials=initials(name), tone=tone)


def initials(name: str) -> str:
    """Return one or two characters that stand for *name* in any script: "Cloud Foundry" gives "CF"."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name))
    capitals = [word for word in words if word[0].isupper()]
    letters = "".join(word[0] for word in (capitals or words)[:2]).upper()
    return (letters if letters.isascii() else letters[:1]) or "§"


def day(say: Texts, date: str) -> Value:
    """Return a *date* as people write it: "22 January 2016" for 2016-01-22."""
    return Value(say.day(date), date=date)


def dated(say: Texts, fact: str, date: str | None) -> Fact | None:
    """Return the *fact* of a *date*, if there is one."""
    return Fact(say(f"facts.{fact}"), (day(say, date),)) if date else None


def stated(say: Texts, fact: str, text: str | None, href: str | None = None) -> Fact | None:
    """Return the *fact* that is *text*, if there is any."""
    return Fact(say(f"facts.{fact}"), (Value(text, href),)) if text else None


def known(*facts: Fact | None) -> tuple[Fact, ...]:
    """Return those of *facts* that are known."""
    return tuple(fact for fact in facts if fact and fact.values)


@cache
def origin(url: str) -> str:
    """Return what all addresses of the host of *url* begin with, and those of no other: `https://example.org/`."""
    scheme, rest, *_ = urlsplit(url)
    return f"{scheme}://{rest}/"


def host(url: str) -> str:
    """Return the host of *url*, as a reader knows it: without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
