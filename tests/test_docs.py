"""The documentation is true: its examples run, and its tables are equal to what the code has."""

import ast
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, is_typeddict

import pytest
import yaml

from conftest import ROOT, build_site
from crosswalk import cli, prose
from crosswalk.appearance import Appearance
from crosswalk.authored_words import WORDS
from crosswalk.build import examine
from crosswalk.canonical import ORDER
from crosswalk.diagnostics import Diagnostics, as_text
from crosswalk.documents.declared import (
    SECTION,
    Published,
    TextKind,
    choices,
    is_list,
    item_of,
    published,
    reach,
    slug,
    summary,
    title,
)
from crosswalk.documents.links import Links
from crosswalk.documents.wholes import COLUMNS
from crosswalk.editors import other_settings, vscode_settings
from crosswalk.link_results import Results
from crosswalk.outside.answers import Answer, Fault
from crosswalk.outside.checking import Plan, look
from crosswalk.outside.found import links_of
from crosswalk.outside.report import report
from crosswalk.published import compare, read_published
from crosswalk.represent import kinds as api
from crosswalk.represent.kinds import DECLARATIONS
from crosswalk.settings import Settings
from crosswalk.urls import Urls
from pages_host import PagesHost
from site_reading import document
from test_layers import FLOORS, modules

DOCS = ROOT / "docs"
PACKAGE = ROOT / "src" / "crosswalk"


# Reading Markdown


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, a fenced block or a line of text."""

    kind: str
    """`heading`, `text`, or the language of a fence."""
    text: str
    path: str = ""
    """Of the file that a fence shows."""


_PART = re.compile(
    r"(?P<fence>`{3,})(?P<language>\w*) ?(?P<path>[^\n]*)\n(?P<code>.*?)^(?P=fence)\n"
    r"|#+ (?P<heading>[^\n]*)\n|(?P<line>[^\n]*)\n",
    re.DOTALL | re.MULTILINE,
)


@cache
def parts(name: str) -> tuple[Part, ...]:
    """Return what the document *name* consists of."""
    text = (DOCS / name).read_text(encoding="utf-8")
    return tuple(_part(match) for match in _PART.finditer(text))


def _part(match: re.Match[str]) -> Part:
    if match["fence"]:
        return Part(match["language"], match["code"], match["path"])
    return Part("text", match["line"]) if match["heading"] is None else Part("heading", match["heading"])


def sections(name: str) -> dict[str, list[Part]]:
    """Return the parts of the document *name* by the heading that they stand under."""
    found: dict[str, list[Part]] = {}
    for part in parts(name):
        if part.kind == "heading":
            assert part.text not in found, f"two headings '{part.text}' have one address"
            found[part.text] = []
        elif found:
            found[list(found)[-1]].append(part)
    return found


def tables(section: list[Part]) -> Iterator[list[list[str]]]:
    """Yield the tables of *section* by row; the first row is the heads."""
    rows: list[list[str]] = []
    for part in [*section, Part("text", "")]:
        if part.text.startswith("|"):
            rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", part.text.strip().strip("|"))])
        elif rows:
            yield [rows[0], *rows[2:]]
            rows = []


def table(section: list[Part], head: str) -> dict[str, list[str]]:
    """Return the rows of the table of *section* whose first head is *head*, by their first cell."""
    found: dict[str, list[str]] = {}
    for heads, *rows in tables(section):
        if heads[0] == head:
            for name, *cells in rows:
                assert bare(name) not in found, f"two rows for {name}"
                found[bare(name)] = cells
    return found


def bare(cell: str) -> str:
    """Return what a cell holds, without the marks of code."""
    return cell.removeprefix("`").removesuffix("`")


@pytest.mark.parametrize("name", sorted(path.name for path in DOCS.glob("*.md")))
def test_links_between_documents_lead_somewhere(name: str) -> None:
    lines = (re.sub("``.+?``|`.+?`", "", part.text) for part in parts(name) if part.kind == "text")
    for target in (target for line in lines for target in re.findall(r"\]\((.+?)\)", line)):
        if not target.startswith("https://"):
            path, _, fragment = target.partition("#")
            file = (DOCS / (path or name)).resolve()
            assert file.is_file(), target
            assert not fragment or file.parent != DOCS or fragment in map(_anchor, sections(file.name)), (
                target
            )


def _anchor(heading: str) -> str:
    """Return the fragment by which GitHub links to *heading*."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


