"""The benchmarks measure what they say: sound content of the promised size, and sites that are the same."""

import json
import sys
import tomllib
from pathlib import Path

import common_set
import compare
import generate
import outputs
import processes
import pytest
import report

from conftest import ROOT
from crosswalk.build import examine
from crosswalk.model import Crosswalk
from crosswalk.settings import Settings

TOPICS = 30
BODIES = 0.3


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    generate.write(folder, TOPICS, bodies=BODIES)
    return folder


def sound(content: Path) -> Crosswalk:
    crosswalk, found = examine(content, Settings())
    assert list(found) == []
    return crosswalk


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in outputs.files(folder)}


def test_generated_content_is_sound_and_as_large_as_promised(content: Path) -> None:
    crosswalk = sound(content)
    pairs = [pair for pairs in crosswalk.pairs_of_topic.values() for pair in pairs]
    assert len(crosswalk.topics) == TOPICS
    assert len(crosswalk.guidelines) == generate.guidelines_of(TOPICS) == 20
    assert sum(len(pair.references) for pair in pairs) == TOPICS * generate.REFERENCES
    assert sum(1 for topic in crosswalk.topics if topic.body.text.strip()) == TOPICS * BODIES
    assert {size: generate.guidelines_of(size) for size in (1_000, 10_000)} == {1_000: 40, 10_000: 200}


def test_the_same_numbers_give_the_same_bytes_and_bodies_change_no_front_matter(
    content: Path, tmp_path: Path
) -> None:
    for name, bodies, seed in (("again", BODIES, 1), ("bare", 0.0, 1), ("other", BODIES, 2)):
        generate.write(tmp_path / name, TOPICS, bodies=bodies, seed=seed)
    known = bytes_of(content)
    assert bytes_of(tmp_path / "again") == known
    assert bytes_of(tmp_path / "other").keys() != known.keys()
    bare = bytes_of(tmp_path / "bare")
    assert bare.keys() == known.keys()
    assert all(text.startswith(bare[path]) for path, text in known.items())


def test_edits_keep_content_sound(tmp_path: Path) -> None:
    generate.write(tmp_path, TOPICS)
    before = sound(tmp_path)
    guideline = before.guidelines[0].id
    compare.edit_topic(tmp_path)
    compare.rename(tmp_path, guideline)
    after = sound(tmp_path)
    changed = {topic.id for topic in after.topics} - {
        topic.id
        for topic in after.topics
        if topic.description in {other.description for other in before.topics}
    }
    assert len(changed) == 1
    assert [each.id for each in after.guidelines if (each.title or "").startswith("Renamed")] == [guideline]


def test_the_common_set_is_made_whole_and_a_site_that_lacks_or_changes_a_document_is_found(
    content: Path, tmp_path: Path
) -> None:
    sites = {name: tmp_path / name for name in ("crosswalk", "other")}
    for site in sites.values():
        common_set.common_set(content, site)
    assert outputs.files(sites["crosswalk"]).keys() - {".crosswalk-site"} == outputs.common_paths(content)
    assert list(outputs.complaints(content, sites)) == []

    place = sites["other"] / "design/topics.json"
    document = json.loads(place.read_text(encoding="utf-8"))
    document["items"].pop()
    place.write_text(json.dumps(document), encoding="utf-8")
    (sites["other"] / "index.html").unlink()
    missing, changed = outputs.complaints(content, sites)
    assert missing == "other wrote no index.html, and 0 other files are missing"
    assert changed.startswith("design/topics.json: other says")
    assert outputs.differences(*sites.values()) == ["design/topics.json", "index.html"]


def test_benchmarks_are_held_to_types_and_lint() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert "bench" in tool["mypy"]["files"]
    assert not [path for path in tool["ruff"]["extend-exclude"] if path.startswith("bench")]


def test_memory_of_descendants_counts(tmp_path: Path) -> None:
    size = 60_000_000
    grandchild = f"held = b'x' * {size}; print(len(held))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}], check=True)"
    took = processes.run([sys.executable, "-c", child], tmp_path, {})
    assert took.memory > size
    assert 0 < took.processor < took.seconds * 4
    with pytest.raises(processes.Failed, match="exit code 3"):
        processes.run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, {})


def test_a_promise_that_is_not_kept_stands_out(tmp_path: Path) -> None:
    measured = [
        report.Measured(100, 0.0, report.Scenario.COLD, tool, (processes.Took(seconds, 1.0, 1),), 1, 1, 1)
        for tool, seconds in ((report.EVERYTHING, 0.5), (report.COMMON, 1.5), (report.HUGO, 2.0))
    ]
    text = report.text(measured)
    assert "| cold, 100 topics: time, of Hugo's | 0.6 | 0.25 | **0.75** |" in text
    assert "| cold | Hugo | 2.00 | 1.00 |" in text

    document = tmp_path / "performance.md"
    document.write_text(f"before\n{report.BEGIN}\nstale\n{report.END}\nbehind\n", encoding="utf-8")
    report.renew(document, "fresh\n")
    renewed = document.read_text(encoding="utf-8")
    assert renewed == f"before\n{report.BEGIN}\n\nfresh\n\n{report.END}\nbehind\n"
