"""The words of the command line: which commands there are, and their options."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from asiansite import __version__
from asiansite.cli.printing import print_error
from asiansite.errors import describe, nearest, problem

WRONG_USAGE = 2

EPILOG = """\
Run a command in the site's folder, or below it. `asiansite help COMMAND` tells its options,
`asiansite help SLUG` what a message means, such as `asiansite help date-not-a-date`."""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the words of a command line; the answer's `run` carries the command out.

    Raises SystemExit: 0 after help or the version, 2 after wrong usage.
    """
    arguments, rest = _parser().parse_known_args(words)
    if rest:
        arguments.parser.refuse(rest[0])
    return arguments


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the words as all other problems are told, and alike in every Python."""

    def error(self, message: str) -> NoReturn:
        for pattern, reason in _REASONS:
            if (found := re.fullmatch(pattern, message, re.DOTALL)) is not None:
                self._end(found.expand(reason), found["given"] if "given" in found.groupdict() else None)
        self._end(message, None)

    def refuse(self, word: str) -> NoReturn:
        """End, because of a word that has no place in the command."""
        is_option = word.startswith("-")
        self._end(f"there is no option `{word}`" if is_option else f"`{word}` is a word too many", word)

    def _end(self, reason: str, given: str | None) -> NoReturn:
        known = [name for action in self._actions for name in (action.choices or action.option_strings)]
        near = None if given is None else nearest(given.partition("=")[0], known)
        print_error(describe(problem("wrong-usage", reason=reason, nearest=near, command=self.prog)))
        print_error(self.format_usage().strip())
        raise SystemExit(WRONG_USAGE)


# What argparse says, which is not the same in every Python, and what is said instead.
_REASONS = (
    (r"argument COMMAND: invalid choice: (['\"])(?P<given>.*)\1 \(.*", r"there is no command `\g<given>`"),
    (r"the following arguments are required: (.*)", r"\1 is missing"),
    (r"argument (.*): expected one argument", r"a word is missing after \1"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 takes no word after it"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


def _parser() -> _Parser:
    parser = _Parser(
        prog="asiansite",
        usage="%(prog)s COMMAND ...",
        allow_abbrev=False,
        description="A news site from Markdown articles, Jinja templates and a clock.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"asiansite {__version__}")
    commands = parser.add_subparsers(prog=parser.prog, metavar="COMMAND", required=True, parser_class=_Parser)
    _add_build(commands)
    _add_why(commands)
    _add_next(commands)
    _add_init(commands)
    _add_help(commands, parser)
    for each in commands.choices.values():
        each.set_defaults(parser=each)
    return parser


def _add_build(commands: argparse._SubParsersAction[_Parser]) -> None:
    build = commands.add_parser(
        "build",
        usage="%(prog)s [OPTION ...]",
        allow_abbrev=False,
        help="bring the output up to date",
        description="Bring the output up to date: afterwards it is what the sources say at the build's clock.",
    )
    add = build.add_argument
    add(
        "--site",
        type=Path,
        metavar="DIR",
        help="the site's folder (default: the nearest upward with a site.yaml)",
    )
    add("--output", metavar="DIR", help="where the pages go (default: public/ in the site's folder)")
    add("--clean", action="store_true", help="render every page anew, whatever is remembered")
    add("--at", metavar="TIME", help="build the site of this moment: 2026-12-01T08:00; a date is its 00:00")
    add("--drafts", action="store_true", help="show drafts and scheduled articles, marked (needs --output)")
    add("--jobs", type=_positive, metavar="N", help="how many processes work (default: one a processor)")
    add("--base-url", metavar="URL", help="in the place of base_url in site.yaml")
    add(
        "--hold",
        action="append",
        default=[],
        metavar="FILE",
        help="leave out this new article, broken or not",
    )
    add("--strict", action="store_true", help="warnings are errors")
    add("--adopt", action="store_true", help="overwrite files in the output that are not ours")
    add(
        "--wait",
        type=_seconds,
        default=0.0,
        metavar="SECONDS",
        help="wait for another build of the same output",
    )
    add("--json", action="store_true", help="print the report as one JSON object")
    add("--verify", action="store_true", help="build clean in memory as well, and compare every byte")
    add("--profile", action="store_true", help="tell where the time went, by stage and by template")
    build.set_defaults(run=_run_build)


def _add_why(commands: argparse._SubParsersAction[_Parser]) -> None:
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
    add(
        "--site",
        type=Path,
        metavar="DIR",
        help="the site's folder (default: the nearest upward with a site.yaml)",
    )
    add(
        "--output",
        metavar="DIR",
        help="the output that the build wrote (default: public/ in the site's folder)",
    )
    add("--json", action="store_true", help="print the answer as one JSON object")
    why.set_defaults(run=_run_why)


def _add_next(commands: argparse._SubParsersAction[_Parser]) -> None:
    following = commands.add_parser(
        "next",
        usage="%(prog)s [OPTION ...]",
        allow_abbrev=False,
        help="tell when the site changes with nobody touching it",
        description="Tell when the site changes next with nobody touching it, and what changes then.",
    )
    add = following.add_argument
    add(
        "--site",
        type=Path,
        metavar="DIR",
        help="the site's folder (default: the nearest upward with a site.yaml)",
    )
    add("--at", metavar="TIME", help="as seen from this moment (default: now)")
    add("--json", action="store_true", help="print the changes as one JSON object")
    following.set_defaults(run=_run_next)


def _add_init(commands: argparse._SubParsersAction[_Parser]) -> None:
    init = commands.add_parser(
        "init",
        help="begin a new site",
        description="Begin a new site in DIR: a few files that build at once.",
    )
    init.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty"
    )
    init.set_defaults(run=_run_init)


def _add_help(commands: argparse._SubParsersAction[_Parser], parser: _Parser) -> None:
    command = commands.add_parser(
        "help",
        help="explain a command or a message",
        description="Explain a command, or a message by its slug.",
    )
    command.add_argument(
        "word", nargs="?", metavar="WORD", help="a command, or a slug such as date-not-a-date"
    )
    texts = {"": parser.format_help} | {name: each.format_help for name, each in commands.choices.items()}
    command.set_defaults(run=_run_help, texts=texts)


# A command's module is imported when it is run: what `build` needs, `help` does not wait for.
def _run_build(arguments: argparse.Namespace) -> int:
    from asiansite.cli.build import run

    return run(arguments)


def _run_why(arguments: argparse.Namespace) -> int:
    from asiansite.cli.why import run

    return run(arguments)


def _run_next(arguments: argparse.Namespace) -> int:
    from asiansite.cli.next import run

    return run(arguments)


def _run_init(arguments: argparse.Namespace) -> int:
    from asiansite.cli.init import run

    return run(arguments)


def _run_help(arguments: argparse.Namespace) -> int:
    from asiansite.cli.help import run

    return run(arguments)


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not math.isfinite(number) or number < 0:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number of seconds")
    return number


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number from 1 to 99999")
    return number
