"""The modules of scripts: a compiler knows every type and every text in them, and no words are left."""

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

import pytest

from conftest import NODE_MODULES, RunTool
from crosswalk import shipped
from crosswalk.appearance import Appearance
from crosswalk.catalogues import ENGLISH, catalogue, words
from crosswalk.texts import texts_of
from crosswalk.theme import DRAFT, SCRIPT, Theme, theme_of

MODULES = sorted((shipped.templates() / "assets/js").glob("*.js"))


def compiled(run_tool: RunTool, folder: Path) -> str:
    """Return what the compiler says about the modules in *folder*, by the `jsconfig.json` there."""
    compiler = NODE_MODULES / "typescript/bin/tsc"
    done = run_tool("node", compiler, "--project", folder / "jsconfig.json", "--pretty", "false")
    assert done.stderr == ""
    assert (done.returncode == 0) == (done.stdout == "")
    return done.stdout


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """A copy of the folder of the theme's modules."""
    return shutil.copytree(shipped.templates() / "assets/js", tmp_path / "js")


@pytest.mark.parametrize("folder", ["assets/js", "serve"])
def test_types_are_known_and_kept(run_tool: RunTool, folder: str) -> None:
    assert compiled(run_tool, shipped.templates() / folder) == ""


WRONG = {
    "export function f(x) { return x; }": "TS7006",
    "document.querySelector('a').focus();": "TS2531",
    "/** @type {number} */ export const n = 'one';": "TS2322",
    "import { g } from './missing.js'; g();": "TS2307",
}
"""An untyped parameter, what is perhaps null, another type, and no such module."""


def test_what_is_wrong_would_be_found(run_tool: RunTool, modules: Path) -> None:
    assert complaints(run_tool, modules, WRONG) == list(enumerate(WRONG.values(), start=1))


def complaints(run_tool: RunTool, modules: Path, lines: Iterable[str]) -> list[tuple[int, str]]:
    """Return where and by which rules the compiler finds a module of *lines* wrong, and it alone."""
    (modules / "wrong.js").write_text("\n".join((*lines, "")), encoding="utf-8")
    found = re.findall(r"^(\S+)\((\d+),\d+\): error (TS\d+)", compiled(run_tool, modules), re.MULTILINE)
    assert {Path(module).name for module, *_ in found} == {"wrong.js"}
    return sorted((int(line), rule) for _, line, rule in found)


# What they say


def declared() -> str:
    """Return the types of `texts.js`: each text of the English catalogue takes its values, and no others."""
    known = catalogue((shipped.templates() / f"texts/{ENGLISH}.toml").read_text(encoding="utf-8"))
    ours = words() | {f"{word[0].upper()}{word[1:]}" for word in words()}
    lines = ["export const language: string | undefined;", "export function numeral(n: number): string;"]
    for name, forms in known.texts.items():
        values = {"n": "number"} if len(forms) > 1 else {}
        for _, value, counted, _ in (piece for form in forms for piece in Formatter().parse(form)):
            if value is not None and value not in ours:
                values[value] = "number" if counted or value == "n" else "VALUE"
        taken = "; ".join(f"{value}: {type_}" for value, type_ in values.items())
        said = f'name: "{name}"' + (f", values: {{ {taken} }}" if taken else "")
        lines.append(f"export function say({said}): string;".replace("VALUE", "string | number"))
        with_nodes = said.replace("VALUE", "string | number | Node | (string | Node)[]")
        lines.append(f"export function pieces({with_nodes}): (string | Node)[];")
    return "\n".join(lines)


WRONGLY_ASKED = (
    'say("script.search.nothing_such");',
    'say("script.search.hits");',
    'say("script.search.hits", { n: "2" });',
    'say("script.search.all", { words: "x" });',
    'say("script.search.nothing", { n: 2 });',
    'say("script.search.all", { query: document.body });',
    "say(document.title);",
)


def test_each_text_that_is_said_is_there_and_gets_its_values(run_tool: RunTool, modules: Path) -> None:
    """And what asks for another, or gives others, would be found."""
    (modules / "texts.d.ts").write_text(declared(), encoding="utf-8")
    lines = (*WRONGLY_ASKED, 'import { say } from "./texts.js";')
    found = {line for line, _ in complaints(run_tool, modules, lines)}
    assert found == set(range(1, len(WRONGLY_ASKED) + 1))


LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
SHOWS = re.compile(
    r"\b(?:make|append|replaceChildren|Error|report|tell)\("
    r"|\.(?:textContent|title|ariaLabel|placeholder) = |aria-label|\blabel: "
)
"""Where a line puts what readers see or hear."""
NOT_SHOWN = re.compile(
    r'\b(?:say|pieces|make|drawn|querySelector|getElementById)\("[^"]*"|=== "[^"]*"|"aria-\w+"(?=,)'
    r'|(?!"aria-label|title|placeholder|alt)(?:"[\w-]+"|\b[\w-]+): (?:"[^"]*"|`[^`]*`)|"aria-\w+":'
)
"""What stands there and is for machines: names, and attributes other than those that are read out."""
SENTENCE = re.compile(r"[A-Z]\w+ [a-z]|[a-z]{2,} [a-z]{2,} [a-z]{2,}| (?:of|in|for|and) ")


def literal_words(source: str) -> Iterator[str]:
    """Yield the texts in *source* that readers would see or hear, as far as places and looks tell."""
    for line in COMMENT.sub("", source).splitlines():
        shows = SHOWS.search(line)
        for plain, made in LITERAL.findall(NOT_SHOWN.sub("", line) if shows else line):
            text = re.sub(r"\$\{.*?\}", "", plain or made)
            if re.search(r"[A-Za-z]{2}", text) if shows else SENTENCE.search(text):
                yield text


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_no_words_stand_in_a_script(module: Path) -> None:
    assert list(literal_words(module.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        'state.textContent = "Reading …";',
        'state.textContent = one ? "1 hit" : `${count} hits`;',
        'list.setAttribute("aria-label", "Show as");',
        'const list = make("div", { class: "few", "aria-label": "First hits" });',
        '      : make("p", { class: "quiet" }, "Silent"),',
        '    { label: two ? "either" : all, kind: "" },',
        '  throw new Error("No draft");',
        "    `${alike.length} of ${count} guidelines`,",
        '      "where something is said",',
        'const title = draft.title || "API guidelines";',
    ],
)
def test_words_in_a_script_would_be_found(line: str) -> None:
    assert list(literal_words(line))


# What the build makes of it


@pytest.mark.parametrize("name", [SCRIPT, DRAFT])
def test_a_script_carries_the_texts_it_asks_for_in_the_language_of_its_site(name: str) -> None:
    made = theme_of("de", Appearance()).assets[name].decode()
    (written,) = re.findall(r"^const TEXTS = (.*);$", made, re.MULTILINE)
    said = texts_of("de")
    assert {f"counted.{thing}" for thing in re.findall(r"{\w+:(\w+)}", written)} <= json.loads(written).keys()
    assert set(re.findall(r'\b(?:say|pieces)\("([^"]+)"', made)) <= json.loads(written).keys()
    assert not re.search(r'\bsay\("[^"]+"\)', made)
    assert f'"{said("level.must-not")}"' in made
    assert f'"{said("script.reading")}"' in made


POLISH = """
plural = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
[words]
guideline = "reguła"
[counted]
guideline = ["{n} reguła", "{n} reguły", "{n} reguł"]
[script.draft]
alike = ["{n} z {total:guideline} mówi: {name}", "{n} z {total:guideline} mówią: {name}", "{n}: {name}"]
"""


@pytest.mark.parametrize("tag", ["pl", "klin"])
def test_a_script_says_what_the_build_would_say(run_tool: RunTool, tag: str) -> None:
    """Also in a language with three forms, which lacks a text: that is English then, with its forms.

    And also where the browser takes the tag of the page for none.
    """
    said = texts_of("pl", (("pl", POLISH),))
    asked: list[tuple[str, dict[str, object]]] = [
        ("script.draft.alike", {"n": number, "total": total, "name": "{n} <b>"})
        for number in (0, 1, 3, 5, 22)
        for total in (1, 4, 11)
    ]
    asked += [("script.draft.answered", {"count": number, "total": number}) for number in (0, 1, 2, 5)]
    probe = (
        f"const document = {{ documentElement: {{ lang: '{tag}' }}, querySelector: () => null }};\n"
        "class HTMLFormElement {}\n"
        f"{Theme(Appearance(), said).assets[DRAFT].decode()}\n"
        f"console.log(JSON.stringify({json.dumps(asked)}.map((each) => module_texts.say(...each))));"
    )
    done = run_tool("node", "--input-type=module", "--eval", probe)
    assert done.stderr == ""
    assert json.loads(done.stdout) == [said(name, **values) for name, values in asked]
