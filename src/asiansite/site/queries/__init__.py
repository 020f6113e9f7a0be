"""The questions that pages may ask, one function each, and the tables that each looks at.

An answer is frozen and depends on nothing but the snapshot and the question's arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asiansite.site.queries import articles, lists, outlet, people
from asiansite.site.snapshot import Snapshot
from asiansite.trace import Arg


@dataclass(frozen=True, slots=True)
class Query:
    """A question: what answers it, and the tables whose change may change the answer."""

    answer: Callable[..., object]
    tables: frozenset[str]


class SiteAnswers:
    """Answers the questions of pages from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Answer from `snapshot`."""
        self.snapshot = snapshot

    def answer(self, query: str, args: tuple[Arg, ...]) -> object:
        """Answer a question. Raises KeyError for a query that does not exist."""
        return QUERIES[query].answer(self.snapshot, *args)


SHARED = frozenset(
    "setting url asset recent recent_at_midnight profile tag section sections tags authors archive front".split()
)
"""The queries that many pages ask alike."""

# Every article's documents make the cards; `bodies` are all other that documents hold, those of
# standing pages among them.
_CARDS = frozenset({"cards", "authors", "tags", "settings", "assets", "clock"})
QUERIES: dict[str, Query] = {
    "setting": Query(outlet.setting, frozenset({"settings", "cards", "bodies", "authors", "clock"})),
    "url": Query(outlet.url, frozenset({"settings"})),
    "asset": Query(outlet.asset, frozenset({"settings", "assets"})),
    "recent": Query(articles.recent, _CARDS),
    "recent_at_midnight": Query(articles.recent_at_midnight, _CARDS),
    "page_of": Query(lists.page_of, _CARDS),
    "articles": Query(lists.articles, _CARDS),
    "article": Query(articles.article, _CARDS),
    "body": Query(articles.body, _CARDS | {"bodies"}),
    "standing": Query(articles.standing, _CARDS | {"bodies"}),
    "extra": Query(articles.extra, frozenset({"bodies", "cards", "clock"})),
    "related": Query(articles.related, _CARDS),
    "neighbours": Query(articles.neighbours, _CARDS),
    "front": Query(articles.front, _CARDS | {"front"}),
    "tags": Query(lists.tags, _CARDS),
    "tag": Query(lists.tag, _CARDS),
    "authors": Query(people.authors, _CARDS | {"bodies"}),
    "author": Query(people.author, _CARDS | {"bodies"}),
    "profile": Query(people.profile, _CARDS | {"bodies"}),
    "sections": Query(lists.sections, _CARDS),
    "section": Query(lists.section, _CARDS),
    "archive": Query(lists.archive, _CARDS),
    "year": Query(lists.year, _CARDS),
    "month": Query(lists.month, _CARDS),
    "address": Query(outlet.address, frozenset({"settings"})),
    "today": Query(outlet.today, frozenset({"clock", "settings"})),
    "current_year": Query(outlet.current_year, frozenset({"clock", "settings"})),
}
