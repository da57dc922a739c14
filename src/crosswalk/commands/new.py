"""`crosswalk new`: a topic, a guideline, a reference, a page, a post, or a whole site."""

import argparse
import sys

from crosswalk.commands import new_site
from crosswalk.commands.asking import answered, declare_questions
from crosswalk.commands.new_kinds import KINDS, Folder, Kind
from crosswalk.commands.options import add_content, settings_of
from crosswalk.commands.printing import named, print_lines
from crosswalk.diagnostics import as_text, shown_path

PURPOSE = "make a topic, a guideline, a reference, a page, a post or a site"
EXAMPLE = "crosswalk new topic --name Paging --category Collections"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk new`, and of each kind of thing that it makes."""
    kinds = parser.add_subparsers(title="what to make", metavar="KIND", required=True)
    for kind in KINDS:
        child = kinds.add_parser(
            kind.name,
            help=kind.purpose,
            description=f"{kind.purpose[0].upper()}{kind.purpose[1:]}. A terminal asks what is missing.",
            epilog=f"example: {kind.example}",
            allow_abbrev=False,
        )
        declare_questions(child, kind.questions(Folder()))
        add_content(child)
        child.set_defaults(kind=kind)
    new_site.declare(kinds)


def run(options: argparse.Namespace) -> int:
    """Ask for what is missing, make it, and say where it stands."""
    kind: Kind | None = getattr(options, "kind", None)
    if kind is None:
        return new_site.run(options)
    folder = Folder(options.content, settings_of(options))
    made = kind.make(folder, answered(kind.questions(folder), options))
    shown = named(options.content)
    print_lines(as_text(made.warnings, shown), sys.stderr)
    print_lines([f"near it: {made.neighbours}"] if made.neighbours else [], sys.stderr)
    print_lines([shown_path(shown, made.file)], sys.stdout)
    return 0
