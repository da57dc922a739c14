"""`crosswalk doctor`: is this repository ready to publish."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.commands.options import a_path, add_content, settings_of
from crosswalk.commands.printing import named, print_found, print_lines
from crosswalk.diagnostics import CrosswalkError, Diagnostics, Severity
from crosswalk.wording import counted

if TYPE_CHECKING:
    from crosswalk.model import Crosswalk
    from crosswalk.settings import Settings

PURPOSE = "say whether a repository is ready to publish its site"
EXAMPLE = "crosswalk doctor"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk doctor`."""
    add_content(parser)
    parser.add_argument(
        "--output", type=a_path, default=Path("site"), metavar="DIR", help="the built site (default: site)"
    )
    parser.add_argument(
        "--published",
        type=a_path,
        metavar="PATH",
        help="the site that is online, or its dump.json (default: what was pushed to the branch)",
    )


def run(options: argparse.Namespace) -> int:
    """Look at everything, and print what to do."""
    from crosswalk.build import examine  # brings the whole pipeline along
    from crosswalk.git import work_tree_of
    from crosswalk.readiness import Finding, findings

    settings = settings_of(options)
    crosswalk, found = examine(options.content, settings)
    work_tree = work_tree_of(options.content.resolve())
    told = list(findings(work_tree or options.content.resolve().parent, work_tree, settings, options.output))
    if found.has_errors:
        message = f"the content has {counted(found.errors, 'error')}"
        told.append(Finding(subject="content", message=message, hint="'crosswalk check' says which"))
    vanished = _vanished(crosswalk, settings, options) if not found.has_errors else Diagnostics()
    print_lines(map(str, told), sys.stderr)
    print_found(vanished, named(options.content), "text")
    errors = vanished.errors + sum(each.severity is Severity.ERROR for each in told)
    warnings = len(told) + len(vanished) - errors
    counts = [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(warnings)
    verdict = "not ready to publish" if errors else "ready to publish"
    print_lines([": ".join([verdict, *[", ".join(counts)] * bool(counts)])], sys.stdout)
    return int(errors > 0)


def _vanished(crosswalk: "Crosswalk", settings: "Settings", options: argparse.Namespace) -> Diagnostics:
    """Return which ids are gone that were published."""
    from crosswalk.build import examine
    from crosswalk.published import compare, known_of, read_published
    from crosswalk.revisions import content_at
    from crosswalk.urls import Urls

    vanished = Diagnostics()
    if options.published:
        compare(read_published(options.published, Urls(section=settings.section)), crosswalk, vanished)
        return vanished
    try:
        with content_at(options.content, f"refs/remotes/origin/{settings.branch}") as folder:
            before, found = examine(folder, settings)
    except CrosswalkError:  # nothing was pushed yet, as far as this clone knows
        return vanished
    if not found.has_errors:  # else it was never published
        compare(known_of(before), crosswalk, vanished)
    return vanished
