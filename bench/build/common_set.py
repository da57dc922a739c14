"""Build with crosswalk what Hugo and Eleventy build as well, and nothing else.

In: a content folder, an output folder. Out: the pages of topics and guidelines, the three index pages, and
the JSON of topics, guidelines, their counterparts and the two collections: `outputs.common_paths`.

    python bench/build/common_set.py content site
"""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from crosswalk import pages
from crosswalk.api import documents
from crosswalk.build import examine
from crosswalk.model import Crosswalk, Part
from crosswalk.represent.context import Context
from crosswalk.represent.kinds import KINDS, ids
from crosswalk.settings import Settings
from crosswalk.urls import Urls
from crosswalk.views.indexes import guidelines_page, home_page, topics_page
from crosswalk.views.page import Page
from crosswalk.views.site import Site
from crosswalk.workers import cores
from crosswalk.write import SiteFolder

OPERATIONS = (
    "getTopics",
    "getTopic",
    "getTopicGuidelines",
    "getGuidelines",
    "getGuideline",
    "getGuidelineTopics",
)
"""The kinds of documents that are made."""


def common_set(content: Path, output: Path) -> int:
    """Build the common set of *content* into *output*; return the number of files.

    The one place that knows how crosswalk is told to make a part of its site.
    """
    settings = Settings()
    urls = Urls(base_url=settings.base_url, section=settings.section)
    folder = SiteFolder(output, content)
    gc.disable()  # as the command does
    crosswalk, found = examine(content, settings, jobs=cores())
    assert not found.has_errors, "the content has errors"
    queues = (list(_documents(crosswalk, urls, settings)), list(_pages(crosswalk, urls, settings)))
    written = folder.replace(queues, cores())
    return sum(len(part.files) for part in written.values())


def _pages(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> Iterator[Part]:
    site = pages.shared(crosswalk, urls, settings)

    def part(name: str, make: Callable[[], Iterable[Page]]) -> Part:
        # Redirects are for addresses of former times, which the others have not.
        return Part(
            name=name,
            make=lambda: (pages.html(site, page) for page in make() if page.template != "redirect"),
        )

    for overview in (home_page, topics_page, guidelines_page):
        yield part(overview.__name__, partial(_alone, overview, site))
    for guideline in crosswalk.guidelines:
        yield part(f"guideline {guideline.id}", partial(pages.pages_of_guideline, guideline, site))
    for topic in crosswalk.topics:
        yield part(f"topic {topic.id}", partial(pages.pages_of_topic, topic, site))


def _alone(make: Callable[[Site], Page], site: Site) -> list[Page]:
    return [make(site)]


def _documents(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> Iterator[Part]:
    known = Context(crosswalk, urls, settings)
    for kind in KINDS:
        if kind.operation in OPERATIONS:
            for id_ in ids(known, kind.of):
                yield Part(
                    name=f"{kind.operation} {kind.of} {id_}", make=partial(documents, known, (kind,), id_)
                )


if __name__ == "__main__":
    common_set(Path(sys.argv[1]), Path(sys.argv[2]))
