"""The headings of a body: their levels below the page's own, their ids, and what leads to them."""

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass

ID_PREFIX = "_section-"
"""In front of every id that a body brings: no id of content and none of the theme begins so."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body, for a table of contents."""

    level: int
    """2 to 6; the page's title is the only h1."""
    id: str
    text: str


HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


_NUMBER = re.compile(r"(?:\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3})+[.)]?) +(?=\S)")
"""The number of a section, as in `2.1. Job not started`: no part of its id, so links outlive the order."""


def finish_headings(root: ET.Element, label: str) -> tuple[Heading, ...]:
    """Shift the headings so that the highest is an h2, and give each an id and a labelled link to itself."""
    elements = [element for element in root.iter() if element.tag in HEADINGS]
    if not elements:
        return ()
    shift = 2 - min(int(element.tag[1]) for element in elements)
    ids = _unique_ids()
    headings = []
    for element in elements:
        text = " ".join("".join(element.itertext()).split())
        level = min(int(element.tag[1]) + shift, 6)
        heading = Heading(level, ids(text[number.end() if (number := _NUMBER.match(text)) else 0 :]), text)
        element.tag = f"h{level}"
        element.set("id", heading.id)
        anchor = {"class": "anchor", "href": f"#{heading.id}", "aria-label": label}
        ET.SubElement(element, "a", anchor).text = "#"
        headings.append(heading)
    return tuple(headings)


def _unique_ids() -> Callable[[str], str]:
    """Return a function that makes an id of a heading's text, each only once."""
    taken: set[str] = set()
    last: dict[str, int] = {}

    def unique(text: str) -> str:
        base = _slug(text)
        found = base
        while not found or found in taken:
            last[base] = last.get(base, 0 if not base else 1) + 1
            found = f"{base}-{last[base]}".lstrip("-")
        taken.add(found)
        return f"{ID_PREFIX}{found}"

    return unique


def _slug(text: str) -> str:
    """Return the ASCII letters and digits of *text* as words of an id; "" where it has none."""
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:80].strip("-")


def fragments(headings: tuple[Heading, ...]) -> dict[str, str]:
    """Return the ids of *headings* by what an author may write to link to them."""
    found: dict[str, str] = {}
    for heading in headings:
        for written in (heading.id, heading.id.removeprefix(ID_PREFIX)):
            found.setdefault(key(written), heading.id)
    for heading in headings:  # as on sites that make an id of the whole text
        found.setdefault(key(heading.text), heading.id)
    return found


def key(fragment: str) -> str:
    """Return what is alike in the ids that different sites make of one heading."""
    return "".join(re.findall(r"[a-z0-9]+", fragment.lower()))
