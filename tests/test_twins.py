"""Markdown twins: what fields hold appears as it was written, and links lead where those of pages do."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from conftest import SiteOf
from contract import check, write
from contract import topic as topic_file
from crosswalk import prose, twins
from crosswalk.model import Position
from crosswalks import crosswalk, guideline, pair, reference, topic
from test_pages import hostile, read, rich, site

BASES = ("", "https://example.org/kb")
PROPERTY = settings(deadline=None, derandomize=True, database=None)
SYNTAX = st.text(
    st.sampled_from("\\`*_{}[]()<>#+-.!|~&;:=\"'/ \t\nab1\u00a0\u2028é")
    | st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
)


class Shown(HTMLParser):
    """What a renderer makes of Markdown: elements, links and text."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(RENDERER.render(markdown))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element, and where it leads."""
        self.tags.append(tag)
        self.words.append("\n" if tag == "br" else "")
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """The words, on one line."""
        return " ".join("".join(self.words).split())


RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


# Plain text


@PROPERTY
@given(SYNTAX)
@example("# Title")
@example("1. one")
@example("12) two")
@example("- item")
@example("---")
@example("===")
@example("a ## ")
@example("&copy; &#65; &lt;b&gt;")
@example("![x](javascript:x()) <b>x</b> `code` ~~no~~ a|b")
@example("\\*")
@example("__x__ _x_ snake_case *x*")
def test_a_line_is_shown_as_it_was_written(text: str) -> None:
    for prefix, tags in (("", {"p"}), ("## ", {"h2"}), ("> ", {"blockquote", "p"}), ("- x: ", {"ul", "li"})):
        shown = Shown(prefix + twins.line(text))
        expected = " ".join(text.split())
        assert shown.text == (f"x: {expected}".strip() if prefix == "- x: " else expected)
        assert set(shown.tags) <= tags


@PROPERTY
@given(SYNTAX)
def test_our_own_renderer_shows_a_line_alike(text: str) -> None:
    html = prose.render(f"x {twins.line(text)}", base_path="", topic_href=lambda _: None).html
    assert re.fullmatch(r"<p>[^<]*</p>", html), html
    shown = " ".join(unescape(html[3:-4]).split())
    assert shown == " ".join(f"x {prose_text(text)}".split())


def prose_text(text: str) -> str:
    """Return *text* without the characters that no page carries."""
    return "".join(
        char for char in text if not re.match("[\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]", char)
    )


@PROPERTY
@given(SYNTAX)
def test_lines_keep_their_breaks_and_nothing_else(text: str) -> None:
    shown = Shown(twins.lines(text))
    assert set(shown.tags) <= {"p", "br"}
    assert shown.text == " ".join(text.split())


@PROPERTY
@given(SYNTAX, st.text(st.sampled_from("abAB019-._~:/?#[]@!$&'()*+,;=%<>`\"|^{}é")))
@example("a", ")(")
@example("a]", "?a=1&copy;=2")
def test_a_link_leads_where_it_should_and_says_what_it_should(text: str, path: str) -> None:
    url = f"https://e.example/{path}"
    shown = Shown(f"- {twins.link('x' + text, url)}")
    assert shown.tags == ["ul", "li", "a"]
    (led,) = shown.links
    assert led == RENDERER.normalizeLink(url)
    assert shown.text == " ".join(f"x{text}".split())


# Twins


@pytest.mark.parametrize("base_url", BASES)
def test_every_text_of_a_topic_is_in_its_twin_as_it_was_written(base_url: str) -> None:
    shown = Shown(site(rich(), base_url)["design/topics/accepted.md"].content.decode())
    for name in (
        *("topic name", "topic description", "question", "category", "label", "position description", "spec"),
        *("author", "guideline title", "company", "note", "reference name", "quote", "document", "rule"),
        "reference description",
    ):
        assert hostile(name) in shown.text, name
    assert "MUST NOT" in shown.text
    assert "https://archive.example/x" in shown.links
    assert "1 March 2026" in shown.text
    assert {"script", "b", "img"}.isdisjoint(shown.tags)


def test_every_reference_of_a_topic_is_in_its_twin() -> None:
    known = rich()
    outputs = site(known)
    for found in known.topics:
        shown = Shown(outputs[f"design/topics/{found.id}.md"].content.decode())
        for each in known.pairs_of_topic.get(found.id, ()):
            assert each.guideline.url in shown.links
            for ref in each.references:
                assert RENDERER.normalizeLink(ref.url) in shown.links
                assert " ".join((ref.quote or "").split()) in shown.text


def test_a_quote_stays_within_its_reference() -> None:
    rules = guideline("g")
    asked = topic("t", body="The article.")
    refs = (
        reference("One", quote="First line.\n# second\n\n- Third", description="What\n\nit says"),
        reference("Two", quote="Another."),
    )
    shown = site(crosswalk([asked], [rules], [pair(asked, rules, *refs)]))[
        "design/topics/t.md"
    ].content.decode()
    html = RENDERER.render(shown)
    assert html.count("<ul>") == 2  # the facts, the references
    assert html.count("<blockquote>") == 2
    assert "First line.<br />\n# second" in html
    assert html.index("</ul>\n<h2>About this topic</h2>\n<p>The article.</p>") > 0


