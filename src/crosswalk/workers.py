"""Work shared by several processes, where the system can fork them; else done by one.

In: tasks, which depend on nothing that another one does. Out: what each returns, in their order. A worker is
a copy of this process, so a task may use whatever is in memory here, and what it returns is sent back.
Nothing here knows what the work is.
"""

import ctypes
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

Done = TypeVar("Done")
Task = Callable[[], Done]

_TOKEN = struct.Struct("=II")
_MOST_TOKENS = 4_096
"""As many fit into a pipe at once, whoever reads them."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share(queues: Sequence[Sequence[Task[Done]]], jobs: int) -> list[list[Done]]:
    """Return what the tasks of each queue return, done by as many processes as *jobs* says.

    This process begins with the first queue, a second one with the second, all others with the last; who has
    done his own goes on with the others'. So what tasks have in common is made once if they stand in the same
    queue, and by this process if that is the first. Raises what a task raises; the others are then given up.
    """
    if jobs < 2 or sum(map(len, queues)) < 2 or not hasattr(os, "fork"):
        return [[task() for task in queue] for queue in queues]
    lists = [_List(len(queue)) for queue in queues]
    helpers: list[_Helper[Done]] = []
    try:
        last = len(queues) - 1
        helpers.extend(_Helper(queues, lists, min(first, last)) for first in range(1, jobs))
        found = list(_work(queues, lists, 0))
        for helper in helpers:
            found += helper.answer()
    finally:
        for helper in helpers:
            helper.end()
        for each in lists:
            each.close()
    done = {(queue, number): value for queue, number, value in found}
    return [[done[number, task] for task in range(len(queue))] for number, queue in enumerate(queues)]


_Found = tuple[int, int, Done]
"""The numbers of a queue and of a task in it, and what that returned."""


def _work(
    queues: Sequence[Sequence[Task[Done]]], lists: Sequence["_List"], first: int
) -> Iterator[_Found[Done]]:
    """Do what is left, beginning with the queue *first*."""
    try:
        for turn in range(len(queues)):
            queue = (first + turn) % len(queues)
            for number in lists[queue]:
                yield queue, number, queues[queue][number]()
    except BaseException:
        for each in lists:
            each.give_up()
        raise


class _List:
    """Numbers of tasks that all workers take from, each of them once: tokens in a pipe, a few tasks each."""

    def __init__(self, count: int) -> None:
        self._reader, writer = os.pipe()
        step = -(-count // _MOST_TOKENS) or 1
        with open(writer, "wb") as stream:  # noqa: PTH123 - a pipe
            stream.writelines(_TOKEN.pack(start, min(start + step, count)) for start in range(0, count, step))

    def __iter__(self) -> Iterator[int]:
        while token := os.read(self._reader, _TOKEN.size):
            yield from range(*_TOKEN.unpack(token))

    def give_up(self) -> None:
        """Take all that is left."""
        while os.read(self._reader, _MOST_TOKENS * _TOKEN.size):
            pass

    def close(self) -> None:
        """Close the pipe."""
        os.close(self._reader)


class _Helper(Generic[Done]):
    """A process beside this one."""

    def __init__(self, queues: Sequence[Sequence[Task[Done]]], lists: Sequence[_List], first: int) -> None:
        self._reader, writer = os.pipe()
        parent = os.getpid()
        self._process = os.fork()
        if self._process == 0:
            _end_with(parent)
            with suppress(BaseException), open(writer, "wb") as stream:  # noqa: PTH123 - a pipe
                stream.write(_told(queues, lists, first))
            os._exit(0)
        os.close(writer)

    def answer(self) -> list[_Found[Done]]:
        """Wait for what it has done; raise what went wrong there."""
        with open(self._reader, "rb", closefd=False) as stream:
            told = stream.read()
        if not told:
            raise MemoryError  # the system ends a process for want of memory, and nobody else does
        found: list[_Found[Done]] | BaseException = pickle.loads(told)  # noqa: S301 - written by ourselves
        if isinstance(found, BaseException):
            raise found
        return found

    def end(self) -> None:
        """Have it gone, whether it is done or not."""
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._reader)


def _told(queues: Sequence[Sequence[Task[Done]]], lists: Sequence[_List], first: int) -> bytes:
    """Return what was done, or what went wrong, as it is sent to the process that waits for it."""
    try:
        return pickle.dumps(list(_work(queues, lists, first)), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # noqa: BLE001 - it is raised there
        with suppress(Exception):
            return pickle.dumps(error)
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))


def _end_with(parent: int) -> None:
    """Have the system end this process with its *parent*, whose lock it would hold on to."""
    if sys.platform == "linux":
        set_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)
