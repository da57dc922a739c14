"""A topic and a guideline that speaks of it: the same references on the page of either.

In: a `Pair`. Out: a `PairView`, whose heading leads to the other side.
"""

from dataclasses import dataclass

from crosswalk.model import Guideline, Pair, Reference
from crosswalk.views.parts import Fact, Link, Mark, Value, dated, host, known, origin, stated
from crosswalk.views.repository import suggest_href
from crosswalk.views.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceView:
    """A place in a guideline, one click from the exact words."""

    name: str
    href: str
    host: str
    """Where it leads, if that is not told beside it: the guideline's own host goes without saying."""
    quote: str | None
    document: str | None
    description: str | None
    level: str | None
    """As a value of `Level`."""
    level_label: str
    rule: str | None
    archived: str | None
    """A lasting copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """What one guideline says of one topic."""

    anchor: str
    """The id of the other side: of the guideline on a topic's page, of the topic on a guideline's."""
    title: str
    """The other side's."""
    short: str
    """The other side, where room is scarce."""
    href: str
    """The same pair on the other side's page."""
    head: "Head | None"
    """What is told of the guideline on a topic's page."""
    positions: tuple[str, ...]
    note: str | None
    references: tuple[ReferenceView, ...]
    count: str
    """Its references, counted in words."""
    suggest: str | None
    """Where to suggest a reference that is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is told of a guideline wherever it speaks: made once, shown on the page of every topic."""

    title: str
    """Without the organisation, which stands in front of it."""
    organisation: str | None
    mark: Mark
    facts: tuple[Fact, ...]
    source: Link
    """The guideline itself, where it is published."""


def on_topic(site: Site, pair: Pair) -> PairView:
    """Return *pair* as the page of its topic shows it: headed by the guideline."""
    guideline = pair.guideline
    return PairView(
        anchor=guideline.id,
        title=guideline.title,
        short=site.short_names[guideline.id],
        href=site.guideline_href(guideline, pair.topic.id),
        head=site.once(("head", guideline.id), lambda: _head(site, guideline)),
        positions=tuple(position.label for position in pair.positions),
        note=pair.note,
        references=_references(site, pair),
        count=site.say.counted("reference", len(pair.references)),
        suggest=suggest_href(site, pair.topic, guideline.id),
    )


def _head(site: Site, guideline: Guideline) -> Head:
    return Head(
        title=guideline.title.removeprefix(f"{guideline.company} "),
        organisation=guideline.company,
        mark=site.mark(guideline),
        facts=_card_facts(site, guideline),
        source=Link(host(guideline.url), guideline.url),
    )


def on_guideline(site: Site, pair: Pair) -> PairView:
    """Return *pair* as the page of its guideline shows it: headed by the topic."""
    return PairView(
        anchor=pair.topic.id,
        title=pair.topic.name,
        short=pair.topic.name,
        href=site.topic_href(pair.topic, pair.guideline.id),
        head=None,
        positions=tuple(position.label for position in pair.positions),
        note=pair.note,
        references=_references(site, pair),
        count=site.say.counted("reference", len(pair.references)),
        suggest=None,
    )


def _references(site: Site, pair: Pair) -> tuple[ReferenceView, ...]:
    return tuple(reference_view(site, reference, pair.guideline.url) for reference in pair.references)


def reference_view(site: Site, reference: Reference, source: str) -> ReferenceView:
    """Return *reference* ready to be shown beside the address of its *source*; its quote stays as it is."""
    at_home = reference.url.startswith(origin(source)) or host(reference.url) == host(source)
    return ReferenceView(
        name=reference.name,
        href=reference.url,
        host="" if at_home else host(reference.url),
        quote=reference.quote,
        document=reference.document,
        description=reference.description,
        level=reference.level.value if reference.level else None,
        level_label=site.say(f"level.{reference.level.value}") if reference.level else "",
        rule=reference.rule,
        archived=reference.archived_url,
    )


def status_fact(site: Site, guideline: Guideline) -> tuple[Fact, ...]:
    """Return what became of *guideline*, and what replaced it."""
    successors = tuple(
        Value(site.short_names[successor], site.guideline_href(site.guidelines[successor]))
        if successor in site.guidelines
        else Value(successor)
        for successor in guideline.replaced_by
    )
    return known(
        stated(site.say, "status", _standing(site, guideline)),
        Fact(site.say("facts.replaced_by"), successors),
    )


def _standing(site: Site, guideline: Guideline) -> str | None:
    return site.say(f"status.{guideline.status.value}") if guideline.status else None


def _card_facts(site: Site, guideline: Guideline) -> tuple[Fact, ...]:
    return (
        *status_fact(site, guideline),
        *known(
            dated(site.say, "dated", guideline.date),
            stated(site.say, "type", guideline.type),
            stated(site.say, "language", guideline.language),
        ),
    )
