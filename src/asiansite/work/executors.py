"""Executors: where orders are carried out, behind the standard `concurrent.futures.Executor`.

An order is a module-level function with plain positional arguments, so that any executor can
carry it out: here, in a pool of processes, on a cluster. Workers are pure: they answer with
values, and the coordinator alone writes.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from itertools import islice
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
    # What has been read stays meanwhile: whoever looks for garbage need not look there again, and
    # in forked workers the memory that they share is not copied for the marks of such a search.
    gc.freeze()
    try:
        with _started(work, jobs, prepare) as executor:
            yield executor
    finally:
        # A preview goes on for days, and what it once had must not stay for ever.
        gc.unfreeze()


@contextmanager
def _started(work: int, jobs: int, prepare: Callable[[], None]) -> Iterator[Executor]:
    if jobs <= 1 or work < WORTH_A_POOL:
        prepare()
        yield InlineExecutor()
        return
    # Imported when processes are worth it: a small edit, and a preview, start none.
    from asiansite.work.pool import pool_of

    pool = pool_of(jobs, prepare)
    try:
        yield pool
    except BaseException:
        pool.break_off()
        raise
    pool.shutdown()


def nothing() -> None:
    """What a worker needs beforehand whose orders say all."""


def in_batches(items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    """`items` in their order, `BATCH` at a time."""
    waiting = iter(items)
    while batch := tuple(islice(waiting, BATCH)):
        yield batch


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
