"""git, asked about a repository that may be a stranger's.

In: a folder, and what to ask. Out: the work tree that the folder is in, and answers. Nothing of the
repository is run: no hook, no filter, no helper, and what it lacks is not fetched.
"""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from crosswalk.diagnostics import CrosswalkError

_SAFELY = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c",
    "safe.bareRepository=explicit",
)

_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE")
"""What a hook of git says of the repository that it runs for, which need not be that of the content."""


def work_tree_of(folder: Path) -> Path | None:
    """Return the top of the work tree that the resolved *folder* is in, or None.

    A folder that merely looks like a bare repository is none: a work tree is found by its `.git`, which no
    tree can hold.
    """
    return next((each for each in (folder, *folder.parents) if os.path.lexists(each / ".git")), None)


def asked(top: Path, *arguments: str) -> str | None:
    """Return the line that git answers, or None where it cannot."""
    answer = run(top, *arguments)
    return text_of(answer.stdout) if answer.returncode == 0 else None


def text_of(line: bytes) -> str:
    """Return a *line* of git's as text, whatever bytes a name in it has."""
    return line.decode("utf-8", "surrogateescape").removesuffix("\n")


def run(top: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Return what git says in the folder *top*, and how it ended."""
    with tempfile.TemporaryFile() as errors:
        with started(top, arguments, stderr=errors) as git:
            assert git.stdout
            stdout = git.stdout.read()
        errors.seek(0)
        return subprocess.CompletedProcess(arguments, git.returncode, stdout, errors.read())


def started(
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
