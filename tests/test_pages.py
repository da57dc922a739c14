"""Pages: what is authored stands on them as it was written, every link leads somewhere, nothing else runs."""

import itertools
import json
import pickle
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import UndefinedError

from crosswalk import bundles, pages, prose, shipped, templating, theme, views
from crosswalk.appearance import Appearance
from crosswalk.coverage import Share
from crosswalk.diagnostics import Place
from crosswalk.model import (
    Body,
    Category,
    ContentPage,
    Crosswalk,
    Guideline,
    Level,
    Media,
    Menu,
    Named,
    Output,
    Position,
    Reference,
    Status,
    Topic,
)
from crosswalk.settings import Comments, Settings
from crosswalk.texts import texts_of
from crosswalk.urls import Urls
from crosswalk.views import guideline as guideline_view
from crosswalk.views import indexes, parts
from crosswalk.views.topic import MOST_SILENT
from crosswalks import crosswalk, guideline, pair, post, reference, topic

BASES = ("", "https://example.org/kb")
VOID = frozenset(["meta", "link", "img", "br", "hr", "input", "path", "wbr"])
BLOCKS = frozenset(["p", "div", "ul", "ol", "dl", "table", "section", "article", "blockquote", "figure"])
CLOSED = frozenset(["p", "h1", "h2", "h3", "ul", "ol", "dl"])
"""Where no block may stand, but for the groups of a list of facts."""


class Reader(HTMLParser):
    """Reads a page the hard way: what is not well nested is an error."""

    def __init__(self, output: Output) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.data: list[str] = []
        self.open: list[str] = []
        self.feed(output.content.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element; a block may not stand where only words may."""
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        parent = self.open[-1] if self.open else ""
        if tag in BLOCKS and parent in CLOSED:
            assert (parent, tag) == ("dl", "div"), f"{tag} in {parent}"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element of a drawing."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what a reader reads apart from what a program reads."""
        (self.data if self.open and self.open[-1] == "script" else self.words).append(data)

    @property
    def text(self) -> str:
        """The words, on one line."""
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str, attribute: str) -> list[str]:
        """Return the values of *attribute* on every *tag*, "*" being any."""
        return [
            attrs[attribute] for name, attrs in self.elements if tag in (name, "*") and attribute in attrs
        ]

    def one(self, tag: str, **known: str) -> dict[str, str]:
        """Return the attributes of the one *tag* that has those *known*."""
        found = [attrs for name, attrs in self.elements if name == tag and known.items() <= attrs.items()]
        assert len(found) == 1, (tag, known, found)
        return found[0]


def hostile(name: str) -> str:
    """Return what a stranger may write into the field *name*: every syntax between it and a page."""
    return (
        f"<b onclick=x()>{name}</b></script><script>x()</script>\"'&amp; {{{{ 7*7 }}}} {{% raw %}} *{name}*"
    )


def site(known: Crosswalk, base_url: str = "", **settings: str | Comments) -> dict[str, Output]:
    """Return the outputs for *known* by path."""
    outputs = [
        output
        for part in pages.render(
            known,
            Urls(base_url=base_url),
            Settings(base_url=base_url, **settings),  # type: ignore[arg-type]
        )
        for output in part.make()
    ]
    assert len({output.path for output in outputs}) == len(outputs)
    return {output.path: output for output in outputs}


def read(known: Crosswalk, base_url: str = "", **settings: str | Comments) -> dict[str, Reader]:
    """Return every HTML page for *known*, read."""
    outputs = site(known, base_url, **settings)
    return {path: Reader(output) for path, output in outputs.items() if path.endswith(".html")}


@cache
def read_rich(base_url: str = "") -> dict[str, Reader]:
    """Return every HTML page for `rich`, read: many tests look at them."""
    return read(rich(), base_url)


