"""What each kind of page tells programs about the things it is about: JSON-LD in the words of schema.org.

In: a `Site` and such a thing. Out: plain values for JSON, which `page` puts behind the breadcrumbs of the
page. Every `@id` is the address of a page, with a fragment where the page itself is something else, so that
what one page tells of a thing joins what another tells of it. Dates are those that authors state.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from crosswalk.documents.links import CSV_TYPE, JSON_TYPE
from crosswalk.model import Category, Guideline, Named, Post, Topic
from crosswalk.urls import API, BLOG, ENTRY_JSON, HOME, MATRIX, SEARCH
from crosswalk.views.site import Site
from crosswalk.wording import collapsed

Json = Mapping[str, Any]

CONTEXT = "https://schema.org"


def graph(things: Iterable[Json]) -> Json:
    """Return *things* as one document."""
    return {"@context": CONTEXT, "@graph": list(things)}


def breadcrumbs(site: Site, steps: Iterable[tuple[str, str]]) -> Json:
    """Return the way to a page: the name and the path of each page on it, from the home page down."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": site.urls.absolute(path)}
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }


# The site as a whole


def website(site: Site) -> Json:
    """Return the site, and how to search it."""
    template = f"{site.urls.absolute(SEARCH)}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": site.urls.absolute(HOME),
        "url": site.urls.absolute(HOME),
        "name": site.settings.title,
        "description": site.settings.description,
        "inLanguage": site.settings.language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": template},
            "query-input": "required name=search_term_string",
        },
    }


def dataset(site: Site) -> Json:
    """Return all that the site knows, as data to take away."""
    urls, settings = site.urls, site.settings
    return {
        "@type": "Dataset",
        "@id": f"{urls.absolute(API)}#dataset",
        "url": urls.absolute(API),
        "name": site.say("data.whole", title=settings.title),
        "description": site.say("data.whole_description", description=settings.description),
        "inLanguage": settings.language,
        "isAccessibleForFree": True,
        "isPartOf": {"@id": urls.absolute(HOME)},
        "distribution": _downloads(site, urls.dump_json(), urls.dump_csv()),
    }


def matrix_dataset(site: Site) -> Json:
    """Return the matrix, as data to take away."""
    urls, settings = site.urls, site.settings
    return {
        "@type": "Dataset",
        "name": site.say("data.matrix", title=settings.title),
        "description": site.say("data.matrix_description", description=settings.description),
        "url": urls.absolute(MATRIX),
        "inLanguage": settings.language,
        "isPartOf": {"@id": urls.absolute(HOME)},
        "distribution": _downloads(site, urls.coverage_json(), urls.dump_csv(), urls.dump_json()),
    }


def _downloads(site: Site, *paths: str) -> list[Json]:
    return [
        {
            "@type": "DataDownload",
            "contentUrl": site.urls.absolute(path),
            "encodingFormat": CSV_TYPE if path.endswith(".csv") else JSON_TYPE,
        }
        for path in paths
    ]


def web_api(site: Site) -> Json:
    """Return the API, whose page explains it."""
    return {
        "@type": "WebAPI",
        "@id": site.urls.absolute(ENTRY_JSON),
        "url": site.urls.absolute(ENTRY_JSON),
        "name": site.say("data.api", title=site.settings.title),
        "documentation": site.urls.absolute(API),
    }


# Topics


def term_set(site: Site) -> Json:
    """Return all topics as terms that are defined here, by category."""
    place = site.urls.absolute(site.urls.topics())
    return {
        "@type": "DefinedTermSet",
        "@id": place,
        "url": place,
        "name": site.settings.title,
        "description": site.settings.description,
        "inLanguage": site.settings.language,
        "hasPart": [_category_set(site, category) for category in site.crosswalk.categories],
    }


def category_terms(site: Site, category: Category) -> Json:
    """Return the topics of *category* as terms that are defined here."""
    return {
        **_category_set(site, category),
        **_described(category.description),
        "isPartOf": {"@id": site.urls.absolute(site.urls.topics())},
        "hasDefinedTerm": [
            {"@type": "DefinedTerm", "@id": place, "url": place, "name": topic.name, "termCode": topic.id}
            for topic in category.topics
            for place in [site.urls.absolute(site.topic_path(topic))]
        ],
    }


def _category_set(site: Site, category: Category) -> Json:
    place = site.urls.absolute(site.urls.category(category.slug))
    return {"@type": "DefinedTermSet", "@id": place, "url": place, "name": category.name}


def term(site: Site, topic: Topic) -> Json:
    """Return *topic* as a term that is defined here."""
    place = site.urls.absolute(site.topic_path(topic))
    return {
        "@type": "DefinedTerm",
        "@id": place,
        "url": place,
        "name": topic.name,
        "termCode": topic.id,
        **_described(topic.description),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": site.urls.absolute(site.urls.topics()),
            "name": site.settings.title,
            "url": site.urls.absolute(site.urls.topics()),
        },
    }


