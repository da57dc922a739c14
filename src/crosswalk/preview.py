"""The site of a content folder as it is now, made as far as somebody looks at it.

In: a content folder, and where its settings come from. Out: editions of the site, one for each sound state of
the content, and what keeps a newer one from being made. The parts are those that a build writes; each is made
when a file of it is first asked for, and nothing is written. So an edit costs what it takes to load and to
check, and the page that is looked at; of 1,000 topics that is a tenth of what a build costs.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from threading import Lock

from crosswalk import theme
from crosswalk.appearance import check_navigation
from crosswalk.build import examine, render
from crosswalk.diagnostics import CrosswalkError, Diagnostic, Diagnostics, Severity
from crosswalk.excerpts import Excerpt, excerpts
from crosswalk.hosting import Found
from crosswalk.model import Crosswalk, Output, Part
from crosswalk.settings import Settings
from crosswalk.urls import Urls
from crosswalk.workspace import Workspace

MOST_SHOWN = 100
"""So many errors are shown at most: nobody mends more at once."""


class Outputs:
    """The files of a site, each made when it is first asked for."""

    def __init__(self, parts: Iterable[Part], owners: dict[str, str], lock: Lock) -> None:
        """Take *parts*, *owners* of paths, as earlier editions noted them, the *lock* for making."""
        self._parts = {part.name: part for part in parts}
        self._begun: dict[str, Iterator[Output]] = {}
        self._made: dict[str, bytes] = {}
        self._owners = owners
        self._lock = lock

    def first(self, *paths: str) -> Found | None:
        """Return the first of *paths* that is a file; what it takes to know that is made."""
        if found := self._known(paths):
            return found
        for name in self._likely(paths):
            for _ in self._steps(name):
                if found := self._known(paths):
                    return found
        return self._known(paths)  # another request may have made it

    def has_folder(self, path: str) -> bool:
        """Tell whether files stand below *path*, which was looked for as a file before."""
        return any(made.startswith(f"{path}/") for made in tuple(self._made))

    def _known(self, paths: tuple[str, ...]) -> Found | None:
        return next((Found(path, self._made[path]) for path in paths if path in self._made), None)

    def _likely(self, paths: tuple[str, ...]) -> Iterator[str]:
        """Yield the names of all parts that are not made, those first that *paths* may belong to."""
        yield from dict.fromkeys(self._owners[path] for path in paths if path in self._owners)
        words = {word.partition(".")[0] for path in paths for word in path.split("/")}
        unmade = tuple(self._parts)
        yield from (name for name in unmade if name.rpartition(" ")[2] in words)
        yield from unmade

    def _steps(self, name: str) -> Iterator[None]:
        """Make the rest of the part called *name*, a file at a time."""
        while name in self._parts:
            with self._lock:
                if name not in self._begun:
                    self._begun[name] = iter(self._parts[name].make())
                output = next(self._begun[name], None)
                if output is None:
                    self._parts.pop(name, None)
                else:
                    self._made[output.path] = output.content
                    self._owners[output.path] = name
            yield


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A sound state of the site."""

    number: int
    """From 1; 0 is none."""
    base_path: str = ""
    files: Outputs = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What there is to see, and what keeps a newer edition from being seen."""

    edition: Edition
    """The last sound one."""
    found: Diagnostics = field(default_factory=Diagnostics)
    """What was found in the content when it was looked at last."""
    shown: tuple[tuple[Diagnostic, Excerpt | None], ...] = ()
    """The errors of it, with their lines; not more than can be mended at once."""
    refusal: str = ""
    """Why the content or the settings cannot be used at all."""
    topics: int = 0
    guidelines: int = 0


class Preview:
    """Makes editions of a site."""

    def __init__(self, content: Path, settings: Callable[[], Settings]) -> None:
        """Take a content folder, and what reads the settings of its site or raises CrosswalkError."""
        self.state = State(edition=Edition(number=0, files=Outputs((), {}, Lock())))
        self._content = content
        self._read_settings = settings
        self._settings: Settings | None = None
        self._workspace = Workspace(content, Settings())
        self._owners: dict[str, str] = {}
        self._lock = Lock()
        """Held by whoever loads or makes: of what both use some is kept for the next."""

    def renew(self, *, theme_changed: bool = False) -> State:
        """Look at the content anew; return and keep what there is to see now."""
        with self._lock:
            if theme_changed:
                theme.read_again()
            try:
                self.state = self._next(self._read_settings())
            except CrosswalkError as error:
                self.state = State(edition=self.state.edition, refusal=str(error))
        return self.state

    def _next(self, settings: Settings) -> State:
        crosswalk, found = self._examined(settings)
        state = State(
            edition=self.state.edition,
            found=found,
            topics=len(crosswalk.topics),
            guidelines=len(crosswalk.guidelines),
        )
        if found.has_errors:
            errors = [each for each in found if each.severity is Severity.ERROR][:MOST_SHOWN]
            return replace(state, shown=tuple(excerpts(self._content, errors)))
        theme.theme_of(settings.language, settings.appearance).forget()
        documents, pages = render(crosswalk, settings)  # pages are asked for more often, and make sooner
        edition = Edition(
            number=self.state.edition.number + 1,
            base_path=Urls(base_url=settings.base_url).base_path,
            files=Outputs(chain(pages, documents), self._owners, self._lock),
        )
        return replace(state, edition=edition)

    def _examined(self, settings: Settings) -> tuple[Crosswalk, Diagnostics]:
        """Return what `examine` does, of which what has not changed is known."""
        if settings != self._settings:
            self._settings, self._workspace = settings, Workspace(self._content, settings)
        state = self._workspace.look()
        if not state.crosswalk.topics:  # a workspace has nothing to say of a folder that is gone, or is none
            return examine(self._content, settings)
        check_navigation(settings.appearance, [page.slug for page in state.crosswalk.pages])
        found = Diagnostics()
        for each in chain.from_iterable(state.found.values()):
            found.add(each)
        return state.crosswalk, found
