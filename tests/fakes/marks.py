"""Marks: `‹` and `›` in a source stand around the place that a message must point at."""

from __future__ import annotations

from asiansite.errors import Problem

OPEN, CLOSE = "‹", "›"

Pointed = tuple[int, int, int]
"""Line and column from 1, and width."""


def unmarked(text: str) -> tuple[str, list[Pointed]]:
    """The text without its marks, and what was marked, in order."""
    found = []
    while OPEN in text:
        start = text.index(OPEN)
        text = text.replace(OPEN, "", 1)
        end = text.index(CLOSE)
        text = text.replace(CLOSE, "", 1)
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        found.append((line, column, end - start))
    return text, found


def pointed(problem: Problem) -> Pointed | None:
    """What a problem points at; None if it is the file, or the line, as a whole."""
    place = problem.place
    if place is None or place.line is None or place.column is None:
        return None
    return place.line, place.column, place.width
