"""What every representation looks up: the crosswalk, and how to link to a document of it.

In: a Crosswalk, its addresses, the settings. Out: links, absolute where the base URL is known (SPEC 4).
"""

from typing import TypedDict

from crosswalk.documents import declared
from crosswalk.documents.links import (
    HTML_TYPE,
    PREFIX,
    SCHEMA_TYPE,
    YAML_TYPE,
    Curie,
    Link,
    LinkOrLinks,
    Template,
)
from crosswalk.documents.parts import Reference
from crosswalk.documents.resources import Category, Guideline, Topic
from crosswalk.model import Crosswalk
from crosswalk.settings import Settings
from crosswalk.urls import Urls, yaml_twin


class OwnLinks(TypedDict):
    """The fields of `documents.links.Links`."""

    self: Link
    alternate: LinkOrLinks | None
    describedby: Link
    profile: Link


class Context:
    """The crosswalk of a site, and the links to its documents."""

    def __init__(self, crosswalk: Crosswalk, urls: Urls, settings: Settings) -> None:
        self.crosswalk = crosswalk
        self.urls = urls
        self.settings = settings
        self.topics = {topic.id: topic for topic in crosswalk.topics}
        self.former = {alias: topic for topic in crosswalk.topics for alias in topic.aliases}
        self.guidelines = {guideline.id: guideline for guideline in crosswalk.guidelines}
        self.categories = {category.slug: category for category in crosswalk.categories}
        self.made_topics: dict[str, Topic] = {}
        self.made_guidelines: dict[str, Guideline] = {}
        self.made_categories: dict[str, Category] = {}
        self.made_references: dict[tuple[str, str], tuple[Reference, ...]] = {}
        """What stands in several documents is made once, by id; so it is one value, and is written once."""

    def link(self, place: str, type_: str | None = None) -> Link:
        """Return a link to *place*."""
        return Link(href=self.urls.absolute(place), type=type_)

    def item(self, place: str, name: str, title: str) -> Link:
        """Return a link to *place*, which has an id and a title."""
        return Link(href=self.urls.absolute(place), name=name, title=title)

    def template(self, place: str) -> Template:
        """Return a link to *place*, in which something is to be filled in."""
        return Template(href=self.urls.absolute(place))

    def own(
        self, declaration: type, place: str, page: str | None = None, table: Link | None = None
    ) -> OwnLinks:
        """Return the links that the document at *place* has of itself; *page* shows the same to people."""
        twin = "yaml" in self.settings.api_formats
        others = (
            self.link(page, HTML_TYPE) if page else None,
            table,
            self.link(yaml_twin(place), YAML_TYPE) if twin else None,
        )
        known = tuple(other for other in others if other)
        return {
            "self": self.link(place),
            "alternate": known[0] if len(known) == 1 else known or None,
            "describedby": self.schema(declaration),
            "profile": self.link(self.urls.document_kind(declared.slug(declaration)), HTML_TYPE),
        }

    def schema(self, declaration: type) -> Link:
        """Return a link to the JSON Schema of a kind of document."""
        return self.link(self.urls.schema(declared.slug(declaration)), SCHEMA_TYPE)

    @property
    def curies(self) -> tuple[Curie, ...]:
        """Where the relations of our own are explained."""
        return (Curie(name=PREFIX, href=self.urls.absolute(self.urls.relation("{rel}"))),)
