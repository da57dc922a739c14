"""A Crosswalk -> every page of its site in HTML, the theme's assets, and the files that crawlers ask for.

In: a linked Crosswalk, addresses, settings. Out: `Output`s, in the same order for the same content. Every
page is a pure function of the `views.frame.Page` that `views` declares for it. Nothing here writes to disk.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from xml.sax.saxutils import escape

from crosswalk import authored, cards, prose, search, theme, twins
from crosswalk.feed import feed
from crosswalk.model import Body, Crosswalk, Output
from crosswalk.prose import Prose
from crosswalk.represent.context import Context
from crosswalk.represent.examples import example
from crosswalk.represent.kinds import DECLARATIONS
from crosswalk.settings import Settings
from crosswalk.urls import CARD, FEED, LLMS, NO_JEKYLL, ROBOTS, SITEMAP, Urls
from crosswalk.views.api import api_page, relation_page, relations
from crosswalk.views.blog import blog_page, post_page
from crosswalk.views.category import category_page
from crosswalk.views.compare import compare_page
from crosswalk.views.frame import Page, Step
from crosswalk.views.guideline import guideline_page
from crosswalk.views.indexes import guidelines_page, home_page, topics_page
from crosswalk.views.matrix import matrix_page
from crosswalk.views.plain import content_page, not_found_page, redirect_page
from crosswalk.views.search import search_page
from crosswalk.views.site import Assets, Site, short_names, site_of
from crosswalk.views.topic import topic_page


def render(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> Iterator[Output]:
    """Yield every file of the readers' site."""
    site = shared(crosswalk, urls, settings)
    shown = {}
    for page in pages(site):
        yield html(urls, page)
        if page.head.indexed:
            shown[page.path] = page.head.modified or page.head.published
    yield from twins_and_cards(site)
    yield Output(urls.file(FEED), feed(site, partial(_prose, site)))
    yield Output(urls.file(LLMS), twins.llms(site).encode())
    yield sitemap(urls, shown)
    yield robots(urls)
    yield Output(urls.file(NO_JEKYLL), b"")
    yield from search_files(crosswalk, urls)
    for name, content in theme.assets().items():
        yield Output(urls.file(urls.asset(name)), content)
    for media in crosswalk.media:
        yield Output(media.path, media.content)


def search_files(crosswalk: Crosswalk, urls: Urls) -> Iterator[Output]:
    """Yield the index that searches are answered from."""
    for path, content in search.files(crosswalk, urls, short_names(crosswalk.guidelines)).items():
        yield Output(urls.file(path), content)


def shared(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> Site:
    """Return what all pages share."""
    return site_of(crosswalk, urls, settings, _assets(urls))


def pages(site: Site) -> Iterator[Page]:
    """Yield every page of *site*."""
    yield home_page(site)
    yield topics_page(site)
    yield from topics(site)
    yield guidelines_page(site)
    yield from guidelines(site)
    yield from categories(site)
    yield matrix_page(site)
    yield compare_page(site)
    for content in site.crosswalk.pages:
        yield content_page(site, content, _prose(site, content.body))
    yield from posts(site)
    yield from api(site)
    yield search_page(site)
    yield not_found_page(site)


def topics(site: Site) -> Iterator[Page]:
    """Yield the page of each topic, and one that leads to it from each of its other addresses."""
    for topic in site.crosswalk.topics:
        yield topic_page(site, topic, _prose_if_any(site, topic.body))
        here = site.topic_path(topic)
        for former_id in (topic.id, *topic.aliases):
            former = site.urls.default_topic(former_id)
            if former != here:
                yield redirect_page(site, former, Step(topic.name, here), site.urls.topic_json(topic.id))


def guidelines(site: Site) -> Iterator[Page]:
    """Yield the page of each guideline, and one that leads to it from where published data has its topics."""
    for guideline in site.crosswalk.guidelines:
        yield guideline_page(site, guideline, _prose_if_any(site, guideline.body))
        yield redirect_page(
            site,
            site.urls.guideline_topics(guideline.id),
            Step(guideline.title, site.urls.guideline(guideline.id)),
            site.urls.guideline_topics_json(guideline.id),
        )


def categories(site: Site) -> Iterator[Page]:
    """Yield the page of each category."""
    listed = site.crosswalk.categories
    for previous, category, following in zip((None, *listed), listed, (*listed[1:], None), strict=False):
        yield category_page(site, category, previous, following)


def posts(site: Site) -> Iterator[Page]:
    """Yield the list of posts and the page of each, if there are any."""
    listed = site.crosswalk.posts
    if listed:
        yield blog_page(site)
    for newer, post, older in zip((None, *listed), listed, (*listed[1:], None), strict=False):
        yield post_page(site, post, older, newer, _prose_if_any(site, post.body))


def twins_and_cards(site: Site) -> Iterator[Output]:
    """Yield what stands beside pages: of each topic its Markdown and its card, of the site a card."""
    urls = site.urls
    yield Output(urls.file(CARD), cards.of_site(site))
    for topic in site.crosswalk.topics:
        yield Output(urls.file(urls.topic_markdown(topic.id)), twins.twin(site, topic).encode())
        yield Output(urls.file(urls.card(topic.id)), cards.of_topic(site, topic))


def api(site: Site) -> Iterator[Page]:
    """Yield the page of the API, with examples from this very site, and one for each relation of our own."""
    known = Context(site.crosswalk, site.urls, site.settings)
    shown = {declaration: example(known, declaration) for declaration in DECLARATIONS}
    examples = {each: _json(text) for each, text in shown.items() if text}
    yield api_page(site, examples, tuple(name for name, _ in authored.schemas(site.urls)))
    for name in relations():
        yield relation_page(site, name)


def _json(text: str) -> Prose:
    """Return JSON as a code block, coloured like those of articles."""
    return prose.render(f"```json\n{text}\n```", base_path="", topic_href=lambda _id: None)


def html(urls: Urls, page: Page) -> Output:
    """Return the file of *page*; nothing but *page* goes into its text."""
    text = theme.render(page.template, head=page.head, frame=page.frame, page=page.main)
    return Output(urls.file(page.path), text.encode())


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


def _assets(urls: Urls) -> Assets:
    def href(name: str) -> str:
        return f"{urls.href(urls.asset(name))}?v={theme.version(theme.assets()[name])}"

    return Assets(
        stylesheet=href(theme.STYLESHEET),
        script=href(theme.SCRIPT),
        icon=href(theme.ICON),
        search_engine=href(theme.SEARCH_ENGINE),
        stemmer=href(theme.STEMMER),
    )


def _prose_if_any(site: Site, body: Body | None) -> Prose | None:
    return _prose(site, body) if body and body.text.strip() else None


def _prose(site: Site, body: Body) -> Prose:
    return prose.render(
        body.text,
        base_path=site.urls.base_path,
        topic_href=site.topic_href_by_id,
        image_size=site.image_size,
    )
