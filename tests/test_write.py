"""Publication: wholly old or wholly new, whatever happens on the way (CONTRACT, Site)."""

import ctypes
import errno
import fcntl
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import files_of
from crosswalk import disk, write
from crosswalk.diagnostics import CrosswalkError
from crosswalk.model import Output
from crosswalk.staging import MARKER
from crosswalk.write import LOCK, SiteFolder
from crosswalks import parts

OLD = [Output("index.html", b"old"), Output("a/gone.html", b"old")]
NEW = [Output("index.html", b"new"), Output("a/b/c.html", b"new"), Output("d.json", b"{}")]


def names_in(folder: Path) -> list[str]:
    """Return the names of all that stands in *folder*."""
    return [path.name for path in folder.iterdir()]


def as_files(outputs: list[Output]) -> dict[str, bytes]:
    """Return what a folder must hold that *outputs* were written to."""
    return {output.path: output.content for output in outputs}


def unmarked(folder: Path) -> dict[str, bytes]:
    """Return the files of a site, its marker left out."""
    return {path: content for path, content in files_of(folder).items() if path != MARKER}


@pytest.fixture
def site(tmp_path: Path) -> SiteFolder:
    """A site folder that is not there yet, in a folder of its own."""
    (tmp_path / "content").mkdir()
    (tmp_path / "public").mkdir()
    return SiteFolder(tmp_path / "public" / "site", tmp_path / "content")


@pytest.fixture
def old_site(site: SiteFolder) -> SiteFolder:
    """A site folder that holds an old site."""
    site.replace(parts(OLD))
    return site


# What is published


def test_the_first_site_stands_alone_in_its_folder(site: SiteFolder) -> None:
    written = site.replace(parts(NEW))
    assert [file[0] for file in written["all"].files] == [output.path for output in NEW]
    assert unmarked(site.path) == as_files(NEW)
    assert names_in(site.path.parent) == ["site"]


def test_a_new_site_leaves_nothing_of_the_old(old_site: SiteFolder) -> None:
    old_site.replace(parts(NEW))
    assert unmarked(old_site.path) == as_files(NEW)
    assert names_in(old_site.path.parent) == ["site"]


def test_an_empty_folder_is_filled(site: SiteFolder) -> None:
    site.path.mkdir()
    site.replace(parts(NEW))
    assert unmarked(site.path) == as_files(NEW)


