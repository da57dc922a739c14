"""Markdown from a stranger -> safe HTML and its headings.

In: the body of a content file. Out: `Prose`, HTML that a page can show as it stands, and the headings in it.
Nothing here opens a file, follows a link or fails: what is unsafe loses its effect and keeps its text.
`too_complex` tells beforehand which bodies would take too long; callers refuse those.

The way of a body: fences are cut out line by line and highlighted; Python-Markdown makes a tree of the
rest, with every raw tag as text; the tree is finished (headings, links, images, tables); nh3 has the last
word, with a list of what may be there at all.
"""

import html
import re
import string
import threading
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html.entities import html5

import nh3
from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import BACKTICK_RE, BacktickInlineProcessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES

ID_PREFIX = "section-"
"""In front of every id that a body brings, so that none can meet an id of the page around it."""

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
class Heading:
    """A heading of a body, for a table of contents."""

    level: int
    """2 to 6; the page's title is the only h1."""
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered body."""

    html: Markup
    headings: tuple[Heading, ...]


def render(markdown: str, *, base_path: str, topic_href: Callable[[str], str | None]) -> Prose:
    """Render *markdown*; `/x` is taken below *base_path*, and `topic:x` leads to what *topic_href* says."""
    text, fences = _cut_fences(_clean(markdown))
    try:
        tree = _parse(text)
        headings = _finish(tree, base_path, topic_href)
        raw = _serialise(tree, _code_blocks(fences))
    except RecursionError:  # too_complex stands in front of this; who goes past it gets the text as it is
        _parsers.__dict__.clear()
        raw, headings = _code_block(markdown, "text"), ()
    return Prose(Markup(_CLEANER.clean(raw).strip()), headings)  # noqa: S704 - this is what makes it safe


# Bounds


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
    text, _ = _cut_fences(_clean(markdown))
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
    text = _with_placeholders(block)
    for run in _EMPHASIS.finditer(text):
        before, after = text[run.start() - 1 : run.start()].strip(), text[run.end() : run.end() + 1].strip()
        if after and not (before.isalnum() and run[0][0] == "_"):
            opened += len(run[0])
        elif before:
            opened = max(0, opened - len(run[0]))
        most = max(most, opened)
    return most


_CODE_SPAN = re.compile(r"(?<![`\\])(`++)[^\n]*?(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\.", re.DOTALL)
_PLACEHOLDER = "\x02klzzwxh:0000\x03"
"""What Python-Markdown puts in place of an escaped character or a span of code."""


def _with_placeholders(block: str) -> str:
    """Return *block* as Python-Markdown sees it when it looks for links, and never with less in it.

    Code is left out only if each line closes what it opens: then it is code wherever the block is divided,
    into the items of a list or otherwise.
    """
    without_code = _CODE_SPAN.sub(_PLACEHOLDER, block)
    return _ESCAPE.sub(_PLACEHOLDER, block if "`" in without_code else without_code)


def _copies(block: str) -> int:
    """Estimate how many characters of *block* are copied when pieces of it get placeholders."""
    text = _with_placeholders(block)
    return len(text) * (text.count("\x02") + sum(map(text.count, "*_<[`")))


def _scans(block: str) -> int:
    """Estimate how many characters are looked at in *block* in search of an end."""
    # The divisors are the speeds, measured: a regular expression passes more in a second than a loop.
    runs = sum(len(run) ** 2 for run in _EMPHASIS.findall(block))
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
        is_definition = _DEFINITION.match(line) is not None
        if _DIVIDING.match(line) or ("]:" in line and not (is_definition and after_definition)):
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


# Cleaning


_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls; STX and ETX mark places in the text below
    "\u202a-\u202e\u2066-\u2069"  # what turns the direction of the text around it
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # what UTF-8 or XML cannot hold
)


def _clean(markdown: str) -> str:
    """Return *markdown* with LF line ends and without characters that no page should carry."""
    return _UNFIT.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n"))


# Fences


@dataclass(frozen=True, slots=True)
class _Fence:
    """A fenced block, cut out."""

    code: str
    language: str
    """A key of LANGUAGES."""


_OPENING = re.compile(
    r"(?P<quotes>(?> {0,3}> ?)*+)(?P<indent> *+)(?P<item>(?:[-*+]|\d{1,9}\.) ++)?+"
    r"(?P<fence>`{3,}+(?=[^`]*$)|~{3,}+)[ {.]*(?P<language>[\w#+.-]*)"
)
_HEADING = re.compile(r"#{1,6}(?:[ ]|$)")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r" *(?:[-*+]|\d+\.) ")
_MARK = re.compile(
    "<p>\x02code:([0-9]+)\x03</p>|<pre><code>\x02code:([0-9]+)\x03\n*</code></pre>|\x02code:([0-9]+)\x03"
)


def _cut_fences(markdown: str) -> tuple[str, list[_Fence]]:
    """Return *markdown* with a mark in place of each fenced block, and these blocks.

    Python-Markdown's own extension knows no fence in a list or a quotation, and takes quadratic time for
    fences that nobody closed. Here, as in CommonMark, such a block runs to the end of what it stands in.
    """
    lines = markdown.split("\n")
    kept: list[str] = []
    fences: list[_Fence] = []
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
        code, at = _fenced(lines, at + 1, opening)
        indent = -(-len(opening["indent"]) // 4) * 4 if in_list else 0
        lead = f"{opening['quotes']}{' ' * indent}"
        # A block of its own: blank lines around it keep it from the paragraph before and after.
        kept += [opening["quotes"].rstrip(), f"{lead}{opening['item'] or ''}\x02code:{len(fences)}\x03"]
        kept.append(opening["quotes"].rstrip())
        fences.append(_Fence(code, _LANGUAGE.get(opening["language"].lower(), "text")))
        in_list = in_list or opening["item"] is not None
    return "\n".join(kept), fences


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


# Code


_LANGUAGE = {alias: name for name, aliases in LANGUAGES.items() for alias in (name, *aliases)}
_FORMATTER = HtmlFormatter[str](nowrap=True)

_DEAR = re.compile(r"\s{200}|[^\n]{501}")
"""Long lines and wide gaps, on which some lexers take quadratic time."""

_CODE_BUDGET = 250_000_000
"""Most characters that lexers may look at in a body: about a second. It suffices for 60 blocks of 2,000."""

_WORDS = re.compile(r"[^;(){}=\"'/,]++")
"""Words that the lexers of Java and C# try, from each of them on, as the modifiers of one method."""


