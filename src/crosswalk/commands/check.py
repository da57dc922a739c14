"""`crosswalk check`: what is wrong with a content folder."""

import argparse
import sys

from crosswalk.commands.options import a_path, add_content, settings_of
from crosswalk.commands.printing import named, print_lines, summary
from crosswalk.diagnostics import as_github, as_json, as_sarif, as_text

PURPOSE = "report what is wrong with a content folder"
EXAMPLE = "crosswalk check --format github"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk check`."""
    add_content(parser)
    parser.add_argument(
        "--format",
        choices=["text", "json", "github", "sarif"],
        default="text",
        help="how to print it (default: text)",
    )
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
    crosswalk, found = examine(options.content, settings)
    if options.published:
        from crosswalk.published import compare, read_published
        from crosswalk.urls import Urls

        compare(read_published(options.published, Urls(section=settings.section)), crosswalk, found)
    folder = named(options.content)
    if options.format == "text":
        print_lines(as_text(found, folder), sys.stderr)
        print_lines([summary(len(crosswalk.topics), len(crosswalk.guidelines), found)], sys.stdout)
    elif options.format == "github":
        print_lines(as_github(found, folder), sys.stdout)
    else:
        print_lines([(as_json if options.format == "json" else as_sarif)(found, folder)], sys.stdout)
    return int(found.has_errors)
