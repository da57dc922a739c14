"""CONTRACT, chapter Diagnostics: how findings are told, in every format, and what they never repeat."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import jsonschema
import pytest

from contract import (
    Files,
    Run,
    assert_found,
    build,
    check,
    entry,
    expected,
    findings,
    reference,
    run,
    shown,
    snapshot,
    topic,
    write,
)

pytestmark = pytest.mark.usefixtures("untraced")

FORMATS = ["text", "json", "github", "sarif"]
BROKEN: Files = {
    "topics/a.md": topic("title: 204", "sort: 1", *entry("guideline_date: 2016-02-30"), id="a"),
    "topics/b.md": topic("permalink: x", "title: A", "title: B", *reference("name: Rule"), id="b"),
    "topics/c.md": b"\xff",
    "topics/d.md": topic("extra: x", id="d"),
    "topics/e.md": topic("extra: {a: 1, a: 2, a: 3}", id="e"),
    "guidelines/z.yaml": "guideline_id: Z\nguideline_title: 1\n",
}


class Command(Protocol):
    """The fixture `crosswalk_command`."""

    def __call__(
        self, *args: str | Path, env: Mapping[str, str | None] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the command."""
        ...


# Order, and the same from run to run


def test_findings_are_sorted_by_path_line_and_column(tmp_path: Path) -> None:
    found = check(write(tmp_path, BROKEN)).findings
    assert found == sorted(found, key=lambda each: (each.path, each.line, each.column))
    assert len(found) == len(set(found))
    assert len({each.path for each in found}) == 6


def test_lines_are_sorted_as_numbers(tmp_path: Path) -> None:
    lines = [f"x{n}: {{a: 1, a: 2}}" for n in range(1, 120)]
    found = check(write(tmp_path, {"topics/a.md": topic(*lines)})).errors
    assert [each.line for each in found] == list(range(4, 123))


def test_codes_are_kebab_case_and_paths_lead_to_the_file(tmp_path: Path) -> None:
    for found in check(write(tmp_path, BROKEN)).findings:
        assert re.fullmatch(r"[a-z0-9-]+", found.code)
        assert re.search(r"(?:^|/)(?:topics|guidelines)/[^/]+$", found.path)
        assert Path(found.path).is_file()


def test_check_and_build_tell_the_same(tmp_path: Path) -> None:
    content = write(tmp_path / "content", BROKEN)
    checked = check(content)
    built = build(content, tmp_path / "site")
    assert checked.stderr == built.stderr
    assert checked.code == built.code == 1
    assert not (tmp_path / "site").exists()


def test_check_and_build_tell_the_same_of_sound_content(tmp_path: Path) -> None:
    content = write(
        tmp_path / "content", {"topics/b.md": topic("extra: x", *entry("guideline_companyLogoUrl: /x.png"))}
    )
    checked = check(content)
    assert checked.stderr == build(content, tmp_path / "site").stderr
    assert checked.stderr == build(content, tmp_path / "site").stderr
    assert [found.severity for found in checked.findings] == ["warning"] * len(checked.findings)
    assert checked.findings


def test_findings_are_the_same_whatever_the_environment(tmp_path: Path, crosswalk_command: Command) -> None:
    files: Files = {**BROKEN, **{f"topics/t{n}.md": topic("title: 1", id="same") for n in range(20)}}
    content = write(tmp_path, files)
    environments: list[dict[str, str | None]] = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0"},
        {
            "PYTHONHASHSEED": "3",
            "LC_ALL": "POSIX",
            "PYTHONIOENCODING": "ascii",
            "COLUMNS": "20",
            "TERM": "xterm",
        },
    ]
    told = [crosswalk_command("check", "--content", content, env=env) for env in environments]
    assert len({(each.stderr, each.returncode) for each in told}) == 1
    assert told[0].stderr == check(content).stderr


