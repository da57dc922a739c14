"""Which bodies would take too long to render, told before they are.

In: Markdown. Out: why not, or None. Work is counted, not done, and no clock is asked, so that the answer is
the same on every machine.
"""

import re

from crosswalk.prose.fences import cut_fences
from crosswalk.prose.footnotes import REFERENCE, cut_footnotes
from crosswalk.prose.text import CODE_SPAN, clean

SIZE_LIMIT = 200_000
"""Most characters of a body: a book of a hundred pages."""

DEPTH_LIMIT = 30
"""Most lists and quotations one in another; each level is a recursion, and a pass over all that it holds."""

EMPHASIS_LIMIT = 300
"""Most emphases that stand open at once; each is a recursion."""

CELL_LIMIT = 50_000
"""Most cells of all tables: a row is filled up to the width of its head, however short it is."""

SCAN_LIMIT = 1_000_000
"""Most characters to look at in search of closing brackets and the like: a fifth of a second."""

COPY_LIMIT = 10_000_000_000
"""Most characters to copy, since each piece that is found makes a new copy of its paragraph: the same."""


def too_complex(markdown: str) -> str | None:
    """Tell why *markdown* would take too long to render, or None; takes linear time itself.

    Python-Markdown looks for the end of whatever seems to begin, each time to the end of the paragraph if
    there is none: `[` 20,000 times took it 46 s. Such searches are counted here, not done. What each bound
    is for stands in tests/test_prose.py, with the seconds that were measured. What is accepted takes 0.01 s
    for each 1,000 characters at worst; ordinary text takes a fifth of that.
    """
    if len(markdown) > SIZE_LIMIT:
        return f"a body of {len(markdown):,} characters takes too long to render"
    text, footnotes = cut_footnotes(cut_fences(clean(markdown))[0])
    text = "\n\n".join((text, *footnotes.values()))
    if len(text) > 2 * SIZE_LIMIT:  # tabs became spaces
        return f"a body of {len(text):,} columns takes too long to render"
    if (depth := max(map(_depth, text.split("\n")))) > DEPTH_LIMIT:
        return f"{depth:,} lists or quotations one in another take too long to render"
    blocks = text.split("\n\n")
    if (cells := sum(map(_cells, blocks))) > CELL_LIMIT:
        return f"a table of {cells:,} cells takes too long to render"
    if sum(map(_backtick_scans, blocks)) > SCAN_LIMIT:  # first: what follows looks for spans of code itself
        return f"a paragraph with {_most(blocks, '`'):,} backticks takes too long to render"
    if sum(map(_scans, blocks)) > SCAN_LIMIT or sum(map(_copies, blocks)) > COPY_LIMIT:
        count = _most(blocks, _SPECIAL)
        return f"a paragraph with {count:,} brackets, rules and the like takes too long to render"
    if (opened := max(map(_emphases, blocks))) > EMPHASIS_LIMIT:
        return f"a paragraph with {opened:,} unclosed '*' or '_' takes too long to render"
    return None


_SPECIAL = "[]()<*_=-#|`\\"


def _most(blocks: list[str], characters: str) -> int:
    """Return how often *characters* occur in the block that has most of them."""
    return max(sum(map(block.count, characters)) for block in blocks)


_MARKERS = re.compile(r"(?> *(?:>|(?:[-*+]|\d+\.)(?= )))*+")
_MARKER = re.compile(r">|[-*+]|\d+\.")
_RULE = re.compile(r" {0,3}([-*])(?: {0,2}\1){2,} *")


def _depth(line: str) -> int:
    """Return how many lists and quotations *line* can be in."""
    lead = _MARKERS.match(line)
    if lead is None or not lead[0] or _RULE.fullmatch(line):
        return 0
    return len(_MARKER.findall(lead[0])) + lead[0].count(" ") // 4


_SEPARATOR = re.compile(r"[ >*+\d.]*[|:-][ |:-]*+")


def _cells(block: str) -> int:
    """Return how many cells the tables in *block* can have."""
    if "|" not in block:
        return 0
    lines = block.split("\n")
    return sum(
        (line.count("|") + 1) * (len(lines) - at)
        for at, line in enumerate(lines)
        if "|" in line and _SEPARATOR.fullmatch(line)
    )


_EMPHASIS = re.compile(r"(?<![*_\\])[*_]++")


