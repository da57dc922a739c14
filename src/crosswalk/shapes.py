"""The shape of each kind of content file: what a topic, a guideline, a page consists of.

In: the front matter or YAML of one file. Out: its value, with every unsound part reported and left out. Which
keys there are, and what each is for, stands in SPEC 2; what a value must look like is for `fields`.
"""

import re
from collections.abc import Iterator, Mapping

from crosswalk.allowance import Allowance, effort_of
from crosswalk.diagnostics import Diagnostics, Place, quoted
from crosswalk.fields import Fields, Getter, mappings_of
from crosswalk.model import (
    Body,
    ContentPage,
    Entry,
    Fact,
    Level,
    ListedCategory,
    Menu,
    Named,
    Position,
    Post,
    Reference,
    RegistryEntry,
    Status,
    Topic,
)
from crosswalk.source import Document, front_matter, yaml_file, yaml_mapping
from crosswalk.text import Source
from crosswalk.urls import RESERVED, is_id

# Topics


def topic(document: Document, found: Diagnostics) -> Topic:
    """Return the topic that *document* is; one without a sound id or name has a makeshift in its place."""
    fields = Fields(document.root, document.source, found)
    return topic_of(fields, _sound_body(document, found))


def topic_of(fields: Fields, body: Body) -> Topic:
    """Return the topic that *fields* describe, and *body* explains."""
    built = Topic(
        # Without a sound id the topic still states facts and can be checked; no id looks like this one.
        id=fields.id("topic_id", required=True) or f"?{fields.place.file}",
        name=fields.text("topic_name", required=True) or "?",
        title=fields.text("title"),
        category=fields.text("topic_category"),
        description=fields.text("topic_description"),
        sort=fields.text("sort"),
        permalink=fields.permalink("permalink"),
        question=fields.text("topic_question"),
        positions=tuple(positions := _positions(fields)),
        aliases=fields.ids("topic_aliases"),
        related=fields.ids("topic_related"),
        specs=_links(fields, "topic_specs"),
        authors=_people(fields, "topic_authors"),
        updated=fields.date("topic_updated"),
        entries=tuple(_entries(fields)),
        body=body,
        places=fields.places(),
    )
    fields.ignore("layout")  # the published files carry it; what a page looks like is not the author's to say
    fields.warn_of_unknown()
    _warn_of_unused(positions, built.entries, fields.found)
    return built


def _sound_body(document: Document, found: Diagnostics) -> Body:
    body = document.body
    reason = _costs_too_much(body.text, document.source.allowance)
    if reason is None:
        return body
    found.error(body.place, "body-too-complex", reason, "split or simplify the text")
    return Body(place=body.place)  # nobody renders it, so nobody needs to hold it


def _costs_too_much(body: str, allowance: Allowance) -> str | None:
    """Tell why *body* would take too long to render, by itself or with all others, or None."""
    if not body:  # most topics have none
        return None
    from crosswalk import prose  # costs 30 ms at start, and only a body needs it

    # The estimate comes first: to ask what is too complex takes a tenth of the time of rendering it.
    if len(body) <= prose.SIZE_LIMIT and not allowance.effort.take(effort_of(body)):
        return "the bodies together take too long to render, and this one is more than its share"
    return prose.too_complex(body)


def _positions(fields: Fields) -> dict[Position, Place]:
    """Return the positions, one of each id, and where the id of each stands."""
    positions: dict[Position, Place] = {}
    for item in fields.mappings("topic_positions"):
        position_id = item.id("id", required=True)
        label = item.text("label", required=True)
        description = item.text("description")
        item.warn_of_unknown()
        if any(known.id == position_id for known in positions):
            message = f"the position {quoted(position_id or '')} is listed already"
            item.found.error(
                item.place_of("id"), "id-duplicate", message, "give each position an id of its own"
            )
        elif position_id is not None and label is not None:
            position = Position(id=position_id, label=label, description=description)
            positions[position] = item.place_of("id")
    return positions


def _warn_of_unused(
    positions: Mapping[Position, Place], entries: tuple[Entry, ...], found: Diagnostics
) -> None:
    taken = {position for entry in entries for position in entry.positions}
    if taken <= {position.id for position in positions}:  # else one of them is mistyped, and `check` says so
        for position, place in positions.items():
            if position.id not in taken:
                message = f"no guideline takes the position {quoted(position.id)}"
                found.warn(place, "position-unused", message, "give it to one, or delete it")