def _code_blocks(fences: list[_Fence]) -> list[str]:
    """Return the HTML of *fences*, highlighted as far as that is cheap; what is dear is shown plain."""
    blocks = []
    spent = 0
    for fence in fences:
        spent += _lexing(fence)
        plain = spent > _CODE_BUDGET or _DEAR.search(fence.code) is not None
        blocks.append(_code_block(fence.code, fence.language, plain=plain))
    return blocks


def _lexing(fence: _Fence) -> int:
    """Estimate how many characters a lexer looks at: at worst, everything from each character on."""
    looks = len(fence.code) ** 2
    if fence.language in ("java", "csharp"):
        looks += sum(25 * len(words) ** 2 for words in _WORDS.findall(fence.code))
    return looks


def _code_block(code: str, language: str, *, plain: bool = False) -> str:
    """Return *code* as a block that a keyboard can scroll."""
    if plain or language == "text" or not code:
        shown = f"{html.escape(code, quote=False)}\n"
    else:
        shown = highlight(code, _lexer(language), _FORMATTER)
    code_element = f'<code class="language-{language}">{shown}</code>'
    return f'<div class="highlight"><pre tabindex="0">{code_element}</pre></div>'


@lru_cache
def _lexer(name: str) -> Lexer:
    options = {"startinline": True} if name == "php" else {}
    return get_lexer_by_name(name, stripnl=False, **options)


# The tree


_parsers = threading.local()


def _parse(text: str) -> ET.Element:
    """Return the tree that Python-Markdown makes of *text*, raw tags being text like any other."""
    parser = _parser()
    root = parser.parser.parseDocument(f"{text}\n\n".split("\n")).getroot()
    assert root is not None
    for processor in parser.treeprocessors:
        processor.run(root)
    _unwrap(root)
    return root


