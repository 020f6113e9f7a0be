"""Sitemaps as the plan has them: an index, one of lists and standing pages, one a month, one of the news.

An old month's map never changes while its articles stay as they are. The limits are those of
sitemaps.org: 50,000 URLs and 50 MB a file; of Google for news: 1,000 articles a file, none older than two days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from asiansite.content.article import Article
from asiansite.site.addresses import list_path, standing_path
from asiansite.site.lifetimes import PUBLIC, state_at
from asiansite.site.page import Page, Planned, claimed
from asiansite.site.snapshot import Snapshot

MOST_URLS, MOST_BYTES = 50_000, 50_000_000
"""In one map."""

MOST_LISTS = 10_000
"""Lists and standing pages in one map."""

MOST_PICTURES = 100
"""Of one article in a map."""

MOST_NEWS = 1000
"""Articles in one map of news."""

NEWS_FOR = timedelta(hours=48)
"""How long an article is news, from going live."""

INDEX, LISTS = "/sitemap.xml", "lists"


def pages(snapshot: Snapshot) -> Iterator[Planned]:
    """Every map of the site."""
    yield Page(INDEX, "map-index"), claimed("the sitemap")
    for number in range(1, news_maps(snapshot) + 1):
        yield Page(news_path(number), "news-map", (number,)), claimed("the map of the news")
    for key, number in maps_of(snapshot):
        yield Page(map_path(key, number), "map", (key, number)), claimed(f"the sitemap of {key}")


def maps_of(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """(key, part) of each map but those of news: that of lists and standing pages, then the newest month first."""
    for number in range(1, len(list(_chunks(places_listed(snapshot)))) + 1):
        yield LISTS, number
    for month in sorted(months_of(snapshot), reverse=True):
        for number in range(1, len(parts_of_month(snapshot, month)) + 1):
            yield month, number


def map_path(key: str, number: int) -> str:
    """The path of part `number` of the map of a month, such as `2026-08`, or of lists and standing pages."""
    # At the root: a map may name only what stands below its own folder (sitemaps.org, "Sitemap file location").
    name = "pages" if key == LISTS else key
    return f"/sitemap-{name}.xml" if number == 1 else f"/sitemap-{name}-{number}.xml"


def news_path(number: int) -> str:
    """The path of part `number` of the map of news."""
    return "/news-sitemap.xml" if number == 1 else f"/news-sitemap-{number}.xml"


def months_of(snapshot: Snapshot) -> list[str]:
    """The months with articles that readers may see, such as `2026-08`."""
    return [
        key.removeprefix("month:")
        for key, articles in snapshot.lists.items()
        if key.startswith("month:") and _public(snapshot, articles)
    ]


def parts_of_month(snapshot: Snapshot, month: str) -> list[Sequence[Article]]:
    """The articles of a month, oldest first, in parts that a map can hold."""
    articles = _public(snapshot, snapshot.lists.get(f"month:{month}", ()))[::-1]
    if len(articles) <= _SURELY_FEW:
        return [articles]
    parts: list[Sequence[Article]] = []
    first = size = 0
    for at, article in enumerate(articles):
        weight = _weight(snapshot, article)
        if at - first == MOST_URLS or size + weight > MOST_BYTES:
            parts.append(articles[first:at])
            first, size = at, 0
        size += weight
    return [*parts, articles[first:]]


def places_listed(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """(path, what stands there) of the front page, lists with articles and standing pages, by path.

    What stands there is the key of a list, the path of a source, or empty for what is of all articles.
    Numbered pages of lists are left out: each of their articles is in the map of its month.
    """
    found = dict.fromkeys(("/", "/archive/", "/authors/", "/tags/"), "") | {"/corrections/": "corrections"}
    found |= {list_path(key): key for key, articles in snapshot.lists.items() if _public(snapshot, articles)}
    found |= {standing_path(path): path for path, page in snapshot.contents.pages.items() if not page.draft}
    return tuple(sorted(found.items()))


def part_of_lists(snapshot: Snapshot, number: int) -> Sequence[tuple[str, datetime | None]]:
    """(path, last change if known) of part `number` of what `places_listed` gives; () if there is none."""
    places = dict(enumerate(_chunks(places_listed(snapshot)), 1)).get(number, ())
    return [(path, _change_of(snapshot, what)) for path, what in places]


def newest_change(snapshot: Snapshot, articles: Sequence[Article]) -> datetime | None:
    """When these were last changed, of articles in the order of their dates; None if there are none."""
    if not articles:
        return None
    # Most articles were changed last when they were published: of these, the newest stands at an end.
    revised = snapshot.revised
    found = [articles[0], articles[-1], *[each for each in articles if each.id in revised]]
    return max(map(snapshot.last_change, found), key=datetime.timestamp)


def news(snapshot: Snapshot) -> list[Article]:
    """The articles that are news now, newest first: public for less than two days, and not paid for."""
    found = []
    for article in snapshot.articles:
        if snapshot.now.timestamp() >= _stops_being_news(snapshot, article).timestamp():
            break
        if article.document.label != "sponsored" and snapshot.state_of(article) == PUBLIC:
            found.append(article)
    return found


def news_maps(snapshot: Snapshot) -> int:
    """How many maps of news there are: one at least, since crawlers look for it."""
    return max(1, -(-len(news(snapshot)) // MOST_NEWS))


def leaves_news(snapshot: Snapshot, article: Article) -> datetime | None:
    """When an article leaves the map of news, in the outlet's zone; None if it is in none until then."""
    document = article.document
    if document.live_from is None or document.label == "sponsored":
        return None
    end = _stops_being_news(snapshot, article)
    return end if state_at(document, end.timestamp() - 1) == PUBLIC else None


_SURELY_FEW = 200
"""So many articles, each with `MOST_PICTURES` and names as long as they can be, are below `MOST_BYTES`."""


def _stops_being_news(snapshot: Snapshot, article: Article) -> datetime:
    # Elapsed hours, whatever clocks on walls do meanwhile.
    return (snapshot.date_of(article).astimezone(UTC) + NEWS_FOR).astimezone(snapshot.settings.zone)


def _public(snapshot: Snapshot, articles: Sequence[Article]) -> Sequence[Article]:
    if not snapshot.drafts:
        return articles
    return [article for article in articles if snapshot.state_of(article) == PUBLIC]


def _weight(snapshot: Snapshot, article: Article) -> int:
    """Bytes of an article in a map, at most: a character is 12 when it is percent-encoded."""
    document, path = article.document, snapshot.path_of(article)
    names = [link.target for link in document.prose.links if link.kind == "image"][:MOST_PICTURES]
    names += [document.image.src] if document.image else []
    host = len(snapshot.settings.base_url)
    pictures = sum(100 + host + 12 * (len(path) + len(name)) for name in names)
    return 200 + host + 12 * len(path) + pictures


def _change_of(snapshot: Snapshot, what: str) -> datetime | None:
    if what in snapshot.contents.pages:
        return snapshot.contents.pages[what].updated
    if what == "corrections":
        shown = (each.date for article, each in snapshot.corrections if snapshot.state_of(article) == PUBLIC)
        return next(shown, None)
    return newest_change(snapshot, _public(snapshot, snapshot.lists[what] if what else snapshot.articles))


def _chunks(places: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    for first in range(0, len(places), MOST_LISTS):
        yield places[first : first + MOST_LISTS]
