"""A crosswalk -> its news as an Atom feed: posts, topics that were changed, and changes that were recorded.

In: a `Site`, how to render a body, and what the site's owner recorded. Out: XML by RFC 4287. All its dates
are stated by authors and owner, so the feed is a function of content and settings; a feed without an entry
has been the same since time began.

An id is an IRI, never a relative one, and the same for ever (RFC 4287, 4.2.6 and 4.2.7.1). Where the base URL
is known, it is the address of the post, or the first address of the topic, which a permalink does not change.
Where it is not, there is no authority to make a `tag:` of (RFC 4151, 2.1), so it is a UUID made of the name
of the site and the path (RFC 9562, 5.5): unique enough for a site that stands nowhere yet. Links may be
relative (4.2.7.1) and are.
"""

import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Callable
from operator import itemgetter

from crosswalk.model import Body, Named, Post, Topic
from crosswalk.prose import Prose
from crosswalk.urls import FEED, HOME
from crosswalk.views.changes import RecordedChange
from crosswalk.views.latest import date_of, newest
from crosswalk.views.site import Site
from crosswalk.wording import collapsed

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"

MOST = 50
"""How many entries a feed has: what readers that come once a month have missed."""

BEGINNING = "1970-01-01"

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold (XML 1.0, 2.2)."""


def feed(site: Site, rendered: Callable[[Body], Prose], recorded: tuple[RecordedChange, ...] = ()) -> bytes:
    """Return the feed of *site* and of what was *recorded*; *rendered* makes HTML of the body of a post."""
    settings = site.settings
    things = _dated(site, recorded)
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": settings.language})
    _text(root, "title", settings.title)
    _text(root, "subtitle", settings.description)
    _text(root, "id", _id(site, HOME))
    _text(root, "updated", _instant(things[0][0] if things else BEGINNING))
    _person(root, Named(name=settings.title))
    _link(root, "self", site.urls.absolute(FEED), MEDIA_TYPE)
    _link(root, "alternate", site.urls.absolute(HOME), "text/html")
    _text(root, "generator", "crosswalk")
    for date, thing in things:
        entry = ET.SubElement(root, "entry")
        if isinstance(thing, Post):
            _post(entry, site, thing, rendered(thing.body))
        elif isinstance(thing, Topic):
            _topic(entry, site, thing)
        else:
            _change(entry, site, thing, date)
    ET.indent(root, " ")
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()


def _dated(
    site: Site, recorded: tuple[RecordedChange, ...]
) -> list[tuple[str, Post | Topic | RecordedChange]]:
    """Return what is new, newest first, each with its day; what was recorded without one is not new."""
    things: list[tuple[str, Post | Topic | RecordedChange]] = [
        *((each.when.date, each) for each in recorded if each.when and each.when.date),
        *((date_of(thing), thing) for thing in newest(site, MOST)),
    ]
    return sorted(things, key=itemgetter(0), reverse=True)[:MOST]


def _post(entry: ET.Element, site: Site, post: Post, body: Prose) -> None:
    path = site.urls.post(post.slug)
    _text(entry, "title", collapsed(post.title))
    _text(entry, "id", _id(site, path))
    _text(entry, "published", _instant(post.date))
    _text(entry, "updated", _instant(post.date))
    for author in post.authors:
        _person(entry, author)
    _link(entry, "alternate", site.urls.absolute(path), "text/html")
    if post.description:
        _text(entry, "summary", post.description)
    # The links of the body are paths and fragments; they are taken from where the post stands.
    _text(entry, "content", str(body.html), {"type": "html", "xml:base": site.urls.absolute(path)})


def _topic(entry: ET.Element, site: Site, topic: Topic) -> None:
    _text(entry, "title", collapsed(topic.name))
    _text(entry, "id", _id(site, site.urls.default_topic(topic.id)))
    _text(entry, "updated", _instant(date_of(topic)))
    for author in topic.authors:
        _person(entry, author)
    _link(entry, "alternate", site.urls.absolute(site.topic_path(topic)), "text/html")
    ET.SubElement(entry, "category", {"term": _fit(site.crosswalk.category_of[topic.id].name)})
    about = " ".join(collapsed(text) for text in (topic.question, topic.description) if text)
    _text(entry, "summary", about or topic.name)


def _change(entry: ET.Element, site: Site, change: RecordedChange, date: str) -> None:
    path = f"{site.urls.changes()}#{change.anchor}"
    _text(entry, "title", site.say("told.entry", summary=change.summary))
    _text(entry, "id", _id(site, path))
    _text(entry, "updated", _instant(date))
    _link(entry, "alternate", site.urls.absolute(path), "text/html")
    _text(entry, "content", str(change.body), {"type": "html", "xml:base": site.urls.absolute(path)})


def _id(site: Site, path: str) -> str:
    if site.urls.base_url:
        return site.urls.absolute(path)
    name = site.settings.repository or site.settings.title
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{name}#{path}").urn


def _instant(date: str) -> str:
    """Return the beginning of the day *date*, by RFC 3339: a feed wants a time, and authors state none."""
    return f"{date}T00:00:00Z"


def _person(parent: ET.Element, person: Named) -> None:
    author = ET.SubElement(parent, "author")
    _text(author, "name", person.name)
    if person.url:
        _text(author, "uri", person.url)


def _link(parent: ET.Element, relation: str, href: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "type": media_type, "href": href})


def _text(parent: ET.Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ET.SubElement(parent, name, attributes or {}).text = _fit(text)


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)
