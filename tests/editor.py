"""An editor for tests: a client of the Language Server Protocol that talks to `crosswalk lsp`."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import coverage
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from conftest import ROOT, no_loop

_Answer = TypeVar("_Answer")

ABLE = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(
            document_changes=True, resource_operations=[types.ResourceOperationKind.Rename]
        )
    ),
    text_document=types.TextDocumentClientCapabilities(
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown])
    ),
)
"""What VS Code says that it can do, as far as we ask."""


class Editor:
    """An editor that has a folder open."""

    def __init__(self, runner: asyncio.Runner, root: Path) -> None:
        self.root = root
        self.shown: dict[str, tuple[types.Diagnostic, ...]] = {}
        """The findings of each file, by its path within `root`; those without are left out."""
        self.said: list[str] = []
        self._runner = runner
        self._news = asyncio.Event()
        self._versions: dict[str, int] = {}
        self.client = LanguageClient("tests", "1")

        def show(told: types.PublishDiagnosticsParams) -> None:
            file = told.uri.removeprefix(f"{self.root.as_uri()}/")
            self.shown.pop(file, None)
            if told.diagnostics:
                self.shown[file] = tuple(told.diagnostics)
            self._news.set()

        def hear(told: types.ShowMessageParams | types.LogMessageParams) -> None:
            self.said.append(told.message)
            self._news.set()

        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(show)
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(hear)
        self.client.feature(types.WINDOW_LOG_MESSAGE)(hear)

    def ask(self, answer: Coroutine[Any, Any, _Answer]) -> _Answer:
        """Return an *answer* of the server."""
        return self._runner.run(asyncio.wait_for(answer, 20))

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Take what the server tells until it *is so*."""

        async def until() -> None:
            while not is_so():
                self._news.clear()
                await self._news.wait()

        self.ask(until())

    # Files

    def uri(self, file: str) -> str:
        """Return what *file* is called."""
        return (self.root / file).as_uri()

    def of(self, file: str) -> types.TextDocumentIdentifier:
        """Name *file* in a request."""
        return types.TextDocumentIdentifier(self.uri(file))

    def put(self, file: str, text: str) -> None:
        """Have *file* open, with *text*."""
        version = self._versions.get(file, 0) + 1
        self._versions[file] = version
        if version == 1:
            item = types.TextDocumentItem(self.uri(file), "markdown", version, text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            return
        changed = types.VersionedTextDocumentIdentifier(version, self.uri(file))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(changed, [change]))

    def close(self, *files: str) -> None:
        """Close *files*, saving none; by default all that are open."""
        for file in files or tuple(self._versions):
            if self._versions.pop(file, None):
                self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.of(file)))

    def codes(self) -> dict[str, list[str]]:
        """Return the codes of what is found, by file."""
        return {file: [str(each.code) for each in listed] for file, listed in sorted(self.shown.items())}


@contextmanager
def editor_at(root: Path, capabilities: types.ClientCapabilities = ABLE) -> Iterator[Editor]:
    """Lend an editor that has the folder *root* open."""
    measured = ["-m", "coverage", "run"] if coverage.Coverage.current() else []
    command = [sys.executable, *measured, "-m", "crosswalk", "lsp"]
    with ExitStack() as ended:
        ended.enter_context(no_loop())
        runner = ended.enter_context(asyncio.Runner())
        editor = Editor(runner, root)
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        editor.ask(editor.client.start_io(*command, cwd=ROOT, env=environment))
        asked = types.InitializeParams(capabilities=capabilities, root_uri=root.as_uri())
        editor.ask(editor.client.initialize_async(asked))
        editor.client.initialized(types.InitializedParams())
        yield editor
        editor.ask(editor.client.shutdown_async(None))
        editor.client.exit(None)
        editor.ask(editor.client.stop())  # type: ignore[no-untyped-call]  # pygls leaves it so


def applied(edit: types.WorkspaceEdit, files: Mapping[str, str], root: Path) -> dict[str, str]:
    """Return *files* as an editor would have them after *edit*."""
    after = dict(files)
    for change in edit.document_changes or ():
        if isinstance(change, types.TextDocumentEdit):
            file = change.text_document.uri.removeprefix(f"{root.as_uri()}/")
            for each in sorted(change.edits, key=lambda each: _spot(each.range.start), reverse=True):
                assert isinstance(each, types.TextEdit)
                begin, end = (_index(after[file], spot) for spot in (each.range.start, each.range.end))
                after[file] = after[file][:begin] + each.new_text + after[file][end:]
        else:
            assert isinstance(change, types.RenameFile)
            old, new = (uri.removeprefix(f"{root.as_uri()}/") for uri in (change.old_uri, change.new_uri))
            after[new] = after.pop(old)
    return after


def _spot(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


def _index(text: str, position: types.Position) -> int:
    """Return the offset of *position*, counted in UTF-16."""
    line = text.split("\n")[position.line]
    before = line.encode("utf-16-le")[: 2 * position.character].decode("utf-16-le")
    return sum(len(each) + 1 for each in text.split("\n")[: position.line]) + len(before)


def position_of(text: str, index: int) -> types.Position:
    """Return the position of the character at *index* of *text*, counted in UTF-16."""
    before = text[:index]
    line = before.rpartition("\n")[2]
    return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)
