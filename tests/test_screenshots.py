"""The pictures of README and docs: all are made by the script, shown, told in words, and small."""

import io
from collections.abc import Iterator
from pathlib import Path

import html5lib
from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import Browser
from screenshots import IMAGES, PICTURES, served, taken

from conftest import ROOT

MOST_BYTES, MOST_BYTES_TOGETHER = 90_000, 500_000

FILES = {IMAGES / picture.file for picture in PICTURES}


def shown() -> Iterator[tuple[Path, str | None]]:
    """Yield what README and docs show: a file and its words, None for one that stands in for another."""
    for document in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        html = MarkdownIt().render(document.read_text(encoding="utf-8"))
        tree = html5lib.parse(html, namespaceHTMLElements=False)
        for image in tree.iter("img"):
            yield (document.parent / image.attrib["src"]).resolve(), image.get("alt", "")
        for source in tree.iter("source"):
            yield (document.parent / source.attrib["srcset"]).resolve(), None


def test_documents_show_every_picture_that_is_made_and_no_other() -> None:
    assert sorted(path for path, _ in shown()) == sorted(FILES)
    assert set(IMAGES.iterdir()) == FILES


def test_whoever_does_not_see_a_picture_is_told_what_it_shows() -> None:
    words = [alt for _, alt in shown() if alt is not None]
    assert len(set(words)) == len(words) == len(PICTURES) - 1, "the dark one has the words of the light one"
    assert all(60 <= len(each) <= 250 for each in words), words


def test_pictures_have_their_size_and_are_small() -> None:
    for picture in PICTURES:
        with Image.open(IMAGES / picture.file) as image:
            assert (image.format, image.size) == ("WEBP", picture.pixels), picture
    sizes = [path.stat().st_size for path in FILES]
    assert max(sizes) <= MOST_BYTES
    assert sum(sizes) <= MOST_BYTES_TOGETHER


def test_a_picture_is_taken_of_the_page_after_what_is_done_before(browser: Browser, tmp_path: Path) -> None:
    (picture,) = (each for each in PICTURES if each.name == "serve")
    with served(tmp_path) as desk:
        content = taken(browser, desk, picture)
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == ("WEBP", picture.pixels)
