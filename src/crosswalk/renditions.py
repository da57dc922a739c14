"""What is told of changes -> text for a terminal, Markdown for a pull request, HTML for a feed.

In: `Changes`, and the texts that tell them. Out: text in which what authors wrote is nothing but text: in a
terminal no character moves the cursor; on GitHub nobody is mentioned, no issue is referred to, and nothing is
longer than a comment may be.
"""

import re
from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

from crosswalk.changes import Changes
from crosswalk.telling import Chapter, Manner, Paragraph, Said, Sentence, summary, told
from crosswalk.texts import Texts
from crosswalk.twins import inline, line, link

LIMIT = 60_000
"""Most characters of Markdown. A comment on GitHub has at most 65,536; the summary of a step has a MiB."""


# Text


def as_text(say: Texts, changes: Changes) -> Iterator[str]:
    """Yield *changes* as lines for a terminal or a log."""
    yield summary(say, changes)
    for chapter in told(say, changes):
        yield ""
        yield chapter.title
        for paragraph in chapter.paragraphs:
            yield f"  {_text(paragraph.heading)}"
            yield from (f"    {_text(sentence)}" for sentence in paragraph.sentences)


def _text(sentence: Sentence) -> str:
    return "".join(
        part if isinstance(part, str) else f'"{part.text}"' if part.manner is Manner.WORDS else part.text
        for part in sentence
    )


# Markdown


def as_markdown(say: Texts, changes: Changes) -> str:
    """Return *changes* as Markdown for a pull request or the summary of a step."""
    kept = [f"**{_words(summary(say, changes))}**"]
    room = LIMIT - len(kept[0])
    lines = list(_lines(told(say, changes)))
    for number, each in enumerate(lines):
        room -= len(each) + 1
        if room < 0:
            kept += ["", f"… and {len(lines) - number:,} more lines; `crosswalk diff` tells them all"]
            break
        kept.append(each)
    return "".join(f"{each}\n" for each in kept)


def _lines(chapters: tuple[Chapter, ...]) -> Iterator[str]:
    for chapter in chapters:
        yield from ("", f"### {_words(chapter.title)}", "")
        for paragraph in chapter.paragraphs:
            yield f"- {_markdown(paragraph.heading)}"
            yield from (f"  - {_markdown(sentence)}" for sentence in paragraph.sentences)


def _markdown(sentence: Sentence) -> str:
    return "".join(_said(part) if isinstance(part, Said) else _words(part) for part in sentence)


def _words(text: str) -> str:
    """Return words of ours; those of the settings are among them, which a pull request may change too."""
    return _harmless(inline(text))


def _said(said: Said) -> str:
    if said.manner is Manner.CODE:
        return _code(said.text)
    text = _harmless(line(said.text))
    if said.href:
        text = f"[{text}]{link('', said.href)[2:]}"
    return f"**{text}**" if said.manner is Manner.NAME else f"“{text}”"


def _harmless(text: str) -> str:
    """Return *text*, which is Markdown, without a person, a team, an issue or a formula in it."""
    # A character of no width behind the sign: no escape helps, for GitHub looks at what Markdown became.
    return re.sub("[@#]|(?i:gh-)", r"\g<0>&#8203;", text).replace("$", "&#36;")


def _code(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence, margin = "`" * (longest + 1), " " * (longest > 0)
    return f"{fence}{margin}{text}{margin}{fence}"


# HTML


Href = Callable[[str, str], str | None]
"""Where a topic or guideline stands, by its sort and id; None where it has no page."""

_TAGS = {Manner.NAME: "strong", Manner.WORDS: "q", Manner.CODE: "code"}


def as_html(say: Texts, changes: Changes, href: Href) -> Markup:
    """Return *changes* as HTML for a page and a feed; things lead to where *href* has them, references on."""
    chapters = (
        Markup("<h3>{}</h3>\n<ul>\n{}</ul>\n").format(
            chapter.title, Markup().join(_item(paragraph, href) for paragraph in chapter.paragraphs)
        )
        for chapter in told(say, changes)
    )
    return Markup().join(chapters)


def _item(paragraph: Paragraph, href: Href) -> Markup:
    place = href(paragraph.sort, paragraph.id)
    heading = _html(
        [
            part._replace(href=place) if isinstance(part, Said) and part.manner is Manner.NAME else part
            for part in paragraph.heading
        ]
    )
    below = Markup().join(Markup("<li>{}</li>\n").format(_html(each)) for each in paragraph.sentences)
    return Markup("<li>{}{}</li>\n").format(
        heading, Markup("\n<ul>\n{}</ul>\n").format(below) if below else ""
    )


def _html(sentence: Sentence) -> Markup:
    return Markup().join(escape(part) if isinstance(part, str) else _element(part) for part in sentence)


def _element(said: Said) -> Markup:
    element = Markup('<{0} dir="auto">{1}</{0}>').format(_TAGS[said.manner], said.text)
    return Markup('<a href="{}">{}</a>').format(said.href, element) if said.href else element
