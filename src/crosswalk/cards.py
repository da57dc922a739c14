"""A crosswalk -> the cards that other sites show where they link to its pages: pictures, a PNG each.

In: words and a share. Out: bytes, the same for the same words with one version of Pillow. The letters are of
the font inside Pillow, so that neither a library nor a font of the machine is needed. It has those of ASCII
and little else: accents go, and a line in another script is left out rather than drawn as boxes.
"""

import io
import unicodedata
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from crosswalk import coverage
from crosswalk.coverage import Share
from crosswalk.model import Topic
from crosswalk.views.frame import CARD_HEIGHT, CARD_WIDTH
from crosswalk.views.parts import stripes
from crosswalk.views.site import Site
from crosswalk.views.topic import sentence

MARGIN = 80
TEXT_WIDTH = CARD_WIDTH - 2 * MARGIN

GREEN, WHITE = (0x00, 0x60, 0x3A), (0xFF, 0xFF, 0xFF)
SHADES = 16
"""From green to white: what four bits a pixel can tell, and enough for the edges of letters."""

INK, SOFT, FAINT = 255, 190, 52
"""How white words are, words beside them, and the stripes of what is silent."""

SIZES = ((84, 2), (64, 3), (50, 4))
"""The sizes of a name, and how many lines of each there is room for."""

LONGEST = 400
"""More characters of a name than there is room for at any size."""

FOLDED = str.maketrans("\u2010\u2011\u2012\u2013\u2014", "-----")
"""Hyphens and dashes that the font does not have."""


def of_topic(site: Site, topic: Topic) -> bytes:
    """Return the card of *topic*."""
    return card(
        Card(
            site=site.settings.title,
            label=site.crosswalk.category_of[topic.id].name,
            name=topic.name,
            share=coverage.of_topic(site.crosswalk, topic.id),
            sentence=sentence(site, topic),
        )
    )


