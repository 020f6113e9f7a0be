"""The words of `asiansite new`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_site


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    new = commands.add_parser(
        "new",
        usage="%(prog)s [HEADLINE] [OPTION ...]",
        allow_abbrev=False,
        help="begin a new article",
        description="Begin a new article: make its file, with front matter filled in, and print the path. "
        "At a terminal, what is missing is asked for. It is a draft until its line `draft: true` is taken away.",
    )
    add = new.add_argument
    add("headline", nargs="?", metavar="HEADLINE", help="the title, in quotation marks")
    add_site(new)
    add("--author", action="append", metavar="AUTHOR", help="a slug or a name; several times for several")
    add("--section", metavar="SECTION", help="its section: a slug or a name")
    add("--tags", metavar="TAGS", help="its tags, with commas between")
    add("--date", metavar="TIME", help="when it is to be published: 2026-12-01T08:00 (default: now)")
    add("--slug", metavar="SLUG", help="its part of the address (default: from the headline)")
    add("--from", dest="template", metavar="TEMPLATE", help="begin with content/_templates/TEMPLATE.md")
    add("--edit", action="store_true", help="open the file in $VISUAL or $EDITOR")
