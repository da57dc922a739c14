"""A file of `media/` -> its width and height, so that pages keep room for it before it is there.

In: the path of an image and its bytes, which `media` has judged. Out: both in pixels of CSS, or None where
the file does not tell. Headers are read, and no image is decoded.
"""

import re
from io import BytesIO
from xml.parsers import expat

HEAD_LIMIT = 1024 * 1024
"""Most bytes that are looked at: cameras put previews and profiles in front of the size."""

LIMIT = 20_000
"""Most pixels of a side that a page would believe."""


def size_of(path: str, content: bytes) -> tuple[int, int] | None:
    """Return width and height of the image *content* at *path*."""
    import imagesize  # brings an HTTP client along, so only who has images waits for it

    head = content[:HEAD_LIMIT]
    width, height = _drawing_size(head) if path.endswith(".svg") else imagesize.get(BytesIO(head))
    return (width, height) if 1 <= width <= LIMIT and 1 <= height <= LIMIT else None


_LENGTH = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:px)?\s*")
_BOX = re.compile(r"\s*-?[0-9.]{1,12}[\s,]+-?[0-9.]{1,12}[\s,]+([0-9.]{1,12})[\s,]+([0-9.]{1,12})\s*")


def _drawing_size(head: bytes) -> tuple[int, int]:
    """Return what the first element of an SVG says of its size: its own, or that of its box."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, attributes: found.append(attributes) if not found else None
    try:
        parser.Parse(head)
    except expat.ExpatError:
        return -1, -1
    root = found[0] if found else {}
    sides = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    box = _BOX.fullmatch(root.get("viewBox", ""))
    try:
        if sides[0] and sides[1]:
            return round(float(sides[0][1])), round(float(sides[1][1]))
        return (round(float(box[1])), round(float(box[2]))) if box else (-1, -1)
    except ValueError:  # `1.2.3`
        return -1, -1
