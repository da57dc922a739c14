"""The settings of a site: `[tool.crosswalk]` of `pyproject.toml`, or `crosswalk.toml`, beside the content.

In: the content folder and what the command line overrides. Out: `Settings`. Settings belong to the site's
owner, so a mistake in them is misuse (`CrosswalkError`), not a diagnostic. Nothing *in* the content folder
is configuration.
"""

import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crosswalk.appearance import KEYS, Appearance, appearance
from crosswalk.diagnostics import CrosswalkError, nearest_or_all, quoted, reason_of
from crosswalk.link_results import Tally, parsed
from crosswalk.urls import is_id

if TYPE_CHECKING:
    from crosswalk.changes import Changes

FILES = ("crosswalk.toml", "pyproject.toml")
API_FORMATS = ("json", "yaml")
TAKEN_SECTIONS = frozenset((
    "alternate", "api", "api-catalog", "assets", "blog", "canonical", "cards", "collection", "curies",
    "describedby", "guideline", "guidelines", "item", "linkset", "media", "openapi", "profile",
    "related", "rels", "schemas", "self", "service-desc", "service-doc", "successor-version",
    "tag", "topic", "topics", "up",
))  # fmt: skip
"""Other folders of the site, and other links of the documents that link to the section by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """Where the readers of a topic may comment: a category of a repository's discussions, shown by giscus."""

    repo: str
    """As in `owner/name`."""
    repo_id: str
    """The repository's id in the API of GitHub; giscus.app tells it."""
    category: str
    category_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLinks:
    """What is known of the links to other hosts, and the file that `crosswalk links` keeps it in."""

    file: Path = field(repr=False, compare=False)  # for no site depends on where that stands
    tally: Tally | None
    """None where there is no such file yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a site's owner decides."""

    title: str = "crosswalk"
    description: str = "Many guidelines, one knowledge base"
    base_url: str = ""
    """Where the site will stand, without a final slash; "" where that is not known."""
    language: str = "en"
    """BCP 47 tag of the site's texts."""
    section: str = "design"
    """The segment of the addresses of topics and guidelines."""
    repository: str = ""
    """The address of the repository, for links to edit and report; "" shows none."""
    branch: str = "main"
    """The branch that edit links lead to."""
    content_path: str = "content"
    """Where the content folder stands in the repository."""
    api_formats: tuple[str, ...] = ("json",)
    comments: Comments | None = None
    """None shows none, and leaves no trace of them."""
    changes: "tuple[Changes, ...]" = ()
    """What changed, newest first; the setting names the file that tells it."""
    links: CheckedLinks | None = None
    """None tells readers nothing of them."""
    appearance: Appearance = field(default_factory=Appearance)
    """How the site looks and what it calls things; each of its fields is a setting of its own."""


def load_settings(content: Path, *, config: Path | None = None, base_url: str | None = None) -> Settings:
    """Return the settings of the site whose content is in *content*; *config* and *base_url* override.

    The files looked for stand beside the content folder, so that the same content gives the same site from
    whatever folder the command is called. Raises CrosswalkError where they cannot be read or make no sense.
    """
    settings = Settings(**_read(config)) if config else _beside(content)
    if base_url is not None:
        settings = replace(settings, base_url=base_url)
    return replace(settings, base_url=checked_base_url(settings.base_url))


def checked_base_url(base_url: str) -> str:
    """Return *base_url* without a final slash; raise CrosswalkError unless it is one a site can stand at."""
    if base_url == "":
        return ""
    # The value is not repeated: it may hold a password.
    if not re.fullmatch(r"(?i:https?)://[^\s'\"<>\\@?#/]+(/[^\s'\"<>\\?#]*)?", base_url) or not _has_host(
        base_url
    ):
        message = "must be http:// or https:// with a host; no user, query, fragment, quotes, spaces, < or >"
        raise CrosswalkError(f"the base URL {message}")
    bare = base_url.rstrip("/")
    if not bare.isascii() or not bare.isprintable() or re.search("//|/[.]", bare.partition("://")[2]):
        raise CrosswalkError(
            "the base URL must be ASCII, without an empty segment or one that begins with a dot"
        )
    return bare


