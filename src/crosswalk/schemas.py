"""Declared documents -> JSON Schema 2020-12.

In: a declaration of `documents`, and where its parts are defined. Out: schemas as plain data. What is not
declared is allowed, in every object: documents may grow, and a program must not mind.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from crosswalk.documents.declared import (
    Published,
    TextKind,
    choices,
    is_declaration,
    is_list,
    item_of,
    published,
    reach,
    slug,
    summary,
    title,
)
from crosswalk.urls import Urls

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]
"""Any: what JSON Schema is made of."""


def document_schema(declaration: type, urls: Urls, example: Schema | None) -> Schema:
    """Return the schema of a kind of document, whole: all that it names is defined inside it.

    *example* is a document of the site, if there is one: its links lead somewhere, as those of no invented
    one would.
    """
    definitions = Definitions(urls.section, "#/$defs/")
    first, *others = reach(declaration)
    return {
        "$schema": DIALECT,
        "$id": urls.absolute(urls.schema(slug(declaration))),
        **definitions.of(first),
        **({"examples": [example]} if example else {}),
        "$defs": {each.__name__: definitions.of(each) for each in others},
    }


def components(declarations: tuple[type, ...], urls: Urls, prefix: str) -> Mapping[str, Schema]:
    """Return the schema of each of *declarations* and of all they name, to stand under *prefix*."""
    definitions = Definitions(urls.section, prefix)
    every = dict.fromkeys(part for declaration in declarations for part in reach(declaration))
    return {each.__name__: definitions.of(each) for each in every}


class Definitions:
    """Makes schemas that refer to each other by *prefix* and name."""

    def __init__(self, section: str, prefix: str) -> None:
        self._section = section
        self._prefix = prefix

    def of(self, declaration: type) -> Schema:
        """Return the schema of an object."""
        fields = published(declaration)
        return {
            "title": title(declaration),
            "description": summary(declaration),
            "type": "object",
            "properties": {field.name_on(self._section): self.field(field) for field in fields},
            "required": [field.name_on(self._section) for field in fields if field.required],
        }

    def field(self, field: Published) -> Schema:
        """Return the schema of the value of *field*."""
        schema = self._value(field.type, field.kind)
        if field.meaning:
            schema["description"] = field.meaning
        if field.example is not None:
            schema["examples"] = [field.example]
        return schema

    def _value(self, hint: Any, kind: TextKind | None) -> Schema:  # noqa: ANN401 - a type, in one of its forms
        several = choices(hint)
        if len(several) > 1:
            return {"anyOf": [self._value(choice, None) for choice in several]}
        if is_list(hint):
            return {"type": "array", "items": self._value(*item_of(hint))}
        if is_declaration(hint):
            return {"$ref": f"{self._prefix}{hint.__name__}"}
        if issubclass(hint, StrEnum):
            return {"type": "string", "enum": [str(member) for member in hint]}
        plain = {bool: "boolean", int: "integer", str: "string"}[hint]
        return {"type": plain, **dict(kind.rules if kind else ())}
