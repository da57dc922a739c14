"""Crosswalk -> JSON documents, one representation a function.

In: the crosswalk, its addresses, the settings. Out: the HAL documents of SPEC 4, as files beside the pages.
The names of fields and links are a public contract, and live only here: nothing that is published moves.
"""

import json
from collections.abc import Iterator, Mapping

from crosswalk.model import Crosswalk, Guideline, Named, Output, Pair, Reference, Topic
from crosswalk.settings import Settings
from crosswalk.urls import ENTRY_JSON, HOME, Urls

Document = Mapping[str, object]


def render(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> Iterator[Output]:
    """Yield every document of the API."""
    api = Api(urls)
    yield api.output(ENTRY_JSON, api.entry(settings))
    yield api.output(urls.section_json(), api.section(settings))
    yield api.output(urls.topics_json(), api.topics(crosswalk.topics))
    for topic in crosswalk.topics:
        pairs = crosswalk.pairs_of_topic.get(topic.id, ())
        yield api.output(urls.topic_json(topic.id), api.topic(topic))
        yield api.output(urls.topic_guidelines_json(topic.id), api.topic_guidelines(topic, pairs))
    yield api.output(urls.guidelines_json(), api.guidelines(crosswalk.guidelines))
    for guideline in crosswalk.guidelines:
        pairs = crosswalk.pairs_of_guideline.get(guideline.id, ())
        yield api.output(urls.guideline_json(guideline.id), api.guideline(guideline))
        yield api.output(urls.guideline_topics_json(guideline.id), api.guideline_topics(guideline, pairs))


class Api:
    """The representations, with the addresses they link to."""

    def __init__(self, urls: Urls) -> None:
        self._urls = urls

    def output(self, site_path: str, document: Document) -> Output:
        """Return *document* as the file that stands at *site_path*."""
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
        return Output(self._urls.file(site_path), f"{text}\n".encode())

    # Documents

    def entry(self, settings: Settings) -> Document:
        """The door: links to everything."""
        urls = self._urls
        return {
            **_given(title=settings.title, description=settings.description or None),
            "_links": {
                "self": self._link(ENTRY_JSON),
                "alternate": self._page(HOME),
                urls.section: self._link(urls.section_json()),
                "topics": self._link(urls.topics_json()),
                "guidelines": self._link(urls.guidelines_json()),
                "topic": {**self._link(urls.topic_json("{id}")), "templated": True},
                "guideline": {**self._link(urls.guideline_json("{id}")), "templated": True},
            },
        }

    def section(self, settings: Settings) -> Document:
        """The section: its collections."""
        urls = self._urls
        return {
            **_given(title=settings.title, description=settings.description or None),
            "_links": {
                "self": self._link(urls.section_json()),
                "up": self._link(ENTRY_JSON),
                "topics": self._link(urls.topics_json()),
                "guidelines": self._link(urls.guidelines_json()),
            },
        }

    def topics(self, topics: tuple[Topic, ...]) -> Document:
        """The collection of topics."""
        urls = self._urls
        items = [self._item(urls.topic_json(topic.id), topic.id, topic.name) for topic in topics]
        links = self._collection_links(urls.topics_json(), urls.topics(), items)
        return {"items": [self.topic(topic) for topic in topics], "_links": links}

    def topic(self, topic: Topic) -> Document:
        """One topic."""
        urls = self._urls
        return {
            **_given(
                id=topic.id,
                category=topic.category,
                name=topic.name,
                description=topic.description,
                question=topic.question,
                specs=[_named(spec) for spec in topic.specs] or None,
                authors=[_named(author) for author in topic.authors] or None,
                updated=topic.updated,
            ),
            "_links": {
                "self": self._link(urls.topic_json(topic.id)),
                "collection": self._link(urls.topics_json()),
                "up": self._link(urls.topics_json()),
                "alternate": self._page(urls.topic(topic.id, topic.permalink)),
                "topicGuidelines": self._link(urls.topic_guidelines_json(topic.id)),
            },
        }

    def topic_guidelines(self, topic: Topic, pairs: tuple[Pair, ...]) -> Document:
        """The guidelines that speak of a topic, and where."""
        urls = self._urls
        link = self._link(urls.topic_json(topic.id))
        return {
            "items": [
                {
                    **_pair(pair),
                    "_embedded": {"guideline": self.guideline(pair.guideline)},
                    "_links": {"guideline": self._link(urls.guideline_json(pair.guideline.id))},
                }
                for pair in pairs
            ],
            "_embedded": {"topic": self.topic(topic)},
            "_links": {
                "self": self._link(urls.topic_guidelines_json(topic.id)),
                "up": link,
                "alternate": self._page(urls.topic(topic.id, topic.permalink)),
                "topic": link,
            },
        }

    def guidelines(self, guidelines: tuple[Guideline, ...]) -> Document:
        """The collection of guidelines."""
        urls = self._urls
        items = [self._item(urls.guideline_json(each.id), each.id, each.title) for each in guidelines]
        links = self._collection_links(urls.guidelines_json(), urls.guidelines(), items)
        return {"items": [self.guideline(guideline) for guideline in guidelines], "_links": links}

    def guideline(self, guideline: Guideline) -> Document:
        """One guideline."""
        urls = self._urls
        return {
            **_given(
                id=guideline.id,
                title=guideline.title,
                type=guideline.type,
                url=guideline.url,
                githubUrl=guideline.github_url,
                company=guideline.company,
                companyLogoUrl=self._media(guideline.company_logo_url),
                companyUrl=guideline.company_url,
                screenshotUrl=self._media(guideline.screenshot_url),
                authors=[_named(author) for author in guideline.authors] or None,
                date=guideline.date,
                reviewDate=guideline.review_date,
                language=guideline.language,
                status=guideline.status,
                replacedBy=list(guideline.replaced_by) or None,
                licence=guideline.licence,
                description=guideline.description,
            ),
            "_links": {
                "self": self._link(urls.guideline_json(guideline.id)),
                "collection": self._link(urls.guidelines_json()),
                "up": self._link(urls.guidelines_json()),
                "alternate": self._page(urls.guideline(guideline.id)),
                "guidelineTopics": self._link(urls.guideline_topics_json(guideline.id)),
            },
        }

    def guideline_topics(self, guideline: Guideline, pairs: tuple[Pair, ...]) -> Document:
        """The topics that a guideline speaks of, and where."""
        urls = self._urls
        link = self._link(urls.guideline_json(guideline.id))
        return {
            "items": [
                {
                    **_pair(pair),
                    "_embedded": {"topic": self.topic(pair.topic)},
                    "_links": {"topic": self._link(urls.topic_json(pair.topic.id))},
                }
                for pair in pairs
            ],
            "_embedded": {"guideline": self.guideline(guideline)},
            "_links": {
                "self": self._link(urls.guideline_topics_json(guideline.id)),
                "up": link,
                "alternate": self._page(urls.guideline(guideline.id)),
                "guideline": link,
            },
        }

    # Links

    def _link(self, site_path: str) -> dict[str, object]:
        return {"href": self._urls.absolute(site_path)}

    def _page(self, site_path: str) -> dict[str, object]:
        return {**self._link(site_path), "type": "text/html"}

    def _item(self, site_path: str, name: str, title: str) -> dict[str, object]:
        return {**self._link(site_path), "name": name, "title": title}

    def _collection_links(self, document: str, page: str, items: list[dict[str, object]]) -> Document:
        section = self._link(self._urls.section_json())
        return {
            "self": self._link(document),
            "up": section,
            "alternate": self._page(page),
            self._urls.section: section,
            "item": items,
        }

    def _media(self, url: str | None) -> str | None:
        return self._urls.absolute(url) if url and url.startswith("/") else url


# Parts


def _given(**fields: object) -> dict[str, object]:
    """Return the *fields* that have a value, in their order: what an author did not say is not published."""
    return {name: value for name, value in fields.items() if value is not None}


def _pair(pair: Pair) -> dict[str, object]:
    return _given(
        references=[_reference(reference) for reference in pair.references],
        position=[position.id for position in pair.positions] or None,
        note=pair.note,
    )


def _reference(reference: Reference) -> dict[str, object]:
    return _given(
        name=reference.name,
        url=reference.url,
        quote=reference.quote,
        document=reference.document,
        description=reference.description,
        level=reference.level,
        rule=reference.rule,
        archivedUrl=reference.archived_url,
    )


def _named(named: Named) -> dict[str, object]:
    return _given(name=named.name, url=named.url, twitter=named.twitter)
