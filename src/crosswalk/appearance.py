"""What an owner decides on how a site looks and what it calls things, as it stands in the settings.

In: values of the settings, and the folder in which the files stand that they name. Out: an `Appearance`, or
ValueError with what is wrong. Every file is read here, so that a site is a function of content and settings.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NoReturn

from crosswalk.colours import Colour, faint, of_theme
from crosswalk.diagnostics import CrosswalkError, nearest, nearest_or_all, quoted, reason_of
from crosswalk.grammar import url_fault

PLACES = ("topics", "guidelines", "matrix", "compare", "build", "news")
"""The entries of the main navigation that are there without being asked for, in their order."""
IMAGES = (".svg", ".png", ".webp", ".jpg")
THEME_FILES = (".html", ".css", ".js", ".toml", ".woff2", *IMAGES)
MOST_BYTES = 1_000_000
"""More than this is no file of a theme that a reader on a phone should have to fetch."""


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link that the owner adds."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of every page beside what is there anyway."""

    text: str = ""
    links: tuple[OwnLink, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the owner, and what is in it."""

    path: str
    """Within the folder of the theme; of a logo the name alone."""
    content: bytes


@dataclass(frozen=True, slots=True)
class OwnTheme:
    """What is laid over the theme of every site."""

    folder: Path = field(repr=False, compare=False)  # for no site depends on where that stands
    files: tuple[OwnFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """The settings of this module."""

    labels: tuple[tuple[str, str], ...] = ()
    """What things are called, by the names that the catalogue of texts has for them."""
    colours: tuple[tuple[str, Colour], ...] = ()
    """Those that are other than the theme's, by role."""
    logo: OwnFile | None = None
    navigation: tuple[str | OwnLink, ...] | None = None
    """Names of `PLACES`, slugs of authors' pages, and links; None is all that there is."""
    footer: Footer = Footer()
    theme: OwnTheme | None = None

    def catalogues(self) -> tuple[tuple[str, str], ...]:
        """Return the texts of the owner, by language."""
        found = self.files("texts/", ".toml")
        return tuple((path.removesuffix(".toml"), content.decode()) for path, content in found.items())

    def files(self, folder: str, suffix: str = "") -> Mapping[str, bytes]:
        """Return the files of the theme below a *folder* that end on *suffix*, by path within it."""
        return {
            file.path.removeprefix(folder): file.content
            for file in (self.theme.files if self.theme else ())
            if file.path.startswith(folder) and file.path.endswith(suffix)
        }


def check_navigation(chosen: Appearance, pages: Iterable[str]) -> None:
    """Raise CrosswalkError where the navigation names neither a place nor one of *pages*, by their slugs."""
    known = (*PLACES, *sorted(pages))
    for each in chosen.navigation or ():
        if isinstance(each, str) and each not in known:
            hint = nearest_or_all(each, known)
            message = f"the setting navigation: there is no page {quoted(each)}; {hint}"
            raise CrosswalkError(message)


def appearance(settings: dict[str, Any], folder: Path) -> Appearance:
    """Return what those of the *settings* say that belong here; files stand in *folder*.

    Raises ValueError with the name of a setting and what is wrong with it.
    """
    # Any: a table of TOML; each reader checks what it takes.
    return Appearance(**{key: _READERS[key](value, folder) for key, value in settings.items()})


def _labels(value: object, _folder: Path) -> tuple[tuple[str, str], ...]:
    from crosswalk.catalogues import words  # reads a catalogue

    known = sorted(words())
    table = _table("labels", value)
    for name, word in table.items():
        if name not in known:
            _refuse(f"labels: unknown label {quoted(name)}; {nearest_or_all(name, known)}")
        _line(f"labels.{name}", word, 60)
    return tuple(table.items())


def _colours(value: object, _folder: Path) -> tuple[tuple[str, Colour], ...]:
    known = of_theme()
    chosen: dict[str, Colour] = {}
    for role, given in _table("colours", value).items():
        if role not in known:
            listed = f"known are {', '.join(role for role in known if '-' not in role)} and others"
            _refuse(f"colours: unknown colour {quoted(role)}; {nearest(role, known) or listed}")
        pair = given if isinstance(given, list) else [given, given]
        if len(pair) != 2 or not all(
            isinstance(each, str) and re.fullmatch("#[0-9A-Fa-f]{6}", each) for each in pair
        ):
            _refuse(f'colours.{role} must be "#rrggbb", or a list of two: for the light and the dark scheme')
        chosen[role] = Colour(*map(str.lower, pair))
    for told in faint(chosen):
        _refuse(f"colours: {told}")
    return tuple(chosen.items())


def _logo(value: object, folder: Path) -> OwnFile:
    path = _line("logo", value, 200)
    if not path.endswith(IMAGES):
        _refuse(f"logo must be a file that ends on {', '.join(IMAGES)}")
    file = _inside("logo", folder, path)
    return OwnFile(f"logo{file.suffix}", _content("logo", file, path))


def _navigation(value: object, _folder: Path) -> tuple[str | OwnLink, ...]:
    if not isinstance(value, list) or not value:
        _refuse(f"navigation must be a list of {', '.join(PLACES)}, names of pages and links")
    return tuple(
        _own_link("navigation", each) if isinstance(each, dict) else _line("navigation", each, 100)
        for each in value
    )


def _footer(value: object, _folder: Path) -> Footer:
    table = _table("footer", value)
    if extra := table.keys() - {"text", "links"}:
        _refuse(f"footer: unknown key {quoted(min(extra))}; known are text, links")
    links = table.get("links", [])
    if not isinstance(links, list):
        _refuse("footer.links must be a list of links")
    return Footer(
        text=_line("footer.text", table["text"], 500) if "text" in table else "",
        links=tuple(_own_link("footer.links", each) for each in links),
    )


def _theme(value: object, folder: Path) -> OwnTheme:
    path = _line("theme", value, 200)
    root = _inside("theme", folder, path)
    if not root.is_dir():
        _refuse(f"theme: there is no folder {quoted(path)} beside the settings")
    files = sorted(
        (Path(above) / name).relative_to(root).as_posix()
        for above, folders, names in os.walk(root)
        for name in names
        if not name.startswith(".")
    )
    return OwnTheme(root, tuple(_theme_file(root, each) for each in files))


def _theme_file(root: Path, path: str) -> OwnFile:
    shown = f"theme: {path}"
    if not re.fullmatch(r"[\w-]+(\.[\w-]+)*(/[\w-]+(\.[\w-]+)*)*", path, re.ASCII):
        _refuse(f"{shown}: names are made of letters, digits, dots, hyphens and _")
    if not path.endswith(THEME_FILES):
        _refuse(f"{shown}: a theme has files that end on {', '.join(THEME_FILES)}")
    is_place = path == "base.html" or path.startswith(("pages/", "parts/", "assets/", "texts/"))
    if not is_place:
        _refuse(f"{shown}: a theme has base.html, and the folders pages, parts, assets and texts")
    file = OwnFile(path, _content("theme", _inside("theme", root, path), path))
    if path.endswith((".html", ".css", ".toml")):
        try:
            text = file.content.decode()
        except UnicodeDecodeError:
            _refuse(f"{shown}: it is not UTF-8")
        if path.startswith("texts/"):
            _check_texts(shown, text)
    return file


def _check_texts(shown: str, text: str) -> None:
    from crosswalk.catalogues import catalogue, fault  # reads a catalogue

    try:
        told = fault(catalogue(text))
    except ValueError as error:
        told = str(error)
    if told:
        _refuse(f"{shown}: {told}")


_READERS: Mapping[str, Callable[[object, Path], Any]] = {
    "labels": _labels,
    "colours": _colours,
    "logo": _logo,
    "navigation": _navigation,
    "footer": _footer,
    "theme": _theme,
}
KEYS = tuple(each.name for each in fields(Appearance))
"""The names of these settings."""


# Values


def _refuse(reason: str) -> NoReturn:
    raise ValueError(reason)


def _table(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(f"{name} must be a table")
    return value


def _line(name: str, value: object, most: int) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > most:
        _refuse(f"{name} must be text on one line, of {most} characters at most")
    return value


def _own_link(name: str, value: object) -> OwnLink:
    table = _table(name, value)
    if table.keys() != {"text", "href"}:
        _refuse(f'{name}: a link is a table as in {{ text = "Forum", href = "https://example.org/" }}')
    href = _line(f"{name}: href", table["href"], 1_000)
    if told := url_fault(href, local=True):
        _refuse(f"{name}: {quoted(href)} {told}")
    return OwnLink(_line(f"{name}: text", table["text"], 100), href)


def _inside(name: str, folder: Path, path: str) -> Path:
    """Return what stands at *path* in *folder*; no link leads out of it."""
    place = (folder / path).resolve()
    if not place.is_relative_to(folder.resolve()):
        _refuse(f"{name}: {quoted(path)} stands elsewhere than beside the settings")
    return place


def _content(name: str, file: Path, shown: str) -> bytes:
    try:
        if not file.is_file():
            _refuse(f"{name}: there is no file {quoted(shown)} beside the settings")
        if file.stat().st_size > MOST_BYTES:
            _refuse(f"{name}: {quoted(shown)} has more than {MOST_BYTES:,} bytes")
        return file.read_bytes()
    except OSError as error:
        _refuse(f"{name}: cannot read {quoted(shown)}: {reason_of(error)}")