def test_missing_parents_are_made(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    site = SiteFolder(tmp_path / "a" / "b" / "site", tmp_path / "content")
    site.replace(parts(NEW))
    assert unmarked(site.path) == as_files(NEW)


def test_modes_do_not_depend_on_the_umask(site: SiteFolder) -> None:
    before = os.umask(0o077)
    try:
        site.replace(parts(NEW))
    finally:
        os.umask(before)
    assert site.path.stat().st_mode & 0o777 == 0o755
    assert (site.path / "a" / "b").stat().st_mode & 0o777 == 0o755
    assert (site.path / "a" / "b" / "c.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "a/./b", ""])
def test_a_path_that_leaves_the_site_is_a_bug_and_harms_nothing(old_site: SiteFolder, path: str) -> None:
    with pytest.raises(ValueError, match="not a path in the site"):
        old_site.replace(parts([*NEW, Output(path, b"")]))
    assert unmarked(old_site.path) == as_files(OLD)
    assert names_in(old_site.path.parent) == ["site"]


def test_paths_that_differ_only_in_case_are_refused(old_site: SiteFolder) -> None:
    with pytest.raises(ValueError, match="two outputs"):
        old_site.replace(parts([Output("a.html", b""), Output("A.html", b"")]))
    assert unmarked(old_site.path) == as_files(OLD)


def test_an_error_while_rendering_is_not_taken_for_one_of_the_disk(old_site: SiteFolder) -> None:
    def outputs() -> Iterator[Output]:
        yield NEW[0]
        raise FileNotFoundError("a template")

    with pytest.raises(RuntimeError, match="rendered"):
        old_site.replace(parts(outputs()))
    assert unmarked(old_site.path) == as_files(OLD)
    assert names_in(old_site.path.parent) == ["site"]


# Which folders are taken


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("years of work")
    with pytest.raises(CrosswalkError, match="did not make") as caught:
        SiteFolder(tmp_path / "site", tmp_path / "content")
    assert caught.value.exit_code == 2


def test_a_file_and_a_link_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to("target")
    for name in ("file", "link"):
        with pytest.raises(CrosswalkError, match="not a directory"):
            SiteFolder(tmp_path / name, tmp_path / "content")


@pytest.mark.parametrize(
    "output", [".", "content", "content/topics", "content/media/site", "content/../content"]
)
def test_the_output_keeps_apart_from_the_content(tmp_path: Path, output: str) -> None:
    (tmp_path / "content" / "topics").mkdir(parents=True)
    with pytest.raises(CrosswalkError, match="--content"):
        SiteFolder(tmp_path / output, tmp_path / "content")


def test_the_output_keeps_apart_from_the_content_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real" / "content").mkdir(parents=True)
    (tmp_path / "alias").symlink_to("real")
    with pytest.raises(CrosswalkError, match="--content"):
        SiteFolder(tmp_path / "real", tmp_path / "alias" / "content")


def test_files_put_into_the_output_during_the_build_are_not_lost(site: SiteFolder) -> None:
    def outputs() -> Iterator[Output]:
        yield from NEW
        site.path.mkdir()
        (site.path / "thesis.txt").write_text("years of work")

    with pytest.raises(CrosswalkError, match="did not make"):
        site.replace(parts(outputs()))
    assert files_of(site.path) == {"thesis.txt": b"years of work"}


# When the disk does not do as it should


def test_a_full_disk_leaves_the_old_site_and_nothing_beside_it(
    old_site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fchmod", full)
    with pytest.raises(CrosswalkError, match="no space left on device") as caught:
        old_site.replace(parts(NEW))
    assert caught.value.exit_code == 1
    assert unmarked(old_site.path) == as_files(OLD)
    assert names_in(old_site.path.parent) == ["site"]


def test_parents_made_in_vain_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    site = SiteFolder(tmp_path / "a" / "b" / "site", tmp_path / "content")
    monkeypatch.setattr(disk, "flush", _fail)
    with pytest.raises(CrosswalkError):
        site.replace(parts(NEW))
    assert names_in(tmp_path) == ["content"]


def _fail(*_args: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_file_system_without_exchange_is_published_in_two_steps(
    old_site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "exchange", lambda *_args: False)
    old_site.replace(parts(NEW))
    assert unmarked(old_site.path) == as_files(NEW)
    assert names_in(old_site.path.parent) == ["site"]


def test_an_old_site_that_was_set_aside_comes_back(old_site: SiteFolder) -> None:
    """A build killed between the two steps leaves no site; the next one starts with the old in its place."""
    aside = old_site._beside(write._OLD)  # noqa: SLF001 - the name a killed build would have used
    old_site.path.rename(aside)

    def outputs() -> Iterator[Output]:
        assert unmarked(old_site.path) == as_files(OLD)
        yield from NEW

    old_site.replace(parts(outputs()))
    assert unmarked(old_site.path) == as_files(NEW)
    assert names_in(old_site.path.parent) == ["site"]


# Builds at once


def test_builds_at_once_queue(old_site: SiteFolder) -> None:
    """Whoever holds the lock finishes; the other one waits and comes after."""
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from crosswalk.model import Output, Part
        from crosswalk.write import SiteFolder

        SiteFolder(Path(sys.argv[1]), Path("content")).replace(
            [[Part(name="all", make=lambda: [Output("index.html", b"second")])]]
        )
    """)
    waiting: list[subprocess.Popen[bytes]] = []

    def outputs() -> Iterator[Output]:
        yield from OLD
        waiting.append(subprocess.Popen([sys.executable, "-c", script, old_site.path]))

    old_site.replace(parts(outputs()))
    assert waiting[0].wait() == 0
    assert unmarked(old_site.path) == {"index.html": b"second"}
    assert names_in(old_site.path.parent) == ["site"]


def test_a_build_that_waits_too_long_says_busy(old_site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "PATIENCE", 0)
    with (
        disk.locked(old_site.path.parent / LOCK, 0),
        pytest.raises(CrosswalkError, match="another build is busy") as caught,
    ):
        old_site.replace(parts(NEW))
    assert caught.value.exit_code == 1
    assert unmarked(old_site.path) == as_files(OLD)


_READER = """
    import select, sys

    seen = set()
    print("ready", flush=True)
    while len(seen) < 2 or not select.select([sys.stdin], [], [], 0)[0]:
        with open(sys.argv[1] + "/index.html") as page:  # fails if there is no site
            seen.add(page.read())
    assert seen == {"old", "new"}, seen
"""


def test_a_reader_always_finds_a_site(old_site: SiteFolder) -> None:
    """A reader that polls while sites are exchanged finds the old or the new one each time."""
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_READER), old_site.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdout.readline()
        for _ in range(20):
            old_site.replace(parts(NEW))
            old_site.replace(parts(OLD))
        reader.stdin.close()
        while reader.poll() is None:  # until it has seen both
            old_site.replace(parts(NEW))
            old_site.replace(parts(OLD))
    assert reader.returncode == 0


# Every moment: before and after whatever is asked of the system


def moments(site: SiteFolder, how: str, exchange: str) -> list[list[Any]]:
    """Return what tests/moments.py tells of publishing beside *site*."""
    root = site.path.parents[1]
    script = Path(__file__).with_name("moments.py")
    done = subprocess.run(
        [sys.executable, script, root, how, exchange],
        env={**os.environ, "PYTHONPATH": str(script.parents[1] / "src")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("exchange", ["exchange", "apart"])
def test_killed_before_or_after_any_call_the_site_is_whole(old_site: SiteFolder, exchange: str) -> None:
    """Without an atomic exchange there may be no site for a moment; the next build puts it back."""
    told = moments(old_site, "kill", exchange)
    assert len(told) > 100
    for moment, _, state, beside, mended in told:
        assert state in ("old", "new", "none")
        if state == "none":
            assert exchange == "apart", moment
            assert any(name.startswith(write._OLD) for name in beside), moment  # noqa: SLF001
        assert mended, moment
    assert {state for _, _, state, *_ in told} >= {"old", "new"}


REMOVING = {"unlink", "rmdir", "scandir", "open", "lstat", "close"}


@pytest.mark.parametrize("exchange", ["exchange", "apart"])
def test_whatever_call_fails_the_site_is_whole_and_the_answer_true(
    old_site: SiteFolder, exchange: str
) -> None:
    """No space, no quota, no such luck: 1 and one line means the old site, 0 the new one."""
    told = moments(old_site, "error", exchange)
    assert len(told) > 50
    names = set()
    for moment, (code, said, name), state, beside, mended in told:
        names.add(name)
        assert (code, state) in ((1, "old"), (0, "new")), (moment, name, code, said, state)
        assert said.startswith("cannot write the site to " if code else "")
        assert "\n" not in said
        assert mended, moment
        # What cannot be removed stays, and so does a lock that cannot be looked at; the next build does it.
        assert not beside or name in {*REMOVING, "fstat", "stat"}, (name, beside)
    shown = "exchange" if exchange == "exchange" else "rename"
    assert {"mkdir", "open", "write", "close", "fchmod", shown, "flush", "unlink", "rmdir"} <= names


@pytest.mark.parametrize("exchange", ["exchange", "apart"])
def test_data_is_on_the_disk_before_it_is_shown_and_the_old_goes_last(
    old_site: SiteFolder, exchange: str
) -> None:
    """A loss of power finds whole files: writes, flush, exchange, flush of the names; then removal."""
    (calls,) = moments(old_site, "record", exchange)
    written = len(calls) - calls[::-1].index("write")
    flushed = calls.index("flush")
    shown = calls.index("exchange" if exchange == "exchange" else "rename")
    named = calls.index("flush_names")
    assert written <= flushed < shown
    removed = [at for at, call in enumerate(calls) if call in ("unlink", "rmdir")]
    assert removed
    assert all(at > named for at in removed), "the old site goes before the new one is sure to be there"
    assert calls.index("fsync") > named


def test_a_lock_file_that_was_removed_meanwhile_locks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever had it removes it between our opening and our locking; a third build would make another."""
    lock, real = tmp_path / "lock", fcntl.flock
    calls: list[int] = []

    def flock(descriptor: int, operation: int) -> None:
        calls.append(descriptor)
        if len(calls) == 1:
            lock.unlink()
        real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    with disk.locked(lock, 5):
        assert lock.exists(), "the file that is locked is not the one that others find"
    assert len(calls) == 2


class Refusing:
    """Stands in for the C library of a system that says no to every call."""

    def __getattr__(self, _name: str) -> Callable[..., int]:
        """Return a function that fails."""
        return lambda *_arguments: -1


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EIO])
def test_a_system_that_cannot_exchange_is_told_from_one_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_arguments, **_named: Refusing())
    monkeypatch.setattr(ctypes, "get_errno", lambda: code)
    if code == errno.EIO:
        with pytest.raises(OSError, match="Input/output error"):
            disk.exchange(tmp_path, tmp_path)
    else:
        assert not disk.exchange(tmp_path, tmp_path)
    with pytest.raises(OSError, match=os.strerror(code)):
        disk.flush(tmp_path)


def test_a_lock_that_is_a_link_leads_nowhere(old_site: SiteFolder, tmp_path: Path) -> None:
    (old_site.path.parent / LOCK).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CrosswalkError) as caught:
        old_site.replace(parts(NEW))
    assert caught.value.exit_code == 1
    assert not (tmp_path / "elsewhere").exists()
    assert unmarked(old_site.path) == as_files(OLD)
