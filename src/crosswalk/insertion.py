"""A reference -> an existing topic file, all else in it to the letter.

In: the text of a sound topic, and what a guideline says of it. Out: the text with it, written where an author
would have written it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crosswalk.draft import Told, item_lines, key_lines
from crosswalk.layout import Collection, Element, UnusualError, Value
from crosswalk.remarks import laid_out
from crosswalk.rewrite import cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A reference to a guideline, and what else its entry in a topic says."""

    guideline_id: str
    reference: Mapping[str, Told]
    said: dict[str, str]
    """By key: the position, a note."""


def with_reference(file: str, text: str, cited: Citation) -> str:
    """Return *text*, that of the topic *file*, with the reference that is *cited*, and what is said besides.

    Raises UnusualError where something else is said already, or where lists are written in a way that nothing
    can be added to.
    """
    pieces = cut(file, text)
    yaml = pieces.yaml
    for key in reversed(cited.said):  # each comes right behind the id
        yaml = _with_key(yaml, cited.guideline_id, key, cited.said[key])
    root = laid_out(yaml).root
    entry = _entry(_element(root, "guidelines"), cited.guideline_id)
    if entry is None:
        whole: dict[str, Told] = {
            "guideline_id": cited.guideline_id,
            **cited.said,
            "references": [cited.reference],
        }
        yaml = _added(yaml, root, "topic", "guidelines", "entry", whole)
    else:
        yaml = _added(yaml, entry, "entry", "references", "reference", cited.reference)
    return pieces.around(yaml)


def _with_key(yaml: str, guideline_id: str, key: str, value: str) -> str:
    """Return *yaml* with *value* at *key* of the entry of a guideline, if it has one."""
    entry = _entry(_element(laid_out(yaml).root, "guidelines"), guideline_id)
    if entry is None:
        return yaml
    there = _element(entry, key)
    if there is not None:
        if isinstance(there.value, Value) and there.value.text == value:
            return yaml
        raise UnusualError(f"it has another {key} of this guideline; change it there")
    own = _element(entry, "guideline_id")
    assert own is not None
    if entry.in_brackets:
        raise UnusualError(_IN_BRACKETS.format("guideline_id"))
    at = _line_end(yaml, own.value.end)
    lines = key_lines("entry", {key: value}, entry.column)
    return yaml[:at] + "".join(f"\n{line}" for line in lines) + yaml[at:]


_IN_BRACKETS = "what {} belongs to is written in brackets; 'crosswalk fmt' opens them"


def _element(group: Collection, key: str) -> Element | None:
    return next((each for each in group.elements if each.key and each.key.text == key), None)


def _entry(listed: Element | None, guideline_id: str) -> Collection | None:
    """Return the first entry of a guideline in the list *listed*."""
    items = listed.value.elements if listed and isinstance(listed.value, Collection) else ()
    for item in items:
        if isinstance(item.value, Collection):
            own = _element(item.value, "guideline_id")
            if own and isinstance(own.value, Value) and own.value.text == guideline_id:
                return item.value
    return None


def _added(yaml: str, group: Collection, kind: str, key: str, part: str, value: Mapping[str, Told]) -> str:
    """Return *yaml* with *value*, a mapping of kind *part*, in the list that stands at *key* of *group*."""
    if group.in_brackets:
        raise UnusualError(_IN_BRACKETS.format(key))
    element = _element(group, key)
    if element is None:
        return _behind(yaml, group, key_lines(kind, {key: [value]}, group.column), group.column)
    assert element.key is not None
    listed = element.value
    if isinstance(listed, Value) or not listed.elements:  # nothing yet, or []
        line_end = _line_end(yaml, listed.end)
        remark = yaml[listed.end : line_end].rstrip()
        start = yaml[: element.key.end]
        lines = key_lines(kind, {key: [value]}, group.column)[1:]
        return f"{start}:{remark}\n" + "".join(f"{line}\n" for line in lines) + yaml[line_end + 1 :]
    if listed.in_brackets:
        raise UnusualError(f"{key} is written in brackets; 'crosswalk fmt' opens them")
    return _behind(yaml, listed, item_lines(part, value, listed.column), listed.column)


def _behind(yaml: str, collection: Collection, lines: list[str], column: int) -> str:
    """Return *yaml* with *lines* behind *collection*, and behind the comments that still belong to it."""
    last: Value | Collection = collection
    while isinstance(last, Collection) and last.elements:
        last = last.elements[-1].value
    if isinstance(last, Value) and last.is_block and "+" in yaml[last.begin : _line_end(yaml, last.begin)]:
        raise UnusualError(
            "blank lines at the end of a text belong to it; 'crosswalk fmt' writes it otherwise"
        )
    at = _line_end(yaml, collection.end) + 1
    while at < len(yaml):
        line = yaml[at : _line_end(yaml, at)]
        if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) <= column:
            break
        at += len(line) + 1
    before = yaml[:at] if yaml[:at].endswith("\n") else f"{yaml[:at]}\n"
    return before + "".join(f"{line}\n" for line in lines) + yaml[at:]


def _line_end(yaml: str, index: int) -> int:
    found = yaml.find("\n", index)
    return found if found >= 0 else len(yaml)
