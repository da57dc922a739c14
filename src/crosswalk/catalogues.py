"""Catalogues of texts: those that come with crosswalk, and what an owner puts over them.

In: TOML. Out: the forms of each text by its name, or ValueError with what is wrong. How a text is written
`texts` tells, which says them.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path
from string import Formatter

from crosswalk import shipped
from crosswalk.diagnostics import nearest, quoted

ENGLISH = "en"
WORDS = "words."
"""In front of what things are called."""
COUNTED = "counted."
"""In front of what numbers of them are called."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one file: the forms of each, by its name."""

    texts: Mapping[str, tuple[str, ...]]

    def form(self, number: int) -> int:
        """Return which form of its texts a *number* takes, from 0."""
        (rule,) = self.texts.get("plural", ("n != 1",))
        return _plural(rule)(number)


@cache
def _plural(rule: str) -> Callable[[int], int]:
    return cache(c2py(rule))


def languages() -> tuple[str, ...]:
    """Return the languages that crosswalk speaks itself."""
    return tuple(sorted(path.stem for path in _folder().glob("*.toml")))


def words() -> frozenset[str]:
    """Return the names of the things that an owner may call otherwise."""
    return frozenset(
        name.removeprefix(WORDS) for name in shipped_catalogue(ENGLISH).texts if name.startswith(WORDS)
    )


def _folder() -> Path:
    return shipped.templates() / "texts"


@cache
def shipped_catalogue(tag: str) -> Catalogue:
    """Return the catalogue of a language that crosswalk speaks itself."""
    return catalogue((_folder() / f"{tag}.toml").read_text(encoding="utf-8"))


@cache
def catalogue(text: str) -> Catalogue:
    """Return the catalogue that *text* is; raise ValueError, with its reason, if it is none."""
    try:
        table = tomllib.loads(text)
    except ValueError:
        reason = "it is not valid TOML"
        raise ValueError(reason) from None
    return Catalogue(dict(_flat(table)))


def _flat(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in table.items():
        name = f"{above}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, str):
            yield name, (value,)
        elif isinstance(value, list) and value and all(isinstance(form, str) for form in value):
            yield name, tuple(value)
        else:
            reason = f"{name} is neither a text nor a list of its forms"
            raise ValueError(reason)


def fault(known: Catalogue) -> str | None:
    """Return what is wrong with a catalogue that is to stand over the English one, or None."""
    english = shipped_catalogue(ENGLISH).texts
    for name, forms in known.texts.items():
        if name not in english:
            hint = nearest(name, english)
            return f"there is no text {quoted(name)}{f'; {hint}' if hint else ''}"
        try:
            told = _fault(name, forms, english)
        except ValueError as error:  # of braces that are none, or a rule that is none
            told = str(error)
        if told:
            return f"{name}: {told}"
    return None


def _fault(name: str, forms: tuple[str, ...], english: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return what is wrong with the *forms* of the text of a *name*, or None."""
    if name == "plural":
        c2py(forms[0])
    if name == "months" and len(forms[0].split()) != len(english[name][0].split()):
        return "it is the names of twelve months, a blank between each two"
    values = _asked(english[name]).keys() - _ways_to_say_words()
    values |= {"n"} if len(english[name]) > 1 else set()
    if len(forms) > 1 and "n" not in values:
        return "it is one text, for it counts nothing"
    for value, counted in sorted(_asked(forms).items()):
        if value not in values | _ways_to_say_words():
            listed = ", ".join(f"{{{each}}}" for each in sorted(values)) or "none"
            return f"there is no value {{{value}}}; known here: {listed}"
        if counted and f"{COUNTED}{counted}" not in english:
            return f"there is no text '{COUNTED}{counted}' to count by"
    return None


def _asked(forms: Iterable[str]) -> dict[str, str]:
    """Return the values that *forms* of a text ask for, each with what it is said to count."""
    parsed = (each for form in forms for each in Formatter().parse(form))
    return {name: counted or "" for _, name, counted, _ in parsed if name is not None}


def _ways_to_say_words() -> set[str]:
    return {way for word in words() for way in (word, f"{word[:1].upper()}{word[1:]}")}
