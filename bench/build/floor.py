"""What a site costs whoever makes it: the system calls alone that write its files, or link them elsewhere.

In: a site that stands. Out: what it takes, by two processes that have all bytes in memory and do nothing
else. No program that makes the same files in the same way can need less.
"""

import os
import resource
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from processes import Took

PROCESSES = 2


def writing_alone(site: Path, into: Path) -> Took:
    """Return what it takes to write the files of *site* into a new folder."""
    paths = _paths(site)
    contents = {path: (site / path).read_bytes() for path in paths}

    def write(path: str) -> None:
        file = os.open(f"{into}/{path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(file, contents[path])
        os.close(file)

    return _took(paths, into, write)


def linking_alone(site: Path, into: Path) -> Took:
    """Return what it takes to link the files of *site* into a new folder, as a swap of the whole needs."""
    return _took(_paths(site), into, lambda path: os.link(f"{site}/{path}", f"{into}/{path}"))


def _paths(site: Path) -> list[str]:
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file()]


def _took(paths: list[str], into: Path, place: Callable[[str], None]) -> Took:
    before, began = _processor(), time.perf_counter()
    for folder in sorted({path.rpartition("/")[0] for path in paths}):
        (into / folder).mkdir(parents=True, exist_ok=True)
    children = [_forked(paths[number::PROCESSES], place) for number in range(PROCESSES)]
    codes = [os.waitpid(child, 0)[1] for child in children]
    took = Took(time.perf_counter() - began, _processor() - before, 0)
    assert not any(codes), "a process could not do its part"
    shutil.rmtree(into)
    return took


def _forked(paths: Iterable[str], place: Callable[[str], None]) -> int:
    """Return the process that puts *paths* in their places."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        for path in paths:
            place(path)
        code = 0
    finally:
        os._exit(code)


def _processor() -> float:
    """Return the seconds of all cores that this process and those that it has waited for took so far."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)
