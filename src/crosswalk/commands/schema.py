"""`crosswalk schema`: schemas of content files, and settings, for editors."""

import argparse
import os
import sys
from pathlib import Path

from crosswalk.commands.options import a_path, add_content, require_content
from crosswalk.commands.printing import print_lines
from crosswalk.diagnostics import CrosswalkError, printable

PURPOSE = "print JSON Schemas of content files, or set up an editor"
EXAMPLE = "crosswalk schema --editor vscode"

KINDS = ("topic", "guideline", "categories", "page", "post")
EDITORS = ("vscode", "neovim", "helix", "emacs")


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `crosswalk schema`."""
    parser.add_argument("kind", nargs="?", choices=KINDS, metavar="KIND", help=f"of {', '.join(KINDS)}")
    parser.add_argument("--output", type=a_path, metavar="DIR", help="write the schema, or all of them, here")
    parser.add_argument(
        "--editor",
        choices=EDITORS,
        help="write the settings of VS Code below this folder, or print those of another editor",
    )
    add_content(parser, config=False)


def run(options: argparse.Namespace) -> int:
    """Print a schema, or write some, or the settings of an editor."""
    from crosswalk.editors import editor_schemas, schema_text, write_schemas  # brings the loader along

    if options.editor:
        if options.kind or options.output:
            raise CrosswalkError("--editor goes without a kind of file and without --output")
        content = _content(options.content)
        if options.editor != "vscode":
            return _print_for(options.editor, content)
        require_content(options.content)  # or this is not the folder that settings belong into
        return _set_up_vscode(content)
    kinds = editor_schemas()
    if options.output:
        wanted = {options.kind: kinds[options.kind]} if options.kind else kinds
        print_lines((printable(str(path)) for path in write_schemas(options.output, wanted)), sys.stdout)
    elif options.kind:
        print_lines([schema_text(kinds[options.kind]).rstrip("\n")], sys.stdout)
    else:
        raise CrosswalkError(f"of what? Name one of {', '.join(KINDS)}, or --output or --editor")
    return 0


def _content(content: Path) -> str:
    """Return *content* as seen from this folder, which is the one that editors have open."""
    shown = os.path.relpath(content)
    if shown.startswith("..") or not shown.isprintable():
        raise CrosswalkError("--content is not below this folder; call the command where the editor works")
    return shown


def _set_up_vscode(content: str) -> int:
    from crosswalk import editors

    path = Path(editors.SETTINGS)
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else None
    except (OSError, UnicodeDecodeError):
        raise CrosswalkError(f"cannot read {path}", exit_code=1) from None
    ours = editors.vscode_settings(content)
    merged = editors.merged(text, ours)
    kinds = editors.editor_schemas()
    written = editors.write_schemas(
        Path(editors.SCHEMAS), {kind: kinds[kind] for kind in ("categories", "guideline")}
    )
    if merged and merged.text != text:
        editors.write(path, merged.text)
        written.append(path)
    print_lines((str(each) for each in written), sys.stdout)
    left = ours if merged is None else merged.left
    if left:
        reason = "has comments, or is no JSON" if merged is None else "has other values for some settings"
        print_lines([f"{path} {reason}; they stay as they are. To add by hand:"], sys.stderr)
        print_lines([editors.schema_text(dict(left)).rstrip("\n")], sys.stdout)
    print_lines([f"extensions that use them: {', '.join(editors.EXTENSIONS)}"], sys.stderr)
    return int(bool(left))


def _print_for(editor: str, content: str) -> int:
    from crosswalk.editors import other_settings

    place, text = other_settings(editor, content)
    print_lines([place], sys.stderr)
    print_lines([text.rstrip("\n")], sys.stdout)
    return 0
