"""A content folder as it was at a revision of git.

In: the content folder of now, inside a work tree, and the name of a revision. Out: the files that `load`
reads, as they were, in a folder that is gone afterwards, or the names of those that are otherwise now; or
CrosswalkError.

The repository is a stranger's as much as its content. Only objects are read, by `rev-parse`, `ls-tree` and
`cat-file`: nothing is checked out, so no hook and no filter runs, and neither work tree nor index is touched.
A folder that merely looks like a bare repository is none: the work tree is found by its `.git`, which no tree
can hold. Missing objects are not fetched. Names of a tree are never trusted to be names, and a link never
becomes one.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from crosswalk.diagnostics import CrosswalkError, quoted, reason_of
from crosswalk.files import SIZE_LIMIT
from crosswalk.git import asked, run, started, text_of, work_tree_of

TOGETHER = 512 * 1024 * 1024
"""Most bytes of all files: a repository of a few kilobytes can hold terabytes."""

MOST_FILES = 200_000

_READ = re.compile(
    rb"(?:topics|pages|posts)/[^/.][^/]*\.md|guidelines/[^/.][^/]*\.(?:md|yaml)|categories\.yaml"
)
"""The files that `load` reads, but for media: what a picture shows is not told in words."""

_REGULAR = (b"100644", b"100755")


class _File(NamedTuple):
    """A file of a tree."""

    path: str
    size: int
    blob: bytes


class _NoFolderError(CrosswalkError):
    """The content folder was not there, or not yet."""


@contextmanager
def content_at(content: Path, revision: str) -> Iterator[Path]:
    """Give a folder that holds what stood in *content* at *revision*; raise CrosswalkError."""
    top, files = _listed(content, revision)
    with tempfile.TemporaryDirectory(prefix="crosswalk-") as made:
        _write(top, files, Path(made))
        yield Path(made)


def changed_since(content: Path, revision: str) -> frozenset[str]:
    """Return which files of *content* are not as they were at *revision*, by path; raise CrosswalkError.

    Where there was no such folder, all of them are new.

    The bytes are compared, without the filters of a work tree: where one changes the ends of lines, its files
    count as changed.
    """
    try:
        _, files = _listed(content, revision)
    except _NoFolderError:
        files = []
    before = {file.path: file.blob for file in files}
    return frozenset(path for path, data in _now(content) if before.get(path) != _blob(data, before.values()))


def _now(content: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the files that `load` reads; what it refuses is as good as empty."""
    for found in (*content.glob("*/*"), *content.glob("*.yaml")):
        path = found.relative_to(content).as_posix()
        if _READ.fullmatch(os.fsencode(path)):
            is_file = found.is_file() and not found.is_symlink() and not found.parent.is_symlink()
            readable = is_file and found.stat().st_size <= SIZE_LIMIT and os.access(found, os.R_OK)
            yield path, found.read_bytes() if readable else b""


def _blob(data: bytes, others: Collection[bytes]) -> bytes:
    """Return what git calls *data*, by the same hash as it called the *others*."""
    is_long = any(len(each) == len(hashlib.sha256().hexdigest()) for each in others)
    hashed = hashlib.new(
        "sha256" if is_long else "sha1", b"blob %d\0" % len(data) + data, usedforsecurity=False
    )
    return hashed.hexdigest().encode()


def _listed(content: Path, revision: str) -> tuple[Path, list[_File]]:
    """Return the work tree that *content* is in, and the files that it had at *revision*."""
    folder = content.resolve()
    top = work_tree_of(folder)
    if top is None:
        raise CrosswalkError(
            "the content is not in a work tree of git, so there is nothing to compare it with"
        )
    return top, list(_files(top, _tree(top, folder.relative_to(top), revision), revision))


def _tree(top: Path, place: Path, revision: str) -> str:
    """Return the id of the tree that the folder *place* of the work tree *top* had at *revision*."""
    if not revision or revision.startswith("-") or not revision.isprintable():
        raise CrosswalkError(f"{quoted(revision)} is no name of a revision")
    answer = run(top, "rev-parse", "--verify", f"{revision}^{{commit}}")
    if b"dubious ownership" in answer.stderr:
        hint = "if you do, name it with 'git config --global --add safe.directory'"
        raise CrosswalkError(f"the repository belongs to somebody else, whom git does not trust; {hint}")
    commit = text_of(answer.stdout)
    if answer.returncode != 0 or not commit.isalnum():  # `^main` is what is not in main
        shallow = asked(top, "rev-parse", "--is-shallow-repository") == "true"
        hint = "; the clone is shallow: fetch its history first, as with 'git fetch --unshallow'" * shallow
        raise CrosswalkError(f"git knows no revision {quoted(revision)}{hint}")
    prefix = "" if place == Path() else str(place)
    tree = asked(top, "rev-parse", "--verify", "--quiet", f"{commit}:{prefix}")
    if not tree:
        raise _NoFolderError(f"there was no folder {quoted(prefix)} at {quoted(revision)}")
    return tree


def _files(top: Path, tree: str, revision: str) -> Iterator[_File]:
    """Yield the content files of a *tree*; raise CrosswalkError for one that is no file."""
    listed = run(top, "ls-tree", "-r", "-z", "--long", "--full-tree", tree)
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
        with started(top, ("cat-file", "--batch"), wanted) as git:
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
        raise CrosswalkError(f"cannot look at {quoted(path.name)} as it was: {reason_of(error)}") from None


def _incomplete() -> CrosswalkError:
    return CrosswalkError("git lacks files of that revision; fetch them first, as with 'git fetch --refetch'")
