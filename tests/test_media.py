"""Which media files of strangers are published, and what is said of the others."""

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.media import DEPTH_LIMIT, ELEMENT_LIMIT, SIZE_LIMIT, refusal

PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "data" / "apistylebook" / "corrected" / "media"

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
RASTER = {
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0" + b"\x00" * 20,
    "jpeg": b"\xff\xd8\xff\xdb" + b"\x00" * 20,
    "gif": b"GIF89a" + b"\x00" * 20,
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 20,
    "avif": b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1miaf" + b"\x00" * 20,
    "ico": b"\x00\x00\x01\x00\x01\x00" + b"\x00" * 20,
}
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inner: str = "", attributes: str = "", before: str = "") -> bytes:
    return f"{before}<svg {NAMESPACES} {attributes}>{inner}</svg>".encode()


# Paths


@pytest.mark.parametrize(
    "path", ["a.png", "logos/acme.png", "A/b-c/d_e.1.png", "0.png", f"{'a' * 96}.png", "console/x.png"]
)
def test_portable_paths_are_published(path: str) -> None:
    assert refusal(path, PNG) is None


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("", "''"),
        ("/a.png", "''"),
        ("a//b.png", "''"),
        ("../a.png", "'..'"),
        ("a/./b.png", "'.'"),
        (".hidden.png", "'.hidden.png'"),
        ("-a.png", "'-a.png'"),
        ("_a.png", "'_a.png'"),
        ("a b.png", "'a b.png'"),
        ("ä.png", "'ä.png'"),
        ("a\\b.png", "'a\\b.png'"),
        ("a:b.png", "'a:b.png'"),
        ("a\n.png", "'a\\x0a.png'"),
        ("a.png\n", "'a.png\\x0a'"),
        ("a\udcff.png", "\\xff"),
        ("logos./a.png", "ends in a dot"),
        ("con.png", "'con.png' is a device"),
        ("NUL.tar.png", "'NUL.tar.png' is a device"),
        ("com1/a.png", "'com1' is a device"),
        ("LPT9.png", "'LPT9.png' is a device"),
        (f"{'a' * 97}.png", "longer than 100"),
        ("a.PNG", "'PNG'"),
        ("a", "'a'"),
        ("a.html", "'html'"),
        ("a.svgz", "'svgz'"),
        ("a.png.js", "'js'"),
    ],
)
def test_other_paths_are_refused_by_name(path: str, named: str) -> None:
    assert named in (refusal(path, PNG) or "")


# Raster images


@pytest.mark.parametrize("extension", RASTER)
def test_an_image_is_published_under_its_own_extension_only(extension: str) -> None:
    for other, content in RASTER.items():
        same = RASTER[extension] == content or {extension, other} == {"jpg", "jpeg"}
        assert (refusal(f"a.{extension}", content) is None) == same
    assert refusal(f"a.{extension}", b"") == f"its content is not {extension.upper()}"
    assert refusal(f"a.{extension}", b"<script>alert(1)</script>") is not None


def test_size_is_bounded() -> None:
    assert refusal("a.png", PNG.ljust(SIZE_LIMIT, b"\x00")) is None
    assert "5,242,881" in (refusal("a.png", PNG.ljust(SIZE_LIMIT + 1, b"\x00")) or "")


# SVG


PIXEL = base64.b64encode(PNG).decode()


