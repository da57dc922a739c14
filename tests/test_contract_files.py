"""CONTRACT, chapter Files: what is read, what is refused, and which characters a file may hold."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from contract import (
    SOURCES,
    Files,
    Finding,
    assert_found,
    build,
    check,
    entry,
    expected,
    findings,
    run_as_somebody,
    shown,
    snapshot,
    topic,
    write,
)

pytestmark = pytest.mark.usefixtures("untraced")

SOUND = topic()
REGISTRY = "guideline_id: g\nguideline_title: Guide\nguideline_url: https://g.example/\n"

UNUSABLE = {
    "file-symlink",
    "file-not-regular",
    "file-unreadable",
    "file-too-large",
    "no-topics",
    "file-encoding",
}


# Which files there are


def test_only_topics_with_a_matching_name_are_read(tmp_path: Path) -> None:
    files = {
        "topics/a.md": SOUND,
        **{
            f"topics/{name}": "\xff not a topic"
            for name in (
                *(
                    ".hidden.md",
                    ".md",
                    "a.MD",
                    "a.Md",
                    "a.markdown",
                    "a.md~",
                    "a.md.bak",
                    "a.txt",
                    "README",
                    "amd",
                ),
                *("#a.md#", "a.mdx", "a.yaml", "sub/b.md", "sub.d/.md", "a.md "),
            )
        },
    }
    assert_found(check(write(tmp_path, files)), [])


def test_other_folders_and_files_of_the_content_are_nobody_s_business(tmp_path: Path) -> None:
    files: Files = {
        "topics/a.md": SOUND,
        "crosswalk.toml": "this is [ no TOML",
        "pyproject.toml": "this is [ no TOML",
        "conftest.py": "raise SystemExit(99)",
        "sitecustomize.py": "raise SystemExit(99)",
        "templates/base.html": "{{ 1 / 0 }}",
        "templates/pages/topic.html": "{{ 1 / 0 }}",
        "other/x.md": b"\xff",
        "guidelines/notes.txt": b"\xff",
        "guidelines/g.yml": b"\xff",
        "guidelines/sub/h.yaml": b"\xff",
    }
    content = write(tmp_path / "content", files)
    result = build(content, tmp_path / "site")
    assert_found(result, [])


def test_settings_are_never_read_from_within_the_content(tmp_path: Path) -> None:
    """However the content folder is spelled: nothing in it is configuration."""
    content = write(tmp_path / "content", {"topics/a.md": SOUND, "crosswalk.toml": "nonsense = 1\n"})
    assert check(content / "topics" / "..").code == 0
    write(content, {"topics/crosswalk.toml": "nonsense = 1\n"})
    assert check(Path(f"{content}/topics/..")).code == 0
    assert check(Path(f"{content}/.")).code == 0


@pytest.mark.parametrize("module", ["yaml", "argparse", "nh3"])
def test_no_code_of_the_content_runs_when_it_is_the_working_folder(tmp_path: Path, module: str) -> None:
    content = write(tmp_path, {"topics/a.md": SOUND, f"{module}.py": "raise SystemExit(99)\n"})
    ran = subprocess.run(
        [sys.executable, "-m", "crosswalk", "check", "--content", "."],
        cwd=content,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


NO_TOPICS: dict[str, Files] = {
    "an empty folder": {},
    "an empty topics folder": {"topics/.keep": ""},
    "only hidden topics": {"topics/.a.md": SOUND},
    "only other names": {"topics/a.txt": SOUND, "topics/a.MD": SOUND},
    "only deeper topics": {"topics/sub/a.md": SOUND},
    "topics in the wrong place": {"a.md": SOUND},
    "topics is a file": {"topics": SOUND},
    "a registry alone": {"guidelines/g.yaml": REGISTRY},
}


@pytest.mark.parametrize("files", NO_TOPICS.values(), ids=NO_TOPICS)
def test_content_without_a_topic_file_is_an_error(tmp_path: Path, files: Files) -> None:
    result = check(write(tmp_path, files))
    assert result.code == 1
    assert [found.code for found in result.errors] == ["no-topics"]
    assert (result.errors[0].line, result.errors[0].column) == (1, 1)


def test_a_topic_file_that_is_broken_is_a_topic_file(tmp_path: Path) -> None:
    assert check(write(tmp_path, {"topics/a.md": b"\xff"})).codes == {"file-encoding"}


# Links and special files


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _socket(path: Path) -> None:
    # The address of a socket has room for a hundred bytes, less than a temporary folder may need.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


def _large(path: Path) -> None:
    path.write_bytes(b"---\n" + b"x" * (1 << 20))


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(50 << 30)


STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link to a topic": (_link("sound.txt"), "file-symlink"),
    "a link to nothing": (_link("nowhere"), "file-symlink"),
    "a link to itself": (_link("x.md"), "file-symlink"),
    "a link to a folder": (_link(".."), "file-symlink"),
    "a link to a device": (_link("/dev/zero"), "file-symlink"),
    "a link to a secret": (_link("/etc/passwd"), "file-symlink"),
    "a folder": (Path.mkdir, "file-not-regular"),
    "a FIFO": (os.mkfifo, "file-not-regular"),
    "a socket": (_socket, "file-not-regular"),
    "one byte too large": (_large, "file-too-large"),
    "fifty GiB of nothing": (_sparse, "file-too-large"),
}


@pytest.mark.parametrize("name", ["topics/x.md", "guidelines/x.md", "guidelines/x.yaml"])
@pytest.mark.parametrize(("make", "code"), STRANGE.values(), ids=STRANGE)
def test_what_is_no_regular_file_of_reasonable_size_is_refused(
    tmp_path: Path, name: str, make: Callable[[Path], object], code: str
) -> None:
    text = topic("title: 204")
    write(tmp_path, {"topics/a.md": text, "topics/sound.txt": SOUND, "guidelines/sound.txt": REGISTRY})
    make(tmp_path / name)
    result = check(tmp_path)
    assert sorted(f"{found.place} {found.code}" for found in result.errors) == sorted(
        [f"{name}:1:1 {code}", "topics/a.md:4:8 field-type"]
    )


@pytest.mark.parametrize("make", [make for make, _ in STRANGE.values()], ids=list(STRANGE))
def test_strange_entries_with_other_names_are_ignored(tmp_path: Path, make: Callable[[Path], object]) -> None:
    write(tmp_path, {"topics/a.md": SOUND, "guidelines/g.yaml": REGISTRY})
    for name in ("topics/x.txt", "topics/.x.md", "guidelines/x.txt", "other"):
        make(tmp_path / name)
    assert_found(check(tmp_path), [])


@pytest.mark.parametrize("target", ["elsewhere", "nowhere", "topics", "/etc"])
def test_a_linked_topics_folder_is_refused(tmp_path: Path, target: str) -> None:
    write(tmp_path / "elsewhere", {"a.md": SOUND})
    (tmp_path / "topics").symlink_to(target)
    result = check(tmp_path)
    assert "file-symlink" in result.codes
    assert result.codes <= {"file-symlink", "no-topics"}
    assert result.errors[0].path.endswith("topics")


@pytest.mark.parametrize("target", ["elsewhere", "nowhere", "guidelines"])
def test_a_linked_guidelines_folder_is_refused(tmp_path: Path, target: str) -> None:
    write(tmp_path, {"topics/a.md": SOUND, "elsewhere/g.yaml": "[not, an, entry]"})
    (tmp_path / "guidelines").symlink_to(target)
    result = check(tmp_path)
    assert [found.code for found in result.errors] == ["file-symlink"]
    assert result.errors[0].path.endswith("guidelines")


def test_the_last_byte_of_a_mebibyte_is_read(tmp_path: Path) -> None:
    text = topic("title: 204").encode() + b"# "
    write(tmp_path, {"topics/a.md": text.ljust(1 << 20, b"x")})
    assert "field-type" in check(tmp_path).codes
    write(tmp_path, {"topics/a.md": text.ljust((1 << 20) + 1, b"x")})
    assert check(tmp_path).codes == {"file-too-large"}


def test_size_counts_bytes_and_not_characters(tmp_path: Path) -> None:
    write(tmp_path, {"topics/a.md": SOUND.encode() + "\U0001f642".encode() * (1 << 18)})
    assert check(tmp_path).codes == {"file-too-large"}


UNREADABLE = {
    "a topic": ("topics/x.md", "topics/x.md"),
    "a registry entry": ("guidelines/x.yaml", "guidelines/x.yaml"),
    "a registry profile": ("guidelines/x.md", "guidelines/x.md"),
}


@pytest.mark.parametrize(("name", "path"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_may_not_be_read_is_unreadable(tmp_path: Path, name: str, path: str) -> None:
    write(tmp_path, {"topics/a.md": topic("title: 204"), name: SOUND})
    (tmp_path / name).chmod(0)
    ran = run_as_somebody("check", "--content", tmp_path)
    assert ran.returncode == 1
    places = [f"{found.place} {found.code}" for found in findings(ran.stderr)]
    assert sorted(places) == sorted([f"{path}:1:1 file-unreadable", "topics/a.md:4:8 field-type"])


@pytest.mark.parametrize("folder", ["topics", "guidelines"])
@pytest.mark.parametrize("mode", [0, 0o111, 0o444])
def test_a_folder_that_may_not_be_read_is_unreadable(tmp_path: Path, folder: str, mode: int) -> None:
    write(tmp_path, {"topics/a.md": SOUND, "guidelines/g.yaml": REGISTRY})
    (tmp_path / folder).chmod(mode)
    ran = run_as_somebody("check", "--content", tmp_path)
    (tmp_path / folder).chmod(0o755)
    assert ran.returncode == 1
    assert {found.code for found in findings(ran.stderr)} <= {"file-unreadable", "no-topics"}


def test_a_content_folder_that_may_not_be_read_is_misuse_or_an_error(tmp_path: Path) -> None:
    content = write(tmp_path / "content", {"topics/a.md": SOUND})
    for mode in (0, 0o111, 0o444):
        content.chmod(mode)
        ran = run_as_somebody("check", "--content", content)
        content.chmod(0o755)
        assert ran.returncode in (1, 2) if mode != 0o111 else ran.returncode in (0, 1, 2)
        assert "Traceback" not in ran.stderr
        assert "Error" not in ran.stderr
        assert "mistake in crosswalk" not in ran.stderr


# Names

NAMES = [
    *(
        b"a b.md",
        b"a\nb.md",
        b"a\rb.md",
        b"a\tb.md",
        b"a:b.md",
        b"a,b.md",
        b"a%b.md",
        b"a%0Ab.md",
        b"::error::x.md",
    ),
    *(
        b"\xff\xfe.md",
        b"\xc3\xa9.md",
        b"e\xcc\x81.md",
        b"a\x1b[31mb.md",
        b"\xe2\x80\xaeb.md",
        b"-x.md",
        b"'q'.md",
        b'"q".md',
    ),
    *(
        b"$(id).md",
        b"`id`.md",
        b"a\\b.md",
        b"a\x7fb.md",
        b"\xf0\x9f\x99\x82.md",
        b"x" * 252 + b".md",
        b"\xff" * 252 + b".md",
    ),
    *(
        b"*.md",
        b"?.md",
        b"<b>.md",
        b"{{x}}.md",
        b"CON.md",
        b" .md",
        b"a\xc2\x85b.md",
        b"a\xe2\x80\xa8b.md",
        b"%" * 252 + b".md",
    ),
]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: shown(os.fsdecode(name)))
@pytest.mark.parametrize("fault", ["title: 204", ""])
def test_a_file_may_have_any_name(tmp_path: Path, name: bytes, fault: str) -> None:
    """Whatever the name, the finding is one line, and nobody's terminal or log is led astray."""
    (tmp_path / "topics").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "topics") + b"/" + name)).write_text(topic(fault))
    result = check(tmp_path)
    assert result.code == bool(fault)
    assert [(found.line, found.column, found.code) for found in result.errors] == [
        (4, 8, "field-type")
    ] * bool(fault)
    for line in result.stderr.splitlines():
        assert line.isprintable(), line
        assert len(line) <= 1_000
        assert not line.startswith("::")
        assert "topics/" in line or len(name) > 250
    for style in ("github", "json", "sarif"):
        told = check(tmp_path, "--format", style)
        assert told.code == bool(fault)
        assert not told.stderr
        assert all(len(line) <= 1_000 for line in told.stdout.split("\n"))
        told.stdout.encode()


