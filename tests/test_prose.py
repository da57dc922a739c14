"""Markdown from strangers: what it becomes, what it can never become, and what is refused beforehand."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk import prose
from crosswalk.prose import Heading, render, too_complex

TOPICS = {"pagination": "/kb/design/topics/pagination"}

ELEMENTS = {
    *("a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol"),
    *("p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    *("dd", "dl", "dt", "figcaption", "figure", "section", "sup"),
}
ATTRIBUTES = {
    "a": {"href", "title", "class", "aria-label", "id", "role"},
    "code": {"class"},
    "div": {"class", "tabindex", "role"},
    "img": {"src", "alt", "title", "loading", "decoding", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "p": {"class"},
    "pre": {"tabindex"},
    "section": {"class", "role", "aria-label"},
    "span": {"class"},
    "td": {"class"},
    "th": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
CLASS = re.compile(
    r"anchor|highlight|table|align-(?:left|center|right)|language-[a-z]+|[a-z]{1,3}[0-9]?"
    r"|exchange|tabs|panel|panel-name|callout|callout-(?:name|note|tip|important|warning|caution)"
    r"|footnotes|noteref|backref"
)
ROLES = {"note", "doc-endnotes", "doc-noteref", "doc-backlink"}
ID = re.compile(r"_section-(?:[a-z0-9]+(?:-[a-z0-9]+)*|note_[0-9]+|ref_[0-9]+(?:_[0-9]+)?)")
LINK = re.compile(r"(?:https?://[^/\\]|mailto:|/(?![/\\])|#)[^\s\\]*|/|#", re.IGNORECASE)
IMAGE = re.compile(r"/(?![/\\])[^\s\\]*")


class Audit(HTMLParser):
    """Reads HTML as a browser would and notes whatever a body must never bring."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.texts: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hold an element against the lists above."""
        if tag not in ELEMENTS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, ()) or not _fits(name, value or ""):
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name in ("href", "src"):
                self.addresses.append(value or "")

    def handle_data(self, data: str) -> None:
        """Keep what a reader sees."""
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """Find fault with a comment."""
        self.faults.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        """Find fault with a declaration."""
        self.faults.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        """Find fault with a processing instruction."""
        self.faults.append(f"<?{data}")


def _fits(name: str, value: str) -> bool:
    match name:
        case "href":
            return LINK.fullmatch(value) is not None
        case "src":
            return IMAGE.fullmatch(value) is not None
        case "class":
            return all(map(CLASS.fullmatch, value.split()))
        case "id":
            return ID.fullmatch(value) is not None
        case "role":
            return value in ROLES
        case "width" | "height":
            return value.isdecimal()
        case _:
            return True


SIZES = {"/media/x.png": (640, 480)}


def shown(markdown: str) -> str:
    """Render *markdown* on a site at `/kb`, and hold what holds for every body."""
    first, second = (
        render(markdown, base_path="/kb", topic_href=TOPICS.get, image_size=SIZES.get) for _ in range(2)
    )
    assert Audit(first.html).faults == []
    assert first == second, "a body renders the same twice"
    return str(first.html)


def text_of(html: str) -> str:
    return "".join(Audit(html).texts)


