"""What may be asked of lists: their pages, and the tags, sections, years and months they are of."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from asiansite.content.article import Article
from asiansite.site import lists
from asiansite.site.addresses import list_path
from asiansite.site.answers import Card, ListPage, Month, Section, Tag, Year
from asiansite.site.queries.cards import cards_of
from asiansite.site.snapshot import Snapshot
from asiansite.trace import QuestionError


def page_of(snapshot: Snapshot, key: str, number: int | None) -> ListPage:
    """Page `number` of the list `key` (None: its head). Raises QuestionError for one that does not exist."""
    if key not in snapshot.lists:
        raise QuestionError(f"site.page_of({key!r}): there is no such list")
    items, head = snapshot.lists[key], list_path(key)
    size = snapshot.settings.page_size
    last = lists.pages_below_head(len(items), size)
    if number is not None and not 1 <= number <= last:
        raise QuestionError(f"site.page_of({key!r}, {number}): the list has {last} numbered pages")
    has_newer, newer = lists.newer_than(number, last)
    has_older, older = lists.older_than(number, last)
    return ListPage(
        items=cards_of(snapshot, lists.items_of(items, size, number)),
        number=number,
        newer=snapshot.urls.url(lists.path_of(head, newer)) if has_newer else None,
        older=snapshot.urls.url(lists.path_of(head, older)) if has_older else None,
        count=len(items) if number is None else None,
    )


def articles(
    snapshot: Snapshot,
    tag: str | None,
    author: str | None,
    section: str | None,
    year: int | None,
    month: int | None,
    first: int | None,
) -> tuple[Card, ...]:
    """The articles that have all that is asked for, newest first; at most `first`."""
    keys = lists.keys_of(tag, author, section, year, month)
    found = sorted((snapshot.lists.get(key, ()) for key in keys), key=len)
    base: Sequence[Article] = found[0] if found else snapshot.articles
    for other in found[1:]:
        ids = {item.id for item in other}
        base = [item for item in base if item.id in ids]
    if year is None and month is not None:
        base = [item for item in base if snapshot.date_of(item).month == month]
    return cards_of(snapshot, base[:first])


def tags(snapshot: Snapshot) -> tuple[Tag, ...]:
    """All tags of public articles, by name."""
    return tuple(snapshot.tags.values())


def tag(snapshot: Snapshot, slug: str, number: int | None) -> Tag | None:
    """A tag as page `number` of its list shows it; None if no public article has it."""
    found = snapshot.tags_by_slug.get(slug)
    return found if found is None or number is None else replace(found, count=None)


def sections(snapshot: Snapshot) -> tuple[Section, ...]:
    """The sections in their order, without counts: every page shows them, and no publication may change that."""
    return tuple(replace(found, count=None) for found in snapshot.sections.values())


def section(snapshot: Snapshot, slug: str, number: int | None) -> Section | None:
    """A section as page `number` of its list shows it; None if there is none with this slug."""
    found = snapshot.sections.get(slug)
    return found if found is None or number is None else replace(found, count=None)


def archive(snapshot: Snapshot) -> tuple[Year, ...]:
    """The years with articles, newest first."""
    found = []
    for key, items in snapshot.lists.items():
        if key.startswith("year:"):
            number = int(key.removeprefix("year:"))
            found.append(
                Year(number, snapshot.urls.url(list_path(key)), len(items), _months(snapshot, number))
            )
    return tuple(sorted(found, key=lambda item: -item.year))


def year(snapshot: Snapshot, year: int, number: int | None) -> Year | None:
    """A year as page `number` of its list shows it; None if it has no articles."""
    items, url = snapshot.lists.get(f"year:{year:04}"), snapshot.urls.url(f"/archive/{year:04}/")
    if not items:
        return None
    return (
        Year(year, url, len(items), _months(snapshot, year)) if number is None else Year(year, url, None, ())
    )


def month(snapshot: Snapshot, year: int, month: int, number: int | None) -> Month | None:
    """A month as page `number` of its list shows it; None if it has no articles."""
    key = f"month:{year:04}-{month:02}"
    items = snapshot.lists.get(key)
    count = len(items) if items and number is None else None
    return Month(year, month, snapshot.urls.url(list_path(key)), count) if items else None


def _months(snapshot: Snapshot, number: int) -> tuple[Month, ...]:
    found = []
    for month in range(12, 0, -1):
        key = f"month:{number:04}-{month:02}"
        if items := snapshot.lists.get(key):
            found.append(Month(number, month, snapshot.urls.url(list_path(key)), len(items)))
    return tuple(found)
