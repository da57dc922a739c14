"""The file of results: read before the work, written behind it, whole or not at all.

In: its path. Out: results, or CrosswalkError in one line.
"""

import os
from pathlib import Path

from crosswalk.diagnostics import CrosswalkError, printable, reason_of
from crosswalk.limited import read_limited
from crosswalk.link_results import Results, parsed, written
from crosswalk.outside.checking import news
from crosswalk.replace import create, replace

SIZE_LIMIT = 64 * 1024 * 1024


def read(file: Path) -> Results:
    """Return what is known; raise CrosswalkError where it cannot be read, or could not be written later."""
    shown = _shown(file)
    try:
        if not os.access(file.parent, os.W_OK | os.X_OK):
            raise CrosswalkError(f"cannot write into the folder of {shown}")
        if not os.path.lexists(file):
            return Results()
    except ValueError as error:  # a name that no file can have
        raise CrosswalkError(f"cannot read {shown}: {reason_of(error)}") from None
    if file.is_symlink() or not file.is_file():  # which could not be exchanged
        raise CrosswalkError(f"{shown} is no file of results")
    return parsed(read_limited(file, shown, SIZE_LIMIT), shown)


def keep(file: Path, before: Results, after: Results) -> None:
    """Have *file* say *after* in the place of *before*, if it is news; raise CrosswalkError.

    A first look is news, whatever it came to: who keeps the file relies on there being one.
    """
    if os.path.lexists(file) and not news(before, after):
        return
    try:
        folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            (replace if os.path.lexists(file) else create)(folder, file.name, written(after))
        finally:
            os.close(folder)
    except OSError as error:
        raise CrosswalkError(f"cannot write {_shown(file)}: {reason_of(error)}", exit_code=1) from None


def _shown(file: Path) -> str:
    return printable(os.fsencode(file).decode("utf-8", "surrogateescape"))
