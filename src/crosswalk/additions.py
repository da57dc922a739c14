"""What an author adds to a content folder: new files, and references in topics.

In: a content folder, and what is to be said. Out: a file that `check` finds nothing wrong with, or
CrosswalkError with the reason, and the folder as it was. What is there already is never written over.
"""

import difflib
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from crosswalk import files, shapes
from crosswalk.check import check
from crosswalk.diagnostics import (
    CrosswalkError,
    Diagnostic,
    Diagnostics,
    nearest,
    printable,
    quoted,
    reason_of,
)
from crosswalk.insertion import Citation, with_reference
from crosswalk.layout import UnusualError
from crosswalk.link import link
from crosswalk.load import load
from crosswalk.model import Crosswalk, Output, Registry, Topic
from crosswalk.replace import create, create_folder
from crosswalk.replace import replace as replace_file
from crosswalk.rewrite import kind_of
from crosswalk.settings import Settings
from crosswalk.source import front_matter
from crosswalk.text import Source, read_text
from crosswalk.urls import Urls


@dataclass(frozen=True, slots=True)
class Known:
    """What a content folder has already."""

    registry: Registry
    crosswalk: Crosswalk

    @classmethod
    def of(cls, content: Path) -> "Known":
        """Return what *content* has, as far as it is sound; raise CrosswalkError if it is no folder."""
        found = Diagnostics()
        registry = load(content, found)
        return cls(registry, link(registry, found))

    @property
    def topics(self) -> dict[str, str]:
        """What each topic is called, by its id; an earlier id is taken too."""
        known = {topic.id: topic.name for topic in self.crosswalk.topics}
        earlier = {alias: f"now {topic.id}" for topic in self.crosswalk.topics for alias in topic.aliases}
        return known | {alias: now for alias, now in earlier.items() if alias not in known}

    @property
    def guidelines(self) -> dict[str, str]:
        """What each guideline is called, by its id."""
        stated = {entry.guideline_id: "" for topic in self.registry.topics for entry in topic.entries}
        filed = {entry.id: "" for entry in self.registry.guidelines}
        return stated | filed | {each.id: each.title for each in self.crosswalk.guidelines}

    @property
    def categories(self) -> list[str]:
        """The names of the categories."""
        listed = [category.name for category in self.registry.categories or ()]
        return [*listed, *(each.name for each in self.crosswalk.categories if each.name not in listed)]

    def topic(self, topic_id: str) -> Topic:
        """Return the topic that has this id, or had it."""
        return next(each for each in self.crosswalk.topics if topic_id in (each.id, *each.aliases))


def unknown(kind: str, wanted: str, known: Iterable[str]) -> str | None:
    """Return what is wrong with the id *wanted* of a topic or guideline; None where it is *known*."""
    if wanted in known:
        return None
    hint = nearest(wanted, known) or f"'crosswalk new {kind}' makes one"
    return f"is unknown: no {kind} has the id {quoted(wanted)}; {hint}"


def taken(word: str, known: Mapping[str, str]) -> str | None:
    """Return what has the id or the name *word* already, with its nearest neighbours; None if nothing has."""
    for known_id, name in known.items():
        if word == known_id or word.casefold() == name.casefold():
            others = near(word, {each: known[each] for each in known if each != known_id})
            return f"is taken: {_shown(known_id, name)}" + (f"; near it: {others}" if others else "")
    return None


def near(word: str, known: Mapping[str, str]) -> str:
    """Return up to three of *known* whose ids or names are like *word*; "" if none is."""
    spelt = {
        spelling.casefold(): known_id for known_id, name in known.items() for spelling in (known_id, name)
    }
    found = difflib.get_close_matches(word.casefold()[:100], spelt, n=6, cutoff=0.6)
    ids = list(dict.fromkeys(spelt[spelling] for spelling in found))[:3]
    return ", ".join(_shown(known_id, known[known_id]) for known_id in ids)


def _shown(known_id: str, name: str) -> str:
    return f"{quoted(known_id)} ({quoted(name)[1:-1]})" if name else quoted(known_id)


# Adding


def add_file(content: Path, known: Known, file: str, text: str, settings: Settings) -> list[Diagnostic]:
    """Make *file* of *content* with *text*; return the warnings about it.

    Raises CrosswalkError, and makes nothing, where there is one, or where it would have errors.
    """
    warnings = _judged(known, file, text, settings)
    try:
        _create(content, file, text.encode())
    except FileExistsError:
        raise CrosswalkError(f"{file} is there already; nothing is written", exit_code=1) from None
    return warnings


