"""Build with crosswalk what Hugo and Eleventy build as well, and nothing else.

In: a content folder, an output folder. Out: the pages of topics and guidelines, the three index pages, and
the JSON of topics, guidelines, their counterparts and the two collections: `outputs.common_paths`.

    python bench/build/common_set.py content site
"""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from crosswalk import pages
from crosswalk.build import examine
from crosswalk.documents import serial
from crosswalk.model import Crosswalk, Output, Part
from crosswalk.represent.context import Context
from crosswalk.represent.kinds import KINDS, ids
from crosswalk.settings import Settings
from crosswalk.urls import Urls
from crosswalk.views.indexes import guidelines_page, home_page, topics_page
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
    crosswalk, found = examine(content, settings, jobs=cores())
    assert not found.has_errors, "the content has errors"
    parts = [
        [
            Part(name="pages", make=lambda: _pages(crosswalk, urls, settings)),
        ],
        [
            Part(name="documents", make=lambda: _documents(crosswalk, urls, settings)),
        ],
    ]
    written = folder.replace(parts, cores())
    return sum(len(part.files) for part in written.values())


def _pages(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> Iterator[Output]:
    site = pages.shared(crosswalk, urls, settings)
    indexes = (home_page(site), topics_page(site), guidelines_page(site))
    of_topics = chain.from_iterable(pages.pages_of_topic(topic, site) for topic in crosswalk.topics)
    of_guidelines = chain.from_iterable(pages.pages_of_guideline(each, site) for each in crosswalk.guidelines)
    for page in chain(indexes, of_topics, of_guidelines):
        if page.template != "redirect":  # addresses of former times are no part of it
            yield pages.html(urls, page)


def _documents(crosswalk: Crosswalk, urls: Urls, settings: Settings) -> Iterator[Output]:
    known = Context(crosswalk, urls, settings)
    for kind in KINDS:
        if kind.operation in OPERATIONS:
            for id_ in ids(known, kind.of):
                yield Output(urls.file(kind.place(urls, id_)), serial.document(kind.make(known, id_)))


if __name__ == "__main__":
    common_set(Path(sys.argv[1]), Path(sys.argv[2]))
