"""Lists in pages that stand still: numbered from the oldest, so that publishing moves nothing.

With C articles and N a page, `page/1/` … `page/K/` hold N each, K = max(0, ⌊C/N⌋ − 1); the
list's own URL, the head, holds the rest: the newest N to 2N − 1, or all while C < 2N.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def pages_below_head(count: int, size: int) -> int:
    """How many numbered pages a list of `count` articles has."""
    return max(0, count // size - 1)


def items_of(newest_first: Sequence[Item], size: int, number: int | None) -> Sequence[Item]:
    """What page `number` of a list holds, newest first; None is the head."""
    count = len(newest_first)
    if number is None:
        return newest_first[: count - pages_below_head(count, size) * size]
    return newest_first[count - number * size : count - (number - 1) * size]


def keys_of(
    tag: str | None, author: str | None, section: str | None, year: int | None, month: int | None
) -> list[str]:
    """The keys of the lists that have the articles of all that is given; a month needs its year."""
    slugs = {"tag": tag, "author": author, "section": section}
    keys = [f"{kind}:{slug}" for kind, slug in slugs.items() if slug is not None]
    if year is not None:
        keys.append(f"year:{year:04}" if month is None else f"month:{year:04}-{month:02}")
    return keys


def path_of(head: str, number: int | None) -> str:
    """The path of page `number` of the list whose own path is `head`."""
    return head if number is None else f"{head}page/{number}/"


def newer_than(number: int | None, last: int) -> tuple[bool, int | None]:
    """(there is one, its number) for the page after `number` in time; `last` is K."""
    if number is None:
        return False, None
    return True, number + 1 if number < last else None


def older_than(number: int | None, last: int) -> tuple[bool, int | None]:
    """(there is one, its number) for the page before `number` in time; `last` is K."""
    older = last if number is None else number - 1
    return older > 0, older or None
