"""Publishes a small site again and again, and each time something happens one moment later.

`python tests/moments.py FOLDER kill|error|record exchange|apart`: a moment is before or after anything that
is asked of the operating system. There the process is killed, or the system says no. Each try runs in a child
of its own; what came of it is printed, a line of JSON each. `apart` plays a file system that cannot exchange.
"""

import errno
import io
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from crosswalk import disk
from crosswalk.diagnostics import CrosswalkError
from crosswalk.model import Output, Part
from crosswalk.write import SiteFolder

OLD = [Output("index.html", b"old"), Output("a/gone.html", b"old")]
NEW = [Output("index.html", b"new"), Output("a/b/c.html", b"new"), Output("d.json", b"{}")]
CODES = [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES]
OURS = {function.__code__: function.__name__ for function in (disk.exchange, disk.flush, disk.flush_names)}
"""What goes past Python's own functions for the system."""

TEXTUAL = {"fspath", "strerror", "_path_normpath"}
"""What asks the system for nothing."""

Act = Callable[[str], None]
"""What happens before or after a call of the name given; after it, the name ends in an apostrophe."""


def publish(root: Path, outputs: list[Output]) -> tuple[int, str]:
    """Publish *outputs*; return the exit code and what the command would say."""
    try:
        SiteFolder(root / "public/site", root / "content").replace([[Part(name="all", make=lambda: outputs)]])
    except CrosswalkError as error:
        return error.exit_code, str(error)
    return 0, ""


def watch(act: Act, *, after: bool) -> None:
    """Have *act* called at each moment from now on."""

    def profile(frame: FrameType, event: str, argument: Any) -> None:  # noqa: ANN401 - whatever is called
        name = ""
        if event in ("c_call", "c_return"):
            if argument.__module__ == "posix" or isinstance(getattr(argument, "__self__", None), io.FileIO):
                name = argument.__name__
        elif frame.f_code in OURS:
            name = OURS[frame.f_code]
        if name and (after or event in ("call", "c_call")) and name not in TEXTUAL:
            act(f"{name}'" if event in ("return", "c_return") else name)

    sys.setprofile(profile)


def tried(root: Path, act: Act, *, after: bool) -> tuple[int, str]:
    """Publish the new site while *act* is called at each moment."""
    watch(act, after=after)
    try:
        return publish(root, NEW)
    finally:
        sys.setprofile(None)


def killed(root: Path, moment: int) -> tuple[object, ...]:
    """Publish, and end at a *moment*; return whether that moment came."""
    left = moment

    def act(_name: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return (*tried(root, act, after=True), "")


def refused(root: Path, moment: int) -> tuple[object, ...]:
    """Publish, and have the call of a *moment* fail; return what was said, and which call that was."""
    left, failed = moment, ""

    def act(name: str) -> None:
        nonlocal left, failed
        left -= 1
        if left == 0:
            failed = name
            code = CODES[moment % len(CODES)]
            raise OSError(code, os.strerror(code))

    return (*tried(root, act, after=False), failed)


def child(work: Callable[[], object]) -> object:
    """Return what *work* gives in a process of its own; None if that is killed."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.write(writer, json.dumps(work()).encode())
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as answer:  # noqa: PTH123 - a pipe
        said = answer.read()
    os.wait()
    return json.loads(said) if said else None


def site(root: Path) -> dict[str, bytes]:
    """Return the files of the site, its marker left out."""
    folder = root / "public/site"
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}


def main() -> None:
    """Do what the command line says."""
    root, how = Path(sys.argv[1]), sys.argv[2]
    if sys.argv[3] == "apart":
        setattr(disk, "exchange", lambda _one, _other: False)  # noqa: B010 - a bare assignment is no type
    if how == "record":
        publish(root, OLD)
        calls: list[str] = []
        tried(root, calls.append, after=False)
        print(json.dumps(calls))  # noqa: T201 - the answer
        return
    states = {tuple(sorted((each.path, each.content) for each in outputs)): name for outputs, name in
              ((OLD, "old"), (NEW, "new"), ([], "none"))}  # fmt: skip
    publish(root, OLD)
    moment = 0
    while True:
        moment += 1
        work = killed if how == "kill" else refused
        answer = child(lambda: work(root, moment))  # noqa: B023 - called at once
        state = states.get(tuple(sorted(site(root).items())), "broken")
        beside = sorted(path.name for path in (root / "public").iterdir() if path.name != "site")
        again = child(lambda: publish(root, OLD))
        mended = again == [0, ""] and states[tuple(sorted(site(root).items()))] == "old"
        alone = [path.name for path in (root / "public").iterdir()] == ["site"]
        print(json.dumps([moment, answer, state, beside, mended and alone]), flush=True)  # noqa: T201
        if isinstance(answer, list) and (how == "kill" or not answer[2]):
            break


if __name__ == "__main__":
    main()
