"""Whether a page has the place that a fragment names, as far as its HTML tells without a browser.

In: HTML of a stranger and a fragment. Out: yes, no, or that it cannot be told. What is called missing must be
missing, so everything that looks like an anchor counts as one, in scripts and comments too; and each search
takes linear time, whatever the page holds.
"""

import re
from html import unescape
from urllib.parse import unquote

_NAMED = re.compile(
    r"""(?<![\w-])(?:id|name)\\?["']?\s{0,5}[=:]\s{0,5}
    (?:\\?"([^"<>\\]{1,500}) | \\?'([^'<>\\]{1,500}) | ([^\s"'<>=`\\]{1,500}))""",
    re.VERBOSE | re.IGNORECASE,
)
"""An `id` or `name`, be it an attribute or a member of JSON that a script makes one of."""
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_HEADING = re.compile(r"<h[1-6]\b[^<>]{0,500}>", re.IGNORECASE)
_HAS_ID = re.compile(r"(?<![\w-])(?:id|name)\s?=", re.IGNORECASE)
_AROUND = 300
"""How many characters before and behind the tag of a heading its anchor stands in."""
_MOST_HEADINGS = 200

_LINES = re.compile(r"L\d+(C\d+)?(-L?\d+(C\d+)?)?")
"""Lines of a file, as the sites of repositories show it: scripts make these places."""
_ROUTE = ("/", "!")
"""What fragments begin with that a script reads, and no browser."""
_PREFIX = "user-content-"
"""Which GitHub puts in front of the ids that authors give."""


def is_judged(fragment: str) -> bool:
    """Tell whether *fragment* names a place that the HTML of a page could have."""
    name = fragment.partition(":~:")[0]  # what follows is text to look for, which browsers forgive
    return name not in ("", "top") and not name.startswith(_ROUTE) and not _LINES.fullmatch(name)


def has_anchor(html: str, fragment: str) -> bool | None:
    """Tell whether *html* has the place that *fragment* names; None where only a browser could tell."""
    name = fragment.partition(":~:")[0]
    wanted = {name, unquote(name)}
    wanted |= {_PREFIX + each for each in wanted}
    wanted |= {each.lower() for each in wanted if each.startswith(_PREFIX)}  # GitHub's are
    if any(_value(found) in wanted for found in _NAMED.finditer(html)):
        return True
    return None if _SCRIPT.search(html) and (_mentions(html, wanted) or _lacks_anchors(html)) else False


def _value(found: re.Match[str]) -> str:
    return unescape(found[1] or found[2] or found[3])


def _mentions(html: str, names: set[str]) -> bool:
    """Tell whether *html* has one of *names* as a value or leads there: scripts may make the place itself."""
    ends = (('"', '"'), ("'", "'"), ('"', "\\"), ("#", '"'), ("#", "'"), ("#", "\\"), (";", "&"))
    return any(f"{before}{name}{behind}" in html for name in names for before, behind in ends)


def _lacks_anchors(html: str) -> bool:
    """Tell whether no heading of *html* has an anchor: scripts may give it one, or make all of the text."""
    for number, heading in enumerate(_HEADING.finditer(html)):
        around = html[max(0, heading.start() - _AROUND) : heading.end() + _AROUND]
        if number >= _MOST_HEADINGS or _HAS_ID.search(around):
            return number >= _MOST_HEADINGS
    return True
