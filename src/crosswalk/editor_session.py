"""One editor at work: which folder it has open, how it counts, and which findings it shows.

In: what the editor says of itself, and that something has changed. Out: the findings of each file, a moment
later. What it asks for is answered by `language_server`.
"""

import asyncio
import os
import time
import traceback
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

import crosswalk
from crosswalk import editor_terms
from crosswalk.columns import Unit
from crosswalk.diagnostics import CrosswalkError
from crosswalk.editing import Mention
from crosswalk.editor_terms import Terms
from crosswalk.settings import Settings, load_settings
from crosswalk.workspace import Workspace

PATIENCE = 0.03
"""Seconds from a change to the findings: an editor may send a hundred changes at once."""

REFUSED = -32803
"""The protocol's code of a request that makes no sense where it was made: it is told to the author."""


class Server(LanguageServer):
    """Answers one editor."""

    def __init__(self, content: Path, config: Path | None) -> None:
        super().__init__("crosswalk", crosswalk.__version__, types.TextDocumentSyncKind.Full)
        self.content = content
        self.config = config
        able = types.WorkspaceEditClientCapabilities()
        self.terms = Terms(Workspace(content, Settings()), Unit.UTF_16, able)
        self._told: dict[str, list[types.Diagnostic]] = {}
        """The findings that the editor shows, by URI."""
        self._waiting: asyncio.TimerHandle | None = None
        self._took = 0.0
        """How long it took last time: where that is long, there shall be time for other requests."""

    @property
    def desk(self) -> Workspace:
        """The content folder, and what is open of it."""
        return self.terms.workspace

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ANN401, ARG002 - see pygls
        """Say in the log of the editor that there is a mistake of ours: content is never the reason."""
        if isinstance(error, JsonRpcException):  # which is an answer: a refusal, say
            return
        message = "a mistake in crosswalk itself; please report it with the output of CROSSWALK_DEBUG=1"
        if os.environ.get("CROSSWALK_DEBUG"):
            message = "".join(traceback.format_exception(error))
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def begin(self, params: types.InitializeParams) -> None:
        """Take the content folder below what the editor has open, and its unit of columns."""
        encodings = params.capabilities.general and params.capabilities.general.position_encodings
        known = [each for each in encodings or () if each in list(Unit)]
        self.terms.unit = Unit(known[0]) if known else Unit.UTF_16
        workspace = params.capabilities.workspace
        self.terms.able = (workspace and workspace.workspace_edit) or self.terms.able
        self.take(_content(self.content, params))

    def take(self, content: Path) -> None:
        """Take the folder *content*, with the settings beside it."""
        settings = Settings()
        try:
            settings = load_settings(content, config=self.config)
        except CrosswalkError as error:
            self.say(f"{error}; the settings are left out")
        self.terms = Terms(Workspace(content, settings), self.terms.unit, self.terms.able)

    def take_that_of(self, uri: str) -> None:
        """Take the content folder of the file *uri*, if there is none where it was looked for."""
        folder = Path(editor_terms.path_of(uri)).parent.parent
        if not self.desk.is_content and folder.name == self.content.name and _has_topics(folder):
            self.take(folder)

    def say(self, message: str) -> None:
        """Show *message*."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    # Findings

    def tell_soon(self) -> None:
        """Tell the findings in a moment, for what else will have changed by then, too."""
        if self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_later(max(PATIENCE, self._took), self.tell)

    def tell(self) -> None:
        """Tell the findings of each file in which something has changed, and that others are clear."""
        began = time.monotonic()
        self._waiting = None
        found = self.desk.look().found
        told = {
            self.terms.uri(file): [self.terms.diagnostic(file, each) for each in listed]
            for file, listed in found.items()
        }
        for uri in {*told, *self._told}:
            listed = told.get(uri, [])
            if listed != self._told.get(uri, []):
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, listed))
        self._told = told
        self._took = time.monotonic() - began

    # What is under a cursor

    def mention_at(self, file: str, position: types.Position) -> Mention | None:
        """Return the id or name at *position* in *file*."""
        reading = self.desk.reading(file)
        part = reading.at(self.terms.index(file, position)) if reading else None
        return part if isinstance(part, Mention) else None


def _content(given: Path, params: types.InitializeParams) -> Path:
    """Return the content folder: *given* below a folder that the editor has open, else below this one."""
    uris = [folder.uri for folder in params.workspace_folders or ()]
    if params.root_uri:
        uris.append(params.root_uri)
    roots = [Path(path) for uri in uris if (path := editor_terms.path_of(uri))]
    for root in roots:
        for folder in (root / given, root):
            if _has_topics(folder):
                return folder
    return (roots[0] if roots else Path.cwd()) / given


def _has_topics(folder: Path) -> bool:
    return os.path.isdir(folder / "topics")  # noqa: PTH112 - Path.is_dir() raises for a name too long
