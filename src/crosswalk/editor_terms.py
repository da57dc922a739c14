"""What we know, in the terms of the Language Server Protocol, and back.

In: places, findings, suggestions and changes of ours; positions and URIs of an editor's. Out: the other. Text
that others wrote is shown as text: an editor must not load a picture because an author named one.
"""

import os
import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes, urlsplit

from lsprotocol import types

from crosswalk.briefing import Told
from crosswalk.columns import Lines, Unit
from crosswalk.diagnostics import Diagnostic, Severity, printable
from crosswalk.editing import Mention
from crosswalk.renaming import Renaming
from crosswalk.rewrite import kind_of
from crosswalk.suggesting import Suggestion
from crosswalk.workspace import Workspace


@dataclass(slots=True)
class Terms:
    """How one editor names files and counts columns."""

    workspace: Workspace
    unit: Unit
    able: types.WorkspaceEditClientCapabilities
    """Which edits it can do."""
    uris: dict[str, str] = field(default_factory=dict)
    """What the editor calls the files that it has open."""
    versions: dict[str, int] = field(default_factory=dict)
    _lines: dict[str, Lines] = field(default_factory=dict)

    # Files

    def file(self, uri: str) -> str | None:
        """Return which content file *uri* names; None where it is none of the folder."""
        path = path_of(uri)
        content = os.path.abspath(self.workspace.content)  # noqa: PTH100 - the editor names it, links and all
        for folder in (content, os.path.realpath(content)):
            if path.startswith(f"{folder}/") and kind_of(file := path[len(folder) + 1 :]):
                return file
        return None

    def uri(self, file: str) -> str:
        """Return the URI of *file*."""
        return self.uris.get(file) or (self.workspace.content.absolute() / file).as_uri()

    # Places

    def lines(self, file: str) -> Lines:
        """Return the lines of *file*, none where it cannot be read."""
        reading = self.workspace.reading(file)
        text = reading.source.text if reading else ""
        known = self._lines.get(file)
        if known is None or known.text is not text:
            known = self._lines[file] = Lines(text, self.unit)
        return known

    def index(self, file: str, position: types.Position) -> int:
        """Return the offset in *file* of the editor's *position*."""
        return self.lines(file).index(position.line, position.character)

    def range(self, file: str, begin: int, end: int) -> types.Range:
        """Return a stretch of *file* as an editor counts it."""
        lines = self.lines(file)
        return types.Range(types.Position(*lines.spot(begin)), types.Position(*lines.spot(end)))

    def location(self, file: str, mention: Mention) -> types.Location:
        """Return where *mention* stands in *file*."""
        return types.Location(self.uri(file), self.range(file, mention.begin, mention.end))

    # Findings

    def stretch(self, file: str, found: Diagnostic) -> tuple[int, int]:
        """Return what *found* is about in *file*: a key, a value, or the rest of the line."""
        reading = self.workspace.reading(file)
        if reading is None:
            return 0, 0
        begin = reading.source.index(found.place)
        part = reading.at(begin)
        if part and part.begin == begin < part.end:
            return begin, part.end
        match = _STRETCH.match(reading.source.text, begin)
        return begin, match.end() if match else begin

    def diagnostic(self, file: str, found: Diagnostic) -> types.Diagnostic:
        """Return *found* as an editor shows it."""
        severity = types.DiagnosticSeverity
        return types.Diagnostic(
            range=self.range(file, *self.stretch(file, found)),
            message=found.text,
            severity=severity.Error if found.severity is Severity.ERROR else severity.Warning,
            code=found.code,
            source="crosswalk",
        )

    def mended(self, file: str, found: Diagnostic) -> types.CodeAction | None:
        """Return what does what the hint of *found* says; None where that is not an exchange of words."""
        meant, wrong = _MEANT.fullmatch(found.hint), _QUOTED.search(found.message)
        reading = self.workspace.reading(file)
        if not meant or not wrong or not reading:
            return None
        line_end = reading.source.text.find("\n", first := reading.source.index(found.place))
        begin = reading.source.text.find(wrong[1], first, line_end if line_end >= 0 else None)
        if begin < 0:
            return None
        edit = types.TextEdit(self.range(file, begin, begin + len(wrong[1])), meant[1])
        return types.CodeAction(
            title=f"Write {meant[1]}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[self.diagnostic(file, found)],
            is_preferred=True,
            edit=self.edit({file: [edit]}),
        )

    # Changes

    def edit(
        self, edits: dict[str, list[types.TextEdit]], moved: tuple[str, str] | None = None
    ) -> types.WorkspaceEdit:
        """Return *edits* of files and behind them, where the editor can do that, the file that is *moved*."""
        if not self.able.document_changes and not self.can_move:
            return types.WorkspaceEdit(changes={self.uri(file): each for file, each in edits.items()})
        changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(self.uri(file), self.versions.get(file)), each
            )
            for file, each in edits.items()
        ]
        if moved and self.can_move:
            changes.append(types.RenameFile(self.uri(moved[0]), self.uri(moved[1])))
        return types.WorkspaceEdit(document_changes=changes)

    @property
    def can_move(self) -> bool:
        """Whether the editor can give a file another name: then it knows the edits that tell of it, too."""
        return types.ResourceOperationKind.Rename in (self.able.resource_operations or ())

    def renaming(self, renaming: Renaming) -> types.WorkspaceEdit:
        """Return *renaming* as an editor does it."""
        edits = {
            file: [types.TextEdit(self.range(file, each.begin, each.end), each.text) for each in changes]
            for file, changes in renaming.changes.items()
        }
        return self.edit(edits, renaming.moved)


