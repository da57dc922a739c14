"""Bands of a picture -> PNG: what many pictures have in common is packed and compressed once.

In: drawings in sixteen shades. Out: `Band`s, which can be kept, and the bytes of pictures that they are
joined to. A PNG holds its rows as one stream of zlib; each band is a piece of such a stream that refers to
nothing in front of it (a full flush, RFC 1951, 3.2.4), so that pieces may follow each other in any order.
Nothing here knows what is drawn.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from PIL import Image

SHADES = 16
"""What four bits a pixel can tell."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS, _PALETTE = 4, 3
_HEADER, _END = b"\x78\x01", zlib.compress(b"", wbits=-15)
_ADLER = 65521


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of a picture, compressed by themselves."""

    top: int
    height: int
    text: bytes
    check: int
    """The Adler-32 of the rows."""


def band(drawing: Image.Image, top: int) -> Band:
    """Return *drawing*, which is as wide as the picture and stands at its row *top*."""
    # Two pixels are a byte: two dark ones in front of each row make the byte that says it is not filtered.
    packed = drawing.crop((-2, 0, drawing.width, drawing.height))
    packed.putpalette(bytes(3 * SHADES))
    return _compressed(packed.tobytes("raw", "P;4"), top, drawing.height)


def picture(size: tuple[int, int], colours: bytes, bands: Iterable[Band]) -> bytes:
    """Return the picture of *size* with *bands*, from top to bottom; between them all is of the first shade.

    *colours* are red, green and blue of each shade. The width is even.
    """
    width, height = size
    row = 1 + width // 2
    texts, check, at = [_HEADER], 1, 0
    for each in (*bands, Band(height, 0, _END, 1)):
        for piece in (_dark(row, each.top - at), each):
            texts.append(piece.text)
            check = _joined(check, piece.check, row * piece.height)
        at = each.top + each.height
    stream = b"".join((*texts, check.to_bytes(4, "big")))
    head = b"".join((*(each.to_bytes(4, "big") for each in size), bytes((_BITS, _PALETTE, 0, 0, 0))))
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", stream), (b"IEND", b""))
    return b"".join((_SIGNATURE, *(_chunk(name, data) for name, data in chunks)))


@cache
def _dark(row: int, height: int) -> Band:
    return _compressed(bytes(row * height), 0, height)


def _compressed(rows: bytes, top: int, height: int) -> Band:
    # Runs of one shade are nearly all there is to gain, and found in half the time of anything else.
    packer = zlib.compressobj(wbits=-15, strategy=zlib.Z_RLE)
    return Band(top, height, packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH), zlib.adler32(rows))


def _joined(first: int, second: int, length: int) -> int:
    """Return the Adler-32 (RFC 1950, 8.2) of two texts in a row, of which the second has *length* bytes."""
    (high, low), (more, rest) = divmod(first, 1 << 16), divmod(second, 1 << 16)
    return (high + more + length * (low - 1)) % _ADLER << 16 | (low + rest - 1) % _ADLER


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(data, zlib.crc32(name))
    return b"".join((len(data).to_bytes(4, "big"), name, data, check.to_bytes(4, "big")))