# What authors write


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("plain", "<p>plain</p>"),
        ("", ""),
        (" \n\t\n", ""),
        ("*a* **b** `c < d`", "<p><em>a</em> <strong>b</strong> <code>c &lt; d</code></p>"),
        ("a\r\nb", "<p>a\nb</p>"),
        ("AT&T &copy; &lt;b&gt; &nope;", "<p>AT&amp;T © &lt;b&gt; &amp;nope;</p>"),
        (r"\*a\* \< \& \~", "<p>*a* &lt; &amp; ~</p>"),
        ("`` ```a```", "<p>`` <code>a</code></p>"),
        ("`&copy; &amp;`", "<p><code>&amp;copy; &amp;amp;</code></p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("{{ 7 * 7 }} {% include 'x' %} ${a}", "<p>{{ 7 * 7 }} {% include 'x' %} ${a}</p>"),
        ('--8<-- "/etc/passwd"', '<p>--8&lt;-- "/etc/passwd"</p>'),
        ("a {: #id .class onclick=x }", "<p>a {: #id .class onclick=x }</p>"),
        ("#202 is no heading", "<p>#202 is no heading</p>"),
    ],
)
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    assert shown(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[a](https://example.org/?a=1&copy=2)", '<a href="https://example.org/?a=1&amp;copy=2">a</a>'),
        ("[a](HTTP://example.org)", '<a href="HTTP://example.org">a</a>'),
        ('[a](/b "t")', '<a href="/kb/b" title="t">a</a>'),
        ("[a](/)", '<a href="/kb/">a</a>'),
        ("[a][r]\n\n[r]: /b", '<a href="/kb/b">a</a>'),
        ("<https://example.org>", '<a href="https://example.org">https://example.org</a>'),
        ("<me@example.org>", '<a href="mailto:me@example.org">me@example.org</a>'),
        ("[a](mailto:me@example.org)", '<a href="mailto:me@example.org">a</a>'),
        ("[a](topic:pagination)", '<a href="/kb/design/topics/pagination">a</a>'),
        ("[a](topic:pagination#acme)", '<a href="/kb/design/topics/pagination#acme">a</a>'),
        ("[a](topic:unknown)", "a"),
        ("[*a*](topic:unknown)", "<em>a</em>"),
        ("[a](other.md)", "a"),
        ("[a](../b)", "a"),
        ("[a](#elsewhere)", '<a href="#elsewhere">a</a>'),
    ],
)
def test_links_lead_where_a_site_allows(markdown: str, html: str) -> None:
    assert shown(markdown) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (
            "![a](/media/x.png)",
            '<img src="/kb/media/x.png" alt="a" width="640" height="480" loading="lazy" decoding="async">',
        ),
        (
            'b ![a](/media/y.png "t")',
            'b <img src="/kb/media/y.png" title="t" alt="a" loading="lazy" decoding="async">',
        ),
        ("![a](https://example.org/x.png)", '<a href="https://example.org/x.png">a</a>'),
        (
            "![](https://example.org/x.png)",
            '<a href="https://example.org/x.png">https://example.org/x.png</a>',
        ),
        ("[![a](https://example.org/x.png)](https://example.com/)", '<a href="https://example.com/">a</a>'),
        ("![a](data:image/png;base64,AAAA)", "a"),
        ("![a](//example.org/x.png)", "a"),
        ("![a](x.png)", "a"),
    ],
)
def test_images_are_of_this_site_or_become_links(markdown: str, html: str) -> None:
    shown_html = shown(markdown)
    expected = f"<p>{html}</p>"
    assert sorted(re.split(r"[ >]", shown_html)) == sorted(re.split(r"[ >]", expected))


def test_without_a_base_path_site_links_stay() -> None:
    html = render("[a](/b) ![c](/d)", base_path="", topic_href=TOPICS.get).html
    assert 'href="/b"' in html
    assert 'src="/d"' in html


def test_an_image_alone_with_a_title_is_a_figure() -> None:
    assert shown('![a b](/media/x.png "c & <d>")') == (
        '<figure><img src="/kb/media/x.png" alt="a b" width="640" height="480" loading="lazy" '
        'decoding="async"><figcaption>c &amp; &lt;d&gt;</figcaption></figure>'
    )


# Headings


def headings(markdown: str) -> tuple[Heading, ...]:
    return render(markdown, base_path="", topic_href=TOPICS.get).headings


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# A *b* `c`", [(2, "_section-a-b-c", "A b c")]),
        ("## A\n### B\n## C", [(2, "_section-a", "A"), (3, "_section-b", "B"), (2, "_section-c", "C")]),
        ("# A\n###### B", [(2, "_section-a", "A"), (6, "_section-b", "B")]),
        ("# A\n# A\n# A 2", [(2, "_section-a", "A"), (2, "_section-a-2", "A"), (2, "_section-a-2-2", "A 2")]),
        (
            "# Größe\n# 概要\n# ?",
            [(2, "_section-groe", "Größe"), (2, "_section-1", "概要"), (2, "_section-2", "?")],
        ),
        ("# What's new", [(2, "_section-whats-new", "What's new")]),
        ("A\n=\n\nB\n-", [(2, "_section-a", "A"), (3, "_section-b", "B")]),
        ("# A &amp; <b>", [(2, "_section-a-b", "A & <b>")]),
        ("# [a](/b)", [(2, "_section-a", "a")]),
        ("text", []),
        (
            "# 1. When\n## 1.1. Why not\n## 1.2 How\n# 2) A",
            [
                (2, "_section-when", "1. When"),
                (3, "_section-why-not", "1.1. Why not"),
                (3, "_section-how", "1.2 How"),
                (2, "_section-a", "2) A"),
            ],
        ),
        ("# 202 Accepted\n# 3.", [(2, "_section-202-accepted", "202 Accepted"), (2, "_section-3", "3.")]),
        ("# A[^1]\n\n[^1]: b", [(2, "_section-a", "A")]),
    ],
)
def test_headings_begin_at_level_two_with_ids_of_their_own(
    markdown: str, expected: list[tuple[int, str, str]]
) -> None:
    assert [(each.level, each.id, each.text) for each in headings(markdown)] == expected