# diagnostics.md: the examples


Step = tuple[str, str, str]
"""What is done to a path of a content folder, the path, and what it takes besides."""


@dataclass(slots=True)
class Example:
    """A broken content folder, what is found there, and how it is mended."""

    code: str
    found: list[str]
    broken: list[Step]
    mended: list[Step]
    web: dict[str, str]
    """What other hosts answer, by address."""


def examples() -> list[Example]:
    """Return every example of diagnostics.md."""
    return [example for code, section in entries().items() for example in _examples(code, section)]


def entries() -> dict[str, list[Part]]:
    """Return the sections of diagnostics.md that are about a code."""
    return {
        heading: section
        for heading, section in sections("diagnostics.md").items()
        if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+", heading)
    }


def _examples(code: str, section: list[Part]) -> Iterator[Example]:
    example = Example(code, [], [], [], {})
    steps = example.broken
    for part in section:
        if part.text == "**Broken**":
            if example.broken:
                yield example
            example = Example(code, [], [], [], {})
            steps = example.broken
        elif part.text == "**Mended**":
            steps = example.mended
        elif part.kind == "files":
            steps.extend(map(_step, part.text.splitlines()))
        elif part.kind == "web":
            example.web.update(_answered(line) for line in part.text.splitlines())
        elif part.path:
            steps.append(("file", part.path, part.text))
        elif part.kind == "text" and part.text.startswith("content/"):
            example.found.extend(part.text.splitlines())
    yield example


def _answered(line: str) -> tuple[str, str]:
    url, said = line.split(maxsplit=1)
    return url, said


def _step(line: str) -> Step:
    verb, rest = line.split(maxsplit=1)
    separator = {"link": " -> ", "encoding": " "}.get(verb, "\n")
    path, _, argument = rest.partition(separator)
    return verb, path, argument


def base() -> list[Step]:
    """Return the topic that belongs to every example."""
    section = sections("diagnostics.md")["How to read the examples"]
    return [("file", part.path, part.text) for part in section if part.path]


def take(steps: list[Step], folder: Path) -> None:
    """Take *steps* in *folder*."""
    for verb, name, argument in steps:
        path = folder / name
        match verb:
            case "encoding":
                path.write_bytes(path.read_text(encoding="utf-8").encode(argument))
            case "locked":
                path.chmod(0)
            case _:
                _clear(path)
                _make(verb, path, argument)


