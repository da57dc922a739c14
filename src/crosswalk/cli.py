"""The command line: arguments in, exit code out; nothing else.

Exit codes (CONTRACT, Commands): 0 done; 1 errors in the content, or a site that cannot be written; 2 misuse.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TextIO

import crosswalk
from crosswalk.build import build, examine
from crosswalk.diagnostics import (
    CrosswalkError,
    Diagnostics,
    as_github,
    as_json,
    as_sarif,
    as_text,
    printable,
    shortened,
)
from crosswalk.model import Crosswalk
from crosswalk.settings import Settings, load_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that *arguments* name (default: the process's own); return its exit code."""
    _open_streams()
    try:
        options = _parser().parse_args(arguments)
        code: int = options.run(options)
        sys.stdout.flush()
    except CrosswalkError as error:
        _print_lines([f"crosswalk: {error}"], sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        _print_lines(["crosswalk: the memory does not suffice for this content"], sys.stderr)
        return 1
    except Exception:
        if os.environ.get("CROSSWALK_DEBUG"):
            raise
        report = (
            "this is a mistake in crosswalk itself; please report it with the output of CROSSWALK_DEBUG=1"
        )
        _print_lines([f"crosswalk: {report}"], sys.stderr)
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


def _path(text: str) -> Path:
    """Return *text* as a path; "" would mean the folder one is in, and NUL is in no name."""
    if text == "" or "\0" in text:
        raise argparse.ArgumentTypeError("this is no path")
    return Path(text)


def _parser() -> Parser:
    parser = Parser(
        prog="crosswalk",
        description="Maps many guidelines onto each other: topic files in, a linked site and its JSON out.",
        epilog="example: crosswalk build --content content --output site",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"crosswalk {crosswalk.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(commands)
    _add_check(commands)
    return parser


def _add_build(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = _add_command(
        commands,
        "build",
        "make the site of a content folder",
        "crosswalk build --output site --base-url https://example.org/kb",
    )
    parser.add_argument(
        "--output",
        type=_path,
        default=Path("site"),
        metavar="DIR",
        help="absent, empty, or made by crosswalk (default: site)",
    )
    parser.add_argument(
        "--base-url", metavar="URL", help="where the site will stand, as in https://example.org/kb"
    )
    loudness = parser.add_mutually_exclusive_group()
    loudness.add_argument("--quiet", action="store_true", help="print diagnostics only")
    loudness.add_argument("--verbose", action="store_true", help="print each stage with its time")
    parser.set_defaults(run=_build)


def _add_check(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = _add_command(
        commands, "check", "report what is wrong with a content folder", "crosswalk check --format github"
    )
    parser.add_argument(
        "--format",
        choices=["text", "json", "github", "sarif"],
        default="text",
        help="how to print it (default: text)",
    )
    parser.set_defaults(run=_check)


def _add_command(
    commands: "argparse._SubParsersAction[Parser]", name: str, purpose: str, example: str
) -> Parser:
    parser = commands.add_parser(
        name,
        help=purpose,
        description=f"{purpose[0].upper()}{purpose[1:]}.",
        epilog=f"example: {example}",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--content",
        type=_path,
        default=Path("content"),
        metavar="DIR",
        help="the content folder (default: content)",
    )
    parser.add_argument(
        "--config",
        type=_path,
        metavar="FILE",
        help="settings (default: crosswalk.toml or pyproject.toml beside the content)",
    )
    return parser


# Commands


def _build(options: argparse.Namespace) -> int:
    settings = _settings(options, base_url=options.base_url)
    stages = Stages(sys.stderr if options.verbose else None)
    built = build(options.content, options.output, settings, stages.begin)
    stages.end()
    _print_lines(as_text(built.found, _named(options.content)), sys.stderr)
    if not options.quiet:
        where = printable(_named(options.output))
        done = f"{built.files:,} files written to {where}" if built.files else f"{where} stays as it was"
        _print_lines([f"{_summary(built.crosswalk, built.found)}; {done}"], sys.stdout)
    return int(built.found.has_errors)


def _check(options: argparse.Namespace) -> int:
    crosswalk, found = examine(options.content, _settings(options))
    folder = _named(options.content)
    if options.format == "text":
        _print_lines(as_text(found, folder), sys.stderr)
        _print_lines([_summary(crosswalk, found)], sys.stdout)
    elif options.format == "github":
        _print_lines(as_github(found, folder), sys.stdout)
    else:
        _print_lines([(as_json if options.format == "json" else as_sarif)(found, folder)], sys.stdout)
    return int(found.has_errors)


def _settings(options: argparse.Namespace, base_url: str | None = None) -> Settings:
    if not os.path.isdir(options.content):  # noqa: PTH112 - Path.is_dir() raises for a name too long
        raise CrosswalkError("--content is not a directory")
    if base_url == "":
        raise CrosswalkError("--base-url is empty")
    return load_settings(options.content, config=options.config, base_url=base_url)


# What is printed


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
            _print_lines([f"{self._stage}: {(time.monotonic() - self._begun) * 1000:.0f} ms"], self._stream)
        self._stage = ""


def _summary(linked: Crosswalk, found: Diagnostics) -> str:
    errors, warnings = found.errors, len(found) - found.errors
    counts = [_count(len(linked.topics), "topic"), _count(len(linked.guidelines), "guideline")]
    counts += [_count(errors, "error")] * bool(errors) + [_count(warnings, "warning")] * bool(warnings)
    return ", ".join(counts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + "s" * (number != 1)


def _named(path: Path) -> str:
    """Return *path* as it was typed, decoded as UTF-8 whatever the locale."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _print_lines(lines: Iterable[str], stream: TextIO) -> None:
    stream.writelines(f"{line}\n" for line in lines)