def test_findings_do_not_depend_on_the_order_in_which_files_were_made(tmp_path: Path) -> None:
    files: Files = {**BROKEN, **{f"topics/t{n}.md": topic("title: 1", id="same") for n in range(20)}}
    write(tmp_path / "one", files)
    write(tmp_path / "two", {name: files[name] for name in reversed(list(files))})
    one, two = check(tmp_path / "one").stderr, check(tmp_path / "two").stderr
    assert one.replace("/one/", "/two/") == two


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        ({"topics/a.md": topic("extra: {a: 1, «a: 2, «a: 3}")}, "yaml-duplicate-key yaml-duplicate-key"),
        ({"topics/a.md": "---\n{topic_id: «A, topic_name: «1, title: «'', permalink: «x}\n---\n"},
         "id-invalid field-type field-empty permalink-invalid"),
        (
            {"topics/a.md": topic(*entry("references: [«{name: «1}, «2]"))},
            "field-missing field-type field-type",
        ),
        ({"topics/a.md": topic(*entry("references: [««{}, ««{}]"))}, " ".join(["field-missing"] * 4)),
    ],
    ids=["duplicates", "fields", "references", "in one place"],
)  # fmt: skip
def test_several_problems_on_one_line_are_several_diagnostics(
    tmp_path: Path, files: Files, codes: str
) -> None:
    assert_found(check(write(tmp_path, files)), expected(files, codes))


def test_columns_count_characters_and_not_bytes(tmp_path: Path) -> None:
    files = {"topics/a.md": topic("'\u00e9\u4e2d\u05d0': {'\u00fc': 1, «'\u00fc': 2}")}
    assert_found(check(write(tmp_path, files)), expected(files, "yaml-duplicate-key"))


def test_columns_beyond_the_basic_plane(tmp_path: Path) -> None:
    """CONTRACT does not say whether such a character is one column or two."""
    found = check(write(tmp_path, {"topics/a.md": topic("'\U0001f642': {a: 1, a: 2}")})).errors
    assert [each.column for each in found] in ([13], [14])


def test_a_tab_is_one_column(tmp_path: Path) -> None:
    files = {"topics/a.md": topic("title:\t\t«204")}
    assert_found(check(write(tmp_path, files)), expected(files, "field-type"))


# What is repeated of a value

LONG = "q" * 3_000
LONG_VALUES = {
    "id": topic(id=LONG),
    "permalink": topic(f"permalink: {LONG}"),
    "date": topic(*entry(f"guideline_date: {LONG}")),
    "url": topic(*reference("name: Rule", f"url: {LONG}")),
    "number": topic(f"title: {'1' * 3_000}"),
    "key": topic(f"{LONG}: x"),
    "duplicate key": topic(f"? {LONG}", ": x", f"? {LONG}", ": x"),
    "tag": topic(f"title: !{LONG} x"),
    "alias": topic(f"title: *{LONG}"),
    "unknown guideline": topic("guidelines:", f"  - guideline_id: {'q' * 100}"),
    "level": topic(*reference("name: Rule", "url: https://e.example", f"level: {LONG}")),
    "status": topic(*entry(f"guideline_status: {LONG}")),
    "position": topic(*entry(f"position: {'q' * 100}")),
    "related": topic(f"topic_related: [{'q' * 100}]"),
    "logo": topic(*entry(f"guideline_companyLogoUrl: /{'q' * 1_000}.png")),
    "many codepoints": topic('permalink: "' + r"\u200b" * 3_000 + '"'),
    "category": topic(f"topic_category: {LONG}"),
}
LISTED: Files = {"categories.yaml": "- category_name: C\n", "media/x.png": b"\x89PNG\r\n\x1a\n"}


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("text", LONG_VALUES.values(), ids=LONG_VALUES)
def test_at_most_eighty_characters_of_a_value_are_repeated(tmp_path: Path, text: str, style: str) -> None:
    content = write(tmp_path, {"topics/a.md": text, **LISTED})
    told = check(content, "--format", style)
    for letter in "q1":
        runs = re.findall(rf"{letter}{{40,}}", told.stdout + told.stderr)
        assert all(len(each) <= 80 for each in runs)
    assert (told.stdout + told.stderr).count("\\u200b") <= 20 * 4
    assert all(len(line) <= 1_000 for line in (told.stdout + told.stderr).split("\n"))


def test_conflicting_facts_are_shortened_too(tmp_path: Path) -> None:
    files = {
        "topics/a.md": topic(*entry(f"guideline_company: {'q' * 9_000}")),
        "topics/b.md": topic(*entry(f"guideline_company: {'q' * 8_999}"), id="b"),
    }
    told = check(write(tmp_path, files))
    assert told.codes == {"guideline-conflict"}
    assert all(len(each) <= 80 for each in re.findall("q+", told.stderr))