def _clear(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def _make(verb: str, path: Path, argument: str) -> None:
    match verb:
        case "remove":
            pass
        case "folder":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "link":
            path.symlink_to(argument)
        case "file":
            path.write_bytes(_written_out(argument).encode())
        case _:
            pytest.fail(f"nobody explained what '{verb}' does")


def _written_out(text: str) -> str:
    """Return *text* with characters and repetitions in place of their notations."""
    text = re.sub(r"⟨U\+([0-9A-F]{4})⟩", lambda match: chr(int(match[1], 16)), text)
    return re.sub("⟨(.) \u00d7 ([0-9,]+)⟩", lambda match: match[1] * int(match[2].replace(",", "")), text)


def found_in(folder: Path, monkeypatch: pytest.MonkeyPatch, web: Mapping[str, str]) -> list[str]:
    """Return the diagnostics of *folder*, and of its links where *web* says what hosts answer."""
    monkeypatch.chdir(folder)
    with bound_by_modes(folder):
        crosswalk, found = examine(Path(), Settings())
    if (dump := folder / "dump.json").exists():
        compare(read_published(dump, Urls()), crosswalk, found)
    if web:
        _look_at_links(web, found)
    return list(as_text(found, "content"))


def _look_at_links(web: Mapping[str, str], found: Diagnostics) -> None:
    """Report what `crosswalk links` does on as many days as *web* says, in November 2026."""
    links = links_of(Path())
    answers = {url: _answer(said) for url, said in web.items()}
    results = Results()
    for day in range(1, 4 if any("three times" in said for said in web.values()) else 2):
        plan = Plan(today=date(2026, 11, day), strikes=3)
        results = look(
            links, links, results, plan, lambda asked: {each.url: answers.get(each.url, OK) for each in asked}
        ).results
    report(links, results, found, strikes=3, copies={})


OK = Answer(status=200)


def _answer(said: str) -> Answer:
    match said.replace(",", "").split():
        case ["301", moved]:
            return Answer(status=200, moved=moved)
        case ["200", "without", place]:
            return Answer(status=200, anchors={place.removeprefix("#"): False})
        case ["private"]:
            return Answer(fault=Fault.NOT_ASKED)
        case [status, *_]:
            return Answer(status=int(status))
        case _:
            pytest.fail(f"nobody explained what '{said}' is")


@contextmanager
def bound_by_modes(folder: Path) -> Iterator[None]:
    """Be somebody else while a *folder* with a locked file is read: root may read what nobody may."""
    locked = any(stat.S_IMODE(path.lstat().st_mode) == 0 for path in folder.rglob("*"))
    if not locked or os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.rglob("*")):
        if stat.S_IMODE(path.lstat().st_mode) != 0:
            path.chmod(0o755)  # whatever the umask: only what is locked shall be
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def example_ids() -> list[str]:
    """Return a name for each example: its code, numbered where it has several."""
    codes = [example.code for example in examples()]
    return [f"{code}-{codes[:number].count(code) + 1}" for number, code in enumerate(codes)]