def test_a_heading_links_to_itself() -> None:
    assert shown("# A") == (
        '<h2 id="_section-a">A<a class="anchor" href="#_section-a" '
        'aria-label="Link to this section">#</a></h2>'
    )


@pytest.mark.parametrize("fragment", ["whats-new", "section-whats-new", "what-s-new", "Whats-New"])
def test_fragments_find_the_heading_whatever_site_the_author_is_used_to(fragment: str) -> None:
    assert '<a href="#_section-whats-new">x</a>' in shown(f"[x](#{fragment})\n\n# What's new")


@pytest.mark.parametrize("fragment", ["not-started", "21-not-started", "2-1-not-started"])
def test_fragments_find_a_heading_with_and_without_its_number(fragment: str) -> None:
    assert '<a href="#_section-not-started">x</a>' in shown(f"[x](#{fragment})\n\n## 2.1. Not started")


# Definitions


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a\n: b", "<dt>a</dt><dd>b</dd>"),
        ("a\n\n: b\n\n: c", "<dt>a</dt><dd>b</dd><dd>c</dd>"),
        ("a\n: b\nc\n: d", "<dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd>"),
        ("a\n: b\n\nc\nd\n:   e", "<dt>a</dt><dd>b</dd><dt>c</dt><dt>d</dt><dd>e</dd>"),
        ("a\n: b\n  c\n: d", "<dt>a</dt><dd>b c</dd><dd>d</dd>"),
        ("a\n: b\nc\nd", "<dt>a</dt><dd>b c d</dd>"),
        (
            "`a`\n: [b](topic:pagination) *c*",
            '<dt><code>a</code></dt><dd><a href="/kb/design/topics/pagination">b</a> <em>c</em></dd>',
        ),
        ("a\n: b[^1]\n\n[^1]: c", '<dt>a</dt><dd>b<sup><a class="noteref" id="_section-ref_1" '),
    ],
)
def test_a_colon_in_front_of_a_line_defines_what_stands_above(markdown: str, html: str) -> None:
    for form, kept in ((markdown, "<dl>"), ("> " + markdown.replace("\n", "\n> "), "<blockquote><dl>")):
        if "[^1]:" not in form or form == markdown:
            assert f"{kept}{html}" in re.sub(r"\n(?=<)", "", shown(form)).replace("\n", " ")


@pytest.mark.parametrize(
    "markdown", [": a", "a:\nb", "a\n:b", "a\n\n: ", "# a\n\n: b", "a\nb\n\n: c", "```\na\n```\n: b"]
)
def test_other_colons_are_text(markdown: str) -> None:
    assert "<dl>" not in shown(markdown)


# Notes


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_a_note_says_in_words_what_it_is(kind: str) -> None:
    assert shown(f"> [!{kind.upper()}]\n> *a*\n>\n> - b") == (
        f'<div class="callout callout-{kind}" role="note">\n<p class="callout-name">{kind.capitalize()}</p>\n'
        "<p><em>a</em></p>\n<ul>\n<li>b</li>\n</ul>\n</div>"
    )


def test_a_note_ends_with_its_quotation() -> None:
    html = shown("> [!NOTE]\n>\n> a\n\n> [!tip]\n> b\n\n> c")
    assert html.count('role="note"') == 2
    assert html.endswith("<blockquote>\n<p>c</p>\n</blockquote>")


@pytest.mark.parametrize("markdown", ["[!NOTE]\na", "> [!DANGER]\n> a", "> \\[!NOTE]\n> a", "> [!NOTE] a"])
def test_what_only_resembles_a_note_stays(markdown: str) -> None:
    html = shown(markdown)
    assert "role" not in html
    assert "[!" in html


# Footnotes


