"""YAML text -> the same values in their canonical form, comments to the letter.

In: YAML that `compose` found sound, and the kind of mapping that it holds. Out: text that says the same.
docs/authoring.md tells what the form is.
"""

from collections.abc import Iterable, Iterator

from crosswalk.canonical import ORDER, kind_of_part
from crosswalk.compose import compose
from crosswalk.diagnostics import Diagnostics
from crosswalk.layout import Collection, Comment, Element, Layout, UnusualError, Value
from crosswalk.nodes import Mapping, Node, Scalar, Sequence, plain_kind
from crosswalk.quoting import WIDTH, block, inline
from crosswalk.remarks import laid_out
from crosswalk.text import Source


def formatted(text: str, kind: str) -> str:
    """Return the YAML *text*, which holds a mapping of *kind* or a list of them, in its canonical form.

    Raises UnusualError where *text* is written in a way that cannot be kept whole.
    """
    new = written(laid_out(text), kind)
    if not _is_same(_composed(text), _composed(new)):
        raise UnusualError("its values would not stay what they are")
    return new


def written(layout: Layout, kind: str) -> str:
    """Return the canonical text of *layout*, a mapping of *kind* or a list of them."""
    return "".join(f"{line}\n" for line in _document(layout, kind))


def lines_of(collection: Collection, kind: str, indent: int) -> Iterator[str]:
    """Yield the lines of *collection*, indented by *indent*."""
    return _lines(collection, _Kind(kind, is_ordered=True), indent)


def _composed(text: str) -> Node | None:
    found = Diagnostics()
    root = compose(Source("", text), 0, len(text), found)
    return None if found.has_errors else root


def _is_same(one: Node | None, other: Node | None) -> bool:
    """Tell whether two documents have the same values, in whatever order of keys."""
    match one, other:
        case Scalar(), Scalar():
            return one.text == other.text and plain_kind(one) == plain_kind(other)
        case Sequence(), Sequence():
            return len(one.items) == len(other.items) and all(map(_is_same, one.items, other.items))
        case Mapping(), Mapping():
            return one.entries.keys() == other.entries.keys() and all(
                _is_same(value, other.entries[key][1]) for key, (_, value) in one.entries.items()
            )
        case _:
            return False


# Lines


def _document(layout: Layout, kind: str) -> Iterator[str]:
    yield from layout.head
    lines = _trimmed(_lines(layout.root, _Kind(kind, is_ordered=not layout.has_aliases), 0))
    if layout.head and lines:
        yield ""
    yield from lines


def _trimmed(lines: Iterable[str]) -> list[str]:
    """Return *lines* without blank ones at their ends."""
    kept = list(lines)
    while kept and not kept[0]:
        del kept[0]
    while kept and not kept[-1]:
        del kept[-1]
    return kept


class _Kind:
    """The kind of a mapping, and whether its keys may be put in order."""

    def __init__(self, name: str, *, is_ordered: bool) -> None:
        self.name = name
        self.is_ordered = is_ordered  # an alias must not come to stand before what it repeats

    def of_part(self, key: str) -> "_Kind":
        """Return the kind of what stands at *key*."""
        return _Kind(kind_of_part(self.name, key), is_ordered=self.is_ordered)

    def ordered(self, elements: list[Element]) -> list[Element]:
        """Return *elements* in the order of the kind; one that it does not know follows the one before it."""
        order = ORDER.get(self.name, ())
        if not order or not self.is_ordered:
            return elements
        ranks = []
        rank = -1
        for element in elements:
            key = element.key.text if element.key else ""
            rank = order.index(key) if key in order else rank
            ranks.append(rank)
        return [elements[number] for number in sorted(range(len(elements)), key=ranks.__getitem__)]


