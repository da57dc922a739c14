"""Run a command, and tell what it and all its descendants took.

In: a command. Out: seconds, processor seconds and bytes of memory. Nothing here knows what is run.

Memory is the most that all processes of the command had at one time, asked for every 10 ms or less often:
what is resident where it is one process, else the sum of the proportional shares (PSS), in which a page that
several processes share counts once. A control group would count the files on tmpfs as well.
"""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

INTERVAL = 0.01
PAGE = os.sysconf("SC_PAGE_SIZE")

# Places in /proc/<pid>/stat, counted behind the name, which may hold anything.
_SESSION = 3
_KIBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took."""

    seconds: float
    processor: float
    """Seconds of all cores, of the system's part too, over all processes that were waited for."""
    memory: int


class Failed(Exception):  # noqa: N818 - it is what happened
    """A command that did not end well; the message holds what it printed."""


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Took:
    """Run *command* in *folder*; raise Failed where its exit code is not 0."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # its descendants are those of its session, whoever their parent is by now
    )
    watch = Watch(process.pid)
    watch.start()
    assert process.stdout
    with process.stdout as stream:
        printed = stream.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    most = watch.end()
    if process.returncode:
        said = printed.decode(errors="replace")[-3_000:]
        raise Failed(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{said}")
    return Took(
        seconds=seconds,
        processor=usage.ru_utime + usage.ru_stime,
        # The system itself knows the most that the largest process had, however short that was.
        memory=max(most, usage.ru_maxrss * _KIBIBYTE),
    )


class Watch(Thread):
    """Asks again and again how much memory the processes of a session have."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._ended = Event()
        self._most = 0

    def run(self) -> None:
        """Ask until told to end, for a twentieth of the time at most: it slows down what is asked."""
        pause = INTERVAL
        while not self._ended.wait(pause):
            began = time.thread_time()
            self._most = max(self._most, memory(self._session))
            pause = max(INTERVAL, 20 * (time.thread_time() - began))

    def end(self) -> int:
        """Stop asking; return the most that was seen."""
        self._ended.set()
        self.join()
        return self._most


def memory(session: int) -> int:
    """Return the bytes that the processes of *session* have now."""
    processes = list(_processes(session))
    if len(processes) == 1:
        return _resident(processes[0])
    return sum(map(_proportional, processes))


def _processes(session: int) -> Iterator[Path]:
    for name in os.listdir("/proc"):  # noqa: PTH208 - a hundred times a second, and paths cost
        if name.isdigit() and int(name) >= session:
            place = Path("/proc") / name
            fields = _read(place / "stat").rpartition(")")[2].split()
            if len(fields) > _SESSION and int(fields[_SESSION]) == session:
                yield place


def _resident(process: Path) -> int:
    fields = _read(process / "statm").split()
    return int(fields[1]) * PAGE if fields else 0


def _proportional(process: Path) -> int:
    for line in _read(process / "smaps_rollup").splitlines():
        name, _, value = line.partition(":")
        if name == "Pss":
            return int(value.split()[0]) * _KIBIBYTE
    return _resident(process)  # a process that has just begun or ended has no shares


def _read(path: Path) -> str:
    """Return what a file of /proc holds, "" where its process is gone."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
