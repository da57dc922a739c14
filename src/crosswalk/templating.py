"""How templates become HTML: compiled once, for values that are declared, with the texts of the site in them.

In: sources of templates by name, and texts. Out: an environment of Jinja that escapes, and knows no value
that is not given. Nothing here knows what a page is about.
"""

import re
from collections import defaultdict
from collections.abc import Callable, MutableMapping, Sequence
from typing import Any

import orjson
from jinja2 import BaseLoader, Environment, StrictUndefined, Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.nodes import Call, Expr, Getattr
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from crosswalk.bundles import INDENT
from crosswalk.texts import Texts

_SAID = re.compile(r'\{\{ say\("([\w.]+)"\) \}\}')


class Compact(Extension):
    """Does once, as a template is compiled, what each page would have to carry or to ask for."""

    environment: "Templates"  # type: ignore[mutable-override]  # nobody sets it

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return *source* without indentation, and with those texts in their places that take no values.

        No template has preformatted text.
        """

        def said(match: re.Match[str]) -> str:
            return str(escape(self.environment.say(match[1]))).replace("{", "&#123;")

        return _SAID.sub(said, INDENT.sub("\n", source))


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
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - as Jinja calls it
    ) -> None:
        """Write a call as one: no macro or function of ours asks for the context."""
        self.write("environment.called(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
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

    def __init__(self, loader: BaseLoader, say: Texts) -> None:
        """Take where templates come from, and the texts that they *say*."""
        self.say = say
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=[Compact],
            cache_size=-1,
        )
        self.globals |= {"say": say}
        self.filters["linked_data"] = linked_data
        self._known: dict[str | Template, Template] = {}
        self._shown: defaultdict[int, dict[int, tuple[object, str]]] = defaultdict(dict)
        """By what the macro is compiled to, and by value."""
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
        shown = self._shown[_compiled(macro)]
        if id(value) not in shown:
            shown[id(value)] = value, macro(value)  # the value is kept, so that no other gets its id
        return shown[id(value)][1]

    def each_once(self, values: Sequence[object], macro: Macro) -> str:
        """Return what *macro* shows of each of *values* `once`, a line each."""
        shown = self._shown[_compiled(macro)]
        for value in values:
            if id(value) not in shown:
                self.once(value, macro)
        return Markup("\n".join([shown[id(value)][1] for value in values]))  # noqa: S704 - of macros, which escape

    def forget(self) -> None:
        """Let go of what was shown `once`."""
        self._shown.clear()


def _compiled(macro: Macro) -> int:
    """Return what tells a macro from others, even of its name, and stays where a page defines it anew."""
    return id(macro._func.__code__)  # noqa: SLF001 - Jinja has no other way


def linked_data(data: object) -> Markup:
    """Return *data* as JSON that can stand inside a script element: nothing in it can end or begin markup."""
    text = orjson.dumps(data).decode()
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - escaped above, for a script element rather than for text
