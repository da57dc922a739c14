"""What a date, a URL and a permalink look like (CONTRACT, Fields); ids are defined in `urls`.

In: text. Out: the value, or what is wrong with it. Nothing here knows where the text stands.
"""

import re
from datetime import date
from urllib.parse import unquote, urlsplit

from crosswalk.urls import is_id

URL_LIMIT = 2_048
PERMALINK_LIMIT = 200

DATE = re.compile(
    r"(\d{4}-\d\d-\d\d)"
    r"(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[-+](?:0\d|1[0-3]):[0-5]\d|[-+]14:00)?)?",
    re.ASCII,
)


def day(text: str) -> str | None:
    """Return the day of a date and time by CONTRACT, Fields, as YYYY-MM-DD; None where *text* is none."""
    match = DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date.fromisoformat(match[1]).isoformat()
    except ValueError:  # there is no 30 February
        return None


_ORDINARY = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#][!-\[\]-~]*)?")
"""What nearly all URLs look like, told by one look."""
_AUTHORITY = re.compile(r"(?i:https?)://([^/?#]*)")
_HOST = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[^\s:<>\"'`^|{}%\[\]]+)(?::[0-9]*)?")
_NO_URL_CHARACTER = re.compile(
    "[\\s\\\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def url_fault(text: str, *, local: bool) -> str | None:
    """Return what is wrong with *text* as a URL by CONTRACT, Fields, or None; reads on from its name."""
    if len(text) > URL_LIMIT:
        return f"has more than {URL_LIMIT:,} characters"
    if _ORDINARY.fullmatch(text):
        return None
    if _NO_URL_CHARACTER.search(text):
        return "holds white space, a control or a backslash"
    if local and text.startswith("/"):
        return _local_fault(text)
    match = _AUTHORITY.match(text)
    if match is None:
        return "is no http(s) URL"
    if "@" in match[1]:
        return "names a user before its host"
    return None if _has_host(text, match[1]) else "has no host that could be asked"


def _has_host(text: str, authority: str) -> bool:
    try:
        parts = urlsplit(text)
        return _HOST.fullmatch(authority) is not None and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port over 65535, an address in brackets that is none
        return False


def _local_fault(path: str) -> str | None:
    if path.startswith("//"):
        return "begins with two slashes, so that a browser takes it for another host"
    if any(segment in (".", "..") for segment in re.split("[/?#]", unquote(path))):
        return "climbs out of its folder"
    return None


def is_permalink(text: str) -> bool:
    """Tell whether *text* is a place on the site by CONTRACT, Fields."""
    if text == "/":  # well-formed; that it is the home page's place is another mistake
        return True
    segments = text.removesuffix("/").split("/")
    return (
        len(text) <= PERMALINK_LIMIT
        and segments[0] == ""
        and all(map(is_id, segments[1:]))
        and len(segments) > 1
    )
