"""The command line: parser, streams and exit codes; what each command does stands in `commands`.

Exit codes (CONTRACT, Commands): 0 done; 1 errors in the content, or a site that cannot be written; 2 misuse.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TextIO

import crosswalk
from crosswalk.commands import COMMANDS, Command, command
from crosswalk.commands.printing import print_lines
from crosswalk.diagnostics import CrosswalkError, shortened


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that *arguments* name (default: the process's own); return its exit code."""
    _open_streams()
    try:
        arguments = sys.argv[1:] if arguments is None else arguments
        options = _parser(arguments[0] if arguments else "").parse_args(arguments)
        code: int = options.run(options)
        sys.stdout.flush()
    except CrosswalkError as error:
        print_lines([f"crosswalk: {error}"], sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        print_lines(["crosswalk: the memory does not suffice for this content"], sys.stderr)
        return 1
    except Exception:
        if os.environ.get("CROSSWALK_DEBUG"):
            raise
        report = (
            "this is a mistake in crosswalk itself; please report it with the output of CROSSWALK_DEBUG=1"
        )
        print_lines([f"crosswalk: {report}"], sys.stderr)
        return 1
    return code


def _open_streams() -> None:
    """Have streams that take any text, whatever the locale says and the caller closed."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # not under a test that captures it
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


# Arguments


class Parser(argparse.ArgumentParser):
    """Reports misuse like everything else: what was typed may hold a password, or control characters."""

    def error(self, message: str) -> NoReturn:
        """Raise CrosswalkError with *message* and the command that helps."""
        raise CrosswalkError(f"{shortened(message, 300)}; see '{self.prog} --help'")


def _parser(called: str) -> Parser:
    """Return a parser of the command that is *called*, or of all if none has that name."""
    parser = Parser(
        prog="crosswalk",
        description="Maps many guidelines onto each other: topic files in, a linked site and its JSON out.",
        epilog="example: crosswalk build --content content --output site",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"crosswalk {crosswalk.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in (called,) if called in COMMANDS else COMMANDS:
        _add(commands, name, command(name))
    return parser


def _add(commands: "argparse._SubParsersAction[Parser]", name: str, command: Command) -> None:
    parser = commands.add_parser(
        name,
        help=command.PURPOSE,
        description=f"{command.PURPOSE[0].upper()}{command.PURPOSE[1:]}.",
        epilog=f"example: {command.EXAMPLE}",
        allow_abbrev=False,
    )
    command.declare(parser)
    parser.set_defaults(run=command.run)
