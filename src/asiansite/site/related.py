"""Keep Reading: which articles belong beside one."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from weakref import WeakKeyDictionary

from msgspec import Struct

from asiansite.content.article import Article
from asiansite.site.snapshot import Snapshot

TAGS, NEWEST, HALF_AWAY = 3, 50, 90
"""The rarest tags looked at, the articles looked at in each, and the days that halve the weight."""

DAY = 24 * 60 * 60

MOST_KNOWN = 256
"""Answers that are kept."""


def related_to(snapshot: Snapshot, id: str, count: int) -> Sequence[Article]:
    """At most `count` articles beside the public article `id`, the nearest first.

    Candidates are the 50 newest of each of its three rarest tags, among those that it shares: a
    tag of its own alone would only take the place of one that leads somewhere. A tag weighs one
    over the number of its articles; the sum is weighted by nearness to the article's own date (a half
    at 90 days). Ties go by id; never the article itself.
    """
    found = _FOUND.setdefault(snapshot, {})
    known = found.get((id, count))
    if known is None:
        if len(found) >= MOST_KNOWN:
            found.clear()
        known = found[id, count] = tuple(_related_to(snapshot, id, count))
    return known


_FOUND: WeakKeyDictionary[Snapshot, dict[tuple[str, int], Sequence[Article]]] = WeakKeyDictionary()
"""What was found last: whoever is answered asks right after what the answer looked at."""


def _related_to(snapshot: Snapshot, id: str, count: int) -> Sequence[Article]:
    article = snapshot.by_id.get(id)
    if article is None:
        return ()
    rarest = _rarest(snapshot, article)
    here = snapshot.seconds[id]
    twice = _in_several([newest.ids for newest in rarest])
    days: dict[str, int] = {}
    weights: dict[str, float] = {}
    for newest in rarest:
        for other, away in newest.candidates(here, count, {id}, twice):
            days[other] = away
            weights[other] = weights.get(other, 0.0) + newest.weight
    ranked = sorted(
        (-weight * HALF_AWAY / (HALF_AWAY + days[other]), other) for other, weight in weights.items()
    )
    return [snapshot.by_id[other] for _, other in ranked[:count]]


class _Newest(Struct, frozen=True):
    """The newest articles of a tag."""

    order: tuple[str, ...]
    """Their ids, newest first."""
    ages: array[int]
    """When each was published, in seconds of the epoch, negative: in rising order."""
    ids: frozenset[str]
    weight: float
    """Of the tag."""

    def candidates(
        self, here: int, count: int, itself: Collection[str], twice: Collection[str]
    ) -> Iterator[tuple[str, int]]:
        """(id, days from `here`) of those that can be among the `count` nearest.

        So can whatever is in `twice`, whose other tags count as well. All others have the one weight:
        among them, the nearest go first, and it takes a look at few to know them.
        """
        missing, last = count, -1
        for at in self._outwards(here):
            other, away = self.order[at], abs(-self.ages[at] - here) // DAY
            if missing <= 0 and away > last:
                break
            if other not in itself and other not in twice:
                missing, last = missing - 1, away
                yield other, away
        for other in self.ids.intersection(twice).difference(itself):
            yield other, abs(-self.ages[self.order.index(other)] - here) // DAY

    def _outwards(self, here: int) -> Iterator[int]:
        """The places in `order`, the nearest in time to `here` first."""
        older = bisect_left(self.ages, -here)
        newer = older - 1
        while newer >= 0 or older < len(self.ages):
            is_older = newer < 0 or (
                older < len(self.ages) and here + self.ages[older] <= -self.ages[newer] - here
            )
            yield older if is_older else newer
            older, newer = (older + 1, newer) if is_older else (older, newer - 1)


_TAGS: WeakKeyDictionary[Snapshot, dict[str, _Newest]] = WeakKeyDictionary()
"""What each snapshot's tags were found to be: every article of a tag asks it."""


def _rarest(snapshot: Snapshot, article: Article) -> list[_Newest]:
    tags = snapshot.contents.tags
    slugs = {snapshot.tags[tags.key(text)].slug for text in article.document.tags}
    counts = [(len(snapshot.lists[f"tag:{slug}"]), slug) for slug in slugs]
    return [_newest(snapshot, slug) for count, slug in sorted(counts) if count > 1][:TAGS]


def _newest(snapshot: Snapshot, slug: str) -> _Newest:
    known = _TAGS.setdefault(snapshot, {})
    if slug not in known:
        order = snapshot.newest(f"tag:{slug}", NEWEST)
        ages = array("q", [-snapshot.seconds[id] for id in order])
        known[slug] = _Newest(order, ages, frozenset(order), 1 / len(snapshot.lists[f"tag:{slug}"]))
    return known[slug]


def _in_several(lists: Sequence[frozenset[str]]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for at, ids in enumerate(lists):
        for other in lists[at + 1 :]:
            found |= ids & other
    return found
