"""Asks the editor at a terminal; where there is none, nobody is asked."""

from __future__ import annotations

import sys


def can_ask() -> bool:
    """Whether somebody sits at a terminal and can answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> str:
    """What is answered to a question, without white space around it; "" for nothing. KeyboardInterrupt at the end."""
    # On standard error: standard output is for the result, which a program may read.
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return " ".join(line.split())