def _parser() -> Markdown:
    """Return this thread's parser, made once and emptied of what an earlier body left."""
    parser: Markdown | None = getattr(_parsers, "parser", None)
    if parser is None:
        parser = Markdown(extensions=[TableExtension(use_align_attribute=True), SaneListExtension()])
        parser.inlinePatterns.register(_CodeSpans(BACKTICK_RE), "backtick", 190)
        parser.inlinePatterns.deregister("html")  # so that a raw tag is text, and gets escaped
        parser.inlinePatterns.deregister("entity")  # read when the tree is finished
        parser.ESCAPED_CHARS = list(string.punctuation)  # as in CommonMark
        _parsers.parser = parser
    parser.reset()
    return parser


class _CodeSpans(BacktickInlineProcessor):
    """Spans of code; goes on right behind backticks without an end, where the original leaves as many out."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the stubs and the name are Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | str | None, int | None, int | None]:
        """Return the span of code that begins at *m*, and where it stands in *data*."""
        found, start, end = super().handleMatch(m, data)
        if found is None and start is not None and end is not None:
            end -= (end - start) // 2
        return found, start, end


def _finish(root: ET.Element, base_path: str, topic_href: Callable[[str], str | None]) -> tuple[Heading, ...]:
    """Give the elements below *root* what a page needs, take what it may not have; return the headings."""
    for element in root.iter():
        element.text = _characters(element.text)
        element.tail = _characters(element.tail)
        for name, value in element.items():
            element.set(name, _characters(value) or "")
    headings = _finish_headings(root)
    fragments = _fragments(headings)
    _finish_images(root, base_path)
    for link in root.iter("a"):
        _finish_link(link, base_path, topic_href, fragments)
    _finish_blocks(root)
    return headings


_ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _characters(text: str | None) -> str | None:
    """Return *text* with each character reference replaced by what it stands for.

    From here on a text is what a reader sees, and an address what a browser follows: nothing hides in
    `&#106;avascript:` when addresses are judged. Serialising escapes all of it again.
    """
    if not text or not ("&" in text or AMP_SUBSTITUTE in text):
        return text
    return _ENTITY.sub(_character, text.replace(AMP_SUBSTITUTE, "&"))


def _character(reference: re.Match[str]) -> str:
    if reference[1].startswith("#"):
        return _UNFIT.sub("", html.unescape(reference[0]))
    return html5.get(f"{reference[1]};", reference[0])


# Headings


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _finish_headings(root: ET.Element) -> tuple[Heading, ...]:
    """Shift the headings so that the highest is an h2, and give each an id and a link to itself."""
    elements = [element for element in root.iter() if element.tag in _HEADINGS]
    if not elements:
        return ()
    shift = 2 - min(int(element.tag[1]) for element in elements)
    ids = _unique_ids()
    headings = []
    for element in elements:
        text = " ".join("".join(element.itertext()).split())
        level = min(int(element.tag[1]) + shift, 6)
        heading = Heading(level, ids(text), text)
        element.tag = f"h{level}"
        element.set("id", heading.id)
        anchor = {"class": "anchor", "href": f"#{heading.id}", "aria-label": "Link to this section"}
        ET.SubElement(element, "a", anchor).text = "#"
        headings.append(heading)
    return tuple(headings)


def _unique_ids() -> Callable[[str], str]:
    """Return a function that makes an id of a heading's text, each only once."""
    taken: set[str] = set()
    last: dict[str, int] = {}

    def unique(text: str) -> str:
        base = _slug(text)
        found = base
        while not found or found in taken:
            last[base] = last.get(base, 0 if not base else 1) + 1
            found = f"{base}-{last[base]}".lstrip("-")
        taken.add(found)
        return f"{ID_PREFIX}{found}"

    return unique


def _slug(text: str) -> str:
    """Return the ASCII letters and digits of *text* as words of an id; "" where it has none."""
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:80].strip("-")


def _fragments(headings: tuple[Heading, ...]) -> dict[str, str]:
    """Return the ids of *headings* by what an author may write to link to them."""
    found: dict[str, str] = {}
    for heading in headings:
        found.setdefault(_key(heading.id), heading.id)
        found.setdefault(_key(heading.id.removeprefix(ID_PREFIX)), heading.id)
    return found


def _key(fragment: str) -> str:
    """Return what is alike in the ids that different sites make of one heading."""
    return "".join(re.findall(r"[a-z0-9]+", fragment.lower()))


# Links and images


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


def _finish_link(
    link: ET.Element,
    base_path: str,
    topic_href: Callable[[str], str | None],
    fragments: dict[str, str],
) -> None:
    """Lead *link* where its author meant it to, or nowhere."""
    if link.get("class") == "anchor":
        return
    href = _href(link.get("href", ""), base_path, topic_href, fragments)
    if href is None:
        _unwrap(link)
    else:
        link.set("href", href)


