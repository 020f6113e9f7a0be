"""Sitemaps: what there is to read, for search engines (sitemaps.org; Google's image and news maps)."""

from __future__ import annotations

from typing import cast
from xml.etree.ElementTree import Element

from asiansite.rendering.dates import iso
from asiansite.rendering.xml import add, document, root
from asiansite.site.answers import MapEntry, NewsEntry
from asiansite.site.maps import LISTS
from asiansite.site.page import Page
from asiansite.trace import Reader

MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def write_index(page: Page, reader: Reader) -> bytes:
    """Write the index: where the maps are."""
    top = root("sitemapindex", {"": MAPS})
    for entry in cast("tuple[MapEntry, ...]", reader.ask("map_index")):
        _place(add(top, "sitemap"), entry)
    for url in cast("tuple[str, ...]", reader.ask("news_maps")):
        add(add(top, "sitemap"), "loc", url)
    return document(top)


def write_map(page: Page, reader: Reader) -> bytes:
    """Write the map of a month, or of lists and standing pages."""
    key, number = page.args
    question = ("mapped_lists", number) if key == LISTS else ("mapped", key, number)
    top = root("urlset", {"": MAPS, "image": IMAGES})
    for entry in cast("tuple[MapEntry, ...]", reader.ask(str(question[0]), *question[1:])):
        url = add(top, "url")
        _place(url, entry)
        for picture in entry.pictures:
            add(add(url, "image:image"), "image:loc", picture)
    return document(top)


def write_news(page: Page, reader: Reader) -> bytes:
    """Write the map of what went live within two days."""
    top = root("urlset", {"": MAPS, "news": NEWS})
    for entry in cast("tuple[NewsEntry, ...]", reader.ask("news", page.args[0])):
        url = add(top, "url")
        add(url, "loc", entry.url)
        news = add(url, "news:news")
        publication = add(news, "news:publication")
        add(publication, "news:name", entry.publication)
        add(publication, "news:language", entry.language)
        add(news, "news:publication_date", iso(entry.date))
        add(news, "news:title", entry.title)
    return document(top)


def _place(element: Element, entry: MapEntry) -> None:
    add(element, "loc", entry.url)
    if entry.changed is not None:
        add(element, "lastmod", iso(entry.changed))