def test_footnotes_stand_at_the_end_and_lead_back() -> None:
    assert shown("a[^b] c[^b]\n\n[^b]: *d*\ne\n\nf") == (
        '<p>a<sup><a class="noteref" id="_section-ref_1" href="#_section-note_1" role="doc-noteref" '
        'aria-label="Footnote 1">1</a></sup> c<sup><a class="noteref" id="_section-ref_1_2" '
        'href="#_section-note_1" role="doc-noteref" aria-label="Footnote 1">1</a></sup></p>\n<p>f</p>\n'
        '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n'
        '<li id="_section-note_1">\n<p><em>d</em>\ne&nbsp;<a class="backref" href="#_section-ref_1" '
        'role="doc-backlink" aria-label="Back to the text">↩\ufe0e</a>&nbsp;<a class="backref" '
        'href="#_section-ref_1_2" role="doc-backlink" aria-label="Back to the text, place 2">↩\ufe0e</a>'
        "</p>\n</li>\n</ol>\n</section>"
    )


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("[^b] [^a]\n\n[^a]: first\n[^b]: second", ["second", "first"]),
        ("[^a]\n\n[^c]: third\n[^b]: second\n[^a]: first[^b]", ["first2", "second", "third"]),
        ("[^a]\n\n[^a]:\n    one\n\n    two\n\nthree", ["one two"]),
        ("[^a]\n\n[^a]: [^a]", ["1"]),
        ("| [^a] |\n|---|\n| [^b] |\n\n[^a]: one\n[^b]: two", ["one", "two"]),
        ("[^a]\n\n[^a]: one\n[^a]: two", ["one"]),
        ("[x[^a]](/b)\n\n[^a]: one", ["one"]),
        ("[^a]\n\n[^a]: [b](topic:pagination)", ["b"]),
        ("[^a]\n\n[^a]: one\n\n    ```\n    two\n    ```", ["one two"]),
    ],
)
def test_footnotes_are_numbered_as_they_are_met(markdown: str, texts: list[str]) -> None:
    section = shown(markdown).partition("<section")[2]
    items = re.findall(r'<li id="_section-note_\d+">(.*?)</li>', section, re.DOTALL)
    assert [" ".join(re.sub("↩\ufe0e|<.*?>|&nbsp;", "", item).split()) for item in items] == texts


def test_headings_of_footnotes_are_listed_where_they_are_shown() -> None:
    texts = [each.text for each in headings("# A[^c]\n\n[^b]: # B\n[^c]: # C")]
    assert texts == ["A", "C", "B"]


@pytest.mark.parametrize("markdown", ["a[^b]", "[^b](/c)", "`[^b]` \\[^b]\n\n[^b]: c", "    [^b]: c"])
def test_what_refers_to_no_footnote_stays_text(markdown: str) -> None:
    html = shown(markdown)
    assert "^b" in html
    assert "noteref" not in html


def test_every_link_of_a_footnote_leads_to_an_id_of_the_body() -> None:
    html = shown("# Note 1\n# Ref 1\n\n[^a] [^b] [^a] [x [^a]](/c)\n\n[^a]: a[^b]\n[^b]: b\n[^c]: c[^a]")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


# Code


@pytest.mark.parametrize("written", ["json", "JSON", "{.json}", " json title", "jsonc"])
def test_fenced_code_is_highlighted_by_classes(written: str) -> None:
    html = shown(f'```{written}\n{{"a": 1}}\n```')
    assert html.startswith(
        '<div class="highlight"><pre tabindex="0"><code class="language-json"><span class="p">'
    )
    assert "style" not in html
    assert text_of(html) == '{"a": 1}\n'


@pytest.mark.parametrize("language", [*prose.LANGUAGES, "unknown", "../x", "html onload=x", ""])
def test_code_of_any_language_keeps_its_text(language: str) -> None:
    code = '<?php echo "</code><script>alert(1)</script>"; // {{ x }} & "é"'
    assert text_of(shown(f"```{language}\n{code}\n```")) == f"{code}\n"


@pytest.mark.parametrize(
    "markdown",
    [
        "```\ncode\n```",
        "~~~~\ncode\n~~~~~",
        "```\ncode",
        "    code",
        "> ```\n> code\n> ```",
        "> ```\n> code\n\nafter",
        "1. a\n\n   ```\n   code\n   ```\n\n2. b",
        "- ```\n  code\n  ```",
        "text\n```\ncode\n```\ntext",
    ],
)
def test_code_blocks_stand_where_authors_put_them(markdown: str) -> None:
    html = shown(markdown)
    assert (
        '<div class="highlight"><pre tabindex="0"><code class="language-text">code\n</code></pre></div>'
        in html
    )
    assert "`" not in html


def test_a_fence_in_a_list_item_stays_in_it() -> None:
    assert shown("1. a\n   ```\n   code\n   ```\n2. b").count("<ol") == 1


def test_code_keeps_tabs_indentation_and_blank_lines() -> None:
    assert text_of(shown("```\na:\n\tb\n\n    c\n```")) == "a:\n\tb\n\n    c\n"


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("http", "a" * 5_000),
        ("python", "a = 1\n" * 5_000),
        ("java", "a" + "\n" * 5_000 + "b"),  # 1 s
        ("java", "a " * 4_000),  # 1.3 s
        ("csharp", "a\n" * 4_000),  # 6 s
    ],
)
def test_code_too_dear_to_highlight_is_shown_plain(language: str, code: str) -> None:
    html = shown(f"```{language}\n{code}\n```")
    assert "<span" not in html
    assert text_of(html).rstrip() == code.rstrip()


REQUEST = "```http\nGET /a HTTP/1.1\n```\n"
RESPONSE = "```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{}\n```\n"


