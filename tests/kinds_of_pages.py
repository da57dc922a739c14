"""The kinds of pages that a site has: one for each template, and one for each query that changes a page.

In: a built site and its content. Out: which page is of which kind; tests open the longest of each. What holds
`in_every_kind_of_page` holds for kinds to come as well: a template that is added is a kind without being
named here, and a page that came otherwise fails a test of test_kinds_of_pages.py.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pytest
from playwright.sync_api import Page, Route

from crosswalk import build, pages, shipped
from crosswalk.settings import load_settings
from crosswalk.urls import NOT_FOUND, Urls

TEMPLATES = tuple(sorted(path.stem for path in (shipped.templates() / "pages").glob("*.html")))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page."""

    template: str
    query: str = ""
    """What is asked of the page; `{0}` and `{1}` are the ids of guidelines."""

    @property
    def name(self) -> str:
        """What tests call it."""
        return f"{self.template}{self.query}"


QUERIES = (Kind("search", "?q=202"), Kind("compare", "?g={0},{1}"))
KINDS = (*map(Kind, TEMPLATES), *QUERIES)

OWN_ONLY = frozenset({"agreement", "blog", "build", "changes", "content", "post"})
"""Templates without a page in the published site: that has topics and guidelines alone, and no positions."""

SITES_AND_KINDS = {
    f"{site}-{kind.name}": (site, kind)
    for site in ("own", "published")
    for kind in KINDS
    if site == "own" or kind.template not in OWN_ONLY
}
"""Each kind of each site, by what tests call it."""

in_every_kind_of_page = pytest.mark.parametrize(
    ("site", "kind"), [pytest.param(*each, id=name) for name, each in SITES_AND_KINDS.items()]
)
"""Runs a test with the name of a site, for the fixture `visit`, and a kind that it has."""


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A built site, and which page of it is of which kind."""

    folder: Path
    base_path: str
    paths: dict[str, tuple[str, ...]]
    """The site path of each page by template, the longest first."""
    guidelines: tuple[str, ...]
    """The ids of its guidelines."""

    @classmethod
    def of(cls, folder: Path, content: Path, base_url: str = "") -> Self:
        """Return what is known of the site that stands in *folder* and was built of *content*."""
        settings = load_settings(content, base_url=base_url)
        urls = Urls(base_url=settings.base_url, section=settings.section)
        crosswalk, _ = build.examine(content, settings)
        found = defaultdict(list)
        for page in pages.pages(pages.shared(crosswalk, urls, settings)):
            size = (folder / urls.file(page.path)).stat().st_size
            found[page.template].append((-size, page.path))
        return cls(
            folder=folder,
            base_path=urls.base_path,
            paths={template: tuple(path for _, path in sorted(sized)) for template, sized in found.items()},
            guidelines=tuple(sorted(guideline.id for guideline in crosswalk.guidelines)),
        )

    def path(self, kind: Kind) -> str:
        """Return the path and query of the longest page of *kind*."""
        path = self.paths[kind.template][0]
        return "/nothing/here" if path == NOT_FOUND else path + kind.query.format(*self.guidelines)

    def file(self, path: str) -> Path:
        """Return the file of the page *path*."""
        return self.folder / Urls().file(path)


def stay_on(page: Page, url: str) -> None:
    """Open *url* in *page* and stay there, also where the page leads on by itself."""

    def stay(route: Route) -> None:
        # A browser that is answered 204 keeps the page that it has.
        if route.request.is_navigation_request() and route.request.url != url:
            route.fulfill(status=204)
        else:
            route.fallback()

    page.unroute_all()
    page.route("**/*", stay)
    page.goto(url)
    # Where something is asked for, the answer is put together from what the page then gets.
    page.locator("[aria-busy]").first.wait_for(state="detached")