@pytest.mark.parametrize("example", examples(), ids=example_ids())
def test_an_example_breaks_as_documented_and_is_mended(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    take(base() + example.broken, content)
    found = found_in(content, monkeypatch, example.web)
    assert found == example.found
    assert {_code_of(line) for line in found} == {example.code}
    take(example.mended, content)
    assert found_in(content, monkeypatch, example.web) == []


def test_the_line_that_explains_lines_is_one_of_those_found() -> None:
    shown = next(part.text.strip() for part in parts("diagnostics.md") if part.text.startswith("content/"))
    assert shown in [line for example in examples() for line in example.found]


# diagnostics.md: the codes


Found = set[tuple[str, str]]
"""Codes, each with a severity."""

SEVERITY = {"Error": "error", "Warning": "warning"}


def reported() -> Found:
    """Return every code that the package can report.

    Whatever takes a `code` and a `message` reports; what it is called with is a code, unless the caller was
    given it in turn.
    """
    trees = [ast.parse(path.read_bytes(), str(path)) for path in sorted(PACKAGE.rglob("*.py"))]
    reporters = dict(reporter for tree in trees for reporter in _reporters(tree))
    codes: Found = set()
    for call in (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _name(call.func)
        if name in reporters:
            match _argument(call, "code", reporters[name]):
                case ast.Constant(value=str(text)):
                    codes.add((text, "warning" if "warn" in name else "error"))
                case ast.Name(id="code") | ast.Attribute(attr="code"):
                    pass
                case _:
                    pytest.fail(f"line {call.lineno}, {name}(): write the code out, so that it is found here")
    return codes


def _reporters(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the name of what reports, and which of its arguments is the code."""
    for owner in ast.walk(tree):
        for node in ast.iter_child_nodes(owner):
            if not isinstance(node, ast.FunctionDef):
                continue
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            if "code" in names and "message" in names:
                name = node.name
                if isinstance(owner, ast.ClassDef) and name == "__init__":
                    name = owner.name
                yield name, names.index("code")


def _name(function: ast.expr) -> str:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def _argument(call: ast.Call, name: str, position: int) -> ast.expr | None:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    return given.get(name) or (call.args[position] if position < len(call.args) else None)


def test_every_code_is_documented_and_no_other() -> None:
    """A new code fails this test until it has its entry, a broken and a mended example in it."""
    documented = {
        (code, SEVERITY[word])
        for code, section in entries().items()
        for part in section
        for word in re.findall(r"^\*(\w+)\.\*", part.text)
    }
    assert documented == reported()


def test_every_severity_of_a_code_has_its_example() -> None:
    shown = {(example.code, _severity_of(line)) for example in examples() for line in example.found}
    assert shown == reported()


def _code_of(line: str) -> str:
    return line.partition("[")[2].partition("]")[0]


def _severity_of(line: str) -> str:
    return line.partition("[")[0].rpartition(" ")[2]


# architecture.md


def test_the_module_map_is_that_of_the_floors() -> None:
    ((_, *rows),) = tables(sections("architecture.md")["Module map"])
    documented = [(int(floor), bare(module)) for floor, module, _ in rows]
    assert documented == [(number, module) for number, floor in enumerate(FLOORS) for module in floor]
    assert sorted(module for _, module in documented) == modules()


def test_the_settings_are_those_there_are() -> None:
    documented = table(sections("architecture.md")["Settings"], "setting")
    defaults = {field.name: field.default for field in fields(Settings) if field.name != "appearance"}
    defaults |= dict.fromkeys((field.name for field in fields(Appearance)), "")
    shown = {
        name: ", ".join(each) if isinstance(each, tuple) else each or "" for name, each in defaults.items()
    }
    assert {name: bare(default) for name, (default, _) in documented.items()} == shown


# editors.md


def test_the_settings_of_editors_are_those_that_the_command_makes() -> None:
    shown = {part.kind: part.text for part in parts("editors.md") if part.kind not in ("text", "heading")}
    told = {kind: other_settings(editor, "content")[1] for kind, editor in EDITOR_OF.items()}
    assert told == {kind: shown[kind] for kind in told}
    assert json.loads(shown["json"]) == vscode_settings("content")


EDITOR_OF = {"lua": "neovim", "toml": "helix", "elisp": "emacs"}


# publishing.md


def test_the_inputs_of_the_action_are_those_it_has() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    documented = table(sections("publishing.md")["The action"], "input")
    assert {name: bare(default) for name, (default, _) in documented.items()} == {
        name: each["default"] for name, each in action["inputs"].items()
    }


def test_what_the_doctor_says_is_documented() -> None:
    rows = table(sections("publishing.md")["Is it ready?"], "it says")
    documented = {name.strip("` ") for row in rows for name in row.split(",")}
    sources = [PACKAGE / "readiness.py", PACKAGE / "commands/doctor.py"]
    said = {name for path in sources for name in re.findall(r'subject="([a-z-]+)"', path.read_text("utf-8"))}
    assert documented == said


# authoring.md: from nothing to a pull request; publishing.md: from nothing to a live site


@pytest.mark.parametrize("name", ["authoring.md", "publishing.md"])
def test_the_way_that_a_document_shows_leads_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every file is written and every command called, in the order of the document."""
    monkeypatch.chdir(tmp_path)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "An Author")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "author@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    calls = 0
    for part in parts(name):
        if part.path:
            take([("file", part.path, part.text)], tmp_path)
        for command, expected in _commands(part):
            program, *arguments = shlex.split(command)
            if program == "cd":
                monkeypatch.chdir(arguments[0])
            elif program == "git":
                subprocess.run([program, *arguments], check=True)
            else:
                assert program == "crosswalk"
                cli.main(arguments)
            said = capfd.readouterr()
            assert (said.err + said.out).splitlines() == expected
            calls += 1
    assert calls > 10
    assert Path("site/index.html").is_file()


def _commands(part: Part) -> Iterator[tuple[str, list[str]]]:
    """Yield the commands of a console, each with what it says."""
    if part.kind == "console":
        for call in f"\n{part.text}".split("\n$ ")[1:]:
            command, *said = call.splitlines()
            yield command, said


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content that authoring.md shows: every key there is, and topics with hardly any."""
    folder = tmp_path_factory.mktemp("authoring")
    take([("file", part.path, part.text) for part in parts("authoring.md") if part.path], folder)
    return folder / "content"


def test_the_examples_of_the_document_are_sound(complete: Path) -> None:
    _, found = examine(complete, Settings())
    assert list(as_text(found, "content")) == []


# authoring.md: the keys


KEYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "A topic": (("topic_of", "fields"), ("_positions", "fields"), ("_entries", "fields")),
    "A position": (("_positions", "item"),),
    "An entry of a topic": (("_entries", "item"), ("_references", "fields")),
    "A reference": (("_references", "item"),),
    "A guideline": (("", "_FACTS"), ("_facts", "fields"), ("registry_keys", "fields")),
    "A name": (("_named", "item"),),
    "A category": (("category_keys", "fields"),),
    "A page": (("page_keys", "fields"),),
    "A post": (("post_keys", "fields"),),
}
"""Which function of `shapes`, and which `Fields` in it, asks for the keys of each table."""

KINDS = {
    "text": "text",
    "_text": "text",
    "id": "id",
    "ids": "ids",
    "_ids": "ids",
    "date": "date",
    "_date": "date",
    "url": "URL",
    "_url": "URL",
    "_local_or_url": "URL or path",
    "permalink": "place",
    "choice": "word",
    "_status": "word",
    "mappings": "list",
    "_links": "list",
    "people": "names",
    "_people": "names",
    "ignore": "ignored",
}
"""What the document calls what each getter gives."""


def asked() -> dict[tuple[str, str], dict[str, str]]:
    """Return what `shapes` asks for: kinds by key, by function and by the name of the `Fields` in it."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    tree = ast.parse((PACKAGE / "shapes.py").read_bytes())
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                for receiver, key, kind in _asked(call):
                    found.setdefault((function.name, receiver), {})[key] = kind
        if isinstance(function, ast.AnnAssign) and _name(function.target) == "_FACTS":
            assert isinstance(function.value, ast.Dict)
            found["", "_FACTS"] = dict(map(_fact, function.value.values))
    return found


def _asked(call: ast.Call) -> Iterator[tuple[str, str, str]]:
    """Yield the name of the `Fields` that *call* asks, the keys that it asks for, and their kind."""
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=receiver), attr=getter), args=keys):
            pass
        case ast.Call(func=ast.Name(id=getter), args=[ast.Name(id=receiver), *keys]):
            pass
        case _:
            return
    if receiver not in ("fields", "item"):
        return
    required = any(
        keyword.arg == "required" and isinstance(keyword.value, ast.Constant) and keyword.value.value
        for keyword in call.keywords
    )
    for key in keys:
        if isinstance(key, ast.Constant) and getter != "place_of":  # that asks where a value stands
            yield receiver, str(key.value), KINDS[getter] + (", required" if required else "")


