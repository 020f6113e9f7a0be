"""Why a page was rendered: the reasons, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from asiansite.site.digests import Digest
from asiansite.trace import Arg, Read

NEW_PAGE = "the page is new"
CLEAN = "a clean build renders every page"
OTHER_PAGE = "what the page is has changed: its kind, its template, or its place in time"
OUTPUT_GONE = "its file in the output was missing or had been changed"
NEVER_RECORDED = "nothing was known of how it was made"

_HASHED = frozenset({"tools", "template"})
"""Queries whose answers are hashes, which say nothing to people."""

_SUBJECTS = {
    "tools": "asiansite itself, a package, the language or the date format",
    "template": "the template {0} or one that it draws in",
    "setting": "the setting `{0}`",
    "url": "the address of {0}",
    "address": "the address of {0}",
    "asset": "the file static/{0}",
    "article": "the card of `{0}`",
    "body": "the text of `{0}`, or a target in it",
    "extra": "the `extra` of `{0}`",
    "standing": "the page {0}",
    "profile": "the author `{0}`",
    "author": "the author `{0}`",
    "tag": "the tag `{0}`",
    "section": "the section `{0}`",
    "map_index": "the list of sitemaps",
    "mapped": "what the sitemap of {0} has",
    "mapped_lists": "what the sitemap of lists has",
    "news_maps": "the list of maps of news",
    "news": "what went live within two days",
    "feeds": "the feeds of all articles",
    "feeds_of": "the feeds of `{0}`",
    "feed": "the head of a feed",
    "current_year": "the year",
    "today": "the day",
}


def question(query: str, args: Sequence[Arg]) -> str:
    """A question as templates put it: `recent(6)`."""
    return f"{query}({', '.join(repr(arg) for arg in args if arg is not None)})"


def subject(query: str, args: Sequence[Arg]) -> str:
    """What a question is about, for people."""
    words = _SUBJECTS.get(query)
    return words.format(*args) if words else f"`{question(query, args)}`"


def because(read: Read, before: Digest, after: Digest | None) -> str:
    """Why a page must be rendered whose `read` has changed; `after` is None if it cannot be answered now."""
    what = subject(read.query, read.args)
    if after is None:
        return f"{what} is no longer there"
    if read.query in _HASHED:
        return f"{what} changed"
    return f"{what} changed{_difference(before, after)}"


def _difference(before: Digest, after: Digest) -> str:
    new = [item for item in after if item not in before]
    gone = [item for item in before if item not in after]
    if len(before) == len(after) == len(new) == len(gone) == 1:
        return f": ‘{gone[0]}’ became ‘{new[0]}’"
    parts = [f"‘{item}’ is new" for item in new[:2]] + [f"‘{item}’ is gone" for item in gone[:2]]
    if not parts:
        return ": the order is another" if before != after else ""
    left = len(new) + len(gone) - len(parts)
    return ": " + ", ".join(parts) + (f" and {left} more" if left > 0 else "")
