"""The theme of every site: its templates, compiled once, and its assets, each one file of bytes.

In: the folder `templates/`. Out: HTML for a template's name and the values it receives; the bytes of assets.
Nothing here knows what a page is about.
"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

STYLESHEET = "site.css"
SCRIPT = "site.js"
ICON = "icon.svg"
SEARCH_ENGINE = "minisearch.js"
STEMMER = "stemmer.js"

_IMPORT = re.compile(r'@import "([^"]+)" layer\((\w+)\);\n')
_SCRIPT_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
_SCRIPT_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s+")


def theme_folder() -> Path:
    """Return the folder of the templates: inside the package if it is installed, else beside its sources."""
    package = Path(__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parents[1] / "templates"


@cache
def assets() -> dict[str, bytes]:
    """Return the files of the theme by name."""
    folder = theme_folder() / "assets"
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    made = {STYLESHEET: stylesheet(folder / "css"), SCRIPT: script(folder / "js")}
    return files | {name: text.encode() for name, text in made.items()}


def stylesheet(folder: Path) -> str:
    """Return one style sheet of `main.css` in *folder*, every file it imports put in its place and layer."""

    def imported(match: re.Match[str]) -> str:
        name, layer = match.groups()
        return f"@layer {layer} {{\n{(folder / name).read_text(encoding='utf-8')}}}\n"

    joined = _IMPORT.sub(imported, (folder / "main.css").read_text(encoding="utf-8"))
    return _INDENT.sub("\n", _COMMENT.sub("", joined)).lstrip()


def script(folder: Path) -> str:
    """Return one module of `main.js` in *folder*: each module it imports stands in front of it, once.

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

    main = join("main")
    return _INDENT.sub("\n", "".join(joined.values()) + main)


def _variable(module: str) -> str:
    return f"module_{module.replace('-', '_')}"


def version(content: bytes) -> str:
    """Return a short name for *content*: while the asset's name stays, this changes with it (SPEC 3)."""
    return hashlib.sha256(content).hexdigest()[:10]


def render(template: str, **values: object) -> str:
    """Return the page that *template* makes of *values*."""
    return _environment().get_template(f"pages/{template}.html").render(**values)


class Compact(Extension):
    """Takes the indentation out of templates as they are compiled, so that no page has to carry it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return *source* without what stands in front of its lines; no template has preformatted text."""
        return _INDENT.sub("\n", source)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(theme_folder(), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[Compact],
        cache_size=-1,
    )
    environment.filters["linked_data"] = linked_data
    return environment


def linked_data(data: object) -> Markup:
    """Return *data* as JSON that can stand inside a script element: nothing in it can end or begin markup."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - escaped above, for a script element rather than for text