def _fact(value: ast.expr) -> tuple[str, str]:
    match value:
        case ast.Tuple(elts=[ast.Constant(value=str(key)), getter]):
            return key, KINDS[_name(getter)]
        case _:
            pytest.fail(f"line {value.lineno} of shapes.py: a key and a getter are expected")


def test_every_asker_of_keys_has_its_table() -> None:
    assert {asker for askers in KEYS.values() for asker in askers} == set(asked())


@pytest.mark.parametrize("heading", KEYS)
def test_the_keys_of_a_table_are_those_asked_for(heading: str) -> None:
    documented = {key: kind for key, (kind, _) in table(sections("authoring.md")[heading], "key").items()}
    found = asked()
    assert documented == {key: kind for asker in KEYS[heading] for key, kind in found[asker].items()}


@pytest.mark.parametrize("kind", sorted(set(ORDER) - {"entry"}))
def test_the_order_of_a_table_is_the_canonical_one(kind: str) -> None:
    assert tuple(table(sections("authoring.md")[TABLE_OF_WORDS[kind]], "key")) == ORDER[kind]


def test_every_kind_of_value_is_explained() -> None:
    explained = table(sections("authoring.md")["Values"], "kind")
    kinds = {kind for keys in asked().values() for kind in keys.values()}
    assert set(explained) == {kind.removesuffix(", required") for kind in kinds}


