"""A page as a whole: what it tells browsers, search engines and programs, its frame, and its own matter.

In: a `Site`, and what a page says of itself. Out: a `Page`, all that its template receives.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from crosswalk.documents.links import YAML_TYPE
from crosswalk.urls import CARD, ENTRY_JSON, HOME, yaml_twin
from crosswalk.views.frame import Frame, Step, frame_of
from crosswalk.views.linked_data import Json, breadcrumbs, graph
from crosswalk.views.site import Site
from crosswalk.wording import clipped, collapsed

CARD_WIDTH, CARD_HEIGHT = 1200, 630
"""What sites that show cards ask for: 1.91 to 1."""


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
    frame = frame_of(site, path, steps, here, source)
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


def _breadcrumbs(site: Site, steps: tuple[Step, ...]) -> Json:
    return breadcrumbs(site, ((step.text, step.path) for step in steps))