@pytest.mark.parametrize("base_url", BASES)
def test_links_of_an_article_lead_to_twins_and_stay_on_the_site(base_url: str) -> None:
    body = (
        "[ok](topic:ok) [old](topic:former) [gone](topic:gone) [about](/about)\n"
        "[other](https://e.example/topic:ok)\n\n"
        "`[ok](topic:ok)`\n\n```text\n[ok](topic:ok) [about](/about)\n```\n\n[ref]\n\n[ref]: topic:ok\n"
    )
    known = crosswalk(topics=[topic("a", body=body), topic("ok", aliases=("former",), permalink="/else")])
    written = site(known, base_url)["design/topics/a.md"].content.decode()
    ok = f"{base_url}/design/topics/ok.md"
    assert f"[ok]({ok}) [old]({ok}) [gone](topic:gone) [about]({base_url}/about)" in written
    assert "[other](https://e.example/topic:ok)" in written
    assert "`[ok](topic:ok)`" in written
    assert "[ok](topic:ok) [about](/about)\n```" in written
    assert f"[ref]: {ok}" in written


def test_raw_tags_of_an_article_are_the_text_that_the_page_shows() -> None:
    body = (
        "<b>bold</b> (<i>x</i>) \\<u> \\\\<s> <!-- no --> `<code>` <https://e.example/> a < b\n\n"
        "[angle](<https://e.example/a>)\n\n<script>x()</script>\n\n```html\n<p>\n```\n"
    )
    shown = Shown(site(crosswalk(topics=[topic("a", body=body)]))["design/topics/a.md"].content.decode())
    assert "<b>bold</b> (<i>x</i>) <u> \\<s> <!-- no --> <code> https://e.example/ a < b" in shown.text
    assert "<script>x()</script>" in shown.text
    assert "<p>" in shown.text
    assert {"b", "i", "u", "s", "script"}.isdisjoint(shown.tags)
    assert shown.links.count("https://e.example/a") == 1


def test_a_twin_stays_where_it_is_when_the_page_moves() -> None:
    outputs = site(rich(), "https://example.org/kb")
    assert "design/topics/accepted.md" in outputs
    twin = outputs["design/topics/accepted.md"].content.decode()
    assert "(https://example.org/kb/else/where)" in twin


@pytest.mark.parametrize("base_url", BASES)
def test_the_page_of_a_topic_leads_to_its_twin(base_url: str) -> None:
    pages, outputs = read(rich(), base_url), site(rich(), base_url)
    link = pages["else/where.html"].one("link", rel="alternate", type="text/markdown")
    assert link["href"] == f"{base_url.removeprefix('https://example.org')}/design/topics/accepted.md"
    told = [path for path, page in pages.items() if "text/markdown" in page.all("link", "type")]
    assert len(told) == len(rich().topics)
    assert len([path for path in outputs if path.endswith(".md")]) == len(rich().topics)


# The list


@pytest.mark.parametrize("base_url", BASES)
def test_the_list_names_every_topic_by_category_in_the_form_of_llmstxt(base_url: str) -> None:
    known = rich()
    outputs = site(known, base_url)
    text = outputs["llms.txt"].content.decode()
    first, second, *_ = text.split("\n\n")
    assert first == "# crosswalk"
    assert second.startswith("> ")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert [Shown(each).text for each in headings] == [
        *(" ".join(category.name.split()) for category in known.categories),
        *("Guidelines", "API", "Optional"),
    ]
    assert not re.findall(r"^###", text, re.MULTILINE)
    entries = [each for each in text.split("\n") if each.startswith("- ")]
    assert all(re.match(r"- \[.+\]\([^ ]+\)(: .+)?$", each) for each in entries)
    links = Shown(text).links
    for found in known.topics:
        assert f"{base_url}/design/topics/{found.id}.md" in links
    assert f"{base_url}/blog/second" in links
    for path in links:
        file = path.removeprefix(base_url).removeprefix("/")
        assert {file, f"{file}.html"} & set(outputs) or file.endswith((".json", ".csv")), path


def test_a_position_is_told_with_who_takes_it() -> None:
    cursor = Position(id="cursor", label="A *cursor*", description="One.")
    asked, rules = topic("t", positions=(cursor,)), guideline("g")
    known = crosswalk([asked], [rules], [pair(asked, rules, reference(), positions=(cursor,))])
    shown = Shown(site(known)["design/topics/t.md"].content.decode())
    assert "A *cursor* (1 of 1 that speaks of it): One." in shown.text
    assert "Position: A *cursor*" in shown.text


def test_twins_and_cards_have_places_that_no_topic_may_take(tmp_path: Path) -> None:
    files = {
        "topics/a.md": topic_file("permalink: /cards", id="a"),
        "topics/b.md": topic_file("permalink: /cards/x", id="b"),
        "topics/c.md": topic_file("permalink: /blog/x", id="c"),
    }
    found = check(write(tmp_path / "content", files))
    assert [each.code for each in found.errors] == ["permalink-collision"] * 3


def test_the_twins_of_a_site_are_read(site_of: SiteOf, repository: Path) -> None:
    built = site_of(repository / "content")
    shown = Shown((built / "design/topics/http-status-202.md").read_text("utf-8"))
    assert "of 30 guidelines speak of it" in shown.text
    assert "/design/topics/http-status-204.md" in shown.links
    assert shown.tags.count("h1") == 1