def rich() -> Crosswalk:
    """Return a crosswalk in which every field there is has a value, and a hostile one where it is text."""
    yes = Position(id="yes", label=hostile("label"), description=hostile("position description"))
    accepted = topic(
        "accepted",
        name=hostile("topic name"),
        title=hostile("topic title"),
        category=hostile("category"),
        description=hostile("topic description"),
        question=hostile("question"),
        positions=(yes, Position(id="no", label="nobody's")),
        aliases=("http-202",),
        related=("ok", "no-such-topic"),
        specs=(Named(name=hostile("spec"), url="https://rfc.example/9110"),),
        authors=(Named(name=hostile("author"), twitter='a"b'), Named(name="Anonymous")),
        updated="2026-03-01",
        permalink="/else/where",
        body="## One\n\n<script>x()</script>\n\n## Two\n\n## Three\n\n[ok](topic:ok) [gone](topic:gone)\n",
    )
    plain = topic("ok", category="Other", body="A body without a heading.")
    alone = topic("alone", category="Other")
    acme = guideline(
        "acme",
        body="A *profile*.",
        title=hostile("guideline title"),
        type=hostile("type"),
        company=hostile("company"),
        company_url="https://acme.example/",
        company_logo_url="/media/logos/acme.svg",
        screenshot_url="/media/acme%20page.png",
        github_url="https://github.com/acme/rules",
        date="2016-01-22",
        review_date="2016-09-01",
        language=hostile("language"),
        licence=hostile("licence"),
        description=hostile("guideline description"),
        status=Status.SUPERSEDED,
        replaced_by=("zeta", "unknown-guideline"),
        authors=(Named(name=hostile("guideline author"), url="https://a.example/"),),
    )
    zeta = guideline("zeta", company="Zeta", company_logo_url="https://elsewhere.example/logo.png")
    mute = guideline("mute", company="Zeta", company_logo_url="/media/missing.png")
    return crosswalk(
        topics=[accepted, plain, alone],
        guidelines=[acme, zeta, mute],
        pairs=[
            pair(
                accepted,
                acme,
                reference(
                    hostile("reference name"),
                    url="https://www.acme.example/rules?a=1&b='2'#x",
                    quote=hostile("quote"),
                    document=hostile("document"),
                    description=hostile("reference description"),
                    level=Level.MUST_NOT,
                    rule=hostile("rule"),
                    archived_url="https://archive.example/x",
                ),
                reference("Second"),
                positions=(yes,),
                note=hostile("note"),
            ),
            pair(accepted, zeta, reference("Zeta's", quote="Exactly\n  so.")),
            pair(plain, zeta, note="A note, and no reference."),
        ],
        pages=[
            ContentPage(
                slug="about",
                title=hostile("page title"),
                description=hostile("page description"),
                body=Body(text="## A\n\n## B\n\n## C\n", place=Place(file="pages/about.md")),
            )
        ],
        posts=[
            post(
                "second",
                "2026-02-02",
                "## A\n\n## B\n\n## C\n\n[ok](topic:ok) <script>x()</script>\n",
                title=hostile("post title"),
                description=hostile("post description"),
                authors=(Named(name=hostile("post author"), url="https://me.example/"), Named(name="Anon")),
            ),
            post("first", "2026-01-01", ""),
        ],
        media=[
            Media(path="media/logos/acme.svg", content=b"<svg/>"),
            Media(path="media/acme page.png", content=b"png"),
        ],
    )


TOPIC = "else/where.html"
GUIDELINE = "design/guidelines/acme.html"


# What authors write


@pytest.mark.parametrize(
    "name",
    [
        "topic name",
        "topic description",
        "question",
        "label",
        "position description",
        "spec",
        "author",
        "guideline title",
        "type",
        "company",
        "language",
        "note",
        "category",
        "reference name",
        "quote",
        "document",
        "reference description",
        "rule",
    ],
)
def test_text_stands_on_the_page_of_a_topic_as_it_was_written(name: str) -> None:
    assert hostile(name) in read_rich()[TOPIC].text


@pytest.mark.parametrize(
    "name",
    [
        "guideline title",
        "type",
        "company",
        "language",
        "licence",
        "guideline description",
        "guideline author",
        "topic name",
        "category",
        "label",
        "note",
        "reference name",
        "quote",
        "document",
        "reference description",
        "rule",
    ],
)
def test_text_stands_on_the_page_of_a_guideline_as_it_was_written(name: str) -> None:
    assert hostile(name) in read_rich()[GUIDELINE].text


def test_text_stands_on_the_other_pages_as_it_was_written() -> None:
    site = read_rich()
    assert hostile("page title") in site["about.html"].text
    assert hostile("page description") in site["about.html"].text
    assert hostile("topic title") in site[TOPIC].text  # the title of the document
    for name in ("post title", "post description", "post author"):
        assert hostile(name) in site["blog/second.html"].text
    for name in ("post title", "post description"):
        assert hostile(name) in site["blog/index.html"].text
        assert hostile(name) in site["index.html"].text
    for path in ("index.html", "design/topics/index.html"):
        assert hostile("category") in site[path].text
    assert hostile("guideline title") in site["design/guidelines/index.html"].text