@pytest.mark.parametrize(
    "markdown",
    [
        f"{REQUEST}{RESPONSE}",
        f"a\n{REQUEST}\n\n{RESPONSE}b",
        "> " + f"{REQUEST}{RESPONSE}".replace("\n", "\n> "),
        "1. a\n\n    " + f"{REQUEST}{RESPONSE}".replace("\n", "\n    "),
    ],
)
def test_a_request_and_its_response_stand_side_by_side(markdown: str) -> None:
    html = shown(markdown)
    assert html.count('<div class="exchange">') == 1
    assert re.findall(r'class="panel-name">(\w+)<', html) == ["Request", "Response"]
    assert '<span class="p">{}</span>' in html, "the content is coloured by its type"
    assert "<p></p>" not in html


@pytest.mark.parametrize(
    "markdown",
    [
        f"{RESPONSE}{REQUEST}",
        f"{REQUEST}a\n{RESPONSE}",
        f"{REQUEST}{REQUEST}",
        REQUEST,
        RESPONSE,
        f"{REQUEST}{RESPONSE}".replace("http", "text"),
    ],
)
def test_other_messages_stand_alone(markdown: str) -> None:
    assert "panel" not in shown(markdown)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["python tab", "c# tab", "http tab"], [["Python", "C#", "HTTP"]]),
        (['js tab="Node.js"', 'text tab=" <b>  & "', "tab"], [["Node.js", "<b> &"]]),
        (["python tab", "js tab", "python tab", "js tab"], [["Python", "JavaScript"]] * 2),
        (["python", "js tabs", 'js title="a tab"', "{.js table}"], []),
        (["{.python tab}", "js tab", "~"], [["Python", "JavaScript"]]),
    ],
)
def test_fences_that_are_tabs_stand_together(words: list[str], names: list[list[str]]) -> None:
    html = shown("".join(f"~~~{word}\na\n~~~\n" for word in words))
    found = [re.findall(r'class="panel-name">(.*?)</p>', part) for part in html.split('class="tabs"')[1:]]
    assert [[text_of(name) for name in each] for each in found] == names
    assert html.count("<pre") == len(words)


def test_a_tab_alone_keeps_its_name() -> None:
    html = shown("```js tab\na\n```")
    assert html.startswith('<div class="panel"><p class="panel-name">JavaScript</p><div class="highlight">')
    assert "tabs" not in html


# Tables


def test_a_table_scrolls_by_itself_and_aligns_by_class() -> None:
    html = shown("| a | b | c |\n|---|--:|:-:|\n| 1 | `x|y` | <b> |")
    assert html.startswith('<div class="table" tabindex="0"><table>')
    assert '<th class="align-right">b</th>' in html
    assert '<td class="align-right"><code>x|y</code></td>' in html
    assert '<td class="align-center">&lt;b&gt;</td>' in html


def test_a_head_that_says_nothing_is_none() -> None:
    html = shown("|  | b |\n|---|---|\n| *1* | 2 |\n")
    assert html.count("<th>") == 1
    assert html.count("<td>") == 3


# What strangers try


RAW_HTML = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//example.org/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=`javascript:alert(1)`>",
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<math href="javascript:alert(1)">x</math>',
    '<math><mtext></p><style><!--</style><img title="--&gt;&lt;img src onerror=alert(1)&gt;">',
    "<style>@import 'https://example.org/x.css';</style>",
    '<link rel="stylesheet" href="https://example.org/x.css">',
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    '<base href="https://example.org/">',
    '<form action="https://example.org"><input name="x"><button>send</button></form>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    '<object data="x.swf"></object><embed src="x.swf">',
    '<video src=x onerror="alert(1)"></video><audio autoplay src=x></audio>',
    "<details open ontoggle=alert(1)>",
    '<p style="background:url(https://example.org)" id="x" class="y">a</p>',
    '<a href="javascript:alert(1)">x</a>',
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!-- --><script>alert(1)</script> <!-- x",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php system('id') ?>",
    "<!DOCTYPE html><!ENTITY x 'y'>",
    "</p></div></main><script>alert(1)</script>",
    "<body onload=alert(1)>",
    "<x onclick=alert(1)>click",
    "<a\nhref='javascript:alert(1)'\n>x</a>",
    "<div>\n\n<script>\n\nalert(1)\n\n</script>\n\n</div>",
    "**<script>alert(1)</script>**",
    "> <script>alert(1)</script>",
    "- <script>alert(1)</script>",
    "# <script>alert(1)</script>",
    "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | c |",
    "    <script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\ncode\n```',
    "```{.python onclick=alert(1) style=x}\ncode\n```",
    "[<script>alert(1)</script>](/x)",
    "![<script>alert(1)</script>](/x)",
    '![" onerror="alert(1)](/x)',
    '![a](/x" onerror="alert(1))',
    '[a](/x "\\" onmouseover=\\"alert(1)")',
    "[a](/x '\" onmouseover=\"alert(1)')",
    '[a]: /x "><script>alert(1)</script>"\n\n[a]',
    "<https://example.org/\"onmouseover='alert(1)'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#x3C;/script&#x3e;",
    "&amp;lt;script&amp;gt;",
    "\\<script>alert(1)\\</script>",
    "\x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03 \x02code:0\x03 \x02amp\x03",
    "&#2;code:0&#3; &#2;amp&#3;lt;script>",
    "\ufeff<script>alert(1)</script>",
    "<script\x00>alert(1)</script\x00>",
    "\u202e<script>\u2066",
    "<\u212amg>",
]

