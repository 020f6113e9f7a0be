"""The words of `asiansite completion`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser

SHELLS = ("bash", "zsh", "fish")
"""The shells that a script can be printed for."""


def add(commands: argparse._SubParsersAction[Parser], parser: Parser) -> None:
    """Add the command; its scripts complete all commands of the parser."""
    completion = commands.add_parser(
        "completion",
        help="print a script by which your shell completes commands",
        description="Print a script by which your shell completes commands, options and their values at the Tab key.",
    )
    completion.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or fish")
    completion.set_defaults(whole=parser)
