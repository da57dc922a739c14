"""One file -> its front matter as nodes that know their place, and its body.

In: a `Source`. Out: a `Document`, or the root node of a file that is YAML as a whole. What keys mean is
judged by `fields` and `shapes`.
"""

import re
from dataclasses import dataclass
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from crosswalk.compose import compose
from crosswalk.diagnostics import Diagnostics, Place
from crosswalk.model import Body
from crosswalk.nodes import Mapping, Node, Scalar, Unsound
from crosswalk.text import Source, report_bidi

_OPENING = re.compile(r"---[ \t]*\r?\n|---[ \t]*\Z")
_CLOSING = re.compile(r"---(?<=^---)[ \t]*\r?$", re.MULTILINE)
"""Begins with what is rare, so that `re` looks for that and not at each character for the start of a line."""


@dataclass(slots=True)
class Document:
    """A file with front matter."""

    source: Source
    root: Mapping
    body: Body


def front_matter(source: Source, found: Diagnostics) -> Document | None:
    """Return the front matter and the body of *source*, or None where there is none that can be read."""
    report_bidi(source, found)
    opening = _OPENING.match(source.text)
    if opening is None:
        message = "the file does not begin with front matter"
        found.error(Place(source.file), "no-front-matter", message, "make '---' its first line")
        return None
    closing = _CLOSING.search(source.text, opening.end())
    if closing is None:
        message = "the front matter is not closed"
        hint = "put a line '---' behind it"
        found.error(Place(source.file), "front-matter-unterminated", message, hint)
        return None
    handler = PlacingHandler(source, opening, closing, found)
    frontmatter.parse(source.text, handler=handler)
    if not isinstance(handler.root, Mapping):
        _report_no_mapping(source, handler.root, found)
        return None
    return Document(source, handler.root, handler.body)


def stretch(source: Source) -> tuple[int, int]:
    """Return where the YAML of *source* begins and ends, be it closed or not: a file may be half written."""
    if not source.file.endswith(".md"):
        return 0, len(source.text)
    opening = _OPENING.match(source.text)
    if opening is None:
        return 0, 0
    closing = _CLOSING.search(source.text, opening.end())
    return opening.end(), closing.start() if closing else len(source.text)


def yaml_file(source: Source, found: Diagnostics) -> Node | None:
    """Return the root node of a file that is YAML as a whole, or None where it cannot be read."""
    report_bidi(source, found)
    return compose(source, 0, len(source.text), found)


def yaml_mapping(source: Source, found: Diagnostics) -> Mapping | None:
    """Return the mapping that a YAML file consists of, or None."""
    root = yaml_file(source, found)
    if isinstance(root, Mapping):
        return root
    _report_no_mapping(source, root, found)
    return None


def _report_no_mapping(source: Source, root: Node | None, found: Diagnostics) -> None:
    if isinstance(root, Unsound):
        return
    if root is None or (isinstance(root, Scalar) and root.plain and not root.text):
        message, place = "there are no keys", Place(source.file)
    else:
        message, place = "keys and values are needed here", source.place(root.index)
    found.error(place, "field-type", message, "write lines such as 'topic_id: paging'")


class PlacingHandler(BaseHandler):
    """Lets python-frontmatter split a file at our fences, and composes nodes that keep their place.

    After the parse, `root` is the node of the front matter (None: empty) and `body` what stands behind it.
    """

    # CONTRACT, Files: line 1 is `---`, closed by the next line `---`; later ones belong to the body.
    FM_BOUNDARY: re.Pattern[str] | None = _CLOSING

    def __init__(
        self, source: Source, opening: re.Match[str], closing: re.Match[str], found: Diagnostics
    ) -> None:
        super().__init__()
        self.source = source
        self.found = found
        self.root: Node | None = None
        self._start, self._end, self._behind = opening.end(), closing.start(), closing.end()

    def split(self, text: str) -> tuple[str, str]:  # noqa: ARG002 - it is not the file's, see below
        """Return the YAML between the fences and the body behind them.

        Both are cut from the source: python-frontmatter hands over a *text* without its CRs and outer white
        space, in which nothing would stand in its place, and an indented first line would lose its meaning.
        """
        whole = self.source.text
        body = whole[self._behind :].removeprefix("\r").removeprefix("\n")
        place = self.source.place(len(whole) - len(body))
        self.body = Body(text=body.replace("\r\n", "\n"), place=place)
        return whole[self._start : self._end], body

    def load(self, fm: str) -> dict[str, Any]:  # noqa: ARG002 - the same text, without its place
        """Compose the YAML into `root`."""
        self.root = compose(self.source, self._start, self._end, self.found)
        return {}