URLS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3A;alert(1)",
    "&#106;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#10;script:alert(1)",
    "java\tscript:alert(1)",
    "java\x01script:alert(1)",
    "\x01javascript:alert(1)",
    "&#1;javascript:alert(1)",
    "&#x20;javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "\\javascript:alert(1)",
    "java\\script:alert(1)",
    "javascript\\:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "javascript://%0aalert(1)//https://example.org",
    "vbscript:msgbox(1)",
    "VBScript&#58;msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "DATA:image/svg+xml;base64,PHN2Zy8+",
    "blob:https://example.org/x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "tel:+4912345",
    "intent://x#Intent;end",
    "view-source:https://example.org",
    "feed:javascript:alert(1)",
    "jar:https://example.org!/x",
    "//example.org",
    "///example.org",
    "/\\example.org",
    "\\\\example.org",
    "/\t/example.org",
    "/&Tab;/example.org",
    "/&#9;/example.org",
    "/&#10;/example.org",
    "&sol;&sol;example.org",
    "&#47;&#47;example.org",
    "/&bsol;example.org",
    "http:example.org",
    "https:/example.org",
    "https:\\\\example.org",
    "http://",
    "http:///example.org",
    "https://exa mple.org",
    "other.html",
    "./x",
    "../x",
    "?q",
    "topic:unknown",
    "topic:javascript:alert(1)",
]


@pytest.mark.parametrize("markdown", RAW_HTML)
def test_raw_html_does_nothing(markdown: str) -> None:
    assert "<script" not in shown(markdown)


def test_raw_html_is_shown_as_it_was_written() -> None:
    tag = '<b onclick="x">bold</b><!-- c --><?p?>'
    assert text_of(shown(tag)) == tag


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    "form",
    ["[text]({})", "[text](<{}>)", "[text][r]\n\n[r]: {}", "![text]({})", "<{}>", '<a href="{}">text</a>'],
)
def test_unsafe_addresses_are_lost_and_texts_stay(form: str, url: str) -> None:
    html = shown(form.format(url))
    assert Audit(html).addresses == []
    assert "text" in html or form == "<{}>"


def test_characters_that_deceive_are_dropped_however_written() -> None:
    assert shown(
        "a\u202eb &#x202e;c &#8238; \x1b[31m &#27; \ufffe &#xD800;"
    ) == "<p>a b c  [31m   \ufffd</p>".replace("a b", "ab")


# Any text

TOKENS = [
    *(
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "](/x)",
        "`",
        "``",
        "*",
        "**",
        "***",
        "_",
        "__",
        "<",
        ">",
        "<a ",
        "<a@b>",
    ),
    *(
        "<http://a>",
        "&",
        "&#1;",
        "&amp;",
        "&#x202e;",
        "\\",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "# ",
        "#",
    ),
    *(
        "\n===\n",
        "\n---\n",
        "|",
        "\n|-|-|\n",
        "  \n",
        "\t",
        "[x]: ",
        '"',
        "'",
        "```",
        "\n```json\n",
        "\n~~~\n",
        "\n```http\nGET /\n```\n```http\nHTTP/1.1 200\n```\n",
        "\n``` tab\n",
        "[^1]",
        "\n[^1]: ",
        "\n[^2]: ",
        "[^2]",
        "\n: ",
        "\n> [!NOTE]\n> ",
        '![a](/b "c")',
    ),
    *(
        "javascript:",
        "topic:pagination",
        "<script>",
        "</div>",
        "onerror=",
        "{{",
        "{%",
        "\x02",
        "\x03",
        "\r",
        "#a",
    ),
]
BODIES = st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=4)), max_size=60).map("".join)
PROPERTY = settings(deadline=None, derandomize=True, database=None, max_examples=400)


@PROPERTY
@given(BODIES)
def test_any_body_renders_safely(markdown: str) -> None:
    assert too_complex(markdown) is None
    shown(markdown)


