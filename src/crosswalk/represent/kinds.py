"""Every kind of document: what it is, where it stands, what makes it. The table of contents of the API.

In: a `Context`. Out: for each kind the ids that it exists for, and the document of each. Whoever needs all
documents walks over `KINDS`: the stage that writes them, the OpenAPI description, the page for people.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from crosswalk.documents.changes import Changes
from crosswalk.documents.linkset import ApiCatalog, TopicLinkset
from crosswalk.documents.overviews import Categories, Entry, Guidelines, Section, Topics
from crosswalk.documents.resources import (
    Category,
    Guideline,
    GuidelineTopics,
    Moved,
    Topic,
    TopicGuidelines,
)
from crosswalk.documents.wholes import Coverage, Dump, References
from crosswalk.represent import changes, linksets, overviews, resources, wholes
from crosswalk.represent.context import Context
from crosswalk.urls import API_CATALOG, CHANGES_JSON, ENTRY_JSON, Urls


class Of(StrEnum):
    """What there is one document each of."""

    SITE = "site"
    HISTORY = "history"
    """Of a site that tells what changed; there is at most one."""
    TOPIC = "topic"
    FORMER_TOPIC = "former topic"
    GUIDELINE = "guideline"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document."""

    declaration: type
    operation: str
    """How a program names the request for it (OpenAPI, operationId)."""
    of: Of
    place: Callable[[Urls, str], str]
    """Its site path, for an id."""
    make: Callable[[Context, str], object]

    def address(self, urls: Urls) -> str:
        """Return the template of its addresses: its site path, with `{id}` where there is one for each id."""
        return self.place(urls, "" if self.of is Of.SITE else "{id}")


def _alone(place: Callable[[Urls], str]) -> Callable[[Urls, str], str]:
    return lambda urls, _id: place(urls)


KINDS: tuple[Kind, ...] = (
    Kind(Entry, "getEntry", Of.SITE, lambda _urls, _id: ENTRY_JSON, overviews.entry),
    Kind(Section, "getSection", Of.SITE, _alone(Urls.section_json), overviews.section),
    Kind(Topics, "getTopics", Of.SITE, _alone(Urls.topics_json), overviews.topics),
    Kind(Topic, "getTopic", Of.TOPIC, Urls.topic_json, resources.topic),
    Kind(
        TopicGuidelines,
        "getTopicGuidelines",
        Of.TOPIC,
        Urls.topic_guidelines_json,
        resources.topic_guidelines,
    ),
    Kind(TopicLinkset, "getTopicLinkset", Of.TOPIC, Urls.topic_linkset, linksets.topic_linkset),
    Kind(Moved, "getTopic", Of.FORMER_TOPIC, Urls.topic_json, resources.moved_topic),
    Kind(
        Moved,
        "getTopicGuidelines",
        Of.FORMER_TOPIC,
        Urls.topic_guidelines_json,
        resources.moved_topic_guidelines,
    ),
    Kind(Guidelines, "getGuidelines", Of.SITE, _alone(Urls.guidelines_json), overviews.guidelines),
    Kind(Guideline, "getGuideline", Of.GUIDELINE, Urls.guideline_json, resources.guideline),
    Kind(
        GuidelineTopics,
        "getGuidelineTopics",
        Of.GUIDELINE,
        Urls.guideline_topics_json,
        resources.guideline_topics,
    ),
    Kind(Categories, "getCategories", Of.SITE, _alone(Urls.categories_json), overviews.categories),
    Kind(Category, "getCategory", Of.CATEGORY, Urls.category_json, resources.category),
    Kind(Coverage, "getCoverage", Of.SITE, _alone(Urls.coverage_json), wholes.coverage),
    Kind(References, "getReferences", Of.SITE, _alone(Urls.references_json), wholes.references),
    Kind(Dump, "getDump", Of.SITE, _alone(Urls.dump_json), wholes.dump),
    Kind(Changes, "getChanges", Of.HISTORY, lambda _urls, _id: CHANGES_JSON, changes.changes),
    Kind(ApiCatalog, "getApiCatalog", Of.SITE, lambda _urls, _id: API_CATALOG, linksets.api_catalog),
)
"""In the order in which people read of them."""

DECLARATIONS = tuple(dict.fromkeys(kind.declaration for kind in KINDS))
"""What has a schema of its own."""


def ids(known: Context, of: Of) -> Iterable[str]:
    """Return the ids of what there is one document each of."""
    match of:
        case Of.SITE:
            return ("",)
        case Of.HISTORY:
            return ("",) if known.settings.changes else ()
        case Of.TOPIC:
            return known.topics
        case Of.FORMER_TOPIC:
            return known.former
        case Of.GUIDELINE:
            return known.guidelines
        case Of.CATEGORY:
            return known.categories
