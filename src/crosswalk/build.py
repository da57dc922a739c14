"""The pipeline: load, link, check, render, write.

In: a content folder, an output folder, settings. Out: what was found, and the site if nothing was wrong.
"""

from collections.abc import Callable, MutableMapping
from dataclasses import replace
from pathlib import Path

from crosswalk import api, pages
from crosswalk.appearance import check_navigation
from crosswalk.cache import Cache
from crosswalk.check import check
from crosswalk.diagnostics import Diagnostics
from crosswalk.fragments import Fragments
from crosswalk.keys import Keys
from crosswalk.link import link
from crosswalk.load import load
from crosswalk.model import Crosswalk, Part
from crosswalk.settings import Settings
from crosswalk.staging import PartFiles
from crosswalk.standing import Before, Built, look
from crosswalk.urls import Urls
from crosswalk.write import SiteFolder

Watch = Callable[[str], object]
"""Told the name of each stage as it begins."""


def unwatched(_stage: str) -> None:
    """Let a stage begin without a word."""


def build(
    content: Path,
    output: Path,
    settings: Settings,
    watch: Watch = unwatched,
    *,
    jobs: int = 1,
    before: Before | None = None,
) -> Built:
    """Build the site for *content* into *output*; write nothing if an error was found.

    As many processes as *jobs* says share the work. What is known *before* is not made again. Raises
    CrosswalkError where a folder cannot be used or the site cannot be written.
    """
    site = SiteFolder(output, content)
    before = before or look(content, settings, Cache.nowhere(), site)
    crosswalk, found = examine(content, settings, watch, jobs=jobs, shelf=before.topics)
    before.keep_topics()
    built = Built(found=found, topics=len(crosswalk.topics), guidelines=len(crosswalk.guidelines))
    if found.has_errors:
        return built
    watch("render and write")
    keys = before.keys(crosswalk, settings)
    fragments = before.fragments(keys)

    def keep(written: dict[str, PartFiles]) -> None:
        before.keep(written, _counted(built, written), fragments)

    written = site.replace(render(crosswalk, settings, keys, fragments), jobs, before.parts, keep)
    return _counted(built, written)


def _counted(built: Built, written: dict[str, PartFiles]) -> Built:
    """Return *built* with the number of files that were *written*, and the marker."""
    return replace(built, files=1 + sum(len(part.files) for part in written.values()))


def examine(
    content: Path,
    settings: Settings,
    watch: Watch = unwatched,
    *,
    jobs: int = 1,
    shelf: MutableMapping[str, bytes] | None = None,
) -> tuple[Crosswalk, Diagnostics]:
    """Return the crosswalk of *content* and what was found.

    Raises CrosswalkError if it is no folder, or if the settings name a page that it has not.

    *jobs* and *shelf* are those of `load`.
    """
    found = Diagnostics()
    watch("load")
    registry = load(content, found, jobs=jobs, shelf=shelf)
    check_navigation(settings.appearance, [page.slug for page in registry.pages])
    watch("link")
    crosswalk = link(registry, found)
    watch("check")
    check(registry, crosswalk, _urls(settings), found)
    return crosswalk, found


def render(
    crosswalk: Crosswalk, settings: Settings, keys: Keys | None = None, fragments: Fragments | None = None
) -> tuple[list[Part], list[Part]]:
    """Return the parts of the site of *crosswalk* in two queues; nothing is made before they are."""
    urls = _urls(settings)
    # What is made of fragments stands in one queue, that of this process, so that it can keep them.
    return (
        [
            pages.index(crosswalk, urls, keys, fragments),
            *api.render(crosswalk, urls, settings, keys, fragments),
        ],
        pages.render(crosswalk, urls, settings, keys),
    )


def _urls(settings: Settings) -> Urls:
    return Urls(base_url=settings.base_url, section=settings.section)
