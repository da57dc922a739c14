"""CONTRACT, chapter Commands: options, exit codes, which folders may be written."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from contract import SOURCES, build, check, run, snapshot, topic, write
from test_contract_body import COSTLY

pytestmark = pytest.mark.usefixtures("untraced")

SOUND = {"topics/a.md": topic("title: T")}
WARNED = {"topics/a.md": topic("unknown: x")}
BROKEN = {"topics/a.md": topic("title: 1")}


def _quiet(text: str) -> bool:
    return "Traceback" not in text and "Error" not in text and "Exception" not in text


# Exit codes


@pytest.mark.parametrize(
    ("files", "code"), [(SOUND, 0), (WARNED, 0), (BROKEN, 1)], ids=["sound", "warned", "broken"]
)
def test_the_exit_code_tells_whether_there_are_errors(
    tmp_path: Path, files: dict[str, str], code: int
) -> None:
    content = write(tmp_path / "content", files)
    assert check(content).code == code
    for style in ("text", "json", "github", "sarif"):
        assert check(content, "--format", style).code == code
    assert build(content, tmp_path / "site").code == code
    assert (tmp_path / "site").exists() == (code == 0)
    assert build(content, tmp_path / "site").code == code


USAGE = {
    "nothing at all": [],
    "an unknown command": ["frobnicate"],
    "an unknown option of build": ["build", "--content", "content", "--output", "site", "--frobnicate"],
    "an unknown option of check": ["check", "--content", "content", "--frobnicate"],
    "an option of build for check": ["check", "--content", "content", "--output", "site"],
    "an option of check for build": ["build", "--content", "content", "--output", "site", "--format", "json"],
    "an unknown option before the command": ["--frobnicate", "check", "--content", "content"],
    "an abbreviated option": ["check", "--cont", "content"],
    "an option without its value": ["check", "--content"],
    "an argument too many": ["check", "--content", "content", "more"],
    "an unknown format": ["check", "--content", "content", "--format", "xml"],
    "an empty format": ["check", "--content", "content", "--format", ""],
    "a format in capitals": ["check", "--content", "content", "--format", "JSON"],
    "content that does not exist": ["check", "--content", "nowhere"],
    "content that is a file": ["check", "--content", "file"],
    "content that is a broken link": ["check", "--content", "broken"],
    "content that is a pipe": ["check", "--content", "pipe"],
    "content that is empty": ["check", "--content", ""],
    "content below a file": ["check", "--content", "file/content"],
    "content with a NUL": ["check", "--content", "a\0b"],
    "content with a name too long": ["check", "--content", "x" * 5_000],
    "build of what does not exist": ["build", "--content", "nowhere", "--output", "site"],
    "build of a file": ["build", "--content", "file", "--output", "site"],
    "build of what does not exist over a foreign folder": [
        "build",
        "--content",
        "nowhere",
        "--output",
        "foreign",
    ],
    "an empty output": ["build", "--content", "content", "--output", ""],
    "an output with a NUL": ["build", "--content", "content", "--output", "a\0b"],
    "the root as output": ["build", "--content", "content", "--output", "/"],
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE)
def test_wrong_usage_is_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    write(tmp_path, {"content/topics/a.md": topic(), "file": "x", "foreign/x": "x"})
    (tmp_path / "broken").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    before = snapshot(tmp_path)
    result = run(*arguments)
    assert result.code == 2
    assert result.stderr
    assert not result.stdout
    assert _quiet(result.stderr)
    assert "mistake in crosswalk" not in result.stderr
    assert snapshot(tmp_path) == before


def test_the_default_folders_are_content_and_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "content", SOUND)
    monkeypatch.chdir(tmp_path)
    assert run("check").code == 0
    assert run("build").code == 0
    assert (tmp_path / "site/index.html").is_file()


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["check", "--help"], ["--version"]])
def test_help_and_version_go_to_stdout(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.code == 0
    assert result.stdout
    assert not result.stderr


# Base URLs

GOOD_BASES = [
    *(
        "http://e.example",
        "https://e.example/",
        "https://e.example/kb",
        "https://e.example/kb/",
        "HTTPS://E.example/a/b",
    ),
    *(
        "http://localhost:8000",
        "http://127.0.0.1:8000/kb",
        "http://[::1]:8000",
        "https://e.example/a-b_c~d",
        "https://e.example/%20",
    ),
]
BAD_BASES = [
    *(
        "",
        "x",
        "e.example",
        "/kb",
        "//e.example/kb",
        "ftp://e.example",
        "javascript:alert(1)",
        "file:///tmp",
        "http:",
        "http:/",
    ),
    *(
        "http://",
        "https://",
        "http:///kb",
        "http://?x",
        "http:e.example",
        "https://e.example/a b",
        " https://e.example",
        "https://e.example ",
    ),
    *(
        "https://e.example/'",
        'https://e.example/"',
        "https://e.example/<",
        "https://e.example/>",
        "https://e.example/\n",
        "\thttps://e.example",
    ),
    *(
        'https://e.example/"onload="alert(1)',
        "https://e.example/<script>",
        "https://'e.example",
        "https://e.example/\u00a0",
        "https://e.example/\u2028",
    ),
    *(
        "mailto:a@e.example",
        "data:text/html,x",
        "httpx://e.example",
        "https//e.example",
        "https://e.example/\x00",
        "https://e.example/\x1b[31m",
    ),
    *("https:\\\\e.example", "http://:80", "https://e.example:x", "https://[::1", "null", "None", "0"),
]


@pytest.mark.parametrize("base", GOOD_BASES)
def test_a_base_url_is_http_or_https(tmp_path: Path, base: str) -> None:
    content = write(tmp_path / "content", SOUND)
    assert build(content, tmp_path / "site", "--base-url", base).code == 0
    assert (tmp_path / "site/index.html").is_file()


@pytest.mark.parametrize("base", BAD_BASES, ids=ascii)
def test_another_base_url_is_wrong_usage(tmp_path: Path, base: str) -> None:
    content = write(tmp_path / "content", SOUND)
    result = build(content, tmp_path / "site", f"--base-url={base}")
    assert result.code == 2
    assert _quiet(result.stderr)
    assert result.stderr.count("\n") >= 1
    assert all(line.isprintable() for line in result.stderr.split("\n"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]


def test_a_wrong_base_url_is_wrong_usage_even_if_the_content_is_broken(tmp_path: Path) -> None:
    content = write(tmp_path / "content", BROKEN)
    assert build(content, tmp_path / "site", "--base-url", "x").code == 2


# The output folder


def test_the_output_may_be_absent_empty_or_ours(tmp_path: Path) -> None:
    content = write(tmp_path / "content", SOUND)
    (tmp_path / "empty").mkdir()
    for name in ("absent", "empty", "deep/in/a/folder"):
        for _ in range(2):
            assert build(content, tmp_path / name).code == 0
            assert (tmp_path / name / "index.html").is_file()
    assert (
        snapshot(tmp_path / "absent")
        == snapshot(tmp_path / "empty")
        == snapshot(tmp_path / "deep/in/a/folder")
    )


@pytest.mark.parametrize("spelling", ["site/", "./site", "x/../site", "site/.", ".//site", "content/../site"])
def test_the_output_may_be_spelled_in_any_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelling: str
) -> None:
    write(tmp_path / "content", SOUND)
    (tmp_path / "x").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("build", "--content", "content", "--output", spelling).code == 0
    assert (tmp_path / "site/index.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "site", "x"]


FOREIGN = {
    "a file": {"site": "mine"},
    "a folder with a file": {"site/mine.txt": "mine"},
    "a folder with a hidden file": {"site/.git": "mine"},
    "a folder with an index": {"site/index.html": "mine"},
    "a folder with a folder": {"site/mine/too.txt": "mine"},
    "a folder with what looks like a site": {"site/index.json": "{}", "site/design/topics/x.html": "x"},
}


@pytest.mark.parametrize("files", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("content_files", [SOUND, BROKEN], ids=["sound", "broken"])
def test_what_is_somebody_else_s_is_not_touched(
    tmp_path: Path, files: dict[str, str], content_files: dict[str, str]
) -> None:
    write(tmp_path, files)
    content = write(tmp_path / "content", content_files)
    before = snapshot(tmp_path)
    result = build(content, tmp_path / "site")
    assert result.code == 2
    assert _quiet(result.stderr)
    assert snapshot(tmp_path) == before


def test_a_folder_of_folders_is_somebody_else_s(tmp_path: Path) -> None:
    content = write(tmp_path / "content", SOUND)
    (tmp_path / "site/mine").mkdir(parents=True)
    assert build(content, tmp_path / "site").code == 2
    assert (tmp_path / "site/mine").is_dir()


@pytest.mark.parametrize("target", ["nowhere", "foreign", "/etc", "file", "."])
def test_a_link_to_what_is_not_ours_is_not_followed(tmp_path: Path, target: str) -> None:
    content = write(tmp_path / "content", SOUND)
    write(tmp_path, {"foreign/mine.txt": "mine", "file": "mine"})
    (tmp_path / "site").symlink_to(target)
    before = snapshot(tmp_path)
    assert build(content, tmp_path / "site").code == 2
    assert snapshot(tmp_path) == before


def test_special_files_are_no_output(tmp_path: Path) -> None:
    content = write(tmp_path / "content", SOUND)
    os.mkfifo(tmp_path / "site")
    assert build(content, tmp_path / "site").code == 2
    assert build(content, Path("/dev/null")).code == 2
    assert build(content, tmp_path / "content/topics/a.md").code == 2
    assert build(content, tmp_path / "content/topics/a.md/site").code in (1, 2)


@pytest.mark.parametrize(
    "output",
    ["content", "content/", ".", "..", "", "./content/.", "content/../content", "link", "parent/content"],
)
def test_the_output_is_not_and_does_not_contain_the_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    folder = tmp_path / "a/b"
    write(folder / "content", SOUND)
    (folder / "link").symlink_to("content")
    (folder / "parent").symlink_to("../b")
    monkeypatch.chdir(folder)
    before = snapshot(tmp_path)
    for content in ("content", str(folder / "content"), "link", "parent/content"):
        assert run("build", "--content", content, "--output", output).code == 2
    assert snapshot(tmp_path) == before


def test_a_marker_does_not_make_the_content_ours(tmp_path: Path) -> None:
    """A site that somebody moved around the content, or content moved into it, is not replaced."""
    content = write(tmp_path / "content", SOUND)
    assert build(content, tmp_path / "site").code == 0
    content.rename(tmp_path / "site/content")
    before = snapshot(tmp_path)
    assert build(tmp_path / "site/content", tmp_path / "site").code == 2
    for path in (tmp_path / "site").iterdir():
        if path.is_file():
            (tmp_path / "site/content" / path.name).write_bytes(path.read_bytes())
    assert build(tmp_path / "site/content", tmp_path / "site/content").code == 2
    assert set(snapshot(tmp_path)) >= set(before)


def test_the_output_may_stand_in_the_content(tmp_path: Path) -> None:
    content = write(tmp_path / "content", SOUND)
    for _ in range(2):
        assert build(content, content / "site").code == 0
    assert build(content, tmp_path / "site").code == 0
    assert snapshot(content / "site") == snapshot(tmp_path / "site")


def test_the_marker_stands_in_the_output(tmp_path: Path) -> None:
    content = write(tmp_path / "content", SOUND)
    assert build(content, tmp_path / "site").code == 0
    (tmp_path / "site").rename(tmp_path / "moved")
    assert build(content, tmp_path / "moved").code == 0


# Always an answer, soon and in little memory


def _limited(*arguments: str | Path, seconds: float = 10) -> subprocess.CompletedProcess[str]:
    """Run the command in 1 GiB of address space, and for at most *seconds* of processor time."""
    limits = f'ulimit -v {1 << 20}; ulimit -t {int(seconds)}; exec "$@"'
    # What a measurement of coverage costs is none of the time that was promised.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.run(
        ["/bin/sh", "-c", limits, "sh", sys.executable, "-m", "crosswalk", *map(str, arguments)],
        env={**variables, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def _filled(line: str, body: str = "") -> str:
    """Return a topic file of nearly 1 MiB: *line* over and over in its front matter, *body* behind it."""
    room = (1 << 20) - 200 - len(body)
    return topic(*(line.format(n) for n in range(room // (len(line) + 6)))) if line else topic(body=body)


HEAVY = {
    "many keys": _filled("k{}: v"),
    "many duplicate keys": _filled("k: v"),
    "many bad values": topic("guidelines:", *["  - x"] * 90_000),
    "many bad entries": topic("guidelines:", *["  - {guideline_id: A}"] * 40_000),
    "many empty entries": topic("guidelines:", *["  - {}"] * 45_000),
    "many tags": topic("extra:", *["  - !x y"] * 80_000),
    "many aliases": topic("a: &a x", "extra:", *["  - *a"] * 90_000),
    "many anchors": topic("extra:", *[f"  - &a{n} x" for n in range(50_000)]),
    "one long line": topic(f"title: {'x' * 1_000_000}"),
    "one long key": topic(f"? {'x' * 1_000_000}", ": y"),
    "one long number": topic(f"title: {'1' * 1_000_000}"),
    "one long date": topic(*["guidelines:", "  - guideline_id: g", f"    guideline_date: {'2' * 1_000_000}"]),
    "one long almost number": topic(f"title: {'1_' * 500_000}x"),
    "one long sexagesimal": topic(f"title: 1{':1' * 500_000}x"),
    "one long url": topic(
        "guidelines:", "  - guideline_id: g", f"    guideline_url: https://{'a:' * 500_000}@x"
    ),
    "one long permalink": topic(f"permalink: {'/a' * 500_000}"),
    "one long id": topic(id="a-" * 500_000),
    "one long quoted text": topic(f"title: '{'a ' * 500_000}'"),
    "many escapes": topic('title: "' + r"\x41" * 250_000 + '"'),
    "many surrogates": topic('title: "' + r"\ud800" * 170_000 + '"'),
    "many bidi controls": topic(*["# \u202e"] * 150_000),
    "many controls": topic(*["# \x01"] * 150_000),
    "many blank lines": topic(*[""] * 1_000_000),
    "many comments": topic(*["#"] * 500_000),
    "many fences": topic(body="---\n" * 250_000),
    "many at signs": topic("guidelines:", "  - guideline_id: g", f"    guideline_url: '{'//@' * 340_000}'"),
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_a_heavy_file_is_judged_in_reasonable_time(tmp_path: Path, text: str) -> None:
    assert len(text.encode()) <= 1 << 20
    result = _limited("check", "--content", write(tmp_path, {"topics/a.md": text}))
    assert result.returncode in (0, 1), (result.returncode, result.stderr[-300:])
    assert "mistake in crosswalk" not in result.stderr
    assert "memory" not in result.stderr


LOTS: dict[str, Sequence[str]] = {
    "heavy": tuple(HEAVY.values()),
    "costly": [topic(body=body) for body in COSTLY.values()],
    "headings": [topic(body="# a\n" * 4_900)],
    "slips and controls": [
        topic(*(f"topic_na{number}: x" for number in range(5_000))),
        topic(body="\x01\n" * 60_000),
    ],
}


@pytest.mark.parametrize("texts", LOTS.values(), ids=LOTS)
def test_a_folder_of_heavy_files_is_judged_in_reasonable_time(tmp_path: Path, texts: Sequence[str]) -> None:
    """Three hundred of them: what one of them may cost is not theirs all together."""
    first = sorted(
        write(tmp_path, {f"all/{number}": text for number, text in enumerate(texts)}).glob("all/*")
    )
    (tmp_path / "topics").mkdir()
    for number in range(300):
        os.link(first[number % len(first)], tmp_path / f"topics/t{number}.md")
    result = _limited("check", "--content", tmp_path, seconds=20)
    assert result.returncode == 1, (result.returncode, result.stderr[-300:])
    assert "mistake in crosswalk" not in result.stderr
    assert "memory" not in result.stderr
