"""Untrusted keys -> typed values: one getter for each kind of field of CONTRACT, Fields.

In: a mapping of nodes. Out: text, ids, dates, URLs, lists, or None where a value is absent or unsound; each
fault is reported at its place. What a topic or a guideline consists of is for `load` to say.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from crosswalk.diagnostics import Diagnostics, Place, Places, quoted
from crosswalk.grammar import PERMALINK_LIMIT, day, is_permalink, url_fault
from crosswalk.nodes import Mapping, Node, Scalar, Sequence, Unsound, is_null, plain_kind
from crosswalk.text import Source
from crosswalk.urls import ID_LIMIT, RESERVED, is_id

TEXT_LIMIT = 10_000

_Choice = TypeVar("_Choice", bound=StrEnum)


class Fields:
    """A mapping of a content file, read key by key; what was never asked for is unknown."""

    def __init__(self, mapping: Mapping, source: Source, found: Diagnostics) -> None:
        self._start = mapping.index
        self._entries = mapping.entries
        self._source = source
        self.found = found
        self._asked: set[str] = set()
        self._items: dict[str, Place] = {}

    @property
    def place(self) -> Place:
        """Where the mapping begins: the place of a key that is missing."""
        return self._source.place(self._start)

    def place_of(self, key: str) -> Place:
        """Return where the value of *key* stands: CONTRACT, Diagnostics; the mapping where it is absent."""
        if key not in self._entries:
            return self.place
        name, value = self._entries[key]
        return self._source.place_of(value.index, name.index)

    def places(self) -> Places:
        """Return the place of each key, of each id in a list as `key:id`, and of the mapping under ""."""
        source = self._source
        spots = {"": source.spot(self._start)}
        for key, (name, value) in self._entries.items():
            spots[key] = source.spot_of(value.index, name.index)
        for key, place in self._items.items():
            spots[key] = (place.line, place.column)
        return Places.of(source.file, spots)

    def given(self, keys: Iterable[str]) -> list[str]:
        """Return those of *keys* that have a value, sound or not; null is no value. All are known then."""
        self._asked.update(keys)
        entries = self._entries
        return [key for key in keys if key in entries and not is_null(entries[key][1])]

    def error(self, key: str, code: str, message: str, hint: str = "") -> None:
        """Report that the value of *key* is at fault."""
        self.found.error(self.place_of(key), code, message, hint)

    # Kinds of values

    def text(self, key: str, *, required: bool = False) -> str | None:
        """Return a text that says something, of at most TEXT_LIMIT characters."""
        scalar = self._scalar(key, required=required)
        return scalar.text if scalar is not None and self._is_text(key, scalar) else None

    def id(self, key: str, *, required: bool = False) -> str | None:
        """Return an id."""
        text = self.text(key, required=required)
        if text is None or is_id(text):
            return text
        self._report_id(text, self.place_of(key))
        return None

    def ids(self, key: str) -> tuple[str, ...]:
        """Return one id or a list of them."""
        if key not in self._entries:  # as mostly
            self._asked.add(key)
            return ()
        sound = {text: place for text, place in self._texts(key) if self._is_sound_id(text, place)}
        for text, place in sound.items():
            self._items[f"{key}:{text}"] = place
        return tuple(sound)

    def date(self, key: str, *, required: bool = False) -> str | None:
        """Return the day of a date as YYYY-MM-DD; quotes and a time of day make no difference."""
        scalar = self._scalar(key, required=required, wanted="a date")
        if scalar is None:
            return None
        if plain_kind(scalar) == "a boolean":
            self._report_kind(self.place_of(key), key, "a boolean", "a date")
        elif not scalar.text.strip():
            self._report_empty(key)
        elif (written := day(scalar.text)) is None:
            message = f"{key} {quoted(scalar.text)} is no date"
            self.error(key, "date-invalid", message, "write a day of the calendar as YYYY-MM-DD")
        else:
            return written
        return None

    def url(self, key: str, *, required: bool = False, local: bool = False) -> str | None:
        """Return an http(s) URL, or with *local* also a path on this site."""
        scalar = self._scalar(key, required=required)
        if scalar is None or not self._is_text(key, scalar, limit=None):
            return None
        fault = url_fault(scalar.text, local=local)
        if fault is None:
            return scalar.text
        form = "https://host/path, or /path on this site" if local else "https://host/path"
        self.error(key, "url-invalid", f"{key} {quoted(scalar.text)} {fault}", f"write {form}")
        return None

    def permalink(self, key: str) -> str | None:
        """Return a place on the site."""
        text = self.text(key)
        if text is None or is_permalink(text):
            return text
        hint = f"write / and ids, as in /status/202, at most {PERMALINK_LIMIT} characters"
        self.error(key, "permalink-invalid", f"{key} {quoted(text)} is no place for a page", hint)
        return None

    def choice(self, key: str, vocabulary: type[_Choice]) -> _Choice | None:
        """Return a member of a closed vocabulary."""
        text = self.text(key)
        if text is None:
            return None
        known = [str(member) for member in vocabulary]
        if text in known:
            return vocabulary(text)
        message = f"{key} {quoted(text)} is none of {', '.join(known)}"
        self.error(key, "choice-unknown", message, self.found.advice(text.lower().replace(" ", "-"), known))
        return None

    def mappings(self, key: str) -> tuple["Fields", ...]:
        """Return the mappings of a list."""
        node = self._value(key)
        return mappings_of(node, key, self._source, self.found, self.place_of(key)) if node else ()

    def people(self, key: str) -> tuple["Fields | str", ...]:
        """Return the items of a list of names or mappings, or a single one of either."""
        node = self._value(key)
        people: list[Fields | str] = []
        for item in node.items if isinstance(node, Sequence) else [] if node is None else [node]:
            if isinstance(item, Mapping):
                people.append(Fields(item, self._source, self.found))
            elif isinstance(item, Scalar) and self._is_text(key, item):
                people.append(item.text)
            elif isinstance(item, Sequence):
                self._report_kind(self._source.place(item.index), f"an item of {key}", "a list", "a name")
        return tuple(people)

    def ignore(self, *keys: str) -> None:
        """Take *keys* as known; their values are of no interest."""
        self._asked.update(keys)

    def warn_of_unknown(self) -> None:
        """Warn of each key that no getter asked for: most often it is a slip of the pen."""
        if self._entries.keys() <= self._asked:
            return
        for key, (name, _) in self._entries.items():
            if key not in self._asked:
                place = self._source.place(name.index)
                self.found.warn(
                    place,
                    "key-unknown",
                    f"the key {quoted(key)} is unknown",
                    self.found.advice(key, self._asked),
                )

    # What the getters share

    def _value(self, key: str, *, required: bool = False) -> Node | None:
        """Return the node of *key*; None where it is absent, null or reported already."""
        self._asked.add(key)
        entry = self._entries.get(key)
        if entry is None:
            if required:
                self.found.error(
                    self.place, "field-missing", f"the key {key} is missing", f"add '{key}: ...'"
                )
            return None
        node = entry[1]
        if is_null(node):
            if required:
                self._report_empty(key, required=True)
            return None
        return None if isinstance(node, Unsound) else node

    def _scalar(self, key: str, *, required: bool, wanted: str = "text") -> Scalar | None:
        if not required and key not in self._entries:  # most optional keys are absent: this is the short way
            self._asked.add(key)
            return None
        node = self._value(key, required=required)
        if node is None or isinstance(node, Scalar):
            return node
        self._report_kind(self.place_of(key), key, _kind(node), wanted)
        return None

    def _is_text(self, key: str, scalar: Scalar, limit: int | None = TEXT_LIMIT) -> bool:
        kind = plain_kind(scalar)
        if kind is not None:
            self._report_kind(self._place_in(key, scalar), f"{key} {quoted(scalar.text)}", kind, "text")
        elif not scalar.text.strip():
            self._report_empty(key)
        elif limit is not None and len(scalar.text) > limit:
            message = f"{key} has {len(scalar.text):,} characters, more than {limit:,}"
            self.found.error(self._place_in(key, scalar), "text-too-long", message, "shorten it")
        else:
            return True
        return False

    def _place_in(self, key: str, node: Node) -> Place:
        entry = self._entries.get(key)
        return self.place_of(key) if entry and entry[1] is node else self._source.place(node.index)

    def _texts(self, key: str) -> list[tuple[str, Place]]:
        node = self._value(key)
        if node is None:
            return []
        texts = []
        for item in node.items if isinstance(node, Sequence) else [node]:
            place = self._place_in(key, item)
            if is_null(item):
                self.found.error(
                    place, "field-empty", f"an item of {key} is empty", "fill it in, or delete it"
                )
            elif not isinstance(item, Scalar | Unsound):
                self._report_kind(place, f"an item of {key}", _kind(item), "an id")
            elif isinstance(item, Scalar) and self._is_text(key, item):
                texts.append((item.text, place))
        return texts

    def _is_sound_id(self, text: str, place: Place) -> bool:
        if not is_id(text):
            self._report_id(text, place)
            return False
        return True

    def _report_id(self, text: str, place: Place) -> None:
        if text in RESERVED:
            message, hint = f"the id {quoted(text)} is reserved", "choose another"
        else:
            message = f"{quoted(text)} is no id"
            hint = f"use a-z, 0-9 and single hyphens between them, at most {ID_LIMIT} characters"
        self.found.error(place, "id-invalid", message, hint)

    def _report_kind(self, place: Place, what: str, kind: str, wanted: str) -> None:
        _report_kind(place, what, kind, wanted, self.found)

    def _report_empty(self, key: str, *, required: bool = False) -> None:
        hint = "fill it in" if required else "fill it in, or delete the key"
        self.error(key, "field-empty", f"{key} is empty", hint)


def mappings_of(
    node: Node, what: str, source: Source, found: Diagnostics, place: Place | None = None
) -> tuple[Fields, ...]:
    """Return the mappings of the list *node*, called *what*; *place* is where it stands, if not its own."""
    if isinstance(node, Unsound):
        return ()
    if not isinstance(node, Sequence):
        _report_kind(place or source.place(node.index), what, _kind(node), "a list", found)
        return ()
    items = []
    for item in node.items:
        if isinstance(item, Mapping):
            items.append(Fields(item, source, found))
        elif not isinstance(item, Unsound):
            _report_kind(
                source.place(item.index), f"an item of {what}", _kind(item), "a group of keys", found
            )
    return tuple(items)


_ADVICE = {
    "text": "put it between quotes",
    "a list": "begin each item with '- '",
    "a group of keys": "write 'key: value'",
}


def _report_kind(place: Place, what: str, kind: str, wanted: str, found: Diagnostics) -> None:
    hint = "" if wanted == "text" and kind in ("a list", "a group of keys") else _ADVICE.get(wanted, "")
    found.error(place, "field-type", f"{what} is {kind}, but must be {wanted}", hint)


def _kind(node: Node) -> str:
    if isinstance(node, Scalar):
        return plain_kind(node) or "text"
    return "a list" if isinstance(node, Sequence) else "a group of keys"


Getter = Callable[[Fields, str], object]
"""A getter of `Fields` as a table can name it."""
