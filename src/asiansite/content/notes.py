"""Notes: what is wrong with one file, each problem at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Notes:
    """Collects the problems of one file."""

    lines: Sequence[str]
    first_line: int = 1
    """The line of the file at which the YAML begins."""
    problems: list[Problem] = field(default_factory=list)

    def add(self, slug: str, spot: Spot | None, **words: object) -> None:
        """Note the problem `slug` at `spot`."""
        self.problems.append(problem(slug, self.place(spot), **words))

    def place(self, spot: Spot | None) -> Place:
        """The place of a spot; the file's path is added by whoever knows it."""
        if spot is None:
            return Place("")
        index = spot.line - self.first_line
        excerpt = self.lines[index] if 0 <= index < len(self.lines) else None
        return Place("", spot.line, spot.column or None, spot.width, excerpt)
