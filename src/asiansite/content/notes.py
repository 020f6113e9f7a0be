"""Notes: what is wrong with one file, each problem at its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from asiansite.errors import Place, Problem, problem


class Spot(NamedTuple):
    """Where a value stands in its file: line and column from 1, and its width in characters."""

    line: int
    column: int
    """0: the line as a whole."""
    width: int


def place_in(path: str, spots: Mapping[str, Spot], key: str) -> Place:
    """Where the value of `key` stands in the file at `path`; the file alone, if it has none."""
    spot = spots.get(key)
    return Place(path) if spot is None else Place(path, spot.line, spot.column or None, spot.width)


class Notes:
    """Collects the problems of one file."""

    __slots__ = ("_lines", "_text", "first_line", "problems")

    def __init__(self, text: str | None, first_line: int = 1, problems: list[Problem] | None = None) -> None:
        """Take the text that problems may show a line of (None: there is none), and who collects already."""
        self._text = text
        self._lines: list[str] | None = None
        self.first_line = first_line
        """The line of the file at which the text begins."""
        self.problems: list[Problem] = [] if problems is None else problems

    @property
    def lines(self) -> list[str]:
        """The lines of the text; they are cut when first asked for, as most files have no problem."""
        if self._lines is None:
            self._lines = [] if self._text is None else self._text.split("\n")
        return self._lines

    def add(self, slug: str, spot: Spot | None, **words: object) -> None:
        """Note the problem `slug` at `spot`."""
        self.problems.append(problem(slug, self.place(spot), **words))

    def place(self, spot: Spot | None) -> Place:
        """The place of a spot; the file's path is added by whoever knows it."""
        if spot is None:
            return Place("")
        index = spot.line - self.first_line
        lines = self.lines
        excerpt = lines[index] if 0 <= index < len(lines) else None
        return Place("", spot.line, spot.column or None, spot.width, excerpt)
