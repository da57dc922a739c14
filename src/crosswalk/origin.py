"""Where this crosswalk was installed from, so that workflows can use the very same.

In: what the installer wrote down (PEP 610). Out: an `Origin`, or None where it was installed from a folder or
a file and nobody can tell where the same is to be had.
"""

import json
import re
from dataclasses import dataclass
from importlib import metadata
from typing import Any

import crosswalk

_ACTION = re.compile(r"([\w.-]+/[\w.-]+)@([0-9a-f]{40}|v[\w.-]+)", re.ASCII)
_ADDRESS = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Origin:
    """A revision of a repository on GitHub."""

    repository: str
    """As in `owner/name`."""
    revision: str
    """A commit, or the tag of a version."""
    version: str = f"v{crosswalk.__version__}"


NOWHERE = Origin("OWNER/crosswalk", "0" * 40)
"""What stands in a workflow until it is filled in: no commit has this name, so nobody else's code is run."""


def origin_of(action: str) -> Origin | None:
    """Return the origin that *action* names, as in `owner/name@commit`, or None."""
    found = _ACTION.fullmatch(action)
    if not found:
        return None
    repository, revision = found.groups()
    return (
        Origin(repository, revision, revision) if revision.startswith("v") else Origin(repository, revision)
    )


def origin() -> Origin | None:
    """Return where the installed package was taken from, or None."""
    try:
        text = metadata.distribution("crosswalk").read_text("direct_url.json")
        told: Any = json.loads(text or "{}")
        repository = _ADDRESS.fullmatch(told["url"])
        commit = told["vcs_info"]["commit_id"]
    except (metadata.PackageNotFoundError, ValueError, LookupError, TypeError):
        return None
    return Origin(repository[1], commit) if repository and re.fullmatch("[0-9a-f]{40}", commit) else None
