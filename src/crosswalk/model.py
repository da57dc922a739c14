"""The field's own things, as values: what authors write, and the crosswalk linked from it.

Everything is frozen. Nothing here opens a file, judges content or renders itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from crosswalk.diagnostics import Place
from crosswalk.packing import packed

type_ = str  # an annotation inside a class that has a field named `type`


class Level(StrEnum):
    """How strongly a guideline puts it, in the words of RFC 2119."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    SHOULD_NOT = "should-not"
    MUST_NOT = "must-not"


class Status(StrEnum):
    """What became of a guideline."""

    CURRENT = "current"
    FROZEN = "frozen"
    ARCHIVED = "archived"
    MOVED = "moved"
    SUPERSEDED = "superseded"


class Menu(StrEnum):
    """Which menu leads to a page."""

    MAIN = "main"
    FOOT = "foot"
    """That at the foot of every page."""


@packed
@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The Markdown behind a front matter, not yet rendered."""

    text: str = ""
    place: Place
    """Where its first line stands."""


@packed
@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name that may lead somewhere: an author, a normative text."""

    name: str
    url: str | None = None
    twitter: str | None = None
    """A handle without `@`, as the published data has it for authors."""


@packed
@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place in a guideline that speaks of a topic."""

    name: str
    url: str
    quote: str | None = None
    document: str | None = None
    """The document of a guideline that has several."""
    description: str | None = None
    level: Level | None = None
    rule: str | None = None
    """The guideline's own id of the rule."""
    archived_url: str | None = None
    """A lasting copy."""


@packed
@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One of the answers that guidelines give to a topic's question."""

    id: str
    label: str
    description: str | None = None


@packed
@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a guideline, and where it is stated."""

    key: str
    """As authors write it: `guideline_url`."""
    value: object
    """None where what is stated is unsound, and reported."""
    place: Place


@packed
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a topic file says of one guideline."""

    guideline_id: str
    facts: Mapping[str, Fact]
    """By field of `Guideline`; only those that the entry gives."""
    references: tuple[Reference, ...] = ()
    positions: tuple[str, ...] = ()
    note: str | None = None
    places: Mapping[str, Place]

    @property
    def place(self) -> Place:
        """Where the entry begins."""
        return self.places[""]


@packed
@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A question of design that authors write a page for."""

    id: str
    name: str
    title: str | None = None
    category: str | None = None
    description: str | None = None
    sort: str | None = None
    permalink: str | None = None
    """A site path other than the default; a final slash, where given, stays."""
    question: str | None = None
    positions: tuple[Position, ...] = ()
    aliases: tuple[str, ...] = ()
    """Earlier ids."""
    related: tuple[str, ...] = ()
    """Ids of other topics."""
    specs: tuple[Named, ...] = ()
    authors: tuple[Named, ...] = ()
    updated: str | None = None
    """YYYY-MM-DD."""
    entries: tuple[Entry, ...] = ()
    body: Body
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each field that was given stands, by name; "" is the whole mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """One published set of rules by one organisation, every fact in one place."""

    id: str
    title: str
    type: type_ | None = None
    url: str
    github_url: str | None = None
    company: str | None = None
    company_logo_url: str | None = None
    """An http(s) URL, or a path on this site."""
    company_url: str | None = None
    screenshot_url: str | None = None
    """An http(s) URL, or a path on this site."""
    authors: tuple[Named, ...] = ()
    date: str | None = None
    """YYYY-MM-DD: published, or last changed."""
    review_date: str | None = None
    """YYYY-MM-DD: when crosswalk's authors last read it."""
    language: str | None = None
    status: Status | None = None
    replaced_by: tuple[str, ...] = ()
    licence: str | None = None
    description: str | None = None
    body: Body | None = None
    """Its profile; only a registry entry has one."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each field is stated first, by name."""


@packed
@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryEntry:
    """A file of `guidelines/`: the facts of a guideline, stated once."""

    id: str
    facts: Mapping[str, Fact]
    body: Body | None = None
    place: Place
    """Where its mapping begins."""
    id_place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCategory:
    """An item of `categories.yaml`."""

    name: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPage:
    """A page such as about or contribute, listed in a menu of every page."""

    slug: str
    title: str
    description: str | None = None
    menu: Menu = Menu.MAIN
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """News, by date."""

    slug: str
    """The name of its file without the date."""
    title: str
    date: str
    """YYYY-MM-DD."""
    description: str | None = None
    authors: tuple[Named, ...] = ()
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A file of `media/` that is safe to publish."""

    path: str
    """Relative to the site, as in `media/logos/acme.svg`."""
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Everything loaded, by kind, in the order of the files; not yet linked."""

    topics: tuple[Topic, ...] = ()
    guidelines: tuple[RegistryEntry, ...] = ()
    unread: frozenset[str] = frozenset()
    """Names of registry files that could not be loaded: what they state is unknown, not absent."""
    categories: tuple[ListedCategory, ...] | None = None
    """None where the content has no `categories.yaml`."""
    pages: tuple[ContentPage, ...] = ()
    posts: tuple[Post, ...] = ()
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A topic and a guideline that speaks of it, with the references that prove it."""

    topic: Topic
    guideline: Guideline
    references: tuple[Reference, ...] = ()
    positions: tuple[Position, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A named group of topics; every topic is in exactly one."""

    name: str
    slug: str
    description: str | None = None
    topics: tuple[Topic, ...] = ()
    """In the order of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """The linked whole: topic to guidelines and guideline to topics."""

    categories: tuple[Category, ...] = ()
    """In the order of the site; none is empty."""
    topics: tuple[Topic, ...] = ()
    """By category, then in the order of each."""
    guidelines: tuple[Guideline, ...] = ()
    """By organisation and title."""
    pairs_of_topic: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict)
    """By topic id; in the order of the guidelines."""
    pairs_of_guideline: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict)
    """By guideline id; in the order of the topics."""
    category_of: Mapping[str, Category] = field(default_factory=dict)
    """By topic id."""
    pages: tuple[ContentPage, ...] = ()
    posts: tuple[Post, ...] = ()
    """Newer ones first."""
    media: tuple[Media, ...] = ()

    def pairs_on(self, topic: Topic) -> tuple[Pair, ...]:
        """Return what guidelines say of *topic*, in the order of the guidelines."""
        return self.pairs_of_topic.get(topic.id, ())


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: a path relative to it, and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Outputs that are made together, whatever else is made."""

    name: str
    """Which no other part has, and which is the same in the next build."""
    make: Callable[[], Iterable[Output]]
    key: bytes = b""
    """What they are made of, in short: with the same key come the same outputs. Empty if that is unknown."""
