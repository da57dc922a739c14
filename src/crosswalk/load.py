"""Content folder -> Registry: which files there are, each loaded in its shape.

Stages are total: whatever is unsound is reported into *found* and left out, what is sound goes on. Rules
that need more than one file are for `check`, but for ids and facts, which `link` needs to put in order.
"""

import pickle
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

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
class Desk:
    """What a program keeps at hand that loads the same folder again and again."""

    buffers: dict[str, bytes] = field(default_factory=dict)
    """Files as an editor has them, not yet saved, by path: they count instead of those on the disk."""
    loaded: dict[str, tuple[Any, Diagnostics]] = field(default_factory=dict)
    """What was made of each file, and found in it. Whoever knows that a file has changed takes it out.

    Any: of the type that the kind of file gives.
    """


@dataclass(frozen=True, slots=True)
class _Content:
    """A content folder that is open."""

    folder: int
    found: Diagnostics
    allowance: Allowance
    desk: Desk | None = None

    @property
    def said(self) -> tuple[int, ...]:
        """What changes when a file says anything, or asks for more than its share."""
        stores = (self.allowance.size, self.allowance.values, self.allowance.effort)
        return (len(self.found), *(store.left for store in stores))


def load(
    content: Path,
    found: Diagnostics,
    *,
    jobs: int = 1,
    shelf: MutableMapping[str, bytes] | None = None,
    desk: Desk | None = None,
) -> Registry:
    """Return everything in the folder *content*, not yet linked; raise CrosswalkError if it is no folder.

    As many processes as *jobs* says share the work. *shelf* has topics of earlier builds, pickled, by the
    names of files that have not changed since; what is loaded anew is put there if its file was quiet: no
    finding, and no more than its share of the allowance. With a *desk*, what lies on it is not read.
    """
    with files.content_folder(content) as folder:
        opened = _Content(folder, found, Allowance(), desk)
        topics = _load_topics(opened, {} if shelf is None else shelf, jobs)
        guidelines, unread = _load_guidelines(opened)
        return Registry(
            topics=topics,
            guidelines=guidelines,
            unread=unread,
            categories=_load_categories(opened),
            pages=_load_each(opened, "pages", shapes.content_page),
            posts=_load_each(opened, "posts", shapes.post),
            media=_kept(opened, "media", _load_media),
        )


# Files


def _read(content: _Content, folder: int, name: str, file: str) -> Source | None:
    try:
        data = _data(content, folder, name, file)
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


def _data(content: _Content, folder: int, name: str, file: str) -> bytes:
    """Return what is in a file, or will be when its author saves it; raise RefusedError."""
    path = f"{file[: file.rfind('/') + 1]}{name}"  # *file* is that as it is shown
    unsaved = content.desk.buffers.get(path) if content.desk else None
    if unsaved is None or files.is_link(folder, name):
        return files.read(folder, name)
    if len(unsaved) > files.SIZE_LIMIT:
        raise files.too_large()
    return unsaved


def _kept(content: _Content, path: str, make: Callable[[_Content], _Loaded]) -> _Loaded:
    """Return what *make* loads from *path*; what lies on the desk is not made again, but told again."""
    if content.desk is None:
        return make(content)
    if path not in content.desk.loaded:
        alone = replace(content, found=content.found.apart())
        content.desk.loaded[path] = make(alone), alone.found
    value: _Loaded
    value, said = content.desk.loaded[path]
    content.found.take(said)
    return value


@contextmanager
def _folder(content: _Content, name: str, suffixes: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Give a descriptor of the folder *name*, and the names in it that end in one of *suffixes*."""
    if not files.is_folder(content.folder, name) and not files.is_link(content.folder, name):
        yield -1, _with_unsaved(content, name, suffixes, [])
        return
    with ExitStack() as opened:
        try:
            child = opened.enter_context(files.subfolder(content.folder, name))
            saved = [file for file in files.names(child) if file.endswith(suffixes)]
            listed = _with_unsaved(content, name, suffixes, saved)
        except files.RefusedError as refused:
            content.found.error(Place(name), refused.code, refused.message, refused.hint)
            child, listed = -1, []
        yield child, listed


def _with_unsaved(content: _Content, folder: str, suffixes: tuple[str, ...], saved: list[str]) -> list[str]:
    """Return the names *saved*, and those that are not in *folder* yet, in the order of `files.names`."""
    paths = (PurePosixPath(path) for path in content.desk.buffers) if content.desk else ()
    there = {path.name for path in paths if path.parent.as_posix() == folder and path.name.endswith(suffixes)}
    if there <= set(saved):
        return saved
    return sorted(there.union(saved), key=lambda name: name.encode("utf-8", "surrogateescape"))


def _made(
    content: _Content,
    folder: str,
    suffixes: tuple[str, ...],
    make: Callable[[str, Source, Diagnostics], _Loaded | None],
) -> Iterator[tuple[str, _Loaded | None]]:
    """Yield each file of *folder* that ends in one of *suffixes*, and what *make* makes of it if readable."""

    def made(name: str, content: _Content) -> _Loaded | None:
        source = _read(content, child, name, f"{folder}/{printable(name)}")
        return make(name, source, content.found) if source else None

    with _folder(content, folder, suffixes) as (child, listed):
        for name in listed:
            yield name, _kept(content, f"{folder}/{name}", partial(made, name))


# Topics


def _load_topics(content: _Content, shelf: MutableMapping[str, bytes], jobs: int) -> tuple[Topic, ...]:
    topics: list[Topic | None] = []
    with _folder(content, "topics", (".md",)) as (folder, listed):
        if not listed and not files.is_link(content.folder, "topics"):  # which is an error of its own
            hint = "add a file such as topics/paging.md"
            content.found.error(Place("topics"), "no-topics", "the content has no topic", hint)
        anew = [name for name in listed if name not in shelf] if content.desk is None else []
        loaded = _load_quiet_topics(folder, anew, shelf, jobs)
        for name in listed:
            if content.desk:
                topics.append(_kept(content, f"topics/{name}", partial(_topic, folder=folder, name=name)))
            elif name in loaded:
                topics.append(loaded[name])
            elif name in shelf:
                topics.append(pickle.loads(shelf[name]))  # noqa: S301 - from a cache that is sealed
            else:
                topics.append(_load_topic(content, folder, name, shelf))
    return tuple(topic for topic in topics if topic)


def _load_topic(content: _Content, folder: int, name: str, shelf: MutableMapping[str, bytes]) -> Topic | None:
    """Return the topic of a file, and put it on the *shelf* if the file is quiet."""
    said = content.said
    topic = _topic(content, folder, name)
    if topic and content.said == said:
        shelf[name] = pickle.dumps(topic, pickle.HIGHEST_PROTOCOL)
    return topic


def _topic(content: _Content, folder: int, name: str) -> Topic | None:
    text = _read(content, folder, name, f"topics/{printable(name)}")
    document = front_matter(text, content.found) if text else None
    return shapes.topic(document, content.found) if document else None


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
    for name, entry in _made(content, "guidelines", (".md", ".yaml"), shapes.registry_entry):
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

    def make(file: str, source: Source, found: Diagnostics) -> _Loaded | None:
        document = front_matter(source, found)
        return build(file.removesuffix(".md"), document, found) if document else None

    return tuple(built for _, built in _made(content, name, (".md",), make) if built is not None)


def _load_categories(content: _Content) -> tuple[ListedCategory, ...] | None:
    name = "categories.yaml"
    if not files.exists(content.folder, name) and not (content.desk and name in content.desk.buffers):
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
