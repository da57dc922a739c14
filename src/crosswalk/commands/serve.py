"""`crosswalk serve`: the site as it will be, in a browser, while its content is written."""

import argparse
import gc
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.commands.options import a_number, add_content, settings_of
from crosswalk.commands.printing import named, print_lines, summary
from crosswalk.diagnostics import as_text, printable
from crosswalk.wording import counted

if TYPE_CHECKING:
    from crosswalk.appearance import Appearance
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
        type=_a_host,
        default="127.0.0.1",
        help="the address to listen at (default: 127.0.0.1, which only this machine can ask)",
    )
    parser.add_argument(
        "--port",
        type=a_number(0, 65_535),
        help="the port to listen at, 0 for any (default: the first free one from 8000)",
    )
    parser.add_argument("--open", action="store_true", help="open the home page in a browser")


def _a_host(text: str) -> str:
    if not text or len(text) > 253 or not text.isascii() or not text.isprintable():
        raise argparse.ArgumentTypeError("this is no host")
    return text


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    read_settings = partial(settings_of, options, options.base_url)
    settings = read_settings()  # a mistake is told at once, before anything is begun
    from crosswalk.preview import Preview
    from crosswalk.serving import PreviewServer
    from crosswalk.watching import watching

    gc.set_threshold(100_000, 50, 100)  # what an edition is made of stays: there is little to collect
    content = options.content.resolve()
    preview = Preview(options.content, read_settings)
    terminal = Terminal(options.content)
    themes = _themes(settings.appearance)
    begun = time.perf_counter()
    with ExitStack() as opened:
        try:
            server = opened.enter_context(
                PreviewServer(preview, named(options.content), options.host, options.port)
            )
            changes = opened.enter_context(watching([content, *themes], _files_of_settings(options)))
            next(changes)
            preview.renew()
            terminal.tell(preview.state, begun)
            server.start()
            place = f"serving {printable(named(options.content))} at"
            print_lines([f"{place} {server.url} (Ctrl-C ends)"], sys.stdout)
            sys.stdout.flush()
            if options.open:
                _open(server.url)
            for changed in changes:
                begun, url = time.perf_counter(), server.url
                preview.renew(
                    theme_changed=any(path.is_relative_to(each) for path in changed for each in themes)
                )
                server.tell()
                terminal.tell(preview.state, begun, changed)
                if server.url != url:
                    print_lines([f"{place} {server.url}"], sys.stdout)
                    sys.stdout.flush()
        except KeyboardInterrupt:
            print_lines([""], sys.stdout)  # behind the ^C
    return 0


def _themes(appearance: "Appearance") -> list[Path]:
    """Return the folders of themes that may be worked on: the owner's, and ours where it is not installed."""
    from crosswalk import shipped

    folder = shipped.templates()
    ours = [] if folder.parent == Path(shipped.__file__).parent else [folder]
    return [*ours, appearance.theme.folder] if appearance.theme else ours


def _files_of_settings(options: argparse.Namespace) -> list[Path]:
    """Return the files that settings are read from, there or not."""
    from crosswalk.settings import FILES

    if options.config:
        return [options.config.absolute(), options.config.resolve()]
    return [options.content.resolve().parent / name for name in FILES]


class Terminal:
    """Tells what was found, and in one line what came of each change."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._lines: list[str] = []

    def tell(self, state: "State", begun: float, changed: Iterable[Path] = ()) -> None:
        """Tell of the *state* that is there since *begun*, because of what has *changed*."""
        took = f"{(time.perf_counter() - begun) * 1000:.0f} ms"
        lines = [*as_text(state.found, named(self._content))]
        if state.found.has_errors or lines != self._lines:  # the same warnings need not be told each time
            print_lines(lines, sys.stderr)
        self._lines = lines
        if state.refusal:
            print_lines([f"crosswalk: {state.refusal}"], sys.stderr)
        sys.stderr.flush()
        told = summary(state.topics, state.guidelines, state.found)
        if state.refusal or state.found.has_errors:
            stays = "the last good pages stay" if state.edition.number else "there is no page yet"
            told = stays if state.refusal else f"{told}; {stays}"
        what = self._named(changed)
        print_lines([f"{what} changed: {told}; {took}" if what else f"{told}; {took}"], sys.stdout)
        sys.stdout.flush()

    def _named(self, changed: Iterable[Path]) -> str:
        """Return the names of what has *changed*, as far as they are few; not of what came and went."""
        listed = list(changed)
        listed = [path for path in listed if path.exists()] or listed
        content = self._content.resolve()
        names = sorted(
            named(
                self._content / path.relative_to(content) if path.is_relative_to(content) else Path(path.name)
            )
            for path in listed
        )
        return printable(", ".join(names)) if len(names) <= _MOST_NAMED else counted(len(names), "file")


def _open(url: str) -> None:
    import webbrowser

    webbrowser.open(url)
