"""Transitions: the instants at which the site changes with nobody touching it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from asiansite.site.snapshot import Snapshot
from asiansite.site.stillness import last_midnight


@dataclass(frozen=True, slots=True)
class Transition:
    """One instant, and what happens then."""

    at: datetime
    what: str
    """`published`, `settled`, `recent-follows`, `pick-ends`, `new-year`."""
    subject: str
    """The id of the article that it concerns; empty for the whole site."""

    def in_words(self) -> str:
        """What happens, for people."""
        return _WORDS[self.what].format(self.subject)


_WORDS = {
    "published": "`{}` is published",
    "settled": "the sidebar of `{}` comes to rest",
    "recent-follows": "the archive's Recent Posts follow",
    "pick-ends": "`{}` leaves its place on the front page",
    "new-year": "the year changes",
}


def transitions(snapshot: Snapshot) -> tuple[Transition, ...]:
    """All transitions after the snapshot's clock that are known today, the first one first."""
    now, found = snapshot.now, []
    for article in snapshot.contents.articles:
        date = article.document.date
        if date is not None and date > now and not article.document.draft:
            found.append(Transition(date, "published", article.id))
    found += _sidebars(snapshot)
    new_year = now.replace(year=now.year + 1, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    found.append(Transition(new_year, "new-year", ""))
    picks = snapshot.contents.front
    for pick in (*([picks.lead] if picks.lead else []), *picks.secondary):
        if pick.until is not None and pick.until > now:
            found.append(Transition(pick.until, "pick-ends", pick.article))
    return tuple(sorted(found, key=lambda item: (item.at, item.what, item.subject)))


def _sidebars(snapshot: Snapshot) -> list[Transition]:
    now, live_for = snapshot.now, snapshot.settings.live_for
    if live_for is None or not snapshot.articles:
        return []
    found = [
        Transition(snapshot.date_of(article) + live_for, "settled", article.id)
        for article in snapshot.articles
        if snapshot.date_of(article) + live_for > now
    ]
    midnight = last_midnight(now)
    if snapshot.date_of(snapshot.articles[0]) > midnight:
        # By the calendar, not by 24 hours: where clocks change, a day is longer or shorter.
        following = midnight.replace(tzinfo=None) + timedelta(days=1)
        found.append(Transition(following.replace(tzinfo=now.tzinfo), "recent-follows", ""))
    return found
