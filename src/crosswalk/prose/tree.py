"""Python-Markdown's tree of a body, finished for a page, and written out as HTML.

Raw tags are text like any other in it. Nothing here is the last word on safety: that is `safety`.
"""

import re
import string
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markdown import Markdown
from markdown.blockprocessors import BlockQuoteProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import BACKTICK_RE, BacktickInlineProcessor

from crosswalk.prose.blocks import finish_blocks
from crosswalk.prose.code import Fence
from crosswalk.prose.footnotes import REFERENCE, References, finish_footnotes, with_footnotes
from crosswalk.prose.groups import finish_groups
from crosswalk.prose.headings import Heading, finish_headings, fragments
from crosswalk.prose.images import ImageSize, finish_images
from crosswalk.prose.links import finish_link, unwrap
from crosswalk.prose.text import characters
from crosswalk.texts import Texts

MARK = re.compile(
    "<p>\x02code:([0-9]+)\x03\n*</p>|<pre><code>\x02code:([0-9]+)\x03\n*</code></pre>|\x02code:([0-9]+)\x03"
)


_parsers = threading.local()


def forget() -> None:
    """Give up this thread's parser, which a failure may have left in the middle of something."""
    _parsers.__dict__.clear()


def parse(text: str, footnotes: Mapping[str, str], say: Texts) -> ET.Element:
    """Return the tree that Python-Markdown makes of *text*, raw tags being text like any other.

    What stands in it of ours is said by *say*.
    """
    parser = _parser()
    _parsers.references.numbers = {label: number for number, label in enumerate(footnotes)}
    root = parser.parser.parseDocument(f"{text}\n\n".split("\n")).getroot()
    assert root is not None
    if footnotes:
        notes = [ET.Element("div") for _ in footnotes]
        for note, written in zip(notes, footnotes.values(), strict=True):
            parser.parser.parseChunk(note, f"{written}\n\n")
        with_footnotes(root, notes, say("prose.footnotes"))
    finish_blocks(root, say)
    for processor in parser.treeprocessors:
        processor.run(root)
    unwrap(root)
    return root


def _parser() -> Markdown:
    """Return this thread's parser, made once and emptied of what an earlier body left."""
    parser: Markdown | None = getattr(_parsers, "parser", None)
    if parser is None:
        parser = Markdown(extensions=[TableExtension(use_align_attribute=True), SaneListExtension()])
        parser.inlinePatterns.register(_CodeSpans(BACKTICK_RE), "backtick", 190)
        _parsers.references = References(REFERENCE)
        parser.inlinePatterns.register(_parsers.references, "footnote", 175)
        parser.parser.blockprocessors.register(_Quotations(parser.parser), "quote", 20)
        parser.inlinePatterns.deregister("html")  # so that a raw tag is text, and gets escaped
        parser.inlinePatterns.deregister("entity")  # read when the tree is finished
        parser.ESCAPED_CHARS = list(string.punctuation)  # as in CommonMark
        _parsers.parser = parser
    parser.reset()
    return parser


class _Quotations(BlockQuoteProcessor):
    """Quotations; a blank line ends one, as on GitHub, where the original goes on with the one before."""

    def lastChild(self, parent: ET.Element) -> None:  # noqa: N802 - its name
        """Tell that nothing stands before a quotation that it could belong to."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a body needs to know of the site that it is on."""

    base_path: str
    topic_href: Callable[[str], str | None]
    image_size: ImageSize
    say: Texts


def finish(root: ET.Element, fences: list[Fence], around: Surroundings) -> tuple[Heading, ...]:
    """Give the elements below *root* what a page needs, take what it may not have; return the headings."""
    for element in root.iter():
        element.text = characters(element.text)
        element.tail = characters(element.tail)
        for name, value in element.items():
            element.set(name, characters(value) or "")
    references = finish_footnotes(root, around.say)
    headings = finish_headings(root, around.say("prose.section"))
    for reference, number in references:  # only now, so that no heading has one in its text
        reference.text = number
    known = fragments(headings)
    finish_images(root, around.base_path, around.image_size)
    for link in root.iter("a"):
        finish_link(link, around.base_path, around.topic_href, known)
    finish_groups(root, fences, around.say)
    _make_scrollable(root)
    return headings


def _make_scrollable(root: ET.Element) -> None:
    """Wrap tables and code blocks, so that what is too wide scrolls by itself."""
    for cell in root.iter():
        if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
            cell.tag = "td"  # a head that says nothing is none, as of the column of heads
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


def serialise(root: ET.Element, blocks: list[str]) -> str:
    """Return the HTML of the tree, with *blocks* in the places of their marks."""
    raw = ET.tostring(root, encoding="unicode", method="html")
    return MARK.sub(lambda mark: blocks[int(mark[1] or mark[2] or mark[3])], raw)
