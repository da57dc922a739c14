"""A crosswalk -> the cards that other sites show where they link to its pages: pictures, a PNG each.

In: words and a share. Out: bytes, the same for the same words with one version of Pillow. The letters are of
the font inside Pillow, so that neither a library nor a font of the machine is needed. It has those of ASCII
and little else: accents go, and a line in another script is left out rather than drawn as boxes.
"""

import io
import unicodedata
import zlib
from bisect import bisect_right
from collections.abc import Iterator
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

INK, SOFT, FAINT = SHADES - 1, 11, 3
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
    lines, size = _fitted(shown.name)
    top = 312 - round(len(lines) * size * 0.6)
    picture.paste(_line(shown.label, 32, SOFT, TEXT_WIDTH), (MARGIN, top - 52))
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + round(number * size * 1.2)), line, INK, _font(size))
    if shown.share:
        picture.paste(_crossing(shown.share), (MARGIN, 464))
    picture.paste(_line(shown.sentence, 32, SOFT, TEXT_WIDTH), (MARGIN, 532))
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    """Return *picture*, drawn in shades of grey, in shades of green."""
    picture.putpalette(_PALETTE)
    written = io.BytesIO()
    # Runs of one shade are all there is to gain: half the time of what else zlib tries, and as small.
    picture.save(written, "PNG", compress_type=zlib.Z_RLE)
    return written.getvalue()


_PALETTE = bytes(
    round(dark + (light - dark) * shade / (SHADES - 1))
    for shade in range(SHADES)
    for dark, light in zip(GREEN, WHITE, strict=True)
)


# Drawing. What many cards have in common is drawn once.


@lru_cache(maxsize=4)
def _ground(site: str) -> Image.Image:
    """Return what all cards of a site begin with: its sign and its name."""
    picture = Image.new("L", (CARD_WIDTH, CARD_HEIGHT), 0)
    draw = ImageDraw.Draw(picture)
    for at in range(4):
        _stripe(draw, (MARGIN + at * 15, 68), (9, 38), INK)
    picture.paste(_line(site, 34, INK, TEXT_WIDTH - 80), (MARGIN + 80, 69))
    return picture


@lru_cache(maxsize=256)
def _crossing(share: Share) -> Image.Image:
    """Return *share* as the stripes of a pedestrian crossing, as the bars of the pages have them."""
    picture = Image.new("L", (TEXT_WIDTH, 48), 0)
    draw = ImageDraw.Draw(picture)
    filled, count = stripes(share)
    pitch = min((TEXT_WIDTH - 12) / max(count, 1), 64)
    for at in range(count):
        _stripe(draw, (round(at * pitch), 0), (round(pitch * 2 / 3), 47), INK if at < filled else FAINT)
    return picture


def _stripe(draw: ImageDraw.ImageDraw, place: tuple[int, int], size: tuple[int, int], shade: int) -> None:
    (left, top), (width, height) = place, size
    slant = height // 4
    draw.polygon(
        [
            (left + slant, top),
            (left + slant + width, top),
            (left + width, top + height),
            (left, top + height),
        ],
        fill=shade,
    )


@lru_cache(maxsize=256)
def _line(text: str, size: int, shade: int, room: int) -> Image.Image:
    """Return as much of *text* as fits *room*, if it can be drawn."""
    lines = _wrapped(_drawable(text), size, 1, room)
    picture = Image.new("L", (room, size * 5 // 4), 0)
    ImageDraw.Draw(picture).text((0, 0), "".join(lines), shade, _font(size))
    return picture


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
