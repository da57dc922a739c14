"""`crosswalk fmt`: front matter in its canonical form."""

import argparse
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.commands.options import a_path, add_content, require_content
from crosswalk.commands.printing import print_lines
from crosswalk.diagnostics import CrosswalkError, Diagnostics, as_text, shown_path
from crosswalk.wording import counted

if TYPE_CHECKING:
    from crosswalk.tidy import ContentFile, Outcome

PURPOSE = "put front matter into its canonical form"
EXAMPLE = "crosswalk fmt --check content/topics/paging.md"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk fmt`."""
    parser.add_argument(
        "paths",
        type=a_path,
        nargs="*",
        metavar="PATH",
        help="files or folders of a content folder (default: all of --content)",
    )
    add_content(parser, config=False)
    parser.add_argument("--check", action="store_true", help="list what would change, and change nothing")
    parser.add_argument(
        "--normalise",
        action="store_true",
        help="first move the facts of guidelines that topics state to files of their own",
    )


def run(options: argparse.Namespace) -> int:
    """Format, or list what is to be formatted."""
    from crosswalk.tidy import Outcome, content_files  # reads YAML

    if not options.paths:
        require_content(options.content)
    elif options.normalise:
        raise CrosswalkError("--normalise is about a whole content folder; name it with --content")
    moved = _normalise(options.content, write=not options.check) if options.normalise else []
    if moved is None:
        return 1
    paths = options.paths or [options.content]
    files = dict.fromkeys(each for path in paths for each in content_files(path))
    outcomes = Counter(_format(file, write=not options.check) for file in files if file.file not in moved)
    changed, kept, refused = (outcomes[each] for each in (Outcome.CHANGED, Outcome.KEPT, Outcome.REFUSED))
    changed += len(moved)
    done = f"{counted(changed, 'file')} {'to format' if options.check else 'formatted'}, {kept:,} in order"
    print_lines([f"{done}, {refused:,} left as they were" if refused else done], sys.stderr)
    return int(refused > 0 or (options.check and changed > 0))


def _normalise(content: Path, *, write: bool) -> "list[str] | None":
    """Have every fact stated once, and say which files that changes; None where there are errors."""
    from crosswalk.build import examine  # a fact can be moved only where all agree on it
    from crosswalk.layout import UnusualError
    from crosswalk.settings import Settings
    from crosswalk.tidy import folder_normalised

    folder = _folder(content)
    _, found = examine(content, Settings())
    if found.has_errors:
        print_lines((line for line in as_text(found, folder) if ": error[" in line), sys.stderr)
        return None
    try:
        moved = folder_normalised(content, write=write)
    except UnusualError as error:
        raise CrosswalkError(f"nothing is changed: {error}", exit_code=1) from None
    print_lines((shown_path(folder, file) for file in moved), sys.stdout)
    return moved


def _format(file: "ContentFile", *, write: bool) -> "Outcome":
    """Format *file*, say what there is to say of it, and return what came of it."""
    from crosswalk.layout import UnusualError
    from crosswalk.tidy import Outcome, tidied

    found = Diagnostics()
    folder = _folder(file.root)
    path = shown_path(folder, file.file)
    try:
        outcome = tidied(file, found, write=write)
    except UnusualError as error:
        print_lines([f"{path}: left as it was: {error}"], sys.stderr)
        return Outcome.REFUSED
    if outcome is Outcome.REFUSED:
        print_lines((line for line in as_text(found, folder) if ": error[" in line), sys.stderr)
    elif outcome is Outcome.CHANGED:
        print_lines([path], sys.stdout)
    return outcome


def _folder(root: Path) -> str:
    """Return the content folder *root* as seen from here, decoded as UTF-8 whatever the locale."""
    return os.fsencode(os.path.relpath(root)).decode("utf-8", "surrogateescape")
