"""A folder of wheels to install from where there is no network.

In: which packages. Out: a wheel of each that is installed here, made anew of the files that its installer
recorded, so that an installer of another environment has all it would get from PyPI.
"""

import re
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

OF_THE_INSTALLER = {"INSTALLER", "RECORD", "REQUESTED", "direct_url.json"}
"""Files beside the metadata that did not come with the wheel, or are written anew."""


def fill(folder: Path, requirements: Path) -> None:
    """Put a wheel of each package that *requirements* pins into *folder*, unless it is for other machines."""
    folder.mkdir()
    for name in re.findall(r"^([\w.-]+)==", requirements.read_text("utf-8"), re.MULTILINE):
        try:
            _pack(distribution(name), folder)
        except PackageNotFoundError:
            continue  # what is missing is told by whoever installs from here


def _pack(package: Distribution, folder: Path) -> None:
    tag = re.search(r"^Tag: (\S+)$", package.read_text("WHEEL") or "", re.MULTILINE)
    assert tag, f"{package.name} was not installed from a wheel"
    stem = f"{package.name.replace('-', '_')}-{package.version}"
    files = [
        file
        for file in package.files or ()
        # Commands stand outside, and are made from the metadata.
        if file.parts[0] != ".." and file.suffix != ".pyc" and file.name not in OF_THE_INSTALLER
    ]
    (info,) = {file.parent for file in files if file.match("*.dist-info/METADATA")}
    with zipfile.ZipFile(folder / f"{stem}-{tag[1]}.whl", "w") as archive:
        for file in files:
            archive.write(str(file.locate()), file.as_posix())
        archive.writestr(f"{info}/RECORD", "".join(f"{file.as_posix()},,\n" for file in files))
