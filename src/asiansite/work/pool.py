"""The pool: processes that carry out orders, and end when they are told to."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

Args = ParamSpec("Args")
Answer = TypeVar("Answer")


def pool_of(jobs: int, prepare: Callable[[], None]) -> Pool:
    """A pool of at most `jobs` processes, in each of which `prepare` runs first."""
    return Pool(jobs, mp_context=_context(), initializer=_begin, initargs=(prepare,))


class Pool(ProcessPoolExecutor):
    """Processes that can be told to stop without breaking what they are just saying."""

    def submit(
        self, fn: Callable[Args, Answer], /, *args: Args.args, **kwargs: Args.kwargs
    ) -> Future[Answer]:
        """Have an order carried out by one of them."""
        with _undisturbed():
            return super().submit(_carry_out, fn, *args, **kwargs)

    def break_off(self) -> None:
        """End every order under way, begin no other, and wait for the processes to end."""
        for process in list((self._processes or {}).values()):
            process.terminate()
        self.shutdown(cancel_futures=True)


def _context() -> multiprocessing.context.BaseContext:
    # Forking is quick and shares what is in memory; macOS's own libraries do not bear it, nor does a process
    # with threads: a lock that another one holds stays held in the child.
    is_alone = threading.current_thread() is threading.main_thread()
    use_fork = is_alone and "fork" in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if use_fork and os.uname().sysname == "Linux" else "spawn")


class _BrokenOff(BaseException):
    """A worker was told to stop; no order may take it for a fault of its own."""


class _Worker:
    """Where this process stands, if it is a worker."""

    is_busy = False
    is_ended = False


def _carry_out(fn: Callable[Args, Answer], /, *args: Args.args, **kwargs: Args.kwargs) -> Answer:
    _Worker.is_busy = True
    try:
        if _Worker.is_ended:
            raise _BrokenOff
        return fn(*args, **kwargs)
    finally:
        _Worker.is_busy = False


def _end(number: int, frame: object) -> None:
    # A worker that died while it wrote its answer would leave half of it in the pipe, and the
    # coordinator would wait for the other half for ever. So only the order itself is broken off.
    _Worker.is_ended = True
    if _Worker.is_busy:
        raise _BrokenOff


def _begin(prepare: Callable[[], None]) -> None:
    # Ctrl-C goes to the whole group: the coordinator alone answers it, and ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    _mask("SIG_UNBLOCK")
    prepare()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off interrupts, so that a process which is started meanwhile cannot meet one unprepared."""
    _mask("SIG_BLOCK")
    try:
        yield
    finally:
        _mask("SIG_UNBLOCK")


def _mask(how: str) -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(getattr(signal, how), {signal.SIGINT, signal.SIGTERM})
