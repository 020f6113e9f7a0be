"""`asiansite completion`: prints a script by which a shell completes commands, options and their values."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import shtab

from asiansite.cli.printing import print_result
from asiansite.errors import messages

PATHS = {"DIR": shtab.DIRECTORY, "FILE": shtab.FILE}
"""What stands in the place of a value, to what is offered there: an option that wants a path says so by this word."""


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    parser: argparse.ArgumentParser = arguments.whole
    actions = [*_actions(parser, "")]
    commands = dict.fromkeys(command for command, _ in actions if command)
    for command, action in actions:
        if action.metavar in PATHS:
            # Where shtab looks for it.
            vars(action)["complete"] = PATHS[action.metavar]
        elif (command, action.dest) == ("help", "word"):
            action.choices = [*commands, *messages()]
    print_result(shtab.complete(parser, shell=arguments.shell).rstrip())
    return 0


def _actions(parser: argparse.ArgumentParser, command: str) -> Iterator[tuple[str, argparse.Action]]:
    """(command, action) of the parser and of all its commands; "" for the parser itself."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, each in action.choices.items():
                yield from _actions(each, name)
        else:
            yield command, action
