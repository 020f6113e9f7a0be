"""Executors: where orders are carried out, behind the standard `concurrent.futures.Executor`.

An order is a module-level function with plain positional arguments, so that any executor can
carry it out: here, in a pool of processes, on a cluster. Workers are pure: they answer with
values, and the coordinator alone writes.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

Args = ParamSpec("Args")
Answer = TypeVar("Answer")
Item = TypeVar("Item")
Order = TypeVar("Order")

WORTH_A_POOL = 200
"""Items of work below which starting processes costs more than it saves."""

BATCH = 64
"""Items in an order: enough to make the trip worth it, few enough to share the work evenly."""


UNDER_WAY = 16
"""Orders given out before the first answer is waited for."""


class InlineExecutor(Executor):
    """Carries out each order at once, in this process."""

    def submit(
        self, fn: Callable[Args, Answer], /, *args: Args.args, **kwargs: Args.kwargs
    ) -> Future[Answer]:
        """Carry out the order; what it raises is raised here, at once."""
        future: Future[Answer] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def executor_for(work: int, jobs: int, prepare: Callable[[], None]) -> Iterator[Executor]:
    """An executor for `work` items in at most `jobs` processes; `prepare` runs first in each.

    Where processes are forked they inherit what `prepare` is bound to; elsewhere it is pickled
    once for each. An interrupt, or anything else that is raised, breaks off the orders under way.
    """
    # What has been read stays to the end: whoever looks for garbage need not look there again, and
    # in forked workers the memory that they share is not copied for the marks of such a search.
    gc.freeze()
    if jobs <= 1 or work < WORTH_A_POOL:
        prepare()
        yield InlineExecutor()
        return
    pool = _Pool(jobs, mp_context=_context(), initializer=_begin, initargs=(prepare,))
    try:
        yield pool
    except BaseException:
        pool.break_off()
        raise
    pool.shutdown()


def nothing() -> None:
    """What a worker needs beforehand whose orders say all."""


def in_batches(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """`items` in their order, `BATCH` at a time."""
    for start in range(0, len(items), BATCH):
        yield tuple(items[start : start + BATCH])


def in_order(
    executor: Executor, carry_out: Callable[[Order], Answer], orders: Iterable[Order]
) -> Iterator[Answer]:
    """The answers to `orders`, in their order; a few are under way at a time.

    So neither the orders nor the answers, which together may be larger than memory, pile up.
    """
    under_way: deque[Future[Answer]] = deque()
    for order in orders:
        under_way.append(executor.submit(carry_out, order))
        if len(under_way) >= UNDER_WAY:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _context() -> multiprocessing.context.BaseContext:
    # Forking is quick and shares what is in memory; macOS's own libraries do not bear it.
    methods = multiprocessing.get_all_start_methods()
    use_fork = "fork" in methods and multiprocessing.get_start_method(allow_none=True) != "spawn"
    return multiprocessing.get_context("fork" if use_fork and os.uname().sysname == "Linux" else "spawn")


class _Pool(ProcessPoolExecutor):
    """Processes that can be told to stop without breaking what they are just saying."""

    def submit(
        self, fn: Callable[Args, Answer], /, *args: Args.args, **kwargs: Args.kwargs
    ) -> Future[Answer]:
        with _undisturbed():
            return super().submit(_carry_out, fn, *args, **kwargs)

    def break_off(self) -> None:
        """End every order under way, begin no other, and wait for the processes to end."""
        for process in list((self._processes or {}).values()):
            process.terminate()
        self.shutdown(cancel_futures=True)


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
