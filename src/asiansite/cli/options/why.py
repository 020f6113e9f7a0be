"""The words of `asiansite why`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_site


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    why = commands.add_parser(
        "why",
        usage="%(prog)s [URL] [OPTION ...]",
        allow_abbrev=False,
        help="tell what a page was made from, and why it was rendered",
        description="Tell what a page was made from, and why the last build did or did not render it.",
    )
    add = why.add_argument
    add(
        "url",
        nargs="?",
        metavar="URL",
        help="a page: its address or path (default: the last build as a whole)",
    )
    add_site(why)
    add(
        "--output",
        metavar="DIR",
        help="the output that the build wrote (default: public/ in the site's folder)",
    )
    add("--json", action="store_true", help="print the answer as one JSON object")
