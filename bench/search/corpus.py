"""Crosswalks of any size, made of a real one: topics are copied under other ids and names.

A copy keeps the shape of its original (how many guidelines, references, quotes; how long each text is) and
gets other words. Vocabularies grow with the square root of what is written, roughly as Heaps found: so a
copy's word is the original with a fair chance, else one out of a list that grows that way. Guidelines grow
likewise. There is no chance in it: the same number gives the same crosswalk.
"""

import math
import re
from dataclasses import replace
from pathlib import Path
from random import Random

from crosswalk.diagnostics import Diagnostics
from crosswalk.link import link
from crosswalk.load import load
from crosswalk.model import Body, Category, Crosswalk, Pair, Reference, Topic
from crosswalk.urls import slug

KEPT = 0.6
"""How likely a word of a copy is the original's."""
ONSETS = ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pr")
SYLLABLES = [onset + rime for onset in ONSETS for rime in ("a", "e", "i", "o", "u", "er", "in", "on", "al")]


def original(content: Path) -> Crosswalk:
    """Return the crosswalk of a content folder."""
    found = Diagnostics()
    return link(load(content, found), found)


def grown(known: Crosswalk, count: int, body: str = "") -> Crosswalk:
    """Return a crosswalk of *count* topics made of *known*, each with a *body* in words of its own."""
    copies = max(1, math.ceil(count / len(known.topics)))
    words = Words(copies)
    guidelines = list(known.guidelines)
    for number in range(1, math.isqrt(copies)):
        guidelines += [
            replace(
                each,
                id=f"{each.id}-{number}",
                title=words.of(each.title, each.id, number),
                company=f"{words.of(each.company or each.title, each.id, number)} {number}",
            )
            for each in known.guidelines
        ]
    topics: list[Topic] = []
    pairs: dict[str, tuple[Pair, ...]] = {}
    for number in range(copies):
        for topic in known.topics:
            if len(topics) == count:
                break
            copy = _copy(topic, number, words, body)
            topics.append(copy)
            chance = Random(f"{topic.id} {number}")
            pairs[copy.id] = tuple(
                Pair(
                    topic=copy,
                    guideline=pair.guideline if number == 0 else chance.choice(guidelines),
                    references=tuple(_reference(each, words, copy.id, number) for each in pair.references),
                )
                for pair in known.pairs_of_topic[topic.id]
            )
    by_category = {
        each.name: tuple(topic for topic in topics if topic.category == each.name)
        for each in known.categories
    }
    categories = tuple(replace(each, topics=by_category[each.name]) for each in known.categories)
    return Crosswalk(
        categories=categories,
        topics=tuple(topic for category in categories for topic in category.topics),
        guidelines=tuple(guidelines),
        pairs_of_topic=pairs,
        category_of=_category_of(categories),
    )


def _category_of(categories: tuple[Category, ...]) -> dict[str, Category]:
    return {topic.id: category for category in categories for topic in category.topics}


def _copy(topic: Topic, number: int, words: "Words", body: str) -> Topic:
    text = words.of(body, topic.id, number)
    placed = Body(text=text, place=topic.body.place)
    if number == 0:
        return replace(topic, body=placed)
    name = words.of(topic.name, topic.id, number)
    return replace(
        topic,
        id=f"{slug(name)[:60]}-{number}",
        name=name if name != topic.name else f"{name} {number}",
        title=None,
        permalink=None,
        description=words.of(topic.description or "", topic.id, number),
        body=placed,
    )


def _reference(reference: Reference, words: "Words", place: str, number: int) -> Reference:
    if number == 0:
        return reference
    name = words.of(reference.name, place + reference.url, number)
    quote = words.of(reference.quote, place, number) if reference.quote else None
    return replace(reference, name=name, url=f"{reference.url}-{slug(name)[:40]}", quote=quote)


class Words:
    """A vocabulary for so many copies."""

    def __init__(self, copies: int) -> None:
        chance = Random(copies)
        # The hundred real topics have some two thousand words; their tenfold gets about three times as many.
        size = int(2_000 * math.sqrt(copies))
        self._known = [
            "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(size)
        ]

    def of(self, text: str, place: str, number: int) -> str:
        """Return *text* with some of its words replaced; for the original, number 0, as it is."""
        if number == 0:
            return text
        chance = Random(f"{place} {number} {text[:40]}")

        def word(match: re.Match[str]) -> str:
            if chance.random() < KEPT:
                return match[0]
            # Frequent words stand at the front of the list, and are chosen more often.
            return self._known[int(len(self._known) ** chance.random()) - 1]

        return re.sub(r"[A-Za-z]{4,}", word, text)
