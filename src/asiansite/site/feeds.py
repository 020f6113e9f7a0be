"""Feeds as the plan has them: of which lists, in which formats, at which paths."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from asiansite.content.feeds import FORMATS, FeedOptions
from asiansite.errors import Place
from asiansite.site.addresses import list_path
from asiansite.site.page import Page, Planned
from asiansite.site.snapshot import Snapshot


class Format(NamedTuple):
    """A format of feeds, by its file and its names."""

    file: str
    type: str
    """Its media type."""
    name: str


FORMATS_BY_NAME = {
    "atom": Format("feed.xml", "application/atom+xml", "Atom"),
    "rss": Format("rss.xml", "application/rss+xml", "RSS"),
    "json": Format("feed.json", "application/feed+json", "JSON Feed"),
}
assert tuple(FORMATS_BY_NAME) == FORMATS

SITE = ""
"""The key of the feed of all articles, beside those of lists."""


def pages(snapshot: Snapshot) -> Iterator[Planned]:
    """Every feed of the site."""
    options = snapshot.settings.feeds
    if "atom" in options.formats:
        path = "/corrections/feed.xml"
        yield Page(path, "corrections-feed"), partial(_claimed, FORMATS_BY_NAME["atom"].name, path)
    for key in (SITE, *snapshot.lists):
        for name in formats_of(options, key):
            path = path_of(key, name)
            yield Page(path, "feed", (name, key)), partial(_claimed, FORMATS_BY_NAME[name].name, path)


def formats_of(options: FeedOptions, key: str) -> tuple[str, ...]:
    """The formats in which a list has feeds: none, if the settings leave it out or no list of its kind has any."""
    kind = f"{key.partition(':')[0]}s"
    if key == SITE or (kind == "sections" and kind in options.lists):
        return options.formats
    # A format more for each of thousands of tags would double what a publication writes.
    return ("atom",) if kind in options.lists and "atom" in options.formats else ()


def path_of(key: str, name: str) -> str:
    """The path of the feed of a list in the format `name`."""
    return ("/" if key == SITE else list_path(key)) + FORMATS_BY_NAME[name].file


def is_full(options: FeedOptions, key: str) -> bool:
    """Whether the feeds of a list have the texts of articles."""
    return options.content == "full" and (key == SITE or key.startswith("section:"))


def bodies_of(snapshot: Snapshot, page: Page) -> tuple[str, ...]:
    """The ids of the articles whose texts a feed has."""
    options, key = snapshot.settings.feeds, str(page.args[1])
    if not is_full(options, key):
        return ()
    articles = snapshot.articles if key == SITE else snapshot.lists.get(key, ())
    return tuple(article.id for article in articles[: options.items])


def _claimed(name: str, path: str) -> tuple[Place, str]:
    return Place("site.yaml"), f"the {name} feed {path} (setting `feeds`)"
