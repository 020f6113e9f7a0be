"""The child: a process that runs Python-Markdown where a timer cannot interrupt it, and can be killed.

It is started at the first text, reads one text after the other, and ends with this process.
"""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asiansite.content.markdown import limit
from asiansite.content.markdown.body import MarkdownError, MarkdownFailed
from asiansite.content.markdown.python_engine import python_html

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

PATIENCE = 60.0
"""Seconds by the clock after which a child that limits its own processor time is killed all the same."""


def convert(source: str, extensions: tuple[str, ...]) -> str:
    """The HTML of `source`, made by Python-Markdown in the child.

    Raises what `python_html` raises, and MarkdownTimeout.
    """
    with _turn:
        answer = _child().answer(source, extensions)
    if isinstance(answer, str):
        return answer
    raise answer


def end() -> None:
    """End the child, if there is one; the next text starts another."""
    with _turn:
        for child in _children:
            child.end()
        _children.clear()


@dataclass(frozen=True, slots=True)
class _Child:
    process: BaseProcess
    pipe: Connection
    parent: int
    patience: float

    def answer(self, source: str, extensions: tuple[str, ...]) -> str | Exception:
        try:
            self.pipe.send((source, extensions))
            if self.pipe.poll(self.patience):
                answer: str | Exception = self.pipe.recv()
                return answer
        except (EOFError, OSError):
            self.end()
            return MarkdownFailed("the process that reads it died")
        self.end()
        return limit.timeout(limit.SECONDS)

    def is_usable(self) -> bool:
        # A child is that of the process that started it, not of one that was forked from it since.
        return self.parent == os.getpid() and not self.pipe.closed and self.process.is_alive()

    def end(self) -> None:
        self.pipe.close()
        if self.parent == os.getpid():
            self.process.kill()
            self.process.join()
            self.process.close()


_turn = threading.Lock()
_children: list[_Child] = []


def _child() -> _Child:
    if not _children or not _children[0].is_usable():
        _children[:] = [_start()]
    return _children[0]


def _start() -> _Child:
    from multiprocessing import get_context

    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), name="asiansite-markdown", daemon=True)
    process.start()
    theirs.close()
    # Once started, it says whether it can limit its own time; if not, the clock must do.
    limits_itself = bool(ours.recv())
    return _Child(process, ours, os.getpid(), PATIENCE if limits_itself else limit.SECONDS)


def _serve(pipe: Connection) -> None:
    # Ctrl-C goes to every process of a terminal; this one ends when its pipe does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe.send(limit.can_interrupt())
    while True:
        try:
            source, extensions = pipe.recv()
        except EOFError:
            return
        pipe.send(_answer(source, extensions))


def _answer(source: str, extensions: tuple[str, ...]) -> str | Exception:
    try:
        if limit.can_interrupt():
            return limit.within_limit(lambda: python_html(source, extensions), limit.SECONDS)
        return python_html(source, extensions)
    except (MarkdownError, ImportError) as error:
        return type(error)(str(error))
