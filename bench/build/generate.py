"""Write a content folder of any size: topics in the form of the published ones, in words that nobody wrote.

In: how many topics, the share that has a body, a seed. Out: a folder that `crosswalk check` finds nothing in.
The same numbers give the same bytes. The rules are taken from the hundred published topics, and from the
corpus that speed is promised for (10,000 topics, 80,000 references, 200 guidelines):

- 8 references a topic, exactly so over all; a topic has 1 to 36, in 1 to 15 guidelines.
- `guidelines_of`: min(200, 20 + topics / 50), so 22, 40 and 200 at 100, 1,000 and 10,000. They are drawn as
  Zipf found of words: the second half as often as the first, the third a third as often.
- `categories_of`: 7 + the root of the topics, so 17, 38 and 107; large and small ones.
- The lengths of names, descriptions and quotes are drawn from those of the published topics; a fifth of the
  references has a quote. The vocabulary grows with the root of what is written, roughly as Heaps found.
- Facts of guidelines stand in `guidelines/<id>.yaml`, once.

    python bench/build/generate.py --topics 1000 --bodies 0.3 content
"""

import argparse
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

REFERENCES = 8
"""Of a topic, on average."""
QUOTED = 0.2
"""The share of references that quote."""

# Deciles of the published topics, in characters, and in pieces.
NAME = (3, 6, 9, 10, 12, 14, 16, 19, 22, 25, 35)
DESCRIPTION = (17, 23, 32, 40, 47, 54, 90, 130, 180, 252, 494)
REFERENCE = (3, 7, 11, 14, 16, 19, 22, 25, 28, 35, 100)
QUOTE = (12, 24, 40, 52, 66, 79, 90, 102, 120, 159, 336)
SPEAKERS = (1, 2, 2, 3, 4, 5, 5, 6, 7, 9, 15)

ONSETS = ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl")
RIMES = ("a", "e", "i", "o", "u", "er", "in", "on", "al", "es")
SYLLABLES = [onset + rime for onset in ONSETS for rime in RIMES]
SAFE = re.compile(r"[A-Za-z][A-Za-z0-9 ,.()/-]*")
"""What YAML takes for a string without quotes."""


