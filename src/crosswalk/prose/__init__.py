"""Markdown from a stranger -> safe HTML and its headings.

In: the body of a content file. Out: `Prose`, HTML that a page can show as it stands, and the headings in it.
Nothing here opens a file, follows a link or fails: what is unsafe loses its effect and keeps its text.
`too_complex` tells beforehand which bodies would take too long; callers refuse those.

The way of a body: fences and footnotes are cut out line by line; Python-Markdown makes a tree of the rest,
with every raw tag as text; notes and definition lists get their elements; the tree is finished (headings,
footnotes, images, links, groups of fences, tables); nh3 has the last word, with a list of what may be there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from crosswalk.catalogues import ENGLISH
from crosswalk.prose.authored import authored
from crosswalk.prose.bounds import SIZE_LIMIT, too_complex
from crosswalk.prose.code import LANGUAGES, code_block, code_blocks
from crosswalk.prose.fences import cut_fences
from crosswalk.prose.footnotes import cut_footnotes
from crosswalk.prose.headings import ID_PREFIX, Heading
from crosswalk.prose.images import Image, ImageSize, images
from crosswalk.prose.links import host_links, topic_links
from crosswalk.prose.safety import CLEANER
from crosswalk.prose.text import clean
from crosswalk.prose.tree import Surroundings, finish, forget, parse, serialise
from crosswalk.texts import Texts, texts_of

__all__ = [
    "ID_PREFIX",
    "LANGUAGES",
    "SIZE_LIMIT",
    "Heading",
    "Image",
    "ImageSize",
    "Prose",
    "authored",
    "host_links",
    "images",
    "render",
    "too_complex",
    "topic_links",
]


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered body."""

    html: Markup
    headings: tuple[Heading, ...]


def render(
    markdown: str,
    *,
    base_path: str,
    topic_href: Callable[[str], str | None],
    image_size: ImageSize = lambda _path: None,
    say: Texts | None = None,
) -> Prose:
    """Render *markdown*; `/x` is taken below *base_path*, and `topic:x` leads to what *topic_href* says.

    What we add to it we *say*, in English if nobody says how.
    """
    say = say or texts_of(ENGLISH)
    text, fences = cut_fences(clean(markdown))
    text, footnotes = cut_footnotes(text)
    try:
        tree = parse(text, footnotes, say)
        around = Surroundings(base_path=base_path, topic_href=topic_href, image_size=image_size, say=say)
        headings = finish(tree, fences, around)
        raw = serialise(tree, code_blocks(fences))
    except RecursionError:  # too_complex stands in front of this; who goes past it gets the text as it is
        forget()
        raw, headings = code_block(markdown, "text"), ()
    return Prose(Markup(CLEANER.clean(raw).strip()), headings)  # noqa: S704 - this is what makes it safe