def path_of(uri: str) -> str:
    """Return the path that *uri* names, "" where it names none."""
    try:
        parts = urlsplit(uri)
    except ValueError:  # brackets that hold no address
        return ""
    path = unquote_to_bytes(parts.path).decode("utf-8", "surrogateescape")
    return os.path.normpath(path) if parts.scheme == "file" and path and "\0" not in path else ""


_STRETCH = re.compile(
    r""" "(?:[^"\\\n]|\\.)*" | '(?:[^'\n]|'')*' | [\w-]+(?=:(?:\s|$)) | \S.*?(?=[ \t]+\#|[ \t\r]*$) """,
    re.VERBOSE | re.MULTILINE,
)
_MEANT = re.compile(r"did you mean '([^']+)'\?")
_QUOTED = re.compile(r"'([^']+)'")


def completion(
    suggestion: Suggestion, number: int, range_: types.Range, written: str
) -> types.CompletionItem:
    """Return *suggestion*, the one with this *number*, which would take the place of what is *written*."""
    kinds = types.CompletionItemKind
    quote = written[:1] if written[:1] in ("'", '"') else ""
    return types.CompletionItem(
        label=printable(suggestion.label),
        kind=kinds.Property if suggestion.is_key else kinds.Value,
        detail=None if suggestion.is_key else printable(suggestion.about) or None,
        documentation=suggestion.about if suggestion.is_key else None,
        sort_text=f"{number:05}",
        filter_text=f"{quote}{suggestion.label}",
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(range_, suggestion.text),
    )


def hover(told: Told, range_: types.Range, *, markdown: bool) -> types.Hover:
    """Return what is *told* of a stretch."""
    if not markdown:
        lines = (told.headline, *told.lines, *([told.url] if told.url else []))
        return types.Hover(
            types.MarkupContent(types.MarkupKind.PlainText, "\n".join(map(_plain, lines))), range_
        )
    parts = [f"**{_literal(told.headline)}**", *map(_literal, told.lines)]
    if told.url:
        parts.append(f"[{_literal(told.url)}](<{re.sub('[<>]', '', told.url)}>)")
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(parts)), range_)


def _literal(text: str) -> str:
    """Return Markdown that shows *text* as it is, in one paragraph."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", _plain(text))


def _plain(text: str) -> str:
    """Return *text* in one line, with nothing in it that cannot be seen."""
    return printable(" ".join(text.split()))
