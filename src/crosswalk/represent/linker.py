"""How the documents of a site link to one another.

In: addresses, and the formats that there are. Out: links, absolute where the base URL is known (SPEC 4).
Nothing here knows the content.
"""

from crosswalk.documents import declared
from crosswalk.documents.links import (
    HTML_TYPE,
    PREFIX,
    SCHEMA_TYPE,
    YAML_TYPE,
    Curie,
    Link,
    Links,
    Template,
)
from crosswalk.urls import Urls, yaml_twin


class Linker:
    """Links to what stands at a place; the same for all sites with the same *urls* and *formats*."""

    def __init__(self, urls: Urls, formats: tuple[str, ...]) -> None:
        self.urls = urls
        self.has_twins = "yaml" in formats
        self._described: dict[type, tuple[Link, Link]] = {}
        """The links to the schema and to the explanation of each declaration, made once."""

    def link(self, place: str, type_: str | None = None) -> Link:
        """Return a link to *place*."""
        href = self.urls.absolute(place)
        return {"href": href, "type": type_} if type_ else {"href": href}

    def item(self, place: str, name: str, title: str) -> Link:
        """Return a link to *place*, which has an id and a title."""
        return {"href": self.urls.absolute(place), "name": name, "title": title}

    def template(self, place: str) -> Template:
        """Return a link to *place*, in which something is to be filled in."""
        return {"href": self.urls.absolute(place), "templated": True}

    def own(self, declaration: type, place: str, page: str | None = None, table: Link | None = None) -> Links:
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

    def _descriptions(self, declaration: type) -> tuple[Link, Link]:
        if declaration not in self._described:
            name = declared.slug(declaration)
            self._described[declaration] = (
                self.link(self.urls.schema(name), SCHEMA_TYPE),
                self.link(self.urls.document_kind(name), HTML_TYPE),
            )
        return self._described[declaration]

    @property
    def curies(self) -> tuple[Curie, ...]:
        """Where the relations of our own are explained."""
        return (Curie(name=PREFIX, href=self.urls.absolute(self.urls.relation("{rel}")), templated=True),)
