"""The wheel: what it carries, and that it builds the same site as the sources, from another folder."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

import crosswalk
import wheelhouse
from conftest import files_of

SCRIPTS = sysconfig.get_path("scripts")
OF_THE_DESK = ("PYTHONPATH", "PIPX_", "UV_", "XDG_")
"""How variables begin that lead to the sources, or tell installers what to do."""


@pytest.fixture(scope="module")
def archives(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel built from it: so the sdist is proved whole, too."""
    folder = tmp_path_factory.mktemp("archives")
    # What the build needs is installed already, hence no isolation and no network.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(repository))
    return folder


@pytest.fixture(scope="module")
def wheel(archives: Path) -> Path:
    (path,) = archives.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def home(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables of somebody with an empty home and no network, but the wheels that a site needs."""
    folder = tmp_path_factory.mktemp("home")
    wheelhouse.fill(folder / "wheels", repository / "requirements/build.txt")
    return {
        "HOME": str(folder),
        "PIPX_HOME": str(folder / "pipx"),
        "PIPX_BIN_DIR": str(folder / "bin"),
        "PIPX_DEFAULT_BACKEND": "uv",  # which it prefers by itself; pip takes several times as long
        "UV_CACHE_DIR": str(folder / "cache"),
        "UV_TOOL_DIR": str(folder / "tools"),
        "UV_FIND_LINKS": str(folder / "wheels"),
        "UV_OFFLINE": "1",
        "UV_NO_CONFIG": "1",
        "UV_PYTHON": sys.executable,
    }


@pytest.fixture(scope="module")
def installed(wheel: Path, home: dict[str, str]) -> Path:
    """The `bin` of the environment that `pipx install` makes for the wheel."""
    run(f"{SCRIPTS}/pipx", "install", f"./{wheel.name}", cwd=wheel.parent, **home)
    return Path(home["PIPX_HOME"]) / "venvs/crosswalk/bin"


def run(*command: str, cwd: Path | None = None, **more: str) -> str:
    """Run *command* where neither sources nor installers' settings are known; return what it prints."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(OF_THE_DESK)}
    done = subprocess.run(
        command, cwd=cwd, env=known | more, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_wheel_carries_the_package_and_its_theme(wheel: Path, repository: Path) -> None:
    package = repository / "src" / "crosswalk"
    expected = {
        *(f"crosswalk/{path.relative_to(package).as_posix()}" for path in package.rglob("*.py")),
        "crosswalk/py.typed",
        *(f"crosswalk/templates/{name}" for name in files_of(repository / "templates")),
    }
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert carried == expected


def test_the_sdist_carries_the_tests_and_what_they_read(archives: Path) -> None:
    (path,) = archives.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    folders = {"src", "templates", "tests", "content", "docs", "examples", ".github"}
    assert {*folders, "action.yml", "pyproject.toml", "LICENSE", "README.md"} <= tops
    assert not {".venv", "site", ".git"} & tops


def test_the_same_sources_give_the_same_bytes(archives: Path, wheel: Path, tmp_path: Path) -> None:
    """Elsewhere, later and with another umask: what the sdist holds becomes sdist and wheel again."""
    (sdist,) = archives.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (sources,) = tmp_path.iterdir()
    for path in sources.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o777 if path.stat().st_mode & 0o100 else 0o600)
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir", str(tmp_path / "again"))
    run(*build, str(sources), TZ="Pacific/Apia", PYTHONHASHSEED="1")
    assert files_of(tmp_path / "again") == {each.name: each.read_bytes() for each in (sdist, wheel)}


def test_the_version_stands_in_one_place(wheel: Path, repository: Path) -> None:
    assert wheel.name.split("-")[:2] == ["crosswalk", crosswalk.__version__]
    written = f'"{crosswalk.__version__}"'
    assert written in (repository / "src/crosswalk/__init__.py").read_text("utf-8")
    assert written not in (repository / "pyproject.toml").read_text("utf-8")
    documents = (repository / "README.md", repository / "docs/publishing.md")
    told = {found for path in documents for found in re.findall(r"\d+\.\d+\.\d+", path.read_text("utf-8"))}
    assert told == {crosswalk.__version__}, "documents name the version to install"


def test_installed_by_pipx_or_tried_by_uvx_it_begins_checks_and_builds_a_site(
    installed: Path, wheel: Path, home: dict[str, str], repository: Path, tmp_path: Path
) -> None:
    """By the very commands that are documented, from whatever folder."""
    documented = (repository / "docs/publishing.md").read_text("utf-8")
    assert f"`pipx install ./{wheel.name}`" in documented
    assert f"`uvx --from ./{wheel.name} crosswalk`" in documented
    ways = {
        "pipx": (str(Path(home["PIPX_BIN_DIR"]) / "crosswalk"),),
        "uvx": (f"{SCRIPTS}/uvx", "--from", str(wheel), "crosswalk"),
    }
    for name, command in ways.items():
        work = tmp_path / name
        work.mkdir()
        assert run(*command, "--version", cwd=work, **home) == f"crosswalk {crosswalk.__version__}\n"
        run(*command, "new", "site", "kb", cwd=work, **home)
        assert run(*command, "check", cwd=work / "kb", **home) == "1 topic, 2 guidelines\n"
        run(*command, "build", cwd=work / "kb", **home)
        # A wheel does not tell where it came from.
        assert "OWNER/crosswalk@0000" in (work / "kb/.github/workflows/publish.yml").read_text("utf-8")
    assert Path(*ways["pipx"]).samefile(installed / "crosswalk")
    made = files_of(tmp_path / "pipx")
    assert made == files_of(tmp_path / "uvx")
    assert {"kb/site/index.html", "kb/site/practice/topics/reply-time.html"} <= made.keys()


def test_a_new_site_takes_crosswalk_from_where_it_was_installed_from(installed: Path, tmp_path: Path) -> None:
    """As `pipx install git+https://...` and `uvx --from git+https://...` write it down (PEP 610)."""
    commit = "c" * 40
    (facts,) = installed.parent.glob("lib/python*/site-packages/crosswalk-*.dist-info")
    file = facts / "direct_url.json"
    before = file.read_bytes()
    told = {"url": "https://github.com/acme/crosswalk.git", "vcs_info": {"vcs": "git", "commit_id": commit}}
    file.write_text(json.dumps(told), encoding="utf-8")
    run(str(installed / "crosswalk"), "new", "site", "kb", cwd=tmp_path)
    file.write_bytes(before)
    workflow = (tmp_path / "kb/.github/workflows/publish.yml").read_text("utf-8")
    assert f"- uses: acme/crosswalk@{commit} # v{crosswalk.__version__}\n" in workflow
    assert (
        f"pipx install git+https://github.com/acme/crosswalk@{commit}\n"
        in (tmp_path / "kb/README.md").read_text()
    )


def test_the_installed_package_is_the_one_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import crosswalk; print(crosswalk.__file__, crosswalk.__version__)"
    file, version = run(str(installed / "python"), "-c", code, cwd=tmp_path).split()
    assert Path(file).is_relative_to(installed.parent)
    assert version == crosswalk.__version__


def test_the_wheel_builds_the_same_site_from_another_folder(
    installed: Path, own_site: Path, repository: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(repository / "content", elsewhere / "content")
    for name in ("pyproject.toml", "changes.json"):  # the settings of the site, and what they name
        shutil.copy(repository / name, elsewhere)
    run(str(installed / "crosswalk"), "build", cwd=elsewhere)
    assert files_of(elsewhere / "site") == files_of(own_site)