def of_site(site: Site) -> bytes:
    """Return the card of all pages that have none of their own."""
    return card(Card(site=site.settings.title, name=site.settings.description))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says, from top to bottom; what is "" or None is left out."""

    site: str
    label: str = ""
    name: str
    share: Share | None = None
    sentence: str = ""


def card(shown: Card) -> bytes:
    """Return *shown* as a PNG."""
    picture = _ground(shown.site).copy()
    draw = ImageDraw.Draw(picture)
    lines, size = _fitted(shown.name)
    top = 330 - round(len(lines) * size * 0.6)
    _line(draw, shown.label, (MARGIN, top - 52), 32, SOFT)
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + round(number * size * 1.2)), line, INK, _font(size))
    if shown.share:
        _crossing(draw, shown.share)
    _line(draw, shown.sentence, (MARGIN, 556 if shown.share else 520), 32, SOFT)
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    """Return *picture*, drawn in shades of grey, in shades of green."""
    picture = picture.point(_SHADE_OF)
    picture.putpalette(_PALETTE)
    written = io.BytesIO()
    # Runs of one shade are all there is to gain: half the time of what else zlib tries, and as small.
    picture.save(written, "PNG", compress_type=zlib.Z_RLE)
    return written.getvalue()


_SHADE_OF = [value * SHADES // 256 for value in range(256)]
_PALETTE = bytes(
    round(dark + (light - dark) * shade / (SHADES - 1))
    for shade in range(SHADES)
    for dark, light in zip(GREEN, WHITE, strict=True)
)


# Drawing


@cache
def _ground(site: str) -> Image.Image:
    """Return what all cards of a site begin with: its sign and its name."""
    picture = Image.new("L", (CARD_WIDTH, CARD_HEIGHT), 0)
    draw = ImageDraw.Draw(picture)
    _slanted(draw, (_Stripe(MARGIN + at * 15, 9) for at in range(4)), top=68, height=38, shade=INK)
    _line(draw, site, (MARGIN + 80, 69), 34, INK)
    return picture


@dataclass(frozen=True, slots=True)
class _Stripe:
    """Where a stripe begins, and how wide it is."""

    left: float
    width: float


def _crossing(draw: ImageDraw.ImageDraw, share: Share) -> None:
    """Draw *share* as the stripes of a pedestrian crossing, as the bars of the pages have them."""
    filled, count = stripes(share)
    pitch = min(TEXT_WIDTH / max(count, 1), 64)
    placed = [_Stripe(MARGIN + at * pitch, pitch * 2 / 3) for at in range(count)]
    _slanted(draw, placed[:filled], top=484, height=48, shade=INK)
    _slanted(draw, placed[filled:], top=484, height=48, shade=FAINT)


def _slanted(
    draw: ImageDraw.ImageDraw, stripes: Iterable[_Stripe], *, top: int, height: int, shade: int
) -> None:
    slant = round(height / 4)
    for stripe in stripes:
        left, right = round(stripe.left), round(stripe.left + stripe.width)
        corners = [(left + slant, top), (right + slant, top), (right, top + height), (left, top + height)]
        draw.polygon(corners, fill=shade)


def _line(draw: ImageDraw.ImageDraw, text: str, place: tuple[int, int], size: int, shade: int) -> None:
    """Draw as much of *text* as has room from *place* on, if it can be drawn."""
    lines = _wrapped(_drawable(text), size, 1, CARD_WIDTH - MARGIN - place[0])
    for line in lines:
        draw.text(place, line, shade, _font(size))


# Words


def _fitted(name: str) -> tuple[list[str], int]:
    """Return the lines of *name* in the largest size that has room for all of it, or else the smallest."""
    text = _drawable(name)
    for size, most in SIZES[:-1]:
        lines = _wrapped(text, size, most)
        if not (lines and lines[-1].endswith("…")):
            return lines, size
    size, most = SIZES[-1]
    return _wrapped(text, size, most), size


def _wrapped(text: str, size: int, most: int, room: int = TEXT_WIDTH) -> list[str]:
    """Return *text* as at most *most* lines that fit *room*; an ellipsis tells of more."""
    lines: list[str] = []
    used = 0.0
    for word in _words(text, size, room):
        width = _width(word, size)
        if lines and used + _width(" ", size) + width <= room:
            lines[-1] += f" {word}"
            used += _width(" ", size) + width
        elif len(lines) < most:
            lines.append(word)
            used = width
        else:
            last = lines[-1]
            while last and _width(f"{last}…", size) > room:
                last = last[:-1].rstrip()
            return [*lines[:-1], f"{last}…"]
    return lines


def _words(text: str, size: int, room: int) -> Iterator[str]:
    """Yield the words of *text*, in pieces where one is wider than *room*."""
    for word in text.split():
        rest = word
        while _width(rest, size) > room:
            count = _fitting(rest, size, room)
            yield rest[:count]
            rest = rest[count:]
        yield rest


def _fitting(word: str, size: int, room: float) -> int:
    """Return how many letters of *word* fit *room*; one at least, so that there is an end."""
    return bisect_right(range(1, len(word)), room, key=lambda count: _width(word[:count], size)) or 1


@lru_cache(maxsize=10_000)
def _width(word: str, size: int) -> float:
    return _font(size).getlength(word)


def _drawable(text: str) -> str:
    """Return *text* on one line and without accents; "" where the font lacks a letter of it."""
    line = " ".join(text[:LONGEST].split()).translate(FOLDED)
    if not line.isascii():
        plain = unicodedata.normalize("NFKD", line)
        line = "".join(char for char in plain if not unicodedata.combining(char))
    return line if all(map(_has_glyph, line)) else ""


@cache
def _font(size: int) -> FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, FreeTypeFont), "this Pillow was built without FreeType"
    return font


@cache
def _has_glyph(char: str) -> bool:
    """Tell whether the font has *char*: what it has not, it draws as it draws what no font has."""
    font = _font(32)
    return char == " " or bytes(font.getmask(char)) != bytes(font.getmask("\U0010ffff"))
