"""The site that stands, as the build that made it knew it: to tell whether anything has changed since.

In: what a build came to. Out: the same, as long as the folder holds what that build put into it. Known are
the files, by what the file system says of them, and the folders, so that nothing is added or taken away.
Beside it are kept the topics as they were loaded, so that only changed files need be read.
"""

import pickle
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self

from crosswalk import prints
from crosswalk.cache import Cache
from crosswalk.diagnostics import Diagnostics
from crosswalk.settings import Settings
from crosswalk.staging import MARKER, File, PartFiles, file_at
from crosswalk.workers import share
from crosswalk.write import SiteFolder

if TYPE_CHECKING:
    from crosswalk.fragments import Fragments
    from crosswalk.keys import Keys
    from crosswalk.model import Crosswalk, Topic

_SITE = "site"
_TOPICS = "topics"
_FEW = 10_000
"""As many files are looked at sooner than a process is started."""


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
    parts: dict[str, PartFiles] = field(repr=False)
    folders: tuple[File, ...] = field(repr=False)

    @classmethod
    def of(cls, site: Path, parts: dict[str, PartFiles], built: Built, inputs: bytes) -> Self:
        """Return the *site* that was just published; raise OSError where it is gone already."""
        paths = (file[0] for part in parts.values() for file in part.files)
        folders = tuple(file_at(str(site), path) for path in _folders(paths))
        return cls(built=built, inputs=inputs, parts=parts, folders=folders)

    def is_whole(self, site: Path, jobs: int) -> bool:
        """Tell whether the folder *site* holds this very site still; *jobs* processes look."""
        known = [*self.folders, *(file for part in self.parts.values() for file in part.files)]
        step = max(_FEW, -(-len(known) // jobs))
        shares = (known[start : start + step] for start in range(0, len(known), step))
        return (site / MARKER).is_file() and all(
            chain.from_iterable(share([[partial(_are_there, str(site), each)] for each in shares], jobs))
        )


def _are_there(site: str, files: list[File]) -> bool:
    """Tell whether all *files* are what they were."""
    try:
        return all(file_at(site, file[0]) == file for file in files)
    except OSError:
        return False


@dataclass(frozen=True, kw_only=True)
class Before:
    """What is known before a build: the site that stands, and what the next one would be made from."""

    cache: Cache
    seen: prints.Content
    inputs: bytes
    standing: Standing | None

    @property
    def parts(self) -> dict[str, PartFiles]:
        """The parts of the site that stands."""
        return self.standing.parts if self.standing else {}

    def unchanged(self, site: SiteFolder, jobs: int) -> Built | None:
        """Return what came of the last build, if another one would make the very *site* that stands."""
        standing = self.standing
        if (
            standing
            and standing.inputs == self.inputs
            and site.is_at_rest
            and standing.is_whole(site.path, jobs)
        ):
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
        """Return the keys of the site of *crosswalk*; None where nobody will ask for them."""
        if self.cache.folder is None:
            return None
        from crosswalk.keys import Keys  # brings the model along

        def text_of(topic: "Topic") -> bytes:
            name = topic.body.place.file.removeprefix("topics/")
            return self.topics.get(name) or pickle.dumps(topic, pickle.HIGHEST_PROTOCOL)

        return Keys(crosswalk, settings, text_of)

    def fragments(self, keys: "Keys | None") -> "Fragments | None":
        """Return the fragments of earlier builds, by *keys*; None where nobody will ask for them."""
        if keys is None:
            return None
        from crosswalk.fragments import Fragments  # brings the model along

        return Fragments(keys.topic, self.cache.load, self.cache.save)

    def keep(
        self, site: SiteFolder, parts: dict[str, PartFiles], built: Built, fragments: "Fragments | None"
    ) -> None:
        """Keep what stands now, and its *fragments*, for the next build."""
        if fragments:
            fragments.keep()
        with suppress(OSError):  # gone already
            standing = Standing.of(site.path, parts, built, self.inputs if self.seen.is_settled else b"")
            self.cache.save(_SITE, standing)


def look(content: Path, settings: Settings, cache: Cache) -> Before:
    """Return what is known before a build of *content*."""
    seen = prints.of_content(content)
    standing = cache.load(_SITE)
    return Before(
        cache=cache,
        seen=seen,
        inputs=prints.digest((seen.digest, repr(settings))),
        standing=standing if isinstance(standing, Standing) else None,
    )


def _folders(paths: Iterable[str]) -> list[str]:
    """Return the folders that *paths* lie in, the site itself included."""
    found = {path.rpartition("/")[0] for path in paths} | {""}
    for folder in list(found):
        parts = folder.split("/")
        found.update("/".join(parts[:count]) for count in range(1, len(parts)))
    return sorted(found)
