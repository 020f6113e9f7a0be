"""How the words of commands are read, and the kinds of words that several commands share."""

from __future__ import annotations

import argparse
import math
import re
from pathlib import Path
from typing import NoReturn

from asiansite.cli.printing import print_error
from asiansite.errors import describe, nearest, problem

WRONG_USAGE = 2


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the words as all other problems are told, and alike in every Python."""

    def error(self, message: str) -> NoReturn:
        """End, because of what argparse says of the words."""
        # Some versions put quotes around the choices.
        start, choose, choices = message.partition("(choose from ")
        message = start + choose + choices.replace("'", "")
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
        near = None if given is None or given in known else nearest(given.partition("=")[0], known)
        print_error(describe(problem("wrong-usage", reason=reason, nearest=near, command=self.prog)))
        print_error(self.format_usage().strip())
        raise SystemExit(WRONG_USAGE)


# What argparse says, which is not the same in every Python, and what is said instead.
_REASONS = (
    (r"argument COMMAND: invalid choice: (['\"])(?P<given>.*)\1 \(.*", r"there is no command `\g<given>`"),
    (
        r"argument .*: invalid choice: (['\"])(?P<given>.*)\1 \(choose from (?P<known>.*)\)",
        r"`\g<given>` is none of \g<known>",
    ),
    (r"the following arguments are required: (.*)", r"\1 is missing"),
    (r"argument (.*): expected one argument", r"a word is missing after \1"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 takes no word after it"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


def add_site(command: Parser) -> None:
    """Add the option that names the site's folder."""
    command.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help="the site's folder (default: the nearest upward with a site.yaml)",
    )


def add_at(command: Parser) -> None:
    """Add the option that names the moment of which a command tells."""
    command.add_argument("--at", metavar="TIME", help="as seen from this moment (default: now)")


def seconds(text: str) -> float:
    """A number of seconds, as argparse wants it."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not math.isfinite(number) or number < 0:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number of seconds")
    return number


def positive(text: str) -> int:
    """A count from 1, as argparse wants it."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number from 1 to 99999")
    return number


def port(text: str) -> int:
    """A port that a program may listen at, as argparse wants it."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"`{text}` is not a port, a number from 1 to 65535")
    return number
