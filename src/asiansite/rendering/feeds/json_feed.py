"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from asiansite.rendering.dates import iso
from asiansite.rendering.feeds.items import Item
from asiansite.rendering.xml import plain
from asiansite.site.answers import Feed, FeedLink


def write(feed: Feed, link: FeedLink, items: Sequence[Item]) -> bytes:
    """Write a JSON feed."""
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": link.absolute,
        "description": feed.description,
        "language": feed.language,
        "authors": [_author(feed.publisher.name, feed.publisher.url)],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
        "items": [_item(item) for item in items],
    }
    return json.dumps(_present(made), ensure_ascii=False, indent=1).encode() + b"\n"


def _item(item: Item) -> dict[str, object]:
    # One of `content_html` and `content_text` must be there.
    text = (
        {"content_text": plain(item.summary)}
        if item.content is None
        else {"content_html": plain(item.content), "summary": plain(item.summary) or None}
    )
    return _present(
        {
            "id": item.id,
            "url": item.url,
            "title": plain(item.title),
            **text,
            "image": None if item.picture is None else item.picture.url,
            "date_published": iso(item.published),
            "date_modified": iso(item.updated),
            "authors": [_author(name, url) for name, url in item.authors],
            "tags": [plain(name) for _, name in item.categories] or None,
            "language": item.lang,
        }
    )


def _author(name: str, url: str | None) -> dict[str, object]:
    return _present({"name": plain(name), "url": url})


def _present(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}
