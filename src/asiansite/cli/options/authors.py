"""The words of `asiansite authors`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_site
from asiansite.cli.options.renaming import add_consent


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    authors = commands.add_parser(
        "authors",
        usage="%(prog)s [OPTION ...]",
        allow_abbrev=False,
        help="list authors; rename one",
        description="List every author with the number of articles. With --rename, change the author's file and all "
        "articles that name the author: what would change is shown first.",
    )
    add_site(authors)
    authors.add_argument(
        "--rename",
        nargs=2,
        metavar=("OLD", "NEW"),
        help="give an author another slug, or another name, in every article",
    )
    add_consent(authors)