@PROPERTY
@given(BODIES)
def test_ids_are_unique_and_listed(markdown: str) -> None:
    html = shown(markdown)
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    of_headings = [each for each in ids if "_" not in each.removeprefix(prose.ID_PREFIX)]
    assert of_headings == [heading.id for heading in headings(markdown)]
    assert all(each in ids for each in re.findall(r'(?:noteref|backref)"[^>]* href="#([^"]*)"', html))


@PROPERTY
@given(st.sampled_from([name for name in prose.LANGUAGES if name != "text"]), st.text(max_size=200))
def test_any_code_renders_safely(language: str, code: str) -> None:
    shown(f"~~~{language}\n{code}\n~~~")


# What would take too long


def backticks_without_end(longest: int) -> str:
    return "".join("`" * length + " " for length in range(1, longest))


TOO_COMPLEX: dict[str, tuple[str, str]] = {
    # seconds that Python-Markdown 3.11 takes, where it comes to an end
    "brackets": ("[" * 20_000, "brackets"),  # 46 s
    "image brackets": ("![" * 10_000, "brackets"),  # 30 s
    "brackets in text": ("a [b " * 5_000, "brackets"),
    "brackets in a list": ("- a [b\n" * 5_000, "brackets"),
    "brackets in a quotation": ("> a [b\n" * 5_000, "brackets"),
    "brackets in a table": ("|a|\n|-|\n" + "|[|\n" * 10_000, "brackets"),
    "closing brackets far away": ("[" * 10_000 + "]" * 10_000, "brackets"),
    "escaped brackets between": (
        "[\\*" * 5_000,
        "brackets",
    ),  # a placeholder is longer than what it stands for
    "links without end": ("[a](" * 10_000, "brackets"),
    "links with a title without end": ('[a](b "' * 10_000, "brackets"),
    "backticks without end": (backticks_without_end(600), "backticks"),  # 13 s
    "escaped backticks without end": ("\\``---\n" * 10_000, "backticks"),  # 10 s
    "brackets that seem to be in code": ("`\n` " + "[" * 20_000 + " `", "brackets"),
    "brackets that seem to be in code of an item": ("- `\n- ` " + "[" * 20_000 + "\n- `", "brackets"),
    "definitions among text": ("[x]: y\na\n" * 10_000, "brackets"),  # 5 s
    "definitions over two lines": ("[x]:\ny\n" * 10_000, "brackets"),
    "one run of asterisks": ("__" + "*" * 100_000 + "a", "brackets"),
    "escapes": ("\\*" * 90_000, "brackets"),  # each copies the paragraph
    "rules without blank lines": ("***\n" * 20_000, "brackets"),
    "underlined headings": ("a\n=\n" * 20_000, "brackets"),
    "headings in a quotation": ("> # a\n" * 20_000, "brackets"),
    "pipes and code": ("`a`|" * 20_000 + "\n" + "-|" * 20_000, "brackets"),
    "quotations": (">" * 1_000, "quotations"),
    "quotations with blanks": ("> " * 1_000, "quotations"),
    "lists in a line": ("1. " * 1_000, "lists"),  # RecursionError
    "lists that seem to be a rule": ("* - " * 500, "lists"),  # RecursionError
    "lists with gaps": ("*   " * 500, "lists"),
    "lists by indentation": ("".join("    " * depth + "- a\n" for depth in range(100)), "lists"),
    "emphases": ("*a **b " * 1_000 + "c** d*" * 1_000, "'*'"),  # RecursionError
    "strong emphases": ("***" * 1_000 + "x" + "***" * 1_000, "'*'"),  # RecursionError
    "cells": ("|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|\n" * 50_000, "cells"),  # 250 million of them
    "cells in a quotation": ("> |" + "a|" * 5_000 + "\n> |" + "-|" * 5_000 + "\n" + "> |\n" * 5_000, "cells"),
    "references to a footnote": ("[^1]: a\n\n" + "[^1] " * 37_000, "brackets"),
    "references to no footnote": ("[^1] " * 37_000, "brackets"),
    "links that seem to be footnotes": ("[^a](" * 10_000, "brackets"),
    "brackets in a footnote": ("[^1]: " + "[" * 20_000, "brackets"),
    "lists in a footnote": ("[^1]: " + "1. " * 1_000, "lists"),
    "quotations in a note": ("> " * 40 + "[!NOTE]", "quotations"),
    "length": ("a " * 150_000, "characters"),
    "tabs": ("\t\t\ta\n" * 39_000, "columns"),
}


@pytest.mark.parametrize(("markdown", "named"), TOO_COMPLEX.values(), ids=TOO_COMPLEX)
def test_what_would_take_too_long_is_refused_and_named(markdown: str, named: str) -> None:
    reason = too_complex(markdown)
    assert reason is not None
    assert named in reason
    assert reason[0].islower() or reason[0].isdigit()
    assert not reason.endswith(".")


