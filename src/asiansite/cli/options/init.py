"""The words of `asiansite init`."""

from __future__ import annotations

import argparse
from pathlib import Path

from asiansite.cli.options.parser import Parser


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    init = commands.add_parser(
        "init",
        help="begin a new site",
        description="Begin a new site in DIR: a few files that build at once.",
    )
    init.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty"
    )