NASTY = {
    "escape": "\\e[31mred",
    "line feed": "a\\nb: error[x]",
    "carriage return": "a\\rb",
    "workflow command": "\\n::error file=x::y",
    "line separator": "a\\u2028b",
    "next line": "a\\x85b",
    "zero width": "a\\u200bb",
    "left to right": "a\\u200eb",
    "bidi": "a\\u202eb",
    "tab": "a\\tb",
    "no-break space": "a\\u00a0b",
    "unassigned": "a\\U000e0100b",
    "tags": "a\\U000e0041b",
    "private": "a\\ue000b",
    "byte order": "a\\ufeffb",
}
NASTY_PLACES = {
    "id": lambda value: topic(id=f'"{value}"'),
    "permalink": lambda value: topic(f'permalink: "{value}"'),
    "date": lambda value: topic(*entry(f'guideline_date: "{value}"')),
    "url": lambda value: topic(*reference("name: Rule", f'url: "{value}"')),
    "key": lambda value: topic(f'"{value}": x'),
    "duplicate key": lambda value: topic(f'extra: {{"{value}": 1, "{value}": 2}}'),
    "guideline": lambda value: topic("guidelines:", f'  - guideline_id: "{value}"'),
    "conflict": lambda value: topic(
        *entry(f'guideline_company: "{value}"'), "  - guideline_id: g", "    guideline_company: Other"
    ),
}


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("place", NASTY_PLACES)
@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY)
def test_characters_that_show_nothing_are_escaped(tmp_path: Path, value: str, place: str, style: str) -> None:
    told = check(write(tmp_path, {"topics/a.md": NASTY_PLACES[place](value)}), "--format", style)
    printed = told.stdout + told.stderr
    assert all(line.isprintable() for line in printed.split("\n"))
    lines = printed.split("\n")
    assert style == "github" or not any(line.startswith("::") for line in lines)
    assert style != "github" or all(
        line.startswith(("::error file=", "::warning file=")) for line in lines if line
    )
    if style == "text":
        findings(told.stderr)


SECRET = "hunter2"  # noqa: S105 - nobody's
SECRETS = [
    *(f"https://user:{SECRET}@e.example/", f"http://:{SECRET}@e.example", f"HTTPS://u:{SECRET}@e.example/x"),
    *(
        f"https://u:a{SECRET}/b@e.example/",
        f"https://u:a@{SECRET}@e.example/",
        f"https://u:{SECRET}%40@e.example/",
    ),
    *(
        f"https:u:{SECRET}@e.example",
        f"https:/u:{SECRET}@e.example",
        f"//u:{SECRET}@e.example",
        f"ftp://u:{SECRET}@e.example",
    ),
    *(
        f"https:\\\\u:{SECRET}@e.example",
        f"see https://u:{SECRET}@e.example/ for more",
        f"x https://u:{SECRET}@e.example",
    ),
    *(
        f"https://{'u' * 60}:{SECRET}@e.example/",
        f"https://u:{'p' * 60}{SECRET}@e.example/",
        f"https://u:{SECRET}@{'e' * 3_000}",
    ),
    *(
        f"postgres://u:{SECRET}@db/x",
        f"https://u:{SECRET}?x@e.example/",
        f"https://u:{SECRET}#x@e.example/",
        f"git+ssh://u:{SECRET}@h",
    ),
    *(
        f"https://{SECRET}@e.example/",
        f"https://u:{SECRET} x@e.example/",
        f"https://e.example/ https://u:{SECRET}@f.example",
    ),
    *(
        f"https://u:{SECRET}@e.example/a@b",
        f"https://u:{'p' * 4_200}{SECRET}@e.example/",
        f"'https://u:{SECRET}@e.example'",
    ),
    *(
        f"https:///u:{SECRET}@e.example",
        f"https://u:[{SECRET}]@e.example",
        f"https://[u:{SECRET}@e.example",
        f"https://u:{SECRET}@[x",
    ),
]


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


SECRET_PLACES = {
    "url": lambda value: topic(*reference("name: Rule", f"url: {value}")),
    "guideline_url": lambda value: topic("guidelines:", "  - guideline_id: g", f"    guideline_url: {value}"),
    "logo": lambda value: topic(*entry(f"guideline_companyLogoUrl: {value}")),
    "permalink": lambda value: topic(f"permalink: {value}"),
    "id": lambda value: topic(id=value),
    "guideline id": lambda value: topic("guidelines:", f"  - guideline_id: {value}"),
    "date": lambda value: topic(*entry(f"guideline_date: {value}")),
    "level": lambda value: topic(*reference("name: Rule", "url: https://e.example", f"level: {value}")),
    "key": lambda value: topic(f"? {value}", ": x"),
    "duplicate key": lambda value: topic(f"? {value}", ": x", f"? {value}", ": x"),
    "category": lambda value: topic(f"topic_category: {value}"),
    "conflict": lambda value: topic(
        *entry(f"guideline_company: {value}"), "  - guideline_id: g", "    guideline_company: Other"
    ),
    "people": lambda value: topic(*entry(f"guideline_authors: [{{name: Ann, url: {value}}}]")),
}


