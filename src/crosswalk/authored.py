"""What authors write -> JSON Schema 2020-12, for the editors that they write it in.

In: the functions of `shapes`, run over a `Recorder`, which answers every question with a sound value and
keeps what was asked: so a key stands in a schema exactly if the loader asks for it. Out: schemas as plain
data. They are wider than the loader where only a program can see (that a day is in the calendar, that a host
could be asked): `crosswalk check` has the last word.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from crosswalk import shapes
from crosswalk.authored_words import WORDS
from crosswalk.diagnostics import Diagnostics, Place, Places
from crosswalk.fields import TEXT_LIMIT, Fields
from crosswalk.grammar import DATE, PERMALINK_LIMIT, URL_LIMIT
from crosswalk.model import Body
from crosswalk.schemas import DIALECT, Schema
from crosswalk.urls import ID, ID_LIMIT, RESERVED, Urls

_Choice = TypeVar("_Choice", bound=StrEnum)

TEXT: Schema = {"type": "string", "pattern": r"\S", "maxLength": TEXT_LIMIT}
AN_ID: Schema = {
    "type": "string",
    "pattern": f"^{ID.pattern}$",
    "maxLength": ID_LIMIT,
    "not": {"enum": sorted(RESERVED)},
}
A_DATE: Schema = {"type": "string", "pattern": f"^{DATE.pattern}$"}
URL: Schema = {
    "type": "string",
    "format": "iri",
    "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$",
    "maxLength": URL_LIMIT,
}
URL_OR_PATH: Schema = {
    "type": "string",
    "format": "iri-reference",
    "pattern": r"^([Hh][Tt][Tt][Pp][Ss]?://|/)\S+$",
    "maxLength": URL_LIMIT,
}
PLACE: Schema = {
    "type": "string",
    "pattern": f"^(/{ID.pattern})+/?$",
    "maxLength": PERMALINK_LIMIT,
}

PARTS: Mapping[str, str] = {
    "topic_positions": "position",
    "guidelines": "entry",
    "references": "reference",
    "topic_specs": "name",
}
"""Which table of `WORDS` explains the items of a list."""


def schemas(urls: Urls) -> Iterator[tuple[str, Schema]]:
    """Yield the name and the schema of each kind of content file."""
    for name, title, recorder, is_list in recorded():
        shape = recorder.schema()
        yield (
            name,
            {
                "$schema": DIALECT,
                "$id": urls.absolute(urls.schema(name)),
                "title": title,
                **({"type": "array", "items": shape} if is_list else shape),
            },
        )


def recorded() -> Iterator[tuple[str, str, "Recorder", bool]]:
    """Yield of each kind of content file the name, the title, what is asked for, and whether of many."""
    yield "authored-topic", "The front matter of a topic", _topic(), False
    guideline = _asked("guideline", shapes.registry_keys)
    yield "authored-guideline", "A guideline, or the front matter of its profile", guideline, False
    yield "authored-categories", "The list of categories", _asked("category", shapes.category_keys), True
    yield "authored-page", "The front matter of a page", _asked("page", shapes.page_keys), False
    yield "authored-post", "The front matter of a post", _asked("post", shapes.post_keys), False


def _topic() -> "Recorder":
    recorder = Recorder("topic")
    shapes.topic_of(recorder, Body(place=recorder.place))
    return recorder


def _asked(table: str, keys: Callable[[Fields], object]) -> "Recorder":
    recorder = Recorder(table)
    keys(recorder)
    return recorder


class Recorder(Fields):
    """Stands in for a mapping of a content file: it has every key, and keeps what it was asked for."""

    def __init__(self, table: str) -> None:
        # Nothing of what Fields keeps is needed: every method that would look into it stands below.
        self.table = table
        self.found = Diagnostics()
        self.asked: dict[str, Schema] = {}
        """What may stand at each key."""
        self.parts: dict[str, Recorder] = {}
        """What the items of a list were asked for, by the key of the list."""
        self._people: set[str] = set()
        self._required: list[str] = []

    def schema(self) -> Schema:
        """Return the schema of the mapping."""
        properties = {key: {**self._allowed(key), **self._words(key)} for key in self.asked}
        return {"type": "object", "properties": properties, "required": self._required}

    def _allowed(self, key: str) -> Schema:
        value = self.asked[key]
        if key in self.parts:
            item = self.parts[key].schema()
            value = _names(item) if key in self._people else {"type": "array", "items": item}
        return value if key in self._required else _or_null(value)

    def _words(self, key: str) -> Schema:
        own = WORDS[self.table]
        word = (
            own[key] if key in own else WORDS["guideline"][key]
        )  # an entry may state facts of its guideline
        shown = {} if word.example is None else {"examples": [word.example]}
        return {"description": word.meaning, **shown}

    def _note(self, key: str, value: Schema, *, required: bool = False) -> None:
        self.asked[key] = value
        if required:
            self._required.append(key)

    # What Fields answers

    @property
    def place(self) -> Place:
        """The one place there is."""
        return Place(self.table)

    def place_of(self, key: str) -> Place:  # noqa: ARG002 - see Fields
        """Return the one place there is."""
        return self.place

    def places(self) -> Places:
        """Return the one place there is, as that of the mapping."""
        return Places.of(self.table, {"": (1, 1)})

    def given(self, keys: Iterable[str]) -> list[str]:
        """Have every key."""
        return list(keys)

    def text(self, key: str, *, required: bool = False) -> str:
        """Note a text."""
        self._note(key, TEXT, required=required)
        return "text"

    def id(self, key: str, *, required: bool = False) -> str:
        """Note an id."""
        self._note(key, AN_ID, required=required)
        return "id"

    def ids(self, key: str) -> tuple[str, ...]:
        """Note an id or a list of them."""
        self._note(key, {"anyOf": [AN_ID, {"type": "array", "items": AN_ID}]})
        return ("id",)

    def date(self, key: str, *, required: bool = False) -> str:
        """Note a date."""
        self._note(key, A_DATE, required=required)
        return "2000-01-01"

    def url(self, key: str, *, required: bool = False, local: bool = False) -> str:
        """Note a URL, or a path too."""
        self._note(key, URL_OR_PATH if local else URL, required=required)
        return "https://example.org/"

    def permalink(self, key: str) -> str:
        """Note a place on the site."""
        self._note(key, PLACE)
        return "/place"

    def choice(self, key: str, vocabulary: type[_Choice]) -> _Choice:
        """Note a word of a vocabulary."""
        self._note(key, {"type": "string", "enum": [str(member) for member in vocabulary]})
        return next(iter(vocabulary))

    def mappings(self, key: str) -> tuple[Fields, ...]:
        """Note a list of mappings, and record what each is asked for."""
        self._note(key, {})
        self.parts[key] = Recorder(PARTS[key])
        return (self.parts[key],)

    def people(self, key: str) -> tuple[Fields | str, ...]:
        """Note a name or a mapping, or a list of them."""
        self._note(key, {})
        self._people.add(key)
        self.parts[key] = Recorder("name")
        return (self.parts[key],)

    def ignore(self, *keys: str) -> None:
        """Note nothing: older files have these keys, and no editor should offer them."""

    def warn_of_unknown(self) -> None:
        """Know everything."""


def _names(person: Schema) -> Schema:
    one: list[Schema] = [TEXT, person]
    return {"anyOf": [*one, {"type": "array", "items": {"anyOf": one}}]}


def _or_null(value: Schema) -> Schema:
    """Return the schema of a value that may also be left empty (CONTRACT, Fields: null is absent)."""
    if "anyOf" in value:
        return {"anyOf": [*value["anyOf"], {"type": "null"}]}
    closed = {"enum": [*value["enum"], None]} if "enum" in value else {}
    return {**value, **closed, "type": [value["type"], "null"]}
