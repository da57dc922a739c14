"""A language server for authors: findings while they type, and what an editor can do with ids.

In: messages of an editor at the standard streams. Out: answers. Nothing is written but answers, and nothing
read but the content folder: what a rename does is for the editor to do.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from crosswalk import editor_terms
from crosswalk.briefing import told_of, told_of_key, topic_in
from crosswalk.diagnostics import CrosswalkError, printable
from crosswalk.editing import Mention, Role
from crosswalk.editor_session import REFUSED, Server
from crosswalk.renaming import renamed, require_known
from crosswalk.slots import slot_at
from crosswalk.suggesting import suggestions
from crosswalk.whereabouts import declared, named


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