def _href(
    url: str, base_path: str, topic_href: Callable[[str], str | None], fragments: dict[str, str]
) -> str | None:
    """Return the address that *url* stands for on a page, or None where a page must not lead there."""
    if not _is_plain(url):
        return None
    if url.startswith("#"):
        return f"#{fragments.get(_key(url), url[1:])}"
    scheme = _SCHEME.match(url)
    if scheme is None:
        return _site_href(url, base_path)
    match scheme[1].lower():
        case "http" | "https":
            return url if _WEB.match(url) else None
        case "mailto":
            return url
        case "topic":
            topic, hash_, fragment = url[scheme.end() :].partition("#")
            href = topic_href(topic)
            return None if href is None else f"{href}{hash_}{fragment}"
        case _:
            return None


def _is_plain(url: str) -> bool:
    """Tell whether *url* is free of what browsers drop or read otherwise: blanks, controls, backslashes."""
    return url.isprintable() and " " not in url and "\\" not in url


def _site_href(url: str, base_path: str) -> str | None:
    """Return the path *url* below *base_path*, or None where it is none: `//x` is another host."""
    return f"{base_path}{url}" if url.startswith("/") and not url.startswith("//") else None


def _finish_images(root: ET.Element, base_path: str) -> None:
    """Keep the images of this site; those of other hosts become links, since no page asks another host."""
    linked = {image for link in root.iter("a") for image in link.iter("img")}
    for image in list(root.iter("img")):
        url, text = image.get("src", ""), image.get("alt", "")
        path = _site_href(url, base_path) if _is_plain(url) else None
        if path is not None:
            image.set("src", path)
            image.set("loading", "lazy")
            image.set("decoding", "async")
        elif _is_plain(url) and _WEB.match(url) and image not in linked:
            image.tag = "a"
            image.text = text or url
            image.set("href", url)
        else:
            image.text = text
            _unwrap(image)


def _unwrap(element: ET.Element) -> None:
    """Let *element* be serialised as what it holds, without a tag of its own."""
    element.tag = None  # type: ignore[assignment]


# Blocks


def _finish_blocks(root: ET.Element) -> None:
    """Wrap tables and code blocks, so that what is too wide scrolls by itself."""
    for cell in root.iter():
        if cell.tag in ("td", "th") and "align" in cell.attrib:
            cell.set("class", f"align-{cell.attrib.pop('align')}")
    for table in list(root.iter("table")):
        _wrap(table, {"class": "table", "tabindex": "0"})
    for block in list(root.iter("pre")):
        block.set("tabindex", "0")
        block[0].set("class", "language-text")
        _wrap(block, {"class": "highlight"})


def _wrap(element: ET.Element, attributes: dict[str, str]) -> None:
    """Put a div with *attributes* around *element*."""
    inner = ET.Element(element.tag, element.attrib)
    inner.text = element.text
    inner.extend(element)
    tail = element.tail
    element.clear()
    element.tag, element.attrib, element.tail = "div", attributes, tail
    element.append(inner)


# The last word


_TAGS = {
    *("a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol"),
    *("p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_ATTRIBUTES = {
    "a": {"href", "title", "aria-label"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    **{tag: {"id"} for tag in _HEADINGS[1:]},
}
_VALUES = {
    "div": {"tabindex": {"0"}},
    "pre": {"tabindex": {"0"}},
    "img": {"loading": {"lazy"}, "decoding": {"async"}},
}
_ALIGNMENTS = {"align-left", "align-center", "align-right"}
_CLASSES = {
    "a": {"anchor"},
    "code": {f"language-{name}" for name in LANGUAGES},
    "div": {"highlight", "table"},
    "span": {name for name in STANDARD_TYPES.values() if name},
    "td": _ALIGNMENTS,
    "th": _ALIGNMENTS,
}


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    id_prefix=ID_PREFIX,
)


def _serialise(root: ET.Element, blocks: list[str]) -> str:
    """Return the HTML of the tree, with *blocks* in the places of their marks."""
    raw = ET.tostring(root, encoding="unicode", method="html")
    return _MARK.sub(lambda mark: blocks[int(mark[1] or mark[2] or mark[3])], raw)
