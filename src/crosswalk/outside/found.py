"""Content folder -> the links in it that lead to other hosts, each with every place where it stands.

In: the files, sound or not. Out: links, sorted. Which keys hold a URL is known from the loader itself, by
what it asks for; which files cannot be read is for `crosswalk check` to say.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crosswalk import files, prose, tidy
from crosswalk.authored import URL, URL_OR_PATH, Recorder, recorded
from crosswalk.diagnostics import Diagnostics, Place, printable
from crosswalk.grammar import url_fault
from crosswalk.model import Body
from crosswalk.nodes import Mapping, Node, Scalar, Sequence
from crosswalk.source import front_matter, yaml_file
from crosswalk.text import Source, read_text

DERIVED = "guideline__links"
"""In the published files: addresses that nobody wrote, and no page shows."""

_ARCHIVED = "archivedUrl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that the content leads to."""

    url: str
    """As it is written, its fragment included."""
    places: tuple[Place, ...]
    archived: str = ""
    """The lasting copy that an author names beside it."""


def links_of(content: Path) -> tuple[Link, ...]:
    """Return the links of the folder *content* to other hosts; raise CrosswalkError if it is none."""
    places: dict[str, set[Place]] = defaultdict(set)
    archived: dict[str, str] = {}
    for place, url, copy in _written(content):
        if url.isprintable() and url_fault(url, local=False) is None:  # else it is told already, or no link
            places[url].add(place)
            if copy:
                archived.setdefault(url, copy)
    return tuple(
        Link(url=url, places=tuple(sorted(where)), archived=archived.get(url, ""))
        for url, where in sorted(places.items())
    )


_Written = Iterator[tuple[Place, str, str]]
"""Place and text of each address, and the lasting copy named beside it or ""."""


def _written(content: Path) -> _Written:
    unheard = Diagnostics()
    with files.content_folder(content) as folder:
        for each in tidy.content_files(content):
            try:
                data = tidy.read(folder, each.file)
            except files.RefusedError:
                continue
            source = read_text(printable(each.file), data, unheard)
            if source:
                yield from _in_source(source, unheard)


def _in_source(source: Source, unheard: Diagnostics) -> _Written:
    if not source.file.endswith(".md"):
        yield from _in_node(yaml_file(source, unheard), source)
    elif document := front_matter(source, unheard):
        yield from _in_node(document.root, source)
        yield from _in_body(document.body)


def _in_body(body: Body) -> _Written:
    for line, column, url in prose.host_links(body.text):
        yield Place(body.place.file, body.place.line + line - 1, column), url, ""


def _in_node(node: Node | None, source: Source) -> _Written:
    """Yield what stands at the keys of URLs in *node*, however deep."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _in_node(item, source)
    elif isinstance(node, Mapping):
        _, copy = node.entries.get(_ARCHIVED, (None, None))
        for key, (name, value) in node.entries.items():
            if key in _url_keys() and isinstance(value, Scalar):
                beside = copy.text if key == "url" and isinstance(copy, Scalar) else ""
                yield source.place_of(value.index, name.index), value.text, beside
            elif key != DERIVED:
                yield from _in_node(value, source)


@cache
def _url_keys() -> frozenset[str]:
    """Return the keys that the loader takes a URL from."""
    return frozenset(key for _, _, recorder, _ in recorded() for key in _keys_of(recorder))


def _keys_of(recorder: Recorder) -> Iterator[str]:
    yield from (key for key, value in recorder.asked.items() if value in (URL, URL_OR_PATH))
    for part in recorder.parts.values():
        yield from _keys_of(part)
