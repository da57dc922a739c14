"""What editors need to know of crosswalk: schemas of content files, and settings.

In: the editor's name, the content folder as seen from the folder that is open in it. Out: files for VS Code,
which keeps its settings beside the content; for others the lines that their users add to their own.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosswalk.authored import schemas
from crosswalk.diagnostics import CrosswalkError, printable, reason_of
from crosswalk.replace import create, replace
from crosswalk.schemas import Schema
from crosswalk.urls import Urls

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What editors know best; all that our schemas say means the same in it."""

SCHEMAS = ".vscode/crosswalk"
SETTINGS = ".vscode/settings.json"
EXTENSIONS = ("zsol.vscode-glspc", "redhat.vscode-yaml")
"""The first runs a language server, as no part of VS Code itself does; the second knows schemas."""


def editor_schemas() -> dict[str, Schema]:
    """Return the schema of each kind of content file, by the kind."""
    found = {}
    for name, schema in schemas(Urls()):
        told = {key: value for key, value in schema.items() if key != "$id"}  # which is an address of a site
        found[name.removeprefix("authored-")] = {**told, "$schema": DIALECT}
    return found


def schema_text(schema: Schema) -> str:
    """Return *schema* as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path, kinds: Mapping[str, Schema]) -> list[Path]:
    """Write the schemas *kinds* into *folder*; return the files. Raises CrosswalkError."""
    written = []
    for kind, schema in kinds.items():
        path = folder / f"{kind}.schema.json"
        write(path, schema_text(schema))
        written.append(path)
    return written


# VS Code


def vscode_settings(content: str) -> dict[str, Any]:
    """Return the settings of VS Code for the content folder *content*."""
    return {
        "glspc.server.command": "crosswalk",
        "glspc.server.commandArguments": ["lsp", *(["--content", content] if content != "content" else [])],
        "glspc.server.languageId": ["markdown", "yaml"],
        "yaml.schemas": {
            f"./{SCHEMAS}/categories.schema.json": f"{content}/categories.yaml",
            f"./{SCHEMAS}/guideline.schema.json": f"{content}/guidelines/*.yaml",
        },
    }


@dataclass(frozen=True, slots=True)
class Merged:
    """Settings with ours among them."""

    text: str
    left: Mapping[str, Any]
    """Those of ours that cannot be added without harm: they are there with another value."""


def merged(text: str | None, ours: Mapping[str, Any]) -> Merged | None:
    """Return the settings *text* with *ours* added, all else in it to the letter.

    None where it has comments or is no JSON: nothing is added to what cannot be read.
    """
    if text is None or not text.strip():
        return Merged(json.dumps(ours, ensure_ascii=False, indent=2) + "\n", {})
    try:
        there = json.loads(text, object_pairs_hook=_distinct)
    except ValueError:
        return None
    if not isinstance(there, dict):
        return None
    left = {key: value for key, value in ours.items() if key in there and not _has(there[key], value)}
    added = {key: value for key, value in ours.items() if key not in there}
    new = _with_members(text, added, is_first=not there)
    return Merged(new, left) if json.loads(new) == {**there, **added} else None


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


def _has(there: object, ours: object) -> bool:
    if isinstance(there, dict) and isinstance(ours, dict):
        return ours.items() <= there.items()
    return there == ours


def _with_members(text: str, added: Mapping[str, Any], *, is_first: bool) -> str:
    """Return the JSON object *text* with members *added* at its end."""
    if not added:
        return text
    end = text.rstrip().rfind("}")
    indent = next(
        (line[: len(line) - len(line.lstrip())] for line in text.splitlines()[1:] if line[:1].isspace()), "  "
    )
    members = json.dumps(added, ensure_ascii=False, indent=indent)[1:-1].rstrip()
    return f"{text[:end].rstrip()}{'' if is_first else ','}{members}\n{text[end:]}"


# Others

_ARGUMENTS = '"lsp"'

OTHERS: Mapping[str, tuple[str, str]] = {
    "neovim": (
        "Neovim 0.11 or later: add to init.lua",
        """\
vim.lsp.config("crosswalk", {
  cmd = { "crosswalk", "lsp" },
  filetypes = { "markdown", "yaml" },
  root_markers = { "crosswalk.toml", "pyproject.toml", ".git" },
})
vim.lsp.enable("crosswalk")
""",
    ),
    "helix": (
        "Helix: add to .helix/languages.toml, or to languages.toml in its own folder",
        """\
[language-server.crosswalk]
command = "crosswalk"
args = ["lsp"]

[[language]]
name = "markdown"
language-servers = ["crosswalk"]

[[language]]
name = "yaml"
language-servers = ["crosswalk"]
""",
    ),
    "emacs": (
        "Emacs 29 or later, with markdown-mode and yaml-mode: add to init.el, then M-x eglot",
        """\
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((markdown-mode yaml-mode yaml-ts-mode) . ("crosswalk" "lsp"))))
""",
    ),
}
"""Where each has its settings, and what is to be added there."""


def other_settings(editor: str, content: str) -> tuple[str, str]:
    """Return where *editor* has its settings, and what to add for the content folder *content*."""
    place, text = OTHERS[editor]
    separator = " " if editor == "emacs" else ", "
    arguments = (
        _ARGUMENTS
        if content == "content"
        else separator.join([_ARGUMENTS, '"--content"', json.dumps(content)])
    )
    return place, text.replace(_ARGUMENTS, arguments)


# Files


def write(path: Path, text: str) -> None:
    """Have *text* in the file *path*, its folder made if need be; raise CrosswalkError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with suppress(FileExistsError):
                create(folder, path.name, text.encode())
                return
            replace(folder, path.name, text.encode())
        finally:
            os.close(folder)
    except OSError as error:
        message = f"cannot write {printable(str(path))}: {reason_of(error)}"
        raise CrosswalkError(message, exit_code=1) from None
