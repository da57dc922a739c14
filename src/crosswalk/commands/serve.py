"""`crosswalk serve`: the site as it will be, in a browser, while its content is written."""

import argparse
import gc
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.commands.options import add_content, jobs_of, settings_of
from crosswalk.commands.printing import counted, named, print_lines, summary
from crosswalk.diagnostics import as_text, printable

if TYPE_CHECKING:
    from crosswalk.preview import State

PURPOSE = "show the site in a browser, and each edit as it is saved"
EXAMPLE = "crosswalk serve --open"

_MOST_NAMED = 3
"""So many files are named that changed at once."""


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk serve`."""
    add_content(parser)
    parser.add_argument(
        "--base-url", metavar="URL", help="where the site will stand; its path is where it is shown"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to listen at (default: 127.0.0.1, which only this machine can ask)",
    )
    parser.add_argument(
        "--port",
        type=_a_port,
        help="the port to listen at, 0 for any (default: the first free one from 8000)",
    )
    parser.add_argument("--open", action="store_true", help="open the home page in a browser")
    parser.set_defaults(jobs=None)


def _a_port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:6]) > 65_535:
        raise argparse.ArgumentTypeError("a number from 0 to 65535 is needed")
    return int(text[:6])


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    read_settings = partial(settings_of, options, options.base_url)
    read_settings()  # a mistake is told at once, before anything is begun
    from crosswalk.preview import Preview
    from crosswalk.serving import PreviewServer
    from crosswalk.watching import watching

    gc.set_threshold(100_000, 50, 100)  # as in a build: there is little to collect
    content = options.content.resolve()
    preview = Preview(options.content, read_settings)
    themes = _themes()
    with (
        PreviewServer(preview, named(options.content), options.host, options.port) as server,
        watching([content, *themes], _files_of_settings(options)) as changes,
    ):
        try:
            begun = time.perf_counter()
            preview.renew(jobs_of(options))  # by several processes: there are no requests yet
            if next(changes):
                preview.renew()
            _say(options, preview.state, begun)
            server.start()
            print_lines(
                [f"serving {printable(named(options.content))} at {server.url} - Ctrl-C ends"], sys.stdout
            )
            sys.stdout.flush()
            if options.open:
                _open(server.url)
            for changed in changes:
                begun = time.perf_counter()
                preview.renew(
                    theme_changed=any(path.is_relative_to(each) for path in changed for each in themes)
                )
                server.tell()
                _say(options, preview.state, begun, _told(changed, content, options.content))
        except KeyboardInterrupt:
            print_lines([""], sys.stdout)  # behind the ^C
    return 0


def _themes() -> list[Path]:
    """Return the folder of the theme, if it is one that is worked on: not that of an installed package."""
    from crosswalk import theme

    folder = theme.theme_folder()
    return [] if folder.parent == Path(theme.__file__).parent else [folder]


def _files_of_settings(options: argparse.Namespace) -> list[Path]:
    """Return the files that settings are read from, there or not."""
    from crosswalk.settings import FILES

    if options.config:
        return [options.config.absolute(), options.config.resolve()]
    return [options.content.resolve().parent / name for name in FILES]


def _told(changed: Iterable[Path], content: Path, shown: Path) -> str:
    """Return the names of what has *changed*, as far as they are few."""
    names = sorted(
        named(shown / path.relative_to(content) if path.is_relative_to(content) else Path(path.name))
        for path in changed
    )
    return printable(", ".join(names)) if len(names) <= _MOST_NAMED else counted(len(names), "file")


def _say(options: argparse.Namespace, state: "State", begun: float, what: str = "") -> None:
    """Print what was found, and in one line what came of it and how long it took since *begun*."""
    took = f"{(time.perf_counter() - begun) * 1000:.0f} ms"
    print_lines(as_text(state.found, named(options.content)), sys.stderr)
    if state.refusal:
        print_lines([f"crosswalk: {state.refusal}"], sys.stderr)
    sys.stderr.flush()
    said = (
        "nothing can be made of it" if state.refusal else summary(state.topics, state.guidelines, state.found)
    )
    stays = ", so the last good pages stay" if state.edition.number else ", so there is no page yet"
    is_good = not state.refusal and not state.found.has_errors
    line = f"{said}{'' if is_good else stays}; {took}"
    print_lines([f"{what} changed: {line}" if what else line], sys.stdout)
    sys.stdout.flush()


def _open(url: str) -> None:
    import webbrowser

    webbrowser.open(url)
