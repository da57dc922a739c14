"""The pages with little of their own: the content's own pages, redirects, and the page for what is not there.

In: a `Site` and what such a page says. Out: a `Page`.
"""

from dataclasses import dataclass

from crosswalk.model import ContentPage
from crosswalk.prose import Prose
from crosswalk.urls import HOME, NOT_FOUND
from crosswalk.views.frame import Step
from crosswalk.views.page import Page, page
from crosswalk.views.parts import Link, Section, list_of_contents
from crosswalk.views.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentView:
    """All that a page of the content's own shows."""

    title: str
    description: str | None
    body: Prose
    contents: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """Where a former address leads."""

    target: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """Where to go on from a page that is not there."""

    links: tuple[Link, ...]


def content_page(site: Site, content: ContentPage, body: Prose) -> Page:
    """Return a page of the content's own."""
    view = ContentView(
        title=content.title,
        description=content.description,
        body=body,
        contents=list_of_contents(body.headings),
    )
    return page(
        site,
        site.urls.page(content.slug),
        "content",
        view,
        title=content.title,
        description=content.description or f"{content.title}: {site.settings.description}",
        source=content.body.place.file,
    )


def redirect_page(site: Site, path: str, target: Step, alternate: str) -> Page:
    """Return the page at *path*, which leads to *target*."""
    return page(
        site,
        path,
        "redirect",
        RedirectView(target=Link(target.text, site.urls.href(target.path))),
        title=target.text,
        description=site.say("redirect.description", path=target.path),
        alternate=alternate,
        canonical=target.path,
        indexed=False,
    )


def not_found_page(site: Site) -> Page:
    """Return the page that a host shows for an address where nothing stands."""
    links = (
        Link(site.say("home.title"), site.urls.href(HOME)),
        Link(site.say("home.topics"), site.urls.href(site.urls.topics())),
        Link(site.say("home.guidelines"), site.urls.href(site.urls.guidelines())),
    )
    return page(
        site,
        NOT_FOUND,
        "not-found",
        NotFoundView(links=links),
        title=site.say("not_found.title"),
        description=site.say("not_found.lead"),
        indexed=False,
    )
