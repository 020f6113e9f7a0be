"""Runs the command line: `python -m asiansite`."""

import sys

from asiansite.cli import main

if __name__ == "__main__":
    sys.exit(main())
