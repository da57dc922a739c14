"""The entry, the section and the collections: what leads to everything else."""

from typing import Annotated, NotRequired, TypedDict

from crosswalk.documents.declared import Example, Meaning, Written
from crosswalk.documents.links import CollectionLinks, EntryLinks, SectionLinks, Text
from crosswalk.documents.resources import Category, Guideline, Topic


class Entry(TypedDict):
    """The door: links to everything."""

    title: Annotated[Text, Meaning("the title of the site"), Example("API Stylebook")]
    description: Annotated[
        NotRequired[Text | None], Meaning("what the site is about"), Example("What guidelines say.")
    ]
    _links: EntryLinks


class Section(TypedDict):
    """The section: its collections, and what is about all of it."""

    title: Annotated[Text, Meaning("the title of the site"), Example("API Stylebook")]
    description: Annotated[
        NotRequired[Text | None], Meaning("what the site is about"), Example("What guidelines say.")
    ]
    _links: SectionLinks


class Topics(TypedDict):
    """The collection of topics."""

    items: Annotated[tuple[Written[Topic], ...], Meaning("every topic")]
    _links: CollectionLinks


class Guidelines(TypedDict):
    """The collection of guidelines."""

    items: Annotated[tuple[Written[Guideline], ...], Meaning("every guideline")]
    _links: CollectionLinks


class Categories(TypedDict):
    """The collection of categories."""

    items: Annotated[tuple[Category, ...], Meaning("every category, with its topics")]
    _links: CollectionLinks