@pytest.mark.parametrize("place", SECRET_PLACES)
def test_passwords_in_urls_are_never_repeated(tmp_path: Path, place: str) -> None:
    told = []
    for number, value in enumerate(SECRETS):
        content = write(
            tmp_path / str(number), {"topics/a.md": SECRET_PLACES[place](_quoted(value)), **LISTED}
        )
        for style in FORMATS:
            result = check(content, "--format", style)
            if SECRET in result.stdout + result.stderr:
                told.append((style, value))
    assert not told


@pytest.mark.parametrize("value", SECRETS, ids=shown)
def test_passwords_in_plain_yaml_that_cannot_be_read_are_not_repeated(tmp_path: Path, value: str) -> None:
    for n, line in enumerate(
        [
            f"url: {value}: x",
            f"url: [{value}",
            f"- {value}",
            f"? [{value}]",
            f"!<{value}> x",
            f"x: !<{value}> y",
        ]
    ):
        content = write(tmp_path / str(n), {"topics/a.md": topic(line)})
        assert SECRET not in check(content).stderr


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    "form", ["--base-url={}", "--base-url {}", "{}", "--baseurl={}", "--format={}", "--content={}"]
)
def test_a_password_on_the_command_line_is_not_repeated(tmp_path: Path, form: str, command: str) -> None:
    content = write(tmp_path / "content", {"topics/a.md": topic()})
    output = ["--output", str(tmp_path / "site")] if command == "build" else []
    told = []
    for value in SECRETS:
        arguments = [word.replace("{}", value) for word in form.split(" ")]
        result = run(command, "--content", content, *output, *arguments)
        if SECRET in result.stdout + result.stderr:
            told.append(value)
    assert not told


# The formats


def _told(content: Path, style: str) -> Run:
    result = check(content, "--format", style)
    assert not result.stderr
    return result


def _json(content: Path) -> list[dict[str, Any]]:
    document = json.loads(_told(content, "json").stdout)
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list)]
        assert len(lists) == 1
        (document,) = lists
    assert isinstance(document, list)
    return document


def test_text_goes_to_stderr_and_nothing_but_findings_does(tmp_path: Path) -> None:
    content = write(tmp_path, BROKEN)
    for result in (check(content), check(content, "--format", "text")):
        assert findings(result.stderr)
        assert result.code == 1
    assert check(content).stderr == check(content, "--format=text").stderr


def test_json_tells_the_same_as_text(tmp_path: Path) -> None:
    content = write(tmp_path, BROKEN)
    items = _json(content)
    assert [
        (item["path"], item["line"], item["column"], item["severity"], item["code"]) for item in items
    ] == [(each.path, each.line, each.column, each.severity, each.code) for each in check(content).findings]
    for item in items:
        assert set(item) >= {"path", "line", "column", "severity", "code", "message"}
        assert type(item["line"]) is int
        assert type(item["column"]) is int
        assert item["message"]


def test_json_of_sound_content_is_an_empty_array(tmp_path: Path) -> None:
    assert _json(write(tmp_path, {"topics/a.md": topic()})) == []