def test_names_that_are_not_utf8_build_too(tmp_path: Path) -> None:
    (tmp_path / "content/topics").mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(tmp_path / "content/topics") + b"/\xff\n.md")).write_text(SOUND)
    assert build(tmp_path / "content", tmp_path / "site").code == 0
    assert (tmp_path / "site/design/topics/a.html").is_file()


# Encoding

ENCODINGS = {
    "UTF-16 with a mark, little end first": SOUND.encode("utf-16-le"),
    "UTF-16 with a mark": "\ufeff".encode("utf-16-le") + SOUND.encode("utf-16-le"),
    "UTF-16 with a mark, big end first": "\ufeff".encode("utf-16-be") + SOUND.encode("utf-16-be"),
    "UTF-32": SOUND.encode("utf-32"),
    "Latin-1": topic("title: Caf\u00e9").encode("latin-1"),
    "Latin-1 in the body": SOUND.encode() + b"Caf\xe9\n",
    "Latin-1 in a comment": topic("# Caf\u00e9").encode("latin-1"),
    "Latin-1 at the very end": SOUND.encode() + b"Caf\xe9",
    "Windows-1252 quotes": topic("title: x").encode().replace(b"x", b"\x93x\x94"),
    "an overlong slash": topic("title: x").encode().replace(b": x", b": \xc0\xaf"),
    "an overlong NUL": topic("title: x").encode().replace(b": x", b": \xc0\x80"),
    "an overlong of three bytes": SOUND.encode() + b"\xe0\x80\xaf",
    "an encoded surrogate": topic("title: x").encode().replace(b": x", b": \xed\xa0\x80"),
    "a pair of encoded surrogates": SOUND.encode() + b"\xed\xa0\xbd\xed\xb9\x82",
    "beyond Unicode": SOUND.encode() + b"\xf4\x90\x80\x80",
    "five bytes": SOUND.encode() + b"\xf8\x88\x80\x80\x80",
    "a lone continuation": SOUND.encode() + b"\x80",
    "a sequence cut off": SOUND.encode() + b"\xe2\x82",
    "0xff": b"\xff",
    "GZIP": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff",
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
}


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("name", ["topics/b.md", "guidelines/b.yaml"])
def test_what_is_not_utf8_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    result = check(write(tmp_path, {"topics/a.md": topic("title: 204"), name: data}))
    others = [found for found in result.errors if not found.path.endswith(name)]
    assert [found.place for found in others] == ["topics/a.md:4:8"]
    found = [each for each in result.errors if each not in others]
    assert [each.code for each in found] == ["file-encoding"]


