"""What changed, change by change, as the owner of the site recorded it.

In: a `Site`, and what each change means, as HTML. Out: a `Page` with a `ChangesView`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from crosswalk.changes import Changes
from crosswalk.urls import CHANGES_JSON
from crosswalk.views.page import Page, page
from crosswalk.views.parts import Value, day
from crosswalk.views.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedChange:
    """A change, and what it means."""

    anchor: str
    when: Value | None
    """None where nobody stated the day."""
    summary: str
    body: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """All that the page of changes shows."""

    changes: tuple[RecordedChange, ...]
    """Newest first."""


def changes_page(site: Site, changes: tuple[RecordedChange, ...]) -> Page:
    """Return the page of *changes*."""
    return page(
        site,
        site.urls.changes(),
        "changes",
        ChangesView(changes=changes),
        title=site.say("changes.title"),
        description=site.say("changes.description", title=site.settings.title),
        alternate=CHANGES_JSON,
        modified=changes[0].when.date if changes[0].when else None,
    )


def recorded_change(site: Site, change: Changes, anchor: str, summary: str, body: Markup) -> RecordedChange:
    """Return a *change* with what it means: a *summary*, and all of it as HTML."""
    when = day(site.say, change.date) if change.date else None
    return RecordedChange(anchor=anchor, when=when, summary=summary, body=body)


def anchors(history: Iterable[Changes]) -> tuple[str, ...]:
    """Return a fragment for each change of a *history*, which stays when newer ones come.

    It is the day, and a number from the second change of a day on.
    """
    seen: Counter[str] = Counter()
    found: list[str] = []
    for each in reversed(tuple(history)):
        name = each.date or "change"
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return tuple(reversed(found))