def test_sarif_tells_the_same_as_text(tmp_path: Path, sarif_validator: jsonschema.Draft7Validator) -> None:
    content = write(tmp_path, BROKEN)
    log = json.loads(_told(content, "sarif").stdout)
    sarif_validator.validate(log)
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    told = []
    for result in only["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        region = place["region"]
        told.append((region["startLine"], region["startColumn"], result["level"], result["ruleId"]))
        assert result["message"]["text"]
        assert re.search(r"(topics|guidelines)/[^/]+$", place["artifactLocation"]["uri"])
    assert told == [(each.line, each.column, each.severity, each.code) for each in check(content).findings]


def test_sarif_of_sound_content_is_valid(tmp_path: Path, sarif_validator: jsonschema.Draft7Validator) -> None:
    log = json.loads(_told(write(tmp_path, {"topics/a.md": topic()}), "sarif").stdout)
    sarif_validator.validate(log)
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize(
    "name", ["a b.md", "a%b.md", "a#b.md", "a?b.md", "a:b.md", "\u00e9.md", "a\nb.md", "a\\b.md", "[x].md"]
)
def test_sarif_paths_are_uri_references(
    tmp_path: Path, name: str, sarif_validator: jsonschema.Draft7Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {f"con:tent/topics/{name}": topic("title: 1")})
    monkeypatch.chdir(tmp_path)
    log = json.loads(_told(Path("con:tent"), "sarif").stdout)
    sarif_validator.validate(log)
    for result in log["runs"][0]["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%!$&'()*+,;=@-]+", uri), "a colon in front would make a scheme"


GITHUB = re.compile(
    r"::(error|warning) file=([^:,\r\n]*),line=(\d+),col=(\d+)(?:,title=[^:,\r\n]*)?::([^\r\n]*)"
)


def _unescaped(value: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        value = value.replace(code, char)
    return value


def test_github_tells_the_same_as_text(tmp_path: Path) -> None:
    content = write(tmp_path, BROKEN)
    lines = _told(content, "github").stdout.splitlines()
    matches = [GITHUB.fullmatch(line) for line in lines]
    assert all(matches)
    told = [
        (match[1], _unescaped(match[2]), int(match[3]), int(match[4]))
        for match in matches
        if match is not None
    ]
    assert told == [(each.severity, each.path, each.line, each.column) for each in check(content).findings]


@pytest.mark.parametrize("name", ["a:b.md", "a,b.md", "a%b.md", "a%0Ab.md", "a%2Cb.md", "::error::.md"])
def test_github_properties_are_escaped(tmp_path: Path, name: str) -> None:
    content = write(tmp_path, {f"topics/{name}": topic("title: 1")})
    for line in _told(content, "github").stdout.splitlines():
        match = GITHUB.fullmatch(line)
        assert match
        assert _unescaped(match[2]) == f"{content}/topics/{name}"
        assert not re.search("%(?!25|0D|0A|3A|2C)", match[2] + match[5])


def test_github_messages_are_escaped(tmp_path: Path) -> None:
    content = write(tmp_path, {"topics/a.md": topic("permalink: '100%25::%0A,x'")})
    (line,) = _told(content, "github").stdout.splitlines()
    match = GITHUB.fullmatch(line)
    assert match
    assert "100%2525::%250A,x" in match[5]


@pytest.mark.parametrize("style", FORMATS)
def test_no_line_has_more_than_a_thousand_characters(
    tmp_path: Path, style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(*["%" * 250] * 3)
    for n, char in enumerate(["x", "%", "\u00e9", "\x1b"]):
        name = (char * 250).encode()[:250].decode(errors="ignore")
        deep = tmp_path / folder / str(n)
        write(deep, {f"topics/{name}.md": topic(f"permalink: '{'%' * 3_000}'", "title: 1")})
        monkeypatch.chdir(tmp_path)
        told = check(folder / str(n), "--format", style)
        printed = (told.stdout + told.stderr).split("\n")
        assert max(map(len, printed)) <= 1_000
        if style == "github":
            assert all(GITHUB.fullmatch(line) for line in printed if line)


def test_no_line_begins_like_a_workflow_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "::error", {"topics/::error::.md": topic("title: 1", r'permalink: "\n::error::x"')})
    for content in ("::error", "./::error"):
        told = run("check", "--content", content)
        assert told.code == 1
        assert not any(line.startswith("::") for line in (told.stderr + told.stdout).split("\n"))
    misuse = [
        ["check", "--content", "::error::x"],
        ["check", "--content", "x\n::error::y"],
        ["check", "x\n::error::y"],
        ["::error::x"],
        ["x\n::error::y"],
        ["check", "--format", "x\n::error::y"],
        ["build", "--content", "::error", "--output", "x\n::error::y/z"],
        ["build", "--content", "::error", "--output", "::error"],
    ]
    for arguments in misuse:
        told = run(*arguments)
        assert not any(line.startswith("::") for line in (told.stderr + told.stdout).split("\n")), arguments


# The output folder


@pytest.mark.parametrize("old", ["absent", "empty", "site"])
def test_an_error_leaves_the_output_as_it_was(tmp_path: Path, old: str) -> None:
    content = write(tmp_path / "work/content", {"topics/a.md": topic()})
    site = tmp_path / "work/site"
    if old == "empty":
        site.mkdir()
    elif old == "site":
        assert build(content, site).code == 0
        (site / "added.txt").write_text("by hand")
    write(content, BROKEN)
    before = snapshot(tmp_path)
    stamps = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert build(content, site).code == 1
    assert snapshot(tmp_path) == before
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == stamps


def test_after_success_the_output_holds_the_new_site_only(tmp_path: Path) -> None:
    content = write(tmp_path / "content", {"topics/a.md": topic(), "topics/b.md": topic(id="b")})
    site = tmp_path / "site"
    assert build(content, site).code == 0
    write(site, {"added.txt": "x", "design/topics/added.html": "x", "more/added": "x", ".hidden": "x"})
    (site / "link").symlink_to("/etc")
    (content / "topics/b.md").unlink()
    assert build(content, site).code == 0
    assert build(content, tmp_path / "fresh").code == 0
    assert snapshot(site) == snapshot(tmp_path / "fresh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "fresh", "site"]


# Streams

PYTHON = [sys.executable, "-m", "crosswalk"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1] / "src")}


@pytest.mark.parametrize("style", FORMATS)
def test_a_closed_pipe_is_no_reason_for_a_traceback(tmp_path: Path, style: str) -> None:
    files = {
        f"topics/t{n}.md": topic(*[f"x{m}: {{a: 1, a: 2}}" for m in range(30)], id=f"t{n}") for n in range(60)
    }
    content = write(tmp_path, files)
    stream = "stderr" if style == "text" else "stdout"
    read, written = os.pipe()
    os.close(read)
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: written}
    ran = subprocess.run(
        [*PYTHON, "check", "--content", str(content), "--format", style],
        env=ENVIRONMENT,
        timeout=60,
        check=False,
        **streams,
    )
    os.close(written)
    assert ran.returncode != 0
    said = (ran.stdout or b"") + (ran.stderr or b"")
    assert b"Traceback" not in said
    assert b"Error" not in said