def _emphases(block: str) -> int:
    """Return how many emphases can be open at once in *block*."""
    opened = most = 0
    if "*" not in block and "_" not in block:
        return 0
    text = _with_placeholders(block)
    for run in _EMPHASIS.finditer(text):
        before, after = text[run.start() - 1 : run.start()].strip(), text[run.end() : run.end() + 1].strip()
        if after and not (before.isalnum() and run[0][0] == "_"):
            opened += len(run[0])
        elif before:
            opened = max(0, opened - len(run[0]))
        most = max(most, opened)
    return most


_ESCAPE = re.compile(r"\\.", re.DOTALL)
_PLACEHOLDER = "\x02klzzwxh:0000\x03"
"""What Python-Markdown puts in place of an escaped character, a span of code or what refers to a footnote."""


def _with_placeholders(block: str) -> str:
    """Return *block* as Python-Markdown sees it when it looks for links, and never with less in it.

    Code is left out only if each line closes what it opens: then it is code wherever the block is divided,
    into the items of a list or otherwise.
    """
    if "`" not in block and "\\" not in block:
        return block
    without_code = CODE_SPAN.sub(_PLACEHOLDER, block)
    return _ESCAPE.sub(_PLACEHOLDER, block if "`" in without_code else without_code)


_REFERENCE = re.compile(REFERENCE)


def _copies(block: str) -> int:
    """Estimate how many characters of *block* are copied when pieces of it get placeholders."""
    text = _with_placeholders(block)
    if "[^" in text:
        text = _REFERENCE.sub(_PLACEHOLDER, text)
    return len(text) * (text.count("\x02") + sum(map(text.count, "*_<[`")))


def _scans(block: str) -> int:
    """Estimate how many characters are looked at in *block* in search of an end."""
    # The divisors are the speeds, measured: a regular expression passes more in a second than a loop.
    runs = sum(len(run) ** 2 for run in _EMPHASIS.findall(block)) if "*" in block or "_" in block else 0
    passes = _divisions(block) * len(block)
    return _bracket_scans(_with_placeholders(block)) + _pipe_scans(block) // 8 + passes // 4 + runs // 25


_DIVIDING = re.compile(r"[ >]*(?:#|[-=*_][-=*_ ]*$)")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]*\]: *[^ ]")


def _divisions(block: str) -> int:
    """Count the lines that end the block in front of them, after which the rest is read anew.

    Definitions of links are such, except those that follow another: these are read together.
    """
    count = 0
    after_definition = False
    for line in block.split("\n"):
        may_define = "]:" in line
        is_definition = may_define and _DEFINITION.match(line) is not None
        if _DIVIDING.match(line) or (may_define and not (is_definition and after_definition)):
            count += 1
        after_definition = is_definition
    return count


_BRACKET = re.compile(r"\]\(|[\[\]]")
_TARGET = re.compile(r"\(\s*(?:<[^<>\n]{0,2000}>|[^\s()\"'<>]*)\s*(?:\"[^\"]{0,500}\"|'[^']{0,500}')?\s*\)")


def _bracket_scans(text: str) -> int:
    """Count what is looked at to find the `]` of each `[`, and the `)` of each `](`."""
    scans = 0
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        at = bracket.start()
        if bracket[0] == "[":
            opened.append(at)
            continue
        if opened:
            scans += at - opened.pop()
        if bracket[0] == "](":
            target = _TARGET.match(text, at + 1)
            scans += (target.end() if target else len(text)) - at
    return scans + sum(len(text) - at for at in opened)


_BACKTICKS = re.compile(r"`+")


def _backtick_scans(block: str) -> int:
    """Count what is looked at to find the end of each run of backticks: a run of the same length."""
    scans = 0
    following: dict[int, int] = {}
    for run in reversed(list(_BACKTICKS.finditer(block))):
        at, length = run.span()[0], len(run[0])
        lengths = (length, length - 1) if block[at - 1 : at] == "\\" else (length,)
        scans += sum(following.get(each, len(block)) - at for each in lengths if each)
        following[length] = at
    return scans


def _pipe_scans(block: str) -> int:
    """Count the comparisons that tell the pipes of tables from those in code."""
    scans = 0
    for line in block.split("\n") if "|" in block else ():
        runs = len(_BACKTICKS.findall(line))
        scans += runs * (line.count("|") + runs // 20)
    return scans
