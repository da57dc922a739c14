"""The news: the list of posts, and the page of each.

In: posts of a `Site`, and the rendered body of one. Out: a `Page` with a `BlogView` or a `PostView`.
"""

from dataclasses import dataclass

from crosswalk.model import Post
from crosswalk.prose import Prose
from crosswalk.urls import BLOG
from crosswalk.views import linked_data
from crosswalk.views.frame import Step
from crosswalk.views.latest import NewsEntry, news_entry
from crosswalk.views.page import Page, page
from crosswalk.views.parts import Link, Section, Value, day, list_of_contents
from crosswalk.views.site import Site
from crosswalk.views.topic import named


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogView:
    """All that the list of posts shows."""

    posts: tuple[NewsEntry, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """All that the page of a post shows."""

    title: str
    description: str | None
    when: Value
    authors: tuple[Value, ...]
    body: Prose | None
    contents: tuple[Section, ...]
    """The headings of the body, if there are enough to need a list."""
    previous: Link | None
    """An older one."""
    next: Link | None
    """A newer one."""


def blog_page(site: Site) -> Page:
    """Return the list of posts."""
    view = BlogView(posts=tuple(news_entry(site, post) for post in site.crosswalk.posts))
    return page(
        site,
        BLOG,
        "blog",
        view,
        title=site.say("blog.title"),
        description=site.say("blog.description", title=site.settings.title),
        modified=site.crosswalk.posts[0].date,
        things=(linked_data.blog(site),),
    )


def post_page(site: Site, post: Post, older: Post | None, newer: Post | None, body: Prose | None) -> Page:
    """Return the page of a *post*, which stands between *older* and *newer*."""
    view = PostView(
        title=post.title,
        description=post.description,
        when=day(site.say, post.date),
        authors=tuple(map(named, post.authors)),
        body=body,
        contents=list_of_contents(body.headings) if body else (),
        previous=_link(site, older) if older else None,
        next=_link(site, newer) if newer else None,
    )
    return page(
        site,
        site.urls.post(post.slug),
        "post",
        view,
        title=post.title,
        description=post.description or f"{post.title}: {site.say('blog.of', title=site.settings.title)}",
        trail=(Step(site.say("blog.title"), BLOG),),
        source=post.body.place.file,
        kind="article",
        published=post.date,
        things=(linked_data.posting(site, post),),
    )


def _link(site: Site, post: Post) -> Link:
    return Link(post.title, site.urls.href(site.urls.post(post.slug)))
