"""What is new: posts, and topics that were changed, by the dates that their authors state.

In: a `Site`. Out: those things, newest first, and how a list shows one. No clock is asked.
"""

from dataclasses import dataclass

from crosswalk.model import Post, Topic
from crosswalk.views.parts import SUMMARY, Link, Value, day
from crosswalk.views.site import Site
from crosswalk.wording import clipped


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsEntry:
    """A post or a changed topic in a list."""

    link: Link
    when: Value
    kind: str
    """What it is, in a word."""
    summary: str


def newest(site: Site, most: int) -> tuple[Post | Topic, ...]:
    """Return the *most* recent posts and changed topics; a topic without a date is never new."""
    dated: list[Post | Topic] = [
        *site.crosswalk.posts,
        *(topic for topic in site.crosswalk.topics if topic.updated),
    ]
    return tuple(sorted(dated, key=date_of, reverse=True)[:most])


def date_of(thing: Post | Topic) -> str:
    """Return the day of a post, or on which a topic was revised."""
    return thing.date if isinstance(thing, Post) else thing.updated or ""


def news_entry(site: Site, thing: Post | Topic) -> NewsEntry:
    """Return a post or a changed topic for a list."""
    when = day(site.say, date_of(thing))
    if isinstance(thing, Post):
        summary = clipped(thing.description or "", SUMMARY)
        link = Link(thing.title, site.urls.href(site.urls.post(thing.slug)))
        return NewsEntry(
            link=link,
            when=when,
            kind=site.say("blog.title"),
            summary=summary,
        )
    summary = clipped(thing.question or thing.description or "", SUMMARY)
    return NewsEntry(link=site.topic_link(thing), when=when, kind=site.say("facts.topic"), summary=summary)
