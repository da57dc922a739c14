"""How the documents of a site link to one another.

In: addresses, and the formats that there are. Out: links, absolute where the base URL is known (SPEC 4), and
the text of what stands in several documents. Nothing here knows the content.
"""

from typing import TypedDict

from crosswalk.documents import declared, serial
from crosswalk.documents.declared import Thing, Written
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
from crosswalk.documents.serial import Form
from crosswalk.urls import Urls, yaml_twin


class OwnLinks(TypedDict):
    """The fields of `documents.links.Links`."""

    self: Written[Link]
    alternate: LinkOrLinks | None
    describedby: Written[Link]
    profile: Written[Link]


class Linker:
    """Links to what stands at a place; the same for all sites with the same *urls* and *formats*."""

    def __init__(self, urls: Urls, formats: tuple[str, ...]) -> None:
        self.urls = urls
        self.has_twins = "yaml" in formats
        self.json = serial.Json(urls.section)
        self._link = self.json.form(Link, "href")
        self._typed_link = self.json.form(Link, "href", "type")
        self._item = self.json.form(Link, "href", "name", "title")
        self._described: dict[type, tuple[Written[Link], Written[Link]]] = {}
        """The links to the schema and to the explanation of each declaration, written once."""

    def link(self, place: str, type_: str | None = None) -> Written[Link]:
        """Return a link to *place*."""
        href = self.urls.absolute(place)
        return self._typed_link(href, type_) if type_ else self._link(href)

    def item(self, place: str, name: str, title: str) -> Written[Link]:
        """Return a link to *place*, which has an id and a title."""
        return self._item(self.urls.absolute(place), name, title)

    def template(self, place: str) -> Template:
        """Return a link to *place*, in which something is to be filled in."""
        return Template(href=self.urls.absolute(place))

    def own(
        self, declaration: type, place: str, page: str | None = None, table: Written[Link] | None = None
    ) -> OwnLinks:
        """Return the links that the document at *place* has of itself; *page* shows the same to people."""
        others = (
            self.link(page, HTML_TYPE) if page else None,
            table,
            self.link(yaml_twin(place), YAML_TYPE) if self.has_twins else None,
        )
        known = tuple(other for other in others if other)
        describedby, profile = self._descriptions(declaration)
        return {
            "self": self.link(place),
            "alternate": known[0] if len(known) == 1 else known or None,
            "describedby": describedby,
            "profile": profile,
        }

    def _descriptions(self, declaration: type) -> tuple[Written[Link], Written[Link]]:
        if declaration not in self._described:
            name = declared.slug(declaration)
            self._described[declaration] = (
                self.link(self.urls.schema(name), SCHEMA_TYPE),
                self.link(self.urls.document_kind(name), HTML_TYPE),
            )
        return self._described[declaration]

    def written(self, thing: Thing) -> Written[Thing]:
        """Return *thing* as it stands in the documents of the site."""
        return self.json.written(thing)

    def form(self, declaration: type[Thing], *attributes: str) -> Form[Thing]:
        """Return the form of things that have these *attributes* and no others, to be filled with values."""
        return self.json.form(declaration, *attributes)

    @property
    def curies(self) -> tuple[Curie, ...]:
        """Where the relations of our own are explained."""
        return (Curie(name=PREFIX, href=self.urls.absolute(self.urls.relation("{rel}"))),)
