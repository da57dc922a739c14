"""What is known of links -> diagnostics, at each place where a link stands."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from crosswalk.diagnostics import Diagnostics, Place, quoted, shortened
from crosswalk.link_results import Record, Results, State
from crosswalk.outside.found import Link

ADDRESS_LIMIT = 300
"""Most characters of an address that an author is to write: it is no value of the content, and of no use in
part."""


def report(
    links: Iterable[Link], results: Results, found: Diagnostics, *, strikes: int, copies: Mapping[str, str]
) -> None:
    """Report into *found* what is wrong with *links*; *copies* are those an archive has, by URL."""
    for link in links:
        record = results.links.get(link.url)
        copy = link.archived or copies.get(link.url, "")
        for place in link.places if record else ():
            assert record
            _tell(place, link.url, record, copy, found, strikes)


def _tell(place: Place, url: str, record: Record, copy: str, found: Diagnostics, strikes: int) -> None:
    shown = quoted(url)
    match record.state:
        case State.DEAD:
            since = f", on {record.strikes} days since {record.since}" if record.strikes > 1 else ""
            hint = (
                f"there is a copy: {shortened(copy, ADDRESS_LIMIT)}"
                if copy
                else "find where it went, or delete it"
            )
            found.error(place, "link-dead", f"{shown} is dead: {record.reason}{since}", hint)
        case State.FAILING:
            message = f"{shown} does not work: {record.reason}"
            hint = f"wait: it counts as dead after {strikes} such days, and this is day {record.strikes}"
            found.warn(place, "link-failing", message, hint)
        case State.MOVED:
            to = shortened(record.to, ADDRESS_LIMIT)
            if _is_front(record.to) and not _is_front(url):
                message = f"{shown} now leads to the front page of its host only"
                found.warn(place, "link-moved", message, "find where its text went")
            else:
                found.warn(place, "link-moved", f"{shown} has moved for good", f"write {to}")
        case State.NO_ANCHOR:
            message = f"the page has no place {quoted('#' + url.partition('#')[2])}"
            found.warn(place, "link-anchor", message, "find the section's new name, or delete that part")
        case State.PRIVATE:
            message = f"{shown} leads to an address that is not public"
            found.warn(place, "link-private", message, "write one that readers can reach")
        case State.ALIVE | State.UNSURE:
            pass


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
