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
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crosswalk.model import Crosswalk, Guideline, Level, Pair, Topic
from crosswalk.urls import Urls

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


def files(crosswalk: Crosswalk, urls: Urls, short_names: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of the index by site path; `short_names` are those of the guidelines, by id."""
    index: dict[str, Value] = {
        urls.search_file("names"): names(crosswalk, urls, short_names),
        urls.search_file("pairs"): pairs(crosswalk),
    }
    initials = words(crosswalk)
    for initial, found in initials.items():
        index[urls.search_file(f"words-{initial}")] = found
    for number, shown in enumerate(topics(crosswalk)):
        index[urls.search_file(f"topics-{number}")] = shown
    written = {path: _json(value) for path, value in index.items()}
    digest = hashlib.sha256()
    for content in written.values():
        digest.update(hashlib.sha256(content).digest())
    entry = {
        "version": digest.hexdigest()[:10],
        "initials": "".join(initials),
        "topicsAFile": TOPICS_A_FILE,
        "levels": LEVELS,
    }
    return {urls.search_file("index"): _json(entry), **written}


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


def pairs(crosswalk: Crosswalk) -> Value:
    """Return for each topic who speaks of it: for each pair the guideline's number and, as bits, its levels.

    Both are one number, `guideline + guidelines * bits`; most pairs have no levels.
    """
    number_of = {guideline.id: number for number, guideline in enumerate(crosswalk.guidelines)}

    def packed(pair: Pair) -> int:
        levels = {reference.level for reference in pair.references}
        bits = sum(1 << bit for bit, level in enumerate(LEVELS) if level in levels)
        return number_of[pair.guideline.id] + len(number_of) * bits

    return [[packed(pair) for pair in _pairs(crosswalk, topic)] for topic in crosswalk.topics]


def words(crosswalk: Crosswalk) -> dict[str, Value]:
    """Return by first character the words of all texts but names, and for each word the documents with it.

    The numbers of documents ascend, so each stands as its distance from the one before.
    """
    documents_of: defaultdict[str, list[int]] = defaultdict(list)
    for number, texts in enumerate(_texts(crosswalk)):
        for word in sorted(_words(" ".join(filter(None, texts)))):
            documents_of[word].append(number)
    by_initial: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(documents_of):
        by_initial[word[0] if word[0].isascii() else OTHER].append(word)
    return {
        initial: {"words": found, "documents": [_distances(documents_of[word]) for word in found]}
        for initial, found in sorted(by_initial.items())
    }


def topics(crosswalk: Crosswalk) -> Iterator[Value]:
    """Yield for so many topics a time what a hit shows of each: its summary, and every reference."""
    number_of = {guideline.id: number for number, guideline in enumerate(crosswalk.guidelines)}
    for start in range(0, len(crosswalk.topics), TOPICS_A_FILE):
        yield [
            [
                _clipped(topic.question or topic.description or ""),
                [
                    [
                        number_of[pair.guideline.id],
                        reference.name,
                        reference.url,
                        LEVELS.index(reference.level) if reference.level else -1,
                        _clipped(reference.quote or reference.description or ""),
                        *filter(None, (reference.rule,)),
                    ]
                    for pair in _pairs(crosswalk, topic)
                    for reference in pair.references
                ],
            ]
            for topic in crosswalk.topics[start : start + TOPICS_A_FILE]
        ]


def _texts(crosswalk: Crosswalk) -> Iterator[Iterable[str | None]]:
    """Yield the texts of each document beside its names."""
    for topic in crosswalk.topics:
        yield _texts_of_topic(topic, _pairs(crosswalk, topic))
    for guideline in crosswalk.guidelines:
        yield _texts_of_guideline(guideline)


def _texts_of_topic(topic: Topic, pairs: tuple[Pair, ...]) -> Iterator[str | None]:
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


def _words(text: str) -> set[str]:
    """Return the distinct words of *text*, in small letters and without accents."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return set(_WORD.findall(text.lower()))


def _distances(numbers: list[int]) -> list[int]:
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY else f"{line[:SUMMARY].rpartition(' ')[0] or line[: SUMMARY - 1]}…"


def _pairs(crosswalk: Crosswalk, topic: Topic) -> tuple[Pair, ...]:
    return crosswalk.pairs_of_topic.get(topic.id, ())


def _json(value: Value) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
