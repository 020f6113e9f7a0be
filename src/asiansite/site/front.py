"""The front page's choice: the editors' picks while they last, then the newest."""

from __future__ import annotations

from asiansite.content.article import Article
from asiansite.content.front import Pick
from asiansite.site.snapshot import Snapshot


def front_choice(snapshot: Snapshot, secondary: int) -> tuple[Article | None, tuple[Article, ...]]:
    """(lead, at most `secondary` others): picks that are public and not past their `until` first."""
    picks = snapshot.contents.front
    lead = _picked(snapshot, picks.lead)
    picked = dict.fromkeys(found for pick in picks.secondary if (found := _picked(snapshot, pick)))
    others = [found for found in picked if found is not lead]
    taken = {article.id for article in (lead, *others) if article}
    newest = (article for article in snapshot.articles if article.id not in taken)
    if lead is None:
        lead = next(newest, None)
    while len(others) < secondary and (following := next(newest, None)) is not None:
        others.append(following)
    return lead, tuple(others[:secondary])


def _picked(snapshot: Snapshot, pick: Pick | None) -> Article | None:
    if pick is None or (pick.until is not None and snapshot.is_past(pick.until)):
        return None
    return snapshot.by_id.get(pick.article)
