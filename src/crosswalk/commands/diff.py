"""`crosswalk diff`: what a change of the content means."""

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from crosswalk.commands.new_answers import today
from crosswalk.commands.options import a_path, add_content, settings_of
from crosswalk.commands.printing import named, print_lines
from crosswalk.diagnostics import CrosswalkError, as_text, printable, quoted
from crosswalk.wording import counted

if TYPE_CHECKING:
    from crosswalk.changes import Changes
    from crosswalk.model import Crosswalk
    from crosswalk.settings import Settings

PURPOSE = "tell what a change of the content means"
EXAMPLE = "crosswalk diff origin/main --format markdown"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk diff`."""
    parser.add_argument(
        "revision",
        nargs="?",
        default="HEAD",
        metavar="REV",
        help="the revision of git to compare the content of now with (default: HEAD)",
    )
    add_content(parser)
    parser.add_argument(
        "--format",
        choices=["text", "markdown", "json"],
        default="text",
        help="how to print it; markdown is safe in pull requests (default: text)",
    )
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if there are differences")
    parser.add_argument(
        "--record",
        type=a_path,
        metavar="FILE",
        help="put it in front of the changes in FILE, which `crosswalk build --changes FILE` publishes",
    )
    parser.add_argument(
        "--date", type=_a_day, metavar="DAY", help="its day, as in 2026-01-31 (default with --record: today)"
    )


def run(options: argparse.Namespace) -> int:
    """Compare, tell, and record."""
    from crosswalk.build import examine  # brings the whole pipeline along
    from crosswalk.changes import changes
    from crosswalk.workers import cores

    settings = settings_of(options)
    before = _before(options, settings)
    after, found = examine(options.content, settings, jobs=cores())
    if found.has_errors:
        print_lines(as_text(found, named(options.content)), sys.stderr)
        return 1
    changed = replace(changes(before, after), date=options.date)
    _tell(changed, options.format, settings)
    if options.record:
        _record(changed, options)
    return int(options.exit_code and bool(changed))


def _before(options: argparse.Namespace, settings: "Settings") -> "Crosswalk":
    """Return the crosswalk of the revision; raise CrosswalkError where its content was unsound."""
    from crosswalk.build import examine
    from crosswalk.revisions import content_at
    from crosswalk.workers import cores

    with content_at(options.content, options.revision) as folder:
        crosswalk, found = examine(folder, settings, jobs=cores())
    if found.has_errors:
        first = next(line for line in as_text(found, named(options.content)) if ": error[" in line)
        count = counted(found.errors, "error")
        raise CrosswalkError(f"at {quoted(options.revision)} the content had {count}, the first: {first}")
    return crosswalk


def _tell(changed: "Changes", form: str, settings: "Settings") -> None:
    """Print what *changed*: in English, as commands speak, and in the owner's words for things."""
    from crosswalk import renditions
    from crosswalk.catalogues import ENGLISH
    from crosswalk.documents import serial
    from crosswalk.represent.changes import change_set
    from crosswalk.texts import texts_of

    say = texts_of(ENGLISH, labels=settings.appearance.labels)
    match form:
        case "markdown":
            sys.stdout.write(renditions.as_markdown(say, changed))
        case "json":
            sys.stdout.write(serial.data(change_set(changed)).decode())
        case _:
            print_lines(renditions.as_text(say, changed), sys.stdout)


def _record(changed: "Changes", options: argparse.Namespace) -> None:
    from crosswalk.record import record

    day = options.date or today({})
    where = printable(named(options.record))
    done = "recorded in" if record(options.record, replace(changed, date=day)) else "nothing new to record in"
    print_lines([f"{done} {where}"], sys.stderr)


def _a_day(text: str) -> str:
    from crosswalk.grammar import day

    if day(text) != text:
        raise argparse.ArgumentTypeError("a day is needed, as in 2026-01-31")
    return text