def _links(fields: Fields, key: str) -> tuple[Named, ...]:
    return tuple(named for item in fields.mappings(key) if (named := _named(item, url_required=True)))


def _people(fields: Fields, key: str) -> tuple[Named, ...]:
    people = (
        Named(name=person) if isinstance(person, str) else _named(person, url_required=False)
        for person in fields.people(key)
    )
    return tuple(person for person in people if person)


def _named(item: Fields, *, url_required: bool) -> Named | None:
    name = item.text("name", required=True)
    url = item.url("url", required=url_required)
    twitter = item.text("twitter")
    item.warn_of_unknown()
    return Named(name=name, url=url, twitter=twitter) if name is not None else None


def _entries(fields: Fields) -> Iterator[Entry]:
    for item in fields.mappings("guidelines"):
        guideline_id = item.id("guideline_id", required=True)
        facts = _facts(item)
        errors = item.found.errors
        said = list(_references(item))
        unread = item.found.errors > errors  # what could not be read may have been a proof
        positions = item.ids("position")
        note = item.text("note")
        item.warn_of_unknown()
        if positions and not said and not unread:
            message = "the position has no reference that proves it"
            item.found.warn(item.place_of("position"), "position-unproved", message, "add one to references")
        if note is None:
            _warn_of_bare_levels(said)
        if guideline_id is not None:
            yield Entry(
                guideline_id=guideline_id,
                facts=facts,
                references=tuple(reference for reference, _ in said),
                positions=positions,
                note=note,
                places=item.places(),
            )


def _warn_of_bare_levels(references: list[tuple[Reference, Fields]]) -> None:
    for reference, stated in references:
        if reference.level is not None and reference.quote is None:
            message = f"the level {quoted(reference.level.value)} has neither a quote nor a note"
            hint = "quote the words that say so, or add a note to the guideline"
            stated.found.warn(stated.place_of("level"), "level-unproved", message, hint)


def _references(fields: Fields) -> Iterator[tuple[Reference, Fields]]:
    """Yield the references, each with what states it."""
    for item in fields.mappings("references"):
        name = item.text("name", required=True)
        url = item.url("url", required=True)
        reference = Reference(
            name=name or "?",
            url=url or "?",
            quote=item.text("quote"),
            document=item.text("document"),
            description=item.text("description"),
            level=item.choice("level", Level),
            rule=item.text("rule"),
            archived_url=item.url("archivedUrl"),
        )
        item.warn_of_unknown()
        if name is not None and url is not None:
            yield reference, item


# Guidelines


def _text(fields: Fields, key: str) -> object:
    return fields.text(key)


def _ids(fields: Fields, key: str) -> object:
    return fields.ids(key)


def _date(fields: Fields, key: str) -> object:
    return fields.date(key)


def _url(fields: Fields, key: str) -> object:
    return fields.url(key)


def _local_or_url(fields: Fields, key: str) -> object:
    return fields.url(key, local=True)


def _status(fields: Fields, key: str) -> object:
    return fields.choice(key, Status)


_FACTS: Mapping[str, tuple[str, Getter]] = {
    "title": ("guideline_title", _text),
    "type": ("guideline_type", _text),
    "url": ("guideline_url", _url),
    "github_url": ("guideline_githubUrl", _url),
    "company": ("guideline_company", _text),
    "company_url": ("guideline_companyUrl", _url),
    "company_logo_url": ("guideline_companyLogoUrl", _local_or_url),
    "screenshot_url": ("guideline_screenshotUrl", _local_or_url),
    "date": ("guideline_date", _date),
    "review_date": ("guideline_reviewDate", _date),
    "language": ("guideline_language", _text),
    "authors": ("guideline_authors", _people),
    "status": ("guideline_status", _status),
    "replaced_by": ("guideline_replacedBy", _ids),
    "licence": ("guideline_licence", _text),
    "description": ("guideline_description", _text),
}
"""The key and the getter of each field of `Guideline`."""

_FACT_KEYS = {key: (name, getter) for name, (key, getter) in _FACTS.items()}