def test_the_examples_show_every_key(complete: Path) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in complete.rglob("*") if path.is_file())
    shown = set(re.findall(r"^[ -]*(\w+):", text, re.MULTILINE))
    keys = {key for keys in asked().values() for key in keys}
    assert keys - shown == {"guideline__links"}  # of older files, and nothing to imitate


# authoring.md: the articles


def test_links_and_images_become_what_is_documented() -> None:
    rows = table(sections("authoring.md")["Articles"], "you write")
    assert rows
    for written, (shown, _) in rows.items():
        assert _prose(written) == f"<p>{bare(shown)}</p>", written


def _prose(markdown: str) -> str:
    places = {"page-size": "/design/topics/page-size"}
    return str(prose.render(markdown, base_path="", topic_href=places.get).html)


def test_the_languages_are_those_that_are_coloured() -> None:
    text = "\n".join(part.text for part in sections("authoring.md")["Articles"])
    listed = text.partition("one of:")[2].partition(".")[0]
    assert re.findall(r"`(\w+)`", listed) == list(prose.LANGUAGES)


ARTICLES = {
    "Notes": '<div class="callout callout-warning" role="note">',
    "Definitions": "<dl>",
    "Footnotes": '<section class="footnotes"',
    "Figures": "<figure>",
    "Exchanges": '<div class="exchange">',
    "Tabs": '<div class="tabs">',
}
"""What the example of each section becomes."""


@pytest.mark.parametrize("name", ARTICLES)
def test_the_parts_of_an_article_become_what_is_documented(name: str) -> None:
    (example,) = (part.text for part in sections("authoring.md")[name] if part.kind == "markdown")
    html = _prose(example)
    assert ARTICLES[name] in html
    assert not re.search(r"\[[!^]|```|^:", html, re.MULTILINE)
    assert "topic:" not in html


# api.md


BASE_URL = "https://example.org/kb"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PagesHost]:
    """The site of this repository's content, served below a path whose address it knows."""
    site = tmp_path_factory.mktemp("walk") / "site"
    with PagesHost(site, "/kb") as host:
        build_site(ROOT / "content", site, "--base-url", host.url)
        yield host


def walk(language: str) -> list[str]:
    """Return the blocks of the walk in a *language*."""
    return [part.text for part in sections("api.md")["A short walk"] if part.kind == language]


def test_the_walk_meets_what_it_says(served: PagesHost) -> None:
    """Which guidelines speak of 202, and where? Three requests; each address was met before."""
    met = f"{served.url}/index.json"
    requests, answers = walk("console"), walk("json")
    assert len(requests) == len(answers) == 3
    for request, shown in zip(requests, answers, strict=True):
        _, command, *arguments = request.replace(BASE_URL, served.url).split()
        assert arguments[-1] in met
        curl = shutil.which(command) or pytest.skip("there is no curl")
        got = subprocess.run([curl, "--silent", "--fail", *arguments], capture_output=True, check=True)
        assert holds(json.loads(got.stdout), json.loads(shown.replace(BASE_URL, served.url)))
        met = got.stdout.decode()


