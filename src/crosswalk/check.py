"""The rules that need the whole crosswalk, one small generator each.

In: the linked crosswalk, the registry it came from and its addresses. Out: diagnostics. Nothing is changed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from crosswalk import consensus, prose
from crosswalk.diagnostics import Diagnostic, Diagnostics, Place, Severity, quoted
from crosswalk.model import Body, ContentPage, Crosswalk, Post, Registry, RegistryEntry, Topic
from crosswalk.urls import API, BUILD, HOME, NOT_FOUND, Urls, local_path

_Part = TypeVar("_Part")

Parts = dict[tuple[Callable[[str], Iterable[Any]], Body], tuple[Any, ...]]
"""What bodies consist of, by what looked for it and the body. Any: of what is looked for."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule may look at."""

    registry: Registry
    """What is checked: every file that could be loaded, those with a taken id included."""
    crosswalk: Crosswalk
    """What is known: one of each id."""
    urls: Urls
    found: Diagnostics
    """Asked for advice."""
    parts: Parts = field(default_factory=dict)

    def parts_of(self, body: Body, look: Callable[[str], Iterable[_Part]]) -> tuple[_Part, ...]:
        """Return what *look* finds in *body*."""
        if (look, body) not in self.parts:
            self.parts[look, body] = tuple(look(body.text))
        return self.parts[look, body]


def check(
    registry: Registry, crosswalk: Crosswalk, urls: Urls, found: Diagnostics, *, parts: Parts | None = None
) -> None:
    """Report into *found* what every rule finds; *parts* of bodies known are not looked for again."""
    scope = Scope(registry, crosswalk, urls, found, {} if parts is None else parts)
    for rule in RULES:
        for diagnostic in rule(scope):
            found.add(diagnostic)


def _error(place: Place, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place=place, code=code, message=message, hint=hint)


def _warning(place: Place, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place=place, code=code, message=message, hint=hint, severity=Severity.WARNING)


# Places on the site


def places(scope: Scope) -> Iterator[Diagnostic]:
    """No two pages stand in the same place (CONTRACT, Fields: permalink-collision)."""
    owned = _Owned.of(scope)
    taken = {f"/{page.slug}": page.body.place.file for page in scope.crosswalk.pages}
    for page in scope.crosswalk.pages:
        if owner := owned.at(f"/{page.slug}"):
            message = f"the page /{page.slug} would take the place of {owner}"
            yield _error(Place(page.body.place.file), "permalink-collision", message, "rename the file")
    for topic in scope.crosswalk.topics:
        taken[scope.urls.default_topic(topic.id)] = _file(topic)
    for topic in scope.registry.topics:
        if topic.permalink is not None:
            yield from _permalink(topic, topic.permalink, owned.at, taken, scope.urls)
    for topic in scope.registry.topics:
        for alias in topic.aliases:
            yield from _alias(topic, alias, taken, scope.urls)


def _permalink(
    topic: Topic,
    permalink: str,
    owned: Callable[[str], str | None],
    taken: dict[str, str],
    urls: Urls,
) -> Iterator[Diagnostic]:
    # With and without a final slash it is the same place to a reader.
    place = permalink.rstrip("/") or HOME
    owner = owned(place) or taken.get(place)
    if owner is None:
        taken[place] = _file(topic)
    elif place != urls.default_topic(topic.id):
        message = f"permalink {quoted(permalink)} is the place of {owner}"
        yield _error(
            topic.places["permalink"], "permalink-collision", message, "choose another, or delete the key"
        )


def _alias(topic: Topic, alias: str, taken: dict[str, str], urls: Urls) -> Iterator[Diagnostic]:
    owner = taken.setdefault(urls.default_topic(alias), _file(topic))
    if owner != _file(topic) or alias == topic.id:
        taken_by = "the topic itself" if alias == topic.id else quoted(owner)
        message = f"the alias {quoted(alias)} is taken by {taken_by}"
        yield _error(topic.places[f"topic_aliases:{alias}"], "id-duplicate", message, "delete the alias")


@dataclass(frozen=True, slots=True)
class _Owned:
    """What the site itself has, now or by SPEC, Pages: where no topic may stand."""

    places: dict[str, str]
    below: dict[str, str]
    """By what the places begin with."""

    @classmethod
    def of(cls, scope: Scope) -> Self:
        """Return what the site of a crosswalk has."""
        section = f"/{scope.urls.section}"
        places = {
            HOME: "the home page",
            section: "the section",
            f"{section}/topics": "the index of topics",
            f"{section}/guidelines": "the index of guidelines",
            f"{section}/categories": "the index of categories",
            f"{section}/changes": "what changed",
            NOT_FOUND: "the page for what is not found",
            "/matrix": "the matrix",
            "/compare": "the comparison",
            "/search": "the search",
            "/blog": "the news",
            API: "the API",
            "/openapi": "the description of the API",
            "/api-catalog": "the catalog of the API",
            "/rels": "the relations of the API",
            "/schemas": "the schemas of the API",
            "/cards": "the pictures of topics",
        }
        if consensus.is_asked(scope.crosswalk):
            places |= {
                scope.urls.disagreements(): "the list of disagreements",
                scope.urls.settled(): "the list of settled questions",
                BUILD: "the page to build a guideline",
            }
        below = {
            f"{section}/guidelines/": "a guideline",
            f"{section}/categories/": "a category",
            "/blog/": "a post",
            "/search/": "the index of the search",
            f"{API}/": "the API",
            "/rels/": "a relation of the API",
            "/schemas/": "a schema of the API",
            "/cards/": "the picture of a topic",
        }
        return cls(places, below)

    def at(self, place: str) -> str | None:
        """Return what stands at *place*; None where a topic may."""
        if place in self.places:
            return self.places[place]
        return next((kind for prefix, kind in self.below.items() if place.startswith(prefix)), None)