def article(site: Site, topic: Topic) -> Json:
    """Return what is written about *topic*, and what it cites."""
    place = site.urls.absolute(site.topic_path(topic))
    return {
        "@type": "TechArticle",
        "@id": f"{place}#_content",
        "url": place,
        "headline": collapsed(topic.title or topic.name),
        **_described(topic.description or topic.question),
        **_image(site, site.urls.card(topic.id)),
        "about": {"@id": place},
        "articleSection": site.crosswalk.category_of[topic.id].name,
        "inLanguage": site.settings.language,
        **({"author": people(topic.authors)} if topic.authors else {}),
        **({"dateModified": topic.updated} if topic.updated else {}),
        "citation": [
            *(_work(spec.name, spec.url) for spec in topic.specs),
            *(
                _work(pair.guideline.title, pair.guideline.url)
                for pair in site.crosswalk.pairs_of_topic.get(topic.id, ())
            ),
        ],
        "isPartOf": {"@id": site.urls.absolute(HOME)},
    }


def _work(name: str, url: str | None) -> Json:
    return {"@type": "CreativeWork", "name": name, **({"url": url} if url else {})}


# Guidelines


def guideline_list(site: Site) -> Json:
    """Return all guidelines, in the order of the site."""
    return {
        "@type": "ItemList",
        "numberOfItems": len(site.crosswalk.guidelines),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": guideline.title,
                "url": site.urls.absolute(site.urls.guideline(guideline.id)),
            }
            for position, guideline in enumerate(site.crosswalk.guidelines, start=1)
        ],
    }


def profile(site: Site, guideline: Guideline) -> Json:
    """Return the page of *guideline*, which is about a work that stands elsewhere."""
    place = site.urls.absolute(site.urls.guideline(guideline.id))
    return {
        "@type": "WebPage",
        "@id": place,
        "url": place,
        "name": guideline.title,
        "inLanguage": site.settings.language,
        "isPartOf": {"@id": site.urls.absolute(HOME)},
        "about": _guideline(guideline),
    }


def _guideline(guideline: Guideline) -> Json:
    """Return *guideline* itself; its date, published or last changed, is that of the words it now has."""
    return {
        "@type": "CreativeWork",
        "@id": guideline.url,
        "url": guideline.url,
        "name": guideline.title,
        **_described(guideline.description),
        **({"sameAs": guideline.github_url} if guideline.github_url else {}),
        **_publisher(guideline),
        **({"author": people(guideline.authors)} if guideline.authors else {}),
        **({"dateModified": guideline.date} if guideline.date else {}),
        **({"inLanguage": guideline.language} if guideline.language else {}),
        **({"license": _work(guideline.licence, None)} if guideline.licence else {}),
        **({"creativeWorkStatus": guideline.status.value} if guideline.status else {}),
    }


def _publisher(guideline: Guideline) -> Json:
    if not guideline.company:
        return {}
    url = {"url": guideline.company_url} if guideline.company_url else {}
    return {"publisher": {"@type": "Organization", "name": guideline.company, **url}}


# News


def blog(site: Site) -> Json:
    """Return the news, newest first."""
    return {
        "@type": "Blog",
        "@id": site.urls.absolute(BLOG),
        "url": site.urls.absolute(BLOG),
        "name": site.say("blog.named", title=site.settings.title),
        "inLanguage": site.settings.language,
        "isPartOf": {"@id": site.urls.absolute(HOME)},
        "blogPost": [_posting(site, post) for post in site.crosswalk.posts],
    }


def posting(site: Site, post: Post) -> Json:
    """Return a *post*."""
    return {
        **_posting(site, post),
        **_described(post.description),
        **({"author": people(post.authors)} if post.authors else {}),
        "inLanguage": site.settings.language,
        "isPartOf": {"@id": site.urls.absolute(BLOG)},
    }


def _posting(site: Site, post: Post) -> Json:
    place = site.urls.absolute(site.urls.post(post.slug))
    return {
        "@type": "BlogPosting",
        "@id": place,
        "url": place,
        "headline": collapsed(post.title),
        "datePublished": post.date,
    }


# What several are told with


def people(named: Iterable[Named]) -> list[Json]:
    """Return those *named*, as far as they are known."""
    return [
        {"@type": "Person", "name": person.name, **({"url": person.url} if person.url else {})}
        for person in named
    ]


def _described(description: str | None) -> Json:
    return {"description": description} if description else {}


def _image(site: Site, path: str) -> Json:
    return {"image": site.urls.absolute(path)} if site.urls.base_url else {}