def test_the_walk_in_python_finds_the_same(served: PagesHost, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = walk("python")
    before = len(served.seen)
    exec(compile(program.replace(BASE_URL, served.url), "api.md", "exec"), {})  # noqa: S102 - our own page
    assert len(served.seen) - before == 3
    pairs = document(served.site, "design/topics/http-status-202/guidelines.json")["items"]
    assert capsys.readouterr().out.splitlines() == [
        f"{pair['_embedded']['guideline']['title']}; {reference['name']}; {reference['url']}"
        for pair in pairs
        for reference in pair["references"]
    ]


def holds(whole: object, excerpt: object) -> bool:
    """Tell whether *excerpt* is *whole* but for what it leaves out."""
    if isinstance(whole, dict) and isinstance(excerpt, dict):
        return all(name in whole and holds(whole[name], value) for name, value in excerpt.items())
    if isinstance(whole, list) and isinstance(excerpt, list):
        return all(any(holds(each, item) for each in whole) for item in excerpt)
    return whole == excerpt


def test_the_documents_are_those_there_are(served: PagesHost) -> None:
    documented = table(sections("api.md")["Documents"], "address")
    kinds = {kind.place(Urls(), "" if kind.of is api.Of.SITE else "{id}") for kind in api.KINDS}
    others = {"/design/dump.csv", "/.well-known/api-catalog", "/openapi.json", "/schemas/{name}.schema.json"}
    assert set(documented) == kinds | others
    patterns = [re.sub(r"\\{\w+\\}", "[a-z0-9-]+", re.escape(address)) for address in documented]
    files = [path.relative_to(served.site).as_posix() for path in served.site.rglob("*.json")]
    for file in files:
        assert any(re.fullmatch(pattern, f"/{file}") for pattern in patterns), file


def rows_of(fields: Iterable[Published]) -> dict[str, list[str]]:
    """Return what the page says of *fields*: kind and meaning by name."""
    return {
        "design" if field.name == SECTION else field.name: [
            _kind(field.type, field.kind) + (", always" if field.required else ""),
            field.meaning,
        ]
        for field in fields
    }


def _kind(hint: Any, kind: TextKind | None) -> str:  # noqa: ANN401 - a type, in one of its many forms
    first = choices(hint)[0]
    if is_list(first):
        return f"list of {_kind(*item_of(first))}"
    if is_typeddict(first):
        return f"[{title(first)}](#{slug(first)})"
    if issubclass(first, StrEnum):
        return ", ".join(f"`{word}`" for word in first)
    return kind.word if kind else {bool: "boolean", int: "number"}[first]


def explained() -> dict[str, type]:
    """Return what has a section of its own, by its heading."""
    every = dict.fromkeys(part for declaration in DECLARATIONS for part in reach(declaration))
    inline = {field.type for each in every for field in published(each) if field.name.startswith("_")}
    return {title(each): each for each in every if each not in inline}


def part_of(declaration: type, name: str) -> tuple[Published, ...]:
    """Return the fields of `_links` or `_embedded`."""
    return next((published(field.type) for field in published(declaration) if field.name == name), ())


@pytest.mark.parametrize("heading", explained())
def test_fields_and_links_are_those_declared(heading: str) -> None:
    section, declaration = sections("api.md")[heading], explained()[heading]
    common = {link.name for link in published(Links)}
    own = [field for field in published(declaration) if not field.name.startswith("_")]
    links = [link for link in part_of(declaration, "_links") if link.name not in common]
    assert summary(declaration) in [part.text for part in section]
    assert table(section, "field") == rows_of(own)
    assert table(section, "embedded") == rows_of(part_of(declaration, "_embedded"))
    assert table(section, "link") == rows_of(links)


def test_links_of_every_document_and_columns_are_those_declared() -> None:
    assert table(sections("api.md")["Links of every document"], "link") == rows_of(published(Links))
    assert table(sections("api.md")["CSV"], "column") == rows_of(COLUMNS)


def test_no_section_explains_what_is_not_there() -> None:
    tabled = {name for name, section in sections("api.md").items() if any(tables(section))}
    assert tabled == {"Documents", "CSV", "Links of every document", *explained()}


TABLE_OF_WORDS = {
    "topic": "A topic",
    "position": "A position",
    "entry": "An entry of a topic",
    "reference": "A reference",
    "guideline": "A guideline",
    "name": "A name",
    "category": "A category",
    "page": "A page",
    "post": "A post",
}


@pytest.mark.parametrize("words", TABLE_OF_WORDS)
def test_schemas_explain_keys_in_the_words_of_the_document(words: str) -> None:
    rows = table(sections("authoring.md")[TABLE_OF_WORDS[words]], "key")
    documented = {key: meaning for key, (kind, meaning) in rows.items() if kind != "ignored"}
    assert {key: word.meaning for key, word in WORDS[words].items()} == {
        key: re.split(r", see \[", meaning)[0] for key, meaning in documented.items()
    }
