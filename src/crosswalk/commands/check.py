"""`crosswalk check`: what is wrong with a content folder."""

import argparse
import sys

from crosswalk.commands.options import a_path, add_content, add_format, settings_of
from crosswalk.commands.printing import named, print_found, print_lines, summary
from crosswalk.commands.progress import Progress

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
    print_found(found, named(options.content), options.format)
    if options.format == "text":
        print_lines([summary(len(crosswalk.topics), len(crosswalk.guidelines), found)], sys.stdout)
    return int(found.has_errors)
