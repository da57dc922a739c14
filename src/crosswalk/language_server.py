"""A language server for authors: findings while they type, and what an editor can do with ids.

In: messages of an editor at the standard streams. Out: answers. Nothing is written but answers, and nothing
read but the content folder: what a rename does is for the editor to do.
"""

import asyncio
import logging
import os
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

import crosswalk
from crosswalk import editor_terms
from crosswalk.columns import Unit
from crosswalk.diagnostics import CrosswalkError, printable
from crosswalk.editing import Mention, Role
from crosswalk.editor_terms import Terms
from crosswalk.renaming import renamed, require_known
from crosswalk.settings import Settings, load_settings
from crosswalk.slots import slot_at
from crosswalk.suggesting import suggestions
from crosswalk.briefing import told_of, told_of_key, topic_in
from crosswalk.whereabouts import declared, named
from crosswalk.workspace import Workspace

PATIENCE = 0.03
"""Seconds to wait for further changes before the findings are told: an editor may send a hundred at once."""

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
        if isinstance(error, JsonRpcException) and error.code == REFUSED:
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
        """Tell the findings when no change has come for a moment."""
        if self._waiting:
            self._waiting.cancel()
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


def serve(content: Path, config: Path | None) -> None:
    """Answer the editor at the standard streams until it leaves; *content* is below what it has open."""
    if not os.environ.get("CROSSWALK_DEBUG"):
        logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
    server_for(content, config).start_io()


def server_for(content: Path, config: Path | None) -> Server:
    """Return a server that knows every request in `_ANSWERS`."""
    server = Server(content, config)
    for feature, (answer, options) in _ANSWERS.items():
        server.feature(feature, options)(answer)
    return server


# Files


def _initialize(server: Server, params: types.InitializeParams) -> None:
    server.begin(params)


def _initialized(server: Server, params: types.InitializedParams) -> None:  # noqa: ARG001 - says nothing
    watched = server.client_capabilities.workspace
    watched_files = watched.did_change_watched_files if watched else None
    if watched_files and watched_files.dynamic_registration:
        globs = ("**/{topics,guidelines,pages,posts,media}/**", "**/categories.yaml")
        options = types.DidChangeWatchedFilesRegistrationOptions(list(map(types.FileSystemWatcher, globs)))
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        server.client_register_capability(
            types.RegistrationParams(
                [types.Registration(id="content", method=method, register_options=options)]
            )
        )
    server.tell_soon()


