"""python -m crosswalk: the same as the command."""

import sys

from crosswalk.cli import main

if __name__ == "__main__":
    sys.exit(main())
