"""A cache makes a build faster, and nothing else: whatever happens, the site is that of a clean build."""

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from conftest import ROOT, build_site, files_of, write_content
from crosswalk.build import build
from crosswalk.cache import Cache
from crosswalk.settings import Settings
from crosswalk.standing import Built, look
from crosswalk.write import LOCK, SiteFolder

TOPICS = ["a", "b", "c", "d"]
GUIDELINES = ["acme", "zeta"]
WORDS = ["Paging", "Errors", "", "<b>", "Ünï"]

topics = st.sampled_from(TOPICS)
guidelines = st.sampled_from(GUIDELINES)
words = st.sampled_from(WORDS)

FIELDS: dict[str, st.SearchStrategy[str]] = {
    "topic_category": st.sampled_from(["One", "Two"]),
    "topic_description": st.sampled_from(["Pages", "Other pages"]),
    "topic_question": st.sampled_from(["Which?", "Why?"]),
    "topic_updated": st.sampled_from(["2020-01-01", "2021-01-01"]),
    "topic_aliases": st.sampled_from(["[old]", "[older]"]),
    "topic_related": st.sampled_from(["[a]", "[b, c]", "[old]"]),
    "permalink": st.sampled_from(["/p", "/q"]),
    "sort": st.sampled_from(["'1'", "'2'"]),
    "unknown_key": st.just("a warning"),
    "topic_positions": st.sampled_from(["[{id: sure, label: Sure}]", "[{id: sure, label: Certainly}]"]),
}
BODIES = ["", "Text\n", "See [it](topic:a) and [that](topic:old).\n", "![Logo](/media/a.svg)\n"]


def topic_text(id_: str, fields: dict[str, str], entries: dict[str, str], body: str) -> str:
    """Return the file of a topic."""
    lines = [f"topic_id: {id_}", *(f"{key}: {value}" for key, value in fields.items()), "guidelines:"]
    for guideline_id, name in entries.items():
        lines += [f"  - guideline_id: {guideline_id}"]
        lines += ["    position: sure"] * ("topic_positions" in fields and name != "Errors")
        lines += ["    references:"]
        lines += [f"      - {{name: '{name}', url: 'https://{guideline_id}.example/x'}}"] * bool(name)
        lines[-1] += "" if name else " []"
    return "---\n" + "\n".join(lines if entries else [*lines[:-1], "guidelines: []"]) + f"\n---\n{body}"


def guideline_text(id_: str, title: str, more: str, body: str = "") -> str:
    """Return the file of a guideline."""
    facts = f"guideline_id: {id_}\nguideline_title: {title}\nguideline_url: https://{id_}.example/\n"
    return f"---\n{facts}{more}---\n{body}"


