"""The words of the command line: which commands there are. Each has its options in `options/`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from importlib import import_module

from asiansite import __version__
from asiansite.cli.options import (
    authors,
    build,
    check,
    completion,
    init,
    new,
    schema,
    serve,
    tags,
    urls,
    why,
)
from asiansite.cli.options import help as explain
from asiansite.cli.options import list as diary
from asiansite.cli.options import next as following
from asiansite.cli.options.parser import Parser

EPILOG = """\
Run a command in the site's folder, or below it. `asiansite help COMMAND` tells its options,
`asiansite help SLUG` what a message means, such as `asiansite help date-not-a-date`."""

COMMANDS = (new, build, check, serve, diary, tags, authors, why, following, urls, init, schema)
"""In the order in which `asiansite --help` lists them."""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the words of a command line; the answer's `run` carries the command out.

    Raises SystemExit: 0 after help or the version, 2 after wrong usage.
    """
    arguments, rest = parser().parse_known_args(words)
    if rest:
        arguments.parser.refuse(rest[0])
    return arguments


def parser() -> Parser:
    """The parser of all commands."""
    all_commands = Parser(
        prog="asiansite",
        usage="%(prog)s COMMAND ...",
        allow_abbrev=False,
        description="A news site from Markdown articles, Jinja templates and a clock.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    all_commands.add_argument("--version", action="version", version=f"asiansite {__version__}")
    commands = all_commands.add_subparsers(
        prog=all_commands.prog, metavar="COMMAND", required=True, parser_class=Parser
    )
    for command in COMMANDS:
        command.add(commands)
    completion.add(commands, all_commands)
    explain.add(commands, all_commands)
    for name, each in commands.choices.items():
        each.set_defaults(parser=each, run=partial(_carry_out, name))
    return all_commands


def _carry_out(name: str, arguments: argparse.Namespace) -> int:
    # Imported when it is carried out: what one command needs, another does not wait for.
    return int(import_module(f"asiansite.cli.{name}").run(arguments))
