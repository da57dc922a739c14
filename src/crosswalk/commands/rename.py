"""`crosswalk rename`: another id for a topic, a guideline or a position, another name for a category."""

import argparse
import sys

from crosswalk.commands.options import add_content, require_content, settings_of
from crosswalk.commands.printing import named, print_lines
from crosswalk.diagnostics import CrosswalkError, nearest, quoted, shown_path

PURPOSE = "give a topic, a guideline, a position or a category another id"
EXAMPLE = "crosswalk rename topic paging pagination"

KINDS = ("topic", "guideline", "position", "category")


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk rename`."""
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("old", metavar="OLD", help="the id, or the name of a category")
    parser.add_argument("new", metavar="NEW", help="what it is to be")
    parser.add_argument("--topic", metavar="ID", help="the topic that a position belongs to")
    parser.add_argument("--dry-run", action="store_true", help="list the files, and change nothing")
    add_content(parser)


def run(options: argparse.Namespace) -> int:
    """Change every file that names it, and say which."""
    from crosswalk.briefing import topic_named  # reads YAML
    from crosswalk.editing import Mention, Role, What
    from crosswalk.renames import carry_out
    from crosswalk.renaming import renamed
    from crosswalk.workspace import Workspace

    if (options.kind == "position") != bool(options.topic):
        raise CrosswalkError("--topic tells which topic a position belongs to, and is for nothing else")
    require_content(options.content)
    workspace = Workspace(options.content, settings_of(options))
    workspace.look()
    file = ""
    if options.topic:
        topic = topic_named(options.topic, workspace.state.crosswalk)
        if topic is None:
            known = (each.id for each in workspace.state.crosswalk.topics)
            hint = nearest(options.topic, known) or "name one with --topic"
            raise CrosswalkError(f"no topic has the id {quoted(options.topic)}; {hint}")
        file = topic.places[""].file
    mention = Mention(What(options.kind), options.old, Role.USES, 0, 0)
    renaming = renamed(workspace, file, mention, options.new)
    changed = sorted(renaming.changes) if options.dry_run else carry_out(options.content, renaming)
    print_lines((shown_path(named(options.content), each) for each in changed), sys.stdout)
    return 0
