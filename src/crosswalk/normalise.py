"""Facts of guidelines that topics state -> files of the registry that state them once.

In: the topics and registry files of a content folder in which nothing is wrong. Out: those that change, and
new ones. The site they make is the same: what a topic no longer states, the registry does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crosswalk.canonical import ORDER
from crosswalk.formatting import written
from crosswalk.layout import Collection, Element, Layout, UnusualError, Value
from crosswalk.nodes import Scalar, plain_kind
from crosswalk.remarks import laid_out
from crosswalk.rewrite import Pieces, cut, kind_of

_ID = "guideline_id"
_LINKS = "guideline__links"
_FACTS = frozenset(ORDER["guideline"]) - {_ID}
"""The keys that leave a topic; of these the links are derived data, and nobody misses them."""


@dataclass(slots=True)
class _File:
    """A file that may change."""

    file: str
    pieces: Pieces
    layout: Layout
    is_changed: bool = False

    def data(self) -> bytes:
        """Return the file as it is now."""
        return self.pieces.around(written(self.layout, kind_of(self.file) or "")).encode()


def normalised(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what changes of *files*, the topics and registry files of a content folder by their paths.

    Registry files come first: whenever somebody stops writing them, every fact is still stated. A topic that
    repeats texts by aliases, or cannot be kept whole, keeps its facts. Raises UnusualError where a registry
    file cannot be kept whole.
    """
    registry = {_id_of(opened.layout.root): opened for opened in _opened(files, "guidelines/")}
    topics = list(_opened_topics(files))
    made: dict[str, bytes] = {}
    for guideline_id, entries in _entries(topics).items():
        path = f"guidelines/{guideline_id}.yaml"
        stated = _stated(entry for _, entry in entries)
        if guideline_id in registry:
            stated = _added(registry[guideline_id], stated)
        elif path in files:
            continue  # the file of this name is about another guideline
        elif stated:
            made[path] = written(_registry(guideline_id, stated), "guideline").encode()
        for topic, entry in entries:
            topic.is_changed |= _strip(entry, stated)
    changed = [each for each in (*registry.values(), *topics) if each.is_changed]
    return made | {each.file: each.data() for each in changed}


# Files


def _opened(files: Mapping[str, bytes], folder: str) -> Iterator[_File]:
    for file, data in files.items():
        if file.startswith(folder):
            pieces = cut(file, data.decode())
            try:
                yield _File(file, pieces, laid_out(pieces.yaml))
            except UnusualError as error:
                raise UnusualError(f"{file}: {error}") from None


def _opened_topics(files: Mapping[str, bytes]) -> Iterator[_File]:
    for file, data in files.items():
        try:
            (topic,) = _opened({file: data}, "topics/")
        except (UnusualError, ValueError):  # it cannot be kept whole; it is no topic
            continue
        if not topic.layout.has_aliases:
            yield topic


# What is stated


def _entries(topics: list[_File]) -> dict[str, list[tuple[_File, Collection]]]:
    """Return the entries of each guideline in *topics* that state facts."""
    found: dict[str, list[tuple[_File, Collection]]] = {}
    for topic in topics:
        listed = _value(topic.layout.root, "guidelines")
        for item in listed.elements if isinstance(listed, Collection) else ():
            entry = item.value
            if isinstance(entry, Collection) and any(_key(each) in _FACTS for each in entry.elements):
                found.setdefault(_id_of(entry), []).append((topic, entry))
    return found


def _stated(entries: Iterator[Collection]) -> dict[str, Element]:
    """Return by key the facts that *entries* state, each where it is stated first."""
    stated: dict[str, Element] = {}
    for entry in entries:
        for element in entry.elements:
            if _key(element) in _FACTS - {_LINKS} and not _is_null(element.value):
                stated.setdefault(_key(element), element)
    return stated


def _key(element: Element) -> str:
    return element.key.text if element.key else ""


def _value(group: Collection, key: str) -> Value | Collection | None:
    return next((element.value for element in group.elements if _key(element) == key), None)


def _id_of(group: Collection) -> str:
    value = _value(group, _ID)
    return value.text if isinstance(value, Value) else ""


def _is_null(value: Value | Collection) -> bool:
    return isinstance(value, Value) and plain_kind(Scalar(0, value.text, plain=value.plain)) == "null"


# What becomes of it


def _registry(guideline_id: str, stated: Mapping[str, Element]) -> Layout:
    root = Collection(0, 0, 0, is_group=True, in_brackets=False, outer=None)
    own = Element(root, Value(0, 0, _ID, plain=True), Value(0, 0, guideline_id, plain=True))
    root.elements = [own, *stated.values()]
    return Layout(root, [], has_aliases=False)


def _added(registry: _File, stated: Mapping[str, Element]) -> dict[str, Element]:
    """Add to *registry* those of the facts *stated* that it does not state itself; return them."""
    root = registry.layout.root
    known = {_key(element): element for element in root.elements}
    added = {
        key: element for key, element in stated.items() if key not in known or _is_null(known[key].value)
    }
    for key, element in added.items():
        if key in known:  # a key without a value, which may have comments
            element.front = [*known[key].front, *element.front]
            root.elements.remove(known[key])
        root.elements.append(element)
        registry.is_changed = True
    return added


def _strip(entry: Collection, moved: Mapping[str, Element]) -> bool:
    """Take the facts out of *entry*; comments stay, but those that went with the facts *moved*."""
    kept: list[Element] = []
    comments: list[str] = []
    for element in entry.elements:
        if _key(element) in _FACTS:
            comments += [] if moved.get(_key(element)) is element else _comments(element)
        else:
            element.front = [*comments, *element.front]
            comments = []
            kept.append(element)
    entry.elements = kept
    entry.tail = [*comments, *entry.tail]
    return True


def _comments(element: Element) -> list[str]:
    """Return every comment in *element*."""
    found = [line for line in element.front if line]
    found += [element.behind.text] if element.behind else []
    if isinstance(element.value, Collection):
        found += [line for inner in element.value.elements for line in _comments(inner)]
        found += [line for line in element.value.tail if line]
    return found
