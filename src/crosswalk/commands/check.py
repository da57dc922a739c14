"""`crosswalk check`: what is wrong with a content folder."""

import argparse
import sys
from collections import Counter

from crosswalk.commands.options import a_number, a_path, add_content, add_format, settings_of
from crosswalk.commands.printing import named, print_found, print_lines, summary
from crosswalk.commands.progress import Progress
from crosswalk.diagnostics import Diagnostic, Diagnostics, Severity, printable

PURPOSE = "report what is wrong with a content folder"
EXAMPLE = "crosswalk check --format github"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk check`."""
    add_content(parser)
    add_format(parser)
    parser.add_argument(
        "--published",
        type=a_path,
        metavar="PATH",
        help="the site that is online, or its dump.json: report also the ids of it that are gone",
    )
    parser.add_argument(
        "--changed-since",
        metavar="REV",
        help="report what is in files that changed since this revision of git before all else",
    )
    parser.add_argument(
        "--most",
        type=a_number(1),
        metavar="N",
        help="print at most so many errors and so many warnings (GitHub shows ten of each in a step)",
    )


def run(options: argparse.Namespace) -> int:
    """Look for mistakes and print them."""
    from crosswalk.build import examine  # brings the whole pipeline along

    settings = settings_of(options)
    with Progress("check", sys.stderr) as progress:
        crosswalk, found = examine(options.content, settings, progress.stage)
    if options.published:
        from crosswalk.published import compare, read_published
        from crosswalk.urls import Urls

        compare(read_published(options.published, Urls(section=settings.section)), crosswalk, found)
    shown = _shown(found, options)
    print_found(shown, named(options.content), options.format)
    if options.format == "text":
        print_lines([summary(len(crosswalk.topics), len(crosswalk.guidelines), found)], sys.stdout)
    if left := len(found) - len(shown):
        print_lines([f"{left:,} more not shown, as --most {options.most} asks for"], sys.stderr)
    return int(found.has_errors)


def _shown(found: Diagnostics, options: argparse.Namespace) -> list[Diagnostic]:
    """Return what is to be printed of *found*, in that order."""
    shown = list(found)
    if options.changed_since is not None:
        from crosswalk.revisions import changed_since

        changed = {printable(path) for path in changed_since(options.content, options.changed_since)}
        shown.sort(key=lambda each: each.place.file not in changed)  # which keeps the order by place
    if options.most:
        kinds: Counter[Severity] = Counter()
        kept = []
        for each in shown:
            kinds[each.severity] += 1
            if kinds[each.severity] <= options.most:
                kept.append(each)
        return kept
    return shown
