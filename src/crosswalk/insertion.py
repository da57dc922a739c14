"""A reference or an earlier id -> an existing topic file, all else in it to the letter.

In: the text of a sound topic, and what a guideline says of it, or the id that it had. Out: the text with it,
written where an author would have written it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crosswalk.canonical import ORDER
from crosswalk.draft import Told, item_lines, key_lines
from crosswalk.layout import Collection, Element, UnusualError, Value
from crosswalk.quoting import inline
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


def with_alias(file: str, text: str, alias: str) -> str:
    """Return *text*, that of the topic *file*, with *alias* as the latest of its earlier ids.

    Raises UnusualError where they are written in a way that nothing can be added to.
    """
    pieces = cut(file, text)
    root = laid_out(pieces.yaml).root
    if root.in_brackets:
        raise UnusualError(_IN_BRACKETS.format(_ALIASES))
    element = _element(root, _ALIASES)
    if element is None:
        return pieces.around(_with_aliases(pieces.yaml, root, alias))
    return pieces.around(_with_alias(pieces.yaml, root, element, alias))


_ALIASES = "topic_aliases"


def _with_aliases(yaml: str, root: Collection, alias: str) -> str:
    """Return *yaml* with its first *alias*, behind the keys that stand before it in the canonical order."""
    before = ORDER["topic"][: ORDER["topic"].index(_ALIASES)]
    last = [each for each in root.elements if each.key and each.key.text in before][-1]
    return _behind(yaml, last.value, key_lines("topic", {_ALIASES: [alias]}, root.column), root.column)


def _with_alias(yaml: str, root: Collection, element: Element, alias: str) -> str:
    listed = element.value
    word = inline(alias, in_brackets=True)
    if isinstance(listed, Value) and (listed.text or listed.alias):
        if listed.is_block or listed.anchor:
            raise UnusualError(f"{_ALIASES} is no list; write it as one")
        return f"{yaml[: listed.begin]}[{yaml[listed.begin : listed.end]}, {word}]{yaml[listed.end :]}"
    if isinstance(listed, Value) or not listed.elements:
        return _filled(yaml, element, "topic", [alias], root.column)
    if listed.in_brackets:
        end = listed.elements[-1].value.end
        return f"{yaml[:end]}, {word}{yaml[end:]}"
    return _behind(yaml, listed, [f"{' ' * listed.column}- {word}"], listed.column)


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
    listed = element.value
    if isinstance(listed, Value) or not listed.elements:
        return _filled(yaml, element, kind, [value], group.column)
    if listed.in_brackets:
        raise UnusualError(f"{key} is written in brackets; 'crosswalk fmt' opens them")
    return _behind(yaml, listed, item_lines(part, value, listed.column), listed.column)


def _filled(yaml: str, element: Element, kind: str, values: list[Told], column: int) -> str:
    """Return *yaml* with *values* at the key of *element*, where nothing stands yet, or []."""
    assert element.key is not None
    line_end = _line_end(yaml, element.value.end)
    remark = yaml[element.value.end : line_end].rstrip()
    lines = key_lines(kind, {element.key.text: values}, column)[1:]
    start = yaml[: element.key.end]
    return f"{start}:{remark}\n" + "".join(f"{line}\n" for line in lines) + yaml[line_end + 1 :]


def _behind(yaml: str, collection: Value | Collection, lines: list[str], column: int) -> str:
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
