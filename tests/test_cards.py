"""Cards: pictures that say what they can, never boxes, in the same bytes each time."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from conftest import ROOT
from crosswalk import cards
from crosswalk.cards import Card, card
from crosswalk.coverage import Share
from crosswalks import crosswalk, guideline, pair, reference, topic
from test_pages import hostile, read, rich, site

GREEN = (0x00, 0x60, 0x3A)
BASE = "https://example.org"
NAME_AREA = (0, 120, 1200, 450)
"""Where name and label stand: below the name of the site, above the stripes."""


def picture(content: bytes) -> Image.Image:
    """Return the picture that the PNG *content* holds, as colours."""
    opened = Image.open(io.BytesIO(content))
    assert opened.format == "PNG"
    assert opened.size == (1200, 630)
    return opened.convert("RGB")


def drawn(content: bytes, area: tuple[int, int, int, int] = NAME_AREA) -> tuple[int, int, int, int] | None:
    """Return the box of what is drawn in the *area* of a card; None where it is all green."""
    shown = picture(content).crop(area)
    return ImageChops.difference(shown, Image.new("RGB", shown.size, GREEN)).getbbox()


def test_every_topic_has_a_card_and_the_site_one() -> None:
    outputs = site(rich(), BASE)
    assert {path for path in outputs if path.endswith(".png") and not path.startswith("media/")} == {
        "card.png",
        *(f"cards/{each.id}.png" for each in rich().topics),
    }
    for path, output in outputs.items():
        if path == "card.png" or path.startswith("cards/"):
            assert picture(output.content).size == (1200, 630)


def test_there_is_no_card_that_no_page_can_name() -> None:
    assert not [path for path in site(rich()) if path == "card.png" or path.startswith("cards/")]


def test_a_topic_called_site_has_a_card_of_its_own() -> None:
    outputs = site(crosswalk(topics=[topic("site"), topic("card")]), BASE)
    assert len({outputs[path].content for path in ("card.png", "cards/site.png", "cards/card.png")}) == 3


def test_a_card_has_the_colours_of_its_site() -> None:
    shown = picture(card(Card(site="S", name="A", colours=("#5b2a86", "#ffee00"))))
    counted = shown.getcolors(1_000_000)
    assert counted
    colours = [colour for _, colour in sorted(counted, reverse=True)]
    assert colours[0] == (0x5B, 0x2A, 0x86)
    assert (0xFF, 0xEE, 0x00) in colours


def test_a_card_is_small() -> None:
    shown = Card(
        site="crosswalk", label="HTTP Status", name="HTTP Status 202", share=Share(4, 16), sentence="4 of 16"
    )
    assert len(card(shown)) < 16_000
    assert len(card(Card(site="crosswalk", name="What published guidelines say " * 4))) < 25_000


def test_what_the_font_has_not_is_left_out_and_never_a_box() -> None:
    nothing = card(Card(site="S", name=""))
    for name in ("日本語", "مجموعة", "Ελληνικά", "Пагинация", "🙂", "\U0010fffd", "Status 日本", "a\u200bß"):
        assert card(Card(site="S", name=name)) == nothing, name
        assert card(Card(site=name, name="")) == card(Card(site="", name="")), name
    assert card(Card(site="S", name="日本語", label="Status")) != nothing


def test_letters_lose_accents_and_dashes_are_hyphens() -> None:
    assert card(Card(site="S", name="Résumé \u2013 first")) == card(Card(site="S", name="Resume - first"))


@pytest.mark.parametrize(
    "name",
    ["Paging", "A longer name of a topic that takes two lines", "word " * 2_000, "W" * 10_000, "i" * 10_000],
    ids=["short", "long", "words", "wide", "narrow"],
)
def test_a_name_stays_within_its_place(name: str) -> None:
    box = drawn(card(Card(site="S", name=name, share=Share(1, 3))))
    assert box
    left, top, right, bottom = box
    assert left >= 80
    assert right <= 1120
    assert top > 0
    assert bottom < 330
    whole = drawn(card(Card(site=name, label=name, name="", sentence=name)), (0, 0, 1200, 630))
    assert whole
    assert whole[2] <= 1120


def test_a_name_that_is_cut_ends_in_an_ellipsis() -> None:
    """So that the words behind it change nothing, and the words in front of it do."""
    cut = card(Card(site="S", name="word " * 200))
    assert cut == card(Card(site="S", name="word " * 200 + "more"))
    assert cut != card(Card(site="S", name="word " * 12))


def test_stripes_show_the_share_as_the_bars_of_pages_do() -> None:
    def white(share: Share) -> int:
        shown = picture(card(Card(site="", name="", share=share))).convert("L").crop((0, 450, 1200, 520))
        return shown.histogram()[255]

    assert white(Share(0, 16)) == 0
    assert 0 < white(Share(1, 1_000)) < white(Share(500, 1_000)) < white(Share(999, 1_000))
    assert white(Share(999, 1_000)) < white(Share(1_000, 1_000))
    assert white(Share(0, 0)) == 0


def test_a_card_changes_with_what_it_says() -> None:
    rules = [guideline("one"), guideline("two")]
    silent, spoken = topic("a", name="Same"), topic("b", name="Same")
    outputs = site(crosswalk([silent, spoken], rules, [pair(spoken, rules[0], reference())]), BASE)
    assert outputs["cards/a.png"].content != outputs["cards/b.png"].content
    other = site(crosswalk([silent, spoken], rules), BASE, title="Another site")
    assert outputs["cards/a.png"].content != other["cards/a.png"].content


def test_the_same_words_give_the_same_bytes_in_any_order_and_process() -> None:
    program = (
        "import hashlib\nfrom crosswalk.cards import *\nfrom crosswalk.coverage import Share\n"
        "names = ['Zeta', 'Paging through lists', 'x' * 300]\n"
        "shown = [Card(site='S', label='L', name=each, share=Share(1, 3)) for each in names]\n"
        "made = {each.name: card(each) for each in {}}\n"
        "print(hashlib.sha256(b''.join(made[name] for name in names)).hexdigest())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program.replace("{}", order)],
            env={"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for order, seed in (("shown", "1"), ("reversed(shown)", "2"))
    }
    assert len(said) == 1


def test_no_font_of_the_machine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for cached in (cards._font, cards._ground, cards._line, cards._width):  # noqa: SLF001 - to begin anew
        cached.cache_clear()

    def refused(*_args: object, **_named: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(Path, "open", refused)
    monkeypatch.setattr("builtins.open", refused)
    assert drawn(card(Card(site="S", name="Paging")))


# Where cards are named


def metas(page_of: object) -> dict[str, str]:
    """Return the metas of a page by name or property."""
    elements = page_of.elements  # type: ignore[attr-defined] # a Reader
    return {
        each.get("property") or each.get("name", ""): each.get("content", "")
        for tag, each in elements
        if tag == "meta"
    }


def test_pages_name_their_card_by_its_full_address() -> None:
    pages = read(rich(), "https://example.org/kb")
    outputs = site(rich(), "https://example.org/kb")
    for path, shown in pages.items():
        told = metas(shown)
        address = told["og:image"]
        assert address.removeprefix("https://example.org/kb/") in outputs, path
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert told["og:image:type"] == "image/png"
        assert told["og:image:alt"]
        assert told["twitter:card"] == "summary_large_image"
    topic_page = metas(pages["else/where.html"])
    assert topic_page["og:image"] == "https://example.org/kb/cards/accepted.png"
    assert topic_page["og:image:alt"] == f"{hostile('topic name')}: 2 of 3 guidelines speak of it"
    assert topic_page["article:modified_time"] == "2026-03-01"


def test_pages_name_no_card_where_the_address_of_the_site_is_not_known() -> None:
    for path, shown in read(rich()).items():
        assert not [name for name in metas(shown) if "image" in name or name.startswith("twitter")], path
