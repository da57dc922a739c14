"""What a page weighs on its way to a reader: HTML, style sheet and script, compressed as hosts do."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import SiteNamed

Record = Callable[[str, object], None]
"""How the fixture `record_property` is called."""

LIMIT = 60_000
"""Bytes that the page of a topic may have, with all that it needs to be shown but for pictures."""


def weight(path: Path) -> int:
    """Return how many bytes a host sends for the file *path*."""
    return len(gzip.compress(path.read_bytes(), compresslevel=6))


@pytest.mark.parametrize("name", ["own", "published"])
def test_a_topic_is_light(
    site_named: SiteNamed, name: str, record_property: Callable[[str, object], None]
) -> None:
    site = site_named(name)
    shared = weight(site.folder / "assets/site.css") + weight(site.folder / "assets/site.js")
    weights = {path: weight(site.file(path)) + shared for path in site.paths["topic"]}
    heaviest = max(weights, key=weights.__getitem__)
    record_property("heaviest topic", f"{heaviest}: {weights[heaviest]} bytes")
    assert len(weights) >= 2
    assert weights[heaviest] < LIMIT, heaviest


@pytest.mark.parametrize("name", ["own", "published"])
def test_a_page_has_one_style_sheet_and_one_script(site_named: SiteNamed, name: str) -> None:
    """JSON-LD is data; no other script, and no style, stands in a page."""
    folder = site_named(name).folder
    for page in folder.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        scripts = [tag for tag in re.findall(r"<script\b[^>]*>", html) if "application/ld+json" not in tag]
        assert [re.findall(r"/assets/([^?]*)", tag) for tag in scripts] == [["site.js"]], page
        sheets = re.findall(r"<link\b[^>]*\bstylesheet\b[^>]*>", html)
        assert [re.findall(r"/assets/([^?]*)", tag) for tag in sheets] == [["site.css"]], page
        assert not re.search(r"<style\b|<[^>]*\sstyle=", html), page


@pytest.mark.parametrize("name", ["own", "published"])
def test_no_font_is_loaded(site_named: SiteNamed, name: str) -> None:
    folder = site_named(name).folder
    assert "@font-face" not in (folder / "assets/site.css").read_text(encoding="utf-8")
    assert [path for path in folder.rglob("*") if path.suffix in (".woff", ".woff2", ".ttf", ".otf")] == []
