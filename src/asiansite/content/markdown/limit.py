"""The limit: work in Python that may take so much processor time and no more."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType

from asiansite.content.markdown.body import MarkdownTimeout

SECONDS = 5.0
"""Of processor time for one text; an article takes some thousandths."""


def can_interrupt() -> bool:
    """Whether `within_limit` can work here: in the main thread, on a system with interval timers."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def within_limit(work: Callable[[], str], seconds: float) -> str:
    """What `work` returns, if it takes at most `seconds` of this process's processor time.

    Raises MarkdownTimeout if not. Call it only where `can_interrupt`.
    """
    previous = signal.signal(signal.SIGVTALRM, _interrupt)
    try:
        try:
            # Again and again: an exception that is raised in a clean-up of Python's is lost.
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.1)
            return work()
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _OutOfTimeError:
        raise timeout(seconds) from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


def timeout(seconds: float) -> MarkdownTimeout:
    """The error of a text that took longer than `seconds`."""
    return MarkdownTimeout(f"it takes more than {seconds:g} seconds to read")


class _OutOfTimeError(BaseException):
    """Not an Exception, so that no `except` in the engine takes it for its own."""


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise _OutOfTimeError
