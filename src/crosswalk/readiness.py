"""Whether a repository is ready to publish its site on GitHub Pages.

In: its folder, where it is pushed to, its settings and a built site. Out: findings, each with what to do
about it. Files are read, nothing of the repository is run, and nobody is asked.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import crosswalk
from crosswalk.diagnostics import LINE_LIMIT, Severity, printable, quoted, reason_of, shortened
from crosswalk.git import asked
from crosswalk.origin import NOWHERE
from crosswalk.settings import Settings
from crosswalk.workflows import ACTIONS, OWN_ACTIONS, Use, uses_of

SIZE_LIMIT = 1_000_000_000
"""Most bytes of a site that GitHub Pages publishes."""

NEARLY = 0.7
"""The share of them from which on the owner should know."""

TEXT_LIMIT = 1024 * 1024

_OWN = re.compile(f"[^/]+/crosswalk(?:{'|'.join(map(re.escape, OWN_ACTIONS))})")
"""The actions of crosswalk, whoever publishes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that stands in the way, or could be better."""

    subject: str
    message: str
    """What is not as it should be; starts lower case, no full stop."""
    hint: str
    where: str = ""
    """A file of the repository and a line of it."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return shortened(
            f"{where}{self.severity}[{self.subject}]: {self.message}; {self.hint}", LINE_LIMIT - 1
        )


@dataclass(frozen=True, slots=True)
class Remote:
    """A repository on GitHub."""

    owner: str
    name: str

    @property
    def address(self) -> str:
        """Where people look at it."""
        return f"https://github.com/{self.owner}/{self.name}"

    @property
    def site(self) -> str:
        """Where GitHub Pages shows its site."""
        host = f"{self.owner.lower()}.github.io"
        return f"https://{host}" if self.name.lower() == host else f"https://{host}/{self.name}"


def remote_of(url: str) -> Remote | None:
    """Return the repository on GitHub that git reaches at *url*, or None."""
    host = r"(?:(?:https|ssh|git)://)?(?:[^@/\s]*@)?(?:www\.)?github\.com(?::\d+)?"
    found = re.fullmatch(rf"{host}[:/]/*([\w-]+)/([\w.-]+?)(?:\.git)?/*", url, re.ASCII | re.IGNORECASE)
    return Remote(found[1], found[2]) if found else None


def findings(root: Path, work_tree: Path | None, settings: Settings, site: Path) -> Iterator[Finding]:
    """Yield what keeps the site of the repository in *root* from being published well."""
    url = (
        asked(work_tree, "config", "--local", "--no-includes", "--get", "remote.origin.url")
        if work_tree
        else None
    )
    remote = remote_of(url or "")
    yield from _remote(work_tree, url, remote, settings)
    workflows = _workflows(root)
    yield from _base_url(root, remote, settings, workflows)
    yield from _publishing(workflows)
    for path, text in workflows.items():
        for use in uses_of(text):
            yield from _use(f"{path}:{use.line}", use)
    yield from _site(site)


# Where it is


def _remote(
    work_tree: Path | None, url: str | None, remote: Remote | None, settings: Settings
) -> Iterator[Finding]:
    if work_tree is None:
        yield Finding(
            subject="git",
            message="the content is in no repository of git",
            hint="begin one with 'git init -b main', and push it to GitHub",
        )
    elif not url:
        yield Finding(
            subject="remote",
            message="git knows no remote called origin",
            hint="make a repository on GitHub, and name it: git remote add origin https://github.com/OWNER/NAME",
        )
    elif remote is None:
        yield Finding(
            subject="remote",
            message=f"origin is {quoted(url)}, which is not on GitHub",
            hint="publish by other means, or push to GitHub as well",
            severity=Severity.WARNING,
        )
    if remote and settings.repository.rstrip("/").lower() != remote.address.lower():
        told = f"is {quoted(settings.repository)}" if settings.repository else "is not set"
        effect = (
            "links to edit lead elsewhere"
            if settings.repository
            else "pages have no links to edit or to report"
        )
        yield Finding(
            subject="repository",
            message=f"the setting repository {told}, so {effect}",
            hint=f'set repository = "{remote.address}"',
            severity=Severity.WARNING,
        )


def _base_url(
    root: Path, remote: Remote | None, settings: Settings, workflows: Mapping[str, str]
) -> Iterator[Finding]:
    domain = _domain(root)
    if domain is not None and not re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z0-9-]+", domain, re.IGNORECASE):
        yield Finding(
            subject="cname",
            message=f"CNAME holds {quoted(domain)}, which is no domain",
            hint="write nothing but the domain into it, as in kb.example.org, or delete it",
            where="CNAME:1",
        )
        return
    expected = f"https://{domain.lower()}" if domain else remote.site if remote else ""
    host = (urlsplit(settings.base_url).hostname or "").lower()
    if not settings.base_url:
        used = {use.action for text in workflows.values() for use in uses_of(text)}
        if not any(re.fullmatch("actions/configure-pages|[^/]+/crosswalk", each) for each in used):
            value = f' = "{expected}"' if expected else ""
            yield Finding(
                subject="base-url",
                message="the setting base_url is not set, and no workflow asks GitHub for it",
                hint=f"set base_url{value}, or use actions/configure-pages",
                severity=Severity.WARNING,
            )
    elif domain and host != domain.lower():
        yield Finding(
            subject="base-url",
            message=f"the setting base_url is {quoted(settings.base_url)}, and CNAME names {quoted(domain)}",
            hint=f'set base_url = "{expected}", or delete CNAME',
        )
    elif expected and not domain and host.endswith("github.io") and not _same(settings.base_url, expected):
        yield Finding(
            subject="base-url",
            message=f"the setting base_url is {quoted(settings.base_url)}, and GitHub shows it elsewhere",
            hint=f'set base_url = "{expected}", or delete the setting, for the workflow asks GitHub',
        )


