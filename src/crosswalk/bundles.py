"""Style sheets and scripts of a theme, each made one file of many: what a page asks for is fetched at once.

In: folders of CSS and of modules of JavaScript. Out: the text of one file. Nothing here knows what it does.
"""

import re
from pathlib import Path

_IMPORT = re.compile(r'@import "([^"]+)" layer\((\w+)\);\n')
_SCRIPT_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
_SCRIPT_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\n\s+")


def stylesheet(folder: Path) -> str:
    """Return one style sheet of `main.css` in *folder*, every file it imports put in its place and layer."""

    def imported(match: re.Match[str]) -> str:
        name, layer = match.groups()
        return f"@layer {layer} {{\n{(folder / name).read_text(encoding='utf-8')}}}\n"

    joined = _IMPORT.sub(imported, (folder / "main.css").read_text(encoding="utf-8"))
    return INDENT.sub("\n", _COMMENT.sub("", joined)).lstrip()


def script(folder: Path, entry: str) -> str:
    """Return one module of *entry* in *folder*: each module it imports stands in front of it, once.

    A module becomes a function that is called at once, so its names stay its own. Modules import by name
    from each other, one line an import, and export functions, classes and constants where they define them.
    """
    joined: dict[str, str] = {}

    def join(name: str) -> str:
        source = _SCRIPT_COMMENT.sub("", (folder / f"{name}.js").read_text(encoding="utf-8"))
        for _, imported in _SCRIPT_IMPORT.findall(source):
            if imported not in joined:
                body = join(imported)
                exported = ", ".join(exported for _, exported in _EXPORT.findall(body))
                body = _EXPORT.sub(r"\1 \2", body)
                joined[imported] = (
                    f"const {_variable(imported)} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"
                )
        return _SCRIPT_IMPORT.sub(lambda found: f"const {{ {found[1]} }} = {_variable(found[2])};\n", source)

    main = join(entry)
    return INDENT.sub("\n", "".join(joined.values()) + main)


def _variable(module: str) -> str:
    return f"module_{module.replace('-', '_')}"