def _did_open(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    _put(server, params.text_document.uri, params.text_document.version, params.text_document.text)


def _did_change(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    for change in params.content_changes:
        _put(server, params.text_document.uri, params.text_document.version, change.text)


def _put(server: Server, uri: str, version: int, text: str) -> None:
    server.take_that_of(uri)
    if file := server.terms.file(uri):
        server.terms.uris[file] = uri
        server.terms.versions[file] = version
        server.desk.put(file, text)
        server.tell_soon()


def _did_close(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    if file := server.terms.file(params.text_document.uri):
        server.terms.versions.pop(file, None)
        server.desk.close(file)
        server.tell_soon()


def _did_change_on_disk(
    server: Server,
    params: types.DidSaveTextDocumentParams | types.DidChangeWatchedFilesParams,  # noqa: ARG001 - all is looked at
) -> None:
    server.tell_soon()


# Answers


def _completion(server: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
    file = server.terms.file(params.text_document.uri)
    reading = server.desk.reading(file) if file else None
    slot = slot_at(reading.source, server.terms.index(file, params.position)) if file and reading else None
    if slot is None or reading is None or file is None:
        return []
    state = server.desk.state
    listed = suggestions(slot, reading.source.file, state.registry, state.crosswalk)
    range_ = server.terms.range(file, slot.begin, slot.end)
    written = reading.source.text[slot.begin : slot.end]
    return [editor_terms.completion(each, number, range_, written) for number, each in enumerate(listed)]


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    file = server.terms.file(params.text_document.uri)
    reading = server.desk.reading(file) if file else None
    part = reading.at(server.terms.index(file, params.position)) if file and reading else None
    if file is None or reading is None or part is None:
        return None
    if isinstance(part, Mention):
        state = server.desk.state
        told = told_of(part, state.crosswalk, topic_in(reading.source.file, state.registry))
    else:
        told = told_of_key(part)
    shown = server.client_capabilities.text_document and server.client_capabilities.text_document.hover
    markdown = types.MarkupKind.Markdown in ((shown and shown.content_format) or ())
    range_ = server.terms.range(file, part.begin, part.end)
    return editor_terms.hover(told, range_, markdown=markdown) if told else None


def _definition(server: Server, params: types.DefinitionParams) -> list[types.Location]:
    file = server.terms.file(params.text_document.uri)
    mention = server.mention_at(file, params.position) if file else None
    spotted = declared(server.desk, file, mention) if file and mention else ()
    return [server.terms.location(*each) for each in spotted]


def _references(server: Server, params: types.ReferenceParams) -> list[types.Location]:
    file = server.terms.file(params.text_document.uri)
    mention = server.mention_at(file, params.position) if file else None
    spotted = named(server.desk, file, mention) if file and mention else ()
    is_wanted = params.context.include_declaration
    return [
        server.terms.location(*each) for each in spotted if is_wanted or each[1].role is not Role.DECLARES
    ]


def _prepare_rename(
    server: Server, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    file = server.terms.file(params.text_document.uri)
    mention = server.mention_at(file, params.position) if file else None
    if file is None or mention is None:
        return None
    with _refusals():
        require_known(server.desk.state, file, mention)
    return types.PrepareRenamePlaceholder(
        server.terms.range(file, mention.begin, mention.end), placeholder=mention.name
    )


def _rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    file = server.terms.file(params.text_document.uri)
    mention = server.mention_at(file, params.position) if file else None
    if file is None or mention is None:
        return None
    with _refusals():
        renaming = renamed(server.desk, file, mention, params.new_name)
    return server.terms.renaming(renaming)


@contextmanager
def _refusals() -> Iterator[None]:
    """Tell the author why there is no answer."""
    try:
        yield
    except CrosswalkError as error:
        raise JsonRpcException(printable(str(error)), REFUSED) from None


def _code_action(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    file = server.terms.file(params.text_document.uri)
    if file is None:
        return []
    actions = (server.terms.mended(file, each) for each in server.desk.state.found.get(file, ()))
    return [each for each in actions if each and _touch(params.range, each)]


def _touch(range_: types.Range, action: types.CodeAction) -> bool:
    return any(
        each.range.start <= range_.end and range_.start <= each.range.end for each in action.diagnostics or ()
    )


_ANSWERS: dict[str, tuple[Callable[..., Any], Any]] = {
    types.INITIALIZE: (_initialize, None),
    types.INITIALIZED: (_initialized, None),
    types.TEXT_DOCUMENT_DID_OPEN: (_did_open, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (_did_change, None),
    types.TEXT_DOCUMENT_DID_SAVE: (_did_change_on_disk, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (_did_close, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (_did_change_on_disk, None),
    types.TEXT_DOCUMENT_COMPLETION: (
        _completion,
        types.CompletionOptions(trigger_characters=[" ", ":", "[", ","]),
    ),
    types.TEXT_DOCUMENT_HOVER: (_hover, None),
    types.TEXT_DOCUMENT_DEFINITION: (_definition, None),
    types.TEXT_DOCUMENT_REFERENCES: (_references, None),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (_prepare_rename, None),
    types.TEXT_DOCUMENT_RENAME: (_rename, types.RenameOptions(prepare_provider=True)),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _code_action,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    ),
}
"""By the method of the protocol: what answers it, and what it is registered with."""
