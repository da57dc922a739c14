"""What a static host like GitHub Pages answers to a request (SPEC, section 3): routing and media types.

In: the target of a request, the path that the site stands at, its files. Out: an `Answer`. `/x` is served
from `x.html`, `/x/` only from `x/index.html`, `/dir` leads to `/dir/`, everything else is the site's own page
`404.html` with status 404; the media type follows from the extension. Nothing here opens a file or a socket.
"""

from http import HTTPStatus
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol
from urllib.parse import unquote

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
SCRIPT = "application/javascript; charset=utf-8"
STYLES = "text/css; charset=utf-8"

MEDIA_TYPES = {
    "": "application/octet-stream",
    ".css": STYLES,
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": HTML,
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": SCRIPT,
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": SCRIPT,
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": TEXT,
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "text/yaml; charset=utf-8",
}
"""By extension; what has none, or another, is served as that of "" is."""

WELL_KNOWN = ".well-known"
"""The one name that is served though it begins with a dot: RFC 8615."""

NO_SITE = b"There isn't a GitHub Pages site here.\n"


class Found(NamedTuple):
    """A file of a site."""

    path: str
    """Relative to the site."""
    content: bytes


class Files(Protocol):
    """The files of a site, wherever they are kept."""

    def first(self, *paths: str) -> Found | None:
        """Return the first of *paths* that is a file, if one is."""

    def has_folder(self, path: str) -> bool:
        """Tell whether files stand below *path*."""


class Answer(NamedTuple):
    """What the host says to a request."""

    status: HTTPStatus
    media_type: str
    content: bytes = b""
    location: str = ""
    """A path of the same host."""


def answer(target: str, base_path: str, files: Files) -> Answer:
    """Answer a request for *target*, a path that may have a query, of the site of *files* at *base_path*."""
    raw_path, _, query = target.partition("?")
    path = unquote(raw_path)
    if path == base_path and base_path:
        return _moved(raw_path, query)
    if not path.startswith(f"{base_path}/"):
        return Answer(HTTPStatus.NOT_FOUND, TEXT, NO_SITE)
    inside = path.removeprefix(f"{base_path}/")
    if not _is_plain(inside):
        return _missing(files)
    if inside == "" or inside.endswith("/"):
        found = files.first(f"{inside}index.html")
    else:
        found = files.first(inside, f"{inside}.html")
        if found is None and files.has_folder(inside):
            return _moved(raw_path, query)
    return _served(found) if found else _missing(files)


def _is_plain(inside: str) -> bool:
    """Tell whether *inside* names a place in the site, and nothing hidden or above it."""
    *folders, name = inside.split("/")
    return (
        inside.isprintable()
        and "\\" not in inside
        and "" not in folders
        and not any(part.startswith(".") and part != WELL_KNOWN for part in (*folders, name))
    )


def _served(found: Found) -> Answer:
    extension = PurePosixPath(found.path).suffix
    return Answer(HTTPStatus.OK, MEDIA_TYPES.get(extension, MEDIA_TYPES[""]), found.content)


def _moved(raw_path: str, query: str) -> Answer:
    location = f"{raw_path}/{'?' if query else ''}{query}"
    return Answer(HTTPStatus.MOVED_PERMANENTLY, HTML, location=location)


def _missing(files: Files) -> Answer:
    page = files.first("404.html")
    if page is None:
        return Answer(HTTPStatus.NOT_FOUND, TEXT, NO_SITE)
    return _served(page)._replace(status=HTTPStatus.NOT_FOUND)