@pytest.mark.parametrize("closed", ["1", "2", "0", "1 2", "0 1 2"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_closed_streams_change_no_exit_code(tmp_path: Path, closed: str, command: str) -> None:
    sound = write(tmp_path / "sound", {"topics/a.md": topic("extra: x")})
    broken = write(tmp_path / "broken", BROKEN)
    for content, code in ((sound, 0), (broken, 1)):
        output = ["--output", str(tmp_path / "site")] if command == "build" else []
        words = [*PYTHON, command, "--content", str(content), *output]
        redirections = " ".join(f"{number}>&-" for number in closed.split())
        script = f'exec "$@" {redirections}'
        ran = subprocess.run(
            ["/bin/sh", "-c", script, "sh", *words],
            env=ENVIRONMENT,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == code, ran.stderr
        assert b"Traceback" not in ran.stdout + ran.stderr
        assert b"Error" not in ran.stderr
    if command == "build":
        assert (tmp_path / "site/index.html").read_bytes().lstrip().lower().startswith(b"<!doctype html>")


def test_a_full_disk_behind_a_stream_is_no_traceback(tmp_path: Path) -> None:
    content = write(tmp_path, BROKEN)
    with Path("/dev/full").open("wb") as full:
        for style in FORMATS:
            streams: dict[str, Any] = {"stdout": full, "stderr": subprocess.PIPE}
            if style == "text":
                streams = {"stdout": subprocess.PIPE, "stderr": full}
            ran = subprocess.run(
                [*PYTHON, "check", "--content", str(content), "--format", style],
                env=ENVIRONMENT,
                timeout=60,
                check=False,
                **streams,
            )
            assert ran.returncode != 0
            assert b"Traceback" not in (ran.stderr or b"")
            assert b"Error" not in (ran.stderr or b"")


def test_findings_are_utf8_in_every_locale(tmp_path: Path) -> None:
    write(tmp_path, {"topics/\u00e9.md": topic("permalink: caf\u00e9 \u4e2d \U0001f642")})
    for environment in (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C.UTF-8"},
    ):
        for style in FORMATS:
            ran = subprocess.run(
                [*PYTHON, "check", "--content", str(tmp_path), "--format", style],
                env={**ENVIRONMENT, **environment},
                capture_output=True,
                timeout=60,
                check=False,
            )
            assert ran.returncode == 1
            printed = (ran.stdout + ran.stderr).decode("utf-8")
            assert "caf\u00e9 \u4e2d \U0001f642" in printed.replace("\\u00e9", "\u00e9")
