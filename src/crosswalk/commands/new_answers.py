"""What `crosswalk new` finds wrong with an answer, and what it proposes.

Everything is imported where it is needed, for all commands are declared at every start.
"""

from typing import TYPE_CHECKING

from crosswalk.commands.asking import Answers
from crosswalk.diagnostics import nearest

if TYPE_CHECKING:
    from crosswalk.additions import Known
    from crosswalk.draft import Told


def id_fault(text: str) -> str | None:
    """Tell why *text* is no id."""
    from crosswalk.urls import is_id

    return None if is_id(text) else "is no id: use a-z, 0-9 and single hyphens between them"


def address_fault(text: str) -> str | None:
    """Tell why *text* is no address."""
    from crosswalk.grammar import url_fault

    return url_fault(text, local=False)


def day_fault(text: str) -> str | None:
    """Tell why *text* is no day."""
    from crosswalk.grammar import day

    return None if day(text) == text else "is no day, such as 2026-11-20"


def level_fault(text: str) -> str | None:
    """Tell why *text* is no level of a reference."""
    from crosswalk.model import Level

    levels = [str(level) for level in Level]
    return None if text in levels else f"is none of {', '.join(levels)}"


def taken_fault(text: str, known: dict[str, str]) -> str | None:
    """Tell what is called *text* already, among *known* names by id."""
    from crosswalk.additions import taken

    return taken(text, known)


def unknown_fault(kind: str, text: str, known: dict[str, str]) -> str | None:
    """Tell that nothing *known* has the id *text*."""
    from crosswalk.additions import unknown

    return unknown(kind, text, known)


def category_fault(text: str, known: "Known") -> str | None:
    """Tell that *text* is not among the categories that are listed."""
    if known.registry.categories is None or text in known.categories:
        return None
    hint = nearest(text, known.categories) or f"it has {', '.join(known.categories)}"
    return f"is not in categories.yaml; {hint}"


def slug_of(answers: Answers, name: str) -> str:
    """Propose an id for the answer called *name*."""
    from crosswalk.urls import slug

    return slug(answers[name]) if name in answers else ""


def today(_answers: Answers) -> str:
    """Propose this day."""
    from datetime import UTC, datetime

    return datetime.now(UTC).astimezone().date().isoformat()


def told_by_key(answers: Answers, keys: dict[str, str]) -> "dict[str, Told]":
    """Return *answers* by the keys that authors write; a day is written without quotes."""
    from datetime import date

    told: dict[str, Told] = {}
    for name, key in keys.items():
        if name in answers:
            told[key] = date.fromisoformat(answers[name]) if name == "date" else answers[name]
    return told


def neighbours_of(answers: Answers, name: str, known: dict[str, str]) -> str:
    """Return what is called nearly like the answer called *name*."""
    from crosswalk.additions import near

    return near(answers[name], known)
