"""The words of `asiansite next`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_site


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    following = commands.add_parser(
        "next",
        usage="%(prog)s [OPTION ...]",
        allow_abbrev=False,
        help="tell when the site changes with nobody touching it",
        description="Tell when the site changes next with nobody touching it, and what changes then.",
    )
    add = following.add_argument
    add_site(following)
    add("--at", metavar="TIME", help="as seen from this moment (default: now)")
    add("--json", action="store_true", help="print the changes as one JSON object")
    following.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    # Imported when it is carried out: what one command needs, another does not wait for.
    from asiansite.cli.next import run

    return run(arguments)
