"""Rules of headings: their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asiansite.errors import Problem, problem
from asiansite.site.checks.desk import Desk


def heading_skipped(desk: Desk) -> Iterator[Problem]:
    """Headings that stand more than one level below the one before: what is between them is missing."""
    for text in desk.texts:
        if "\n###" not in text.text:
            continue
        before = None
        for found in _HEADING.finditer(text.words, text.body_at):
            level = len(found[1])
            if before is not None and level > before + 1:
                yield problem(
                    "heading-skipped",
                    text.place(*found.span(1)),
                    level=level,
                    before=before,
                    wanted=before + 1,
                )
            before = level


_HEADING = re.compile(r"^[ ]{0,3}(#{1,6})(?=[ \t]+[^\s#])", re.MULTILINE)
