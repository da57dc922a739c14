"""A renaming, carried out: its files changed on the disk, and the one moved; or all as they were.

In: a content folder, what is to be written otherwise. Out: the files that are changed, by their paths as they
are now; or CrosswalkError with the reason. Each file is exchanged whole, and no link is followed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from crosswalk import files
from crosswalk.diagnostics import CrosswalkError, reason_of
from crosswalk.renaming import Change, Renaming
from crosswalk.replace import create, replace

_BOM = "\ufeff"


def carry_out(content: Path, renaming: Renaming) -> list[str]:
    """Do what *renaming* says to the files of *content*; return which have changed.

    Raises CrosswalkError where one cannot be written; those that were written are put back.
    """
    done: list[tuple[str, bytes]] = []
    with files.content_folder(content) as folder:
        try:
            for file, changes in renaming.changes.items():
                with _folder_of(folder, file) as (child, name):
                    old = files.read(child, name)
                    replace(child, name, _changed(old.decode(), changes).encode())
                    done.append((file, old))
            if renaming.moved:
                _move(folder, *renaming.moved)
        except (OSError, files.RefusedError) as error:
            for file, old in done:
                with suppress(OSError, files.RefusedError), _folder_of(folder, file) as (child, name):
                    replace(child, name, old)
            raise CrosswalkError(f"nothing is renamed: {reason_of(error)}", exit_code=1) from None
    former, now = renaming.moved or ("", "")
    return sorted({now if file == former else file for file in renaming.changes} | {now} - {""})


def _changed(text: str, changes: tuple[Change, ...]) -> str:
    """Return *text* with *changes*, whose offsets know nothing of a byte order mark."""
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    for change in reversed(changes):
        text = text[: change.begin] + change.text + text[change.end :]
    return mark + text


def _move(folder: int, old: str, new: str) -> None:
    with _folder_of(folder, old) as (child, name):
        create(child, new.rpartition("/")[2], files.read(child, name))
        os.unlink(name.encode("utf-8", "surrogateescape"), dir_fd=child)


@contextmanager
def _folder_of(folder: int, file: str) -> Iterator[tuple[int, str]]:
    """Give the folder that *file* of the content folder stands in, open, and its name in there."""
    parent, _, name = file.rpartition("/")
    if not parent:
        yield folder, name
        return
    with files.subfolder(folder, parent) as child:
        yield child, name
