"""`crosswalk diff`: what a change of the content means."""

import argparse
import sys
from typing import TYPE_CHECKING

from crosswalk.commands.options import add_content, settings_of
from crosswalk.commands.printing import counted, named, print_lines
from crosswalk.diagnostics import CrosswalkError, as_text, quoted

if TYPE_CHECKING:
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
        help="how to print it (default: text)",
    )
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if there are differences")


def run(options: argparse.Namespace) -> int:
    """Compare, and tell."""
    from crosswalk import renditions
    from crosswalk.build import examine  # brings the whole pipeline along
    from crosswalk.changes import changes
    from crosswalk.workers import cores

    settings = settings_of(options)
    before = _before(options, settings)
    after, found = examine(options.content, settings, jobs=cores())
    if found.has_errors:
        print_lines(as_text(found, named(options.content)), sys.stderr)
        return 1
    changed = changes(before, after)
    if options.format == "text":
        print_lines(renditions.as_text(changed), sys.stdout)
    elif options.format == "markdown":
        sys.stdout.write(renditions.as_markdown(changed))
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
