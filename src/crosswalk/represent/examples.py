"""A document of this very site for each kind of document, short enough to be read.

In: a crosswalk, its addresses, the settings. Out: plain data, in which each list has its first item only.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from crosswalk.documents import serial
from crosswalk.model import Crosswalk
from crosswalk.represent.context import Context
from crosswalk.represent.kinds import KINDS, ids
from crosswalk.settings import Settings
from crosswalk.urls import Urls

Example = dict[str, Any]
"""Any: what JSON is made of."""


def examples(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> Mapping[type, Example]:
    """Return by declaration the first document of each kind, shortened; of some kinds there is none."""
    known = Context(crosswalk, urls, settings, most=1)
    found: dict[type, Example] = {}
    for kind in KINDS:
        first = next(iter(ids(known, kind.of)), None)
        if first is not None and kind.declaration not in found:
            document = orjson.loads(serial.document(kind.make(known, first)))
            found[kind.declaration] = {name: _shortened(value) for name, value in document.items()}
    return found


def _shortened(value: Any) -> Any:  # noqa: ANN401 - any value of JSON, and the same kind of value
    """Return *value* with the first item of each list in it."""
    match value:
        case dict():
            return {name: _shortened(each) for name, each in value.items()}
        case list():
            return [_shortened(each) for each in value[:1]]
        case _:
            return value
