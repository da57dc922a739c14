"""Arguments that several commands take, and what they mean.

In: a parser, or what it made of the arguments. Out: arguments declared; paths, settings, or CrosswalkError.
"""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.diagnostics import CrosswalkError

if TYPE_CHECKING:
    from crosswalk.cache import Cache
    from crosswalk.settings import Settings

MOST_JOBS = 64


def a_path(text: str) -> Path:
    """Return *text* as a path; "" would mean the folder one is in, and NUL is in no name."""
    if text == "" or "\0" in text:
        raise argparse.ArgumentTypeError("this is no path")
    return Path(text)


def a_number(least: int, most: int = 99_999) -> Callable[[str], int]:
    """Return what reads a number from *least* to *most*; without a *most* of its own it is told as none."""
    bounds = f"from {least} on" if most == 99_999 else f"from {least} to {most}"

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or len(text) > 6 or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"a number {bounds} is needed")
        return int(text)

    return read


def add_content(parser: argparse.ArgumentParser, *, config: bool = True) -> None:
    """Let *parser* take the content folder and, unless *config* is false, the file of settings."""
    parser.add_argument(
        "--content",
        type=a_path,
        default=Path("content"),
        metavar="DIR",
        help="the content folder (default: content)",
    )
    if config:
        parser.add_argument(
            "--config",
            type=a_path,
            metavar="FILE",
            help="settings (default: crosswalk.toml or pyproject.toml beside the content)",
        )


def add_format(parser: argparse.ArgumentParser) -> None:
    """Let *parser* take how findings are to be printed."""
    parser.add_argument(
        "--format",
        choices=["text", "json", "github", "sarif"],
        default="text",
        help="how to print what is found (default: text)",
    )


def add_loudness(parser: argparse.ArgumentParser) -> None:
    """Let *parser* take how much is to be said."""
    loudness = parser.add_mutually_exclusive_group()
    loudness.add_argument("--quiet", action="store_true", help="print diagnostics only")
    loudness.add_argument("--verbose", action="store_true", help="print each stage with its time")


def add_work(parser: argparse.ArgumentParser) -> None:
    """Let *parser* take how the work is to be done: on how many cores, and with what is known from before."""
    parser.add_argument(
        "--jobs",
        type=a_number(1, MOST_JOBS),
        metavar="N",
        help="how many processes share the work (default: the cores)",
    )
    cache = parser.add_mutually_exclusive_group()
    cache.add_argument(
        "--cache",
        type=a_path,
        metavar="DIR",
        help="where to keep what the next build need not make again; safe to delete "
        "(default: in the cache folder of the user)",
    )
    cache.add_argument("--no-cache", action="store_true", help="make all of it, and keep nothing")


def jobs_of(options: argparse.Namespace) -> int:
    """Return how many processes share the work."""
    from crosswalk.workers import cores

    return options.jobs or cores()


def cache_of(options: argparse.Namespace) -> "Cache":
    """Return where what is known from before is kept, as *options* say."""
    from crosswalk import prints
    from crosswalk.cache import Cache, default_folder

    if options.no_cache:
        return Cache.nowhere()
    return Cache(options.cache or default_folder(options.content, options.output), prints.of_code())


def settings_of(options: argparse.Namespace, base_url: str | None = None) -> "Settings":
    """Return the settings that *options* name, *base_url* overriding; raise CrosswalkError."""
    from crosswalk.settings import load_settings  # reads TOML, and URLs

    require_content(options.content)
    if base_url == "":
        raise CrosswalkError("--base-url is empty")
    return load_settings(options.content, config=options.config, base_url=base_url)


def require_content(content: Path) -> None:
    """Raise CrosswalkError unless *content* is a folder."""
    if not os.path.isdir(content):  # noqa: PTH112 - Path.is_dir() raises for a name too long
        raise CrosswalkError("--content is not a directory")
