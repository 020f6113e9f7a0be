"""Answers requests for files of the site from an edition: the bytes that `build` would write."""

from __future__ import annotations

from collections import OrderedDict
from typing import Protocol

from msgspec import Struct

from asiansite.errors import Problem, SiteError
from asiansite.preview.media import media_type

REMEMBERED = 256
"""Pages of which the last good version is kept."""


class Rendering(Protocol):
    """An edition, whole or early."""

    @property
    def number(self) -> int:
        """Which one."""

    def rendered(self, output: str) -> bytes:
        """The page at `output`. Raises SiteError for a fault in a template."""


class Answer(Struct, frozen=True):
    """A page of the site."""

    output: str
    data: bytes
    version: int
    """The edition that the bytes are of."""
    problems: tuple[Problem, ...] = ()
    """Why the page could not be rendered; `data` is then its last good version, or empty."""

    @property
    def media_type(self) -> str:
        """Its Content-Type."""
        return media_type(self.output)


class Answers:
    """Renders pages, and remembers the last good version of each that was asked for."""

    def __init__(self) -> None:
        """Begin with none."""
        self._good: OrderedDict[str, Answer] = OrderedDict()
        self._now: tuple[int, dict[str, Answer]] = (0, {})
        self._before: tuple[int, dict[str, Answer]] = (0, {})

    def known(self, edition: Rendering, output: str) -> Answer | None:
        """The page as it was rendered for one of the last two editions, if it was."""
        return next(
            (made.get(output) for number, made in (self._now, self._before) if number == edition.number), None
        )

    def page(self, edition: Rendering, output: str) -> Answer:
        """The page at `output`, which the edition has. Other faults than a template's pass through."""
        if self._now[0] != edition.number:
            self._before, self._now = self._now, (edition.number, {})
        made = self._now[1].get(output)
        if made is None:
            made = self._now[1][output] = self._made(edition, output)
        return made

    def _made(self, edition: Rendering, output: str) -> Answer:
        try:
            data = edition.rendered(output)
        except SiteError as error:
            good = self._good.get(output)
            known = (good.data, good.version) if good else (b"", edition.number)
            return Answer(output, *known, problems=error.problems)
        answer = Answer(output, data, edition.number)
        self._good[output] = answer
        self._good.move_to_end(output)
        if len(self._good) > REMEMBERED:
            self._good.popitem(last=False)
        return answer