def test_nothing_authored_becomes_an_element_an_attribute_or_a_script() -> None:
    for path, page in read_rich().items():
        assert not [tag for tag, _ in page.elements if tag == "b"], path
        for tag, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], path
            if tag == "script" and attributes != {"type": "application/ld+json"}:
                assert attributes.keys() == {"type", "src", "blocking"}, path
                assert (attributes["src"] or "").startswith("/assets/site.js?v="), path
        assert "49" not in page.text


def test_both_sides_of_a_pair_have_every_reference_and_quote() -> None:
    known = rich()
    site = read(known)
    for pairs in known.pairs_of_topic.values():
        for shown in pairs:
            path = TOPIC if shown.topic.id == "accepted" else f"design/topics/{shown.topic.id}.html"
            for page in (site[path], site[f"design/guidelines/{shown.guideline.id}.html"]):
                for found in shown.references:
                    assert found.name in page.text
                    assert found.url in page.all("a", "href")
                    assert " ".join((found.quote or "").split()) in page.text


def test_a_quote_keeps_its_words_when_its_lines_are_joined() -> None:
    assert "Exactly so." in read_rich()[TOPIC].text


def test_a_pair_without_references_is_shown_and_not_counted() -> None:
    page = read_rich()["design/topics/ok.html"]
    assert "A note, and no reference." in page.text
    assert "0 of 3 guidelines speak of it" in page.text


def test_guidelines_that_say_nothing_are_named_as_silent() -> None:
    page = read_rich()["design/topics/alone.html"]
    assert page.text.count("Silent on this") == 1
    assert "/design/guidelines/mute" in page.all("a", "href")


def test_too_many_that_say_nothing_are_counted_and_led_to() -> None:
    mute = [guideline(f"g{number}") for number in range(MOST_SILENT + 1)]
    page = read(crosswalk([topic("a")], mute))["design/topics/a.html"]
    assert f"{MOST_SILENT + 1} guidelines" in page.text
    assert "/design/guidelines/g1" not in page.all("a", "href")
    assert "/design/guidelines/g1" in read(crosswalk([topic("a")], mute[1:]))["design/topics/a.html"].all(
        "a", "href"
    )


def test_what_a_guideline_leaves_out_is_listed() -> None:
    page = read_rich()["design/guidelines/mute.html"]
    assert "3 topics it does not speak of" in page.text
    assert {"/else/where", "/design/topics/ok", "/design/topics/alone"} <= set(page.all("a", "href"))


def test_previous_and_next_stay_in_the_category() -> None:
    site = read_rich()
    assert "1 of 2 in" in site["design/topics/ok.html"].text
    assert site["design/topics/ok.html"].one("a", rel="next")["href"] == "/design/topics/alone"
    assert site["design/topics/alone.html"].one("a", rel="prev")["href"] == "/design/topics/ok"
    assert "1 of 1 in" in site[TOPIC].text


def test_a_category_has_a_matrix_that_leads_to_each_pair() -> None:
    page = read_rich()[f"design/categories/{rich().categories[0].slug}.html"]
    assert {"/else/where#acme", "/else/where#zeta"} <= set(page.all("a", "href"))
    assert page.one("div", role="region")["tabindex"] == "0"
    assert page.one("caption", id=page.one("div", role="region")["aria-labelledby"])


# Around them


@pytest.mark.parametrize("base_url", BASES)
def test_every_page_says_what_it_is(base_url: str) -> None:
    for path, page in read_rich(base_url).items():
        assert page.one("html")["lang"] == "en"
        for name in ("description", "viewport", "color-scheme"):
            assert page.one("meta", name=name)["content"], path
        canonical = page.one("link", rel="canonical")["href"]
        assert canonical.startswith(f"{base_url}/"), path
        assert page.one("meta", property="og:url")["content"] == canonical
        assert page.one("link", rel="alternate", type="application/json")["href"].endswith(".json"), path
        for name in ("title", "description", "type", "site_name"):
            assert page.one("meta", property=f"og:{name}")["content"], path
        assert len([tag for tag, _ in page.elements if tag == "h1"]) == 1, path
        assert (
            "default-src 'none'" in page.one("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
        )


def test_ids_are_unique_even_where_topics_and_guidelines_share_them() -> None:
    twins = [topic(name) for name in ("content", "who", "contents", "silent")]
    rules = [guideline(name) for name in ("content", "who", "contents", "silent", "a-title")]
    pairs = [pair(twin, rule, reference()) for twin in twins for rule in rules]
    for known in (rich(), crosswalk(twins, rules, pairs)):
        for path, page in read(known).items():
            twice = {id_: number for id_, number in Counter(page.all("*", "id")).items() if number > 1}
            assert not twice, path


def test_what_refers_to_an_id_finds_it() -> None:
    for path, page in read_rich().items():
        ids = set(page.all("*", "id"))
        assert set(page.all("*", "aria-labelledby")) <= ids, path
        assert {href[1:] for href in page.all("a", "href") if href.startswith("#")} <= ids, path


def test_headings_never_skip_a_level() -> None:
    for path, page in read_rich().items():
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), path


