"""The words of `asiansite init`."""

from __future__ import annotations

import argparse
from pathlib import Path

from asiansite.cli.options.parser import Parser


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    init = commands.add_parser(
        "init",
        usage="%(prog)s DIR [OPTION ...]",
        allow_abbrev=False,
        help="begin a new site",
        description=(
            "Begin a new site in DIR: a few files that build at once. With --ci, DIR may also be a site that is there "
            "already: it gets the workflow, and nothing else."
        ),
    )
    init.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty"
    )
    init.add_argument(
        "--ci",
        choices=("github", "gitlab"),
        metavar="WHERE",
        help="also write the workflow with which github or gitlab builds the site, checks it and puts it online",
    )
