"""Content folder -> Registry: which files there are, each loaded in its shape.

Stages are total: whatever is unsound is reported into *found* and left out, what is sound goes on. Rules
that need more than one file are for `check`, but for ids and facts, which `link` needs to put in order.
"""

import pickle
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TypeVar

from crosswalk import files, media, shapes
from crosswalk.allowance import Allowance
from crosswalk.diagnostics import Diagnostics, Place, printable
from crosswalk.model import ListedCategory, Media, Registry, RegistryEntry, Topic
from crosswalk.source import Document, front_matter
from crosswalk.text import Source, read_text
from crosswalk.workers import share

MEDIA_LIMIT = 256 * 1024 * 1024
"""Most bytes of all media together: they are held in memory until the site is written."""

MEDIA_DEPTH = 8

MANY = 500
"""From so many topics on it is worth while to load by several processes."""
SHARE = 50
"""As many are taken at once."""

_Loaded = TypeVar("_Loaded")


@dataclass(frozen=True, slots=True)
class _Content:
    """A content folder that is open."""

    folder: int
    found: Diagnostics
    allowance: Allowance

    @property
    def said(self) -> tuple[int, ...]:
        """What changes when a file says anything, or asks for more than its share."""
        stores = (self.allowance.size, self.allowance.values, self.allowance.effort)
        return (len(self.found), *(store.left for store in stores))


def load(
    content: Path, found: Diagnostics, *, jobs: int = 1, shelf: MutableMapping[str, bytes] | None = None
) -> Registry:
    """Return everything in the folder *content*, not yet linked; raise CrosswalkError if it is no folder.

    As many processes as *jobs* says share the work. *shelf* has topics of earlier builds, pickled, by the
    names of files that have not changed since; what is loaded anew is put there if its file was quiet: no
    finding, and no more than its share of the allowance.
    """
    with files.content_folder(content) as folder:
        opened = _Content(folder, found, Allowance())
        topics = _load_topics(opened, {} if shelf is None else shelf, jobs)
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


@contextmanager
def _folder(content: _Content, name: str, suffixes: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Give a descriptor of the folder *name*, and the names in it that end in one of *suffixes*."""
    if not files.is_folder(content.folder, name) and not files.is_link(content.folder, name):
        yield -1, []
        return
    with ExitStack() as opened:
        try:
            child = opened.enter_context(files.subfolder(content.folder, name))
            listed = [file for file in files.names(child) if file.endswith(suffixes)]
        except files.RefusedError as refused:
            content.found.error(Place(name), refused.code, refused.message, refused.hint)
            child, listed = -1, []
        yield child, listed


def _sources(content: _Content, name: str, suffixes: tuple[str, ...]) -> Iterator[tuple[str, Source | None]]:
    """Yield each file of the folder *name* that ends in one of *suffixes*, with its source if readable."""
    with _folder(content, name, suffixes) as (child, listed):
        for file in listed:
            yield file, _read(content, child, file, f"{name}/{printable(file)}")


# Topics


def _load_topics(content: _Content, shelf: MutableMapping[str, bytes], jobs: int) -> tuple[Topic, ...]:
    topics: list[Topic | None] = []
    with _folder(content, "topics", (".md",)) as (folder, listed):
        if not listed and not files.is_link(content.folder, "topics"):  # which is an error of its own
            hint = "add a file such as topics/paging.md"
            content.found.error(Place("topics"), "no-topics", "the content has no topic", hint)
        loaded = _load_quiet_topics(folder, [name for name in listed if name not in shelf], shelf, jobs)
        for name in listed:
            if name in loaded:
                topics.append(loaded[name])
            elif name in shelf:
                topics.append(pickle.loads(shelf[name]))  # noqa: S301 - from a cache that is sealed
            else:
                topics.append(_load_topic(content, folder, name, shelf))
    return tuple(topic for topic in topics if topic)


def _load_topic(content: _Content, folder: int, name: str, shelf: MutableMapping[str, bytes]) -> Topic | None:
    """Return the topic of a file, and put it on the *shelf* if the file is quiet."""
    said = content.said
    text = _read(content, folder, name, f"topics/{printable(name)}")
    document = front_matter(text, content.found) if text else None
    topic = shapes.topic(document, content.found) if document else None
    if topic and content.said == said:
        shelf[name] = pickle.dumps(topic, pickle.HIGHEST_PROTOCOL)
    return topic


def _load_quiet_topics(
    folder: int, names: list[str], shelf: MutableMapping[str, bytes], jobs: int
) -> dict[str, Topic]:
    """Load the quiet ones of many files by several processes; return those that this process has loaded.

    What a file says depends on those before it, where it says anything: so that is loaded later, in order.
    """
    loaded: dict[str, Topic] = {}

    def load_some(some: list[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for name in some:
            alone = _Content(folder, Diagnostics(), Allowance.without_stores())
            topic = _load_topic(alone, folder, name, found)
            if topic and name in found:
                loaded[name] = topic
        return found

    if jobs > 1 and len(names) >= MANY:
        parts = [names[start : start + SHARE] for start in range(0, len(names), SHARE)]
        for found in chain.from_iterable(share([[partial(load_some, part) for part in parts]], jobs)):
            shelf.update(found)
    return loaded


# Other files


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