def _file(topic: Topic) -> str:
    return topic.places[""].file


# Ids that lead somewhere


def related_topics(scope: Scope) -> Iterator[Diagnostic]:
    """A related topic exists."""
    known = {topic.id: topic for topic in scope.crosswalk.topics}
    for topic in scope.registry.topics:
        for related in topic.related:
            if related not in known:
                yield _unknown_topic(
                    topic.places[f"topic_related:{related}"], related, scope.found.advice(related, known)
                )


def body_links(scope: Scope) -> Iterator[Diagnostic]:
    """A link in a body leads to a topic, by its id or an earlier one (SPEC 2)."""
    known = {each: topic for topic in scope.crosswalk.topics for each in (topic.id, *topic.aliases)}
    for body in _bodies(scope):
        for line, column, topic_id in scope.parts_of(body, prose.topic_links):
            if topic_id not in known:
                yield _unknown_topic(
                    _within(body, line, column), topic_id, scope.found.advice(topic_id, known)
                )


def _bodies(scope: Scope) -> Iterator[Body]:
    described: tuple[Topic | RegistryEntry | ContentPage | Post, ...] = (
        *scope.registry.topics,
        *scope.registry.guidelines,
        *scope.registry.pages,
        *scope.registry.posts,
    )
    yield from (each.body for each in described if each.body)


def _within(body: Body, line: int, column: int) -> Place:
    """Return the place in its file of a *line* and *column* of a *body*."""
    return Place(body.place.file, body.place.line + line - 1, column)


def _unknown_topic(place: Place, topic_id: str, hint: str) -> Diagnostic:
    return _warning(place, "topic-unknown", f"no topic has the id {quoted(topic_id)}", hint)


def positions(scope: Scope) -> Iterator[Diagnostic]:
    """A guideline's position is one of the topic's."""
    for topic in scope.registry.topics:
        known = [position.id for position in topic.positions]
        for entry in topic.entries:
            for position in entry.positions:
                if position not in known:
                    message = f"the topic has no position {quoted(position)}"
                    hint = scope.found.advice(position, known) or "add it to topic_positions"
                    yield _error(entry.places[f"position:{position}"], "position-unknown", message, hint)


def successors(scope: Scope) -> Iterator[Diagnostic]:
    """A guideline is replaced by one that is known."""
    known = {guideline.id: guideline for guideline in scope.crosswalk.guidelines}
    for guideline in scope.crosswalk.guidelines:
        for successor in guideline.replaced_by:
            if successor not in known:
                message = f"no guideline has the id {quoted(successor)}"
                yield _warning(
                    guideline.places["replaced_by"],
                    "guideline-unknown",
                    message,
                    scope.found.advice(successor, known),
                )


# Names that agree


def file_names(scope: Scope) -> Iterator[Diagnostic]:
    """A file bears its id as its name."""
    named = [(topic.id, topic.places.get("topic_id")) for topic in scope.crosswalk.topics]
    named += [(entry.id, entry.id_place) for entry in scope.registry.guidelines]
    for known_id, place in named:
        if (
            place
            and not known_id.startswith("?")
            and place.file.rpartition("/")[2].rpartition(".")[0] != known_id
        ):
            message = f"the file is not named after its id {quoted(known_id)}"
            yield _warning(place, "file-name", message, "rename one of them")


def categories(scope: Scope) -> Iterator[Diagnostic]:
    """A category is listed, where categories are."""
    if scope.registry.categories is None:
        return
    known = {category.name: category for category in scope.registry.categories}
    for topic in scope.registry.topics:
        if topic.category is not None and topic.category not in known:
            message = f"the category {quoted(topic.category)} is not in categories.yaml"
            hint = scope.found.advice(topic.category, known) or "add it there"
            yield _warning(topic.places["topic_category"], "category-unknown", message, hint)


def media_files(scope: Scope) -> Iterator[Diagnostic]:
    """A local logo, screenshot or image of a body is in the media folder, where there is one."""
    known = {f"/{media.path}" for media in scope.crosswalk.media}
    if not known:
        return
    for place, url in _images_of_site(scope):
        path = local_path(url)
        if path and path not in known:
            yield _warning(
                place, "media-missing", f"there is no file {quoted(url)}", scope.found.advice(url, known)
            )


def _images_of_site(scope: Scope) -> Iterator[tuple[Place, str]]:
    for guideline in scope.crosswalk.guidelines:
        for name in ("company_logo_url", "screenshot_url"):
            url: str | None = getattr(guideline, name)
            if url:
                yield guideline.places[name], url
    for body in _bodies(scope):
        for image in scope.parts_of(body, prose.images):
            yield _within(body, image.line, image.column), image.url


def image_texts(scope: Scope) -> Iterator[Diagnostic]:
    """An image of a body says what it shows, for those who do not see it."""
    for body in _bodies(scope):
        for image in scope.parts_of(body, prose.images):
            if not image.alt:
                message = "the image has no text that says what it shows"
                hint = "write it between the brackets, as in ![a list in three pages]"
                yield _warning(_within(body, image.line, image.column), "image-alt", message, hint)


RULES: tuple[Callable[[Scope], Iterator[Diagnostic]], ...] = (
    places,
    related_topics,
    body_links,
    positions,
    successors,
    file_names,
    categories,
    media_files,
    image_texts,
)