def _same(base_url: str, expected: str) -> bool:
    return base_url.rstrip("/").lower() == expected.lower()


def _domain(root: Path) -> str | None:
    """Return what the file CNAME says, or None where there is none."""
    text = _text(root / "CNAME")
    return None if text is None else text.strip()


# What publishes it


def _workflows(root: Path) -> dict[str, str]:
    """Return workflows by path, and an action at the top, which some of them may use."""
    folder = root / ".github/workflows"
    texts = {f".github/workflows/{path.name}": _text(path) for path in sorted(folder.glob("*.y*ml"))}
    texts |= {name: _text(root / name) for name in ("action.yml", "action.yaml")}
    return {printable(path): text for path, text in texts.items() if text is not None}


def _publishing(workflows: Mapping[str, str]) -> Iterator[Finding]:
    uses = {path: {use.action for use in uses_of(text)} for path, text in workflows.items()}
    if not any("actions/deploy-pages" in each for each in uses.values()):
        yield Finding(
            subject="workflow",
            message="no workflow in .github/workflows publishes a site",
            hint="take the one that 'crosswalk new site' writes",
        )
    for path, text in workflows.items():
        if "actions/upload-pages-artifact" in uses[path] and not re.search(
            r"^\s*include-hidden-files:\s*['\"]?true\b", text, re.MULTILINE
        ):
            yield Finding(
                subject="hidden-files",
                message="actions/upload-pages-artifact leaves out .well-known, where the catalog is",
                hint="give it include-hidden-files: true",
                where=path,
            )


def _use(where: str, use: Use) -> Iterator[Finding]:
    if use.revision == NOWHERE.revision:
        yield Finding(
            subject="workflow",
            message=f"{quoted(use.action)} is still to be filled in",
            hint="write the owner of the crosswalk that you use, and the commit of its version",
            where=where,
        )
        return
    known = ACTIONS.get(use.action)
    own = f"v{crosswalk.__version__}"
    if known and not re.fullmatch("[0-9a-f]{40}", use.revision):
        message = f"{use.action} is pinned to {quoted(use.revision)}, which can be moved"
    elif known and use.revision != known[0] and _version(use.remark) < _version(known[1]):
        message = f"{use.action} is {use.remark or 'without its version'}, and there is {known[1]}"
    elif _OWN.fullmatch(use.action) and () < _version(use.remark) < _version(own):
        message = f"{use.action} is {use.remark}, and this crosswalk is {own}"
    else:
        return
    hint = f"write {use.action}@{known[0]} # {known[1]}" if known else f"write the commit of {own}"
    yield Finding(subject="workflow", message=message, hint=hint, where=where, severity=Severity.WARNING)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part[:9]) for part in re.findall(r"\d+", text))


# What is published


def _site(site: Path) -> Iterator[Finding]:
    shown = printable(str(site))
    if not (site / ".crosswalk-site").is_file():
        yield Finding(
            subject="site",
            message=f"there is no site in {quoted(shown)}, so nobody knows how large it is",
            hint="make it with 'crosswalk build'",
            severity=Severity.WARNING,
        )
        return
    for name in (".nojekyll", ".well-known/api-catalog"):
        if not (site / name).is_file():
            yield Finding(
                subject="hidden-files",
                message=f"{quoted(shown)} lacks {name}",
                hint="build it again, and copy it whole",
            )
    try:
        size = sum(_sizes(site))
    except OSError as error:
        message = f"{quoted(shown)} cannot be read: {reason_of(error)}"
        yield Finding(subject="site", message=message, hint="make it with 'crosswalk build'")
        return
    if size >= NEARLY * SIZE_LIMIT:
        yield Finding(
            subject="size",
            message=f"the site has {size / 1e6:,.0f} MB, {size / SIZE_LIMIT:.0%} of what GitHub Pages takes",
            hint="make pictures in media/ smaller, or leave out api_formats",
            severity=Severity.ERROR if size > SIZE_LIMIT else Severity.WARNING,
        )


def _sizes(folder: Path) -> Iterator[int]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _sizes(Path(entry))
        else:
            yield entry.stat(follow_symlinks=False).st_size


def _entries(folder: Path) -> Iterable[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _text(path: Path) -> str | None:
    """Return the text of a regular file of reasonable size, or None."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > TEXT_LIMIT:
            return None
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return None
