"""`crosswalk schema`: schemas for editors, and the settings that make use of them."""

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from conftest import CONTENT
from contract import run
from crosswalk.commands.schema import EDITORS, KINDS
from crosswalk.editors import EXTENSIONS, OTHERS, editor_schemas, merged, vscode_settings

OURS = vscode_settings("content")


def test_a_schema_is_printed_as_editors_know_it() -> None:
    printed = json.loads(run("schema", "guideline").stdout)
    jsonschema.Draft7Validator.check_schema(printed)
    assert printed["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$id" not in printed
    assert printed["properties"]["guideline_url"]["description"] == "where people read it"


def test_the_schemas_accept_this_repository() -> None:
    """Editors read YAML as its 1.2 has it, where a date is text."""
    schemas = editor_schemas()
    assert set(schemas) == set(KINDS)
    judges = {kind: jsonschema.Draft7Validator(schema) for kind, schema in schemas.items()}
    for folder, kind in (("topics", "topic"), ("guidelines", "guideline"), ("pages", "page")):
        for path in (CONTENT / folder).glob("*.md"):
            front = yaml.load(path.read_text().split("---\n")[1], Loader=yaml.BaseLoader)  # noqa: S506 - text only
            judges[kind].validate(front)
    judges["categories"].validate(yaml.safe_load((CONTENT / "categories.yaml").read_text()))
    assert not judges["topic"].is_valid({"topic_id": "Paging", "topic_name": "Paging"})


def test_schemas_are_written_where_one_likes(tmp_path: Path) -> None:
    folder = tmp_path / "new/schemas"
    assert run("schema", "--output", folder).code == 0
    assert {path.name for path in folder.iterdir()} == {f"{kind}.schema.json" for kind in KINDS}
    (folder / "topic.schema.json").write_text("old")
    written = run("schema", "topic", "--output", folder)
    assert written.stdout == f"{folder}/topic.schema.json\n"
    assert json.loads((folder / "topic.schema.json").read_text())["title"] == "The front matter of a topic"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "of what? Name one of topic, guideline, categories, page, post, or --output or --editor"),
        (("topic", "--editor", "vscode"), "--editor goes without a kind of file and without --output"),
        (("topc",), "invalid choice: 'topc'"),
        (("--editor", "vscode", "--content", "/elsewhere"), "--content is not below this folder"),
    ],
)
def test_misuse_is_told(arguments: tuple[str, ...], reason: str) -> None:
    said = run("schema", *arguments)
    assert said.code == 2
    assert reason in said.stderr


# VS Code


def test_vscode_is_set_up_and_a_second_call_finds_all_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("schema", "--editor", "vscode").stderr == "crosswalk: --content is not a directory\n"
    (tmp_path / "content").mkdir()
    said = run("schema", "--editor", "vscode")
    assert said.code == 0
    assert said.stdout.splitlines() == [
        ".vscode/crosswalk/categories.schema.json",
        ".vscode/crosswalk/guideline.schema.json",
        ".vscode/settings.json",
    ]
    assert all(extension in said.stderr for extension in EXTENSIONS)
    settings = json.loads(Path(".vscode/settings.json").read_text())
    assert settings == OURS
    for schema, pattern in settings["yaml.schemas"].items():
        jsonschema.Draft7Validator.check_schema(json.loads(Path(schema).read_text()))
        assert pattern.startswith("content/")
    again = run("schema", "--editor", "vscode")
    assert ".vscode/settings.json" not in again.stdout
    assert again.code == 0


def test_settings_that_are_there_stay_to_the_letter() -> None:
    text = '{\n\t"a": [1.0, 1e5],\n\n\t"b": {"yaml.schemas": "é"}\n}\n'
    found = merged(text, OURS)
    assert found
    assert found.text.startswith(text.removesuffix("\n}\n") + ",\n\t")
    assert json.loads(found.text) == {**json.loads(text), **OURS}
    assert (merged(found.text, OURS) or found).text == found.text
    assert json.loads((merged(" {} ", OURS) or found).text) == OURS
    assert json.loads((merged("", OURS) or found).text) == OURS


@pytest.mark.parametrize("text", ['{"a": 1, // why\n}', '{"a": 1,}', '{"a": 1, "a": 2}', "[]", "{"])
def test_settings_that_cannot_be_read_are_not_touched(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What to add is printed, and the exit code says that it is left to be done."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / ".vscode/settings.json"
    path.parent.mkdir()
    path.write_text(text)
    (tmp_path / "content").mkdir()
    said = run("schema", "--editor", "vscode")
    assert path.read_text() == text
    assert said.code == 1
    assert json.loads(said.stdout[said.stdout.index("{") :]) == OURS
    assert "they stay as they are. To add by hand:" in said.stderr


def test_another_value_is_never_written_over() -> None:
    there: dict[str, Any] = {"glspc.server.command": "other", "yaml.schemas": {"x": "y"}}
    found = merged(json.dumps(there), OURS)
    assert found
    assert json.loads(found.text) == {**OURS, **there}
    assert found.left == {key: OURS[key] for key in there}


# Others


def test_other_editors_are_told_what_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert set(EDITORS) == {"vscode", *OTHERS}
    said = run("schema", "--editor", "helix", "--content", tmp_path / "kb/content")
    assert said.code == 0
    assert list(tmp_path.iterdir()) == []
    settings = tomllib.loads(said.stdout)
    assert settings["language-server"]["crosswalk"]["args"] == ["lsp", "--content", "kb/content"]
    assert (
        '("crosswalk" "lsp" "--content" "kb")' in run("schema", "--editor", "emacs", "--content", "kb").stdout
    )
    assert 'cmd = { "crosswalk", "lsp" }' in run("schema", "--editor", "neovim").stdout
