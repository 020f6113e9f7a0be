"""Feeds: the newest articles of the outlet or of a list, for programs that follow them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from asiansite.rendering.feeds import atom, json_feed, rss
from asiansite.rendering.feeds.items import Item, head_of, items_of
from asiansite.site.answers import Feed, FeedLink
from asiansite.site.feeds import FORMATS_BY_NAME
from asiansite.site.page import Page
from asiansite.trace import Reader


def write(page: Page, reader: Reader) -> bytes:
    """Write a feed."""
    name, key = str(page.args[0]), str(page.args[1])
    feed = head_of(key, reader)
    (link,) = [link for link in feed.links if link.type == FORMATS_BY_NAME[name].type]
    return _WRITERS[name](feed, link, items_of(feed, reader))


_WRITERS: Mapping[str, Callable[[Feed, FeedLink, Sequence[Item]], bytes]] = {
    "atom": atom.write,
    "rss": rss.write,
    "json": json_feed.write,
}
