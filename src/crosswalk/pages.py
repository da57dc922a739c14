"""A Crosswalk -> every page of its site in HTML, the theme's assets, and the files that crawlers ask for.

In: a linked Crosswalk, addresses, settings. Out: `Part`s, in the same order for the same content, which make
`Output`s. Every page is a pure function of the `views.page.Page` that `views` declares for it. Nothing here
writes to disk.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from html import escape

from crosswalk import authored, prose, renditions, search, telling, theme, twins
from crosswalk.documents import serial
from crosswalk.feed import feed
from crosswalk.fragments import Fragments
from crosswalk.keys import Keys
from crosswalk.link_results import Tally
from crosswalk.model import Body, Category, Crosswalk, Guideline, Output, Part, Topic
from crosswalk.prose import Prose
from crosswalk.represent.examples import examples
from crosswalk.settings import Settings
from crosswalk.theme import Theme
from crosswalk.urls import (
    API,
    BLOG,
    BUILD,
    CARD,
    COMPARE,
    FEED,
    HOME,
    LINKS_BADGE,
    LLMS,
    MATRIX,
    NO_JEKYLL,
    ROBOTS,
    SITEMAP,
    Urls,
)
from crosswalk.views.agreement import disagreements_page, settled_page
from crosswalk.views.api import api_page, relation_page, relations
from crosswalk.views.blog import blog_page, post_page
from crosswalk.views.build import build_page
from crosswalk.views.category import category_page
from crosswalk.views.changes import RecordedChange, anchors, changes_page, recorded_change
from crosswalk.views.compare import compare_page
from crosswalk.views.frame import Step
from crosswalk.views.guideline import guideline_page
from crosswalk.views.indexes import guidelines_page, home_page, topics_page
from crosswalk.views.matrix import matrix_page
from crosswalk.views.page import Page
from crosswalk.views.plain import content_page, not_found_page, redirect_page
from crosswalk.views.search import search_page
from crosswalk.views.site import Assets, Site, short_names, site_of
from crosswalk.views.topic import topic_page


def render(crosswalk: Crosswalk, urls: Urls, settings: Settings, keys: Keys | None = None) -> list[Part]:
    """Return every file of the readers' site but the `index`, in parts with their *keys*; long ones first."""
    site = shared(crosswalk, urls, settings)
    whole = keys.whole if keys else b""
    others: dict[str, Callable[[Site], Iterable[Output]]] = {
        **{make.__name__: partial(_html, partial(_alone, make)) for make in OVERVIEWS},
        "authored": partial(_html, authored_pages),
        "questions": partial(_html, questions),
        "posts": partial(_html, posts),
        "changes": partial(_html, changes),
        "api": partial(_html, api),
        "lists": lists,
        "media": media_files,
        "theme": theme_files,
    }
    return [
        *(Part(name=name, make=partial(make, site), key=whole) for name, make in others.items()),
        *(
            Part(
                name=f"category {category.slug}",
                make=partial(_html, partial(_alone, partial(page_of_category, category)), site),
                key=keys.category(category) if keys else b"",
            )
            for category in crosswalk.categories
        ),
        *(
            Part(
                name=f"guideline {guideline.id}",
                make=partial(_html, partial(pages_of_guideline, guideline), site),
                key=keys.guideline(guideline) if keys else b"",
            )
            for guideline in crosswalk.guidelines
        ),
        *(
            Part(
                name=f"topic {topic.id}",
                make=partial(files_of_topic, topic, site),
                key=keys.topic(topic) if keys else b"",
            )
            for topic in crosswalk.topics
        ),
    ]


def index(
    crosswalk: Crosswalk, urls: Urls, keys: Keys | None = None, fragments: Fragments | None = None
) -> Part:
    """Return the files that searches are answered from; what is among the *fragments* is not made again."""

    def make() -> Iterator[Output]:
        for path, content in search.files(
            crosswalk, urls, short_names(crosswalk.guidelines), fragments
        ).items():
            yield Output(urls.file(path), content)

    return Part(name="search", make=make, key=keys.whole if keys else b"")


def _html(make: Callable[[Site], Iterable[Page]], site: Site) -> Iterator[Output]:
    return (html(site, page) for page in make(site))


def _alone(make: Callable[[Site], Page], site: Site) -> Iterator[Page]:
    yield make(site)


