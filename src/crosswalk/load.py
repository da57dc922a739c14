"""Content folder -> Registry: which files there are, each loaded in its shape.

Stages are total: whatever is unsound is reported into *found* and left out, what is sound goes on. Rules
that need more than one file are for `check`, but for ids and facts, which `link` needs to put in order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from crosswalk import files, media, shapes
from crosswalk.allowance import Allowance
from crosswalk.diagnostics import Diagnostics, Place, printable
from crosswalk.model import ListedCategory, Media, Registry, RegistryEntry, Topic
from crosswalk.source import Document, front_matter
from crosswalk.text import Source, read_text

MEDIA_LIMIT = 256 * 1024 * 1024
"""Most bytes of all media together: they are held in memory until the site is written."""

MEDIA_DEPTH = 8

_Loaded = TypeVar("_Loaded")


@dataclass(frozen=True, slots=True)
class _Content:
    """A content folder that is open."""

    folder: int
    found: Diagnostics
    allowance: Allowance


def load(content: Path, found: Diagnostics) -> Registry:
    """Return everything in the folder *content*, not yet linked; raise CrosswalkError if it is no folder."""
    with files.content_folder(content) as folder:
        opened = _Content(folder, found, Allowance())
        topics = _load_topics(opened)
        guidelines, unread = _load_guidelines(opened)
        return Registry(
            topics=topics,
            guidelines=guidelines,
            unread=unread,
            categories=_load_categories(opened),
            pages=_load_each(opened, "pages", shapes.content_page),
            posts=_load_each(opened, "posts", shapes.post),
            media=_load_media(opened),
        )


# Files


def _read(content: _Content, folder: int, name: str, file: str) -> Source | None:
    try:
        data = files.read(folder, name)
    except files.RefusedError as refused:
        content.found.error(Place(file), refused.code, refused.message, refused.hint)
        return None
    if not content.allowance.size.take(len(data)):
        message = (
            f"the files are too large together, and this one has more than its share: {len(data):,} bytes"
        )
        content.found.error(Place(file), "file-too-large", message, "make it smaller")
        return None
    return read_text(file, data, content.found, content.allowance)


def _sources(content: _Content, name: str, suffixes: tuple[str, ...]) -> Iterator[tuple[str, Source | None]]:
    """Yield each file of the folder *name* that ends in one of *suffixes*, with its source if readable."""
    if not files.is_folder(content.folder, name) and not files.is_link(content.folder, name):
        return
    try:
        with files.subfolder(content.folder, name) as child:
            for file in files.names(child):
                if file.endswith(suffixes):
                    yield file, _read(content, child, file, f"{name}/{printable(file)}")
    except files.RefusedError as refused:
        content.found.error(Place(name), refused.code, refused.message, refused.hint)


def _load_topics(content: _Content) -> tuple[Topic, ...]:
    topics = []
    seen = files.is_link(content.folder, "topics")  # which is an error of its own
    for _, text in _sources(content, "topics", (".md",)):
        seen = True
        document = front_matter(text, content.found) if text else None
        if document:
            topics.append(shapes.topic(document, content.found))
    if not seen:
        hint = "add a file such as topics/paging.md"
        content.found.error(Place("topics"), "no-topics", "the content has no topic", hint)
    return tuple(topics)


def _load_guidelines(content: _Content) -> tuple[tuple[RegistryEntry, ...], frozenset[str]]:
    entries = []
    unread = set()
    for name, text in _sources(content, "guidelines", (".md", ".yaml")):
        entry = shapes.registry_entry(name, text, content.found) if text else None
        if entry:
            entries.append(entry)
        else:
            unread.add(PurePosixPath(name).stem)
    return tuple(entries), frozenset(unread)


def _load_each(
    content: _Content,
    name: str,
    build: Callable[[str, Document, Diagnostics], _Loaded | None],
) -> tuple[_Loaded, ...]:
    """Return what *build* makes of the front matter files in the folder *name*."""
    loaded = []
    for file, text in _sources(content, name, (".md",)):
        document = front_matter(text, content.found) if text else None
        built = build(file.removesuffix(".md"), document, content.found) if document else None
        if built is not None:
            loaded.append(built)
    return tuple(loaded)


def _load_categories(content: _Content) -> tuple[ListedCategory, ...] | None:
    name = "categories.yaml"
    if not files.exists(content.folder, name):
        return None
    text = _read(content, content.folder, name, name)
    return shapes.listed_categories(text, content.found) if text else None


# Media


def _load_media(content: _Content) -> tuple[Media, ...]:
    """Return the media that are safe to publish; what is not is told as a warning and left out."""
    loaded: list[Media] = []
    names: dict[str, str] = {}
    room = MEDIA_LIMIT
    if not files.exists(content.folder, "media"):
        return ()
    for path, data in _media_files(content.folder, "media", content.found):
        reason = media.refusal(path.removeprefix("media/"), data)
        if reason is None and not _differs_in_more_than_case(path, names):
            reason = "another file's or folder's name differs only in case"
        if reason is None and len(data) > room:
            reason = f"the media together are larger than {MEDIA_LIMIT // 1024**2} MiB"
        if reason is None:
            loaded.append(Media(path=path, content=data))
            room -= len(data)
        else:
            _warn_of_media(path, reason, content.found)
    return tuple(loaded)


def _differs_in_more_than_case(path: str, names: dict[str, str]) -> bool:
    """Note *path* and the folders it lies in among *names*; tell whether each is new, or there already."""
    parts = path.split("/")
    for name in ("/".join(parts[:count]) for count in range(1, len(parts) + 1)):
        if names.setdefault(name.casefold(), name) != name:
            return False
    return True


def _media_files(parent: int, path: str, found: Diagnostics) -> Iterator[tuple[str, bytes]]:
    name = path.rpartition("/")[2]
    try:
        if not files.is_folder(parent, name):
            yield path, files.read(parent, name, limit=media.SIZE_LIMIT)
        elif path.count("/") >= MEDIA_DEPTH:
            _warn_of_media(path, "folders are nested too deep", found)
        else:
            with files.subfolder(parent, name) as folder:
                for child in files.names(folder):
                    yield from _media_files(folder, f"{path}/{child}", found)
    except files.RefusedError as refused:
        _warn_of_media(path, refused.message, found)


def _warn_of_media(path: str, reason: str, found: Diagnostics) -> None:
    found.warn(
        Place(printable(path)), "media-refused", f"not published: {printable(reason)}", "replace or remove it"
    )
