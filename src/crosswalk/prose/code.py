"""Blocks of code -> HTML, highlighted at build time in the languages that are known to be cheap enough."""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name

LANGUAGES = {
    "text": ("plain", "txt", "plaintext", "none"),
    "http": (),
    "json": ("jsonc", "json5", "jsonld", "json-ld", "geojson"),
    "yaml": ("yml",),
    "bash": ("sh", "shell", "zsh", "console", "shell-session"),
    "python": ("py", "python3"),
    "javascript": ("js", "jsx", "mjs", "node"),
    "typescript": ("ts", "tsx"),
    "html": (),
    "xml": ("xsd", "wsdl", "svg"),
    "css": (),
    "java": (),
    "kotlin": ("kt",),
    "csharp": ("c#", "cs"),
    "go": ("golang",),
    "rust": ("rs",),
    "ruby": ("rb",),
    "php": (),
    "sql": (),
    "graphql": ("gql",),
    "protobuf": ("proto",),
    "toml": (),
    "ini": ("cfg", "conf", "properties"),
    "diff": ("patch",),
}
"""The languages that are highlighted, each with the other names that authors may write for it."""


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block of a body."""

    code: str
    language: str
    """A key of LANGUAGES."""
    lines: range
    """The lines that it took in the body, fences included; from 0."""
    tab: str = ""
    """What it is called among its alternatives, if it has any."""


LANGUAGE = {alias: name for name, aliases in LANGUAGES.items() for alias in (name, *aliases)}
_FORMATTER = HtmlFormatter[str](nowrap=True)

_DEAR = re.compile(r"\s{200}|[^\n]{501}")
"""Long lines and wide gaps, on which some lexers take quadratic time."""

_CODE_BUDGET = 250_000_000
"""Most characters that lexers may look at in a body: about a second. It suffices for 60 blocks of 2,000."""

_WORDS = re.compile(r"[^;(){}=\"'/,]++")
"""Words that the lexers of Java and C# try, from each of them on, as the modifiers of one method."""


def code_blocks(fences: list[Fence]) -> list[str]:
    """Return the HTML of *fences*, highlighted as far as that is cheap; what is dear is shown plain."""
    blocks = []
    spent = 0
    for fence in fences:
        spent += _lexing(fence)
        plain = spent > _CODE_BUDGET or _DEAR.search(fence.code) is not None
        blocks.append(code_block(fence.code, fence.language, plain=plain))
    return blocks


def _lexing(fence: Fence) -> int:
    """Estimate how many characters a lexer looks at: at worst, everything from each character on."""
    looks = len(fence.code) ** 2
    if fence.language in ("java", "csharp"):
        looks += sum(25 * len(words) ** 2 for words in _WORDS.findall(fence.code))
    return looks


def code_block(code: str, language: str, *, plain: bool = False) -> str:
    """Return *code* as a block that a keyboard can scroll."""
    if plain or language == "text" or not code:
        shown = f"{html.escape(code, quote=False)}\n"
    else:
        shown = highlight(code, _lexer(language), _FORMATTER)
    code_element = f'<code class="language-{language}">{shown}</code>'
    return f'<div class="highlight"><pre tabindex="0">{code_element}</pre></div>'


def language_name(language: str) -> str:
    """Return what people call a *language*."""
    return "Text" if language == "text" else str(_lexer(language).name)


@lru_cache
def _lexer(name: str) -> Lexer:
    options = {"startinline": True} if name == "php" else {}
    return get_lexer_by_name(name, stripnl=False, **options)