def shared(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> Site:
    """Return what all pages share."""
    chosen = theme.theme_of(settings.language, settings.appearance)
    return site_of(crosswalk, urls, settings, chosen, _assets(urls, settings, chosen))


# Pages


def pages(site: Site) -> Iterator[Page]:
    """Yield every page of *site*."""
    for overview in OVERVIEWS:
        yield overview(site)
    yield from authored_pages(site)
    yield from questions(site)
    for topic in site.crosswalk.topics:
        yield from pages_of_topic(topic, site)
    for guideline in site.crosswalk.guidelines:
        yield from pages_of_guideline(guideline, site)
    for category in site.crosswalk.categories:
        yield page_of_category(category, site)
    yield from posts(site)
    yield from changes(site)
    yield from api(site)


OVERVIEWS: tuple[Callable[[Site], Page], ...] = (
    home_page,
    topics_page,
    guidelines_page,
    matrix_page,
    compare_page,
    search_page,
    not_found_page,
)
"""The pages there is one of."""


def authored_pages(site: Site) -> Iterator[Page]:
    """Yield the pages that authors write."""
    for content in site.crosswalk.pages:
        yield content_page(site, content, _prose(site, content.body))


def questions(site: Site) -> Iterator[Page]:
    """Yield the pages about agreement, if any topic lists the answers that guidelines give."""
    if site.has_questions:
        yield disagreements_page(site)
        yield settled_page(site)
        yield build_page(site)


def changes(site: Site) -> Iterator[Page]:
    """Yield the page of what changed, if the owner of *site* recorded anything."""
    if site.settings.changes:
        yield changes_page(site, recorded(site))


def recorded(site: Site) -> tuple[RecordedChange, ...]:
    """Return what the owner of *site* recorded, newest first, with what it means."""
    history = site.settings.changes
    return tuple(
        recorded_change(
            site,
            each,
            anchor,
            telling.summary(site.say, each),
            renditions.as_html(site.say, each, partial(_thing_href, site)),
        )
        for each, anchor in zip(history, anchors(history), strict=True)
    )


def _thing_href(site: Site, sort: str, id_: str) -> str | None:
    """Return where the topic or guideline of an id stands today, if it does."""
    if sort == "topic":
        return site.topic_href_by_id(id_)
    return site.guideline_links[id_].href if sort == "guideline" and id_ in site.guideline_links else None


def pages_of_topic(topic: Topic, site: Site) -> Iterator[Page]:
    """Yield the page of *topic*, and one that leads to it from each of its other addresses."""
    yield topic_page(site, topic, _prose_if_any(site, topic.body))
    here = site.topic_path(topic)
    for former_id in (topic.id, *topic.aliases):
        former = site.urls.default_topic(former_id)
        if former != here:
            yield redirect_page(site, former, Step(topic.name, here), site.urls.topic_json(topic.id))


def pages_of_guideline(guideline: Guideline, site: Site) -> Iterator[Page]:
    """Yield the page of *guideline*, and one that leads to it from where published data has its topics."""
    yield guideline_page(site, guideline, _prose_if_any(site, guideline.body))
    yield redirect_page(
        site,
        site.urls.guideline_topics(guideline.id),
        Step(guideline.title, site.urls.guideline(guideline.id)),
        site.urls.guideline_topics_json(guideline.id),
    )


def page_of_category(category: Category, site: Site) -> Page:
    """Return the page of *category*."""
    listed = (None, *site.crosswalk.categories, None)
    at = listed.index(category)
    return category_page(site, category, listed[at - 1], listed[at + 1])


def posts(site: Site) -> Iterator[Page]:
    """Yield the list of posts and the page of each, if there are any."""
    listed = site.crosswalk.posts
    if listed:
        yield blog_page(site)
    for newer, post, older in zip((None, *listed), listed, (*listed[1:], None), strict=False):
        yield post_page(site, post, older, newer, _prose_if_any(site, post.body))


def api(site: Site) -> Iterator[Page]:
    """Yield the page of the API, with examples from this very site, and one for each relation of our own."""
    shown = examples(site.crosswalk, site.urls, site.settings)
    coloured = {declaration: _json(example) for declaration, example in shown.items()}
    yield api_page(site, coloured, tuple(name for name, _ in authored.schemas(site.urls)))
    for name in relations():
        yield relation_page(site, name)


def _json(example: object) -> Prose:
    """Return *example* as a code block of JSON, coloured like those of articles."""
    text = serial.data(example).decode()
    return prose.render(f"```json\n{text}```", base_path="", topic_href=lambda _id: None)


def html(site: Site, page: Page) -> Output:
    """Return the file of *page*; nothing but *page* and the theme of *site* goes into its text."""
    text = site.theme.render(page.template, head=page.head, frame=page.frame, page=page.main)
    return Output(site.urls.file(page.path), text.encode())


# Beside pages


def files_of_topic(topic: Topic, site: Site) -> Iterator[Output]:
    """Yield the pages of *topic*, its Markdown and, where the base URL is known, the card that they name."""
    urls = site.urls
    yield from _html(partial(pages_of_topic, topic), site)
    yield Output(urls.file(urls.topic_markdown(topic.id)), twins.twin(site, topic).encode())
    if urls.base_url:
        from crosswalk import cards  # brings Pillow along

        yield Output(urls.file(urls.card(topic.id)), cards.of_topic(site, topic))


def theme_files(site: Site) -> Iterator[Output]:
    """Yield the files of the theme and, where the base URL is known, the card of the site."""
    for name, content in site.theme.assets.items():
        yield Output(site.urls.file(site.urls.asset(name)), content)
    if site.urls.base_url:
        from crosswalk import cards  # brings Pillow along

        yield Output(site.urls.file(CARD), cards.of_site(site))


def media_files(site: Site) -> Iterator[Output]:
    """Yield the media of the content."""
    for media in site.crosswalk.media:
        yield Output(media.path, media.content)


def lists(site: Site) -> Iterator[Output]:
    """Yield what feed readers, search engines, robots and hosts ask for."""
    urls = site.urls
    yield Output(urls.file(FEED), feed(site, partial(_prose, site), recorded(site)))
    yield Output(urls.file(LLMS), twins.llms(site).encode())
    yield sitemap(urls, dict(listed(site)))
    yield robots(urls)
    if site.settings.links and site.settings.links.tally:
        yield badge(site, site.settings.links.tally)
    yield Output(urls.file(NO_JEKYLL), b"")


def listed(site: Site) -> Iterator[tuple[str, str | None]]:
    """Yield the path of each page worth finding, with the day of its last change if that is stated."""
    urls, crosswalk = site.urls, site.crosswalk
    asked = (urls.disagreements(), urls.settled(), BUILD) if site.has_questions else ()
    for path in (HOME, urls.topics(), urls.guidelines(), MATRIX, COMPARE, API, *asked):
        yield path, None
    for topic in crosswalk.topics:
        yield site.topic_path(topic), topic.updated
    for guideline in crosswalk.guidelines:
        yield urls.guideline(guideline.id), None
    for category in crosswalk.categories:
        yield urls.category(category.slug), None
    for content in crosswalk.pages:
        yield urls.page(content.slug), None
    for change in site.settings.changes[:1]:
        yield urls.changes(), change.date
    for post in crosswalk.posts[:1]:
        yield BLOG, post.date
    for post in crosswalk.posts:
        yield urls.post(post.slug), post.date
    for name in relations():
        yield urls.relation(name), None


def sitemap(urls: Urls, changed: Mapping[str, str | None]) -> Output:
    """Return the list that search engines read: paths, each with the day it was *changed*, where known."""
    places = "".join(
        f"<url><loc>{escape(urls.absolute(path))}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for path, day in sorted(changed.items())
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
    )
    return Output(urls.file(SITEMAP), text.encode())


def robots(urls: Urls) -> Output:
    """Return what robots may read: all, and where the sitemap is, which only a full address can tell."""
    place = f"\nSitemap: {urls.absolute(SITEMAP)}\n" if urls.base_url else ""
    return Output(urls.file(ROBOTS), f"User-agent: *\nAllow: /\n{place}".encode())


def badge(site: Site, tally: Tally) -> Output:
    """Return what shields.io draws a badge of."""
    shown = {
        "schemaVersion": 1,
        "label": site.say("links.label"),
        "message": site.say("links.alive", alive=tally.alive, links=tally.links),
        "color": "orange" if tally.dead else "green",
    }
    return Output(site.urls.file(LINKS_BADGE), json.dumps(shown, indent=2).encode() + b"\n")


def _assets(urls: Urls, settings: Settings, chosen: Theme) -> Assets:
    logo = settings.appearance.logo

    def href(name: str) -> str:
        return f"{urls.href(urls.asset(name))}?v={theme.version(chosen.assets[name])}"

    return Assets(
        stylesheet=href(theme.STYLESHEET),
        script=href(theme.SCRIPT),
        draft=href(theme.DRAFT),
        icon=href(theme.ICON),
        search_engine=href(theme.SEARCH_ENGINE),
        stemmer=href(theme.STEMMER),
        logo=href(logo.path) if logo else None,
    )


def _prose_if_any(site: Site, body: Body | None) -> Prose | None:
    return _prose(site, body) if body and body.text.strip() else None


def _prose(site: Site, body: Body) -> Prose:
    return prose.render(
        body.text,
        base_path=site.urls.base_path,
        topic_href=site.topic_href_by_id,
        image_size=site.image_size,
        say=site.say,
    )
