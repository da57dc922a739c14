"""What stands around the matter of a page: its masthead, the way from the home page to it, its foot.

In: a `Site`, and where a page stands in it. Out: a `Frame`, which the skeleton of pages receives.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from crosswalk.appearance import OwnLink
from crosswalk.colours import Colour
from crosswalk.dimensions import size_of
from crosswalk.model import Menu
from crosswalk.urls import API, BLOG, BUILD, COMPARE, ENTRY_JSON, FEED, HOME, MATRIX, SEARCH
from crosswalk.views.parts import Link
from crosswalk.views.repository import edit_href, report_href
from crosswalk.views.site import Site

LOGO_HEIGHT = 32
"""Of the owner's image, in pixels of CSS."""


@dataclass(frozen=True, slots=True)
class Step:
    """A page on the way from the home page to another."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """An entry of the main navigation."""

    text: str
    href: str
    current: str
    """A value of aria-current: "page", "true" for what is below it, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The owner's image in front of the name of the site."""

    href: str
    width: int
    height: int
    """As it is shown, in pixels of CSS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """The search in the header: where it leads, and the files that answer in place."""

    action: str
    index: str
    engine: str
    stemmer: str | None
    """What knows the stems of words, where the site is in the language that it is for."""
    base_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the page's own matter."""

    site_title: str
    language: str
    home: str
    stylesheet: str
    script: str
    icon: str
    feed: str
    search: SearchForm
    navigation: tuple[NavigationLink, ...]
    paper: Colour
    """The colour around the page."""
    logo: Logo | None
    """None is the sign of the theme."""
    foot: tuple[Link, ...]
    """What the menu at the foot leads to: pages of authors, and links of the owner."""
    foot_text: str
    """What the owner says there."""
    trail: tuple[Link, ...]
    """The pages above this one, from the home page down."""
    here: str
    """What the trail calls this page."""
    entry_json: str
    api: str
    """The page that explains the API."""
    edit: str | None
    """Where to change the page's source, if a repository is set and the page has one file."""
    report: str | None
    changes: str | None
    """The page of what changed, if the site tells that."""
    links: str
    """What is known of the links to other hosts, in a sentence; "" where nobody has looked."""


def frame_of(site: Site, path: str, steps: tuple[Step, ...], here: str, source: str | None) -> Frame:
    """Return what stands around the page at *path*, called *here* behind *steps*; *source* is its file."""
    settings = site.settings
    return Frame(
        site_title=settings.title,
        language=settings.language,
        home=site.urls.href(HOME),
        stylesheet=site.assets.stylesheet,
        script=site.assets.script,
        icon=site.assets.icon,
        feed=site.urls.href(FEED),
        search=site.once("search form", lambda: _search(site)),
        navigation=_navigation(site, path, steps),
        paper=site.theme.colours["paper"],
        logo=site.once("logo", lambda: _logo(site)),
        foot=site.once("foot", lambda: _foot(site)),
        foot_text=settings.appearance.footer.text,
        trail=tuple(Link(step.text, site.urls.href(step.path)) for step in steps),
        here=here,
        entry_json=site.urls.href(ENTRY_JSON),
        api=site.urls.href(API),
        edit=edit_href(site, source),
        report=report_href(site, path, source),
        changes=site.urls.href(site.urls.changes()) if settings.changes else None,
        links=site.once("links", lambda: _links_told(site)),
    )


def _links_told(site: Site) -> str:
    tally = site.settings.links.tally if site.settings.links else None
    if tally is None:
        return ""
    known = site.say("links.alive", alive=tally.alive, links=tally.links)
    return site.say("links.checked", day=site.say.day(tally.checked), known=known)


def _search(site: Site) -> SearchForm:
    english = site.settings.language.lower().split("-")[0] == "en"
    return SearchForm(
        action=site.urls.href(SEARCH),
        index=site.urls.href(site.urls.search_file("index")),
        engine=site.assets.search_engine,
        stemmer=site.assets.stemmer if english else None,
        base_path=site.urls.base_path,
    )


def _navigation(site: Site, path: str, steps: tuple[Step, ...]) -> tuple[NavigationLink, ...]:
    above = {step.path for step in steps}
    entries = site.once("navigation", lambda: _entries(site))
    current = tuple("page" if place == path else "true" if place in above else "" for _, place in entries)
    return site.once(
        ("navigation", current),
        lambda: tuple(
            NavigationLink(text, _href(site, place), where)
            for (text, place), where in zip(entries, current, strict=True)
        ),
    )


def _entries(site: Site) -> tuple[tuple[str, str], ...]:
    """Return text and place of what the main navigation leads to."""
    say, chosen = site.say, site.settings.appearance.navigation
    known = {
        "topics": (say("topics.title"), site.urls.topics()),
        "guidelines": (say("guidelines.title"), site.urls.guidelines()),
        "matrix": (say("matrix.title"), MATRIX),
        "compare": (say("compare.title"), COMPARE),
        **({"build": (say("build.short"), BUILD)} if site.has_questions else {}),
        **({"news": (say("blog.title"), BLOG)} if site.crosswalk.posts else {}),
    }
    if chosen is None:
        return (*known.values(), *_pages(site, Menu.MAIN))
    places = {page.slug: (page.title, site.urls.page(page.slug)) for page in site.crosswalk.pages} | known
    return tuple(
        (each.text, each.href) if isinstance(each, OwnLink) else places[each]
        for each in chosen
        if isinstance(each, OwnLink) or each in places
    )


def _foot(site: Site) -> tuple[Link, ...]:
    own = ((link.text, link.href) for link in site.settings.appearance.footer.links)
    return tuple(Link(title, _href(site, place)) for title, place in (*_pages(site, Menu.FOOT), *own))


def _href(site: Site, place: str) -> str:
    """Return the href of a *place*: a path of this site, or an address of another."""
    return site.urls.href(place) if place.startswith("/") else place


def _logo(site: Site) -> Logo | None:
    logo = site.settings.appearance.logo
    href = site.assets.logo
    if logo is None or href is None:
        return None
    width, height = size_of(logo.path, logo.content) or (LOGO_HEIGHT, LOGO_HEIGHT)
    return Logo(href=href, width=max(round(width * LOGO_HEIGHT / max(height, 1)), 1), height=LOGO_HEIGHT)


def _pages(site: Site, menu: Menu) -> Iterator[tuple[str, str]]:
    """Yield title and path of the authors' pages in a *menu*."""
    return ((page.title, site.urls.page(page.slug)) for page in site.crosswalk.pages if page.menu is menu)
