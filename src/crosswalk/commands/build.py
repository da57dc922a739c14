"""`crosswalk build`: the site of a content folder."""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from crosswalk.commands.options import (
    a_path,
    add_content,
    add_loudness,
    add_work,
    cache_of,
    jobs_of,
    settings_of,
)
from crosswalk.commands.printing import named, print_lines, summary
from crosswalk.commands.progress import Progress
from crosswalk.diagnostics import as_text, printable
from crosswalk.settings import Settings
from crosswalk.standing import Built, look
from crosswalk.write import SiteFolder

PURPOSE = "make the site of a content folder"
EXAMPLE = "crosswalk build --output site --base-url https://example.org/kb"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk build`."""
    add_content(parser)
    parser.add_argument(
        "--output",
        type=a_path,
        default=Path("site"),
        metavar="DIR",
        help="absent, empty, or made by crosswalk (default: site)",
    )
    parser.add_argument(
        "--base-url", metavar="URL", help="where the site will stand, as in https://example.org/kb"
    )
    parser.add_argument(
        "--changes",
        type=a_path,
        metavar="FILE",
        help="what changed, as `crosswalk diff --record FILE` wrote it, for the feed and changes.json",
    )
    add_work(parser)
    add_loudness(parser)


def run(options: argparse.Namespace) -> int:
    """Build the site and say what came of it."""
    settings = settings_of(options, base_url=options.base_url)
    if options.changes:
        from crosswalk.history import read_history  # reads JSON

        settings = replace(settings, changes=read_history(options.changes))
    stages = Stages(sys.stderr if options.verbose else None)
    is_silent = options.quiet or options.verbose
    with Progress("build", None if is_silent else sys.stderr) as progress:

        def watch(stage: str) -> None:
            stages.begin(stage)
            progress.stage(stage)

        built = _built(options, settings, watch)
    stages.end()
    print_lines(as_text(built.found, named(options.content)), sys.stderr)
    if not options.quiet:
        where = printable(named(options.output))
        if not built.files:
            done = f"{where} stays as it was"
        elif built.changed:
            done = f"{built.files:,} files written to {where}"
        else:
            done = f"nothing has changed, so the {built.files:,} files of {where} stay"
        print_lines([f"{summary(built.topics, built.guidelines, built.found)}; {done}"], sys.stdout)
    return int(built.found.has_errors)


def _built(options: argparse.Namespace, settings: Settings, watch: Callable[[str], object]) -> Built:
    gc.disable()  # what a build makes it needs to its end: there is little to collect
    site = SiteFolder(options.output, options.content)
    watch("look")
    before = look(options.content, settings, cache_of(options), site, jobs_of(options))
    if built := before.unchanged:
        return built
    from crosswalk.build import build  # brings the whole pipeline along

    return build(options.content, options.output, settings, watch, jobs=jobs_of(options), before=before)


class Stages:
    """Prints each stage with the milliseconds it took, where it is wanted."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._stage = ""
        self._begun = 0.0

    def begin(self, stage: str) -> None:
        """Note that *stage* begins, and that the one before it is done."""
        self.end()
        self._stage, self._begun = stage, time.monotonic()

    def end(self) -> None:
        """Print the stage that was begun last."""
        if self._stream and self._stage:
            print_lines([f"{self._stage}: {(time.monotonic() - self._begun) * 1000:.0f} ms"], self._stream)
        self._stage = ""
