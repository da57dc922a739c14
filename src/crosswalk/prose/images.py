"""The images of a body: those of this site are sized, so that nothing moves as they load."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crosswalk.prose.fences import lines_with
from crosswalk.prose.links import is_elsewhere, is_plain, site_href, unwrap

ImageSize = Callable[[str], tuple[int, int] | None]
"""Tells width and height of the image at a path of this site, if they are known."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image as it is written."""

    line: int
    column: int
    """Both from 1."""
    alt: str
    """What it shows, in words; "" where nobody said so."""
    url: str
    """"" where it stands elsewhere, as in `![a chart][1]`."""


_IMAGE = re.compile(r"(?<!\\)!\[([^\[\]]*)\](?:\( *<?([^\s<>()]*)|\[)")


def images(markdown: str) -> Iterator[Image]:
    """Yield each image in *markdown*, as far as a line tells."""
    for number, text in lines_with("![", markdown):
        for image in _IMAGE.finditer(text):
            yield Image(number, image.start() + 1, image[1].strip(), image[2] or "")


def finish_images(root: ET.Element, base_path: str, image_size: ImageSize) -> None:
    """Keep the images of this site; those of other hosts become links, since no page asks another host."""
    linked = {image for link in root.iter("a") for image in link.iter("img")}
    for image in list(root.iter("img")):
        url, text = image.get("src", ""), image.get("alt", "")
        path = site_href(url, base_path) if is_plain(url) else None
        if path is not None:
            image.set("src", path)
            if size := image_size(url):
                image.set("width", str(size[0]))
                image.set("height", str(size[1]))
            image.set("loading", "lazy")
            image.set("decoding", "async")
        elif is_plain(url) and is_elsewhere(url) and image not in linked:
            image.tag = "a"
            image.text = text or url
            image.set("href", url)
        else:
            image.text = text
            unwrap(image)
    for paragraph in list(root.iter("p")):
        _finish_figure(paragraph)


def _finish_figure(paragraph: ET.Element) -> None:
    """Make a figure of a *paragraph* that is nothing but an image with a title: its caption."""
    if len(paragraph) != 1 or paragraph[0].tag != "img" or not paragraph[0].get("title"):
        return
    if not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip():
        paragraph.tag = "figure"
        ET.SubElement(paragraph, "figcaption").text = paragraph[0].attrib.pop("title")
