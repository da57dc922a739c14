"""The pipeline: load, link, check, render, write.

In: a content folder, an output folder, settings. Out: what was found, and the site if nothing was wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crosswalk import api, pages
from crosswalk.check import check
from crosswalk.diagnostics import Diagnostics
from crosswalk.link import link
from crosswalk.load import load
from crosswalk.model import Crosswalk, Part
from crosswalk.settings import Settings
from crosswalk.urls import Urls
from crosswalk.write import SiteFolder

Watch = Callable[[str], object]
"""Told the name of each stage as it begins."""


def unwatched(_stage: str) -> None:
    """Let a stage begin without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build."""

    found: Diagnostics
    crosswalk: Crosswalk
    files: int = 0
    """How many files the site has; 0 where none was written."""


def build(content: Path, output: Path, settings: Settings, watch: Watch = unwatched, jobs: int = 1) -> Built:
    """Build the site for *content* into *output*; write nothing if an error was found.

    Raises CrosswalkError where a folder cannot be used or the site cannot be written.
    """
    site = SiteFolder(output, content)
    crosswalk, found = examine(content, settings, watch)
    if found.has_errors:
        return Built(found=found, crosswalk=crosswalk)
    watch("render and write")
    urls = _urls(settings)
    parts = (
        pages.render(pages.shared(crosswalk, urls, settings)),
        [Part(name="documents", make=lambda: api.render(crosswalk, urls, settings))],
    )
    written = site.replace(parts, jobs)
    files = 1 + sum(len(part.files) for part in written.values())  # and the marker
    return Built(found=found, crosswalk=crosswalk, files=files)


def examine(content: Path, settings: Settings, watch: Watch = unwatched) -> tuple[Crosswalk, Diagnostics]:
    """Return the crosswalk of *content* and what was found; raise CrosswalkError if it is no folder."""
    found = Diagnostics()
    watch("load")
    registry = load(content, found)
    watch("link")
    crosswalk = link(registry, found)
    watch("check")
    check(registry, crosswalk, _urls(settings), found)
    return crosswalk, found


def _urls(settings: Settings) -> Urls:
    return Urls(base_url=settings.base_url, section=settings.section)