class Edits(RuleBasedStateMachine):
    """An author at work, and somebody who puts his fingers into the site."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.content, self.site = self.root / "content", self.root / "site"
        self.cache = Cache(self.root / "cache", b"this version")
        self.settings = Settings()
        self.jobs = 1
        self.removed: dict[Path, bytes] = {}

    @initialize()
    def begin(self) -> None:
        """Have two topics, and two guidelines in the registry."""
        for folder in ("topics", "guidelines", "media", "pages", "posts"):
            (self.content / folder).mkdir(parents=True)
        for guideline_id in GUIDELINES:
            self.describe(guideline_id, guideline_id, "")
        for id_ in TOPICS[:2]:
            self.write(id_, {"topic_name": id_}, {"acme": "Rule"}, "")

    @rule(
        id_=topics,
        fields=st.fixed_dictionaries({"topic_name": st.sampled_from(["Paging", "Ünï"])}, optional=FIELDS),
        entries=st.dictionaries(guidelines, words),
        body=st.sampled_from(BODIES),
    )
    def write(self, id_: str, fields: dict[str, str], entries: dict[str, str], body: str) -> None:
        """Write a topic, or write it anew."""
        (self.content / f"topics/{id_}.md").write_text(topic_text(id_, fields, entries, body))

    @rule(id_=topics, line=st.sampled_from(["topic_updated: 2022-02-02", "topic_description: New"]))
    def edit(self, id_: str, line: str) -> None:
        """Change one thing in a topic."""
        path = self.content / f"topics/{id_}.md"
        if path.exists():
            key = line.partition(":")[0]
            lines = [each for each in path.read_text().split("\n") if not each.startswith(key)]
            path.write_text("\n".join([lines[0], line, *lines[1:]]))

    @rule(id_=guidelines, title=st.sampled_from(["Rules", "Guide"]), body=st.sampled_from(BODIES))
    def describe(self, id_: str, title: str, body: str) -> None:
        """Change the facts of a guideline, or its profile."""
        logo = "guideline_companyLogoUrl: /media/a.svg\n"
        (self.content / f"guidelines/{id_}.md").write_text(guideline_text(id_, title, logo, body))

    @rule(
        name=st.sampled_from(["media/a.svg", "pages/about.md", "posts/2020-01-01-news.md", "categories.yaml"])
    )
    def add(self, name: str) -> None:
        """Add something else, or change it."""
        path = self.content / name
        count = len(path.read_bytes()) % 7 if path.exists() else 0
        path.write_text({
            ".svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="{count + 1}" height="1"/>',
            ".yaml": f"- {{category_name: Two, category_description: '{'x' * count}y'}}\n",
            ".md": f"---\ntitle: News {count}\ndate: 2020-01-01\n---\n[It](topic:a)\n",
        }[path.suffix])  # fmt: skip

    @rule(which=st.integers(0, 9))
    def remove(self, which: int) -> None:
        """Remove a file."""
        files = sorted(path for path in self.content.rglob("*") if path.is_file())
        path = files[which % len(files)]
        self.removed[path] = path.read_bytes()
        if len(files) > 1:
            path.unlink()

    @rule()
    def restore(self) -> None:
        """Put back what was removed."""
        for path, data in self.removed.items():
            path.write_bytes(data)
        self.removed.clear()

    @rule(base_url=st.sampled_from(["", "https://example.org/kb"]))
    def move(self, base_url: str) -> None:
        """Have the site stand elsewhere."""
        self.settings = Settings(base_url=base_url)

    @rule(which=st.integers(0, 99), how=st.sampled_from(["alter", "replace", "remove", "add"]))
    def meddle(self, which: int, how: str) -> None:
        """Do something to the site."""
        files = sorted(path for path in self.site.rglob("*") if path.is_file() and path.name[0] != ".")
        if files:
            path = files[which % len(files)]
            if how == "alter":
                with path.open("r+b") as stream:
                    stream.write(b"x")
            elif how == "add":
                path.with_name("stray").write_bytes(b"")
            else:
                path.unlink()
                if how == "replace":
                    path.write_bytes(b"y")

    @rule(jobs=st.integers(1, 3))
    def share(self, jobs: int) -> None:
        """Have so many processes share the work."""
        self.jobs = jobs

    @rule(version=st.sampled_from([b"this version", b"another"]))
    def upgrade(self, version: bytes) -> None:
        """Have another version build."""
        self.cache = Cache(self.cache.folder, version)

    @rule(which=st.integers(0, 99), length=st.integers(0, 99))
    def spoil(self, which: int, length: int) -> None:
        """Do something to the cache."""
        assert self.cache.folder
        files = sorted(self.cache.folder.glob("*"))
        if files:
            path = files[which % len(files)]
            path.write_bytes(path.read_bytes()[:-length] + b"x" * (length % 3))

    @rule()
    def rest(self) -> None:
        """Change nothing, and find that nothing has changed."""
        before = look(self.content, self.settings, self.cache, SiteFolder(self.site, self.content))
        if before.unchanged:
            assert files_of(self.site) == self.clean()

    @invariant()
    def the_site_is_that_of_a_clean_build(self) -> None:
        """Build with what is known, and without."""
        if not self.content.exists():
            return
        built = built_with(self.cache, self.content, self.site, self.settings, self.jobs)
        if built.found.has_errors:
            assert built.files == 0
        else:
            assert files_of(self.site) == self.clean()

    def clean(self) -> dict[str, bytes]:
        """Return the files of a clean build."""
        build(self.content, self.root / "clean", self.settings)
        return files_of(self.root / "clean")

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.root)


def built_with(cache: Cache, content: Path, site: Path, settings: Settings, jobs: int = 1) -> Built:
    """Build as the command does."""
    before = look(content, settings, cache, SiteFolder(site, content), jobs)
    return before.unchanged or build(content, site, settings, jobs=jobs, before=before)


# What else may happen to a cache

CONTENT = {
    f"topics/{id_}.md": topic_text(id_, {"topic_name": id_}, {"acme": "Rule", "zeta": "Law"}, "Text\n")
    for id_ in TOPICS
} | {f"guidelines/{id_}.md": guideline_text(id_, "Rules", "") for id_ in GUIDELINES}


class Touch:
    """What a forger would have us unpickle."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


