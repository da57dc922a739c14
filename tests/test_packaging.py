"""The wheel: what it carries, and that it builds the same site as the sources, from another folder."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import crosswalk
from conftest import files_of


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
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an empty environment that nothing but the wheel was installed into.

    The dependencies come from the environment of the tests, by a path file: Python appends its folder to the
    search path, behind the wheel, and does not read the path files in *that* folder, so the editable install
    of the sources stays out of sight.
    """
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, symlinks=True)
    (site_packages,) = folder.glob("lib/python*/site-packages")
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(folder / "bin/python"))
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", "--ignore-installed", str(wheel))
    return folder / "bin"


def run(*command: str, cwd: Path | None = None, **more: str) -> str:
    """Run *command* in an environment that does not know the sources; return what it prints."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | more
    done = subprocess.run(
        command, cwd=cwd, env=variables, capture_output=True, encoding="utf-8", timeout=300, check=False
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
    assert run(str(installed / "crosswalk"), "build", cwd=tmp_path / "kb").endswith(
        " files written to site\n"
    )
    run(str(installed / "crosswalk"), "new", "site", "other", cwd=tmp_path)
    assert "OWNER/crosswalk@0000" in (tmp_path / "other/.github/workflows/publish.yml").read_text("utf-8")


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