def _ends(text: str, end: str) -> bytes:
    return text.replace("\n", end).encode()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_and_line_ends_make_no_difference(tmp_path: Path, mark: str, end: str) -> None:
    full = topic(
        "title: T",
        "topic_description: |",
        "  two",
        "  lines",
        *entry("references:", "  - name: Rule", "    url: https://e.example/last"),
        body="# Body\n\n---\n\nFirst *paragraph*\n\n```\ncode\n```\n",
    )
    content = write(tmp_path / "content", {"topics/a.md": (mark + full).replace("\n", end).encode()})
    plain = write(tmp_path / "plain", {"topics/a.md": full})
    assert_found(build(content, tmp_path / "site"), [])
    assert_found(build(plain, tmp_path / "plain-site"), [])
    assert snapshot(tmp_path / "site") == snapshot(tmp_path / "plain-site")


POSITIONS = {
    "line": "title: «204",
    "line behind others": "topic_description: |\n  a\n  b\ntopic_category: «204",
    "quoted text with line ends": "topic_description: 'a\n\n  b'\ntopic_category: «204",
}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("lines", POSITIONS.values(), ids=POSITIONS)
def test_positions_are_the_same_with_marks_and_line_ends(
    tmp_path: Path, mark: str, end: str, lines: str
) -> None:
    files: dict[str, str] = {"topics/a.md": (mark + topic(lines, body="Body\n")).replace("\n", end)}
    assert_found(check(write(tmp_path, {"topics/a.md": files["topics/a.md"]})), expected(files, "field-type"))


