"""A Crosswalk -> the index that searches are answered from: small files, each fetched when it is needed.

In: a linked Crosswalk, its addresses, what guidelines are called in short. Out: plain values by site path,
ready to be written as JSON. Nothing here ranks or shows: the page does, with a library (docs/search.md).

Documents are numbered: first the topics, in the order of the site, then the guidelines. Four kinds of file:

- the names of everything, which the first hits come from;
- the pairs, which filters need;
- the words of all other texts, by their first character: for each word the documents that have it;
- what a hit shows of a topic, and its references, for so many topics a file.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

import orjson

from crosswalk.fragments import Fragments
from crosswalk.model import Crosswalk, Guideline, Level, Pair, Topic
from crosswalk.packing import packed
from crosswalk.urls import Urls
from crosswalk.wording import clipped, unaccented

TOPICS_A_FILE = 16
SUMMARY = 200
"""Most characters of a topic's description that a hit shows."""
LEVELS = tuple(Level)
OTHER = "_"
"""Stands for every first character that is no ASCII letter or digit."""

_WORD = re.compile(r"[^\W_]+")
_TARGET = re.compile(r"\]\([^)\s]*")
"""Where a link of a body leads to; only its words are searched."""

Value = Any


@packed
@dataclass(frozen=True, slots=True)
class Entry:
    """What one topic adds to the index."""

    words: str
    """The distinct words of all its texts but names, a blank between each two."""
    shown: bytes
    """What a hit shows of it, as JSON: its summary, and every reference."""


def files(
    crosswalk: Crosswalk, urls: Urls, short_names: Mapping[str, str], fragments: Fragments | None = None
) -> dict[str, bytes]:
    """Return the files of the index by site path; `short_names` are those of the guidelines, by id.

    Entries that are among the *fragments* of topics are not made again.
    """
    number_of = {guideline.id: number for number, guideline in enumerate(crosswalk.guidelines)}
    entries = []
    for topic in crosswalk.topics:
        make = partial(entry, topic, crosswalk.pairs_on(topic), number_of)
        entries.append(fragments.of("search", topic, make) if fragments else make())
    index: dict[str, Value] = {
        urls.search_file("names"): names(crosswalk, urls, short_names),
        urls.search_file("pairs"): pairs(crosswalk, number_of),
    }
    initials = words(entries, crosswalk.guidelines)
    for initial, found in initials.items():
        index[urls.search_file(f"words-{initial}")] = found
    written = {path: _json(value) for path, value in index.items()}
    for number, start in enumerate(range(0, len(entries), TOPICS_A_FILE)):
        shown = (each.shown for each in entries[start : start + TOPICS_A_FILE])
        written[urls.search_file(f"topics-{number}")] = b"[%b]" % b",".join(shown)
    if fragments:
        fragments.done("search")
    digest = hashlib.sha256()
    for content in written.values():
        digest.update(hashlib.sha256(content).digest())
    head = {
        "version": digest.hexdigest()[:10],
        "initials": "".join(initials),
        "topicsAFile": TOPICS_A_FILE,
        "levels": LEVELS,
    }
    return {urls.search_file("index"): _json(head), **written}


def names(crosswalk: Crosswalk, urls: Urls, short_names: Mapping[str, str]) -> Value:
    """Return what things are called: enough to find a topic or guideline by name or id, and to lead there."""
    numbered = list(enumerate(crosswalk.topics))
    return {
        "section": urls.section,
        "categories": [[each.slug, each.name, len(each.topics)] for each in crosswalk.categories],
        "guidelines": [
            [guideline.id, guideline.title, short_names[guideline.id], guideline.company or ""]
            for guideline in crosswalk.guidelines
        ],
        "names": [topic.name for topic in crosswalk.topics],
        "ids": [topic.id for topic in crosswalk.topics],
        "aliases": {
            str(number): [*filter(None, (topic.title,)), *topic.aliases]
            for number, topic in numbered
            if topic.aliases or topic.title not in (None, topic.name)
        },
        "places": {
            str(number): topic.permalink
            for number, topic in numbered
            if topic.permalink not in (None, urls.default_topic(topic.id))
        },
    }


def entry(topic: Topic, pairs_of_topic: Iterable[Pair], number_of: Mapping[str, int]) -> Entry:
    """Return what *topic* adds to the index; `number_of` are the numbers of the guidelines, by id."""
    pairs_of_topic = tuple(pairs_of_topic)
    shown = [
        clipped(topic.question or topic.description or "", SUMMARY),
        [
            [
                number_of[pair.guideline.id],
                reference.name,
                reference.url,
                LEVELS.index(reference.level) if reference.level else -1,
                clipped(reference.quote or reference.description or "", SUMMARY),
                *filter(None, (reference.rule,)),
            ]
            for pair in pairs_of_topic
            for reference in pair.references
        ],
    ]
    return Entry(words=_words(_texts_of_topic(topic, pairs_of_topic)), shown=_json(shown))


def pairs(crosswalk: Crosswalk, number_of: Mapping[str, int]) -> Value:
    """Return for each topic who speaks of it: for each pair the guideline's number and, as bits, its levels.

    Both are one number, `guideline + guidelines * bits`; most pairs have no levels.
    """

    def packed(pair: Pair) -> int:
        levels = {reference.level for reference in pair.references}
        bits = sum(1 << bit for bit, level in enumerate(LEVELS) if level in levels)
        return number_of[pair.guideline.id] + len(number_of) * bits

    return [[packed(pair) for pair in crosswalk.pairs_on(topic)] for topic in crosswalk.topics]


def words(entries: Iterable[Entry], guidelines: Iterable[Guideline]) -> dict[str, Value]:
    """Return by first character the words of all texts but names, and for each word the documents with it.

    The numbers of documents ascend, so each stands as its distance from the one before.
    """
    documents_of: defaultdict[str, list[int]] = defaultdict(list)
    of_guidelines = (_words(_texts_of_guideline(guideline)) for guideline in guidelines)
    for number, found in enumerate(chain((each.words for each in entries), of_guidelines)):
        for word in found.split():
            documents_of[word].append(number)
    by_initial: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(documents_of):
        by_initial[word[0] if word[0].isascii() else OTHER].append(word)
    return {
        initial: {"words": those, "documents": [_distances(documents_of[word]) for word in those]}
        for initial, those in sorted(by_initial.items())
    }


def _texts_of_topic(topic: Topic, pairs: Iterable[Pair]) -> Iterator[str | None]:
    yield from (topic.question, topic.description, _TARGET.sub("]", topic.body.text))
    for position in topic.positions:
        yield from (position.label, position.description)
    for pair in pairs:
        yield pair.note
        for reference in pair.references:
            yield from (reference.name, reference.rule, reference.quote, reference.description)
            yield reference.document


def _texts_of_guideline(guideline: Guideline) -> Iterator[str | None]:
    yield guideline.description
    if guideline.body:
        yield _TARGET.sub("]", guideline.body.text)


def _words(texts: Iterable[str | None]) -> str:
    """Return the distinct words of *texts*, in small letters, without accents, a blank between each two."""
    text = " ".join(filter(None, texts))
    return " ".join(sorted(set(_WORD.findall(unaccented(text).lower()))))


def _distances(numbers: list[int]) -> list[int]:
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def _json(value: Value) -> bytes:
    return orjson.dumps(value)
