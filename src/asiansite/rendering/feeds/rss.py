"""RSS 2.0, with the namespaces that news readers know: Atom, Dublin Core, content and Media RSS."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree.ElementTree import Element

from asiansite.content.markdown.attributes import escape_text
from asiansite.rendering.dates import iso
from asiansite.rendering.feeds.items import Item, updated_of
from asiansite.rendering.feeds.media import MEDIA, add_media
from asiansite.rendering.xml import add, document, root
from asiansite.site.answers import Feed, FeedLink

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    **MEDIA,
}


def write(feed: Feed, link: FeedLink, items: Sequence[Item]) -> bytes:
    """Write an RSS feed."""
    top = root("rss", NAMESPACES, version="2.0")
    channel, updated = add(top, "channel"), updated_of(items)
    add(channel, "title", feed.title)
    add(channel, "link", feed.page)
    # RSS wants one, and says that it may hold HTML.
    add(channel, "description", escape_text(feed.description or feed.title))
    add(channel, "language", feed.language)
    if updated is not None:
        add(channel, "lastBuildDate", format_datetime(updated))
    add(channel, "generator", "asiansite")
    add(channel, "atom:link", rel="self", type=link.type, href=link.absolute)
    if feed.hub:
        add(channel, "atom:link", rel="hub", href=feed.hub)
    for item in items:
        _item(channel, item)
    return document(top)


def _item(channel: Element, item: Item) -> None:
    element = add(channel, "item")
    add(element, "title", item.title)
    add(element, "link", item.url)
    add(element, "guid", item.id, isPermaLink="false")
    add(element, "pubDate", format_datetime(item.published))
    if item.updated != item.published:
        add(element, "dcterms:modified", iso(item.updated))
    for name, _ in item.authors:
        add(element, "dc:creator", name)
    for _, name in item.categories:
        add(element, "category", name)
    add(element, "description", escape_text(item.summary))
    if item.content is not None:
        add(element, "content:encoded", item.content)
    if item.picture is not None:
        # How many bytes it has is not known before it is made: 0 says so (RSS Advisory Board, best practices).
        add(element, "enclosure", url=item.picture.url, type=item.picture.type, length="0")
        add_media(element, item.picture)
