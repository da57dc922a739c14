"""A document of this very site for each kind of document, short enough to be read.

In: a `Context`. Out: JSON, in which each list has its first item only.
"""

from dataclasses import is_dataclass, replace
from typing import Any

from crosswalk.documents import serial
from crosswalk.documents.declared import published
from crosswalk.represent.context import Context
from crosswalk.represent.kinds import KINDS, ids


def example(known: Context, declaration: type) -> str | None:
    """Return the first document that is declared so, shortened; None where there is none."""
    kind = next(kind for kind in KINDS if kind.declaration is declaration)
    first = next(iter(ids(known, kind.of)), None)
    if first is None:
        return None
    return serial.Json(known.urls.section).text(shortened(kind.make(known, first)))


def shortened(value: Any) -> Any:  # noqa: ANN401 - any value of a document, and the same kind of value
    """Return *value* with the first item of each list in it."""
    if isinstance(value, tuple):
        return tuple(map(shortened, value[:1]))
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            field.attribute: shortened(getattr(value, field.attribute)) for field in published(type(value))
        }
        return replace(value, **kept)
    return value
