"""A crosswalk -> Markdown for programs that read text: a twin of each topic's page, and the list of them.

In: a `Site`. Out: Markdown by CommonMark, and `/llms.txt` in the form that llmstxt.org describes. Texts of
fields are plain: what would be Markdown in them is escaped, so that a renderer shows them as they were
written. Bodies are Markdown already and stay as authored, but for links, which are resolved, and raw tags,
which a page shows as text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crosswalk import prose
from crosswalk.consensus import Answer
from crosswalk.coverage import Share
from crosswalk.model import Named, Pair, Reference, Topic
from crosswalk.urls import API, ENTRY_JSON, FEED, OPENAPI
from crosswalk.views.consensus import consensus_on, out_of, verdict
from crosswalk.views.site import Site
from crosswalk.views.topic import sentence
from crosswalk.wording import clipped, collapsed

NOTE = 200
"""Most characters of a description in the list."""


def twin(site: Site, topic: Topic) -> str:
    """Return the page of *topic* as Markdown."""
    return "\n\n".join(_parts(site, topic)) + "\n"


def _parts(site: Site, topic: Topic) -> Iterator[str]:
    yield f"# {line(topic.name)}"
    if topic.question:
        yield f"*{line(topic.question)}*"
    if topic.description:
        yield lines(topic.description)
    pairs = site.crosswalk.pairs_of_topic.get(topic.id, ())
    yield "\n".join(_facts(site, topic))
    if known := consensus_on(site, topic):
        yield f"## {line(site.say('twin.answers'))}"
        yield line(verdict(site, known))
        yield "\n".join(f"- {_answer(site, answer, known.speaking)}" for answer in known.answers)
    if pairs:
        yield f"## {line(site.say('topic.say'))}"
        for pair in pairs:
            yield from _pair(site, pair)
    if topic.body.text.strip():
        yield f"## {line(site.say('twin.about'))}"
        yield prose.authored(
            topic.body.text.strip("\n"),
            site_url=site.urls.base_url,
            topic_url=lambda topic_id: _twin_url(site, topic_id),
        )


def _facts(site: Site, topic: Topic) -> Iterator[str]:
    say = site.say
    page = link(topic.title or topic.name, site.urls.absolute(site.topic_path(topic)))
    yield f"- {line(say('twin.page'))}: {page}"
    yield f"- {line(say('facts.category'))}: {line(site.crosswalk.category_of[topic.id].name)}"
    yield f"- {line(say('twin.coverage'))}: {line(sentence(site, topic))}"
    related = [site.topics[other] for other in topic.related if other in site.topics]
    if related:
        links = ", ".join(link(each.name, _place(site, each)) for each in related)
        yield f"- {line(say('twin.related'))}: {links}"
    if topic.specs:
        yield f"- {line(say('facts.specifications'))}: {', '.join(map(_named, topic.specs))}"
    if topic.authors:
        yield f"- {line(say('facts.written_by'))}: {', '.join(map(_named, topic.authors))}"
    if topic.updated:
        yield f"- {line(say('facts.updated'))}: {line(say.day(topic.updated))}"


def _pair(site: Site, pair: Pair) -> Iterator[str]:
    guideline = pair.guideline
    yield site.once(("twin", guideline.id), lambda: f"### {link(guideline.title, guideline.url)}")
    by = f"{line(guideline.company)}, " if guideline.company else ""
    yield f"{by}{line(site.say.counted('reference', len(pair.references)))}"
    if pair.positions:
        labels = ", ".join(line(position.label) for position in pair.positions)
        yield site.say("twin.position", labels=labels)
    if pair.note:
        yield lines(pair.note)
    if pair.references:
        yield "\n".join(text for reference in pair.references for text in _reference(site, reference))


def _reference(site: Site, reference: Reference) -> Iterator[str]:
    say = site.say
    level = f"**{line(say(f'level.{reference.level.value}').upper())}** " if reference.level else ""
    rule = f" ({say('twin.rule', rule=line(reference.rule))})" if reference.rule else ""
    document = f", {say('twin.document', document=line(reference.document))}" if reference.document else ""
    archived = f", {link(say('twin.archived'), reference.archived_url)}" if reference.archived_url else ""
    yield f"- {level}{link(reference.name, reference.url)}{rule}{document}{archived}"
    if reference.description:
        yield ""
        yield _indented(lines(reference.description), "  ")
    if reference.quote:
        yield ""
        yield _indented(lines(reference.quote), "  > ")


def _indented(text: str, margin: str) -> str:
    return "\n".join(f"{margin}{each}".rstrip() for each in text.split("\n"))


def _answer(site: Site, answer: Answer, speaking: int) -> str:
    position = answer.position
    told = f": {line(position.description)}" if position.description else ""
    share = out_of(site, Share(len(answer.takers), speaking), "share_that_speak")
    return f"**{line(position.label)}** ({share}){told}"


def _named(known: Named) -> str:
    return link(known.name, known.url) if known.url else line(known.name)


def _twin_url(site: Site, topic_id: str) -> str | None:
    topic = site.topics.get(topic_id)
    return _place(site, topic) if topic else None


def _place(site: Site, topic: Topic) -> str:
    return site.urls.absolute(site.urls.topic_markdown(topic.id))


# The list


class _Entry(NamedTuple):
    """A line of the list."""

    name: str
    path: str
    note: str | None


def llms(site: Site) -> str:
    """Return the list of what there is to read: topics by category, guidelines, the API."""
    settings, urls, crosswalk, say = site.settings, site.urls, site.crosswalk, site.say
    parts = [
        f"# {line(settings.title)}",
        f"> {line(settings.description)}",
        line(say("llms.lead")),
    ]
    for category in crosswalk.categories:
        parts += _section(site, category.name, (_topic(site, topic) for topic in category.topics))
    parts += _section(
        site,
        say("guidelines.title"),
        (
            _Entry(guideline.title, urls.guideline(guideline.id), guideline.description or guideline.company)
            for guideline in crosswalk.guidelines
        ),
    )
    parts += _section(
        site,
        say("frame.api"),
        (
            _Entry(say("llms.entry"), ENTRY_JSON, say("llms.entry_note")),
            _Entry(say("llms.fields"), API, say("llms.fields_note")),
            _Entry("OpenAPI", OPENAPI, say("llms.openapi_note")),
            _Entry(say("llms.everything"), urls.dump_json(), say("llms.everything_note")),
            _Entry(say("llms.table"), urls.dump_csv(), say("llms.table_note")),
        ),
    )
    parts += _section(
        site,
        "Optional",  # in every language: by this word llmstxt.org knows what may be left out
        (
            *(_Entry(page.title, urls.page(page.slug), page.description) for page in crosswalk.pages),
            *(_Entry(post.title, urls.post(post.slug), post.description) for post in crosswalk.posts),
            _Entry(say("llms.feed"), FEED, say("llms.feed_note")),
        ),
    )
    return "\n\n".join(parts) + "\n"


def _topic(site: Site, topic: Topic) -> _Entry:
    return _Entry(topic.name, site.urls.topic_markdown(topic.id), topic.question or topic.description)


def _section(site: Site, heading: str, entries: Iterable[_Entry]) -> Iterator[str]:
    """Yield a section of the list, if it has an entry."""
    listed = [
        f"- {link(entry.name, site.urls.absolute(entry.path))}"
        + (f": {line(clipped(entry.note, NOTE))}" if entry.note else "")
        for entry in entries
    ]
    if listed:
        yield f"## {line(heading)}"
        yield "\n".join(listed)


# Plain text as Markdown

_INLINE = re.compile(r"[\\`*\[\]<|~]|&(?=#?\w+;)|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])|(?<!\w)#")
_SUSPECT = re.compile(r"[\\`*\[\]<|~&_#]")
"""What any of these begins with: most texts have none, and are searched ten times as fast for it."""

_IN_TARGET = re.compile(r"[()\\*_`\[\]&](?<!&(?!#?\w+;))")

_OPENING = re.compile(r"[-+=>]|\d{1,9}(?=[.)])")
"""What makes a line a list, a heading or a quotation where it begins with it."""


def _as_text(sign: re.Match[str]) -> str:
    # Not every renderer knows \\& for what CommonMark has it for: the ampersand that begins no character.
    return "&amp;" if sign[0] == "&" else f"\\{sign[0]}"


def line(text: str) -> str:
    """Return *text* on one line, as Markdown that shows it as it is."""
    escaped = inline(collapsed(text))
    opening = _OPENING.match(escaped)
    if opening is None:
        return escaped
    at = opening.end() if opening[0].isdigit() else 0
    return f"{escaped[:at]}\\{escaped[at:]}"


def inline(text: str) -> str:
    """Return *text*, which stands within a line, as Markdown that shows it as it is."""
    return _INLINE.sub(_as_text, text) if _SUSPECT.search(text) else text


def lines(text: str) -> str:
    """Return *text* with the lines and paragraphs its author gave it."""
    paragraphs = re.split(r"\n[^\S\n]*\n\s*", text.strip().replace("\r\n", "\n"))
    return "\n\n".join(
        "\\\n".join(line(each) for each in paragraph.split("\n") if each.strip()) for paragraph in paragraphs
    )


def link(text: str, url: str) -> str:
    """Return *text* leading to *url*."""
    target = _IN_TARGET.sub(_as_text, url).replace("<", "%3C").replace(">", "%3E")
    return f"[{line(text)}]({target})"