@pytest.mark.parametrize("base_url", BASES)
def test_every_link_inside_the_site_leads_to_a_page_and_a_place_on_it(base_url: str) -> None:
    urls = Urls(base_url=base_url)
    outputs = site(rich(), base_url)
    read_pages = read_rich(base_url)
    for path, page in read_pages.items():
        for href in [*page.all("*", "href"), *page.all("img", "src")]:
            target = urlsplit(href)
            if target.scheme or not target.path or target.path.endswith((".json", ".csv")):
                continue  # another host's, this page's own, or a document, which `api` writes
            assert target.path.startswith(f"{urls.base_path}/"), (path, href)
            file = urls.file(target.path.removeprefix(urls.base_path)).replace("%20", " ")
            assert file in outputs, (path, href)
            assert not target.fragment or target.fragment in read_pages[file].all("*", "id"), (path, href)


def test_no_page_makes_a_request_to_another_host() -> None:
    for path, page in read_rich().items():
        loaded = [*page.all("img", "src"), *page.all("link", "href")]
        assert all(href.startswith("/") and not href.startswith("//") for href in loaded), path
    style = theme.theme_of("en", Appearance()).assets["site.css"].decode()
    assert "url(" not in style
    assert "@import" not in style


def test_a_logo_is_shown_if_the_site_has_it_and_else_a_monogram() -> None:
    page = read_rich()["design/guidelines/index.html"]
    assert page.all("img", "src") == ["/media/logos/acme.svg"]
    assert page.text.count(" Z ") == 2


def test_images_have_a_size_and_words_and_wait_until_they_are_seen() -> None:
    images = [found for page in read_rich().values() for tag, found in page.elements if tag == "img"]
    assert len(images) > 3
    for image in images:
        assert image["loading"] == "lazy"
        assert int(image["width"]) * int(image["height"]) > 0
        assert image["alt"]


def test_the_navigation_knows_where_the_reader_is() -> None:
    site = read_rich()
    assert site["design/topics/index.html"].one("a", href="/design/topics/", **{"aria-current": "page"})
    assert site["design/topics/ok.html"].one("a", href="/design/topics/", **{"aria-current": "true"})
    assert site["about.html"].one("a", href="/about", **{"aria-current": "page"})


def test_links_to_edit_and_report_stand_where_a_repository_is_known() -> None:
    repository = "https://github.com/acme/kb"
    links = read(rich(), repository=repository)[TOPIC].all("a", "href")
    assert f"{repository}/edit/main/content/topics/accepted.md" in links
    assert any(link.startswith(f"{repository}/issues/new?title=") for link in links)
    assert f"{repository}/edit/main/content/guidelines/acme.md" in (
        read(rich(), repository=repository)[GUIDELINE].all("a", "href")
    )
    assert f"{repository}/issues/new?title=accepted%3A%20reference%20to%20zeta&body=" in " ".join(links)
    assert not any(
        "/edit/" in href or "/issues/" in href
        for page in read_rich().values()
        for href in page.all("a", "href")
    )


def test_an_issue_comes_with_the_lines_to_fill_in() -> None:
    """And what a stranger named cannot add to the address."""
    page = read(rich(), "https://example.org/kb", repository="https://github.com/acme/kb/")[TOPIC]
    links = [urlsplit(href) for href in page.all("a", "href") if "/issues/new" in href]
    assert {link.path for link in links} == {"/acme/kb/issues/new"}
    asked = [parse_qs(link.query, strict_parsing=True) for link in links]
    assert {tuple(fields_of) for fields_of in asked} == {("title", "body")}
    bodies = [fields_of["body"][0] for fields_of in asked]
    assert "Topic: accepted\nGuideline: acme\nAddress of the section: \nIts name: \nIts words: \n" in bodies
    reported = "Page: https://example.org/kb/else/where\nSource: topics/accepted.md\nWhat is wrong: \n"
    assert reported in bodies


# What a topic page tells at a glance


def test_the_opening_of_a_topic_counts_answers_and_levels() -> None:
    page = read_rich()[TOPIC]
    assert "2 of 3 guidelines speak of it · 3 references · 2 quotes" in page.text
    assert f"{hostile('label')} 1 of 2 that speak of it" in page.text
    assert "nobody's 0 of 2 that speak of it" in page.text
    assert "How strongly must not 1 1 guideline" in page.text


