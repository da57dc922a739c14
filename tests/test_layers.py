"""The floors of the package: which module may import which."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "crosswalk"

FLOORS: tuple[tuple[str, ...], ...] = (
    ("packing", "diagnostics", "model"),
    (
        "shipped",
        # addresses, files, settings
        "limited",
        "link_results",
        "urls",
        "disk",
        "files",
        "excerpts",
        "watching",
        "hosting",
        "media",
        "dimensions",
        # what changed
        "grammar",
        "changes",
        "history",
        "git",
        "revisions",
        # what a site's owner decides
        "catalogues",
        "texts",
        "colours",
        "appearance",
        "settings",
        "published",
        # how it is published
        "origin",
        "workflows",
        "readiness",
        # untrusted text to typed values
        "allowance",
        "text",
        "nodes",
        "compose",
        "source",
        "fields",
        "prose",
        "shapes",
        # files written anew
        "quoting",
        "canonical",
        "layout",
        "remarks",
        "formatting",
        "rewrite",
        "normalise",
        "replace",
        "tidy",
        "draft",
        "insertion",
        "scaffold",
        "stylebook",
        "authored_words",
        # files under an author's hands
        "editing",
        "slots",
        "columns",
        # what documents and pages are made with
        "wording",
        "coverage",
        "consensus",
        "fragments",
        "search",
        "documents",
        "represent",
        "schemas",
        "authored",
        "outside",
        "editors",
        "briefing",
        "suggesting",
        "openapi",
        "bundles",
        "templating",
        "theme",
        "views",
        "twins",
        "telling",
        "renditions",
        "feed",
        "record",
        "png",
        "cards",
        # a folder full of files
        "workers",
        "staging",
        # what one build keeps for the next
        "cache",
        "prints",
        "keys",
    ),
    ("load", "link", "check", "pages", "api", "write"),
    (
        "standing",
        "build",
        "additions",
        # a content folder that is worked on, in a browser and in an editor
        "workspace",
        "preview",
        "live",
        "serving",
        "whereabouts",
        "renaming",
        "renames",
        "editor_terms",
        "editor_session",
        "language_server",
    ),
    ("commands", "cli", "__main__"),
)
"""From the ground up. A new module is given its place here.

A module imports from lower floors, and on its own floor from those that stand before it; on floor 2, where
the stages are, never sideways. `crosswalk` itself, which holds the version alone, is the ground below them
all. A package such as `crosswalk.views` counts as one module.
"""

STAGES = 2

FLOOR_OF = {module: number for number, floor in enumerate(FLOORS) for module in floor}


def modules() -> list[str]:
    """Return the names of the modules that the package has."""
    found = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")}
    return sorted(found - {"__init__"})


def imports_of(module: str) -> set[str]:
    """Return which modules of the package *module* imports, at its top or anywhere below."""
    files = [path for path in (PACKAGE / f"{module}.py", *(PACKAGE / module).rglob("*.py")) if path.is_file()]
    found = {name for path in files for name in _imports(ast.parse(path.read_bytes(), str(path)))}
    return found - {module}


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                full_names = [alias.name for alias in names]
            case ast.ImportFrom(module="crosswalk", names=names, level=0):
                full_names = [f"crosswalk.{alias.name}" for alias in names]
            case ast.ImportFrom(module=str(name), level=0):
                full_names = [name]
            case ast.ImportFrom():
                pytest.fail(f"line {node.lineno}: a relative import; name the module in full")
            case _:
                continue
        for name in full_names:
            package, _, rest = name.partition(".")
            inner = rest.partition(".")[0]
            # `from crosswalk import __version__` and the like need the ground only.
            if package == "crosswalk" and inner in modules():
                yield inner


def test_every_module_stands_on_a_floor() -> None:
    """A new module fails this test until it is given a floor."""
    homeless = set(modules()) - set(FLOOR_OF)
    assert not homeless, f"give these modules a floor in FLOORS: {', '.join(sorted(homeless))}"


def test_no_floor_names_a_module_twice() -> None:
    assert len(FLOOR_OF) == sum(len(floor) for floor in FLOORS)


@pytest.mark.parametrize("module", [module for module in modules() if module in FLOOR_OF])
def test_a_module_imports_from_lower_floors_only(module: str) -> None:
    floor = FLOOR_OF[module]
    before = () if floor == STAGES else FLOORS[floor][: FLOORS[floor].index(module)]
    faults = sorted(imports_of(module) - set(before) - {name for below in FLOORS[:floor] for name in below})
    assert not faults, f"{module} (floor {floor}) may not import {', '.join(faults)}"


def test_the_ground_imports_nothing_of_the_package() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_bytes())
    assert not set(_imports(tree))
