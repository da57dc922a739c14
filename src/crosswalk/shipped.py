"""Where the files stand that come with crosswalk beside its code: the templates of every site.

In: nothing. Out: folders of this very installation.
"""

from pathlib import Path


def templates() -> Path:
    """Return the folder of the templates: inside the package if it is installed, else beside its sources."""
    package = Path(__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parents[1] / "templates"