def test_many_names_are_folded_away_and_few_are_not() -> None:
    yes = Position(id="yes", label="Yes")
    known = topic("paging", positions=(yes,))
    for number, folded in ((8, 0), (9, 1)):
        rules = [guideline(f"g{n}", company=f"Company {n}") for n in range(number)]
        pairs = [pair(known, each, reference(), positions=(yes,)) for each in rules]
        page = read(crosswalk([known], rules, pairs))["design/topics/paging.html"]
        assert page.words.count("Who") == folded
        assert page.all("a", "href").count("#g0") == 3  # among the answers, in the contents, on the card


def test_the_contents_of_a_topic_lead_to_each_guideline_and_heading() -> None:
    page = read_rich()[TOPIC]
    for anchor in ("_guidelines", "acme", "zeta", "_section-one", "_section-two", "_section-three"):
        assert f"#{anchor}" in page.all("a", "href")
        assert anchor in page.all("*", "id")


def test_headings_make_a_contents_list_of_two_levels() -> None:
    headings = prose.render(
        "### a\n## b\n### c\n#### d\n", base_path="", topic_href=lambda _id: None
    ).headings
    listed = parts.contents_of(headings)
    assert [(each.text, [part.text for part in each.parts]) for each in listed] == [
        ("a", []),
        ("b", ["c", "d"]),
    ]


def test_the_host_of_a_reference_is_told_where_it_is_not_the_guideline_s_own() -> None:
    known, rules = topic("t"), guideline("acme", url="https://www.acme.example/rules")
    found = (
        reference("Here", url="https://acme.example/#1"),
        reference("There", url="https://other.example/#2"),
    )
    text = read(crosswalk([known], [rules], [pair(known, rules, *found)]))["design/topics/t.html"].text
    assert text.count("acme.example") == 1
    assert text.count("other.example") == 1


# What a page may load


def test_a_page_may_load_nothing_from_elsewhere_and_run_nothing_inline() -> None:
    for page in read_rich().values():
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "frame-src" not in policy


def test_comments_name_one_host_on_topic_pages_and_load_nothing_by_themselves() -> None:
    place = Comments(repo="acme/kb", repo_id="R_1", category="Q & A", category_id="DIC_1")
    site = read(rich(), comments=place)
    for path, page in site.items():
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
        is_topic = "_comments" in page.all("section", "id")
        assert is_topic == (path in (TOPIC, "design/topics/ok.html", "design/topics/alone.html"))
        assert re.findall(r"[\w-]+ https?://\S+", policy) == ["frame-src https://giscus.app;"] * is_topic
        assert not [tag for tag, _ in page.elements if tag == "iframe"]
    widget = urlsplit(site[TOPIC].all("button", "data-widget")[0])
    asked = parse_qs(widget.query)
    assert (widget.netloc, asked["term"], asked["category"]) == ("giscus.app", ["accepted"], ["Q & A"])
    assert asked["description"] == [hostile("topic description")]
    assert "https://github.com/acme/kb/discussions" in site[TOPIC].all("a", "href")


# For programs


@pytest.mark.parametrize("base_url", BASES)
def test_every_page_tells_programs_its_way_from_home(base_url: str) -> None:
    for path, page in read_rich(base_url).items():
        (text,) = page.data
        assert not set("<>&\u2028\u2029") & set(text), path
        graph = json.loads(text)["@graph"]
        crumbs = [crumb["item"] for crumb in graph[0]["itemListElement"]]
        assert graph[0]["@type"] == "BreadcrumbList"
        assert crumbs[0] == f"{base_url}/"
    term = json.loads(read_rich(base_url)[TOPIC].data[0])["@graph"][1]
    assert term["@type"] == "DefinedTerm"
    assert term["name"] == hostile("topic name")
    assert term["@id"] == f"{base_url}/else/where"
    assert term["inDefinedTermSet"]["@type"] == "DefinedTermSet"


def test_linked_data_knows_no_number_that_json_does_not() -> None:
    assert json.loads(templating.linked_data({"share": float("nan")}), parse_constant=pytest.fail) == {
        "share": None
    }


