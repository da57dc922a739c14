"""A content folder as it was at a revision of git, written to a folder of its own.

In: the content folder of now, inside a work tree, and the name of a revision. Out: the files that `load`
reads, as they were, in a folder that is gone afterwards; or CrosswalkError.

The repository is a stranger's as much as its content. Only objects are read, by `rev-parse`, `ls-tree` and
`cat-file`: nothing is checked out, so no hook and no filter runs, and neither work tree nor index is touched.
A folder that merely looks like a bare repository is none: the work tree is found by its `.git`, which no tree
can hold. Missing objects are not fetched. Names of a tree are never trusted to be names, and a link never
becomes one.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from crosswalk.diagnostics import CrosswalkError, quoted
from crosswalk.files import SIZE_LIMIT

TOGETHER = 512 * 1024 * 1024
"""Most bytes of all files: a repository of a few kilobytes can hold terabytes."""

MOST_FILES = 200_000

_READ = re.compile(
    rb"(?:topics|pages|posts)/[^/.][^/]*\.md|guidelines/[^/.][^/]*\.(?:md|yaml)|categories\.yaml"
)
"""The files that `load` reads, but for media: what a picture shows is not told in words."""

_REGULAR = (b"100644", b"100755")

_SAFELY = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c",
    "safe.bareRepository=explicit",
)

_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE")
"""What a hook of git says of the repository that it runs for, which need not be that of the content."""


class _File(NamedTuple):
    """A file of a tree."""

    path: str
    size: int
    blob: bytes


@contextmanager
def content_at(content: Path, revision: str) -> Iterator[Path]:
    """Give a folder that holds what stood in *content* at *revision*; raise CrosswalkError."""
    folder = content.resolve()
    top = next((each for each in (folder, *folder.parents) if os.path.lexists(each / ".git")), None)
    if top is None:
        raise CrosswalkError(
            "the content is not in a work tree of git, so there is nothing to compare it with"
        )
    tree = _tree(top, folder.relative_to(top), revision)
    files = list(_files(top, tree, revision))
    with tempfile.TemporaryDirectory(prefix="crosswalk-") as made:
        _write(top, files, Path(made))
        yield Path(made)


def _tree(top: Path, place: Path, revision: str) -> str:
    """Return the id of the tree that the folder *place* of the work tree *top* had at *revision*."""
    if not revision or revision.startswith("-") or not revision.isprintable():
        raise CrosswalkError(f"{quoted(revision)} is no name of a revision")
    asked = _run(top, "rev-parse", "--verify", f"{revision}^{{commit}}")
    if b"dubious ownership" in asked.stderr:
        hint = "if you do, name it with 'git config --global --add safe.directory'"
        raise CrosswalkError(f"the repository belongs to somebody else, whom git does not trust; {hint}")
    commit = _text(asked.stdout)
    if asked.returncode != 0 or not commit.isalnum():  # `^main` is what is not in main
        shallow = _asked(top, "rev-parse", "--is-shallow-repository") == "true"
        hint = "; the clone is shallow: fetch its history first, as with 'git fetch --unshallow'" * shallow
        raise CrosswalkError(f"git knows no revision {quoted(revision)}{hint}")
    prefix = "" if place == Path() else str(place)
    tree = _asked(top, "rev-parse", "--verify", "--quiet", f"{commit}:{prefix}")
    if not tree:
        raise CrosswalkError(f"there was no folder {quoted(prefix)} at {quoted(revision)}")
    return tree


def _files(top: Path, tree: str, revision: str) -> Iterator[_File]:
    """Yield the content files of a *tree*; raise CrosswalkError for one that is no file."""
    listed = _run(top, "ls-tree", "-r", "-z", "--long", "--full-tree", tree)
    if listed.returncode != 0:
        raise _incomplete()
    room, count = TOGETHER, 0
    for line in listed.stdout.split(b"\0")[:-1]:
        facts, _, name = line.partition(b"\t")
        mode, kind, blob, size = facts.split()
        if mode == b"120000" and name in (b"topics", b"guidelines", b"pages", b"posts"):
            raise _broken(name, revision)
        if not _READ.fullmatch(name):
            continue
        if kind != b"blob" or mode not in _REGULAR:
            raise _broken(name, revision)
        if not size.isdigit():  # its object is not here
            raise _incomplete()
        room, count = room - min(int(size), SIZE_LIMIT + 1), count + 1
        if room < 0 or count > MOST_FILES:
            raise CrosswalkError(f"the content at {quoted(revision)} is too large to be compared")
        yield _File(name.decode("utf-8", "surrogateescape"), int(size), blob)


def _broken(name: bytes, revision: str) -> CrosswalkError:
    path = quoted(name.decode("utf-8", "surrogateescape"))
    return CrosswalkError(f"at {quoted(revision)} the content had {path}, which was no regular file")


def _write(top: Path, files: Sequence[_File], folder: Path) -> None:
    """Write *files* into the empty *folder*, one that is too large to be read only as far as that shows."""
    for name in ("topics", "guidelines", "pages", "posts"):
        (folder / name).mkdir()
    with tempfile.TemporaryFile() as wanted:
        wanted.writelines(file.blob + b"\n" for file in files if file.size <= SIZE_LIMIT)
        wanted.seek(0)
        with _started(top, ("cat-file", "--batch"), wanted) as git:
            assert git.stdout
            for file in files:
                data = _next(git.stdout, file) if file.size <= SIZE_LIMIT else b" " * (SIZE_LIMIT + 1)
                _create(folder / file.path, data)
        if git.returncode != 0:
            raise _incomplete()


def _next(stream: IO[bytes], file: _File) -> bytes:
    """Return what `cat-file` says next, which is *file*."""
    head = stream.readline().split()
    data = stream.read(file.size + 1)
    if head != [file.blob, b"blob", b"%d" % file.size] or len(data) != file.size + 1:
        raise _incomplete()
    return data[:-1]


def _create(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:  # a tree may hold a name twice
            file.write(data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name is none"
        raise CrosswalkError(
            f"cannot look at {quoted(path.name)} as it was: {(reason or '').lower()}"
        ) from None


def _incomplete() -> CrosswalkError:
    return CrosswalkError("git lacks files of that revision; fetch them first, as with 'git fetch --refetch'")


# git


def _asked(top: Path, *arguments: str) -> str | None:
    """Return the line that git answers, or None where it cannot."""
    answer = _run(top, *arguments)
    return _text(answer.stdout) if answer.returncode == 0 else None


def _text(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape").removesuffix("\n")


def _run(top: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    with tempfile.TemporaryFile() as errors:
        with _started(top, arguments, stderr=errors) as git:
            assert git.stdout
            stdout = git.stdout.read()
        errors.seek(0)
        return subprocess.CompletedProcess(arguments, git.returncode, stdout, errors.read())


def _started(
    top: Path,
    arguments: Sequence[str],
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    stderr: int | IO[bytes] = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start git in the folder *top*, where it can do nothing but read."""
    variables = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    variables |= {
        "LC_ALL": "C",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",  # of versions that know nothing of the line above
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
    }
    try:
        return subprocess.Popen(  # noqa: S603 - no shell, and no argument of a stranger that could be an option
            ["git", *_SAFELY, *arguments],  # noqa: S607 - whichever git the user has
            cwd=top,
            env=variables,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
    except OSError:
        raise CrosswalkError("there is no git here, which tells what the content was") from None
