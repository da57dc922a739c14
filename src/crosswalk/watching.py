"""Folders and files -> what changes in them, as it changes.

In: folders with all that is below them, and single files, there or not yet. Out: sets of paths, each as soon
as nothing more changes. A folder that goes away is awaited. Nothing here knows what the files are.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from crosswalk.diagnostics import CrosswalkError, reason_of

STEP = 15
"""Milliseconds without a further change after which a change is told: editors write in several strokes."""
_LONGEST = 500
"""Milliseconds after which it is told all the same."""
_LOOK = 60
"""Milliseconds after which a folder is looked at, whether it is there still."""

Changes = frozenset[Path]
_Told = Changes | Exception


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that is watched by a thread of its own."""

    path: Path
    recursive: bool
    wanted: Callable[[Path], bool]
    begun: threading.Event = field(default_factory=threading.Event)
    """Set once no change is missed any more."""


@contextmanager
def watching(folders: Iterable[Path], files: Iterable[Path]) -> Iterator[Iterator[Changes]]:
    """Give what changes in *folders* and *files*, absolute all, while it is watched.

    The first set, which may be empty, comes as soon as nothing is missed any more: so what is read after that
    is the newest. Raises CrosswalkError where changes cannot be told.
    """
    parents: dict[Path, set[Path]] = {}
    for file in files:
        parents.setdefault(file.parent, set()).add(file)
    watched = [
        *(_Folder(folder, recursive=True, wanted=_is_seen_below(folder)) for folder in folders),
        *(_Folder(parent, recursive=False, wanted=among.__contains__) for parent, among in parents.items()),
    ]
    stop = threading.Event()
    told: SimpleQueue[_Told] = SimpleQueue()
    threads = [threading.Thread(target=_watch, args=(each, told, stop), daemon=True) for each in watched]
    for thread in threads:
        thread.start()
    try:
        yield _batches(watched, told)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _is_seen_below(folder: Path) -> Callable[[Path], bool]:
    """Return what tells files that are read from those of editors: hidden ones, and copies."""

    def is_seen(path: Path) -> bool:
        inside = path.relative_to(folder).parts if path.is_relative_to(folder) else ()
        return not any(name.startswith(".") or name.endswith("~") for name in inside)

    return is_seen


def _batches(watched: Iterable[_Folder], told: "SimpleQueue[_Told]") -> Iterator[Changes]:
    for folder in watched:
        folder.begun.wait()
    yield _waiting(told)
    while True:
        first = _changes(told.get())
        yield first | _waiting(told)


def _waiting(told: "SimpleQueue[_Told]") -> Changes:
    """Return what has been told already."""
    changes: Changes = frozenset()
    with suppress(Empty):
        while True:
            changes |= _changes(told.get_nowait())
    return changes


def _changes(told: _Told) -> Changes:
    if isinstance(told, Exception):
        raise CrosswalkError(f"cannot watch for changes: {reason_of(told)}", exit_code=1) from told
    return told


def _watch(folder: _Folder, told: "SimpleQueue[_Told]", stop: threading.Event) -> None:
    """Put into *told* what changes in *folder*, whether it is there or not, until *stop*."""
    known = _identity(folder.path)
    try:
        while not stop.is_set():
            watched = _identity(folder.path)
            for changes in _watch_while_there(folder, stop):
                folder.begun.set()
                if watched != known:  # told only now, as from now on nothing in it is missed
                    told.put(frozenset({folder.path}))
                    known = watched
                if changes:
                    told.put(changes)
                if watched != _identity(folder.path):  # gone, or another one
                    break
    except Exception as error:  # noqa: BLE001 - it is raised where the changes are taken
        told.put(error)
    finally:
        folder.begun.set()


def _watch_while_there(folder: _Folder, stop: threading.Event) -> Iterator[Changes]:
    """Yield what changes in *folder*, nothing if nothing does for a while; end if it cannot be watched."""
    from watchfiles import watch  # brings an event loop along

    if not folder.path.is_dir():
        stop.wait(_LOOK / 1000)
        yield frozenset()
        return
    for changes in watch(
        folder.path,
        watch_filter=lambda _, path: folder.wanted(Path(path)),
        debounce=_LONGEST,
        step=STEP,
        stop_event=stop,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=folder.recursive,
    ):
        yield frozenset(Path(path) for _, path in changes)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)  # noqa: PTH116 - Path.stat() costs more, many times a second
    except OSError:
        return None
    return status.st_dev, status.st_ino
