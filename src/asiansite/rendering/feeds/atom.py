"""Atom (RFC 4287), with pictures as Media RSS describes them and WebSub's hub."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from asiansite.rendering.dates import iso
from asiansite.rendering.feeds.items import NOTHING_YET, Item, id_of_feed, updated_of
from asiansite.rendering.feeds.media import MEDIA, add_media
from asiansite.rendering.xml import add, document, root
from asiansite.site.answers import Feed, FeedLink


def write(feed: Feed, link: FeedLink, items: Sequence[Item]) -> bytes:
    """Write an Atom feed."""
    top = root("feed", {"": "http://www.w3.org/2005/Atom", **MEDIA}, **{"xml:lang": feed.language})
    updated = updated_of(items)
    add(top, "id", id_of_feed(feed))
    add(top, "title", feed.title)
    if feed.description:
        add(top, "subtitle", feed.description)
    add(top, "updated", NOTHING_YET if updated is None else iso(updated))
    add(top, "link", rel="alternate", type="text/html", href=feed.page)
    add(top, "link", rel="self", type=link.type, href=link.absolute)
    if feed.hub:
        add(top, "link", rel="hub", href=feed.hub)
    _person(top, feed.publisher.name, feed.publisher.url)
    add(top, "generator", "asiansite")
    for item in items:
        _entry(top, item, feed.language)
    return document(top)


def _entry(top: Element, item: Item, language: str) -> None:
    entry = add(top, "entry", xml_lang=None if item.lang == language else item.lang)
    add(entry, "id", item.id)
    add(entry, "title", item.title)
    add(entry, "link", rel="alternate", type="text/html", href=item.url)
    add(entry, "published", iso(item.published))
    add(entry, "updated", iso(item.updated))
    for name, url in item.authors:
        _person(entry, name, url)
    for slug, name in item.categories:
        add(entry, "category", term=slug, label=name)
    if item.summary:
        add(entry, "summary", item.summary)
    if item.content is not None:
        add(entry, "content", item.content, type="html")
    if item.picture is not None:
        add(entry, "link", rel="enclosure", type=item.picture.type, href=item.picture.url)
        add_media(entry, item.picture)


def _person(parent: Element, name: str, url: str | None) -> None:
    author = add(parent, "author")
    add(author, "name", name)
    if url:
        add(author, "uri", url)
