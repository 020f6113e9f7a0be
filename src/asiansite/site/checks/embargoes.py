"""Leaks of embargoes as problems, each at the place in which it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from asiansite.errors import Place, Problem, problem
from asiansite.site.checks.text import Text
from asiansite.site.leaks import leaks
from asiansite.site.snapshot import Snapshot

WHAT = {"title": "the headline", "slug": "the address", "words": "words"}
"""What has leaked, by its kind."""


def leaked(snapshot: Snapshot, texts: Iterable[Text]) -> Iterator[Problem]:
    """What public sources have of articles whose embargo is to come."""
    by_path = {text.path: text for text in texts}
    for leak in leaks(snapshot):
        place = _place(by_path.get(leak.source), leak.found) or Place(leak.source)
        yield problem("embargo-leaked", place, what=WHAT[leak.kind], article=leak.article, given=leak.found)


def _place(text: Text | None, found: str) -> Place | None:
    # A leak is told as words that are compared: in another case, without what stands between them.
    words = re.findall(r"\w+", found)
    if text is None or not words:
        return None
    at = re.search(r"[\W_]+?".join(map(re.escape, words)), text.text, re.IGNORECASE)
    return text.place(*at.span()) if at else None
