"""A legal notice: words that a law or a court has put above an article, to be shown as they are."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.entries import Entries

LEGAL_NOTICE_KEYS = frozenset({"text", "from", "until", "front_page"})
"""The keys of `legal_notice`."""


class LegalNotice(Struct, frozen=True):
    """A legal notice, as the front matter has it."""

    text: str
    """Verbatim: nothing in it is read as Markdown or HTML, and its lines stay lines."""
    begins: datetime | None
    """When it is first shown. None: with the article."""
    until: datetime | None
    """When it is no longer shown. None: it stays."""
    front_page: bool
    """It stands above the front page as well."""


def read_legal_notice(entries: Entries, zone: ZoneInfo) -> LegalNotice | None:
    """Read `legal_notice`; None if it is absent, or wrong, which is noted."""
    inner = entries.entries("legal_notice", LEGAL_NOTICE_KEYS)
    if inner is None:
        return None
    text = inner.verbatim("text")
    begins, until = inner.date("from", zone), inner.date("until", zone)
    if begins is not None and until is not None and until.timestamp() <= begins.timestamp():
        inner.notes.add("notice-ends-too-early", inner.spot_of("until"))
    front_page = inner.flag("front_page")
    return None if text is None else LegalNotice(text, begins, until, front_page)
