"""An id, or the name of a category -> what must be written otherwise, and where, for it to be another.

In: a workspace, a mention, the new name. Out: changes by file, and the file that is to be called otherwise;
or CrosswalkError with the reason, for a rename that is not whole is worse than none. Nothing is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from crosswalk.additions import Known
from crosswalk.briefing import topic_in, topic_named
from crosswalk.diagnostics import CrosswalkError, nearest, quoted
from crosswalk.editing import Mention, Reading, Role, What
from crosswalk.fields import TEXT_LIMIT
from crosswalk.insertion import with_alias
from crosswalk.layout import UnusualError
from crosswalk.quoting import inline
from crosswalk.urls import ID_LIMIT, RESERVED, is_id
from crosswalk.workspace import State, Workspace


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A stretch of a file, and what is to stand there."""

    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a rename does."""

    changes: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    """By file, from the beginning of each to its end; none touches another."""
    moved: tuple[str, str] | None = None
    """The file that bears the name, and what it is to be called."""


def renamed(workspace: Workspace, file: str, mention: Mention, new: str) -> Renaming:
    """Return what it takes for the thing that *mention*, in *file*, names to be called *new*.

    Raises CrosswalkError where it cannot be called so, or where the name stands in a way that cannot be
    exchanged.
    """
    require_known(workspace.state, file, mention)
    if new == mention.name:
        return Renaming()
    _require_sound(mention.what, new)
    if _is_taken(workspace.state, file, mention, new):
        raise CrosswalkError(f"the {_noun(mention.what)} {quoted(new)} is taken; choose another")
    home = _home(workspace.state, mention)
    changes = {
        each: tuple(sorted(_changes(reading, mention, new, is_home=each == home)))
        for each, reading in _readings(workspace, file, mention)
    }
    moved = _moved(workspace, home, mention.name, new) if home else None
    return Renaming({each: made for each, made in changes.items() if made}, moved)


# What is refused


def require_known(state: State, file: str, mention: Mention) -> None:
    """Raise CrosswalkError unless what *mention*, in *file*, names is there, and there once."""
    name, names = mention.name, _names(state, file, mention.what)
    topic = topic_named(name, state.crosswalk) if mention.what is What.TOPIC else None
    if topic and topic.id != name:
        raise CrosswalkError(f"{quoted(name)} is an earlier id of {quoted(topic.id)}; rename that")
    count = names.count(name)
    if count != 1:
        many = "several things have" if count else f"no {mention.what} has"
        hint = ("" if count else nearest(name, names)) or "mend that first"
        raise CrosswalkError(f"{many} the {_noun(mention.what)} {quoted(name)}; {hint}")


def _names(state: State, file: str, what: What) -> list[str]:
    """Return what the things of a kind are called: each as often as things are called so."""
    known = Known(state.registry, state.crosswalk)
    match what:
        case What.TOPIC:
            return [topic.id for topic in state.registry.topics]
        case What.GUIDELINE:
            filed = [entry.id for entry in state.registry.guidelines]
            return [*filed, *(each for each in known.guidelines if each not in filed)]
        case What.POSITION:
            own = topic_in(file, state.registry)
            return [position.id for position in own.positions] if own else []
        case What.CATEGORY:
            return list(dict.fromkeys(known.categories))


def _require_sound(what: What, new: str) -> None:
    if what is What.CATEGORY:
        if not new.strip() or new != new.strip() or not new.isprintable() or len(new) > TEXT_LIMIT:
            raise CrosswalkError(f"{quoted(new)} is no name for a category; write words in one line")
    elif new in RESERVED:
        raise CrosswalkError(f"the id {quoted(new)} is reserved; choose another")
    elif not is_id(new):
        hint = f"use a-z, 0-9 and single hyphens between them, at most {ID_LIMIT} characters"
        raise CrosswalkError(f"{quoted(new)} is no id; {hint}")


def _is_taken(state: State, file: str, mention: Mention, new: str) -> bool:
    """Tell whether something of the same kind is called *new* already, or has been."""
    known = Known(state.registry, state.crosswalk)
    match mention.what:
        case What.TOPIC:
            own = topic_named(mention.name, state.crosswalk)
            return new in known.topics and not (own and new in own.aliases)  # it may have its old id again
        case What.GUIDELINE:
            return new in known.guidelines
        case What.POSITION:
            topic = topic_in(file, state.registry)
            return topic is not None and any(position.id == new for position in topic.positions)
        case What.CATEGORY:
            return new in known.categories


def _noun(what: What) -> str:
    return "name" if what is What.CATEGORY else "id"


# What changes


def _home(state: State, mention: Mention) -> str | None:
    """Return the file that describes the topic or guideline that is named, as it is shown."""
    if mention.what is What.TOPIC:
        topic = topic_named(mention.name, state.crosswalk)
        return topic.places[""].file if topic else None
    entries = (entry for entry in state.registry.guidelines if entry.id == mention.name)
    return next((entry.place.file for entry in entries), None) if mention.what is What.GUIDELINE else None


def _readings(workspace: Workspace, file: str, mention: Mention) -> Iterator[tuple[str, Reading]]:
    """Yield the files that may name it, each with what is written there."""
    if mention.what is What.POSITION:
        listed = [(file, workspace.reading(file))]
    else:  # the name of a category may be written with escapes
        listed = list(workspace.saying("" if mention.what is What.CATEGORY else mention.name))
    for each, reading in listed:
        if reading is None or not reading.is_sound:
            raise CrosswalkError(f"{each} cannot be read to its end; mend it first")
        yield each, reading


def _changes(reading: Reading, mention: Mention, new: str, *, is_home: bool) -> Iterator[Change]:
    old, text = mention.name, reading.source.text
    alias = None
    for each in reading.mentions:
        if each.what is not mention.what:
            continue
        if each.role is Role.EARLIER:
            if is_home and each.name == new:
                alias = each
        elif each.name == old:
            yield _exchanged(each, new, reading)
    if is_home and mention.what is What.TOPIC:
        yield _exchanged(alias, old, reading) if alias else _aliased(reading, text, old)


def _exchanged(mention: Mention, new: str, reading: Reading) -> Change:
    text = reading.source.text
    if mention.begin == mention.end:
        line = reading.source.place(mention.begin).line
        raise CrosswalkError(
            f"{reading.source.file}:{line} has {quoted(mention.name)} in an unusual form; mend it first"
        )
    quote = text[mention.begin]
    if mention.in_body:
        written = new
    elif quote in "\"'" and quote not in new and "\\" not in new:
        written = f"{quote}{new}{quote}"
    else:
        written = inline(new)
    return Change(mention.begin, mention.end, written)


def _aliased(reading: Reading, text: str, old: str) -> Change:
    """Return what makes *old* an earlier id in the file of its topic."""
    file = reading.source.file
    try:
        new = with_alias(file, text, old)
    except UnusualError as error:
        raise CrosswalkError(f"{file}: {error}") from None
    begin = next((at for at, (one, two) in enumerate(zip(text, new, strict=False)) if one != two), len(text))
    # What goes in may begin like what it goes before: then it would seem to begin in the middle of a line.
    line = text.rfind("\n", 0, begin) + 1
    added = len(new) - len(text)
    if new[line + added :] == text[line:]:
        return Change(line, line, new[line : line + added])
    same = 0
    while same < len(text) - begin and text[-1 - same] == new[-1 - same]:
        same += 1
    return Change(begin, len(text) - same, new[begin : len(new) - same])


def _moved(workspace: Workspace, home: str, old: str, new: str) -> tuple[str, str] | None:
    path = PurePosixPath(home)
    if path.stem != old:
        return None
    moved = str(path.with_stem(new))
    if moved in workspace.files():
        raise CrosswalkError(f"there is a file {moved} already; choose another id")
    return home, moved
