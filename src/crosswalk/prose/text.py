"""The characters of a body: what no page should carry goes, references to characters are resolved."""

import html
import re
from html.entities import html5

from markdown.util import AMP_SUBSTITUTE

UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls; STX and ETX mark places in the text below
    "\u202a-\u202e\u2066-\u2069"  # what turns the direction of the text around it
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # what UTF-8 or XML cannot hold
)


CODE_SPAN = re.compile(r"(?<![`\\])(`++)[^\n]*?(?<!`)\1(?!`)")
"""A span of code that ends in its line."""


def clean(markdown: str) -> str:
    """Return *markdown* with LF line ends and without characters that no page should carry."""
    return UNFIT.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n"))


_ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def characters(text: str | None) -> str | None:
    """Return *text* with each character reference replaced by what it stands for.

    From here on a text is what a reader sees, and an address what a browser follows: nothing hides in
    `&#106;avascript:` when addresses are judged. Serialising escapes all of it again.
    """
    if not text or not ("&" in text or AMP_SUBSTITUTE in text):
        return text
    return _ENTITY.sub(_character, text.replace(AMP_SUBSTITUTE, "&"))


def _character(reference: re.Match[str]) -> str:
    if reference[1].startswith("#"):
        return UNFIT.sub("", html.unescape(reference[0]))
    return html5.get(f"{reference[1]};", reference[0])
