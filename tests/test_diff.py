"""`crosswalk diff` on real repositories: what it reads of them, what it refuses, what it records."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import SiteOf, files_of
from contract import Run, run, write
from crosswalk.diagnostics import CrosswalkError
from crosswalk.history import history
from crosswalk.revisions import changed_since, content_at

TOPIC = "---\ntopic_id: paging\ntopic_name: Paging\n---\nText.\n"
ACME = "---\nguideline_id: acme\nguideline_title: Acme\nguideline_url: https://acme.example\n---\n"
FILES = {"content/topics/paging.md": TOPIC, "content/guidelines/acme.md": ACME}
GAIN = TOPIC.replace(
    "---\nText",
    "guidelines:\n  - guideline_id: acme\n    references:\n"
    "      - {name: Lists, url: 'https://acme.example/#lists'}\n---\nText",
)

Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Calls git in a repository of its own, which has a commit with content."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(tmp_path)

    def git(*arguments: str, stdin: str = "") -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@a.example")
        called = ["git", *who, *arguments]
        done = subprocess.run(called, cwd=tmp_path, input=stdin, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    git("init", "-q", "-b", "main")
    write(tmp_path, FILES)
    git("add", ".")
    git("commit", "-q", "-m", "first")
    return git


def diff(*arguments: str | Path) -> Run:
    """Run `crosswalk diff`."""
    return run("diff", *arguments)


def test_a_change_of_the_work_tree_is_told(git: Git, tmp_path: Path) -> None:
    assert diff().stdout == "nothing has changed\n"
    write(tmp_path, {"content/topics/paging.md": GAIN})
    git("commit", "-qam", "second")
    assert diff("--exit-code") == Run(0, "nothing has changed\n", "")
    told = diff("HEAD~1", "--exit-code")
    assert told.code == 1
    assert 'gains Acme, 1 reference: "Lists"' in told.stdout
    assert diff("HEAD~1").code == 0
    assert "gains **Acme**, 1 reference: “[Lists](https://acme.example/#lists)”" in (
        diff("HEAD~1", "--format", "markdown").stdout
    )
    (topic,) = json.loads(diff("main^", "--format", "json").stdout)["topics"]
    assert topic["guidelines"][0]["references"][0]["url"] == "https://acme.example/#lists"


def test_what_is_not_committed_and_where_one_stands_make_no_difference(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a hook of another repository left in the environment is not heard either."""
    before = git("status", "--porcelain=v2")
    write(tmp_path, {"content/topics/paging.md": GAIN})
    monkeypatch.chdir(tmp_path / "content" / "topics")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other"))
    assert "gains Acme" in diff("--content", "..").stdout
    for name in ("GIT_DIR", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert before == ""
    assert git("status", "--porcelain") == "M content/topics/paging.md"


REFUSED = {
    "unknown": ("nope", "git knows no revision 'nope'"),
    "option": ("--output=x", "'--output=x' is no name of a revision"),
    "range": ("main..main", "git knows no revision 'main..main'"),
    "what is not": ("^main", "git knows no revision '^main'"),
    "a file": ("main:content/topics/paging.md", "git knows no revision 'main:content/topics/paging.md'"),
    "control": ("a\x1bb", "'a\\x1bb' is no name of a revision"),
    "empty": ("", "'' is no name of a revision"),
}


@pytest.mark.parametrize(("revision", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_revision_is_refused_in_a_line(git: Git, revision: str, message: str) -> None:
    assert git("status", "--porcelain") == ""
    assert diff("--", revision) == Run(2, "", f"crosswalk: {message}\n")


def test_content_that_was_not_there_or_not_in_git_is_told(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {f"new/{name.partition('/')[2]}": text for name, text in FILES.items()})
    assert diff("--content", "new").stderr == "crosswalk: there was no folder 'new' at 'HEAD'\n"
    git("checkout", "-q", "--orphan", "other")
    assert diff().stderr == "crosswalk: git knows no revision 'HEAD'\n"
    (tmp_path / ".git").rename(tmp_path / "git")
    assert diff().stderr.startswith("crosswalk: the content is not in a work tree of git")
    (tmp_path / "git").rename(tmp_path / ".git")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert diff().stderr.startswith("crosswalk: there is no git here")


def test_unsound_content_is_told_of_then_in_a_line_and_of_now_in_full(git: Git, tmp_path: Path) -> None:
    write(tmp_path, {"content/topics/paging.md": TOPIC.replace("topic_name: Paging", "topic_name: 1")})
    now = diff()
    assert now.code == 1
    assert [each.code for each in now.findings] == ["field-type"]
    git("commit", "-qam", "broken")
    write(tmp_path, {"content/topics/paging.md": TOPIC})
    then = diff()
    assert (then.code, then.stdout) == (2, "")
    assert then.stderr.startswith("crosswalk: at 'HEAD' the content had 1 error, the first: content/topics/p")
    assert then.stderr.count("\n") == 1


# Repositories of strangers


def tree(git: Git, *entries: str) -> str:
    """Return a commit whose folder `content` has *entries*, as `git mktree` takes them."""
    inner = git("mktree", "--missing", stdin="".join(f"{entry}\n" for entry in entries))
    outer = git("mktree", stdin=f"040000 tree {inner}\tcontent\n")
    return git("commit-tree", "-m", "x", outer)


def test_links_submodules_and_names_that_climb_are_never_written(git: Git, tmp_path: Path) -> None:
    blob = git("hash-object", "-w", "--stdin", stdin=TOPIC)
    target = git("hash-object", "-w", "--stdin", stdin="/etc/passwd")
    topics = git("mktree", stdin=f"100644 blob {blob}\tpaging.md\n120000 blob {target}\tx.md\n")
    assert diff(tree(git, f"040000 tree {topics}\ttopics")).stderr.endswith(
        "the content had 'topics/x.md', which was no regular file\n"
    )
    assert diff(tree(git, f"120000 blob {target}\ttopics")).stderr.endswith(
        "the content had 'topics', which was no regular file\n"
    )
    module = git("mktree", "--missing", stdin=f"160000 commit {'1' * 40}\tx.md\n")
    assert "'topics/x.md', which was no regular" in diff(tree(git, f"040000 tree {module}\ttopics")).stderr
    # What git itself would not write, a stranger can: names made of dots, and a name twice.
    climbing = hand_made(git, (b"100644 ../../../climbed.md", blob), (b"100644 paging.md", blob))
    with content_at(tmp_path / "content", tree(git, f"040000 tree {climbing}\ttopics")) as folder:
        assert sorted(files_of(folder)) == ["topics/paging.md"]
    twice = hand_made(git, (b"100644 paging.md", blob), (b"100644 paging.md", blob))
    with (
        pytest.raises(CrosswalkError, match=r"cannot look at 'paging\.md' as it was: file exists"),
        content_at(tmp_path / "content", tree(git, f"040000 tree {twice}\ttopics")),
    ):
        pass
    assert not (tmp_path / "climbed.md").exists()
    assert not folder.exists()


def hand_made(git: Git, *entries: tuple[bytes, str]) -> str:
    """Return a tree with *entries* that git would refuse to make."""
    data = b"".join(name + b"\0" + bytes.fromhex(blob) for name, blob in entries)
    path = Path("tree")
    path.write_bytes(data)
    made = git("hash-object", "-t", "tree", "-w", "--literally", "tree")
    path.unlink()
    return made


def test_a_file_that_is_too_large_and_one_that_is_not_there_are_told(git: Git, tmp_path: Path) -> None:
    write(tmp_path, {"content/topics/large.md": "x" * (1 << 20) + "x"})
    git("add", ".")
    git("commit", "-qm", "large")
    (tmp_path / "content/topics/large.md").unlink()
    assert "error[file-too-large]" in diff().stderr
    # Of a clone that promises the file, git would ask whatever its configuration names.
    git("config", "core.repositoryFormatVersion", "1")
    for key, value in (
        ("extensions.partialClone", "evil"),
        ("remote.evil.promisor", "true"),
        ("remote.evil.url", f"ext::touch {tmp_path}/sprung"),
        ("protocol.ext.allow", "always"),
    ):
        git("config", key, value)
    blob = git("rev-parse", "HEAD:content/topics/paging.md")
    (tmp_path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert diff() == Run(
        2,
        "",
        "crosswalk: git lacks files of that revision; fetch them first, as with 'git fetch --refetch'\n",
    )
    assert not (tmp_path / "sprung").exists()


def test_nothing_that_a_repository_configures_is_run(git: Git, tmp_path: Path) -> None:
    """Neither hooks and filters of the work tree, nor a bare repository that hides in the content."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "filter.x.smudge", "filter.x.process", "diff.external"):
        git("config", key, str(trap))
    git("config", "core.hooksPath", str(tmp_path / "hooks"))
    write(tmp_path, {".gitattributes": "* filter=x diff=x\n"})
    (tmp_path / "hooks").mkdir()
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        (tmp_path / "hooks" / name).symlink_to(trap)
    assert diff().stdout == "nothing has changed\n"
    assert not (tmp_path / "sprung").exists()
    bare = tmp_path / "content"
    subprocess.run(["git", "init", "-q", "--bare", bare], check=True)  # noqa: S607 - as above
    (bare / "config").write_text("[core]\n\tbare = false\n\tworktree = /\n")
    assert diff().stdout == "nothing has changed\n"


# What is wrong in files that changed


def test_findings_in_changed_files_come_first_and_no_more_than_asked_for(git: Git, tmp_path: Path) -> None:
    wrong = "---\ntopic_id: {0}\ntopic_name: 12\ntopic_category: [x]\n---\n"
    write(tmp_path, {f"content/topics/{name}.md": wrong.format(name) for name in "abc"})
    git("add", ".")
    git("commit", "-qm", "second")
    write(
        tmp_path,
        {"content/topics/b.md": f"{wrong.format('b')}More.\n", "content/topics/d.md": wrong.format("d")},
    )

    def places(*options: str) -> list[str]:
        lines = run("check", *options).stderr.splitlines()
        return [line.partition(": ")[0].removeprefix("content/topics/") for line in lines]

    assert [place[0] for place in places()] == list("aabbccdd")
    assert [place[0] for place in places("--changed-since", "HEAD")] == list("bbddaacc")
    assert [place[0] for place in places("--changed-since", "HEAD~1")] == list("aabbccdd")
    least = run("check", "--changed-since", "HEAD", "--most", "2", "--format", "github")
    assert [line.partition(",")[0] for line in least.stdout.splitlines()] == [
        "::error file=content/topics/b.md"
    ] * 2
    assert (least.code, least.stderr) == (1, "6 more not shown, as --most 2 asks for\n")
    assert run("check", "--changed-since", "nowhere").code == 2
    assert run("check", "--most", "0").code == 2


@pytest.mark.parametrize("objects", ["sha1", "sha256"])
def test_changed_is_what_has_other_bytes(tmp_path: Path, objects: str) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@a.example")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)  # noqa: S607 - as above

    git("init", "-q", f"--object-format={objects}")
    kept = {f"topics/{name}.md": name for name in ("kept", "edited", "gone", "linked")}
    write(tmp_path, {f"content/{path}": text for path, text in kept.items()})
    git("add", ".")
    git("commit", "-qm", "first")
    content = tmp_path / "content"
    assert changed_since(content, "HEAD") == frozenset()
    for name in ("gone", "linked"):
        (content / f"topics/{name}.md").unlink()
    (content / "topics/linked.md").symlink_to("kept.md")
    write(content, {"topics/edited.md": "other", "guidelines/new.yaml": "x", "topics/.hidden.md": "x"})
    assert changed_since(content, "HEAD") == {"topics/edited.md", "topics/linked.md", "guidelines/new.yaml"}


# What changed, published


def test_what_is_recorded_is_published(git: Git, tmp_path: Path, site_of: SiteOf) -> None:
    write(tmp_path, {"content/topics/paging.md": GAIN})
    git("commit", "-qam", "second")
    record = ("--record", "changes.json", "--date")
    assert diff(*record, "2026-01-30").stderr == "nothing new to record in changes.json\n"
    assert not (tmp_path / "changes.json").exists()
    assert diff("HEAD~1", *record, "2026-01-30").stderr == "recorded in changes.json\n"
    assert diff("HEAD~1", *record, "2026-01-31").stderr == "nothing new to record in changes.json\n"
    write(tmp_path, {"content/topics/paging.md": GAIN.replace("Paging", "Pages")})
    assert diff(*record, "2026-01-30").code == 0
    assert [each.date for each in history((tmp_path / "changes.json").read_bytes())] == ["2026-01-30"] * 2
    site = site_of(tmp_path / "content", "--changes", str(tmp_path / "changes.json"))
    published = json.loads((site / "changes.json").read_bytes())
    assert published["items"] == json.loads((tmp_path / "changes.json").read_bytes())["items"]
    assert json.loads((site / "index.json").read_bytes())["_links"]["cw:changes"]["href"] == "/changes.json"
    page = (site / "design/changes.html").read_text()
    assert page.index('id="2026-01-30-2"') < page.index('id="2026-01-30"')
    feed = (site / "feed.xml").read_text()
    assert feed.count("<title>Changes: 1 topic changed") == 2
    assert 'href="/design/changes#2026-01-30-2"' in feed
    # What a site published is as good a beginning as what was recorded.
    assert diff("HEAD~1", "--record", site / "changes.json").stderr.startswith("recorded in")


def test_a_site_without_changes_has_no_trace_of_them(git: Git, tmp_path: Path, site_of: SiteOf) -> None:
    assert git("status", "--porcelain") == ""
    site = site_of(tmp_path / "content")
    assert not {"changes.json", "design/changes.html"} & set(files_of(site))
    assert "cw:changes" not in json.loads((site / "index.json").read_bytes())["_links"]
    assert "/design/changes" not in (site / "index.html").read_text() + (site / "sitemap.xml").read_text()


def test_a_site_that_is_built_anew_follows_what_is_recorded(
    git: Git, tmp_path: Path, site_of: SiteOf
) -> None:
    """What is kept from build to build knows the changes by what they say, not by the name of their file."""
    content = tmp_path / "content"
    write(tmp_path, {"content/topics/paging.md": GAIN})
    assert git("status", "--porcelain") != ""
    options = ("--content", content, "--output", "site", "--cache", "cache")
    for days in ("2026-01-30", "2026-01-31"):
        assert run("build", *options).code == 0
        (tmp_path / "changes.json").unlink(missing_ok=True)
        assert diff("--record", "changes.json", "--date", days).code == 0
        assert run("build", *options, "--changes", "changes.json").code == 0
        clean = site_of(content, "--changes", str(tmp_path / "changes.json"))
        assert files_of(tmp_path / "site") == files_of(clean)


UNREADABLE = {
    "no JSON": ("{", "it is not valid JSON in UTF-8"),
    "no list": ('{"items": 1}', "it is no object with a list 'items'"),
    "an item": ('{"items": [[]]}', "items[0] is no object"),
    "missing": ('{"items": [{"topics": [{"change": "added"}]}]}', "items[0].topics[0].id is missing"),
    "a word": (
        '{"items": [{"others": [{"change": "x", "sort": "page", "id": "a", "title": "A"}]}]}',
        "items[0].others[0].change is none of added, removed, changed",
    ),
    "a day": ('{"items": [{"date": "2026-02-30"}]}', "items[0].date cannot be '2026-02-30'"),
    "a place": (
        (
            '{"items": [{"topics": [{"change": "changed", "id": "a", "name": "A", "guidelines": [{"change":'
            '"changed", "id": "g", "title": "G", "references": [{"change": "added", "name": "R",'
            '"url": "javascript:alert(1)"}]}]}]}]}'
        ),
        "items[0].topics[0].guidelines[0].references[0].url cannot be 'javascript:alert(1)'",
    ),
    "deep": ('{"items":' + "[" * 5_000, "it is not valid JSON in UTF-8"),
    "a list": ('{"items": [{"topics": {}}]}', "items[0].topics is no list"),
    "a number": ('{"items": [{"date": 1}]}', "items[0].date is no text"),
}


@pytest.mark.parametrize(("text", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_of_changes_is_judged(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, {**FILES, "c.json": text, "crosswalk.toml": 'changes = "c.json"\n'})
    assert run("check", "--content", tmp_path / "content") == Run(
        2, "", f"crosswalk: cannot read the changes in 'c.json': {message}\n"
    )


def test_a_file_of_changes_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    output = tmp_path / "site"
    built = run(
        "build", "--content", tmp_path / "content", "--output", output, "--changes", tmp_path / "no.json"
    )
    assert built == Run(2, "", "crosswalk: cannot read the changes in 'no.json': no such file or directory\n")
