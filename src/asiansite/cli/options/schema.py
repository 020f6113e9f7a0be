"""The words of `asiansite schema`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser

KINDS = ("article", "author", "page", "site", "tags", "front", "picture")
"""The files that have a schema; the first is the default."""


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    schema = commands.add_parser(
        "schema",
        help="print what a file may hold, as JSON Schema",
        description="Print what a file may hold, as JSON Schema (2020-12), for editors and other programs.",
    )
    schema.add_argument(
        "kind",
        nargs="?",
        choices=KINDS,
        default=KINDS[0],
        metavar="KIND",
        help="front matter of an article (the default), an author or a page; or "
        "site, tags, front: the files site.yaml, tags.yaml, front.yaml; or picture: the file beside a picture",
    )