@pytest.mark.parametrize(
    "content",
    [
        svg(),
        svg("<title>A &amp; B &#169;</title><desc>It is on. javascript: is a word</desc>"),
        svg('<defs><path id="p" d="M0 0L1 1"/></defs><use xlink:href="#p"/><use href="#p"/>'),
        svg('<g fill="url(#g)" style="fill: url( #g ); stroke: red" clip-path="url(\'#c\')"/>'),
        svg("<style>.a { fill: url(#g) } @media print { .a { fill: #000 } }</style>"),
        svg("<style><![CDATA[ .a > .b { fill: red } ]]></style>"),
        svg(f'<image xlink:href="data:image/png;base64,{PIXEL}"/>'),
        svg('<animate attributeName="fill" to="red"/><set attributeName="opacity" to="0"/>'),
        svg('<g transform="translate(1,2) rotate(45)" font-family="A, B"/>'),
        svg('<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>'),
        svg(before='<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- drawn by hand -->\n'),
        svg(
            before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        ),
        b"\xef\xbb\xbf" + svg(),
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>',
        svg(
            '<sodipodi:namedview inkscape:zoom="1"/>'
            '<metadata><rdf:RDF><cc:Work rdf:about=""><dc:title>x</dc:title></cc:Work></rdf:RDF></metadata>',
            'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
            'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns:cc="http://creativecommons.org/ns#" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        ),
    ],
)
def test_drawings_are_published(content: bytes) -> None:
    assert refusal("a.svg", content) is None


@pytest.mark.parametrize(
    ("content", "named"),
    [
        # what acts
        (svg("<script>alert(1)</script>"), "'script'"),
        (svg('<script xlink:href="https://example.org/x.js"/>'), "'script'"),
        (svg('<s:script xmlns:s="http://www.w3.org/2000/svg"/>'), "'script'"),
        (svg('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'), "'script'"),
        (svg("<SCRIPT/>"), "'SCRIPT'"),
        (svg("<foreignObject><b/></foreignObject>"), "'foreignObject'"),
        (svg('<b xmlns="http://www.w3.org/1999/xhtml"/>'), "'b'"),
        (svg('<iframe xmlns="http://www.w3.org/1999/xhtml" src="/"/>'), "'iframe'"),
        (svg('<math xmlns="http://www.w3.org/1998/Math/MathML"/>'), "'math'"),
        (svg('<x xmlns=""/>'), "'x'"),
        (svg("<handler/>"), "'handler'"),
        (svg("<audio/>"), "'audio'"),
        (svg(attributes='onload="alert(1)"'), "'onload'"),
        (svg('<g onclick="x"/>'), "'onclick'"),
        (svg('<g ONCLICK="x"/>'), "'ONCLICK'"),
        (svg('<g xlink:onclick="x"/>'), "'onclick'"),
        # what leads away
        (svg('<a href="https://example.org"/>'), "'https://example.org'"),
        (svg('<a href="javascript:alert(1)"/>'), "'javascript:alert(1)'"),
        (svg('<a xlink:href="&#106;avascript:alert(1)"/>'), "'javascript:alert(1)'"),
        (svg('<a xmlns:y="http://www.w3.org/1999/xlink" y:href="/x"/>'), "'/x'"),
        (svg('<use href="other.svg#a"/>'), "'other.svg#a'"),
        (svg('<use href=" #a"/>'), "' #a'"),
        (svg('<image href="data:image/svg+xml;base64,AAAA"/>'), "data:image/svg"),
        (svg('<image href="data:text/html,x"/>'), "data:text/html"),
        (svg('<image href="//example.org/x.png"/>'), "'//example.org/x.png'"),
        (svg('<g xml:base="https://example.org/"/>'), "'base'"),
        (svg('<image src="x"/>'), "'src'"),
        (svg('<animate attributeName="href" to="javascript:alert(1)"/>'), "an animation of 'href'"),
        (svg('<set attributeName=" xlink:href " to="x"/>'), "an animation of"),
        (svg('<set attributeName="onclick" to="x"/>'), "an animation of 'onclick'"),
        (svg('<g values="java&#10;script:alert(1)"/>'), "'javascript:'"),
        # what fetches
        (svg("<style>@import 'https://example.org/x.css';</style>"), "'@import"),
        (svg("<style>@imp<!-- -->ort 'x';</style>"), "'@import"),
        (svg("<style>@imp<g/>ort 'x';</style>"), "'@import"),
        (svg("<style>@im<![CDATA[port 'x']]></style>"), "'@import"),
        (svg("<style>.a { fill: url(https://example.org) }</style>"), "'url(https://example.org"),
        (svg("<style>.a { fill: URL( 'x' ) }</style>"), "'url( 'x'"),
        (svg("<style>/* */ .a { content: '/*'; fill: url(x); content: '*/' }</style>"), "'url(x)"),
        (svg("<style>.a { fill: u\\72l(x) }</style>"), "a backslash"),
        (svg("<style>.a { width: expression(alert(1)) }</style>"), "'expression("),
        (svg("<style>.a { fill: image-set('x' 1x) }</style>"), "'image-set("),
        (svg("<style>.a { -moz-binding: x }</style>"), "'-moz-binding"),
        (svg('<g style="fill: url(data:x)"/>'), "'url(data:x)"),
        (svg('<g style="fill: u\\72l(x)"/>'), "a backslash"),
        (svg('<g fill="url(https://example.org)"/>'), "'url(https://example.org)"),
        (svg('<g filter="url( &quot;x#a&quot; )"/>'), "'url("),
        (svg(before='<?xml-stylesheet href="https://example.org/x.css"?>'), "'xml-stylesheet'"),
        (svg("<?php x ?>"), "'php'"),
        # what grows or hides
        (svg(before='<!DOCTYPE svg [<!ENTITY a "b">]>'), "DOCTYPE"),
        (svg("&a;", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "DOCTYPE"),
        (svg(before='<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>'), "DOCTYPE"),
        (svg("&a;", before='<!DOCTYPE svg SYSTEM "x.dtd">'), "'a'"),
        (svg("&a;"), "not well-formed"),
        (svg(before='<?xml version="1.0" encoding="UTF-7"?>'), "'UTF-7'"),
        (svg(before='<?xml version="1.0" encoding="ISO-8859-1"?>'), "'ISO-8859-1'"),
        (svg().decode().encode("utf-16"), "not UTF-8"),
        (svg("é").decode().encode("latin-1"), "not UTF-8"),
        (svg("<g>" * (DEPTH_LIMIT + 1) + "</g>" * (DEPTH_LIMIT + 1)), "one in another"),
        (svg("<g/>" * ELEMENT_LIMIT), "more than 50,000 elements"),
        # what is none
        (b"", "not well-formed"),
        (b"<svg", "not well-formed"),
        (b"<svg/>", "no SVG"),
        (b"<svg/><svg/>", "no SVG"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "no SVG"),
        (PNG, "not UTF-8"),
    ],
)
def test_other_drawings_are_refused_by_what_was_found(content: bytes, named: str) -> None:
    reason = refusal("logos/a.svg", content)
    assert reason is not None
    assert named in reason
    assert reason[0].islower() or reason.startswith("the SVG")
    assert not reason.endswith(".")


def test_what_is_quoted_is_short_and_printable() -> None:
    reason = refusal("a.svg", svg(f'<a href="{"x" * 1_000}\u202e"/>')) or ""
    assert len(reason) < 150
    assert reason.isprintable()


@pytest.mark.parametrize(
    "inner", ["<style>" + "/*" * 500_000 + "</style>", '<g style="url(' + " " * 500_000 + '"/>']
)
def test_large_styles_take_linear_time(inner: str) -> None:
    """Would take hours if a pattern went back over what it has read."""
    refusal("a.svg", svg(inner))


@settings(deadline=None, derandomize=True, database=None)
@given(st.text(max_size=30), st.binary(max_size=100), st.sampled_from(["", "a.svg", "a.png", "a.avif"]))
def test_there_is_always_an_answer(path: str, content: bytes, suffix: str) -> None:
    reason = refusal(path + suffix, content)
    assert reason is None or reason.isprintable()


@pytest.mark.parametrize("path", ["logos/adidas.svg", "logos/deliveroo.svg", "logos/zalando.png"])
def test_published_logos_are_accepted(path: str) -> None:
    if not PUBLISHED.is_dir():
        pytest.skip("the published API Stylebook files are not beside the repository, in ../shared")
    assert refusal(path, (PUBLISHED / path).read_bytes()) is None
