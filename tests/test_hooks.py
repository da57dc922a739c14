"""The hooks for pre-commit: sound by its own judgement, and their commands do what they say on real files."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from pre_commit.clientlib import load_manifest  # type: ignore[import-untyped]  # it has no annotations

from conftest import ROOT, files_of
from contract import run, write

TOPIC = "---\ntopic_id: paging\ntopic_name: Paging\n---\nText.\n"
UNTIDY = '---\ntopic_name: "Paging"\ntopic_id: paging\n---\nText.\n'


def hooks() -> dict[str, dict[str, Any]]:
    """Return the hooks by id, with the defaults that pre-commit gives them."""
    return {hook["id"]: hook for hook in load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))}


def call(hook: dict[str, Any], *files: str) -> tuple[int, str]:
    """Run the command of *hook* as pre-commit does: with those *files* that it wants, if it takes any."""
    program, *arguments = shlex.split(hook["entry"]) + hook["args"]
    assert program == "crosswalk"
    assert hook["language"] == "python"
    wanted = [file for file in files if re.search(hook["files"], file)]
    ran = run(*arguments, *(wanted if hook["pass_filenames"] else ()))
    return ran.code, ran.stderr


@pytest.mark.parametrize("hook", hooks().values(), ids=hooks())
def test_a_hook_wants_the_files_of_content_and_no_others(hook: dict[str, Any]) -> None:
    content = [name for name in files_of(ROOT / "content") if not name.startswith(("media/", "LICENSE"))]
    assert all(re.search(hook["files"], f"content/{name}") for name in content)
    for name in ("README.md", "content/media/a.svg", "topics/deeper/a.md", "my-topics/a.md"):
        assert not re.search(hook["files"], name)


def test_the_hooks_stop_a_mistake_and_mend_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = "content/topics/paging.md"
    write(tmp_path, {file: UNTIDY, "README.md": "# Read me\n"})
    assert call(hooks()["crosswalk-check"], file, "README.md") == (0, "")
    assert (
        call(hooks()["crosswalk-fmt"], file, "README.md")[0] == 0
    )  # a file that changes is what stops a commit
    assert (tmp_path / file).read_text() == TOPIC
    write(tmp_path, {file: TOPIC.replace("topic_name: Paging\n", "")})
    code, said = call(hooks()["crosswalk-check"], file)
    assert (code, "error[field-missing]" in said) == (1, True)
