"""The site that stands, as the build that made it knew it: to tell whether anything has changed since.

In: what a build came to. Out: the same, as long as the folder holds what that build put into it. Known are
the files, by what the file system says of them, and the folders, so that nothing is added or taken away.
Beside it are kept the parts of the site, and the topics as they were loaded, so that only changed files need
be read: both are looked at by a build alone, for most often nothing has changed.
"""

import os
import pickle
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from crosswalk import prints
from crosswalk.cache import Cache
from crosswalk.diagnostics import Diagnostics
from crosswalk.settings import Settings
from crosswalk.staging import MARKER, File, PartFiles, file_at, status_of
from crosswalk.workers import Task, share
from crosswalk.write import SiteFolder

if TYPE_CHECKING:
    from crosswalk.fragments import Fragments
    from crosswalk.keys import Keys
    from crosswalk.model import Crosswalk, Topic

_SITE = "site"
_PARTS = "parts"
_TOPICS = "topics"
_FEW = 4_000
"""As many files are looked at sooner than a process is started."""

_Some = tuple[tuple[str, ...], bytes]
"""The paths of so many files and folders of a site, and what the file system said of them, in short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build."""

    found: Diagnostics
    topics: int
    guidelines: int
    files: int = 0
    """How many files the site has; 0 where none was written."""
    changed: bool = True
    """Whether the site is another than before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A site, and what it was made from."""

    built: Built
    inputs: bytes
    known: tuple[_Some, ...] = field(repr=False)

    @classmethod
    def of(cls, site: Path, parts: dict[str, PartFiles], built: Built, inputs: bytes) -> Self:
        """Return the *site* that was just published; raise OSError where it is gone already."""
        files = [file for part in parts.values() for file in part.files]
        folders = [file_at(str(site), path) for path in _folders(file[0] for file in files)]
        return cls(built=built, inputs=inputs, known=tuple(_in_short([*folders, *files])))

    def lookers(self, site: Path) -> list[Task[prints.Content | bool]]:
        """Return tasks, each of which tells whether some files in the folder *site* are what they were."""
        return [partial(_are_there, site, some) for some in self.known]


def _in_short(files: list[File]) -> Iterator[_Some]:
    """Yield *files* as they are known again, a few at a time."""
    for start in range(0, len(files), _FEW):
        some = files[start : start + _FEW]
        yield tuple(file[0] for file in some), prints.digest([file[1:] for file in some])


def _are_there(site: Path, some: _Some) -> bool:
    """Tell whether all of *some* files of the *site* are what they were."""
    paths, told = some
    try:
        folder = os.open(site, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            # Nothing but calls of C: there are five files and a folder for each topic.
            return prints.digest(list(map(status_of, map(partial(os.lstat, dir_fd=folder), paths)))) == told
        finally:
            os.close(folder)
    except OSError:
        return False


@dataclass(frozen=True, kw_only=True)
class Before:
    """What is known before a build: the site that stands, and what the next one would be made from."""

    cache: Cache
    site: SiteFolder
    seen: prints.Content
    inputs: bytes
    standing: Standing | None
    is_whole: bool
    """Whether the folder of the site holds the very site that stands."""

    @property
    def parts(self) -> dict[str, PartFiles]:
        """The parts of the site that stands; whoever takes a file of one looks whether it is what it was."""
        return self.cache.load(_PARTS) or {}

    @property
    def unchanged(self) -> Built | None:
        """What came of the last build, if another one would make the very site that stands."""
        standing = self.standing
        if standing and standing.inputs == self.inputs and self.is_whole and self.site.is_at_rest:
            return replace(standing.built, changed=False)
        return None

    @cached_property
    def topics(self) -> dict[str, bytes]:
        """The topics of files that have not changed since they were kept, as `load` takes them."""
        files = self.seen.files
        kept: dict[str, tuple[prints.Status, bytes]] = self.cache.load(_TOPICS) or {}
        return {
            name: topic for name, (status, topic) in kept.items() if files.get(f"topics/{name}") == status
        }

    def keep_topics(self) -> None:
        """Keep `topics`, to which those have been added that were loaded anew."""
        files = self.seen.files
        kept = {
            name: (files[path], topic)
            for name, topic in self.topics.items()
            if (path := f"topics/{name}") in files and self.seen.has_settled(path)
        }
        self.cache.save(_TOPICS, kept)

    def keys(self, crosswalk: "Crosswalk", settings: Settings) -> "Keys | None":
        """Return the keys of the site of *crosswalk*; None where nobody will ask for them.

        Nobody asks for `topics` then, so they are held no longer.
        """
        if self.cache.folder is None:
            self.topics.clear()
            return None
        from crosswalk.keys import Keys  # brings the model along

        def text_of(topic: "Topic") -> bytes:
            name = topic.body.place.file.removeprefix("topics/")
            return self.topics.get(name) or pickle.dumps(topic, pickle.HIGHEST_PROTOCOL)

        keys = Keys(crosswalk, settings, text_of)
        self.topics.clear()
        return keys

    def fragments(self, keys: "Keys | None") -> "Fragments | None":
        """Return the fragments of earlier builds, by *keys*; None where nobody will ask for them."""
        if keys is None:
            return None
        from crosswalk.fragments import Fragments  # brings the model along

        return Fragments(keys.topic, self.cache.load, self.cache.save)

    def keep(self, parts: dict[str, PartFiles], built: Built, fragments: "Fragments | None") -> None:
        """Keep what stands now, and its *fragments*, for the next build."""
        if fragments:
            fragments.keep()
        with suppress(OSError):  # gone already
            inputs = self.inputs if self.seen.is_settled else b""
            standing = Standing.of(self.site.path, parts, built, inputs)
            self.cache.save(_PARTS, parts)
            self.cache.save(_SITE, standing)


def look(content: Path, settings: Settings, cache: Cache, site: SiteFolder, jobs: int = 1) -> Before:
    """Return what is known before a build of *content* to *site*, at which *jobs* processes look."""
    standing = cache.load(_SITE)
    standing = standing if isinstance(standing, Standing) else None
    first: list[Task[prints.Content | bool]] = [partial(prints.of_content, content)]
    lookers = standing.lookers(site.path) if standing else ()
    (seen,), there = share([first, lookers], jobs if len(lookers) > 1 else 1)
    assert isinstance(seen, prints.Content)
    return Before(
        cache=cache,
        site=site,
        seen=seen,
        inputs=prints.digest((seen.digest, repr(settings))),
        standing=standing,
        is_whole=all(there) and (site.path / MARKER).is_file(),
    )


def _folders(paths: Iterable[str]) -> list[str]:
    """Return the folders that *paths* lie in, the site itself included."""
    found = {path.rpartition("/")[0] or "." for path in paths}
    for folder in list(found):
        parts = folder.split("/")
        found.update("/".join(parts[:count]) for count in range(1, len(parts)))
    return sorted(found)
