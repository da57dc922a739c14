"""CONTRACT, Commands and Diagnostics: whatever bytes files hold, there is an answer, and it keeps its form.

Sound files are taken apart and put together wrongly, since bytes that are near to sound ones lead furthest.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contract import assert_lines, build, check, every_key, topic, write
from test_prose import ordinary_article

pytestmark = pytest.mark.usefixtures("untraced")

SOUND = {
    name: content if isinstance(content, bytes) else content.encode()
    for name, content in {
        **every_key('It\'s <b>said</b>: a, "b" & *c*'),
        "topics/other.md": topic("topic_aliases: [b]", id="z", body=ordinary_article(1)),
    }.items()
}
NAMES = sorted(SOUND)

PIECES = [
    *(
        b"\0",
        b"\x07",
        b"\x1b[2J",
        b"\x7f",
        b"\x80",
        b"\xff\xfe",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
    ),
    *(b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xe2\x81\xa9", b"\xf0\x9f\x98\x80", b"\xef\xbf\xbf"),
    *(
        b"\n",
        b"\r",
        b"\r\n",
        b"\t",
        b" ",
        b"\n---\n",
        b"---",
        b"...",
        b"\n\n",
        b"%YAML 9\n",
        b"#",
        b"::error::",
    ),
    *(
        b":",
        b": ",
        b"- ",
        b"? ",
        b"[",
        b"]",
        b"{",
        b"}",
        b",",
        b"|",
        b">-",
        b"'",
        b'"',
        b"\\",
        b'"\\ud800"',
        b'"\\0"',
    ),
    *(b"&a ", b"*a", b"!!python/object:os.system ", b"!x ", b"<<: ", b"~", b"no", b"0x1f", b"2016-02-30"),
    *(b"{{ x }}", b"{% x %}", b"<script>", b"](javascript:x)", b"`" * 9, b"[" * 99, b"*" * 99, b"> " * 40),
    *(b"//u:secret@h/", b"/../", b"\\..\\", b"topic:nowhere", b"=cmd|' /C'!A0", b"x" * 3_000),
]


@st.composite
def changed(draw: st.DrawFn, content: bytes) -> bytes:
    """Cut, double, swap and fill in pieces of *content*, a few times over."""
    for _ in range(draw(st.integers(1, 5))):
        start, end = sorted((draw(st.integers(0, len(content))), draw(st.integers(0, len(content)))))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=6))
        match draw(st.sampled_from(("fill", "replace", "cut", "double", "move", "other"))):
            case "fill":
                content = content[:start] + piece + content[start:]
            case "replace":
                content = content[:start] + piece + content[start + len(piece) :]
            case "cut":
                content = content[:start] + content[end:]
            case "double":
                content = content[:end] + content[start:end] + content[end:]
            case "move":
                content = content[end:] + content[start:end] + content[:start]
            case _:
                other = SOUND[draw(st.sampled_from(NAMES))]
                content = content[:start] + other[: draw(st.integers(0, len(other)))] + content[end:]
    return content


@st.composite
def folders(draw: st.DrawFn) -> dict[str, bytes]:
    """Draw a content folder of which one or two files are changed."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
    return SOUND | {name: draw(changed(SOUND[name])) for name in names}


def property_of(examples: int) -> settings:
    """Return how a property is tried: the same examples each time, in a folder that they share."""
    shared = [HealthCheck.function_scoped_fixture]
    return settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=shared
    )


@property_of(500)
@given(folders())
@example(dict.fromkeys(NAMES, b""))
@example(dict.fromkeys(NAMES, b"\xff\xfe---\n"))
@example(dict.fromkeys(NAMES, bytes(range(256))))
def test_any_bytes_give_findings_or_a_crosswalk(tmp_path: Path, files: dict[str, bytes]) -> None:
    result = check(write(tmp_path / "content", files))
    assert_lines(result.stderr)
    assert result.code == (1 if result.errors else 0)
    assert result.stdout.count("\n") == 1
    assert "secret" not in result.stderr
    for found in result.findings:
        content = files.get("/".join(found.path.split("/")[-2:]), files["categories.yaml"])
        assert found.line <= content.count(b"\n") + 1


@property_of(60)
@given(folders())
def test_build_says_what_check_says(tmp_path: Path, files: dict[str, bytes]) -> None:
    content = write(tmp_path / "content", files)
    checked, built = check(content), build(content, tmp_path / "site")
    assert (built.code, built.stderr) == (checked.code, checked.stderr)


@pytest.mark.parametrize("style", ["json", "github", "sarif"])
def test_other_formats_have_an_answer_too(tmp_path: Path, style: str) -> None:
    files = {f"topics/{number}.md": SOUND["topics/t.md"][number * 37 :] for number in range(40)}
    result = check(write(tmp_path, files), "--format", style)
    assert result.code == 1
    assert "mistake in crosswalk" not in result.stderr
    assert result.stdout
