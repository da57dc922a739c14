"""What changed, as documents have it."""

from typing import Any, cast

from crosswalk.changes import Changes
from crosswalk.documents import changes as doc
from crosswalk.documents.declared import choices, is_declaration, is_list, item_of, published, stated
from crosswalk.documents.links import LinksBelow
from crosswalk.documents.parts import Reference
from crosswalk.documents.resources import Guideline
from crosswalk.represent.context import Context
from crosswalk.urls import CHANGES_JSON, ENTRY_JSON


def changes(known: Context, _id: str) -> doc.Changes:
    """Return what changed, as the owner of the site recorded it."""
    own = known.own(doc.Changes, CHANGES_JSON, known.urls.changes())
    return doc.Changes(
        items=tuple(map(change_set, known.some(known.settings.changes))),
        _links=stated(LinksBelow, LinksBelow(**own, up=known.link(ENTRY_JSON))),
    )


def change_set(changed: Changes) -> doc.ChangeSet:
    """Return one change."""
    return cast("doc.ChangeSet", _stated(doc.ChangeSet, changed))


def _stated(declaration: Any, thing: object) -> Any:  # noqa: ANN401 - declared by one type, made of another
    """Return *thing* by its *declaration*, which has the same names; lists of nothing are left out."""
    known: dict[str, object] = {}
    for field in published(declaration):
        value = getattr(thing, field.attribute)
        kind = choices(field.type)[0]
        if is_list(kind) and is_declaration(item := item_of(kind)[0]):
            value = tuple(_stated(item, each) for each in value) or None
        known[field.attribute] = value
    if declaration is doc.ChangedFact:
        known["name"] = _NAMES.get(str(known["name"]), known["name"])
    return stated(declaration, known)


_NAMES = {field.attribute: field.name for each in (Guideline, Reference) for field in published(each)}
"""What facts are called in other documents; the others are called the same everywhere."""
