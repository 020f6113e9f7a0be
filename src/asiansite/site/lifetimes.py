"""Lifetimes: what an article is to readers at one instant, and the instants at which that changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from asiansite.content.article import Document

HIDDEN, PUBLIC, EXPIRED, WITHDRAWN = "hidden", "public", "expired", "withdrawn"
"""Not there at all; there; a short page in its place; a short page with a date and a reason."""


def state_at(document: Document, now: float) -> str:
    """What an article is at `now`, in seconds of the epoch.

    As instants: of two times in one zone Python compares the walls' clocks, which go back once a year.
    """
    planned = document.planned
    if planned is None or document.draft or planned.timestamp() > now:
        return HIDDEN
    if document.withdrawn is not None and document.withdrawn.date.timestamp() <= now:
        return WITHDRAWN
    if document.lacks:
        # After the withdrawal: what is taken back needs no sign-off, and its address goes on saying so.
        return HIDDEN
    if document.expires is not None and document.expires.timestamp() <= now:
        return EXPIRED
    return PUBLIC


def changes_after(document: Document, now: float) -> Iterator[tuple[datetime, str]]:
    """(when, what it is from then on) of each change of an article after `now`, the first one first."""
    withdrawn = document.withdrawn
    moments = (document.planned, document.expires, withdrawn.date if withdrawn else None)
    to_come = {each for each in moments if each is not None and each.timestamp() > now}
    if not to_come:
        return  # as for nearly all articles, of which this is asked in each build
    state = state_at(document, now)
    for moment in sorted(to_come, key=datetime.timestamp):
        if (following := state_at(document, moment.timestamp())) != state:
            state = following
            yield moment, state
