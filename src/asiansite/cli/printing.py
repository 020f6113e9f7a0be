"""Printing: problems, results and progress, each to its stream."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from asiansite.errors import Problem, describe

REPORT_TO = "the issue tracker that README.md names"


def print_result(text: str) -> None:
    """Print a result to standard output, in whatever characters it can take."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))  # noqa: T201


def print_json(value: object) -> None:
    """Print a result for programs: one JSON object on one line of standard output."""
    is_utf8 = (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    print_result(json.dumps(value, ensure_ascii=not is_utf8))


def problem_as_json(found: Problem) -> dict[str, object]:
    """A problem for programs."""
    place = found.place
    return {
        "slug": found.slug,
        "level": found.level,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "says": found.says,
        "facts": dict(found.facts),
    }


def print_bytes(data: bytes) -> None:
    """Print a result whose line ends are its own, as they stand."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def print_error(text: str) -> None:
    """Print a line to standard error."""
    print(text, file=sys.stderr)  # noqa: T201


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, one after another, each followed by an empty line."""
    for found in problems:
        print_error(describe(found) + "\n")


def print_bug(traceback: str) -> None:
    """Print what a bug of ours left behind, and where to report it."""
    print_error(
        f"{traceback}\nThis is a bug in asiansite, not in your site. Report it, with the text above, to\n"
        f"{REPORT_TO}. The old output is as it was."
    )


PATIENCE = 1.0
"""Seconds of work after which a line tells how far it has come."""

PAUSE = 0.1
"""Seconds for which that line stands at least."""


class Progress:
    """A line on a terminal that tells how far the work has come, once it takes more than a second."""

    def __init__(self) -> None:
        """Begin to wait."""
        self._started = self._last = time.monotonic()
        self._shown = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell that `done` of `total` are done."""
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self._started < PATIENCE or now - self._last < PAUSE:
            return
        self._last, self._shown = now, True
        width = 24
        bar = ("█" * (width * done // max(total, 1))).ljust(width, "░")
        # What a longer line has left behind it goes too.
        sys.stderr.write(f"\r{bar} {done:,} of {total:,} {stage}\x1b[K")
        sys.stderr.flush()

    def end(self) -> None:
        """Take the line away again."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")


def shown_path(path: Path) -> str:
    """A path as a line names it: from the current folder, if it lies below that."""
    whole = os.path.normpath(path.absolute())
    try:
        near = os.path.relpath(whole)
    except ValueError:  # another drive of Windows
        return whole
    return whole if near.startswith("..") else near


def shown_moment(moment: datetime) -> str:
    """An instant as a line names it: to the minute, or to the second where it has one."""
    return moment.isoformat(sep=" ", timespec="seconds" if moment.second else "minutes")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 page`, `2 pages`, `48,112 articles`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def summary(problems: Sequence[Problem], articles: int, outcome: str) -> str:
    """The last line: how many problems, in how many files, and what that means."""
    errors = sum(found.level == "error" for found in problems)
    warnings = len(problems) - errors
    parts = [counted(errors, "problem")] if errors else []
    parts += [counted(warnings, "warning")] if warnings else []
    # Outside of the site there are no files of the user's that something could be wrong with.
    paths = {
        found.place.path for found in problems if found.place and not Path(found.place.path).is_absolute()
    }
    where = f" in {len(paths):,} of {counted(articles, 'article')}"
    if not paths:
        where = ""
    elif len(paths) > articles or not all(path.startswith("content/articles/") for path in paths):
        where = f" in {counted(len(paths), 'file')}"
    return f"{' and '.join(parts)}{where}; {outcome}."