def guidelines_of(topics: int) -> int:
    """Return how many guidelines speak of so many *topics*."""
    return min(200, 20 + topics // 50)


def categories_of(topics: int) -> int:
    """Return how many categories so many *topics* fall into."""
    return 7 + math.isqrt(topics)


@dataclass(frozen=True, slots=True)
class Name:
    """What a guideline, a category or a topic is called."""

    id: str
    text: str


def write(folder: Path, topics: int, *, bodies: float = 0.0, seed: int = 1) -> None:
    """Write into *folder* a content folder of *topics*, a share of *bodies* of which has a body."""
    chance = Random(f"{seed} {topics}")
    words = Words(chance, topics)
    categories = words.names(categories_of(topics), NAME)
    guidelines = words.names(guidelines_of(topics), NAME)
    named = words.names(topics, NAME)
    for part in ("topics", "guidelines"):
        (folder / part).mkdir(parents=True)
    _write(folder / "categories.yaml", _categories(categories, words))
    for guideline in guidelines:
        _write(folder / "guidelines" / f"{guideline.id}.yaml", _guideline(guideline, words))
    spread = Spread(chance, categories, guidelines)
    # Bodies are drawn apart from all else, so that front matters are the same with and without.
    articles = Random(f"{seed} {topics} bodies")
    having = set(articles.sample(range(topics), round(topics * bodies)))
    article_words = Words(articles, topics)
    for number, (topic, places) in enumerate(zip(named, _places(chance, topics), strict=True)):
        lines = _topic(topic, spread, places, words)
        body = _body(article_words, named) if number in having else ()
        _write(folder / "topics" / f"{topic.id}.md", ("---", *lines, "---", *body))


def _write(path: Path, lines: Sequence[str] | Iterator[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _places(chance: Random, topics: int) -> list[list[int]]:
    """Return for each topic how many references each guideline that speaks of it has; 8 a topic over all."""
    places = []
    for _ in range(topics):
        speakers = _drawn(chance, SPEAKERS)
        places.append([chance.choices((1, 2, 3, 5), (60, 25, 10, 5))[0] for _ in range(speakers)])
    missing = REFERENCES * topics - sum(map(sum, places))
    step = 1 if missing > 0 else -1
    while missing:
        of_topic = chance.choice(places)
        place = chance.randrange(len(of_topic))
        if 1 <= of_topic[place] + step <= 12 and sum(of_topic) + step <= 36:
            of_topic[place] += step
            missing -= step
    return places


def _drawn(chance: Random, deciles: Sequence[int]) -> int:
    """Return a number that falls between *deciles* as they say."""
    decile = chance.randrange(len(deciles) - 1)
    return chance.randint(deciles[decile], deciles[decile + 1])


class Words:
    """A vocabulary for so many topics, frequent words in front."""

    def __init__(self, chance: Random, topics: int) -> None:
        self.chance = chance
        size = int(2_000 * math.sqrt(topics / 100))
        # No word of one syllable: among those are devices of Windows, and what YAML takes for a boolean.
        self._known = [
            "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 2, 2, 3)))) for _ in range(size)
        ]

    def word(self) -> str:
        """Return a word; frequent ones are returned more often."""
        return self._known[int(len(self._known) ** self.chance.random()) - 1]

    def phrase(self, deciles: Sequence[int]) -> str:
        """Return words about as long as *deciles* say, the first with a capital."""
        length = _drawn(self.chance, deciles)
        text = self.word()
        while len(text) < length - 3:
            text += f" {self.word()}"
        return text.capitalize()

    def sentence(self, deciles: Sequence[int]) -> str:
        """Return a sentence about as long as *deciles* say, with marks that HTML and JSON escape."""
        parts = self.phrase(deciles).split(" ")
        for mark in (",", " &", "'s"):
            if len(parts) > 4 and self.chance.random() < 0.3:
                parts[self.chance.randrange(1, len(parts) - 1)] += mark
        if len(parts) > 6 and self.chance.random() < 0.1:
            parts[2] = f'"{parts[2]}"'
        return f"{' '.join(parts)}."

    def names(self, count: int, deciles: Sequence[int]) -> list[Name]:
        """Return *count* names that give different ids."""
        found: dict[str, Name] = {}
        while len(found) < count:
            text = self.phrase(deciles)
            id_ = text.lower().replace(" ", "-")[:80].rstrip("-")
            found.setdefault(id_, Name(id_, text))
        return list(found.values())


class Spread:
    """Who is spoken of how often."""

    def __init__(self, chance: Random, categories: list[Name], guidelines: list[Name]) -> None:
        self._chance = chance
        self._categories = categories
        self._guidelines = guidelines
        # The largest of the 17 published categories has 18 of 100 topics: flatter than what Zipf found.
        self._of_categories = list(accumulate(1 / math.sqrt(rank) for rank in range(1, len(categories) + 1)))
        self._of_guidelines = list(accumulate(1 / rank for rank in range(1, len(guidelines) + 1)))

    def category(self) -> Name:
        """Return the category of a topic."""
        return self._chance.choices(self._categories, cum_weights=self._of_categories)[0]

    def guidelines(self, count: int) -> list[Name]:
        """Return *count* different guidelines."""
        found: dict[str, Name] = {}
        while len(found) < count:
            each = self._chance.choices(self._guidelines, cum_weights=self._of_guidelines)[0]
            found[each.id] = each
        return list(found.values())


def _scalar(text: str) -> str:
    return text if SAFE.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def _categories(categories: list[Name], words: Words) -> Iterator[str]:
    for category in categories:
        yield f"- category_name: {_scalar(category.text)}"
        yield f"  category_description: {_scalar(words.sentence(DESCRIPTION))}"


def _day(chance: Random) -> str:
    return f"{chance.randint(2014, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _guideline(guideline: Name, words: Words) -> Iterator[str]:
    chance = words.chance
    host = f"{guideline.id[:30].rstrip('-')}.example"
    yield f"guideline_id: {guideline.id}"
    yield f"guideline_title: {_scalar(f'{guideline.text} API guidelines')}"
    yield f"guideline_type: {chance.choice(('website', 'github', 'gitbook'))}"
    yield f"guideline_url: 'https://{host}/guidelines'"
    yield f"guideline_company: {_scalar(guideline.text)}"
    yield f"guideline_companyUrl: 'https://{host}'"
    yield f"guideline_date: {_day(chance)}"
    yield f"guideline_reviewDate: {_day(chance)}"
    if chance.random() < 0.5:
        yield f"guideline_description: {_scalar(words.sentence(DESCRIPTION))}"


def _topic(topic: Name, spread: Spread, places: Sequence[int], words: Words) -> Iterator[str]:
    category = spread.category()
    yield "layout: topic"
    yield f"title: {_scalar(topic.text)}"
    yield f"permalink: /design/topics/{topic.id}"
    yield f"sort: {_scalar(f'{category.text}_{topic.text}')}"
    yield f"topic_id: {topic.id}"
    yield f"topic_category: {_scalar(category.text)}"
    yield f"topic_name: {_scalar(topic.text)}"
    yield f"topic_description: {_scalar(words.sentence(DESCRIPTION))}"
    yield "guidelines:"
    for guideline, count in zip(spread.guidelines(len(places)), places, strict=True):
        yield f"  - guideline_id: {guideline.id}"
        yield "    references:"
        for _ in range(count):
            yield from _reference(guideline, words)


def _reference(guideline: Name, words: Words) -> Iterator[str]:
    name = words.phrase(REFERENCE)
    page = "/".join(words.word() for _ in range(words.chance.randint(1, 3)))
    address = f"https://{guideline.id[:30].rstrip('-')}.example/guidelines/{page}"
    yield f"      - name: {_scalar(name)}"
    yield f"        url: '{address}#{name.lower().replace(' ', '-')}'"
    if words.chance.random() < QUOTED:
        yield f"        quote: {_scalar(words.sentence(QUOTE))}"


def _body(words: Words, topics: list[Name]) -> Iterator[str]:
    """Yield a body of some 3,000 characters, with what articles are made of."""

    def sentences(count: int) -> str:
        return " ".join(words.sentence(QUOTE) for _ in range(count))

    def link() -> str:
        other = words.chance.choice(topics)
        return f"[{other.text.lower()}](/design/topics/{other.id})"

    yield from ("", f"{sentences(3)} See {link()}.")
    yield from ("", f"## {words.phrase(NAME)}", "", sentences(4), "")
    yield from (f"- **{words.phrase(NAME)}.** {sentences(1)}" for _ in range(4))
    outside = f"[{words.phrase(NAME)}](https://{words.word()}.example/rules)"
    yield from ("", f"{sentences(2)} It is told in {outside}.", "", "```http")
    yield from (f"GET /{words.word()}?{words.word()}={words.word()} HTTP/1.1", "Host: api.example.org", "```")
    members = [f'  "{words.word()}": "{words.word()}"' for _ in range(5)]
    yield from ("", "```json", "{", *(f"{member}," for member in members), '  "count": 42', "}", "```", "")
    yield from (f"## {words.phrase(NAME)}", "", sentences(3), "")
    yield from ("| what | first | second |", "|---|---|---|")
    yield from (f"| {words.phrase(NAME)} | `{words.word()}` | {words.word()} |" for _ in range(4))
    yield from ("", f"### {words.phrase(NAME)}", "", f"{sentences(3)} Or see {link()}.", "")
    yield from (f"{number}. {sentences(1)}" for number in range(1, 4))


def main() -> None:
    """Write what is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folder", type=Path, help="where to write; must not exist")
    arguments.add_argument("--topics", type=int, default=1_000)
    arguments.add_argument("--bodies", type=float, default=0.0, help="the share of topics that has a body")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    given.folder.mkdir(parents=True)
    write(given.folder, given.topics, bodies=given.bodies, seed=given.seed)


if __name__ == "__main__":
    main()
