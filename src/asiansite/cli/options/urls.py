"""The words of `asiansite urls`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_at, add_site


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    urls = commands.add_parser(
        "urls",
        usage="%(prog)s [OPTION ...]",
        allow_abbrev=False,
        help="list every published URL, and see that each is answered",
        description="List every URL of urls.lock and what answers there now. The exit status is 1 if one is lost.",
    )
    add = urls.add_argument
    add_site(urls)
    add_at(urls)
    add("--lost", action="store_true", help="list only those that nothing answers")
    add("--json", action="store_true", help="print the list as one JSON object")
    what = urls.add_mutually_exclusive_group()
    what.add_argument(
        "--accept",
        nargs="*",
        metavar="URL",
        help="give up these lost URLs, or all that are lost: take their lines out of urls.lock",
    )
    what.add_argument(
        "--import",
        dest="list",
        metavar="FILE",
        help="add the URLs of an older site: a sitemap, or a CSV table with a column of addresses",
    )
