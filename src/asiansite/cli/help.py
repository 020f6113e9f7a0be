"""`asiansite help`: explains a command, or a message by its slug."""

from __future__ import annotations

import argparse

from asiansite.cli.printing import print_result
from asiansite.errors import SiteError, messages, nearest, problem


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    word, texts = arguments.word or "", arguments.texts
    if word in texts:
        print_result(texts[word]().rstrip())
    elif (message := messages().get(word)) is not None:
        says = message.says.format_map(_Unsaid())
        print_result(f"{message.level}[{word}]: {says}\n\n{message.help}")
    else:
        raise SiteError([problem("no-such-help", given=word, nearest=nearest(word, [*texts, *messages()]))])
    return 0


class _Unsaid(dict[str, str]):
    # A message's words come from a source; where there is none, something else stands for them.
    def __missing__(self, name: str) -> str:
        return "…"
