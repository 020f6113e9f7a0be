"""Notes: what an article says of itself at one instant: its corrections that have come, its legal notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from asiansite.content.article import Document
from asiansite.content.corrections import Correction
from asiansite.content.legal_notice import LegalNotice
from asiansite.content.markdown import Link


def corrections_at(document: Document, now: float) -> tuple[Correction, ...]:
    """The corrections that have come by `now`, in seconds of the epoch: the newest first, then as written."""
    if not document.corrections:
        return ()
    shown = [each for each in document.corrections if each.date.timestamp() <= now]
    return tuple(sorted(shown, key=lambda each: -each.date.timestamp()))


def is_corrected(corrections: Sequence[Correction]) -> bool:
    """Whether a mistake is among them, which lists mark."""
    return any(each.kind == "correction" for each in corrections)


def notice_at(document: Document, now: float) -> LegalNotice | None:
    """The legal notice that is to be shown at `now`."""
    notice = document.legal_notice
    if notice is None or (notice.begins is not None and notice.begins.timestamp() > now):
        return None
    return None if notice.until is not None and notice.until.timestamp() <= now else notice


def updated_at(document: Document, now: float) -> datetime | None:
    """When an article was last changed, as readers are told: the latest of `updated` and its corrections.

    A correction that bears the day of publication alone, 00:00, changes nothing: it would come before it.
    """
    planned = document.planned
    dates = [
        each.date
        for each in corrections_at(document, now)
        if planned is None or each.date.timestamp() > planned.timestamp()
    ]
    dates += [] if document.updated is None else [document.updated]
    return max(dates, key=datetime.timestamp, default=None)


def links_at(document: Document, now: float) -> tuple[Link, ...]:
    """The targets in the corrections that have come by `now`."""
    return tuple(link for each in corrections_at(document, now) for link in each.text.links)


def moments_of(document: Document) -> Iterator[tuple[datetime, str]]:
    """(when, what happens) of each change in an article's notes."""
    for each in document.corrections:
        yield each.date, "corrected"
    if (notice := document.legal_notice) is not None:
        if notice.begins is not None:
            yield notice.begins, "notice-begins"
        if notice.until is not None:
            yield notice.until, "notice-ends"


def state_of_notes(document: Document, now: float) -> str:
    """What tells one moment of an article's notes from another; empty where there are none."""
    if not document.corrections and document.legal_notice is None:
        return ""
    return f"{len(corrections_at(document, now))} {notice_at(document, now) is not None}"
