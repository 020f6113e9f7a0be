"""Feeds as others read them: with feedparser, and as JSON Feed's rules say."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
RFC_822 = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", re.ASCII)
TAG_URI = re.compile(r"tag:[a-z0-9.@-]+,\d{4}[0-9-]*:[!-~]+", re.ASCII)
URLS = re.compile(r'(?:href|src)="([^"]*)"')
SRCSETS = re.compile(r'srcset="([^"]*)"')
FORBIDDEN = re.compile(
    r"<(?:script|form|iframe|style|object|embed|input|button)\b|\son\w+=|javascript:", re.IGNORECASE
)


def check_feed(name: str, data: bytes) -> int:
    """Hold a feed to the rules of its format, whatever it is of; how many items it has."""
    if name.endswith(".json"):
        return _check_json(data)
    parsed = feedparser.parse(data)
    assert not parsed.bozo, (name, parsed.get("bozo_exception"))
    assert parsed.version == ("rss20" if name.endswith("rss.xml") else "atom10")
    assert parsed.encoding == "utf-8"
    assert parsed.feed.title
    assert urlsplit(parsed.feed.link).scheme
    (self_link,) = [link.href for link in parsed.feed.links if link.rel == "self"]
    assert self_link.endswith("/" + name)
    ids = [entry.id for entry in parsed.entries]
    assert len(ids) == len(set(ids))
    for entry in parsed.entries:
        assert TAG_URI.fullmatch(entry.id)
        assert entry.title
        assert urlsplit(entry.link).netloc
        assert entry.published_parsed
        for content in entry.get("content", ()):
            check_html(content.value)
    root = ElementTree.fromstring(data)
    _check_atom(root) if parsed.version == "atom10" else _check_rss(root)
    return len(ids)


def check_html(html: str) -> None:
    """Nothing that runs, and no address that is not absolute."""
    assert not FORBIDDEN.search(re.sub(r">[^<]*<", "><", html)), html
    urls = URLS.findall(html)
    urls += [each.strip().split(" ")[0] for srcset in SRCSETS.findall(html) for each in srcset.split(", ")]
    for url in urls:
        assert url.startswith(("https://", "http://", "mailto:", "tel:")), url


def _check_atom(root: ElementTree.Element) -> None:
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(ATOM + name)) == 1, name
    assert RFC_3339.fullmatch(root.findtext(ATOM + "updated") or "")
    newest = max(
        (entry.findtext(ATOM + "updated") or "" for entry in root.findall(ATOM + "entry")), default=""
    )
    for entry in root.findall(ATOM + "entry"):
        for name in ("id", "title", "published", "updated"):
            assert len(entry.findall(ATOM + name)) == 1, name
        assert entry.findall(f"{ATOM}author/{ATOM}name")
        published, updated = entry.findtext(ATOM + "published") or "", entry.findtext(ATOM + "updated") or ""
        assert RFC_3339.fullmatch(published)
        assert RFC_3339.fullmatch(updated)
        assert entry.find(ATOM + "summary") is not None or entry.find(ATOM + "content") is not None
    assert not newest or RFC_3339.fullmatch(newest)


def _check_rss(root: ElementTree.Element) -> None:
    (channel,) = root.findall("channel")
    for name in ("title", "link", "description", "language"):
        assert channel.findtext(name), name
    built = channel.findtext("lastBuildDate")
    assert built is None or RFC_822.fullmatch(built)
    for item in channel.findall("item"):
        for name in ("title", "link", "guid", "pubDate", "description"):
            assert len(item.findall(name)) == 1, name
        assert RFC_822.fullmatch(item.findtext("pubDate") or "")
        assert item.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]
        assert item.findall("{http://purl.org/dc/elements/1.1/}creator")
        for enclosure in item.findall("enclosure"):
            assert set(enclosure.attrib) == {"url", "type", "length"}


def _check_json(data: bytes) -> int:
    found: dict[str, Any] = json.loads(data)
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["title"]
    assert found["feed_url"].endswith("/feed.json")
    assert all(isinstance(hub, dict) and hub["type"] and hub["url"] for hub in found.get("hubs", ()))
    for item in found["items"]:
        assert isinstance(item["id"], str)
        assert TAG_URI.fullmatch(item["id"])
        assert ("content_html" in item) != ("content_text" in item)
        check_html(item.get("content_html", ""))
        assert RFC_3339.fullmatch(item["date_published"])
        assert RFC_3339.fullmatch(item["date_modified"])
        assert isinstance(item["authors"], list)
        assert all(author["name"] for author in item["authors"])
        assert urlsplit(item["url"]).netloc
        assert None not in item.values()
    return len(found["items"])
