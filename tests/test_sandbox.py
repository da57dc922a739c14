"""The builder is safe: what a build asks of the system, recorded whole while it works on hostile content.

Python tells a hook of every file it opens, every folder it changes, every socket, process and piece of code.
The build runs in a process of its own under such a hook, in a folder full of traps.
"""

import json
import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract import every_key, topic, write

ROOT = Path(__file__).resolve().parents[1]

WATCHED = """
    import json, os, sys

    WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    FOLDERS = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.chown", "os.link",
               "os.symlink", "os.truncate", "os.utime", "os.setxattr", "shutil.")
    said = []

    def text(value):
        return os.fsdecode(value) if isinstance(value, (str, bytes, os.PathLike)) else repr(value)

    def hook(event, arguments):
        if arguments and isinstance(arguments[0], int) and event in ("open", "os.chmod"):
            return  # a file that is open already
        if event == "open":
            path, _, flags = arguments
            kind = "write" if flags & WRITING else "read" if not flags & os.O_NOFOLLOW else "read unfollowed"
            said.append((kind, text(path)))
        elif event.startswith(FOLDERS):
            said.append(("change", text(arguments[0])))
            if event == "os.rename":
                said.append(("change", text(arguments[1])))
        elif event == "compile":
            said.append(("compile", text(arguments[0]) if arguments[0] else ""))
        elif event.startswith(("socket.", "subprocess.", "os.exec", "os.system", "os.fork", "os.posix_spawn",
                               "os.spawn", "pty.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.",
                               "os.putenv", "pickle.", "os.kill", "os.startfile")):
            said.append((event, text(arguments[0]) if arguments else ""))

    sys.path.insert(0, sys.argv[1])
    import crosswalk.build  # which `cli` imports no sooner than it is needed
    from crosswalk import cli

    sys.addaudithook(hook)
    code = cli.main(sys.argv[2:])
    print(json.dumps([code, said]))
"""

MARK = "stands-in-every-text"
SECRET = "what-nobody-may-read"  # noqa: S105 - the content of a file outside
TRAP = (
    f"{MARK} {{{{ ''.__class__ }}}} {{% include '/etc/hostname' %}} ${{HOME}} $(id) `id` !include secret "
    "file:///etc/hostname http://127.0.0.1:PORT/ <!--#include file='/etc/hostname' --> --8<-- '/etc/hostname'"
)
ENTITY = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def port() -> Iterator[int]:
    """A port of this machine that nobody may ask: whoever does is found out."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server.getsockname()[1]
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.fixture
def traps(tmp_path: Path, port: int) -> Path:
    """A folder with hostile content that builds, and a file outside of it that it leads to."""
    trap = TRAP.replace("PORT", str(port))
    body = (
        f"{trap}\n\n![a](http://127.0.0.1:{port}/a.png) ![b](file:///etc/hostname) [c](../../secret)\n\n"
        + "\n".join(
            (
                f"<img src=http://127.0.0.1:{port}/>",
                "[TOC]",
                "{!secret!}",
                "*[HTML]: x",
                "[[secret]]",
                "%%raw",
                "::: x",
            )
        )
    )
    write(
        tmp_path,
        {
            "secret": SECRET,
            **{f"content/{name}": text for name, text in every_key(trap).items()},
            "content/topics/body.md": topic(id="body", body=body),
            "content/media/entity.svg": ENTITY,
            "content/media/folder.png/x.png": b"",
            **{
                f"content/{name}.py": "raise SystemExit('code of the content ran')"
                for name in ("yaml", "conftest")
            },
            "content/sitecustomize.py": "raise SystemExit('code of the content ran')",
            "content/templates/base.html": "{{ 1 / 0 }}",
            "content/crosswalk.toml": "title = 'not mine'",
        },
    )
    (tmp_path / "content/topics/link.txt").symlink_to(tmp_path / "secret")
    (tmp_path / "content/media/link.png").symlink_to(tmp_path / "secret")
    (tmp_path / "content/media/up").symlink_to(tmp_path)
    (tmp_path / "content/pages/.hidden.md").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "content/media/pipe.png")
    return tmp_path


def watched(folder: Path, *arguments: str) -> tuple[int, list[tuple[str, str]], str]:
    """Run the command in *folder* under the hook; return its exit code, what it asked for and its stderr."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WATCHED), str(ROOT / "src"), *arguments],
        cwd=folder / "content",
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "PYTHONSAFEPATH": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    code, said = json.loads(done.stdout.splitlines()[-1])
    return code, [(kind, what) for kind, what in said], done.stderr


def faults(folder: Path, said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what of *said* a build has no business to do."""
    python = {
        str(Path(path).resolve()) for path in (sys.prefix, sys.base_prefix, ROOT / "src", ROOT / "templates")
    }
    python |= {sys.prefix, "/dev/null", "/usr/share/zoneinfo", "/etc/mime.types"}
    public = str(folder / "public")
    readable = (*python, public, str(folder / "crosswalk.toml"), str(folder / "pyproject.toml"))
    found = []
    for kind, what in said:
        match kind:
            case "read":
                fine = what.startswith(readable) or what == str(folder / "content")
            case "read unfollowed":  # a name relative to a folder of the content that is open
                fine = "/" not in what or what.startswith(public)
            case "write" | "change":
                fine = what.startswith((f"{public}/.crosswalk", f"{public}/site")) or what == public
            case "compile":
                fine = MARK not in what
            case _:
                fine = False
        if not fine:
            found.append((kind, what[:200]))
    return found


PLACES = ("--no-cache", "--jobs", "1")
"""What keeps a build out of the cache of its user, and from sharing its work with copies of itself."""


def test_a_build_touches_nothing_but_its_content_and_its_output(traps: Path) -> None:
    """No socket, no process, no code of the content; no file read outside it or written beside the output."""
    code, said, stderr = watched(
        traps, "build", *PLACES, "--content", str(traps / "content"), "--output", str(traps / "public/site")
    )
    assert code == 0, stderr
    assert faults(traps, said) == []
    assert {"read", "write", "change", "read unfollowed"} <= {kind for kind, _ in said}, "the hook is deaf"
    assert ("read", str(traps / "content")) in said
    for path in (traps / "public/site").rglob("*"):
        assert not path.is_symlink()
        assert path.is_dir() or SECRET.encode() not in path.read_bytes()
    assert sorted(path.name for path in (traps / "public/site/media").iterdir()) == ["logo.png"]


def test_a_build_that_is_refused_touches_nothing_at_all(traps: Path) -> None:
    topics = traps / "content/topics"
    (topics / "linked.md").symlink_to(traps / "secret")
    (topics / "tag.md").write_text(topic("x: !!python/object/apply:os.system ['id']", id="tag"))
    (topics / "bomb.md").write_text(topic("a: &a [*a, *a]", id="bomb"))
    os.mkfifo(topics / "pipe.md")
    code, said, stderr = watched(
        traps, "build", *PLACES, "--content", str(traps / "content"), "--output", str(traps / "public/site")
    )
    assert code == 1
    assert SECRET not in stderr
    assert faults(traps, said) == []
    assert not {kind for kind, _ in said} & {"write", "change"}
    assert not (traps / "public").exists()
