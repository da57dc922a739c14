"""How far long work has come, on a terminal; in a pipe, not a word."""

import os
from types import TracebackType
from typing import Self, TextIO

_CLEAR = "\r\x1b[K"


class Progress:
    """One line that is written over as the work goes on, and gone when it is done."""

    def __init__(self, what: str, stream: TextIO | None) -> None:
        self._what = what
        is_terminal = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._stream = stream if is_terminal else None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __call__(self, done: int, of: int) -> None:
        """Show that so many are *done*, out of all."""
        self.stage(f"{done:,} of {of:,}")

    def stage(self, name: str) -> None:
        """Show that the stage called *name* begins."""
        if self._stream:
            self._stream.write(f"{_CLEAR}{self._what}: {name}")
            self._stream.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the line as if nothing had been there."""
        if self._stream:
            self._stream.write(_CLEAR)
            self._stream.flush()
