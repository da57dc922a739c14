"""`crosswalk lsp`: a language server for the editors that content is written in."""

import argparse
import sys

from crosswalk.commands.options import add_content
from crosswalk.commands.printing import print_lines
from crosswalk.diagnostics import CrosswalkError

PURPOSE = "check and complete content inside an editor, as a language server"
EXAMPLE = "crosswalk lsp --content content"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk lsp`."""
    add_content(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the editor at the standard streams until it leaves."""
    try:
        from crosswalk.language_server import serve  # needs what the extra installs
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise CrosswalkError("the language server is an extra; pip install 'crosswalk[lsp]'") from None
    if sys.stdin.isatty():
        told = "this is for editors, which start it themselves: docs/editors.md; Ctrl+D ends it"
        print_lines([told], sys.stderr)
    serve(options.content, options.config)
    return 0
