"""News: the list of posts, the page of each, and what is new on the home page."""

import json
from pathlib import Path

import pytest

from conftest import SiteOf
from contract import check, write
from crosswalk.model import Named
from crosswalk.views import latest
from crosswalks import crosswalk, post, topic
from site_reading import page
from test_pages import Reader, hostile, read, rich, site

POST = "---\ntitle: News\ndate: {date}\n---\n{body}\n"
TOPIC = "---\ntopic_id: paging\ntopic_name: Paging\n---\n"


def news(**files: str) -> dict[str, str | bytes]:
    """Return content with a topic and posts: the body of each by its file's name, `_` for `-`."""
    posts = {name.replace("_", "-"): body for name, body in files.items()}
    return {
        "topics/paging.md": TOPIC,
        **{f"posts/{name}.md": POST.format(date=name[:10], body=body) for name, body in posts.items()},
    }


def test_a_post_stands_at_the_name_of_its_file_without_the_date(site_of: SiteOf) -> None:
    files = news(**{"2026_01_31_first_news": "Of [paging](topic:paging).", "2026_02_01_more": "More."})
    built = site_of(files, "--base-url", "https://example.org/kb")
    first = page(built, "blog/first-news.html")
    assert "31 January 2026" in first.text
    assert "/kb/design/topics/paging" in first.links
    assert [link for link in page(built, "blog/index.html").links if link.startswith("/kb/blog/")] == [
        "/kb/blog/",
        "/kb/blog/more",
        "/kb/blog/first-news",
    ]
    assert not (built / "blog/2026-01-31-first-news.html").exists()


def test_two_posts_of_one_name_are_an_error_in_the_later_file(tmp_path: Path) -> None:
    files = news(**{"2026_01_31_news": "Old.", "2026_02_01_news": "New."})
    (found,) = check(write(tmp_path / "content", files)).errors
    assert (found.path.rpartition("/")[2], found.line, found.code) == (
        "2026-02-01-news.md",
        1,
        "id-duplicate",
    )
    assert "2026-01-31-news.md" in found.message


def test_posts_lead_to_the_older_and_the_newer_one() -> None:
    listed = [post("c", "2026-03-01"), post("b", "2026-02-01"), post("a", "2026-01-01")]
    pages = read(crosswalk(posts=listed))
    middle = pages["blog/b.html"]
    assert middle.one("a", rel="prev")["href"] == "/blog/a"
    assert middle.one("a", rel="next")["href"] == "/blog/c"
    assert not [rel for rel in pages["blog/a.html"].all("a", "rel") if rel == "prev"]
    assert middle.one("time")["datetime"] == "2026-02-01"


def test_an_author_leads_to_where_they_are_found() -> None:
    authors = (
        Named(name="Ada", url="https://ada.example/"),
        Named(name="Ben", twitter="ben"),
        Named(name="Cy"),
    )
    shown = read(crosswalk(posts=[post("a", "2026-01-01", authors=authors)]))["blog/a.html"]
    assert {"https://ada.example/", "https://x.com/ben"} <= set(shown.all("a", "href"))
    assert "Cy" in shown.text


def test_the_page_of_a_post_is_edited_at_its_file() -> None:
    repository = "https://github.com/acme/kb"
    shown = read(crosswalk(posts=[post("a", "2026-01-01")]), repository=repository)["blog/a.html"]
    assert f"{repository}/edit/main/content/posts/2026-01-01-a.md" in shown.all("a", "href")


def test_news_are_in_the_navigation_where_there_are_any() -> None:
    with_news = read(crosswalk(posts=[post("a", "2026-01-01")]))
    assert with_news["blog/index.html"].one("a", href="/blog/", **{"aria-current": "page"})
    assert with_news["blog/a.html"].one("a", href="/blog/", **{"aria-current": "true"})
    without = read(crosswalk(topics=[topic("a")]))
    assert "blog/index.html" not in without
    assert "/blog/" not in without["index.html"].all("a", "href")


def test_the_home_page_names_the_newest_posts_and_topics_by_the_dates_of_their_authors() -> None:
    topics = [topic(f"t{number}", updated=f"2026-01-0{number}") for number in range(1, 8)]
    known = crosswalk(topics=[*topics, topic("undated")], posts=[post("news", "2026-01-05")])
    home = read(known)["index.html"]
    assert home.all("time", "datetime") == [f"2026-01-0{number}" for number in (7, 6, 5, 5, 4)]
    assert {"/blog/news", "/design/topics/t7"} <= set(home.all("a", "href"))
    assert "Latest" not in read(crosswalk(topics=[topic("undated")]))["index.html"].text


def test_what_is_new_is_told_in_one_order_only() -> None:
    known = crosswalk(topics=[topic("t", updated="2026-01-01")], posts=[post("p", "2026-01-01")])
    assert list(site(known).items()) == list(site(known).items())
    assert latest.date_of(known.topics[0]) == latest.date_of(known.posts[0])


@pytest.mark.parametrize("base_url", ["", "https://example.org/kb"])
def test_posts_bring_nothing_that_acts(base_url: str) -> None:
    shown = read(rich(), base_url)["blog/second.html"]
    assert hostile("post title") in shown.text
    assert [tag for tag, _ in shown.elements].count("script") == 2
    assert json.loads(shown.data[0])


def test_a_post_tells_when_it_was_published() -> None:
    shown = read(rich())["blog/second.html"]
    assert shown.one("meta", property="article:published_time")["content"] == "2026-02-02"
    assert shown.one("meta", property="og:type")["content"] == "article"


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", None), ("en-GB", "en_GB"), ("zh-Hant-TW", "zh_TW"), ("PT-br", "pt_BR"), ("es-419", None)],
)
def test_a_locale_is_told_where_the_language_names_a_country(language: str, locale: str | None) -> None:
    home: Reader = read(crosswalk(), language=language)["index.html"]
    found = [each["content"] for tag, each in home.elements if each.get("property") == "og:locale"]
    assert found == ([locale] if locale else [])


def test_the_sitemap_tells_days_that_authors_state() -> None:
    known = crosswalk(topics=[topic("a", updated="2026-01-01"), topic("b")], posts=[post("p", "2026-02-02")])
    listed = site(known, "https://example.org")["sitemap.xml"].content.decode()
    assert "<loc>https://example.org/design/topics/a</loc><lastmod>2026-01-01</lastmod>" in listed
    assert "<loc>https://example.org/design/topics/b</loc></url>" in listed
    assert "<loc>https://example.org/blog/p</loc><lastmod>2026-02-02</lastmod>" in listed
