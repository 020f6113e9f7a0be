"""The front page's choice: the editors' picks while they last, then the newest."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from asiansite.content.article import Article
from asiansite.content.front import Pick
from asiansite.site.snapshot import Snapshot

SECONDARY = 4
"""Articles beside the one that leads."""


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


class FrontPlace(Struct, frozen=True):
    """A place at the head of the front page, and who has it now."""

    place: str
    """`lead` or `secondary`."""
    is_picked: bool
    """By front.yaml; else it is one of the newest."""
    until: datetime | None
    """How long it is picked; None: for as long as it stands in front.yaml."""
    id: str
    path: str
    """Of its source."""
    title: str


def front_places(snapshot: Snapshot) -> tuple[FrontPlace, ...]:
    """Who leads the front page now, and who stands beside."""
    lead, secondary = front_choice(snapshot, SECONDARY)
    picks = snapshot.contents.front
    picked = {
        pick.article: pick for pick in (*reversed(picks.secondary), *([picks.lead] if picks.lead else []))
    }
    found = []
    for number, article in enumerate((*([lead] if lead else []), *secondary)):
        pick = picked.get(article.id)
        is_picked = _picked(snapshot, pick) is not None
        until = pick.until if pick and is_picked else None
        place = "secondary" if number else "lead"
        found.append(FrontPlace(place, is_picked, until, article.id, article.path, article.document.title))
    return tuple(found)


def _picked(snapshot: Snapshot, pick: Pick | None) -> Article | None:
    if pick is None or (pick.until is not None and snapshot.is_past(pick.until)):
        return None
    return snapshot.by_id.get(pick.article)
