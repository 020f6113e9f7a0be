"""Why a page was rendered: the reasons, in sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress

from asiansite.site.digests import MOST, Digest
from asiansite.trace import Arg, Read

NEW_PAGE = "the page is new"
CLEAN = "a clean build renders every page"
OTHER_PAGE = "the page is another now: its kind, its template, what it is about, or whether it is older than `recent_live`"
OUTPUT_GONE = "its file in the output was missing or had been changed"
NEVER_RECORDED = "nothing was known of how it was made"

SILENT = frozenset({"tools", "template", "body"})
"""Queries whose answers say nothing to people: hashes, and texts that are too long."""

TOLD = 2
"""How many of what is new, of what became something else, and of what is gone, a sentence names."""

_HASHED = SILENT | {"asset", "social"}
"""Queries of whose answers nothing but a hash in a name becomes another."""

_TITLES = {
    "article": "its title is the same",
    **dict.fromkeys(("recent", "recent_at_midnight", "articles", "front"), "the titles are the same"),
    **dict.fromkeys(("page_of", "neighbours", "newest_corrections"), "the titles are the same"),
}
"""What is said of cards of which something else than the titles has changed."""

_NAMES = {"articles": ("tag", "author", "section", "year", "month", "first")}
"""The arguments that templates give by name: those of `SiteDoor`, in the order in which a query has them."""


def question(query: str, args: Sequence[Arg]) -> str:
    """A question as templates put it: `recent(6)`, `articles(tag='haze', first=30)`."""
    names = _NAMES.get(query)
    if names is None or len(names) != len(args):
        return f"{query}({', '.join(repr(arg) for arg in args if arg is not None)})"
    given = (f"{name}={arg!r}" for name, arg in zip(names, args, strict=True) if arg is not None)
    return f"{query}({', '.join(given)})"


def subject(query: str, args: Sequence[Arg]) -> str:
    """What a question is about, for people; one that is no longer known is shown as it was put."""
    words = _SUBJECTS.get(query)
    # A question in the book may be that of another asiansite, with other arguments.
    with suppress(TypeError, ValueError, IndexError):
        if words is not None:
            return words.format(*args) if isinstance(words, str) else words(*args)
    return f"`{question(query, args)}`"


def answered(query: str, digest: Digest | None, most: int) -> str:
    """What a question was answered, for people, with `most` items at most; "" if that says nothing to them.

    `digest` is None if that is forgotten.
    """
    if query in SILENT or digest is None:
        return ""
    shown = ", ".join(f"‘{item}’" for item in digest[:most]) + (" …" if len(digest) > most else "")
    return shown or "none"


def because(read: Read, before: Digest | None, after: Digest | None) -> str:
    """Why a page must be rendered whose `read` has changed.

    `before` is None if what was answered is forgotten; `after` is None if it cannot be answered now.
    """
    what = subject(read.query, read.args)
    if after is None:
        return f"{what} is no longer there"
    if read.query in _HASHED or before is None:
        return f"{what} changed"
    return f"{what} changed{_difference(read.query, before, after)}"


def _difference(query: str, before: Digest, after: Digest) -> str:
    if before == after:
        # A digest that is cut tells nothing of what comes after it.
        is_whole = 0 < len(after) < MOST
        return f": {_TITLES[query]}" if is_whole and query in _TITLES else ""
    new, gone = _beside(after, before), _beside(before, after)
    if not new and not gone:
        return ": the order is another" if sorted(before) == sorted(after) else ""
    pairs = _pairs(before, after, new, gone)
    for then, now in pairs:
        gone.remove(then)
        new.remove(now)
    told = [
        *[f"‘{item}’ is new" for item in new[:TOLD]],
        *[f"‘{then}’ became ‘{now}’" for then, now in pairs[:TOLD]],
        *[f"‘{item}’ is gone" for item in gone[:TOLD]],
    ]
    left = len(new) + len(pairs) + len(gone) - len(told)
    return f": {', '.join(told)}" + (f" and {left} more" if left else "")


def _beside(digest: Digest, other: Digest) -> list[str]:
    """The items of a digest that are not in another: only those of which that is certain."""
    found = [item for item in digest if item not in other]
    if len(other) < MOST:
        return found
    # The other may be cut: what follows the last item that both have may stand there as well, after its end.
    last = max((place for place, item in enumerate(digest) if item in other), default=-1)
    return [item for item in digest[: last + 1] if item not in other]


def _pairs(before: Digest, after: Digest, new: Sequence[str], gone: Sequence[str]) -> list[tuple[str, str]]:
    """What became something else: a count beside the same name, or one item in the same place."""
    names = {_without_count(item): item for item in new}
    # Two authors may have one name: each item is told of once.
    pairs = [(item, names.pop(name)) for item in gone if (name := _without_count(item)) in names]
    if pairs or len(before) != len(after):
        return pairs
    places = [place for place, (then, now) in enumerate(zip(before, after, strict=True)) if then != now]
    # Of a list that is moved by one, each item is another in its place.
    if len(places) == len(new) == len(gone) == 1:
        return [(before[places[0]], after[places[0]])]
    return []


def _without_count(item: str) -> str:
    return _COUNT.sub("", item)


_COUNT = re.compile(r" \(\d+\)\Z")


def _list(key: Arg) -> str:
    """Whose a list is, by its key, such as `tag:asean`; "" is that of all articles."""
    kind, _, name = str(key).partition(":")
    if kind in ("tag", "author", "section"):
        return f"the {kind} `{name}`"
    return f"the {kind} {name}" if name else "all articles"


def _page(what: str, number: Arg) -> str:
    return what if number is None else f"page {number} of {what}"


def _social(kind: Arg, name: Arg) -> str:
    if not name:
        return "the outlet’s social image"
    return f"the social image of {name}" if kind == "page" else f"the social image of the {kind} `{name}`"


_SUBJECTS: dict[str, str | Callable[..., str]] = {
    "tools": "asiansite itself, a package, the language or the date format",
    "template": "the template {0} or one that it draws in",
    "setting": "the setting `{0}`",
    "url": "the address of {0}",
    "address": "the address of {0}",
    "asset": "the file static/{0}",
    "icons": "the icons for home screens",
    "served": "what hosts are told of redirects and headers",
    "social": _social,
    "current_year": "the year",
    "today": "the day",
    "recent": lambda *args: f"the list `{question('recent', args)}`",
    "recent_at_midnight": lambda *args: f"the list `{question('recent', args)}` of the last midnight",
    "front": "the choice of articles on the front page",
    "front_notices": "the legal notices on the front page",
    "article": "the card of `{0}`",
    "body": "the text of `{0}` or a link, picture or note in it",
    "gone": "what stands in the place of `{0}`",
    "extra": "the `extra` of `{0}`",
    "related": "Keep Reading below `{0}`",
    "neighbours": "the articles before and after `{0}`",
    "standing": "the page {0}",
    "corrections": lambda number: _page("the list of corrections", number),
    "newest_corrections": "the {0} newest corrections",
    "page_of": lambda key, number: _page(f"the list of {_list(key)}", number),
    "articles": lambda *args: f"the list `{question('articles', args)}`",
    "tags": "the list of tags",
    "tag": "the tag `{0}`",
    "sections": "the list of sections",
    "section": "the section `{0}`",
    "archive": "the years of the archive",
    "year": "the year {0}",
    "month": lambda year, month, number: f"the month {year:04}-{month:02}",
    "authors": "the list of authors",
    "author": "the author `{0}`",
    "profile": "the author `{0}`",
    "feeds": "the feeds of all articles",
    "feeds_of": lambda key: f"the feeds of {_list(key)}",
    "feed": lambda key: f"the head of the feeds of {_list(key)}",
    "map_index": "the list of sitemaps",
    "mapped": "the sitemap of {0}",
    "mapped_lists": "the sitemap of lists and pages",
    "news_maps": "the list of maps of news",
    "news": "the articles of the last two days",
}
"""What each query is about, in words; those with arguments that may be missing make them."""
