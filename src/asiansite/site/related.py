"""Keep Reading: which articles belong beside one."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest

from asiansite.content.article import Article
from asiansite.site.snapshot import Snapshot

TAGS, NEWEST, HALF_AWAY = 3, 50, 90
"""The rarest tags looked at, the articles looked at in each, and the days that halve the weight."""

DAY = 24 * 60 * 60


def related_to(snapshot: Snapshot, id: str, count: int) -> Sequence[Article]:
    """At most `count` articles beside the public article `id`, the nearest first.

    Candidates are the 50 newest of each of its three rarest tags, among those that it shares: a
    tag of its own alone would only take the place of one that leads somewhere. A tag weighs one
    over the number of its articles; the sum is weighted by nearness to the article's own date (a half
    at 90 days). Ties go by id; never the article itself.
    """
    article = snapshot.by_id.get(id)
    if article is None:
        return ()
    keys = {snapshot.tag_key(text) for text in article.document.tags}
    lists = {slug: snapshot.lists[f"tag:{slug}"] for slug in (snapshot.tags[key].slug for key in keys)}
    shared = [slug for slug, items in lists.items() if len(items) > 1]
    rarest = sorted(shared, key=lambda slug: (len(lists[slug]), slug))[:TAGS]
    weights: dict[str, float] = {}
    for slug in rarest:
        weight = 1 / len(lists[slug])
        for other in snapshot.newest(f"tag:{slug}", NEWEST):
            weights[other] = weights.get(other, 0.0) + weight
    weights.pop(id, None)
    seconds = snapshot.seconds
    here = seconds[id]
    ranked = [
        (-weight * HALF_AWAY / (HALF_AWAY + abs(seconds[other] - here) // DAY), other)
        for other, weight in weights.items()
    ]
    return [snapshot.by_id[other] for _, other in nsmallest(count, ranked)]