@pytest.mark.parametrize("break_", ["\u0085", "\u2028", "\u2029"])
@pytest.mark.parametrize(
    "lines",
    [
        "title: 'a{0}b'\ntopic_category: «204",
        'title: "a{0}{0}b"\ntopic_category: «204',
        "# a{0}\ntopic_category: «204",
        "topic_description: |\n  a{0}b\n  c\ntopic_category: «204",
        "extra: [a, 'b{0}c', {{«x: 1, «x: 2}}]\ntopic_category: «204",
    ],
    ids=["single quotes", "double quotes", "comment", "block", "flow"],
)
def test_lines_end_at_lf_only(tmp_path: Path, break_: str, lines: str) -> None:
    """NEL, LS and PS are line breaks to YAML 1.1, and to no editor."""
    text = topic(*lines.format(break_).replace("{«x: 1", "{x: 1").split("\n"))
    files = {"topics/a.md": text}
    result = check(write(tmp_path, files))
    if result.codes == {"yaml-syntax"}:  # a break in a block or a comment may spoil the YAML
        return
    assert_found(
        result, expected(files, "yaml-duplicate-key field-type" if "extra" in lines else "field-type")
    )


@pytest.mark.parametrize("break_", ["\u0085", "\u2028", "\u2029"])
def test_line_breaks_of_yaml_1_1_are_no_line_of_a_fence(tmp_path: Path, break_: str) -> None:
    text = f"---\ntopic_id: a\ntopic_name: A\nextra: 'x{break_}---{break_}y'\ntitle: 204\n---\n"
    result = check(write(tmp_path, {"topics/a.md": text}))
    assert (result.errors[-1].line, result.errors[-1].code) in ((5, "field-type"), (4, "yaml-syntax"))


