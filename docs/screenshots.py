"""The pictures of README and docs, taken anew: `make screenshots`.

In: this repository's content and theme, as `crosswalk serve` shows them. Out: the files of `PICTURES` in
docs/images, as WebP in few colours, without further loss. Their bytes depend on Chromium and on the fonts of
the machine, so no test compares them; that the documents show all of them and no others is tested.
"""

import io
import math
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import BROWSER_FLAGS, CONTENT, ROOT
from crosswalk.preview import Preview
from crosswalk.serving import PreviewServer
from crosswalk.settings import load_settings

IMAGES = ROOT / "docs" / "images"
SCALE = 1.5
"""Pixels for each of CSS: sharp where a page is as wide as GitHub shows it, on fine screens too."""
COLOURS = 64
AIR = 20
"""Pixels of CSS above what a picture begins with."""

TOPIC = "/design/topics/http-status-202"
ZALANDO, HAUFE = "zalando-restful-api-guidelines", "haufe-api-styleguide"


@dataclass(frozen=True, slots=True)
class Desk:
    """A copy of the content, and the server that shows it."""

    content: Path
    server: PreviewServer


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a file of docs/images shows."""

    name: str
    path: str
    """Of the page, with its query."""
    width: int = 1280
    height: int
    theme: Literal["light", "dark"] = "light"
    first: Callable[[Page, Desk], object] | None = None
    """What is done before."""
    top: str = "body"
    """A selector: where the picture begins."""

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.webp"

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the file."""
        return math.ceil(self.width * SCALE), math.ceil(self.height * SCALE)


# What is done before a picture is taken; each waits for what it is to show.


def _compared(page: Page, _: Desk) -> None:
    page.locator(".comparison[data-result]").wait_for()


def _found(page: Page, _: Desk) -> None:
    page.locator(".hits:not([aria-busy]) .hit-references").first.wait_for()


def _answered(page: Page, _: Desk) -> None:
    question = page.locator("[data-topic=pagination]")
    question.locator("input[value=cursor]").check()
    question.get_by_label("How strongly").select_option("must")
    words = question.get_by_label("In your words")
    words.fill("Every collection is paged by a cursor.")
    words.blur()


def _mistaken(page: Page, desk: Desk) -> None:
    file = desk.content / f"topics/{TOPIC.rpartition('/')[2]}.md"
    written = file.read_text(encoding="utf-8")
    file.write_text(written.replace("guideline_id: heroku", "guideline_id: herku", 1), encoding="utf-8")
    desk.server.preview.renew()
    desk.server.tell()
    page.get_by_role("dialog", name="1 error in the content").wait_for()


PICTURES = (
    Picture(name="topic", path=TOPIC, height=836),
    Picture(name="topic-dark", path=TOPIC, height=836, theme="dark"),
    Picture(name="phone", path=TOPIC, width=375, height=612),
    Picture(name="matrix", path="/matrix", height=900, top=".matrix"),
    Picture(
        name="compare",
        path=f"/compare?g={ZALANDO},{HAUFE}",
        height=985,
        first=_compared,
        top=".comparison-heads",
    ),
    Picture(name="search", path="/search?q=pagniation", height=608, first=_found, top=".search-form"),
    Picture(name="build", path="/build", height=692, first=_answered, top="[data-topic=pagination]"),
    # The last one: what is mistaken stays so.
    Picture(name="serve", path=TOPIC, height=560, first=_mistaken),
)


def main() -> None:
    """Take all of them."""
    with (
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as desk,
    ):
        executable = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=executable, args=BROWSER_FLAGS)
        for picture in PICTURES:
            content = taken(browser, desk, picture)
            (IMAGES / picture.file).write_bytes(content)
            print(f"{picture.file}: {len(content):,} bytes", file=sys.stderr, flush=True)
        browser.close()


@contextmanager
def served(folder: Path) -> Iterator[Desk]:
    """Serve a copy of the content, made in *folder*."""
    content = Path(shutil.copytree(CONTENT, folder / "content"))
    preview = Preview(content, lambda: load_settings(CONTENT))
    with PreviewServer(preview, "content", port=0) as server:
        preview.renew()
        server.start()
        yield Desk(content, server)


def taken(browser: Browser, desk: Desk, picture: Picture) -> bytes:
    """Return *picture* as a file."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=SCALE,
        color_scheme=picture.theme,
        reduced_motion="reduce",
    )
    page.goto(f"{desk.server.origin}{picture.path}")
    if picture.first:
        picture.first(page, desk)
    box = page.locator(picture.top).bounding_box()
    assert box, picture
    top = max(0, round(box["y"] + page.evaluate("scrollY")) - AIR)
    shot = page.screenshot(
        full_page=True, clip={"x": 0, "y": top, "width": picture.width, "height": picture.height}
    )
    page.close()
    return _small(shot)


def _small(shot: bytes) -> bytes:
    image = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS).convert("RGB")
    file = io.BytesIO()
    image.save(file, format="WEBP", lossless=True, quality=100, method=4)
    return file.getvalue()


if __name__ == "__main__":
    main()