def test_a_page_is_in_the_menu_that_it_names() -> None:
    listed = [
        ContentPage(slug=menu.value, title=f"In {menu}", menu=menu, body=Body(text="", place=Place(file="x")))
        for menu in Menu
    ]
    for path, output in site(crosswalk([topic("a")], pages=listed), "https://example.org/kb").items():
        if path.endswith(".html") and 'http-equiv="refresh"' not in output.content.decode():
            head, _, foot = output.content.decode().partition("<main")
            menu = head[head.index('aria-label="Main"') :]
            assert ("In main" in menu, "In foot" in menu) == (True, False), path
            foot = foot[foot.index('<footer class="colophon"') :]
            assert ('href="/kb/main"' in foot, 'href="/kb/foot"' in foot) == (False, True), path


# Sites that are too large to be shown whole


def test_a_page_stays_small_however_many_topics_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "MOST_LISTED", 4)
    monkeypatch.setattr(guideline_view, "MOST_PAIRS", 4)
    topics = [topic(f"t-{number}", category="Even" if number % 2 == 0 else "Odd") for number in range(10)]
    acme = guideline("acme")
    outputs = site(crosswalk(topics, [acme], [pair(each, acme, reference(each.id)) for each in topics]))
    index = Reader(outputs["design/topics/index.html"])
    hrefs = index.all("a", "href")
    assert [f"/design/topics/t-{number}" in hrefs for number in range(10)] == [True] * 4 + [False] * 6
    assert index.text.count("3 more topics") == 2
    assert "3 more topics of Odd" in index.all("a", "aria-label")
    assert hrefs.count("/design/categories/even") == 2
    page = Reader(outputs["design/guidelines/acme.html"])
    # Each topic can be linked to, and what is not shown here is one step further.
    assert set(page.all("*", "id")) >= {each.id for each in topics}
    whole = page.all("article", "id")
    assert whole == ["t-0", "t-2", "t-1", "t-3"]
    others = {each.id for each in topics} - set(whole)
    assert {f"/design/topics/{id_}#acme" for id_ in others} <= set(page.all("a", "href"))
    assert page.text.count("3 more topics, each with its references on its page") == 2


@pytest.mark.parametrize("base_url", BASES)
def test_the_sitemap_lists_what_is_worth_finding(base_url: str) -> None:
    urls = Urls(base_url=base_url)
    outputs = site(rich(), base_url)
    root = ET.fromstring(outputs["sitemap.xml"].content)  # noqa: S314 - our own
    places = [place.text or "" for place in root.iterfind("{*}url/{*}loc")]
    assert places == sorted(set(places))
    assert urls.absolute("/else/where") in places
    assert urls.absolute("/") in places
    for hidden in (
        "/404",
        "/design/topics/accepted",
        "/design/topics/http-202",
        "/design/guidelines/acme/topics",
    ):
        assert urls.absolute(hidden) not in places
        assert urls.file(hidden) in outputs


def test_robots_learn_of_the_sitemap_where_its_address_is_known() -> None:
    assert b"Sitemap" not in site(rich())["robots.txt"].content
    known = site(rich(), "https://example.org/kb")["robots.txt"].content
    assert b"\nSitemap: https://example.org/kb/sitemap.xml\n" in known
    assert site(rich())[".nojekyll"].content == b""


@pytest.mark.parametrize("base_url", BASES)
@pytest.mark.parametrize(
    ("former", "target"),
    [
        ("design/topics/accepted.html", "/else/where"),
        ("design/topics/http-202.html", "/else/where"),
        ("design/guidelines/acme/topics.html", "/design/guidelines/acme"),
    ],
)
def test_former_places_lead_to_the_page(base_url: str, former: str, target: str) -> None:
    urls = Urls(base_url=base_url)
    page = read_rich(base_url)[former]
    assert page.one("meta", **{"http-equiv": "refresh"})["content"] == f"0; url={urls.href(target)}"
    assert page.one("link", rel="canonical")["href"] == urls.absolute(target)
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert urls.href(target) in page.all("a", "href")


def test_media_are_copied_as_they_are() -> None:
    assert site(rich())["media/acme page.png"].content == b"png"


# What a template receives


def declared() -> Iterator[type]:
    """Yield every dataclass that `views` declares."""
    for module in iter_modules(views.__path__, f"{views.__name__}."):
        for known in vars(import_module(module.name)).values():
            if isinstance(known, type) and is_dataclass(known) and known.__module__ == module.name:
                yield known


def test_templates_show_every_field_that_is_declared_for_them() -> None:
    templates = "".join(path.read_text("utf-8") for path in shipped.templates().rglob("*.html"))
    for view in declared():
        if view.__name__ in ("Site", "Standing", "Assets", "Step", "Page"):
            continue  # what pages are made from, and the page as a whole
        unused = [field.name for field in fields(view) if not re.search(rf"\.{field.name}\b", templates)]
        assert not unused, view.__name__