@pytest.mark.parametrize("text", ["\r".join(SOUND.split("\n"))])
def test_lone_carriage_returns_are_no_line_ends(tmp_path: Path, text: str) -> None:
    result = check(write(tmp_path, {"topics/a.md": text}))
    assert result.codes <= {
        "no-front-matter",
        "file-encoding",
        "file-control-char",
        "front-matter-unterminated",
    }
    assert result.code == 1
    assert result.errors[0].place == "topics/a.md:1:1"


# Control and bidi characters

RAW = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x80, 0x85), *range(0x86, 0xA0)]
PLACES = {
    "a value": "title: a«{}b",
    "a quoted value": "title: 'a«{}b'",
    "a key": "a«{}b: x",
    "a comment": "# a«{}b",
}


@pytest.mark.parametrize("code", RAW, ids=hex)
def test_a_raw_control_character_is_refused_anywhere(tmp_path: Path, code: int) -> None:
    char = chr(code)
    for n, place in enumerate([*PLACES.values(), "body"]):
        text = topic(body=f"Body\n\na«{char}b\n") if place == "body" else topic(place.format(char))
        files = {"topics/a.md": text}
        result = check(write(tmp_path / str(n), files))
        (want,) = expected(files, "file-control-char")
        assert f"{want.place} file-control-char" in [f"{found.place} {found.code}" for found in result.errors]
        assert len(result.errors) == 1
        assert result.stderr.replace("\n", "").isprintable()


@pytest.mark.parametrize("char", ["\t", "\r", "\u0085"])
def test_tabs_and_line_ends_are_no_control_characters(tmp_path: Path, char: str) -> None:
    text = topic(f"title: 'a{char}b'", f"# a{char}b" if char == "\t" else "# x", body=f"a{char}b\n")
    assert "file-control-char" not in check(write(tmp_path, {"topics/a.md": text})).codes
    assert "file-control-char" not in check(write(tmp_path, {"topics/a.md": topic(body=f"a{char}b\n")})).codes


def test_a_file_of_zeros_is_refused(tmp_path: Path) -> None:
    result = check(write(tmp_path, {"topics/a.md": bytes(1000)}))
    assert result.codes <= {"file-control-char", "file-encoding", "no-front-matter"}
    assert result.code == 1


