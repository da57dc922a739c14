"""The feed: well-formed whatever it holds, by the rules of RFC 4287, and of the content alone."""

import re
import xml.etree.ElementTree as ET
from itertools import chain
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no annotations
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SiteOf
from crosswalk import feed as atom
from crosswalk import pages, prose
from crosswalk.model import Crosswalk, Named
from crosswalk.settings import Settings
from crosswalk.urls import Urls
from crosswalks import crosswalk, post, topic
from test_pages import read, rich, site

BASES = ("", "https://example.org", "https://example.org/kb")
ATOM = "{http://www.w3.org/2005/Atom}"
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONCE_IN_FEED = ("title", "id", "updated", "subtitle", "generator")
ONCE_IN_ENTRY = ("title", "id", "updated")


def feed(known: Crosswalk, base_url: str = "", **settings: str) -> bytes:
    """Return the feed of *known*."""
    return site(known, base_url, **settings)["feed.xml"].content


def read_feed(data: bytes) -> Any:  # noqa: ANN401 - feedparser has no annotations
    """Return the feed as a reader has it, once it is sound by RFC 4287 and well-formed by another parser."""
    root = ET.fromstring(data)  # noqa: S314 - our own
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for name in ONCE_IN_FEED:
        assert len(root.findall(f"{ATOM}{name}")) == 1, name
    for entry in entries:
        for name in ONCE_IN_ENTRY:
            assert len(entry.findall(f"{ATOM}{name}")) == 1, name
        assert len(entry.findall(f"{ATOM}content")) <= 1
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert {"self", "alternate"} == {link.get("rel") for link in root.findall(f"{ATOM}link")}
    ids = [text_of(each) for each in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == len(entries) + 1
    assert all(IRI.fullmatch(each) for each in ids), ids
    dates = [text_of(each) for each in chain(root.iter(f"{ATOM}updated"), root.iter(f"{ATOM}published"))]
    assert all(TIMESTAMP.fullmatch(each) for each in dates), dates
    assert all(text_of(name).strip() for name in root.iter(f"{ATOM}name"))
    parsed = feedparser.parse(data)
    assert parsed.bozo == 0, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    assert len(parsed.entries) == len(entries)
    return parsed


def text_of(element: ET.Element) -> str:
    """Return the text of an *element* that holds nothing else."""
    assert len(element) == 0
    return element.text or ""


@pytest.mark.parametrize("base_url", BASES)
def test_a_feed_of_hostile_texts_is_sound(base_url: str) -> None:
    parsed = read_feed(feed(rich(), base_url))
    titles = [entry.title_detail for entry in parsed.entries]
    assert {title.type for title in titles} == {"text/plain"}
    assert any("<b onclick=x()>" in title.value for title in titles)
    content = next(entry.content[0] for entry in parsed.entries if "second" in entry.link)
    assert content.type == "text/html"
    assert "<script>" not in content.value
    assert f'href="{"https://example.org" if base_url else ""}' in content.value


@pytest.mark.parametrize(
    "known", [Crosswalk(), crosswalk(topics=[topic("undated")])], ids=["nothing", "no date"]
)
def test_a_feed_without_an_entry_is_sound_and_knows_no_day(known: Crosswalk) -> None:
    assert read_feed(feed(known)).feed.updated == "1970-01-01T00:00:00Z"


def test_entries_are_newest_first_and_the_feed_as_new_as_the_first() -> None:
    topics = [topic("a", updated="2026-01-03"), topic("b", updated="2025-12-31"), topic("c")]
    parsed = read_feed(feed(crosswalk(topics=topics, posts=[post("p", "2026-01-02")])))
    assert [entry.title for entry in parsed.entries] == ["a", "p", "b"]
    assert parsed.feed.updated == parsed.entries[0].updated == "2026-01-03T00:00:00Z"
    assert parsed.entries[1].published == "2026-01-02T00:00:00Z"


def test_ids_stay_when_a_page_moves_or_changes() -> None:
    base = "https://example.org/kb"
    before = topic("a", updated="2026-01-01")
    after = topic("a", updated="2026-02-02", permalink="/else/where", name="Another", aliases=("z",))
    (old,) = read_feed(feed(crosswalk(topics=[before]), base)).entries
    (new,) = read_feed(feed(crosswalk(topics=[after]), base)).entries
    assert old.id == new.id == f"{base}/design/topics/a"
    assert new.link == f"{base}/else/where"


def test_ids_are_full_where_the_address_of_the_site_is_not_known() -> None:
    known = crosswalk(topics=[topic("a", updated="2026-01-01")], posts=[post("a", "2026-01-01")])
    first, again = (read_feed(feed(known)) for _ in range(2))
    other = read_feed(feed(known, title="Another site"))
    ids = {first.feed.id, *(entry.id for entry in first.entries)}
    assert all(each.startswith("urn:uuid:") for each in ids)
    assert ids == {again.feed.id, *(entry.id for entry in again.entries)}
    assert ids.isdisjoint({other.feed.id, *(entry.id for entry in other.entries)})


def test_authors_stand_in_entries_and_the_site_speaks_for_the_others() -> None:
    authors = (Named(name="Ada & <Co>", url="https://ada.example/?a&b"), Named(name="Ben"))
    known = crosswalk(posts=[post("b", "2026-01-02", authors=authors), post("a", "2026-01-01")])
    parsed = read_feed(feed(known, title="The site"))
    assert [dict(author) for author in parsed.entries[0].authors] == [
        {"name": "Ada & <Co>", "href": "https://ada.example/?a&b"},
        {"name": "Ben"},
    ]
    assert parsed.feed.author == "The site"


@pytest.mark.parametrize("base_url", BASES)
def test_every_page_leads_to_the_feed_and_the_feed_to_pages(base_url: str) -> None:
    pages = read(rich(), base_url)
    for path, page in pages.items():
        link = page.one("link", type="application/atom+xml")
        assert link["href"] == f"{base_url.removeprefix('https://example.org')}/feed.xml", path
        assert link["rel"] == "alternate"
    for entry in read_feed(feed(rich(), base_url)).entries:
        assert f"{entry.link.removeprefix(base_url).removeprefix('/')}.html" in pages


def test_a_feed_has_no_more_than_a_reader_can_have_missed() -> None:
    topics = [topic(f"t{number}", updated="2026-01-01") for number in range(90)]
    assert len(read_feed(feed(crosswalk(topics=topics))).entries) == 50


def _fit(text: str) -> str:
    """Return what XML can hold of *text*, with the line ends that a parser makes (XML 1.0, 2.2 and 2.11)."""
    kept = "".join(char for char in text if ET_CHARACTER.match(char))
    return kept.replace("\r\n", "\n").replace("\r", "\n")


ET_CHARACTER = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@settings(deadline=None, derandomize=True, database=None)
@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from("<>&\"']]>\0\r\n\t\ufffe\uffff\x0b"), min_size=1)
)
def test_any_text_comes_back_as_it_was_but_for_what_xml_cannot_hold(text: str) -> None:
    known = crosswalk(
        topics=[topic("t", updated="2026-01-01", name=text, category=text, question=text, description=text)],
        posts=[post("p", "2026-01-02", text, title=text, description=text, authors=(Named(name=text),))],
    )
    data = feed_alone(known)
    root = ET.fromstring(data)  # noqa: S314 - our own
    assert _fit(text) in [each.text or "" for each in root.iter(f"{ATOM}summary")]
    assert _fit(text) in [each.text or "" for each in root.iter(f"{ATOM}name")]


def feed_alone(known: Crosswalk) -> bytes:
    """Return the feed of *known* without the pages around it."""
    urls = Urls()
    shared = pages.shared(known, urls, Settings())
    return atom.feed(shared, lambda body: prose.render(body.text, base_path="", topic_href=lambda _: None))


def test_the_feed_of_a_site_is_read(site_of: SiteOf, repository: Path) -> None:
    built = site_of(repository / "content", "--base-url", "https://example.org/kb")
    parsed = read_feed((built / "feed.xml").read_bytes())
    kinds = {entry.link.split("/")[4] for entry in parsed.entries}
    assert kinds == {"blog", "design"}
    assert (built / "feed.xml").read_bytes().endswith(b"</feed>\n")
