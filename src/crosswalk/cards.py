"""A crosswalk -> the cards that other sites show where they link to its pages: pictures, a PNG each.

In: words and a share. Out: bytes, the same for the same words with one version of Pillow. The letters are of
the font inside Pillow, so that neither a library nor a font of the machine is needed. It has those of ASCII
and little else: accents go, and a line in another script is left out rather than drawn as boxes.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import ceil

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from crosswalk import coverage, png
from crosswalk.colours import Colour, of_theme
from crosswalk.coverage import Share
from crosswalk.model import Topic
from crosswalk.png import SHADES, Band
from crosswalk.views.page import CARD_HEIGHT, CARD_WIDTH
from crosswalk.views.parts import stripes
from crosswalk.views.site import Site
from crosswalk.views.topic import sentence
from crosswalk.wording import collapsed, unaccented

MARGIN = 80
TEXT_WIDTH = CARD_WIDTH - 2 * MARGIN

INK, SOFT, FAINT = SHADES - 1, 11, 3
"""How far words stand out from the ground, words beside them, and the stripes of what is silent."""

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
            colours=ground_and_ink(site.theme.colours),
        )
    )


def of_site(site: Site) -> bytes:
    """Return the card of all pages that have none of their own."""
    settings = site.settings
    colours = ground_and_ink(site.theme.colours)
    return card(Card(site=settings.title, name=settings.description, colours=colours))


def ground_and_ink(known: Mapping[str, Colour]) -> tuple[str, str]:
    """Return which colours of a site its cards have: those of what is filled on its pages."""
    return known["accent"].light, known["on-accent"].light


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says, from top to bottom; what is "" or None is left out."""

    site: str
    label: str = ""
    name: str
    share: Share | None = None
    sentence: str = ""
    colours: tuple[str, str] = field(default_factory=lambda: ground_and_ink(of_theme()))
    """Of the ground, and of what stands on it, as `#rrggbb`."""


def card(shown: Card) -> bytes:
    """Return *shown* as a PNG."""
    lines, size = _fitted(shown.name)
    top = 312 - round(len(lines) * size * 0.6)
    bands = (
        _ground(shown.site, 68),
        _line(shown.label, top - 52),
        _name(lines, size, top) if lines else None,
        _crossing(shown.share, 464) if shown.share else None,
        _line(shown.sentence, 532),
    )
    return png.picture((CARD_WIDTH, CARD_HEIGHT), _palette(*shown.colours), filter(None, bands))


@cache
def _palette(ground: str, ink: str) -> bytes:
    """Return the shades from *ground* to *ink*."""
    pairs = list(zip(bytes.fromhex(ground[1:]), bytes.fromhex(ink[1:]), strict=True))
    return bytes(
        round(from_ + (to - from_) * shade / (SHADES - 1)) for shade in range(SHADES) for from_, to in pairs
    )


# Drawing, band by band. What many cards have in common is drawn and compressed once.


@lru_cache(maxsize=4)
def _ground(site: str, top: int) -> Band:
    """Return what all cards of a site begin with: its sign and its name."""
    drawing = _blank(44)
    draw = ImageDraw.Draw(drawing)
    for at in range(4):
        _stripe(draw, (MARGIN + at * 15, 0), (9, 38), INK)
    _write(drawing, (MARGIN + 80, 1), "".join(_wrapped(_drawable(site), 34, 1, TEXT_WIDTH - 80)), 34)
    return png.band(drawing, top)


@lru_cache(maxsize=256)
def _crossing(share: Share, top: int) -> Band:
    """Return *share* as the stripes of a pedestrian crossing, as the bars of the pages have them."""
    drawing = _blank(48)
    draw = ImageDraw.Draw(drawing)
    filled, count = stripes(share)
    pitch = min((TEXT_WIDTH - 12) / max(count, 1), 64)
    for at in range(count):
        place = (MARGIN + round(at * pitch), 0)
        _stripe(draw, place, (round(pitch * 2 / 3), 47), INK if at < filled else FAINT)
    return png.band(drawing, top)


@lru_cache(maxsize=256)
def _line(text: str, top: int) -> Band:
    """Return as much of *text* as there is room for, if it can be drawn."""
    drawing = _blank(40)
    _write(drawing, (MARGIN, 0), "".join(_wrapped(_drawable(text), 32, 1)), 32, SOFT)
    return png.band(drawing, top)


def _name(lines: list[str], size: int, top: int) -> Band:
    """Return the *lines* of a name."""
    drawing = _blank(round((len(lines) - 1) * size * 1.2) + sum(_font(size).getmetrics()))
    for number, line in enumerate(lines):
        _write(drawing, (MARGIN, round(number * size * 1.2)), line, size)
    return png.band(drawing, top)


def _blank(height: int) -> Image.Image:
    return Image.new("L", (CARD_WIDTH, height), 0)


def _write(drawing: Image.Image, place: tuple[int, int], line: str, size: int, shade: int = INK) -> None:
    """Write *line* at *place*, word by word: names have most of their words in common."""
    left, top = float(place[0]), place[1]
    for word in line.split():
        shape = _shape(word, size)
        drawing.paste(shade, (round(left), top, round(left) + shape.width, top + shape.height), shape)
        left += _width(f"{word} ", size)


@lru_cache(maxsize=512)
def _shape(word: str, size: int) -> Image.Image:
    """Return where *word* covers what it is written on, and how far."""
    _left, _top, right, bottom = _font(size).getbbox(word)
    shape = Image.new("L", (ceil(right), ceil(bottom)), 0)
    ImageDraw.Draw(shape).text((0, 0), word, 255, _font(size))
    return shape


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
    line = unaccented(collapsed(text[:LONGEST]).translate(FOLDED))
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