def _lines(collection: Collection, kind: _Kind, indent: int) -> Iterator[str]:
    """Yield the lines of *collection* as a block."""
    pad = " " * indent
    elements = kind.ordered(collection.elements) if collection.is_group else collection.elements
    for element in elements:
        yield from (f"{pad}{line}" if line else "" for line in element.front)
        yield from _pair(element, kind, indent) if element.key else _item(element, kind, indent)
    yield from (f"{pad}{line}" if line else "" for line in collection.tail)


def _pair(element: Element, kind: _Kind, indent: int) -> Iterator[str]:
    assert element.key is not None
    start = f"{' ' * indent}{inline(element.key.text)}:"
    if isinstance(element.value, Value):
        yield from _value(start, element.value, element.behind, indent + 2)
    elif short := _in_brackets(element.value, start):
        yield _behind(short, element.behind)
    else:
        yield _behind(start, element.behind)
        part = kind.of_part(element.key.text)
        yield from _trimmed_front(_lines(element.value, part, indent + 2))


def _trimmed_front(lines: Iterable[str]) -> Iterator[str]:
    """Yield *lines* without a blank one in front: a key is followed by what belongs to it."""
    begun = False
    for line in lines:
        begun = begun or bool(line)
        if begun:
            yield line


def _item(element: Element, kind: _Kind, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(element.value, Value):
        yield from _value(f"{pad}-", element.value, element.behind, indent + 2)
    elif short := _in_brackets(element.value, f"{pad}-"):
        yield _behind(short, element.behind)
    else:
        lines = list(_trimmed_front(_lines(element.value, kind, indent + 2)))
        # No comment can stand between the hyphen and the first key in the same line, so it goes before both.
        count = next(number for number, line in enumerate(lines) if line and line.lstrip()[0] != "#")
        front = [*lines[:count], *([element.behind.text] if element.behind else [])]
        yield from (f"{pad}{line.lstrip()}" if line else "" for line in front)
        yield f"{pad}- {lines[count].lstrip()}"
        yield from lines[count + 1 :]


def _value(start: str, value: Value, behind: Comment | None, indent: int) -> Iterator[str]:
    """Yield the lines of a single *value*; *start* stands before it, *indent* is for more lines of it."""
    anchor = f" &{value.anchor}" if value.anchor else ""
    start = f"{start}{anchor}"
    if value.alias:
        yield _behind(f"{start} *{value.alias}", behind)
    elif value.plain and plain_kind(Scalar(0, value.text, plain=True)) is not None:
        yield _behind(f"{start} {value.text}".rstrip(), behind)
    else:
        line = f"{start} {inline(value.text)}"
        is_one_line = "\n" not in value.text and (len(line) <= WIDTH or " " not in value.text)
        lines = None if is_one_line else block(value.text, indent)
        if lines:
            yield _behind(f"{start} {lines[0]}", behind)
            yield from lines[1:]
        else:
            yield _behind(line, behind)


def _in_brackets(collection: Collection, start: str) -> str | None:
    """Return *collection* behind *start* in one line: in brackets before, nothing but words, and fitting."""
    if not collection.elements:
        return f"{start} {'{}' if collection.is_group else '[]'}"
    if collection.is_group or not collection.in_brackets or collection.tail:
        return None
    words = []
    for element in collection.elements:
        value = element.value
        if not isinstance(value, Value) or value.anchor or value.alias:
            return None
        if element.behind or any(element.front) or "\n" in value.text or (value.plain and not value.text):
            return None
        is_text = not value.plain or plain_kind(Scalar(0, value.text, plain=True)) is None
        words.append(inline(value.text, in_brackets=True) if is_text else value.text)
    line = f"{start} [{', '.join(words)}]"
    return line if len(line) <= WIDTH else None


def _behind(line: str, comment: Comment | None) -> str:
    """Return *line* with *comment* behind it, in the column where it was, so that columns stay columns."""
    if comment is None:
        return line
    gap = 1 if comment.gap <= 1 else max(2, comment.column - len(line))
    return f"{line}{' ' * gap}{comment.text}"