def _create(content: Path, file: str, data: bytes) -> None:
    """Make *file* of *content*; raise FileExistsError if it is there, CrosswalkError if it cannot be."""
    folder, _, name = file.rpartition("/")
    with files.content_folder(content) as opened:
        try:
            with suppress(FileExistsError):
                os.mkdir(folder or ".", dir_fd=opened)
            with files.subfolder(opened, folder or ".") as child:
                create(child, name, data)
        except FileExistsError:
            raise
        except (OSError, files.RefusedError) as error:
            raise _failure(file, error) from None


def add_outputs(content: Path, outputs: Sequence[Output]) -> tuple[int, list[tuple[str, str]]]:
    """Make the files *outputs* of *content*, itself made if need be; return how many, and which not.

    What is there is kept, also if it is in another file. Raises CrosswalkError where one cannot be made.
    """
    if not os.path.lexists(content) or (content.is_dir() and not any(content.iterdir())):
        try:
            create_folder(content, outputs)
        except OSError as error:
            raise _failure(printable(str(content)), error) from None
        return len(outputs), []
    known = Known.of(content)
    ids = {"topic": known.topics, "guideline": {each.id: "" for each in known.registry.guidelines}}
    kept = []
    for output in outputs:
        taken_ids = ids.get(kind_of(output.path) or "", {})
        if PurePosixPath(output.path).stem in taken_ids and not os.path.lexists(content / output.path):
            kept.append((output.path, "its id is taken by another file"))
            continue
        try:
            _create(content, output.path, output.content)
        except FileExistsError:
            kept.append((output.path, "it is there already"))
    return len(outputs) - len(kept), kept


def add_reference(
    content: Path, known: Known, topic: Topic, cited: Citation, settings: Settings
) -> list[Diagnostic]:
    """Add what is *cited* to the file of *topic*; return the warnings about it.

    Raises CrosswalkError, and changes nothing, where it is there already or the file would have errors.
    """
    file = topic.places[""].file
    for entry in topic.entries:
        for each in entry.references:
            if entry.guideline_id == cited.guideline_id and each.url == cited.reference["url"]:
                message = f"{file} has this reference already: {quoted(each.name)}; nothing is written"
                raise CrosswalkError(message, exit_code=1)
    folder, _, name = file.rpartition("/")
    with files.content_folder(content) as opened:
        try:
            with files.subfolder(opened, folder) as child:
                old = files.read(child, name)
                text = with_reference(file, old.decode(), cited)
                warnings = _judged(known, file, text, settings)
                replace_file(child, name, text.encode())
        except UnusualError as error:
            raise CrosswalkError(f"{file}: {error}; nothing is written", exit_code=1) from None
        except (OSError, files.RefusedError) as error:
            raise _failure(file, error) from None
    return warnings


def _failure(file: str, error: OSError | files.RefusedError) -> CrosswalkError:
    return CrosswalkError(f"cannot write {file}: {reason_of(error)}", exit_code=1)


def _judged(known: Known, file: str, text: str, settings: Settings) -> list[Diagnostic]:
    """Return what the content folder would be warned of *file* if it had *text*; raise CrosswalkError."""
    found = Diagnostics()
    source = read_text(file, text.encode(), found)
    registry = _with(known.registry, file, source, found) if source else known.registry
    crosswalk = link(registry, found)
    check(registry, crosswalk, Urls(base_url=settings.base_url, section=settings.section), found)
    own = [each for each in found if each.place.file == file]
    for each in own:
        if each.severity == "error":
            raise CrosswalkError(f"{each.text}; nothing is written")
    return own


def _with(registry: Registry, file: str, source: Source, found: Diagnostics) -> Registry:
    """Return *registry* with what *file* says instead of what it said before."""
    name = PurePosixPath(file)
    document = front_matter(source, found) if name.suffix == ".md" else None
    match kind_of(file):
        case "topic" if document:
            others = tuple(each for each in registry.topics if each.places[""].file != file)
            return replace(registry, topics=(*others, shapes.topic(document, found)))
        case "guideline" if entry := shapes.registry_entry(name.name, source, found):
            return replace(registry, guidelines=(*registry.guidelines, entry))
        case "page" if document and (page := shapes.content_page(name.stem, document, found)):
            return replace(registry, pages=(*registry.pages, page))
        case "post" if document and (post := shapes.post(name.stem, document, found)):
            return replace(registry, posts=(*registry.posts, post))
    return registry
