"""What a declaration of a document says: for each field its published name, type, meaning and example.

In: a typed dictionary whose fields are `Annotated`. Out: its fields, as `Published`. The name of a field in
Python gives its published name (`github_url` is `githubUrl`), unless it is told; None is never published.
"""

import re
import types
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import (
    Annotated,
    Any,
    Generic,
    NotRequired,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a field is for, in a sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A value that a field may have."""

    value: object


@dataclass(frozen=True, slots=True)
class Name:
    """The published name of a field, where Python's name does not give it."""

    text: str


@dataclass(frozen=True, slots=True)
class TextKind:
    """A kind of text: what people call it, and what JSON Schema says of it."""

    word: str
    rules: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """A field of a document."""

    attribute: str
    name: str
    type: Any
    """As declared, without None and without annotations."""
    kind: TextKind | None
    required: bool
    meaning: str
    example: object

    def name_on(self, section: str) -> str:
        """Return the published name on a site that calls its section *section*."""
        return section if self.name == SECTION else self.name


Thing = TypeVar("Thing")


class Written(bytes, Generic[Thing]):
    """A thing of a declared type that was written already: its JSON, on one line.

    What stands in several documents is written once and put wherever it is needed, as it is. To readers, and
    in schemas, it is the thing itself. When the program runs it is nothing but bytes; this tells of what.
    """


SECTION = "{section}"
"""Stands for the site's own word for its section, in the names of links."""


def published(declaration: type) -> tuple[Published, ...]:
    """Return the fields of *declaration*, in the order in which they are published."""
    return _fields(declaration)


@cache
def _fields(declaration: type) -> tuple[Published, ...]:
    hints = get_type_hints(declaration, include_extras=True)
    return tuple(_published(attribute, hint) for attribute, hint in hints.items())


def _published(attribute: str, hint: Any) -> Published:  # noqa: ANN401 - a type, in one of its many forms
    bare, notes = _unannotated(hint)
    required = type(None) not in get_args(bare)
    if not required:
        bare, inner = _unannotated(_without_none(bare))
        notes = (*inner, *notes)
    name, kind = _noted(notes, Name), _noted(notes, TextKind)
    meaning, example = _noted(notes, Meaning), _noted(notes, Example)
    return Published(
        attribute=attribute,
        name=name.text if name else _camel(attribute),
        type=bare,
        kind=kind,
        required=required,
        meaning=meaning.text if meaning else "",
        example=example.value if example else None,
    )


_Note = TypeVar("_Note")


def _noted(notes: tuple[object, ...], sort: type[_Note]) -> _Note | None:
    return next((note for note in notes if isinstance(note, sort)), None)


def _unannotated(hint: Any) -> tuple[Any, tuple[object, ...]]:  # noqa: ANN401 - see above
    notes: tuple[object, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *inner = get_args(hint)
        notes = tuple(inner)
    return get_args(hint)[0] if get_origin(hint) in (NotRequired, Written) else hint, notes


def _without_none(hint: Any) -> Any:  # noqa: ANN401 - see above
    left = [each for each in get_args(hint) if each is not type(None)]
    return left[0] if len(left) == 1 else Union[tuple(left)]  # noqa: UP007 - put together at run time


def _camel(attribute: str) -> str:
    return re.sub(r"(?<=[a-z])_([a-z])", lambda match: match[1].upper(), attribute)


def stated(declaration: type[Thing], thing: Thing, section: str = "") -> Thing:
    """Return *thing* with its published names, and without what is None.

    Only what is declared with names of other kinds, or with fields that may be None, need be stated.
    """
    get = cast("dict[str, object]", thing).get
    names = _names(cast("Hashable", declaration), section)
    known = {name: value for attribute, name in names if (value := get(attribute)) is not None}
    return cast("Thing", known)


@cache
def _names(declaration: Hashable, section: str) -> tuple[tuple[str, str], ...]:
    return tuple((field.attribute, field.name_on(section)) for field in published(cast("type", declaration)))


# Walking through declarations


def is_declaration(hint: Any) -> bool:  # noqa: ANN401 - see above
    """Tell whether a type is declared here, field by field."""
    return is_typeddict(hint)


def item_of(hint: Any) -> tuple[Any, TextKind | None]:  # noqa: ANN401 - see above
    """Return the type of the items of a tuple, and their kind."""
    item, notes = _unannotated(get_args(hint)[0])
    return item, _noted(notes, TextKind)


def is_list(hint: Any) -> bool:  # noqa: ANN401 - see above
    """Tell whether values of a type are published as lists."""
    return get_origin(hint) is tuple


def choices(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 - see above
    """Return the types of a union; of any other type, that type alone."""
    each = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return tuple(_unannotated(choice)[0] for choice in each)


def parts_of(declaration: type) -> Iterator[type]:
    """Yield the declarations that the fields of *declaration* name directly."""
    for field in published(declaration):
        for choice in choices(field.type):
            for item in choices(item_of(choice)[0]) if is_list(choice) else (choice,):
                if is_declaration(item):
                    yield item


def reach(declaration: type) -> tuple[type, ...]:
    """Return *declaration* and all that it is made of, each once, outermost first."""
    found: dict[type, None] = {}
    waiting = [declaration]
    while waiting:
        each = waiting.pop(0)
        if each not in found:
            found[each] = None
            waiting.extend(parts_of(each))
    return tuple(found)


def summary(declaration: type) -> str:
    """Return what *declaration* is, in a sentence: the first line of its docstring."""
    return (declaration.__doc__ or "").strip().partition("\n")[0]


def title(declaration: type) -> str:
    """Return what people call *declaration*: `TopicGuidelines` is "Topic guidelines"."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f" {match[1].lower()}", declaration.__name__)


def slug(declaration: type) -> str:
    """Return the name of *declaration* in addresses: `TopicGuidelines` is `topic-guidelines`."""
    return title(declaration).lower().replace(" ", "-")
