"""Links and what is known of them -> what is known now.

In: links, results of earlier runs, and a function that asks. Out: results. Nothing here opens a file or a
connection.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from crosswalk.diagnostics import CrosswalkError
from crosswalk.link_results import ALIVE, Record, Results
from crosswalk.outside.anchors import is_judged
from crosswalk.outside.answers import UNHEARD, Answer, Fault, Question
from crosswalk.outside.found import Link
from crosswalk.outside.verdicts import judge, remembered

Ask = Callable[[list[Question]], Mapping[str, Answer]]

QUIET_DAYS = 28
"""So long a file whose only news would be the day stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be looked at, and how it is judged."""

    today: date
    strikes: int = 1
    """On how many days a link must fail to be called dead."""
    max_age: int = 0
    """What was alive so many days ago is not asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a look."""

    results: Results
    asked: int
    """How many links were looked at."""
    unasked: int
    """How many there was no time for."""


def look(links: Collection[Link], chosen: Collection[Link], before: Results, plan: Plan, ask: Ask) -> Outcome:
    """Look at those of *links* that are *chosen*, and return what is known of all; raise CrosswalkError.

    *before* is what was known. Without network nothing is known anew, and that is an error.
    """
    due = [link for link in chosen if not _is_fresh(link, before, plan)]
    answers = ask(_questions(due))
    if answers and _is_silence(answers):
        message = "no host could be reached, so there seems to be no network"
        raise CrosswalkError(f"{message}; nothing is counted against any link")
    heard = [link for link in due if _page(link.url) in answers]
    anew = {link.url: _record(link, answers, before, plan) for link in heard}
    is_whole = bool(heard) and len(chosen) == len(links) and len(heard) == len(due)
    is_first = bool(heard) and not before.checked
    day = plan.today.isoformat() if is_whole or is_first else before.checked
    known = {link.url: anew.get(link.url) or before.links.get(link.url) for link in links}
    records = {url: _dated(record, before, day) for url, record in known.items() if record}
    results = Results(checked=day, links=records)
    return Outcome(results=results, asked=len(heard), unasked=len(due) - len(heard))


def news(before: Results, after: Results) -> bool:
    """Tell whether *after* says more than *before*: another day alone is no news for some weeks."""
    if not before.checked or not after.checked or after.links != before.links:
        return after != before
    age = date.fromisoformat(after.checked) - date.fromisoformat(before.checked)
    return age >= timedelta(days=QUIET_DAYS)


def _is_fresh(link: Link, before: Results, plan: Plan) -> bool:
    known = before.links.get(link.url)
    if known is None or known.state not in ALIVE or not before.day_of(known):
        return False
    return (plan.today - date.fromisoformat(before.day_of(known))).days < plan.max_age


def _questions(links: Iterable[Link]) -> list[Question]:
    """Return each page that *links* lead to, once, with the places that they name there."""
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        page, _, fragment = link.url.partition("#")
        pages[page] += [fragment] if is_judged(fragment) else []
    return [Question(url=page, fragments=tuple(fragments)) for page, fragments in sorted(pages.items())]


def _page(url: str) -> str:
    return url.partition("#")[0]


def _is_silence(answers: Mapping[str, Answer]) -> bool:
    """Tell whether *answers* are what a machine without network gets, rather than what some hosts give."""
    asked = {url: answer for url, answer in answers.items() if answer.fault is not Fault.NOT_ASKED}
    if not asked or any(answer.fault not in UNHEARD for answer in asked.values()):
        return False
    hosts = {urlsplit(url).netloc for url in asked}
    return len(hosts) > 1 or any(answer.fault is Fault.NO_NETWORK for answer in asked.values())


def _record(link: Link, answers: Mapping[str, Answer], before: Results, plan: Plan) -> Record:
    page, _, fragment = link.url.partition("#")
    verdict = judge(answers[page], fragment)
    return remembered(verdict, before, link.url, plan.today.isoformat(), plan.strikes)


def _dated(record: Record, before: Results, day: str) -> Record:
    """Return *record* with the day it is of, unless that is the *day* of the whole."""
    own = before.day_of(record)
    return replace(record, checked="" if own == day else own)
