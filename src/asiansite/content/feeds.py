"""The outlet's feeds: the setting `feeds`, and the ids by which readers' programs know what they have read."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from msgspec import Struct

from asiansite.content.entries import Entries

FORMATS = ("atom", "rss", "json")
"""The formats of feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1."""

LISTS = ("sections", "tags", "authors")
"""The lists that may have feeds beside the outlet's own."""

CONTENTS = ("full", "summary")
"""How much of an article its item has; the first is the default."""


class FeedOptions(Struct, frozen=True):
    """How feeds are made."""

    content: str = CONTENTS[0]
    """`full`: the text of an article; `summary`: its description. Tags' and authors' feeds have summaries."""
    items: int = 30
    """The newest articles, at most so many."""
    formats: tuple[str, ...] = FORMATS
    """For the whole outlet and each section; tags and authors have Atom alone. An empty list: no feeds."""
    lists: tuple[str, ...] = LISTS
    """Which lists have feeds beside the outlet's own."""
    hub: str | None = None
    """The address of a WebSub hub, which tells readers' programs at once; you tell it after an upload."""
    entity: str | None = None
    """Who gives articles their ids in feeds, and since when, such as `example.org,2026`. None: base_url's host.

    Keep the old one when the outlet moves to another host, or all articles are new ones to all readers.
    """


def read_feeds(root: Entries) -> FeedOptions:
    """Read the setting `feeds`."""
    default = FeedOptions()
    inner = root.entries("feeds", FeedOptions.__struct_fields__)
    if inner is None:
        return default
    return FeedOptions(
        content=inner.choice("content", CONTENTS),
        items=inner.number("items", default.items, 1, 500),
        formats=inner.options("formats", FORMATS, default.formats),
        lists=inner.options("lists", LISTS, default.lists),
        hub=_hub(inner),
        entity=_entity(inner),
    )


def entity_of(options: FeedOptions, base_url: str) -> str:
    """Who gives ids, as RFC 4151 writes it: `news.example.org,2026`.

    The year says when the name was the outlet's. It is the same for all outlets and all articles, and no
    date of theirs, so that no correction of a date makes an old article a new one.
    """
    if options.entity is not None:
        return options.entity
    host = urlsplit(base_url).hostname or ""
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError:
        name = quote(host)
    return f"{name.replace(':', '.')},{SINCE}"


def tag_uri(entity: str, specific: str) -> str:
    """A `tag:` URI (RFC 4151): an id that says nothing of where the thing stands."""
    return f"tag:{entity}:{quote(specific, safe=_SPECIFIC)}"


SINCE = 2026
"""When names are taken to be the outlet's, where the setting says nothing: the year that made these ids."""

_SPECIFIC = "/~-._!$&'()*+,;=:@"
_NAME = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
_ENTITY = re.compile(
    rf"(?:[\w.-]+@)?{_NAME},\d{{4}}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII
)


def _hub(inner: Entries) -> str | None:
    text = inner.text("hub")
    if text is None or re.fullmatch(r"https?://[^\s\"<>\\^`{|}]+", text):
        return text
    inner.notes.add("not-a-hub", inner.spot_of("hub"), given=text)
    return None


def _entity(inner: Entries) -> str | None:
    text = inner.text("entity")
    if text is None or _ENTITY.fullmatch(text):
        return text
    inner.notes.add("not-a-tag-entity", inner.spot_of("entity"), given=text)
    return None
