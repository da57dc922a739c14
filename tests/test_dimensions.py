"""Width and height of images, from their first bytes."""

import struct

import pytest

from crosswalk.dimensions import LIMIT, size_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="1" height="2"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">LL", 640, 480) + b"\x08\x06\0\0\0"
GIF = b"GIF89a" + struct.pack("<hh", 640, 480) + b"\0\0\0"
WEBP = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\x7f\x02\0\xdf\x01\0"
FRAME = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, 480, 640, 3) + b"\0" * 9
TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHLHH", 0x112, 3, 1, 6, 0) + b"\0\0\0\0"
JPEG = b"\xff\xd8" + FRAME + b"\xff\xd9"
PORTRAIT = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(TURNED) + 2) + TURNED + FRAME + b"\xff\xd9"


@pytest.mark.parametrize(
    ("path", "content", "size"),
    [
        ("a.png", PNG, (640, 480)),
        ("a.gif", GIF, (640, 480)),
        ("a.webp", WEBP, (640, 480)),
        ("a.jpg", JPEG, (640, 480)),
        ("turned.jpg", PORTRAIT, (480, 640)),
        ("a.png", PNG[:20], None),
        ("a.png", PNG.replace(struct.pack(">L", 640), struct.pack(">L", LIMIT + 1)), None),
        ("a.gif", b"GIF89a\0\0\0\0\0\0\0", None),
        ("a.jpg", b"\xff\xd8" + b"\xff\xe0\0\0" * 9, None),
        ("a.jpg", b"\xff\xd8" + b"\0" * 2_000_000 + FRAME, None),
        ("a.ico", b"\0\0\1\0", None),
        ("a.png", b"", None),
    ],
)
def test_a_picture_tells_its_size_or_none(path: str, content: bytes, size: tuple[int, int] | None) -> None:
    assert size_of(path, content) == size


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="640" height="480"', (640, 480)),
        ('width="640px" height=" 480.4 " viewBox="0 0 1 1"', (640, 480)),
        ('viewBox="0 0 640 480"', (640, 480)),
        ('viewBox="-1.5,2 640.4, 479.6"', (640, 480)),
        ('width="100%" height="100%" viewBox="0 0 640 480"', (640, 480)),
        ('width="640"', None),
        ('width="0" height="480"', None),
        ('width="1e3" height="1e3"', None),
        ('viewBox="0 0 1.2.3 4"', None),
        ('viewBox="0 0 . ."', None),
        ("", None),
    ],
)
def test_a_drawing_tells_its_own_size_or_that_of_its_box(
    attributes: str, size: tuple[int, int] | None
) -> None:
    assert size_of("a.svg", SVG.format(attributes).encode()) == size


def test_a_drawing_may_begin_with_a_declaration_and_notes() -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- width="1" -->\n'
    assert size_of("a.svg", (head + SVG.format('viewBox="0 0 640 480"')).encode()) == (640, 480)
    assert size_of("a.svg", b"no drawing") is None
