"""A reference -> an existing topic file, all else in it to the letter.

In: the text of a sound topic, a guideline, and what refers to it. Out: the text with it, written where an
author would have written it.
"""

from crosswalk.draft import Told, item_lines, key_lines
from crosswalk.layout import Collection, Element, UnusualError, Value
from crosswalk.remarks import laid_out
from crosswalk.rewrite import cut


def with_reference(file: str, text: str, guideline_id: str, reference: dict[str, Told]) -> str:
    """Return *text*, that of the topic *file*, with a *reference* to a guideline.

    Raises UnusualError where its lists are written in a way that nothing can be added to.
    """
    pieces = cut(file, text)
    root = laid_out(pieces.yaml).root
    listed = _element(root, "guidelines")
    entry = _entry(listed, guideline_id)
    whole: dict[str, Told] = {"guideline_id": guideline_id, "references": [reference]}
    if entry is None:
        yaml = _added(pieces.yaml, root, "topic", "guidelines", "entry", whole)
    else:
        yaml = _added(pieces.yaml, entry, "entry", "references", "reference", reference)
    return pieces.around(yaml)


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


def _added(yaml: str, group: Collection, kind: str, key: str, part: str, value: dict[str, Told]) -> str:
    """Return *yaml* with *value*, a mapping of kind *part*, in the list that stands at *key* of *group*."""
    if group.in_brackets:
        raise UnusualError(f"what {key} belongs to is written in brackets; 'crosswalk fmt' opens them")
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