def test_templates_receive_frozen_values() -> None:
    for view in declared():
        assert view.__dataclass_params__.frozen, view.__name__  # type: ignore[attr-defined]
        assert "__slots__" in vars(view), view.__name__


def test_a_template_that_asks_for_more_than_is_declared_fails() -> None:
    with pytest.raises(UndefinedError):
        theme.theme_of("en", Appearance()).render("not-found", page=object())


def test_a_page_is_a_function_of_its_view_alone() -> None:
    """So that it can be cached, and rendered by another process."""
    urls = Urls()
    shared = pages.shared(rich(), urls, Settings())
    for page in pages.pages(shared):
        assert pages.html(shared, pickle.loads(pickle.dumps(page))) == pages.html(shared, page)  # noqa: S301 - our own


def test_the_same_content_gives_the_same_bytes() -> None:
    assert list(site(rich()).items()) == list(site(rich()).items())


def test_a_style_sheet_is_asked_for_by_what_is_in_it() -> None:
    style = theme.theme_of("en", Appearance()).assets["site.css"]
    href = read_rich("https://example.org/kb")["index.html"].one("link", rel="stylesheet")["href"]
    assert href == f"/kb/assets/site.css?v={theme.version(style)}"
    assert theme.version(style) != theme.version(style + b" ")


def test_modules_become_one_in_which_each_stands_once_and_keeps_its_names(tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text(
        'import { a } from "./x-y.js";\nimport { c } from "./z.js";\na(c);\n', "utf-8"
    )
    (tmp_path / "x-y.js").write_text(
        '/** Why. */\nimport { c } from "./z.js";\nexport const a = () => c;\n', "utf-8"
    )
    (tmp_path / "z.js").write_text("const own = 4;\nexport const c = own;\n", "utf-8")
    assert bundles.script(tmp_path, "main").splitlines() == [
        "const module_z = (() => {",
        "const own = 4;",
        "const c = own;",
        "return { c };",
        "})();",
        "const module_x_y = (() => {",
        "const { c } = module_z;",
        "const a = () => c;",
        "return { a };",
        "})();",
        "const { a } = module_x_y;",
        "const { c } = module_z;",
        "a(c);",
    ]


def test_every_style_sheet_of_the_theme_is_in_the_one_that_is_served() -> None:
    folder = shipped.templates() / "assets" / "css"
    listed = (folder / "main.css").read_text("utf-8")
    for path in folder.rglob("*.css"):
        assert path.name == "main.css" or f'"{path.relative_to(folder).as_posix()}"' in listed


# Little, and much


@pytest.mark.parametrize(
    "known",
    [
        Crosswalk(),
        crosswalk(topics=[topic("alone")]),
        crosswalk(guidelines=[guideline("alone")]),
        crosswalk(topics=[topic("bare", category="")], guidelines=[guideline("mute")]),
    ],
    ids=["nothing", "a-topic", "a-guideline", "a-topic-without-a-category"],
)
def test_a_site_with_next_to_nothing_in_it_is_whole(known: Crosswalk) -> None:
    site = read(known)
    assert {"index.html", "404.html", "design/topics/index.html", "design/guidelines/index.html"} <= set(site)


def test_the_home_page_draws_a_crosswalk_that_is_worth_a_picture() -> None:
    topics = [topic(f"t{number}", category=f"C{number % 3}") for number in range(300)]
    rules = [guideline(f"g{number}") for number in range(40)]
    pairs = [pair(topics[n], rules[n % 40], reference()) for n in range(300)]
    assert read(crosswalk(topics, rules, pairs))["index.html"].one("figure")
    assert not [tag for tag, _ in read_rich()["index.html"].elements if tag == "figure"]


def test_the_home_page_ranks_topics_where_there_are_more_than_a_glance_takes_in() -> None:
    few = [topic(f"t{number}") for number in range(12)]
    page = read(crosswalk(few))["index.html"]
    assert {f"/design/topics/{each.id}" for each in few} <= set(page.all("a", "href"))
    assert "speak of" not in page.text
    page = read(crosswalk([*few, topic("more")]))["index.html"]
    assert "Most guidelines speak of" in page.text
    assert "Fewest speak of" in page.text


def test_a_long_description_is_cut_between_words_where_only_a_summary_is_wanted() -> None:
    long = topic("long", description="word " * 1_000)
    site = read(crosswalk([long]))
    description = site["design/topics/long.html"].one("meta", name="description")["content"]
    assert len(description) <= 301
    assert description.endswith("word…")
    assert ("word " * 1_000).strip() in site["design/topics/long.html"].text


# Numbers, names and dates in words

ENGLISH = texts_of("en")


def test_a_bar_looks_full_only_if_it_is_and_empty_only_if_it_is() -> None:
    assert parts.bar(ENGLISH, Share(0, 100), "topic").filled == 0
    full = parts.bar(ENGLISH, Share(100, 100), "topic")
    assert full.filled == full.width
    for count in (1, 99):
        almost = parts.bar(ENGLISH, Share(count, 100), "topic")
        assert 0 < almost.filled < almost.width
    assert parts.bar(ENGLISH, Share(1, 16), "topic").text == "1 of 16 topics"
    assert parts.bar(ENGLISH, Share(0, 1), "topic").text == "0 of 1 topic"
    assert parts.bar(ENGLISH, Share(0, 0), "topic").width == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Cloud Foundry", "CF"),
        ("adidas", "A"),
        ("Agenzia per l'Italia Digital", "AI"),
        ("日本 標準", "日"),
        ("مجموعة", "م"),
        ("🙂", "§"),
        ("ßeta", "SS"),
    ],
)
def test_a_monogram_has_the_initials_of_a_name_in_any_script(name: str, expected: str) -> None:
    assert parts.initials(name) == expected


