"""Links to other sites: those whose answers are remembered, and those that are asked now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from asiansite.content.outside import Answer
from asiansite.storage.outside import OutsideRecords
from asiansite.work.turns import Turns


def answers_of(
    urls: Collection[str],
    records: OutsideRecords,
    turns: Turns,
    clock: Callable[[], float],
    tell: Callable[[int, int], None],
) -> tuple[Mapping[str, Answer], int]:
    """The answer of each URL, and for how many somebody was asked.

    Each is remembered as it comes. `clock` tells seconds since 1970; `tell` hears how many of how many have come.
    """
    known = records.some(urls, clock())
    unknown = [url for url in urls if url not in known]
    found = dict(known)
    for number, (url, answer) in enumerate(turns.answers(unknown), start=1):
        found[url] = answer
        records.put([(url, answer)], clock())
        tell(number, len(unknown))
    records.tidy(clock())
    return found, sum(found[url].verdict != "private" for url in unknown)