ESCAPES = [
    *(r"\0", r"\a", r"\b", r"\v", r"\f", r"\e", r"\x01", r"\x1f", r"\x80", r"\x9f", r"\u0000", r"\u0007"),
    *(r"\U00000001", r"\u009b", r"\ud800", r"\udfff", r"\uD83D\uDE00", r"\U0000d800", r"\x00", r"\x0b"),
]
ESCAPED = {
    "a value": 'title: «"a{}b"',
    "a required value": 'topic_name: «"a{}b"',
    "an unknown value": 'extra: «"a{}b"',
    "a deep value": 'extra: [x, {{deep: «"a{}b"}}]',
    "a key": '«"a{}b": x',
    "a deep key": 'extra: [{{«"a{}b": x}}]',
    "a value on a later line": '«title:\n  "a{}b"',
    "a value that goes on": 'title: «"a\n  {}b"',
}


@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize("place", ESCAPED)
def test_an_escaped_control_or_lone_surrogate_is_refused(tmp_path: Path, place: str, escape: str) -> None:
    line = ESCAPED[place].format(escape)
    text = f"---\ntopic_id: a\n{line}\n---\n" if "topic_name" in line else topic(*line.split("\n"))
    files = {"topics/a.md": text}
    assert_found(check(write(tmp_path, files)), expected(files, "text-control-char"))


@pytest.mark.parametrize(
    "escape", [r"\t", r"\n", r"\r", r"\N", r"\x85", r"\x09", r"\x0a", r"\u000d", r"\_", r"\L", r"\P"]
)
def test_escaped_tabs_and_line_ends_are_fine(tmp_path: Path, escape: str) -> None:
    assert_found(check(write(tmp_path, {"topics/a.md": topic(f'title: "a{escape}b"')})), [])


def test_a_backslash_is_an_escape_in_double_quotes_only(tmp_path: Path) -> None:
    text = topic(r"title: a\x01b", r"topic_category: 'a\x01b'", "topic_description: |", r"  a\x01b \ud800")
    assert_found(check(write(tmp_path, {"topics/a.md": text})), [])


def test_what_stands_behind_an_escaped_surrogate_is_judged_too(tmp_path: Path) -> None:
    files = {"topics/a.md": topic(r'title: «"\ud800"', "topic_category: «204", "«title: x", "guidelines: «5")}
    result = check(write(tmp_path, files))
    wanted = expected(files, "text-control-char field-type yaml-duplicate-key field-type")
    assert_found(result, wanted)


BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize("code", BIDI, ids=hex)
def test_a_bidi_control_is_refused_anywhere(tmp_path: Path, code: int) -> None:
    char = chr(code)
    for n, place in enumerate([*PLACES.values(), "body", "code"]):
        if place == "body":
            text = topic(body=f"Body\n\na«{char}b\n")
        elif place == "code":
            text = topic(body=f"```\na«{char}b\n```\n")
        else:
            text = topic(place.format(char))
        files = {"topics/a.md": text}
        result = check(write(tmp_path / str(n), files))
        (want,) = expected(files, "text-bidi-control")
        # The character itself, or the value it stands in.
        assert [(found.line, found.code) for found in result.errors] == [
            (int(want.place.split(":")[1]), "text-bidi-control")
        ]
        assert result.stderr.replace("\n", "").isprintable()


@pytest.mark.parametrize("escape", [*(rf"\u{code:04x}" for code in BIDI), r"\U0000202E"])
@pytest.mark.parametrize("place", ESCAPED)
def test_an_escaped_bidi_control_is_refused(tmp_path: Path, place: str, escape: str) -> None:
    line = ESCAPED[place].format(escape)
    text = f"---\ntopic_id: a\n{line}\n---\n" if "topic_name" in line else topic(*line.split("\n"))
    files = {"topics/a.md": text}
    assert_found(check(write(tmp_path, files)), expected(files, "text-bidi-control"))


@pytest.mark.parametrize("name", ["guidelines/g.yaml", "categories.yaml"])
def test_a_bidi_control_is_found_in_files_that_are_yaml_as_a_whole(tmp_path: Path, name: str) -> None:
    text = {"guidelines/g.yaml": "guideline_id: g\nguideline_title: G\nguideline_url: https://g.example/\n"}
    files = {"topics/a.md": topic(), name: text.get(name, "- category_name: C\n") + "# \u202e\n"}
    assert check(write(tmp_path, files)).codes == {"text-bidi-control"}