def test_a_date_is_worded() -> None:
    assert parts.day(ENGLISH, "2016-01-02") == parts.Value("2 January 2016", date="2016-01-02")


def test_an_organisation_with_several_guidelines_is_told_apart_by_their_titles() -> None:
    known = crosswalk(
        topics=[topic("ok")],
        guidelines=[
            guideline("one", title="Acme Style", company="Acme"),
            guideline("two", title="Rules", company="Acme"),
            guideline("three", company="Zeta"),
            guideline("four", title="Nobody's"),
        ],
    )
    text = read(known)["design/topics/ok.html"].text
    assert "Acme: Style" in text
    assert "Acme: Rules" in text
    assert "Zeta" in text
    assert "Nobody's" in text


def test_the_rich_crosswalk_leaves_no_field_untried() -> None:
    """Every field of the model's own things has a value in `rich`, so that no field goes untried."""
    known = rich()
    tried = (known.topics[0], known.guidelines[0], known.pairs_of_topic["accepted"][0].references[0])
    for thing in tried:
        assert isinstance(thing, (Topic, Guideline, Reference))
        empty = [field.name for field in fields(thing) if not getattr(thing, field.name)]
        assert set(empty) <= {"sort", "entries", "places"}


def test_a_category_shows_its_description() -> None:
    known = rich()
    described = tuple(replace(category, description=hostile("words")) for category in known.categories)
    known = replace(known, categories=described)
    assert isinstance(known.categories[0], Category)
    assert hostile("words") in read(known)[f"design/categories/{described[0].slug}.html"].text
    assert hostile("words") in read(known)["index.html"].text


# Colours


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, as WCAG 2 defines it."""
    parts_of_it = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts_of_it]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    """Return the colours by role, in light and dark."""
    text = (shipped.templates() / "assets" / "css" / "tokens.css").read_text("utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", text)
    assert len(pairs) == text.count("#") / 2 == len({role for role, _, _ in pairs}), (
        "each colour once, as a pair"
    )
    return {
        "light": {role: light for role, light, _ in pairs},
        "dark": {role: dark for role, _, dark in pairs},
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_that_wcag_aa_asks_for(scheme: str) -> None:
    colours = palettes()[scheme]
    read_on = [
        *((ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in ("paper", "shade")),
        ("on-accent", "accent"),
        *((ink, "accent-wash") for ink in ("ink", "ink-soft", "accent")),
        ("warning", "paper"),
        ("warning", "shade"),
        *((f"tone-{tone}-ink", f"tone-{tone}") for tone in range(1, parts.TONES + 1)),
        *((role, "shade") for role in colours if role.startswith("code-")),
    ]
    for ink, ground in read_on:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for drawn, ground in (("accent", "bar-ground"), ("line-strong", "paper"), ("accent", "paper")):
        assert contrast(colours[drawn], colours[ground]) >= 3, (drawn, ground)


def test_the_colour_around_the_page_is_that_of_the_paper() -> None:
    page = read(crosswalk())["index.html"]
    shown = {
        attrs["data-theme"]: attrs["content"]
        for tag, attrs in page.elements
        if tag == "meta" and "data-theme" in attrs
    }
    assert shown == {scheme: colours["paper"] for scheme, colours in palettes().items()}