@pytest.mark.parametrize(
    "markdown", ["***" * 1_000 + "x" + "***" * 1_000, "1. " * 1_000], ids=["emphases", "lists"]
)
def test_a_body_that_nobody_refused_still_renders(markdown: str) -> None:
    assert "x" in shown(markdown) or "1." in shown(markdown)
    assert shown("*fine*") == "<p><em>fine</em></p>", "what came before leaves no trace"


def paragraph_of_links(count: int) -> str:
    return " ".join(
        f'See [guideline {n}](https://example.org/rules/{n}?a=1&b=2_3 "Rule {n}") on *paging* and `limit`,'
        for n in range(count)
    )


def ordinary_article(chapters: int) -> str:
    """Return an article of about 1 KB a chapter, with everything that authors use."""
    chapter = """
## Chapter {n}: answering later

A server that cannot answer at once says **202 Accepted** and names the place where the answer will be; see
[pagination](topic:pagination), [the chapter before](#chapter-{n}-answering-later) and `Retry-After` [1].

1. The client asks, with `Prefer: respond-async`.

    ```http
    POST /orders HTTP/1.1
    Host: api.example.org
    Content-Type: application/json

    {{"item": "tea", "amounts": [1, 2, 3], "rush": false}}
    ```

2. The server promises.
    - It stores the order_id *before* it answers.
    - It does not guess: 2 * 3 * 4 is the range [0, 24).

| Status | Meaning      | Guidelines |
|-------:|--------------|:----------:|
|    200 | done         | 12         |
|    202 | accepted     | 9          |
|    303 | see *there*  | [3](/x)    |

```python
def poll(url: str, *, pause: float = 1.0) -> dict[str, object]:
    while (answer := get(url)).status == 202:  # not yet
        sleep(pause)
    return answer.json()
```

> Say what happens next, not only what happened.
"""
    return "".join(chapter.format(n=n) for n in range(chapters))


ORDINARY: dict[str, Callable[[], str]] = {
    "an article of 100 KB": lambda: ordinary_article(100),
    "a paragraph of 300 links": lambda: paragraph_of_links(300),
    "a list of 1,000 links": lambda: "".join(f"- [item {n}](/items/{n}): a_b_c\n" for n in range(1_000)),
    "a list of tasks": lambda: "- [ ] to do\n- [x] done\n" * 500,
    "a table of 1,000 rows": lambda: "| a | b | c |\n|---|---|---|\n" + "| `x` | [y](/y) | *z* |\n" * 1_000,
    "a long paragraph": lambda: "All work and no play. " * 2_000,
    "a poem": lambda: "a line with two blanks at its end  \n" * 500,
    "lists ten deep": lambda: "".join("    " * depth + "- a\n" for depth in range(10)),
    "quotations five deep": lambda: "> " * 5 + "a",
    "a wide drawing in code": lambda: "```\n" + (" " * 300 + "|\n") * 200 + "```",
    "brackets in code": lambda: "```\n" + "[" * 50_000 + "\n```",
    "a rule of many dashes": lambda: "a\n\n" + "- " * 60 + "\n\n" + "*" * 400,
    "a footnote star in each of many lines": lambda: "price* 3\n" * 500,
    "brackets in spans of code": lambda: (
        "| `[` | `![` | `](` |\n|---|---|---|\n" + "| `[` | `\\[` | `](` |\n" * 500
    ),
    "definitions": lambda: "".join(f"[{n}]: https://example.org/{n} 'Item {n}'\n" for n in range(1_000)),
    "code between two backticks": lambda: "- use ``code`` or ``more code``\n" * 500,
    "half-open ranges": lambda: "- from [0, 24) to [24, 48)\n" * 60,
    "a table of 4,000 rows": lambda: "| a | b | c |\n|---|---|---|\n" + "| `x` | [y](/y) | *z* |\n" * 4_000,
    "definitions of 1,000 terms": lambda: "a term\n: what it means, *in short*\n\n" * 1_000,
    "1,000 footnotes": lambda: (
        "".join(f"A claim[^{n}] of many.\n\n" for n in range(1_000))
        + "".join(f"[^{n}]: See [there](/x/{n}).\n" for n in range(1_000))
    ),
    "1,000 notes": lambda: "> [!WARNING]\n> Do not.\n\n" * 1_000,
    "1,000 tabs": lambda: "".join(f'```python tab="{n}"\na\n```\n' for n in range(1_000)),
    "globs": lambda: "Ignore `*.py`, `**/*.md` and so on.\n" * 300,
}


@pytest.mark.parametrize("markdown", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_bodies_are_accepted_however_long(markdown: Callable[[], str]) -> None:
    assert too_complex(markdown()) is None
    shown(markdown())