def test_a_bidi_control_is_found_where_yaml_cannot_be_read(tmp_path: Path) -> None:
    files = {"topics/a.md": topic("title: [«\u202e")}
    assert "text-bidi-control" in check(write(tmp_path, files)).codes


def test_a_bidi_control_is_found_without_front_matter(tmp_path: Path) -> None:
    """One problem hides no other."""
    assert check(write(tmp_path, {"topics/a.md": "\u202e"})).codes == {"text-bidi-control", "no-front-matter"}


FINE = {
    "LRM and RLM": "a\u200eb\u200fc",
    "ZWJ and ZWNJ": "\U0001f468\u200d\U0001f469 a\u200cb",
    "Hebrew": "\u05e9\u05dc\u05d5\u05dd",
    "Arabic": "\u0645\u0631\u062d\u0628\u0627 \u0661",
    "emoji": "\U0001f642\ufe0f\U0001f1e9\U0001f1ea",
    "NFD": "Cafe\u0301",
    "NBSP and soft hyphen": "a\u00a0b\u00ad",
    "Han beyond the plane": "\U00020000",
    "private use": "\ue000",
    "the replacement character": "\ufffd",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_other_scripts_and_marks_are_fine(tmp_path: Path, text: str) -> None:
    content = write(
        tmp_path / "content",
        {"topics/a.md": topic(f"title: {text}", f"# {text}", f"{text}: {text}", name=text, body=text)},
    )
    assert_found(build(content, tmp_path / "site"), [])
    assert text in (tmp_path / "site/design/topics/a.html").read_text(encoding="utf-8")


# Fences

FENCES = {
    "an empty file": ("", "no-front-matter"),
    "a mark alone": ("\ufeff", "no-front-matter"),
    "blank lines": ("\n\n", "no-front-matter"),
    "a blank line first": ("\n---\ntopic_id: a\ntopic_name: A\n---\n", "no-front-matter"),
    "a space first": (" ---\ntopic_id: a\ntopic_name: A\n---\n", "no-front-matter"),
    "two marks": ("\ufeff\ufeff---\ntopic_id: a\ntopic_name: A\n---\n", "no-front-matter"),
    "a no-break space behind": ("---\u00a0\ntopic_id: a\ntopic_name: A\n---\n", "no-front-matter"),
    "four hyphens": ("----\ntopic_id: a\ntopic_name: A\n----\n", "no-front-matter"),
    "two hyphens": ("--\ntopic_id: a\ntopic_name: A\n--\n", "no-front-matter"),
    "a text behind": ("--- a\ntopic_id: a\ntopic_name: A\n---\n", "no-front-matter"),
    "a comment behind": ("--- # a\ntopic_id: a\ntopic_name: A\n---\n", "no-front-matter"),
    "TOML": ("+++\ntopic_id = 'a'\n+++\n", "no-front-matter"),
    "JSON": ('{"topic_id": "a"}\n', "no-front-matter"),
    "dashes of another kind": ("\u2014\ntopic_id: a\n\u2014\n", "no-front-matter"),
    "trailing blanks": ("--- \t \ntopic_id: a\ntopic_name: A\n---\n", ""),
    "nothing but the first fence": ("---", "front-matter-unterminated"),
    "nothing but the first fence and its end": ("---\n", "front-matter-unterminated"),
    "no second fence": ("---\ntopic_id: a\ntopic_name: A\n", "front-matter-unterminated"),
    "an indented second fence": ("---\ntopic_id: a\ntopic_name: A\n ---\n", "front-matter-unterminated"),
    "a second fence of four": ("---\ntopic_id: a\ntopic_name: A\n----\n", "front-matter-unterminated"),
    "dots for a second fence": ("---\ntopic_id: a\ntopic_name: A\n...\n", "front-matter-unterminated"),
    "a second fence with a text behind": (
        "---\ntopic_id: a\ntopic_name: A\n--- x\n",
        "front-matter-unterminated",
    ),
    "a second fence at the end": ("---\ntopic_id: a\ntopic_name: A\n---", ""),
    "a second fence at the end, CRLF": ("---\r\ntopic_id: a\r\ntopic_name: A\r\n---", ""),
    "a second fence at the end, half a CRLF": ("---\r\ntopic_id: a\r\ntopic_name: A\r\n---\r", ""),
    "later fences": (
        "---\ntopic_id: a\ntopic_name: A\n---\nx\n---\ntopic_name: «\n---\n".replace("«", ""),
        "",
    ),
    "a fence in the body that is no YAML": ("---\ntopic_id: a\ntopic_name: A\n---\n---\n[\n---\n", ""),
    "empty front matter": ("---\n---\n", "field-type|field-missing"),
}


@pytest.mark.parametrize(("text", "codes"), FENCES.values(), ids=FENCES)
def test_front_matter_stands_between_fences(tmp_path: Path, text: str, codes: str) -> None:
    result = check(write(tmp_path, {"topics/a.md": text}))
    wanted = [set(code.split("|")) for code in codes.split()]
    assert result.code == bool(wanted)
    if text == "---\n---\n":  # a diagnostic about the whole, or one for each key
        assert result.codes <= {"field-type", "field-missing"}
        return
    assert [found.code for found in result.errors] == codes.split()
    assert [found.place for found in result.errors] == ["topics/a.md:1:1"] * bool(codes)


def test_a_second_fence_may_have_trailing_blanks_or_is_none(tmp_path: Path) -> None:
    """CONTRACT says so of the first only."""
    codes = check(write(tmp_path, {"topics/a.md": SOUND[:-1] + " \t\n"})).codes
    assert codes <= {"front-matter-unterminated"}


def test_a_fence_inside_a_block_scalar_closes(tmp_path: Path) -> None:
    text = "---\ntopic_id: a\ntopic_name: A\ntitle: |\n  x\n---\n  y\n---\n"
    content = write(tmp_path / "content", {"topics/a.md": text})
    assert build(content, tmp_path / "site").code == 0
    assert "y" in (tmp_path / "site/design/topics/a.html").read_text()


# All in one run


def test_every_problem_of_every_file_is_told_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics/link.md").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "topics/pipe.md")
    (tmp_path / "topics/folder.md").mkdir()
    _large(tmp_path / "topics/large.md")
    write(
        tmp_path,
        {
            "topics/control.md": topic("title: \x01", "sort: 1", id="control"),
            "topics/encoding.md": b"\xff",
            "topics/fence.md": "---\n",
            "topics/fields.md": topic("title: 1", "sort: 2", "permalink: x", "guidelines: 3", id="B"),
            "topics/none.md": "",
            "topics/one.md": topic(id="same"),
            "topics/syntax.md": topic("title: [", id="syntax"),
            "topics/two.md": topic(id="same"),
            "guidelines/bad.yaml": "[",
        },
    )
    found = [(Path(each.path).name, each.code) for each in check(tmp_path).errors]
    assert set(found) == {
        ("bad.yaml", "yaml-syntax"),
        ("control.md", "field-type"),
        ("control.md", "file-control-char"),
        ("encoding.md", "file-encoding"),
        ("fence.md", "front-matter-unterminated"),
        ("fields.md", "field-type"),
        ("fields.md", "id-invalid"),
        ("fields.md", "permalink-invalid"),
        ("folder.md", "file-not-regular"),
        ("large.md", "file-too-large"),
        ("link.md", "file-symlink"),
        ("none.md", "no-front-matter"),
        ("pipe.md", "file-not-regular"),
        ("syntax.md", "yaml-syntax"),
        ("two.md", "id-duplicate"),
    }
    assert sum(name == "fields.md" for name, _ in found) == 5


def _sort_key(found: Finding) -> tuple[str, int, int]:
    return found.path, found.line, found.column


def test_findings_are_sorted_by_the_path_that_is_printed(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    for n, name in enumerate(
        [b"aA.md", b"a\n.md", b"aa.md", b"a\xff.md", b"a-b.md", b"a.md", b"B.md", b"a\xc3\xa9.md", b"a~.md"]
    ):
        path = Path(os.fsdecode(os.fsencode(tmp_path / "topics") + b"/" + name))
        path.write_text(topic("title: 1", "sort: 1", id=f"t{n}"))
    found = check(tmp_path).findings
    assert found == sorted(found, key=_sort_key)
    assert UNUSABLE.isdisjoint(each.code for each in found)
