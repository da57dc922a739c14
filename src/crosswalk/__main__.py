"""python -m crosswalk: the same as the command."""

import os
import sys

if not sys.flags.safe_path and sys.path[0] == os.getcwd():  # noqa: PTH109 - the string that Python put there
    # `python -m` looks for modules in the working folder first, and that may be a stranger's content.
    del sys.path[0]

from crosswalk.cli import main  # only now may anything be imported

if __name__ == "__main__":
    sys.exit(main())
