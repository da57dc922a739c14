"""`crosswalk doctor` on real repositories: each thing that keeps a site from being published, in one line."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import crosswalk
from contract import run, write
from crosswalk import readiness
from crosswalk.readiness import Remote, remote_of
from crosswalk.workflows import ACTIONS

PINNED = f"acme/crosswalk@{'c' * 40}"
ADDRESS = "https://github.com/Acme/kb"

Git = Callable[..., None]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a new site, in which the command is called."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(tmp_path)
    made = run("new", "site", "kb", "--repository", ADDRESS, "--action", PINNED)
    assert made.code == 0
    monkeypatch.chdir(tmp_path / "kb")
    return tmp_path / "kb"


@pytest.fixture
def git(work: Path) -> Git:
    """Calls git in a repository of its own, with all in a commit, pushed to GitHub."""

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@a.example")
        subprocess.run(["git", *who, *arguments], cwd=work, check=True, capture_output=True)  # noqa: S607 - whichever git there is

    git("init", "-q", "-b", "main")
    git("remote", "add", "origin", f"{ADDRESS}.git")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    return git


@pytest.fixture
def ready(git: Git, work: Path) -> Path:
    """A repository that is ready, with its site."""
    assert callable(git)
    assert run("build", "--no-cache").code == 0
    return work


def told() -> list[str]:
    """Return what the doctor says."""
    result = run("doctor")
    lines = result.stderr.splitlines()
    assert result.code == any("error[" in line for line in lines)
    assert result.stdout.startswith("not ready to publish: " if result.code else "ready to publish")
    assert all("; " in line for line in lines), "each says what to do"
    return lines


def test_what_a_new_site_needs_is_told_until_it_is_ready(work: Path) -> None:
    def kinds() -> list[str]:
        return [line.partition("]")[0].rpartition(" ")[2] for line in told()]

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=work, check=True, capture_output=True)  # noqa: S607 - as above

    assert kinds() == ["error[git", "warning[site"]
    git("init", "-q", "-b", "main")
    assert kinds() == ["error[remote", "warning[site"]
    git("remote", "add", "origin", "https://gitlab.example/acme/kb")
    assert kinds() == ["warning[remote", "warning[site"]
    git("remote", "set-url", "origin", "git@github.com:acme/kb.git")
    assert run("build", "--no-cache").code == 0
    assert run("doctor").stdout == "ready to publish\n"
    assert told() == []


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/Acme/kb",
        "https://github.com/Acme/kb.git/",
        "https://user:secret@github.com/Acme/kb.git",
        "git@github.com:Acme/kb.git",
        "ssh://git@github.com:22/Acme/kb",
    ],
)
def test_a_repository_on_github_is_known_by_any_of_its_addresses(url: str) -> None:
    assert remote_of(url) == Remote("Acme", "kb")


def test_where_pages_shows_a_site() -> None:
    assert Remote("Acme", "kb").site == "https://acme.github.io/kb"
    assert Remote("Acme", "acme.github.io").site == "https://acme.github.io"
    assert remote_of("https://github.com.example/a/b") is remote_of("https://github.com/a") is None


ELSEWHERE = "https://github.com/acme/other"
SETTINGS = {
    "another repository": (
        f'repository = "{ELSEWHERE}"\n',
        f"warning[repository]: the setting repository is '{ELSEWHERE}', so links to edit lead elsewhere; set",
    ),
    "no repository": (
        "",
        "warning[repository]: the setting repository is not set, so pages have no links to edit or",
    ),
    "another base URL": (
        f'repository = "{ADDRESS}"\nbase_url = "https://acme.github.io"\n',
        "error[base-url]: the setting base_url is 'https://acme.github.io', and GitHub shows it",
    ),
}
WANTED = {"repository": f'repository = "{ADDRESS}"', "base-url": 'base_url = "https://acme.github.io/kb"'}


@pytest.mark.parametrize(("text", "line"), SETTINGS.values(), ids=SETTINGS)
def test_settings_that_do_not_fit_the_remote_are_told(ready: Path, text: str, line: str) -> None:
    write(ready, {"crosswalk.toml": text})
    (found,) = told()
    subject = line.partition("[")[2].partition("]")[0]
    assert found.startswith(line)
    assert WANTED[subject] in found


def test_a_domain_of_ones_own(ready: Path) -> None:
    write(ready, {"CNAME": "kb.example.org\n"})
    assert told() == []
    settings = (ready / "crosswalk.toml").read_text()
    write(ready, {"crosswalk.toml": f'{settings}base_url = "https://kb.example.org"\n'})
    assert told() == []
    write(ready, {"CNAME": "other.example.org"})
    (line,) = told()
    assert line.endswith("""set base_url = "https://other.example.org", or delete CNAME""")
    write(ready, {"CNAME": "https://kb.example.org/"})
    assert told()[0].startswith(
        "CNAME:1: error[cname]: CNAME holds 'https://kb.example.org/', which is no domain"
    )


def test_workflows_that_are_old_open_or_unfinished_are_told(ready: Path) -> None:
    path = ready / ".github/workflows/publish.yml"
    text = path.read_text()
    commit, version = ACTIONS["actions/checkout"]
    known = f"actions/checkout@{commit} # {version}"
    at = f".github/workflows/publish.yml:{text[: text.index(known)].count(chr(10)) + 1}"
    write(ready, {path.relative_to(ready).as_posix(): text.replace(known, "actions/checkout@v4")})
    assert told() == [
        f"{at}: warning[workflow]: actions/checkout is pinned to 'v4', which can be moved; write {known}"
    ]
    path.write_text(text.replace(known, f"actions/checkout@{'a' * 40} # v4.2.1"))
    assert told() == [
        f"{at}: warning[workflow]: actions/checkout is v4.2.1, and there is {version}; write {known}"
    ]
    path.write_text(text.replace(known, f"actions/checkout@{'a' * 40} # v99.0.0"))
    assert told() == []
    own = f"v{crosswalk.__version__}"
    path.write_text(text.replace(f"{PINNED} # {own}", f"{PINNED} # v0.0.9"))
    assert told()[0].endswith(
        f"acme/crosswalk is v0.0.9, and this crosswalk is {own}; write the commit of {own}"
    )
    links = ready / ".github/workflows/links.yml"
    asking = links.read_text()
    links.write_text(asking.replace(f"{'c' * 40} # {own}", f"{'c' * 40} # v0.0.9"))
    path.write_text(text)
    assert [line.partition("]: ")[2].partition(",")[0] for line in told()] == [
        "acme/crosswalk/.github/links is v0.0.9",
        "acme/crosswalk/.github/propose is v0.0.9",
    ]
    links.write_text(asking)
    path.write_text(text.replace(PINNED, f"OWNER/crosswalk@{'0' * 40}"))
    assert "'OWNER/crosswalk' is still to be filled in" in told()[0]
    path.write_text("jobs:\n  a:\n    steps:\n      - uses: actions/upload-pages-artifact@v4\n")
    assert [line.partition("]")[0].rpartition(" ")[2] for line in told()] == [
        "error[workflow",
        "error[hidden-files",
        "warning[workflow",
    ]


def test_a_site_that_is_large_or_lacks_hidden_files_is_told(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = sum(path.stat().st_size for path in (ready / "site").rglob("*") if path.is_file())
    for limit, line in (
        (size / 0.69, ""),
        (size / 0.71, "warning[size]: the site"),
        (size - 1, "error[size]: "),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(readiness, "SIZE_LIMIT", int(limit))
            assert "".join(told()).startswith(line)
            assert bool(told()) == bool(line)
    (ready / "site/.well-known/api-catalog").unlink()
    assert told() == [
        "error[hidden-files]: 'site' lacks .well-known/api-catalog; build it again, and copy it whole"
    ]


def test_ids_that_vanished_since_the_last_push_or_from_the_live_site_are_told(ready: Path) -> None:
    topic = ready / "content/topics/reply-time.md"
    write(ready, {"content/topics/answers.md": topic.read_text().replace("reply-time", "answers")})
    topic.unlink()
    (line,) = told()
    assert line.startswith("content/topics/answers.md:2:11: error[topic-vanished]: the topic 'reply-time'")
    assert run("doctor", "--published", "site").stderr == f"{line}\n"
    text = (ready / "content/topics/answers.md").read_text()
    write(
        ready,
        {"content/topics/answers.md": text.replace("topic_name", "topic_aliases: [reply-time]\ntopic_name")},
    )
    assert told() == []
    write(ready, {"content/topics/answers.md": "---\n---\n"})
    assert told() == ["error[content]: the content has 1 error; 'crosswalk check' says which"]


def test_nothing_that_the_repository_configures_is_run(ready: Path, git: Git) -> None:
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "include.path",
        "remote.origin.uploadpack",
    ):
        git("config", key, f"touch {ready}/sprung")
    (ready / "CNAME").symlink_to("/etc/hostname")
    assert told() == []
    assert not (ready / "sprung").exists()
