"""A page's state, as its bar and its overlay show it: what is wrong with it, and what an editor looks at."""

from __future__ import annotations

from asiansite.errors import Problem, describe
from asiansite.preview.desk import Desk


def state_of(desk: Desk, path: str) -> dict[str, object]:
    """The state of the page at `path`."""
    edition = desk.edition
    problems = [*desk.trouble, *(edition.problems if edition else ())]
    return {
        "version": edition.number if edition else 0,
        "path": path,
        "problems": [_problem(found) for found in problems],
    }


def _problem(found: Problem) -> dict[str, object]:
    place = found.place
    return {
        "slug": found.slug,
        "level": found.level,
        "says": found.says,
        "text": describe(found),
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "excerpt": place.excerpt if place else None,
        "edit": None,
        "own": True,
    }
