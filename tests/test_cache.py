"""A cache makes a build faster, and nothing else: whatever happens, the site is that of a clean build."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from conftest import files_of
from crosswalk.build import build
from crosswalk.cache import Cache
from crosswalk.settings import Settings
from crosswalk.standing import Built, look
from crosswalk.write import SiteFolder

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


class Edits(RuleBasedStateMachine):
    """An author at work, and somebody who puts his fingers into the site."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.content, self.site = self.root / "content", self.root / "site"
        self.cache = Cache(self.root / "cache", b"this version")
        self.settings = Settings()
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
        facts = f"guideline_id: {id_}\nguideline_title: {title}\nguideline_url: https://{id_}.example/\n"
        logo = "guideline_companyLogoUrl: /media/a.svg\n"
        (self.content / f"guidelines/{id_}.md").write_text(f"---\n{facts}{logo}---\n{body}")

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

    @rule()
    def rest(self) -> None:
        """Change nothing, and find that nothing has changed."""
        before = look(self.content, self.settings, self.cache)
        if before.unchanged(SiteFolder(self.site, self.content), 1):
            assert files_of(self.site) == self.clean()

    @invariant()
    def the_site_is_that_of_a_clean_build(self) -> None:
        """Build with what is known, and without."""
        if not self.content.exists():
            return
        built = built_with(self.cache, self.content, self.site, self.settings)
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


def built_with(cache: Cache, content: Path, site: Path, settings: Settings = Settings()) -> Built:  # noqa: B008 - frozen
    """Build as the command does."""
    before = look(content, settings, cache)
    return before.unchanged(SiteFolder(site, content), 1) or build(content, site, settings, before=before)


Edits.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],  # each step is two builds: to shrink takes minutes
)
TestEdits = Edits.TestCase
