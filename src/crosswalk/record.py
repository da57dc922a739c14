"""A change, put in front of those that a file tells already.

In: the file of a site's owner, and `Changes`. Out: the file, changed as a whole or not at all.
"""

import os
from dataclasses import replace
from pathlib import Path

from crosswalk import replace as files
from crosswalk.changes import Changes
from crosswalk.diagnostics import CrosswalkError, quoted, reason_of
from crosswalk.documents import serial
from crosswalk.history import MOST, SIZE_LIMIT, read_history
from crosswalk.represent.changes import change_set


def record(path: Path, changed: Changes) -> bool:
    """Put *changed* in front of what the file *path* tells; tell whether it was not there already.

    Raises CrosswalkError where the file holds something else, or cannot be written.
    """
    exists = os.path.lexists(path)
    known = read_history(path) if exists else ()
    if not changed or (known and replace(known[0], date=changed.date) == changed):
        return False  # a run that is repeated records nothing twice
    items = [change_set(each) for each in (changed, *known)][:MOST]
    while len(data := serial.data({"items": items})) > SIZE_LIMIT and len(items) > 1:
        items.pop()
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            (files.replace if exists else files.create)(folder, path.name, data)
        finally:
            os.close(folder)
    except (OSError, ValueError) as error:
        raise CrosswalkError(f"cannot write {quoted(path.name)}: {reason_of(error)}", exit_code=1) from None
    return True