def _has_host(base_url: str) -> bool:
    try:
        parts = urlsplit(base_url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port over 65535, an address in brackets that is none
        return False


def _beside(content: Path) -> Settings:
    for name in FILES:
        path = content.resolve().parent / name  # resolved, for `content/topics/..` has `content` as parent
        if path.is_file():
            return Settings(**_read(path))
    return Settings()


def _read(path: Path) -> dict[str, Any]:
    # Any: each value is checked to be of its field's type.
    shown = path.name
    try:
        table: object = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "it is not valid TOML in UTF-8"
        raise CrosswalkError(f"cannot read the settings in {shown}: {reason}") from None
    assert isinstance(table, dict)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("crosswalk", {})
    if not isinstance(table, dict):
        raise CrosswalkError(f"{shown}: [tool.crosswalk] is not a table")
    settings = {key: _checked(key, value, shown) for key, value in table.items() if key not in KEYS}
    try:
        settings["appearance"] = appearance({key: table[key] for key in KEYS if key in table}, path.parent)
    except ValueError as error:
        raise CrosswalkError(f"{shown}: {error}") from None
    if "changes" in settings:
        from crosswalk.history import read_history  # reads JSON, and brings the model along

        told = path.parent / str(settings["changes"])
        settings["changes"] = read_history(told) if told.exists() else ()  # nothing is recorded yet
    if "links" in settings:
        settings["links"] = _links(path.parent / str(settings["links"]))
    return settings


def _links(file: Path) -> CheckedLinks:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return CheckedLinks(file=file, tally=None)
    except OSError as error:
        raise CrosswalkError(f"cannot read the results in {file.name}: {reason_of(error)}") from None
    return CheckedLinks(file=file, tally=parsed(data, file.name).tally)


_FORMS = {
    "language": (r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a tag such as en or pt-BR"),
    "repository": (r"https://[^\s'\"<>\\@?#]+", "an https:// address"),
    "branch": (r"[\w.-]+(/[\w.-]+)*", "made of letters, digits, dots, hyphens and /"),
    "content_path": (r"[\w.-]+(/[\w.-]+)*", "made of letters, digits, dots, hyphens and /"),
    "links": (
        r"(?![.]{1,2}/|.*/[.]{1,2}/)[\w.-]+(/[\w.-]+)*[.]json",
        "a file beside the settings, as in links.json",
    ),
}
"""What some texts look like, as a pattern and in words."""


def _checked(key: str, value: object, shown: str) -> object:
    known = {*KEYS, *(each.name for each in fields(Settings))} - {"appearance"}
    if key not in known:
        raise CrosswalkError(f"{shown}: unknown setting {quoted(key)}; {nearest_or_all(key, sorted(known))}")
    if key == "api_formats":
        if (
            not isinstance(value, list)
            or any(each not in API_FORMATS for each in value)
            or "json" not in value
        ):
            raise CrosswalkError(
                f"{shown}: api_formats is a list of {' and '.join(API_FORMATS)}, json always in it"
            )
        return tuple(value)
    if key == "comments":
        return _comments(value, shown)
    if not isinstance(value, str) or not value.isprintable():
        raise CrosswalkError(f"{shown}: {key} must be text on one line")
    if key == "section" and (not is_id(value) or value in TAKEN_SECTIONS):
        hint = f"and none of {', '.join(sorted(TAKEN_SECTIONS))}"
        raise CrosswalkError(f"{shown}: section must be made of a-z, 0-9 and single hyphens, {hint}")
    form, told = _FORMS.get(key, ("", ""))
    if form and not re.fullmatch(form, value):
        raise CrosswalkError(f"{shown}: {key} must be {told}")
    return value


def setting_fault(key: str, value: str) -> str | None:
    """Return what is wrong with *value* as the setting *key*, or None; reads on from its name."""
    try:
        _checked(key, value, "")
    except CrosswalkError as error:
        return str(error).partition(f"{key} ")[2]
    return None


def _comments(value: object, shown: str) -> Comments:
    forms = {
        "repo": (r"[\w.-]+/[\w.-]+", "owner/name"),
        "repo_id": (r"[\w=-]+", "the id that giscus.app tells"),
        "category": (r".+", "the name of a category of discussions"),
        "category_id": (r"[\w=-]+", "the id that giscus.app tells"),
    }
    if not isinstance(value, dict) or value.keys() != forms.keys():
        raise CrosswalkError(f"{shown}: comments is a table of {', '.join(forms)}, no more and no less")
    for key, (form, told) in forms.items():
        text = value[key]
        if not isinstance(text, str) or not text.isprintable() or not re.fullmatch(form, text, re.ASCII):
            raise CrosswalkError(f"{shown}: comments.{key} must be {told}")
    return Comments(**value)
