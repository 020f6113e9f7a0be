"""The words of `asiansite help`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser


def add(commands: argparse._SubParsersAction[Parser], parser: Parser) -> None:
    """Add the command; it tells the help of all that are added before."""
    command = commands.add_parser(
        "help",
        help="explain a command or a message",
        description="Explain a command, or a message by its slug.",
    )
    command.add_argument(
        "word", nargs="?", metavar="WORD", help="a command, or a slug such as date-not-a-date"
    )
    texts = {"": parser.format_help} | {name: each.format_help for name, each in commands.choices.items()}
    command.set_defaults(texts=texts)
