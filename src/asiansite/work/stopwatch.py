"""A stopwatch: how long each stage of a build took, and the pages of each template."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Measures wall seconds by stage, and workers' seconds by template."""

    def __init__(self) -> None:
        """Start."""
        self._started = time.monotonic()
        self.stages: dict[str, float] = {}
        self.templates: dict[str, tuple[int, float]] = defaultdict(lambda: (0, 0.0))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a `with` block to the stage `name`."""
        started = time.monotonic()
        try:
            yield
        finally:
            self.stages[name] = self.stages.get(name, 0.0) + time.monotonic() - started

    def page(self, template: str, seconds: float) -> None:
        """Count a page to its template."""
        pages, total = self.templates[template]
        self.templates[template] = (pages + 1, total + seconds)

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._started
