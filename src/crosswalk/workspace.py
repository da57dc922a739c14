"""A content folder under an author's hands -> what it says at this moment, files that are not saved included.

In: a content folder, settings, and the text of files that an editor has open. Out: registry, crosswalk and
findings, as `check` would have them if all were saved. Only what has changed is read again. Nothing is ever
written, and nothing read but content.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crosswalk import files, prints
from crosswalk.check import Parts, check
from crosswalk.diagnostics import CrosswalkError, Diagnostic, Diagnostics, printable
from crosswalk.editing import Reading, read
from crosswalk.link import link
from crosswalk.load import Desk, load
from crosswalk.model import Crosswalk, Registry
from crosswalk.rewrite import kind_of
from crosswalk.settings import Settings
from crosswalk.text import Source, read_text
from crosswalk.urls import Urls

MOST_PARTS = 100
"""So many more parts of bodies are remembered than files have: those of earlier texts."""


@dataclass(frozen=True, slots=True)
class State:
    """What a content folder says at a moment."""

    registry: Registry = field(default_factory=Registry)
    crosswalk: Crosswalk = field(default_factory=Crosswalk)
    found: dict[str, list[Diagnostic]] = field(default_factory=dict)
    """By the file that it is about; only files in which something was found."""


class Workspace:
    """A content folder, and the files of it that are open."""

    def __init__(self, content: Path, settings: Settings) -> None:
        self.content = content
        self.urls = Urls(base_url=settings.base_url, section=settings.section)
        self._desk = Desk()
        self._seen = prints.Content(0, {})
        self._state: State | None = None
        self._readings: dict[str, Reading | None] = {}
        self._parts: Parts = {}

    # Files

    def put(self, file: str, text: str) -> None:
        """Take *text* for what *file* says, saved or not."""
        data = text.encode("utf-8", "surrogatepass")  # a lone surrogate is told as what it is: no UTF-8
        if self._desk.buffers.get(file) != data:
            self._desk.buffers[file] = data
            self._forget(file)

    def close(self, file: str) -> None:
        """Take *file* as it is on the disk."""
        if self._desk.buffers.pop(file, None) is not None:
            self._forget(file)

    def files(self) -> list[str]:
        """Return the content files that there are, by their paths."""
        saved = (_path(path) for path in self._seen.files)
        return sorted(path for path in {*saved, *self._desk.buffers} if kind_of(path))

    def reading(self, file: str) -> Reading | None:
        """Return what is written in *file*; None where it cannot be read, or is no content."""
        if file not in self._readings:
            source = self._source(file) if kind_of(file) else None
            self._readings[file] = read(source) if source else None
        return self._readings[file]

    def saying(self, word: str) -> Iterator[tuple[str, Reading | None]]:
        """Yield each content file with *word* in it, and what is written there if it can be read."""
        wanted = word.encode("utf-8", "surrogatepass")
        for file in self.files():
            data = self._data(file)
            if data and wanted in data:
                yield file, self.reading(file)

    def _source(self, file: str) -> Source | None:
        data = self._data(file)
        return read_text(printable(file), data, Diagnostics()) if data is not None else None

    def _data(self, file: str) -> bytes | None:
        if file in self._desk.buffers:
            return self._desk.buffers[file]
        folder, _, name = file.rpartition("/")
        try:
            with files.content_folder(self.content) as content:
                if not folder:
                    return files.read(content, name)
                with files.subfolder(content, folder) as child:
                    return files.read(child, name)
        except (files.RefusedError, CrosswalkError):
            return None

    # What they say

    @property
    def state(self) -> State:
        """What the folder says, as far as changes are known."""
        if self._state is None:
            self._state = self._examined()
        return self._state

    def look(self) -> State:
        """Return what the folder says after a look at the disk."""
        seen = prints.of_content(self.content)
        before = self._seen
        changed = [
            path
            for path in {*seen.files, *before.files}
            if seen.files.get(path) != before.files.get(path) or not before.has_settled(path)
        ]
        self._seen = seen
        for path in map(_path, changed):
            self._forget("media" if path.startswith("media/") else path)
        return self.state

    def _forget(self, file: str) -> None:
        self._desk.loaded.pop(file, None)
        self._readings.pop(file, None)
        self._state = None

    def _examined(self) -> State:
        if not self.is_content:
            return State()
        found = Diagnostics()
        try:
            registry = load(self.content, found, desk=self._desk)
        except CrosswalkError:  # the folder is gone; it may come back
            return State()
        crosswalk = link(registry, found)
        if len(self._parts) > 4 * len(self._seen.files) + MOST_PARTS:
            self._parts.clear()  # most are of texts that nobody has any more
        check(registry, crosswalk, self.urls, found, parts=self._parts)
        by_file: dict[str, list[Diagnostic]] = {}
        for each in found:
            by_file.setdefault(self._file(each.place.file), []).append(each)
        return State(registry, crosswalk, by_file)

    @property
    def is_content(self) -> bool:
        """Whether there are topics: other site generators have a folder `content` too."""
        if not self._seen.moment:
            self._seen = prints.of_content(self.content)
        return "topics" in self._seen.files or any(file.startswith("topics/") for file in self._desk.buffers)

    def _file(self, shown: str) -> str:
        """Return the path of the file that is *shown* in a finding."""
        escaped = "\\" in shown
        return next((file for file in self.files() if printable(file) == shown), shown) if escaped else shown


def _path(path: str) -> str:
    """Return *path* as `files` decodes it, whatever the locale."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")
