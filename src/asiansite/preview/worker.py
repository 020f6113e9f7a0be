"""A worker: one thread that carries out what it is given, in order, and that nobody waits for at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

Answer = TypeVar("Answer")


class Worker:
    """Whatever holds open records is used in its own thread alone: SQLite's connections ask for it."""

    def __init__(self, name: str) -> None:
        """Start the thread."""
        self._orders: SimpleQueue[Callable[[], None]] = SimpleQueue()
        # A daemon: work under way must not hold up Ctrl-C.
        threading.Thread(target=self._work, name=name, daemon=True).start()

    def do(self, work: Callable[[], Answer]) -> Future[Answer]:
        """Have `work` done; the future has what it returns or raises."""
        future: Future[Answer] = Future()

        def order() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except BaseException as error:
                    future.set_exception(error)

        self._orders.put(order)
        return future

    def _work(self) -> None:
        while True:
            self._orders.get()()
