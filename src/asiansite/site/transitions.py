"""Transitions of a snapshot: all the instants known today at which it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from asiansite.content.article import Article
from asiansite.content.urls_lock import Line
from asiansite.site.lifetimes import HIDDEN, PUBLIC, changes_after, state_at
from asiansite.site.maps import NEWS_FOR, leaves_news
from asiansite.site.notes import moments_of
from asiansite.site.rights import picture_named, restricted
from asiansite.site.snapshot import Snapshot, last_midnight
from asiansite.site.stillness import settles_at
from asiansite.site.transition import Transition


def transitions(snapshot: Snapshot, locked: Iterable[Line] | None = None) -> tuple[Transition, ...]:
    """All transitions after the snapshot's clock that are known today, the first one first.

    With the lines of urls.lock that were `locked` meanwhile; None: those that the snapshot has.
    """
    found = [
        *_publications(snapshot),
        *_news(snapshot),
        *_sidebars(snapshot),
        *_days(snapshot),
        *_picks(snapshot),
        *_pictures(snapshot),
        *_locked(snapshot, snapshot.contents.locked.values() if locked is None else locked),
    ]
    return tuple(sorted(found, key=lambda item: (item.at.timestamp(), item.what, item.subject)))


def _publications(snapshot: Snapshot) -> Iterator[Transition]:
    now = snapshot.now.timestamp()
    for article in snapshot.contents.articles:
        document = article.document
        for moment, state in changes_after(document, now):
            yield Transition(moment, "published" if state == PUBLIC else state, article.id)
        for moment, what in moments_of(document):
            is_shown = snapshot.drafts or state_at(document, moment.timestamp()) != HIDDEN
            if is_shown and not snapshot.is_past(moment):
                yield Transition(moment, what, article.id)


def _news(snapshot: Snapshot) -> Iterator[Transition]:
    for article, _ in _since(snapshot, NEWS_FOR):
        end = leaves_news(snapshot, article)
        if end is not None and not article.document.draft and not snapshot.is_past(end):
            yield Transition(end, "leaves-news", article.id)


def _sidebars(snapshot: Snapshot) -> Iterator[Transition]:
    live_for = snapshot.settings.live_for
    if live_for is None:
        return
    midnights = set()
    for article, date in _since(snapshot, max(live_for, timedelta(days=3))):
        settles = settles_at(snapshot, article)
        if settles is not None and not snapshot.is_past(settles):
            yield Transition(settles, "settled", article.id)
        if last_midnight(date).timestamp() < date.timestamp():
            midnights.add(_next_midnight(date))
    for midnight in midnights:
        if not snapshot.is_past(midnight):
            yield Transition(midnight, "recent-follows", "")


def _since(snapshot: Snapshot, age: timedelta) -> Iterator[tuple[Article, datetime]]:
    # Those that are still to come have sidebars too, and enter those of others.
    oldest = snapshot.now.timestamp() - age.total_seconds()
    for article in snapshot.contents.articles:
        document, date = article.document, article.document.planned
        if (
            date is not None
            and date.timestamp() >= oldest
            and (snapshot.drafts or not (document.draft or document.lacks))
            and article.id not in snapshot.gone
        ):
            yield article, date


def _days(snapshot: Snapshot) -> Iterator[Transition]:
    now, following = snapshot.now, _next_midnight(snapshot.now)
    yield Transition(_existing(last_midnight(now.replace(year=now.year + 1, month=1, day=1))), "new-year", "")
    if snapshot.contents.shows_day:
        yield Transition(following, "new-day", "")
    for article in snapshot.articles:
        if article.document.planned is None:
            yield Transition(following, "draft-follows", article.id)


def _picks(snapshot: Snapshot) -> Iterator[Transition]:
    picks = snapshot.contents.front
    for pick in (*([picks.lead] if picks.lead else []), *picks.secondary):
        if pick.until is not None and not snapshot.is_past(pick.until):
            yield Transition(pick.until, "pick-ends", pick.article)


def _pictures(snapshot: Snapshot) -> Iterator[Transition]:
    ends: dict[str, set[datetime]] = defaultdict(set)
    for picture, rights in snapshot.given.rights.items():
        if rights.expires is not None:
            ends[picture].add(rights.expires)
    for source, image, article in restricted(snapshot.given):
        end, named = image.expires, picture_named(image, source, snapshot.given)
        if end is None or named is None:
            continue
        # Until an article is public it ends nothing; once it is, that ends what it has ended by then.
        if article is None or snapshot.drafts or state_at(article.document, end.timestamp()) != HIDDEN:
            ends[named].add(end)
    for picture, moments in ends.items():
        # What has ended ends no second time.
        if not snapshot.is_past(first := min(moments)):
            yield Transition(first.astimezone(snapshot.settings.zone), "picture-ends", picture)


def _locked(snapshot: Snapshot, lines: Iterable[Line]) -> Iterator[Transition]:
    # In a look back: what is published later must be answered from its day on.
    today = snapshot.now.date().isoformat()
    for day in {line.day for line in lines if line.day > today}:
        with suppress(ValueError):  # written by hand: no day of the calendar
            midnight = datetime.fromisoformat(day).replace(tzinfo=snapshot.now.tzinfo)
            yield Transition(_existing(midnight), "lock-follows", "")


def _next_midnight(now: datetime) -> datetime:
    # By the calendar, not by 24 hours: where clocks change, a day is longer or shorter.
    following = last_midnight(now).replace(tzinfo=None) + timedelta(days=1)
    return _existing(following.replace(tzinfo=now.tzinfo))


def _existing(moment: datetime) -> datetime:
    # Where clocks jump over midnight, a day begins at one.
    return moment.astimezone(UTC).astimezone(moment.tzinfo)