def _facts(fields: Fields) -> dict[str, Fact]:
    """Return the facts that *fields* states about a guideline; the value of one that is unsound is None."""
    fields.ignore("guideline__links")  # derived data in the published files
    facts = {}
    for key in fields.given(_FACT_KEYS):
        name, getter = _FACT_KEYS[key]
        errors = fields.found.errors
        value = getter(fields, key)
        # A list with an unsound item is unsound as a whole.
        is_sound = fields.found.errors == errors
        facts[name] = Fact(key, value if is_sound else None, fields.place_of(key))
    return facts


def registry_entry(name: str, text: Source, found: Diagnostics) -> RegistryEntry | None:
    """Return the guideline that the file *name* describes, or None without a sound id."""
    body = None
    if name.endswith(".md"):
        document = front_matter(text, found)
        root = document.root if document else None
        body = _sound_body(document, found) if document else None
    else:
        root = yaml_mapping(text, found)
    if root is None:
        return None
    fields = Fields(root, text, found)
    guideline_id, facts = registry_keys(fields)
    if guideline_id is None:
        return None
    return RegistryEntry(
        id=guideline_id, facts=facts, body=body, place=fields.place, id_place=fields.place_of("guideline_id")
    )


def registry_keys(fields: Fields) -> tuple[str | None, dict[str, Fact]]:
    """Return the id of the guideline that *fields* describe, and what they state of it."""
    guideline_id = fields.id("guideline_id", required=True)
    facts = _facts(fields)
    fields.warn_of_unknown()
    return guideline_id, facts


# Categories


def listed_categories(text: Source, found: Diagnostics) -> tuple[ListedCategory, ...]:
    """Return the items of `categories.yaml`, in their order, one of each name."""
    root = yaml_file(text, found)
    listed: dict[str, ListedCategory] = {}
    for fields in mappings_of(root, "categories.yaml", text, found) if root else ():
        name, description = category_keys(fields)
        if name in listed:
            message = f"the category {quoted(name)} is listed already"
            found.warn(fields.place_of("category_name"), "category-repeated", message, "delete one of them")
        elif name is not None:
            listed[name] = ListedCategory(name=name, description=description)
    return tuple(listed.values())


def category_keys(fields: Fields) -> tuple[str | None, str | None]:
    """Return the name and the description of the category that *fields* describe."""
    name = fields.text("category_name", required=True)
    description = fields.text("category_description")
    fields.warn_of_unknown()
    return name, description


# Pages and posts


def content_page(slug: str, document: Document, found: Diagnostics) -> ContentPage | None:
    """Return the page that stands at /*slug*, or None without an address or a title."""
    title, description, menu = page_keys(Fields(document.root, document.source, found))
    body = _sound_body(document, found)
    if not _is_slug(slug, document, found) or title is None:
        return None
    return ContentPage(slug=slug, title=title, description=description, menu=menu or Menu.MAIN, body=body)


def page_keys(fields: Fields) -> tuple[str | None, str | None, Menu | None]:
    """Return title, description and menu of the page that *fields* describe."""
    title = fields.text("title", required=True)
    description = fields.text("description")
    menu = fields.choice("menu", Menu)
    fields.ignore("layout")
    fields.warn_of_unknown()
    return title, description, menu


_POST = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)", re.ASCII)


def post(stem: str, document: Document, found: Diagnostics) -> Post | None:
    """Return the news of the file *stem*, as in 2026-01-31-first-news; None if it has no address or title."""
    title, date, description, authors = post_keys(Fields(document.root, document.source, found))
    body = _sound_body(document, found)
    named = _POST.fullmatch(stem)
    slug = named[2] if named else "?"
    if not _is_slug(slug, document, found) or title is None or date is None:
        return None
    return Post(slug=slug, title=title, date=date, description=description, authors=authors, body=body)


def post_keys(fields: Fields) -> tuple[str | None, str | None, str | None, tuple[Named, ...]]:
    """Return the title, the date, the description and the authors of the post that *fields* describe."""
    title = fields.text("title", required=True)
    date = fields.date("date", required=True)
    description = fields.text("description")
    authors = _people(fields, "authors")
    fields.ignore("layout")
    fields.warn_of_unknown()
    return title, date, description, authors


def _is_slug(slug: str, document: Document, found: Diagnostics) -> bool:
    if is_id(slug):
        return True
    message = "the file's name is reserved" if slug in RESERVED else "the file's name gives no address"
    hint = "name pages like about.md and posts like 2026-01-31-first-news.md, in a-z, 0-9 and hyphens"
    found.error(Place(document.source.file), "id-invalid", message, hint)
    return False
