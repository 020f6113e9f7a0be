"""The words of `asiansite tags`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_site
from asiansite.cli.options.renaming import add_consent


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    tags = commands.add_parser(
        "tags",
        usage="%(prog)s [OPTION ...]",
        allow_abbrev=False,
        help="list tags; rename one, or merge several into one",
        description="List every tag with the number of its articles. With --rename or --merge, change the tag in all "
        "articles that have it: what would change is shown first.",
    )
    add_site(tags)
    what = tags.add_mutually_exclusive_group()
    what.add_argument(
        "--rename", nargs=2, metavar=("OLD", "NEW"), help="give a tag another name, in every article"
    )
    what.add_argument(
        "--merge",
        nargs="+",
        metavar="TAG",
        help="let the last of these tags take the place of the others, in every article",
    )
    add_consent(tags)
