"""Outputs -> disk: staged beside the site, then exchanged with it in one step.

In: parts, which make outputs, and the output folder. Out: the folder holds the new site and nothing else, or,
whatever happens, the old one to the byte (CONTRACT, Site). A reader at any moment finds one of them, and a
build that was killed leaves nothing that the next one does not clean up.
"""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk import disk
from crosswalk.diagnostics import CrosswalkError, printable, reason_of
from crosswalk.staging import MARKER, PartFiles, Staging
from crosswalk.workers import Task, share

if TYPE_CHECKING:
    from crosswalk.model import Part

LOCK = ".crosswalk.lock"
_OURS = ".crosswalk"
_NEW, _OLD = f"{_OURS}-new-", f"{_OURS}-old-"
"""What the names of our own folders beside the output begin with."""
_STAGING = re.compile(rf"{re.escape(_NEW)}[0-9a-f]{{12}}")
"""The name of a new site on its way, ours or a neighbour's; nobody gives such a name by hand."""

PATIENCE = 60.0
"""Seconds that a build waits for another one beside it."""

CONTENT_FOLDERS = ("topics", "guidelines", "media", "pages", "posts")


class SiteFolder:
    """An output folder that crosswalk may replace."""

    def __init__(self, output: Path, content: Path) -> None:
        """Take *output*, or raise CrosswalkError unless it is absent, empty or made by crosswalk."""
        self._shown = printable(str(output))
        try:
            # The parent may be reached by links; the folder itself may be none, for it is to be exchanged.
            absolute = Path(os.path.abspath(output))  # noqa: PTH100 - resolve() would follow the folder itself
        except OSError as error:  # the working folder is gone
            raise self._failure(error) from None
        self.path = Path(os.path.realpath(absolute.parent)) / absolute.name
        if not absolute.name or absolute.name.startswith(_OURS):
            raise CrosswalkError(f"--output cannot be the root folder, or be called {_OURS}...")
        self._keep_apart(Path(os.path.realpath(content)))
        self.check()

    def _keep_apart(self, content: Path) -> None:
        if content == self.path or self.path in content.parents:
            raise CrosswalkError("--output must not be or contain --content")
        if any(
            folder in (self.path, *self.path.parents)
            for folder in (content / name for name in CONTENT_FOLDERS)
        ):
            raise CrosswalkError("--output must not stand in a folder that --content is read from")

    def check(self) -> None:
        """Raise CrosswalkError unless the folder is absent, empty or made by crosswalk."""
        try:
            kind = disk.mode(self.path)
            is_taken = stat.S_ISDIR(kind) and not _is_replaceable(self.path)
        except OSError as error:
            raise self._failure(error) from None
        if kind and not stat.S_ISDIR(kind):
            raise CrosswalkError(f"--output {self._shown} is not a directory")
        if is_taken:
            message = (
                f"--output {self._shown} holds files that crosswalk did not make; name an empty or a new one"
            )
            raise CrosswalkError(message)

    @property
    def is_at_rest(self) -> bool:
        """Whether no build is at work on the folder, or was killed at it."""
        beside = (self.path.parent / LOCK, self._beside(_NEW), self._beside(_OLD))
        return not any(map(disk.mode, beside))

    def replace(
        self,
        queues: Sequence[Sequence["Part"]],
        jobs: int = 1,
        standing: Mapping[str, PartFiles] | None = None,
        note: Callable[[dict[str, PartFiles]], None] = lambda _: None,
    ) -> dict[str, PartFiles]:
        """Replace what the folder holds by the parts in *queues*; return the files of each by its name.

        As many processes as *jobs* says make them, see `workers.share`. *standing* is what an earlier call
        returned for the site that stands: a part with the same key keeps its files. The same is given to
        *note* as soon as the new site stands, while the old one is removed.

        Raises CrosswalkError with exit code 1 where that cannot be done; the folder is then as it was.
        """
        made: list[Path] = []
        try:
            disk.make_parents(self.path.parent, made)
            with self._locked():
                self._recover()
                staging = self._beside(_NEW)
                try:
                    written = Staging(staging, self.path, standing or {}).fill(queues, jobs)
                    self.check()  # somebody may have put files there meanwhile
                    self._publish(staging)
                    self._tell(partial(note, written), staging, jobs)
                finally:
                    with suppress(OSError):  # the next build removes it
                        disk.remove(staging)
        except OSError as error:
            raise self._failure(error) from None
        finally:
            for parent in reversed(made):
                with suppress(OSError):  # the site stands in it
                    parent.rmdir()
        return written

    def _failure(self, error: OSError) -> CrosswalkError:
        return CrosswalkError(f"cannot write the site to {self._shown}: {reason_of(error)}", exit_code=1)

    def _beside(self, prefix: str) -> Path:
        # The name may be as long as names can be, so it is not part of ours.
        digest = hashlib.sha256(os.fsencode(self.path.name)).hexdigest()[:12]
        return self.path.parent / f"{prefix}{digest}"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with disk.locked(self.path.parent / LOCK, PATIENCE):
                yield
        except disk.BusyError:
            message = f"another build is busy beside {self._shown}; try again when it is done"
            raise CrosswalkError(message, exit_code=1) from None

    def _recover(self) -> None:
        """Put right what a killed build left; under the lock nobody else's work is in progress here."""
        old = self._beside(_OLD)
        if stat.S_ISDIR(disk.mode(old)):
            if not disk.mode(self.path):  # killed in the middle of `_publish_in_two`
                old.rename(self.path)
            disk.remove(old)
        for path in list(self.path.parent.iterdir()):
            if _STAGING.fullmatch(path.name):
                disk.remove(path)

    # The new site for the old one

    def _publish(self, staging: Path) -> None:
        disk.flush(staging)
        if not disk.mode(self.path) or not any(self.path.iterdir()):
            staging.rename(self.path)
        elif not disk.exchange(staging, self.path):
            self._publish_in_two(staging)
        # From here on the new site stands: what fails now is not a failure to publish it.
        with suppress(OSError):
            disk.flush_names(self.path.parent)
        with suppress(OSError):  # the next build removes it
            disk.remove(self._beside(_OLD))

    @staticmethod
    def _tell(note: Task[None], old: Path, jobs: int) -> None:
        """Call *note*, and remove the *old* site meanwhile, which takes as long."""
        with suppress(OSError, MemoryError):  # the site is published, whether or not anybody knows
            leftover: list[Task[None]] = [partial(disk.remove, old)] if disk.mode(old) else []
            share([[note], leftover], jobs)

    def _publish_in_two(self, staging: Path) -> None:
        """Publish where folders cannot be exchanged: for a moment there is no site, but never half of one."""
        old = self._beside(_OLD)
        self.path.rename(old)
        try:
            staging.rename(self.path)
        except OSError:
            old.rename(self.path)
            raise


def _is_replaceable(folder: Path) -> bool:
    """Tell whether *folder* is empty, or made by crosswalk, whose marker is the first file it writes."""
    return stat.S_ISREG(disk.mode(folder / MARKER)) or not any(folder.iterdir())
