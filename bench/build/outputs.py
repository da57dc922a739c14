"""What a tool wrote: how much, what of it is new, and whether it is the site that was asked for.

In: output folders. Out: numbers, and complaints. Nothing here builds.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class File:
    """What tells that a file was written again."""

    inode: int
    changed: int
    size: int


def files(folder: Path) -> dict[str, File]:
    """Return each file of *folder* by its path."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent) / name
            status = path.stat()
            found[str(path.relative_to(folder))] = File(status.st_ino, status.st_mtime_ns, status.st_size)
    return found


def written(before: Mapping[str, File], after: Mapping[str, File]) -> int:
    """Return how many files of *after* were not there *before*, by time and inode."""
    return sum(1 for path, file in after.items() if before.get(path) != file)


def common_paths(content: Path) -> set[str]:
    """Return the files that each of the tools has to make of *content*."""
    found = {"index.html"}
    for kind, other in (("topics", "guidelines"), ("guidelines", "topics")):
        found |= {f"design/{kind}/index.html", f"design/{kind}.json"}
        for path in (content / kind).iterdir():
            place = f"design/{kind}/{path.stem}"
            found |= {f"{place}.html", f"{place}.json", f"{place}/{other}.json"}
    return found


def complaints(content: Path, outputs: Mapping[str, Path]) -> Iterator[str]:
    """Yield what is wrong with *outputs*, by tool, made of *content*; what crosswalk says is the measure."""
    expected = common_paths(content)
    for name, output in outputs.items():
        missing = sorted(path for path in expected if not (output / path).is_file())
        if missing:
            yield f"{name} wrote no {missing[0]}, and {len(missing) - 1} other files are missing"
    documents = sorted(path for path in expected if path.endswith(".json"))
    for path in documents:
        told = {name: _told(output / path) for name, output in outputs.items() if (output / path).is_file()}
        ours = told.get("crosswalk")
        for name, facts in told.items():
            if ours is not None and facts != ours:
                yield f"{path}: {name} says {str(facts)[:200]}, but crosswalk {str(ours)[:200]}"


def _told(document: Path) -> object:
    """Return what the documents of all tools have to agree on: ids, and how many references."""
    content: dict[str, Any] = json.loads(document.read_bytes())
    if "items" not in content:
        return content["id"]
    own = [embedded["id"] for embedded in content.get("_embedded", {}).values()]
    return own, sorted(map(_item, content["items"]))


def _item(item: dict[str, Any]) -> tuple[str, int]:
    if "id" in item:
        return item["id"], 0
    (embedded,) = item["_embedded"].values()
    return embedded["id"], len(item["references"])


def differences(one: Path, other: Path) -> list[str]:
    """Return the paths at which two folders differ to the byte."""
    paths = files(one).keys() | files(other).keys()
    return sorted(path for path in paths if _bytes(one / path) != _bytes(other / path))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
