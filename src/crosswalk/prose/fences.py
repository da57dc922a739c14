"""Fenced blocks of code, cut out of a body line by line before anything else looks at it."""

import re
from collections.abc import Iterator

from crosswalk.prose.code import LANGUAGE, Fence, language_name
from crosswalk.prose.text import CODE_SPAN

_OPENING = re.compile(
    r"(?P<quotes>(?> {0,3}> ?)*+)(?P<indent> *+)(?P<item>(?:[-*+]|\d{1,9}\.) ++)?+"
    r"(?P<fence>`{3,}+(?=[^`]*$)|~{3,}+)[ {.]*(?P<language>[\w#+.-]*)"
)
_TAB = re.compile(r"""[ ]tab(?:="([^"]{1,60})")?(?=[ }]|$)""")
_HEADING = re.compile(r"#{1,6}(?:[ ]|$)")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r" *(?:[-*+]|\d+\.) | {0,3}\[\^[^\[\]\s]+\]:")
"""What lines may belong to, and a fence among them: an item of a list, a footnote."""


def cut_fences(markdown: str) -> tuple[str, list[Fence]]:
    """Return *markdown* with a mark in place of each fenced block, and these blocks.

    Python-Markdown's own extension knows no fence in a list or a quotation, and takes quadratic time for
    fences that nobody closed. Here, as in CommonMark, such a block runs to the end of what it stands in.
    """
    lines = markdown.split("\n")
    kept: list[str] = []
    fences: list[Fence] = []
    in_list = False
    at = 0
    while at < len(lines):
        line = lines[at].expandtabs(4)
        opening = _OPENING.match(line)
        if opening is None or (len(opening["indent"]) > 3 and not in_list):
            in_list = _still_in_list(line, in_list=in_list, after_blank=not kept or not kept[-1])
            kept += _apart(line)
            at += 1
            continue
        begin = at
        code, at = _fenced(lines, at + 1, opening)
        indent = -(-len(opening["indent"]) // 4) * 4 if in_list else 0
        lead = f"{opening['quotes']}{' ' * indent}"
        # A block of its own: blank lines around it keep it from the paragraph before and after.
        kept += [opening["quotes"].rstrip(), f"{lead}{opening['item'] or ''}\x02code:{len(fences)}\x03"]
        kept.append(opening["quotes"].rstrip())
        language = LANGUAGE.get(opening["language"].lower(), "text")
        tab = _tab_name(line[opening.end() :], language)
        fences.append(Fence(code, language, range(begin, at), tab))
        in_list = in_list or opening["item"] is not None
    return "\n".join(kept), fences


def _tab_name(words: str, language: str) -> str:
    """Return what *words* behind the language call the tab: `tab`, or `tab="Name"`; "" where it is none."""
    tab = _TAB.search(words)
    return (" ".join((tab[1] or "").split()) or language_name(language)) if tab else ""


def _apart(line: str) -> tuple[str, ...]:
    """Return *line* with blank lines around it if it is a heading, and as text if it only looks like one.

    Python-Markdown takes `#202` for a heading, which GitHub does not; and it takes quadratic time for
    headings without blank lines between them.
    """
    if not line.startswith("#"):
        return (line if line.strip() else "",)
    return ("", line, "") if _HEADING.match(line) else (f"\\{line}",)


def _still_in_list(line: str, *, in_list: bool, after_blank: bool) -> bool:
    """Tell whether a fence after *line* may belong to a list item."""
    if _ITEM.match(line):
        return True
    return in_list and not (after_blank and line.strip() and not line.startswith(" "))


def _fenced(lines: list[str], at: int, opening: re.Match[str]) -> tuple[str, int]:
    """Return the code that begins on line *at*, and the line where the text goes on."""
    depth = opening["quotes"].count(">")
    width = len(opening["indent"]) + len(opening["item"] or "")
    closing = re.compile(rf" *{re.escape(opening['fence'])}{re.escape(opening['fence'][0])}* *")
    code: list[str] = []
    while at < len(lines):
        line = _unquoted(lines[at], depth)
        if line is None:
            break
        at += 1
        if closing.fullmatch(line):
            break
        code.append(_outdented(line, width))
    return "\n".join(code).rstrip(), at


def _unquoted(line: str, depth: int) -> str | None:
    """Return *line* without its *depth* marks of quotation, or None where it has fewer."""
    start = 0
    for _ in range(depth):
        mark = _QUOTE.match(line, start)
        if mark is None:
            return None
        start = mark.end()
    return line[start:]


def _outdented(line: str, width: int) -> str:
    """Return *line* without up to *width* columns of white space in front."""
    if line.startswith("\t") and width:
        line = line.expandtabs(4)
    return line[min(width, len(line) - len(line.lstrip(" "))) :]


def lines_with(part: str, markdown: str) -> Iterator[tuple[int, str]]:
    """Yield number, from 1, and text of each line with *part* in it; blanks stand in place of code."""
    if part not in markdown:
        return
    in_code = {line for fence in cut_fences(markdown)[1] for line in fence.lines}
    for number, line in enumerate(markdown.split("\n")):
        if number not in in_code and part in line:
            yield number + 1, CODE_SPAN.sub(lambda span: " " * len(span[0]), line)
