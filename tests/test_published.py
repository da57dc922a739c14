"""`crosswalk check --published`: ids that are gone; docs/diagnostics.md has a case of each code."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import SiteOf
from contract import Run, check, run, write
from crosswalk.diagnostics import CrosswalkError
from crosswalk.limited import read_limited

TOPIC = "---\ntopic_id: {0}\ntopic_name: {1}\n{2}---\nText.\n"
REFERENCES = (
    "guidelines:\n  - guideline_id: g\n    guideline_title: G\n    guideline_url: https://g.example\n"
    "    references:\n"
    "      - {name: A, url: 'https://g.example/#a'}\n      - {name: B, url: 'https://g.example/#b'}\n"
)


def found(content: Path, dump: Path, *options: str) -> list[str]:
    """Return what is found in *content* once *dump* is published, as `place code`."""
    return [
        f"{each.place} {each.code}" for each in check(content, "--published", str(dump), *options).findings
    ]


def topics(folder: Path, files: Mapping[str, str]) -> Path:
    """Write topic files into an empty content folder and return it."""
    for path in folder.rglob("*.md"):
        path.unlink()
    return write(folder, {f"topics/{name}.md": text for name, text in files.items()})


@pytest.fixture
def site(site_of: SiteOf, tmp_path: Path) -> Path:
    """A site with a topic that has an alias and references, and one that has neither."""
    files = {
        "topics/paging.md": TOPIC.format("paging", "Paging", f"topic_aliases: [pages]\n{REFERENCES}"),
        "topics/plain.md": TOPIC.format("plain", "Plain", ""),
    }
    assert tmp_path.is_dir()
    return site_of(files)


def test_what_is_still_there_or_led_to_has_not_vanished(site: Path, tmp_path: Path) -> None:
    aliases = "topic_aliases: [pages, paging, plain]\n"
    content = topics(tmp_path / "content", {"lists": TOPIC.format("lists", "Lists", aliases + REFERENCES)})
    assert found(content, site) == []
    assert found(content, site / "design" / "dump.json") == []


def test_a_topic_is_looked_for_by_its_name_and_its_references(site: Path, tmp_path: Path) -> None:
    content = topics(
        tmp_path / "content",
        {
            "lists": TOPIC.format("lists", "Lists", REFERENCES),
            "other": TOPIC.format("other", "plain", ""),
            "third": TOPIC.format("third", "Third", REFERENCES.partition("      - {name: B")[0]),
        },
    )
    assert found(content, site) == [
        "topics/lists.md:2:11 topic-vanished",
        "topics/other.md:2:11 topic-vanished",
    ]
    content = topics(tmp_path / "content", {"x": TOPIC.format("x", "X", "")})
    assert found(content, site) == [
        "guidelines/g.md:1:1 guideline-vanished",
        "topics/paging.md:1:1 topic-vanished",
        "topics/plain.md:1:1 topic-vanished",
    ]


def test_an_alias_is_published_as_well(site: Path, tmp_path: Path) -> None:
    without = TOPIC.format("paging", "Paging", REFERENCES)
    content = topics(tmp_path / "content", {"paging": without, "plain": TOPIC.format("plain", "Plain", "")})
    assert found(content, site) == ["topics/paging.md:2:11 topic-vanished"]


def test_nothing_is_said_of_files_that_cannot_be_read(site: Path, tmp_path: Path) -> None:
    content = topics(tmp_path / "content", {"paging": "---\n: [\n---\n", "x": TOPIC.format("x", "X", "")})
    assert {each.partition(" ")[2] for each in found(content, site)} == {"yaml-syntax"}


def test_the_section_is_that_of_the_settings(site: Path, tmp_path: Path) -> None:
    content = topics(tmp_path / "content", {"x": TOPIC.format("x", "X", "")})
    write(tmp_path, {"crosswalk.toml": 'section = "law"\n'})
    (site / "design").rename(site / "law")
    assert len(found(content, site)) == 3


NO_DUMPS = {
    "absent": (None, "no such file or directory"),
    "no JSON": ("{", "it is no dump.json of a site"),
    "a list": ("[]", "it is no dump.json of a site"),
    "other": (
        json.dumps({"categories": [{"items": [{"id": 1}]}], "guidelines": [], "pairs": []}),
        "it is no ",
    ),
}


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "zeros"
    with file.open("wb") as stream:
        stream.truncate(1024**4)
    with pytest.raises(CrosswalkError, match="cannot read the zeros: it is larger than 1 MiB"):
        read_limited(file, "the zeros", 1024**2)


@pytest.mark.parametrize(("text", "reason"), NO_DUMPS.values(), ids=NO_DUMPS)
def test_what_is_no_dump_is_told_in_a_line(tmp_path: Path, text: str | None, reason: str) -> None:
    content = topics(tmp_path / "content", {"x": TOPIC.format("x", "X", "")})
    dump = tmp_path / "dump.json"
    if text is not None:
        dump.write_text(text)
    told: Run = run("check", "--content", content, "--published", dump)
    assert (told.code, told.stdout) == (2, "")
    assert told.stderr.startswith(f"crosswalk: cannot read the dump 'dump.json': {reason}")
    assert told.stderr.count("\n") == 1
