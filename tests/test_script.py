"""The modules of scripts, judged by the compiler of TypeScript: every type is known and kept."""

import shutil
from pathlib import Path

import pytest

from conftest import NODE_MODULES, RunTool
from crosswalk import shipped


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


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("export function f(x) { return x; }", "TS7006"),
        ("document.querySelector('a').focus();", "TS2531"),
        ("/** @type {number} */ export const n = 'one';", "TS2322"),
        ("import { f } from './missing.js'; f();", "TS2307"),
    ],
    ids=["untyped parameter", "perhaps null", "other type", "no such module"],
)
def test_what_is_wrong_would_be_found(run_tool: RunTool, modules: Path, source: str, code: str) -> None:
    (modules / "wrong.js").write_text(f"{source}\n", encoding="utf-8")
    assert code in compiled(run_tool, modules)
