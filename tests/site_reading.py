"""Reads a built site as a visitor does: its pages' text and links, its documents' hrefs, where they lead."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

LINKING = {("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("source", "srcset")}
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)


class Page(HTMLParser):
    """A page: its ids, its links and its text, white space collapsed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self._open: list[str] = []
        self._text: list[str] = []
        self.feed(html)
        self.close()
        self.text = " ".join("".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and links; a block ends a word."""
        self._text.append(" ")
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if (tag, name) in LINKING and value:
                self.links.append(value)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close *tag*."""
        self._text.append(" ")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Take *data* if a reader sees it."""
        if not {"script", "style", "head"} & set(self._open):
            self._text.append(data)


def collapsed(text: str) -> str:
    """Return *text* as a page shows it."""
    return " ".join(text.split())


def page(site: Path, path: str) -> Page:
    """Return the page that the file *path* of *site* holds."""
    return Page((site / path).read_text(encoding="utf-8"))


def document(site: Path, path: str) -> dict[str, Any]:
    """Return the JSON document *path* of *site*; raise on anything that is not strict JSON."""
    loaded = json.loads(
        (site / path).read_text(encoding="utf-8"), object_pairs_hook=_distinct, parse_constant=_no_constant
    )
    assert isinstance(loaded, dict)
    return loaded


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len(dict(pairs)) == len(pairs), f"a key twice: {[key for key, _ in pairs]}"
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def hrefs(part: object) -> Iterator[str]:
    """Yield every href of a document that is not a template."""
    if isinstance(part, dict):
        if isinstance(part.get("href"), str) and not part.get("templated"):
            yield part["href"]
        for value in part.values():
            yield from hrefs(value)
    elif isinstance(part, list):
        for value in part:
            yield from hrefs(value)


def dead_links(site: Path, base: str) -> list[str]:
    """Return each internal link of *site* that leads nowhere, with the file it stands in.

    *base* is the URL or path that the site stands at, without a final slash. A fragment must name an id.
    """
    pages = {str(path.relative_to(site)): Page(path.read_text()) for path in site.rglob("*.html")}
    dead = []
    for path, content in pages.items():
        dead += [f"{path}: {link}" for link in content.links if not _leads(site, pages, path, link, base)]
    for file in site.rglob("*.json"):
        path = str(file.relative_to(site))
        links = hrefs(document(site, path))
        dead += [f"{path}: {link}" for link in links if not _leads(site, pages, path, link, base)]
    for file in site.rglob("*.css"):
        for link in re.findall(r"url\(([^)]*)\)", file.read_text()):
            if not link.startswith(("data:", '"data:', "#")):
                dead.append(f"{file.name}: {link}")
    for location in re.findall(r"<loc>([^<]*)</loc>", (site / "sitemap.xml").read_text()):
        if not _leads(site, pages, "sitemap.xml", location, base):
            dead.append(f"sitemap.xml: {location}")
    return dead


def _leads(site: Path, pages: dict[str, Page], origin: str, link: str, base: str) -> bool:
    base_path = re.sub(r"^https?://[^/]*", "", base)
    if base and link.startswith(f"{base}/"):
        link = link.removeprefix(base)
    elif re.match(r"(?i:https?|mailto):", link):
        return True
    elif link.startswith("#"):
        return link[1:] in pages[origin].ids
    elif link.startswith(f"{base_path}/"):
        link = link.removeprefix(base_path)
    else:
        return False
    path, _, fragment = link.partition("#")
    file = _file(site, path.partition("?")[0])
    if file is None:
        return False
    return not fragment or fragment in pages[file].ids


def _file(site: Path, path: str) -> str | None:
    """Return the file that GitHub Pages serves for *path*."""
    path = path.removeprefix("/")
    candidates = [f"{path}index.html"] if path == "" or path.endswith("/") else [path, f"{path}.html"]
    return next((name for name in candidates if (site / name).is_file()), None)
