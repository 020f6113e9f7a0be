"""The words of `asiansite check`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_at, add_site


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    check = commands.add_parser(
        "check",
        usage="%(prog)s [OPTION ...]",
        allow_abbrev=False,
        help="tell everything that is wrong, and build nothing",
        description="Tell everything that is wrong with the site, and build nothing.",
    )
    add = check.add_argument
    add_site(check)
    add("--strict", action="store_true", help="count warnings as errors")
    add(
        "--embargo",
        action="store_true",
        help="look for words of articles under embargo in what is public, too",
    )
    add(
        "--external",
        action="store_true",
        help="ask other sites whether the links to them lead anywhere; answers are remembered for a week",
    )
    add("--fix", action="store_true", help="mend what is safe to mend first, and list it; never the words")
    add_at(check)
    form = check.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument(
        "--format",
        choices=("text", "github"),
        default="text",
        help="how problems are told: as text, or as GitHub shows them at their lines (default: text)",
    )
