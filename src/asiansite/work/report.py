"""The report of a build: what the site is, and what was done to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from msgspec import Struct, field

from asiansite.errors import Problem
from asiansite.site.transition import Transition
from asiansite.work.stopwatch import Stopwatch

Progress = Callable[[str, int, int], None]
"""Told as the work goes on: what is being done, how much of it, out of how much."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody is told."""


class Report(Struct, frozen=True):
    """What a build did."""

    pages: int
    articles: int
    transitions: tuple[Transition, ...]
    """The instants at which the site changes with nobody touching it, the first one first."""
    problems: tuple[Problem, ...]
    """Warnings."""
    new_urls: tuple[str, ...] = ()
    """The lines that urls.lock has got, or that a build which leaves it as it is would have added."""
    rendered: int = 0
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reasons: Counter[str] = field(default_factory=Counter)
    """Why pages were rendered, and how many for each reason."""
    search: str = "off"
    """The state of the search index: `off`, `missing`, `outdated`, `current`, `made`."""
    records: int = 0
    """How many records it has, if it is of today."""
    watch: Stopwatch = field(default_factory=Stopwatch)
