"""What a site says in words of ours: each text by its name, in its language, in the owner's words for things.

In: catalogues. The English one of the theme has every text; that of another language, what an owner puts over
them, and the owner's labels take the place of those that they have. Out: `Texts`.

A text is plain; whoever shows it escapes it. `{name}` in it stands for a value, `{n:topic}` for a number of
what `counted.topic` counts, `{topics}` for what `words.topics` is, and `{Topics}` for the same where a
sentence begins. A list holds the forms of a text for different numbers `n`; which of them a number takes is
told by `plural`, an expression as in the headers of GNU gettext, whose reader this is.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from string import Formatter
from typing import NamedTuple

from markupsafe import Markup

from crosswalk.catalogues import COUNTED, ENGLISH, WORDS, Catalogue, catalogue, languages, shipped_catalogue


class _Value(NamedTuple):
    """Where a value stands in a text, and what is counted if it is a number of things."""

    name: str
    counted: str


_Piece = str | _Value


class Texts:
    """The texts of one site."""

    def __init__(self, catalogues: Iterable[Catalogue]) -> None:
        """Take *catalogues*, each over the one before it."""
        self._catalogue_of = {name: each for each in catalogues for name in each.texts}
        self._parsed: dict[str, tuple[tuple[_Piece, ...], ...]] = {}
        self._days: dict[str, str] = {}
        self._counted: dict[tuple[str, int], str] = {}

    def __call__(self, name: str, /, **values: object) -> str:
        """Return the text of a *name* with *values* in it; numbers are written as the language has them."""
        form = self._form(name, values)
        if len(form) == 1 and isinstance(form[0], str):
            return form[0]
        return "".join([
            piece if isinstance(piece, str) else self._shown(values[piece.name], piece.counted)
            for piece in form
        ])  # fmt: skip

    def counted(self, what: str, number: int) -> str:
        """Return a *number* of *what* the texts `counted` have a name for: "1 topic", "1,024 topics"."""
        known = what, number
        if known not in self._counted:
            self._counted[known] = self(f"{COUNTED}{what}", n=number)
        return self._counted[known]

    def html(self, name: str, /, **values: object) -> Markup:
        """Return the same as HTML, in which those of *values* that are Markup stay what they are."""
        return Markup().join(
            piece if isinstance(piece, Markup) else str(piece) for piece in self.pieces(name, **values)
        )

    def pieces(self, name: str, /, **values: object) -> Iterator[object]:
        """Yield what the text of a *name* consists of, in order: words of ours, and *values* as they are."""
        for piece in self._form(name, values):
            if isinstance(piece, str):
                yield piece
            elif piece.counted or isinstance(values[piece.name], int):
                yield self._shown(values[piece.name], piece.counted)
            else:
                yield values[piece.name]

    def _form(self, name: str, values: Mapping[str, object]) -> tuple[_Piece, ...]:
        """Return the text of a *name* in the form that the number among *values* takes."""
        forms = self._parsed.get(name)
        if forms is None:
            forms = self._parsed[name] = tuple(tuple(self._pieces_of(form)) for form in self.forms(name))
        if len(forms) == 1:
            return forms[0]
        number = values["n"]
        assert isinstance(number, int)
        return forms[min(self._catalogue_of[name].form(number), len(forms) - 1)]

    def _shown(self, value: object, counted: str) -> str:
        if not isinstance(value, int):
            return str(value)
        return self.counted(counted, value) if counted else self.number(value)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a text with a *name*."""
        return name in self._catalogue_of

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the forms of the text of a *name*, as its catalogue has them."""
        return self._catalogue_of[name].texts[name]

    def number(self, number: int) -> str:
        """Return a *number* as the language writes it."""
        if -1_000 < number < 1_000:
            return f"{number}"
        (mark,) = self.forms("thousands")
        return f"{number:,}".replace(",", mark)

    def day(self, date: str) -> str:
        """Return a *date*, YYYY-MM-DD, as people write it."""
        if date not in self._days:
            year, month, day = map(int, date.split("-"))
            self._days[date] = self("day", day=day, month=self("months").split()[month - 1], year=str(year))
        return self._days[date]

    def for_scripts(self, used: Iterable[str]) -> str:
        """Return the texts with the names *used* as JSON, words of `[words]` in their places."""
        names = set(used)
        for name in sorted(names):
            names |= {f"{COUNTED}{value.counted}" for value in self._values(name) if value.counted}
        return json.dumps(
            {
                name: ["".join(map(_written, self._pieces_of(form))) for form in self.forms(name)]
                for name in sorted(names)
            },
            ensure_ascii=False,
        )

    @property
    def plural(self) -> str:
        """The rule that tells which form a number takes; it is an expression of JavaScript as well."""
        (rule,) = self.forms("plural")
        return rule

    def _values(self, name: str) -> Iterator[_Value]:
        for form in self.forms(name):
            yield from (piece for piece in self._pieces_of(form) if isinstance(piece, _Value))

    def _pieces_of(self, form: str) -> Iterator[_Piece]:
        for words, name, counted, _ in Formatter().parse(form):
            yield words
            if name is not None:
                yield self._word(name) or _Value(name, counted or "")

    def _word(self, name: str) -> str:
        """Return the word that *name* asks for; "" if it asks for a value."""
        known = f"{WORDS}{name[:1].lower()}{name[1:]}"
        if known not in self._catalogue_of:
            return ""
        (word,) = self.forms(known)
        return f"{word[:1].upper()}{word[1:]}" if name[:1].isupper() else word


def _written(piece: _Piece) -> str:
    if isinstance(piece, str):
        return piece
    return f"{{{piece.name}:{piece.counted}}}" if piece.counted else f"{{{piece.name}}}"


@cache
def texts_of(
    language: str, own: tuple[tuple[str, str], ...] = (), labels: tuple[tuple[str, str], ...] = ()
) -> Texts:
    """Return the texts of a site in a *language*, a BCP 47 tag; *own* are an owner's catalogues, by language.

    A language without a catalogue is English with what the owner has of it.
    """
    tags = _less_and_less(language)
    shipped_ones = (shipped_catalogue(tag) for tag in (ENGLISH, *reversed(tags)) if tag in languages())
    owners = {tag.lower(): text for tag, text in own}
    own_ones = (catalogue(owners[tag]) for tag in reversed(tags) if tag in owners)
    named = Catalogue({f"{WORDS}{name}": (word,) for name, word in labels})
    return Texts((*shipped_ones, *own_ones, named))


def _less_and_less(language: str) -> list[str]:
    """Return a *language* and what it is a kind of: `de-CH` is `de`."""
    parts = language.lower().split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def read_again() -> None:
    """Have the catalogues read anew by whoever asks next: they have changed."""
    texts_of.cache_clear()
    shipped_catalogue.cache_clear()
