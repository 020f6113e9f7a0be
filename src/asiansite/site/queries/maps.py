"""What may be asked of sitemaps: which there are, and what stands in each."""

from __future__ import annotations

import re
from datetime import datetime

from asiansite.content.article import Article
from asiansite.content.pictures import Shown
from asiansite.site import maps
from asiansite.site.answers import MapEntry, NewsEntry
from asiansite.site.links import target_urls
from asiansite.site.snapshot import Snapshot
from asiansite.site.urls import absolute_url


def map_index(snapshot: Snapshot) -> tuple[MapEntry, ...]:
    """The maps of lists and months, each with its last change."""
    return tuple(
        MapEntry(snapshot.urls.absolute(maps.map_path(key, number)), _last_change(snapshot, key, number), ())
        for key, number in maps.maps_of(snapshot)
    )


def mapped(snapshot: Snapshot, month: str, number: int) -> tuple[MapEntry, ...]:
    """Part `number` of the map of a month, the oldest article first; () if there is none."""
    parts = dict(enumerate(maps.parts_of_month(snapshot, month), 1))
    return tuple(_entry(snapshot, article) for article in parts.get(number, ()))


def mapped_lists(snapshot: Snapshot, number: int) -> tuple[MapEntry, ...]:
    """Part `number` of the map of lists and standing pages."""
    found = maps.part_of_lists(snapshot, number)
    return tuple(MapEntry(snapshot.urls.absolute(path), changed, ()) for path, changed in found)


def news_maps(snapshot: Snapshot) -> tuple[str, ...]:
    """The absolute URLs of the maps of news."""
    count = maps.news_maps(snapshot)
    return tuple(snapshot.urls.absolute(maps.news_path(number)) for number in range(1, count + 1))


def news(snapshot: Snapshot, number: int) -> tuple[NewsEntry, ...]:
    """Part `number` of the map of news, the newest article first."""
    found = maps.news(snapshot)[(number - 1) * maps.MOST_NEWS : number * maps.MOST_NEWS]
    name = _without_parentheses(snapshot.settings.title)
    return tuple(
        NewsEntry(
            url=snapshot.urls.absolute(snapshot.path_of(article)),
            publication=name,
            language=language_of_news(article.document.lang or snapshot.settings.language),
            date=snapshot.date_of(article),
            title=article.document.title,
        )
        for article in found
    )


def language_of_news(lang: str) -> str:
    """A language as Google News names it: two or three letters (ISO 639), but `zh-cn` and `zh-tw`."""
    parts = lang.lower().split("-")
    if parts[0] != "zh":
        return parts[0]
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(parts[1:]) and "hans" not in parts else "zh-cn"


def _without_parentheses(title: str) -> str:
    # "exactly the name shown on articles in Google News, nothing in parentheses"
    return re.sub(r"\s*\([^()]*\)", "", title).strip() or title


def _last_change(snapshot: Snapshot, key: str, number: int) -> datetime | None:
    if key == maps.LISTS:
        changes = (changed for _, changed in maps.part_of_lists(snapshot, number) if changed is not None)
        return max(changes, key=datetime.timestamp, default=None)
    return maps.newest_change(snapshot, maps.parts_of_month(snapshot, key)[number - 1])


def _entry(snapshot: Snapshot, article: Article) -> MapEntry:
    path, links, image = snapshot.path_of(article), article.document.prose.links, snapshot.card(article).image
    pictures = [image.src] if image is not None else []
    if any(link.kind == "image" for link in links):
        targets = target_urls(snapshot, links, article.path, path)
        pictures += [found.src for found in targets if isinstance(found, Shown)]
    found = dict.fromkeys(absolute_url(src, snapshot.settings.origin) for src in pictures)
    return MapEntry(
        snapshot.urls.absolute(path),
        snapshot.last_change(article),
        tuple(found)[: maps.MOST_PICTURES],
    )
