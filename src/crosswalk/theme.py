"""The theme of every site: its templates, compiled once, and its assets, each one file of bytes.

In: the folder `templates/`. Out: HTML for a template's name and the values it receives; the bytes of assets.
Nothing here knows what a page is about.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, MutableMapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.nodes import Call, Expr, Getattr
from jinja2.runtime import Macro
from markupsafe import Markup, escape

STYLESHEET = "site.css"
SCRIPT = "site.js"
DRAFT = "draft.js"
"""The script of one page alone, which is loaded there."""
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
    made = {
        STYLESHEET: stylesheet(folder / "css"),
        SCRIPT: script(folder / "js", "main"),
        DRAFT: script(folder / "js", "draft"),
    }
    return files | {name: text.encode() for name, text in made.items()}


def stylesheet(folder: Path) -> str:
    """Return one style sheet of `main.css` in *folder*, every file it imports put in its place and layer."""

    def imported(match: re.Match[str]) -> str:
        name, layer = match.groups()
        return f"@layer {layer} {{\n{(folder / name).read_text(encoding='utf-8')}}}\n"

    joined = _IMPORT.sub(imported, (folder / "main.css").read_text(encoding="utf-8"))
    return _INDENT.sub("\n", _COMMENT.sub("", joined)).lstrip()


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
    return _INDENT.sub("\n", "".join(joined.values()) + main)


def _variable(module: str) -> str:
    return f"module_{module.replace('-', '_')}"


def version(content: bytes) -> str:
    """Return a short name for *content*: while the asset's name stays, this changes with it (SPEC 3)."""
    return hashlib.sha256(content).hexdigest()[:10]


def render(template: str, **values: object) -> str:
    """Return the page that *template* makes of *values*."""
    return _environment().get_template(f"pages/{template}.html").render(**values)


def forget() -> None:
    """Let go of what is kept for further pages: there will be none of these values."""
    _environment().forget()


def read_again() -> None:
    """Have templates and assets read anew by whoever asks next: they have changed."""
    _environment.cache_clear()
    assets.cache_clear()


class Compact(Extension):
    """Takes the indentation out of templates as they are compiled, so that no page has to carry it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return *source* without what stands in front of its lines; no template has preformatted text."""
        return _INDENT.sub("\n", source)


def escaped(value: object) -> str:
    """Return *value* as it stands in HTML: as `markupsafe.escape` has it, at half the cost."""
    if type(value) is str:
        return (
            value.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace('"', "&#34;")
            .replace("'", "&#39;")
        )
    return value if type(value) is Markup else escape(value)


class Lean(CodeGenerator):
    """Compiles templates for values that are declared: attributes are attributes, and text is text."""

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - as Jinja calls it
        """Write the attribute alone, without Jinja's second try as an item: no value has both."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # noqa: N802 - as Jinja calls it
        self,
        node: Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: ARG002, FBT001, FBT002 - as Jinja calls it
    ) -> None:
        """Write a call as one: no macro or function of ours asks for the context."""
        self.write("environment.called(")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Templates(Environment):
    """An environment whose templates are compiled by `Lean`, looked up once, and may show a value `once`."""

    code_generator_class = Lean  # type: ignore[mutable-override]  # nobody sets it
    escaped = staticmethod(escaped)

    def __init__(self, **options: Any) -> None:
        """Take the *options* of `Environment`."""
        super().__init__(**options)
        self._known: dict[str | Template, Template] = {}
        self._shown: defaultdict[str, dict[int, tuple[object, str]]] = defaultdict(dict)
        self.filters |= {"once": self.once, "each_once": self.each_once}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,  # noqa: ARG002 - as Jinja calls it
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002, ARG002 - as Jinja calls it
    ) -> Template:
        """Return a template; each import and include of a page asks for one again."""
        if name not in self._known:
            self._known[name] = super().get_template(name)
        return self._known[name]

    @staticmethod
    def called(called: Callable[..., object], *arguments: object, **named: object) -> object:
        """Return what *called* returns."""
        return called(*arguments, **named)

    def once(self, value: object, macro: Macro) -> str:
        """Return what *macro* shows of *value*, which is frozen, and shown so on many pages."""
        shown = self._shown[macro.name]
        if id(value) not in shown:
            shown[id(value)] = value, macro(value)  # the value is kept, so that no other gets its id
        return shown[id(value)][1]

    def each_once(self, values: Sequence[object], macro: Macro) -> str:
        """Return what *macro* shows of each of *values* `once`, a line each."""
        shown = self._shown[macro.name]
        for value in values:
            if id(value) not in shown:
                self.once(value, macro)
        return Markup("\n".join([shown[id(value)][1] for value in values]))  # noqa: S704 - of macros, which escape

    def forget(self) -> None:
        """Let go of what was shown `once`."""
        self._shown.clear()


@cache
def _environment() -> Templates:
    environment = Templates(
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
    text = orjson.dumps(data).decode()
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - escaped above, for a script element rather than for text
