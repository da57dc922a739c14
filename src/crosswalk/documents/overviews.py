"""The entry, the section and the collections: what leads to everything else."""

from dataclasses import dataclass
from typing import Annotated

from crosswalk.documents.declared import Example, Meaning, Written
from crosswalk.documents.links import CollectionLinks, EntryLinks, SectionLinks, Text
from crosswalk.documents.resources import Category, Guideline, Topic


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """The door: links to everything."""

    title: Annotated[Text, Meaning("the title of the site"), Example("API Stylebook")]
    description: Annotated[
        Text | None, Meaning("what the site is about"), Example("What guidelines say.")
    ] = None
    _links: EntryLinks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section:
    """The section: its collections, and what is about all of it."""

    title: Annotated[Text, Meaning("the title of the site"), Example("API Stylebook")]
    description: Annotated[
        Text | None, Meaning("what the site is about"), Example("What guidelines say.")
    ] = None
    _links: SectionLinks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topics:
    """The collection of topics."""

    items: Annotated[tuple[Written[Topic], ...], Meaning("every topic")]
    _links: CollectionLinks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Guidelines:
    """The collection of guidelines."""

    items: Annotated[tuple[Written[Guideline], ...], Meaning("every guideline")]
    _links: CollectionLinks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Categories:
    """The collection of categories."""

    items: Annotated[tuple[Category, ...], Meaning("every category, with its topics")]
    _links: CollectionLinks
