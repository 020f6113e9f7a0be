"""A withdrawal: an article is taken back, and its address says since when and why."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.entries import Entries

WITHDRAWN_KEYS = frozenset({"date", "reason"})
"""The keys of `withdrawn`."""


class Withdrawal(Struct, frozen=True):
    """That an article is withdrawn, as its front matter says it."""

    date: datetime
    """From then on its address has the reason alone: no headline, no picture, no text."""
    reason: str
    """Plain text for readers, one line: as much as may be said."""


def read_withdrawal(entries: Entries, zone: ZoneInfo) -> Withdrawal | None:
    """Read `withdrawn`; None if it is absent, or wrong, which is noted."""
    inner = entries.entries("withdrawn", WITHDRAWN_KEYS)
    if inner is None:
        if "withdrawn" in entries and entries.is_empty("withdrawn"):
            # Half a withdrawal must not leave the article standing as if nothing were meant.
            entries.notes.add("withdrawn-empty", entries.spot_of("withdrawn"))
        return None
    if inner.is_empty("date"):
        inner.text("date", required=True)  # notes that it is missing
    date, reason = inner.date("date", zone), inner.text("reason", required=True)
    return None if date is None or reason is None else Withdrawal(date, reason)