def test_nothing_is_read_from_a_cache_that_was_made_elsewhere(tmp_path: Path) -> None:
    content = write_content(CONTENT, tmp_path / "content")
    mine = Cache(tmp_path / "mine", b"version")
    built_with(mine, content, tmp_path / "site", Settings())
    assert mine.load("site")
    # All that a pull request can carry: the very bytes, in files of its own.
    offered = Path(shutil.copytree(tmp_path / "mine", tmp_path / "offered"))
    assert not any(Cache(offered, b"version").load(path.name) for path in offered.iterdir())


def test_a_forged_value_is_not_unpickled(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", b"version")
    cache.save("site", "ours")
    forged = pickle.dumps(Touch(tmp_path / "touched"))
    sealed = (tmp_path / "cache/site").read_bytes()
    for data in (forged, bytes(36) + forged, sealed[:32] + forged, sealed[:36] + forged):
        (tmp_path / "cache/site").write_bytes(data)
        assert cache.load("site") is None
    assert not (tmp_path / "touched").exists()


def test_another_version_understands_none_of_it(tmp_path: Path) -> None:
    Cache(tmp_path, b"1.0").save("site", "ours")
    assert Cache(tmp_path, b"1.0").load("site") == "ours"
    assert Cache(tmp_path, b"1.1").load("site") is None


def test_a_cache_that_cannot_be_kept_is_done_without(tmp_path: Path) -> None:
    content = write_content(CONTENT, tmp_path / "content")
    (tmp_path / "cache").write_text("a file where the folder would be")
    built = built_with(Cache(tmp_path / "cache", b"v"), content, tmp_path / "site", Settings())
    assert built.files == len(files_of(tmp_path / "site"))


def test_what_a_killed_build_left_goes_though_nothing_has_changed(tmp_path: Path) -> None:
    content, site = write_content(CONTENT, tmp_path / "content"), tmp_path / "site"
    cache = Cache(tmp_path / "cache", b"v")
    assert built_with(cache, content, site, Settings()).changed
    (tmp_path / LOCK).touch()
    built_with(cache, content, site, Settings())
    assert not (tmp_path / LOCK).exists()


def test_builds_at_the_same_time_share_a_cache(tmp_path: Path) -> None:
    content = write_content(CONTENT, tmp_path / "content")
    for number in range(3):
        topic = content / "topics/a.md"
        topic.write_text(topic.read_text().replace("Text", f"Text {number}"))
        both = [begun_build(content, tmp_path / f"site-{which}", tmp_path / "cache") for which in "ab"]
        assert [ended(build) for build in both] == ["", ""]
        clean = files_of(build_site(content, tmp_path / f"clean-{number}"))
        assert [files_of(tmp_path / f"site-{which}") for which in "ab"] == [clean, clean]


@pytest.mark.parametrize("stage", ["look", "load", "link", "check"])
def test_a_build_that_is_killed_leaves_a_cache_that_is_right(tmp_path: Path, stage: str) -> None:
    content = write_content(CONTENT, tmp_path / "content")
    assert ended(begun_build(content, tmp_path / "site", tmp_path / "cache")) == ""
    topic = content / "topics/a.md"
    topic.write_text(topic.read_text().replace("Text", "Other text"))
    with begun_build(content, tmp_path / "site", tmp_path / "cache") as build:
        assert build.stderr
        assert any(line.startswith(f"{stage}:") for line in build.stderr)
        build.kill()
    assert ended(begun_build(content, tmp_path / "site", tmp_path / "cache")) == ""
    assert files_of(tmp_path / "site") == files_of(build_site(content, tmp_path / "clean"))


def begun_build(content: Path, site: Path, cache: Path) -> subprocess.Popen[str]:
    """Begin a build by two processes, which tells of each stage at its end."""
    folders = (f"--content={content}", f"--output={site}", f"--cache={cache}")
    return subprocess.Popen(
        [sys.executable, "-m", "crosswalk", "build", "--verbose", "--jobs", "2", *folders],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


Edits.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],  # each step is two builds: to shrink takes minutes
)
TestEdits = Edits.TestCase


def ended(build: subprocess.Popen[str]) -> str:
    """Wait for a *build*; return what went wrong."""
    _, told = build.communicate(timeout=60)
    return told if build.returncode else ""
