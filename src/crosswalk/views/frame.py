"""What stands around every page: its head for machines, its navigation and breadcrumbs for people.

In: a `Site`, and what a page says of itself. Out: a `Page`, all that its template receives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from crosswalk import colours
from crosswalk.appearance import OwnLink
from crosswalk.colours import Colour
from crosswalk.dimensions import size_of
from crosswalk.documents.links import YAML_TYPE
from crosswalk.link_results import Tally
from crosswalk.model import Menu
from crosswalk.theme import version
from crosswalk.urls import API, BLOG, BUILD, CARD, COMPARE, ENTRY_JSON, FEED, HOME, MATRIX, SEARCH, yaml_twin
from crosswalk.views.linked_data import Json, breadcrumbs, graph
from crosswalk.views.parts import Link
from crosswalk.views.repository import edit_href, report_href
from crosswalk.views.site import Site
from crosswalk.wording import clipped, collapsed

LOGO_HEIGHT = 32
"""Of the owner's image, in pixels of CSS."""

CARD_WIDTH, CARD_HEIGHT = 1200, 630
"""What sites that show cards ask for: 1.91 to 1."""


@dataclass(frozen=True, slots=True)
class Step:
    """A page on the way from the home page to another."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A link for programs, in the head of a page."""

    relation: str
    path: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The card that other sites show where they link to a page."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page tells browsers, search engines and programs."""

    policy: str
    """What the page may load, and from where."""

    title: str
    """The page's own, on one line."""
    description: str
    canonical: str
    alternate: str
    """The same knowledge as JSON."""
    links: tuple[HeadLink, ...]
    """Where else programs may go on from here; each `path` as it is to be written."""
    kind: str
    """The type that Open Graph knows it by."""
    published: str | None
    """YYYY-MM-DD, where an author states it."""
    modified: str | None
    """The same of the last change."""
    locale: str
    """The language as Open Graph writes it, as in `pt_BR`; "" where no country is set."""
    picture: Picture | None
    """None where the base URL is not known: a card has a full address."""
    indexed: bool
    """Whether search engines should list it."""
    linked_data: Json
    """JSON-LD."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its place, and the declared values that its template receives."""

    path: str
    """The site path."""
    template: str
    head: Head
    frame: Frame
    main: object


def page(  # noqa: PLR0913 - named, and each with a default that most pages keep
    site: Site,
    path: str,
    template: str,
    main: object,
    *,
    title: str,
    here: str = "",
    description: str,
    canonical: str = "",
    alternate: str = ENTRY_JSON,
    trail: tuple[Step, ...] = (),
    source: str | None = None,
    indexed: bool = True,
    kind: str = "website",
    things: tuple[Json, ...] = (),
    links: tuple[HeadLink, ...] = (),
    frames: tuple[str, ...] = (),
    published: str | None = None,
    modified: str | None = None,
    card: str = CARD,
    card_alt: str = "",
) -> Page:
    """Return the page at *path* that shows *main*; *trail* leads to it from the home page.

    *source* is its file in the content, *things* are what it tells programs beside its breadcrumbs, *links*
    lead programs elsewhere, *frames* are the other hosts whose pages it may show within itself, *card* is the
    picture that other sites show of it.
    """
    steps = (Step(site.say("home.title"), HOME), *trail) if path != HOME else ()
    here = here or title
    head = Head(
        policy=policy(frames),
        title=collapsed(title),
        description=clipped(description),
        canonical=site.urls.absolute(canonical or path),
        alternate=site.urls.href(alternate),
        links=_links(site, alternate, links),
        kind=kind,
        published=published,
        modified=modified,
        locale=_locale(site.settings.language),
        picture=_picture(site, card, card_alt),
        indexed=indexed,
        linked_data=graph((_breadcrumbs(site, (*steps, Step(here, path))), *things)),
    )
    frame = _frame(site, path, steps, here, source)
    return Page(path=path, template=template, head=head, frame=frame, main=main)


@cache
def policy(frames: tuple[str, ...] = ()) -> str:
    """Return the Content Security Policy of a page: its own host and nothing inline, but for *frames*."""
    rules = {
        "default-src": ("'none'",),
        "style-src": ("'self'",),
        "img-src": ("'self'", "data:"),
        "script-src": ("'self'",),
        "connect-src": ("'self'",),
        "frame-src": frames,
        "base-uri": ("'none'",),
        "form-action": ("'self'",),
    }
    return "; ".join(" ".join((rule, *sources)) for rule, sources in rules.items() if sources)


def _links(site: Site, alternate: str, others: tuple[HeadLink, ...]) -> tuple[HeadLink, ...]:
    has_twin = "yaml" in site.settings.api_formats
    twin = (HeadLink("alternate", yaml_twin(alternate), YAML_TYPE),) if has_twin else ()
    return tuple(replace(link, path=site.urls.href(link.path)) for link in (*twin, *others))


@cache
def _locale(language: str) -> str:
    """Return a *language* as Open Graph writes it, language_TERRITORY; "" where it names no territory."""
    tag = re.fullmatch(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?-([A-Za-z]{2})(?:-.*)?", language)
    return f"{tag[1].lower()}_{tag[2].upper()}" if tag else ""


def _picture(site: Site, card: str, alt: str) -> Picture | None:
    if not site.urls.base_url:
        return None
    settings = site.settings
    return Picture(
        url=site.urls.absolute(card),
        width=CARD_WIDTH,
        height=CARD_HEIGHT,
        alt=collapsed(alt) or f"{settings.title}: {settings.description}",
    )


def _frame(site: Site, path: str, steps: tuple[Step, ...], here: str, source: str | None) -> Frame:
    settings = site.settings
    tally = settings.links.tally if settings.links else None
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
        paper=colours.of_site(dict(settings.appearance.colours))["paper"],
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
        links=_links_told(site, tally) if tally else "",
    )


def _links_told(site: Site, tally: Tally) -> str:
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
    pages = {page.slug: (page.title, site.urls.page(page.slug)) for page in site.crosswalk.pages}
    if chosen is None:
        return (*known.values(), *_pages(site, Menu.MAIN))
    return tuple(
        (each.text, each.href) if isinstance(each, OwnLink) else {**pages, **known}[each]
        for each in chosen
        if isinstance(each, OwnLink) or each in known or each in pages
    )


def _foot(site: Site) -> tuple[Link, ...]:
    own = ((link.text, link.href) for link in site.settings.appearance.footer.links)
    return tuple(Link(title, _href(site, place)) for title, place in (*_pages(site, Menu.FOOT), *own))


def _href(site: Site, place: str) -> str:
    """Return the href of a *place*: a path of this site, or an address of another."""
    return site.urls.href(place) if place.startswith("/") else place


def _logo(site: Site) -> Logo | None:
    logo = site.settings.appearance.logo
    if logo is None:
        return None
    width, height = size_of(logo.path, logo.content) or (LOGO_HEIGHT, LOGO_HEIGHT)
    href = f"{site.urls.href(site.urls.asset(logo.path))}?v={version(logo.content)}"
    return Logo(href=href, width=max(round(width * LOGO_HEIGHT / max(height, 1)), 1), height=LOGO_HEIGHT)


def _pages(site: Site, menu: Menu) -> Iterator[tuple[str, str]]:
    """Yield title and path of the authors' pages in a *menu*."""
    return ((page.title, site.urls.page(page.slug)) for page in site.crosswalk.pages if page.menu is menu)


def _breadcrumbs(site: Site, steps: tuple[Step, ...]) -> Json:
    return breadcrumbs(site, ((step.text, step.path) for step in steps))
