"""`crosswalk links`: are the links to other hosts alive."""

import argparse
import os
import sys
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.commands.options import a_number, a_path, add_content, add_format, settings_of
from crosswalk.commands.printing import named, print_found, print_lines
from crosswalk.commands.progress import Progress
from crosswalk.diagnostics import (
    CrosswalkError,
    Diagnostics,
    shortened,
    shown_path,
)
from crosswalk.wording import counted

if TYPE_CHECKING:
    from crosswalk.link_results import Results
    from crosswalk.outside.answers import Answer, Question
    from crosswalk.outside.found import Link
    from crosswalk.outside.hosts import Limits

PURPOSE = "ask other hosts whether the links to them are alive"
EXAMPLE = "crosswalk links --results links.json"

STRIKES = 3
"""On how many days a link must fail to be dead, where they are remembered."""


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk links`."""
    add_content(parser)
    add_format(parser)
    parser.add_argument(
        "--results",
        type=a_path,
        metavar="FILE",
        help="what is known of each link, read and written back (default: the setting 'links')",
    )
    parser.add_argument(
        "--only", action="append", metavar="GLOB", help="links in these files, as in 'topics/pag*.md'"
    )
    parser.add_argument(
        "--strikes",
        type=a_number(1),
        metavar="N",
        help=f"on how many days a link fails before it is dead (default: {STRIKES}, without results 1)",
    )
    parser.add_argument(
        "--max-age",
        type=a_number(0),
        default=0,
        metavar="DAYS",
        help="pass over what was alive less than so many days ago (default: 0)",
    )
    parser.add_argument("--archive", action="store_true", help="look up dead links at archive.org")
    parser.add_argument(
        "--verbose", action="store_true", help="also print which links cannot be told, and why"
    )
    _declare_manners(parser)


def _declare_manners(parser: argparse.ArgumentParser) -> None:
    manners = parser.add_argument_group("manners and limits")
    manners.add_argument(
        "--per-host",
        type=a_number(1),
        default=2,
        metavar="N",
        help="most requests at once to a host (default: 2)",
    )
    manners.add_argument(
        "--delay",
        type=_seconds,
        default=0.5,
        metavar="S",
        help="seconds between requests to a host (default: 0.5)",
    )
    manners.add_argument(
        "--timeout", type=_seconds, default=20.0, metavar="S", help="seconds for one request (default: 20)"
    )
    manners.add_argument(
        "--retries",
        type=a_number(0),
        default=2,
        metavar="N",
        help="how often to ask again after a fault (default: 2)",
    )
    manners.add_argument(
        "--time-limit", type=_seconds, default=3_600.0, metavar="S", help="seconds for all (default: 3600)"
    )
    manners.add_argument(
        "--allow-private", action="store_true", help="also ask addresses that are not public, and any port"
    )


def _seconds(text: str) -> float:
    whole, _, part = text.partition(".")
    if not f"{whole}{part}".isascii() or not f"{whole}{part}".isdigit() or len(text) > 8:
        raise argparse.ArgumentTypeError("a number of seconds is needed")
    return float(text)


def run(options: argparse.Namespace) -> int:
    """Look at the links, print what is wrong with them and keep what is known."""
    settings = settings_of(options)
    limits = _limits(options, f"(+{settings.repository})" if settings.repository else "")
    from crosswalk.link_results import Results
    from crosswalk.outside.checking import Plan, look
    from crosswalk.outside.found import links_of
    from crosswalk.outside.kept import keep, read
    from crosswalk.outside.report import report

    file: Path | None = options.results or (settings.links.file if settings.links else None)
    before = read(file) if file else Results()
    strikes = options.strikes or (STRIKES if file else 1)
    links = links_of(options.content)
    chosen = _chosen(links, options)
    plan = Plan(today=datetime.now(UTC).date(), strikes=strikes, max_age=options.max_age)
    with Progress("links", sys.stderr) as progress:
        outcome = look(links, chosen, before, plan, lambda questions: _ask(questions, limits, progress))
    found = Diagnostics()
    copies = _copies(chosen, outcome.results) if options.archive else {}
    report(chosen, outcome.results, found, strikes=strikes, copies=copies)
    print_found(found, named(options.content), options.format)
    if options.verbose:
        _print_unsure(chosen, outcome.results)
    if options.format == "text":
        print_lines([_summary(chosen, outcome.results, outcome.unasked)], sys.stdout)
    if file:
        keep(file, before, outcome.results)
    return int(found.has_errors)


def _limits(options: argparse.Namespace, contact: str) -> "Limits":
    from crosswalk.outside.hosts import Limits

    return Limits(
        per_host=options.per_host,
        delay=options.delay,
        timeout=options.timeout,
        retries=options.retries,
        run=options.time_limit,
        allow_private=options.allow_private,
        contact=contact,
    )


def _ask(questions: "list[Question]", limits: "Limits", progress: Progress) -> "Mapping[str, Answer]":
    """Ask, with the library that not every install has."""
    try:
        from crosswalk.outside.asking import ask
    except ModuleNotFoundError as error:
        if error.name not in ("aiohttp", "yarl"):
            raise
        hint = "install it with: pip install 'crosswalk[links]'"
        raise CrosswalkError(f"'crosswalk links' needs aiohttp, which is not installed; {hint}") from None
    from crosswalk.outside.hosts import RealClock

    return ask(questions, limits, RealClock(), progress)


def _copies(links: "Collection[Link]", results: "Results") -> dict[str, str]:
    from crosswalk.link_results import State
    from crosswalk.outside.archive import copies_of

    dead = [url for url, record in results.links.items() if record.state is State.DEAD]
    wanted = {link.url for link in links if not link.archived}
    return copies_of(url for url in dead if url in wanted)


def _chosen(links: "Collection[Link]", options: argparse.Namespace) -> "Collection[Link]":
    """Return those of *links* that stand in a file which `--only` names, in the content or from here."""
    if not options.only:
        return links
    folder = named(options.content)
    patterns = [os.path.normpath(pattern) for pattern in options.only]
    chosen = [
        link
        for link in links
        if any(
            fnmatchcase(os.path.normpath(path), pattern)
            for place in link.places
            for path in (place.file, shown_path(folder, place.file))
            for pattern in patterns
        )
    ]
    if links and not chosen:
        raise CrosswalkError("--only names no file with links to other hosts")
    return chosen


# What is said


def _print_unsure(links: "Collection[Link]", results: "Results") -> None:
    from crosswalk.link_results import State

    records = ((link, results.links.get(link.url)) for link in links)
    unsure = ((link, record) for link, record in records if record and record.state is State.UNSURE)
    lines = (f"cannot be told: {shortened(link.url, 300)}: {record.reason}" for link, record in unsure)
    print_lines(lines, sys.stderr)


def _summary(links: "Collection[Link]", results: "Results", unasked: int) -> str:
    from crosswalk.link_results import ALIVE, State

    if not links:
        return "no links to other hosts"
    records = [results.links[link.url] for link in links if link.url in results.links]
    words = (
        ((State.DEAD,), "dead"),
        ((State.FAILING,), "failing"),
        ((State.UNSURE,), "cannot be told"),
        ((State.PRIVATE,), "not public"),
    )
    counts = [(sum(record.state in states for record in records), word) for states, word in words]
    alive = sum(record.state in ALIVE for record in records)
    shown = [f"{alive:,} alive", *(f"{count:,} {word}" for count, word in counts if count)]
    shown += [f"{unasked:,} not asked, for the time was over"] * (unasked > 0)
    return f"{counted(len(links), 'link')} to other hosts: {', '.join(shown)}"
