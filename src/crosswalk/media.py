"""Logos and screenshots from strangers -> whether they may be published.

In: a path below the media folder and the bytes of the file. Out: why not, or None. Nothing here opens a file
or mends one: a drawing with a script in it is refused, not cleaned, so that what is published is what its
author reviewed.

A raster image is safe once it is what its name says, because a host chooses the media type by the name. An
SVG is a document: opened by itself it runs scripts and asks other hosts with the rights of the site.
"""

import re
from xml.parsers import expat

from crosswalk.diagnostics import quoted

SIZE_LIMIT = 5 * 1024 * 1024
"""Most bytes of a file; what is larger need not be read."""

SEGMENT_LIMIT = 100
"""Most characters of a name in the path."""

DEPTH_LIMIT = 100
"""Most elements of an SVG one in another."""

ELEMENT_LIMIT = 50_000
"""Most elements of an SVG."""


def refusal(path: str, content: bytes) -> str | None:
    """Tell why a file with *content* must not be published at *path* below the media folder, or None."""
    if len(content) > SIZE_LIMIT:
        return f"it has {len(content):,} bytes, more than {SIZE_LIMIT:,}"
    return _path_fault(path) or _content_fault(path.rpartition(".")[2], content)


# Paths


_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever the extension."""


def _path_fault(path: str) -> str | None:
    for segment in path.split("/"):
        if not _SEGMENT.fullmatch(segment):
            return f"the name {quoted(segment)} is not made of A-Z, a-z, 0-9, dot, hyphen and underscore"
        if len(segment) > SEGMENT_LIMIT:
            return f"the name {quoted(segment)} is longer than {SEGMENT_LIMIT} characters"
        if segment.endswith("."):
            return f"the name {quoted(segment)} ends in a dot, which Windows drops"
        if _DEVICE.fullmatch(segment):
            return f"the name {quoted(segment)} is a device on Windows"
    return None


# Raster images


_MAGIC = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF....WEBPVP8[ LX]", re.DOTALL),
    "avif": re.compile(rb"\x00\x00\x00.ftyp(?:avi[fs]|.{8,40}avi[fs])", re.DOTALL),
    "ico": re.compile(rb"\x00\x00\x01\x00"),
}
"""How a file of each format begins."""


def _content_fault(extension: str, content: bytes) -> str | None:
    if extension == "svg":
        return _svg_fault(content)
    if extension not in _MAGIC:
        known = " ".join(sorted((*_MAGIC, "svg")))
        return f"the extension {quoted(extension)} is none of {known}"
    return None if _MAGIC[extension].match(content) else f"its content is not {extension.upper()}"


# SVG


class _UnsafeError(Exception):
    """What was found, for the message; leaves the parser from inside a handler."""


_SVG = "http://www.w3.org/2000/svg"

_METADATA = frozenset(
    [
        "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
        "http://www.inkscape.org/namespaces/inkscape",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://creativecommons.org/ns#",
        "http://web.resource.org/cc/",
        "http://purl.org/dc/elements/1.1/",
    ]
)
"""Namespaces in which drawing programs leave notes; browsers make nothing of them."""

_DRAWING = frozenset(
    re.findall(
        r"\w+",
        """
        svg g defs symbol use switch view title desc metadata style a image
        path rect circle ellipse line polyline polygon text tspan textPath
        linearGradient radialGradient stop pattern clipPath mask marker
        animate animateColor animateMotion animateTransform mpath set
        filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
        feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur
        feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
        feTurbulence
        """,
    )
)
"""The elements of SVG that only draw: not script, not foreignObject, and none that is yet to be invented."""


def _svg_fault(content: bytes) -> str | None:
    """Tell what in the SVG *content* could act on a reader or ask another host, or None."""
    try:
        content.decode("utf-8")  # a browser that reads it otherwise would see another document
        _Drawing().read(content)
    except UnicodeDecodeError:
        return "the SVG is not UTF-8"
    except expat.ExpatError as error:
        return f"the SVG is not well-formed: {expat.ErrorString(error.code)} on line {error.lineno}"
    except _UnsafeError as refused:
        return f"the SVG contains {refused}"
    return None


class _Drawing:
    """The walk through one SVG; every handler either lets pass or raises _UnsafeError."""

    def __init__(self) -> None:
        self._depth = 0
        self._elements = 0
        self._style: list[str] = []
        self._style_depth = 0

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)  # noqa: FBT003 - expat names its arguments by place

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG002
        if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
            raise _UnsafeError(f"a declaration of the encoding {quoted(encoding or '')}")

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:  # noqa: ARG002
        if internal:  # a plain DOCTYPE, as old drawing programs write it, loads and does nothing
            raise _UnsafeError("declarations in its DOCTYPE")

    def _entity(self, name: str, *_: object) -> None:
        raise _UnsafeError(f"the entity {quoted(name)}")

    def _instruction(self, target: str, data: str) -> None:  # noqa: ARG002
        raise _UnsafeError(f"the processing instruction {quoted(target)}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEPTH_LIMIT:
            raise _UnsafeError(f"more than {DEPTH_LIMIT} elements one in another")
        if self._elements > ELEMENT_LIMIT:
            raise _UnsafeError(f"more than {ELEMENT_LIMIT:,} elements")
        _check_element(name, is_root=self._depth == 1)
        for attribute, value in attributes.items():
            _check_attribute(attribute.rpartition(" ")[2], value)
        if name == f"{_SVG} style" and not self._style_depth:
            self._style_depth = self._depth

    def _text(self, text: str) -> None:
        if self._style_depth:
            self._style.append(text)

    def _end(self, name: str) -> None:  # noqa: ARG002
        if self._style_depth == self._depth:
            _check_style("".join(self._style))
            self._style.clear()
            self._style_depth = 0
        self._depth -= 1


def _check_element(name: str, *, is_root: bool) -> None:
    namespace, _, local = name.rpartition(" ")
    if is_root and name != f"{_SVG} svg":
        raise _UnsafeError(f"no SVG: its first element is {quoted(local)}, or lacks the namespace of SVG")
    if namespace == _SVG and local in _DRAWING:
        return
    if namespace not in _METADATA:
        raise _UnsafeError(f"the element {quoted(local)}")


_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_BLANKS = re.compile(r"[\s\x00-\x20]+")


def _check_attribute(name: str, value: str) -> None:
    """Refuse handlers, addresses outside the drawing, and styles that fetch something."""
    local = name.lower()
    if local.startswith("on"):
        raise _UnsafeError(f"the event handler {quoted(name)}")
    if local in ("src", "base"):
        raise _UnsafeError(f"the attribute {quoted(name)}")
    if local == "href":
        if not value.startswith("#") and not _IMAGE.fullmatch(value):
            raise _UnsafeError(f"a link to {quoted(value)}")
        return
    if local == "attributename":
        target = value.strip().rpartition(":")[2].lower()
        if target.startswith("on") or target in ("href", "src", "base", "style"):
            raise _UnsafeError(f"an animation of {quoted(value)}")
    if local == "style" or "(" in value or ":" in value:
        _check_style(value)


_OUTSIDE = re.compile(
    r"""url\(\s*+(?!["']?\#)|(?:image|image-set|cross-fade|src|expression)\(|@import|-moz-binding"""
)


def _check_style(style: str) -> None:
    """Refuse CSS, in a style or as the value of any other attribute, that reaches outside the drawing."""
    if "\\" in style:
        raise _UnsafeError("a backslash in its styles, which may hide an address")
    lower = style.lower()
    if found := _OUTSIDE.search(lower):
        raise _UnsafeError(f"{quoted(lower[found.start() : found.start() + 40])} in its styles")
    if "javascript:" in _BLANKS.sub("", lower):
        raise _UnsafeError("'javascript:'")
