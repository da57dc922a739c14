"""Crosswalks made by hand, for tests of what is made of them."""

from collections.abc import Iterable

from crosswalk.diagnostics import Place
from crosswalk.model import (
    Body,
    Category,
    ContentPage,
    Crosswalk,
    Guideline,
    Media,
    Output,
    Pair,
    Part,
    Post,
    Reference,
    Topic,
)
from crosswalk.urls import slug


def parts(outputs: Iterable[Output]) -> list[list[Part]]:
    """Return *outputs* as the one part there is."""
    return [[Part(name="all", make=lambda: outputs)]]


def topic(id_: str, category: str = "Status", body: str = "", **fields: object) -> Topic:
    """Return a topic; what is not given is as short as can be."""
    known: dict[str, object] = {"name": id_, "category": category, **fields}
    return Topic(id=id_, body=Body(text=body, place=Place(file=f"topics/{id_}.md")), **known)  # type: ignore[arg-type]


def guideline(id_: str, body: str | None = None, **fields: object) -> Guideline:
    """Return a guideline; what is not given is as short as can be."""
    profile = None if body is None else Body(text=body, place=Place(file=f"guidelines/{id_}.md"))
    known: dict[str, object] = {"title": id_, "url": f"https://{id_}.example/rules", **fields}
    return Guideline(id=id_, body=profile, **known)  # type: ignore[arg-type]


def reference(name: str = "Rule", **fields: object) -> Reference:
    """Return a reference; what is not given is as short as can be."""
    known: dict[str, object] = {"url": f"https://acme.example/rules#{slug(name)}", **fields}
    return Reference(name=name, **known)  # type: ignore[arg-type]


def pair(topic: Topic, guideline: Guideline, *references: Reference, **fields: object) -> Pair:
    """Return a pair; without references it does not count as coverage."""
    return Pair(topic=topic, guideline=guideline, references=references, **fields)  # type: ignore[arg-type]


def post(slug_: str, date: str, body: str = "News.", **fields: object) -> Post:
    """Return a post; what is not given is as short as can be."""
    known: dict[str, object] = {"title": slug_, **fields}
    place = Place(file=f"posts/{date}-{slug_}.md")
    return Post(slug=slug_, date=date, body=Body(text=body, place=place), **known)  # type: ignore[arg-type]


def crosswalk(
    topics: Iterable[Topic] = (),
    guidelines: Iterable[Guideline] = (),
    pairs: Iterable[Pair] = (),
    pages: Iterable[ContentPage] = (),
    posts: Iterable[Post] = (),
    media: Iterable[Media] = (),
) -> Crosswalk:
    """Return the crosswalk of *topics* and *guidelines*, in the order given, joined by *pairs*."""
    topics, guidelines, pairs = tuple(topics), tuple(guidelines), tuple(pairs)
    names = dict.fromkeys(topic.category or "Uncategorised" for topic in topics)
    categories = tuple(
        Category(
            name=name,
            slug=slug(name),
            topics=tuple(topic for topic in topics if (topic.category or "Uncategorised") == name),
        )
        for name in names
    )
    return Crosswalk(
        categories=categories,
        topics=tuple(topic for category in categories for topic in category.topics),
        guidelines=guidelines,
        pairs_of_topic={
            topic.id: tuple(pair for pair in pairs if pair.topic.id == topic.id) for topic in topics
        },
        pairs_of_guideline={
            guideline.id: tuple(pair for pair in pairs if pair.guideline.id == guideline.id)
            for guideline in guidelines
        },
        category_of={topic.id: category for category in categories for topic in category.topics},
        pages=tuple(pages),
        posts=tuple(posts),
        media=tuple(media),
    )
