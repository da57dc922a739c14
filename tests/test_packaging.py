"""The wheel: what it carries, and that it builds the same site as the sources, from another folder."""

import os
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


def run(*command: str, cwd: Path | None = None) -> str:
    """Run *command* in an environment that does not know the sources; return what it prints."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
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
    folders = {"src", "templates", "tests", "content", "docs", "examples"}
    assert {*folders, "pyproject.toml", "LICENSE", "README.md"} <= tops
    assert not {".venv", "site", ".git"} & tops


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
