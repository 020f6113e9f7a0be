"""The questions that pages may ask, one function each, and the topics that each looks at.

An answer is frozen and depends on nothing but the snapshot and the question's arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from asiansite.site import topics
from asiansite.site.queries import articles, feeds, hosting, lists, maps, notes, outlet, people
from asiansite.site.snapshot import Snapshot
from asiansite.trace import Arg


class Query(NamedTuple):
    """A question: what answers it, and the topics that it looks at, as long as its answer holds.

    One without topics is asked by many pages alike: to ask it anew costs less than to know when to.
    """

    answer: Callable[..., object]
    topics: Callable[..., tuple[str, ...]] | None = None


class SiteAnswers:
    """Answers the questions of pages from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Answer from `snapshot`."""
        self.snapshot = snapshot

    def answer(self, query: str, args: tuple[Arg, ...]) -> object:
        """Answer a question. Raises KeyError for a query that does not exist."""
        return QUERIES[query].answer(self.snapshot, *args)

    def topics(self, query: str, args: tuple[Arg, ...]) -> tuple[str, ...] | None:
        """The topics of a question; None for one that is asked anew. Raises KeyError."""
        found = QUERIES[query].topics
        return None if found is None else found(self.snapshot, *args)


QUERIES: dict[str, Query] = {
    "setting": Query(outlet.setting),
    "url": Query(outlet.url),
    "asset": Query(outlet.asset),
    "icons": Query(outlet.icons),
    "served": Query(hosting.served),
    "address": Query(outlet.address, topics.none),
    "social": Query(outlet.social, topics.social),
    "today": Query(outlet.today),
    "current_year": Query(outlet.current_year),
    "recent": Query(articles.recent),
    "recent_at_midnight": Query(articles.recent_at_midnight),
    "front": Query(articles.front),
    "article": Query(articles.article, topics.article),
    "body": Query(articles.body, topics.body),
    "gone": Query(articles.gone, topics.article),
    "extra": Query(articles.extra, topics.article),
    "related": Query(articles.related, topics.related),
    "neighbours": Query(articles.neighbours, topics.article),
    "standing": Query(articles.standing, topics.standing),
    "front_notices": Query(notes.front_notices),
    "corrections": Query(notes.corrections),
    "newest_corrections": Query(notes.newest_corrections),
    "page_of": Query(lists.page_of, topics.listed),
    "articles": Query(lists.articles, topics.articles),
    "tags": Query(lists.tags),
    "tag": Query(lists.tag, topics.tag),
    "sections": Query(lists.sections),
    "section": Query(lists.section, topics.section),
    "archive": Query(lists.archive),
    "year": Query(lists.year, topics.year),
    "month": Query(lists.month, topics.month),
    "authors": Query(people.authors),
    "author": Query(people.author, topics.author),
    "profile": Query(people.profile),
    "feeds": Query(feeds.feeds),
    "feeds_of": Query(feeds.feeds_of, topics.feed),
    "feed": Query(feeds.feed, topics.feed),
    "map_index": Query(maps.map_index, topics.maps),
    "mapped": Query(maps.mapped, topics.mapped),
    "mapped_lists": Query(maps.mapped_lists, topics.maps),
    "news_maps": Query(maps.news_maps),
    "news": Query(maps.news),
}

SHARED = frozenset(name for name, query in QUERIES.items() if query.topics is None)
"""The queries that many pages ask alike."""
