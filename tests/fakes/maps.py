"""Sitemaps as search engines read them: by their schemas and limits."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from lxml import etree

SCHEMAS = Path(__file__).parents[1] / "schemas"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGES = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def check_map(data: bytes) -> list[str]:
    """Hold a sitemap or an index to its schema; the URLs in it."""
    kind = "siteindex" if b"<sitemapindex" in data else "sitemap"
    _schema(kind).assertValid(etree.fromstring(data))
    assert len(data) < 50_000_000
    urls = locations(data)
    assert len(urls) == len(set(urls)) <= 50_000
    if NEWS.strip("{}").encode() in data:
        assert len(urls) <= 1000
    return urls


def locations(data: bytes) -> list[str]:
    """The URLs of a map's pages, or of an index's maps."""
    return [each.findtext(MAPS + "loc") or "" for each in ElementTree.fromstring(data)]


def changes(data: bytes) -> dict[str, str | None]:
    """When each page or map was last changed, by its URL."""
    return {
        each.findtext(MAPS + "loc") or "": each.findtext(MAPS + "lastmod")
        for each in ElementTree.fromstring(data)
    }


@lru_cache(maxsize=2)
def _schema(kind: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / f"{kind}.xsd"))
