"""`crosswalk import`: the sources of other sites, as topics and registry."""

import argparse
import os
import sys

from crosswalk.commands.options import a_path, add_content
from crosswalk.commands.printing import named, print_lines
from crosswalk.diagnostics import CrosswalkError, Diagnostics, as_text, printable, shown_path
from crosswalk.wording import counted

PURPOSE = "make topics and registry of the sources of another site"
EXAMPLE = "crosswalk import apistylebook ../api-stylebook/source --content content"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk import`."""
    parser.add_argument("form", choices=["apistylebook"], metavar="FORM", help="of the source: apistylebook")
    parser.add_argument("source", type=a_path, metavar="DIR", help="with topics.yaml and guidelines/*.yaml")
    add_content(parser, config=False)


def run(options: argparse.Namespace) -> int:
    """Import what is sound, and tell what is not, and what is there already."""
    from crosswalk.additions import add_outputs
    from crosswalk.stylebook import imported

    if not os.path.isdir(options.source):  # noqa: PTH112 - Path.is_dir() raises for a name too long
        raise CrosswalkError(f"{printable(named(options.source))} is not a directory")
    found = Diagnostics()
    outputs = imported(options.source, found)
    print_lines(as_text(found, named(options.source)), sys.stderr)
    shown = named(options.content)
    made, kept = add_outputs(options.content, outputs)
    print_lines((f"{shown_path(shown, file)}: kept as it was: {why}" for file, why in kept), sys.stderr)
    done = f"{counted(made, 'file')} written to {printable(shown)}"
    told = [f"{len(kept):,} kept as they were"] * bool(kept) + [
        f"{counted(len(found), 'mistake')} left out"
    ] * bool(found)
    print_lines([", ".join([done, *told])], sys.stdout)
    return int(found.has_errors or bool(kept))
