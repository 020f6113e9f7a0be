"""Corrections: what an article says of its own mistakes, and of answers to it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.entries import Entries
from asiansite.content.inline import Inline, read_inline
from asiansite.content.markdown import MarkdownOptions

CORRECTION_KEYS = frozenset({"date", "kind", "text"})
"""The keys of a correction."""

CORRECTION_KINDS = ("correction", "clarification", "update", "editors-note", "right-of-reply")
"""What a correction can be."""

ON_TOP = frozenset({"correction", "editors-note", "right-of-reply"})
"""The kinds that stand above the text; the others stand below it."""


class Correction(Struct, frozen=True):
    """One correction, as the front matter has it."""

    date: datetime
    """Since when it stands there; one to come is not shown before."""
    kind: str
    """What it is: it stands above the text, or, a clarification or an update, below it."""
    text: Inline
    """What was wrong and what is right: one paragraph of Markdown, with emphasis and links."""


def read_corrections(entries: Entries, zone: ZoneInfo, options: MarkdownOptions) -> tuple[Correction, ...]:
    """Read `corrections`, in the order in which they are written; what is wrong with one is noted."""
    found = []
    for each in entries.list_of_entries("corrections", CORRECTION_KEYS):
        if each.is_empty("date"):
            each.text("date", required=True)  # notes that it is missing
        date, kind = each.date("date", zone), each.text("kind", required=True)
        text = read_inline(each, "text", options)
        if kind is not None and kind not in CORRECTION_KINDS:
            each.note_option("kind", kind, each.spot_of("kind"), CORRECTION_KINDS)
        elif date is not None and kind is not None and text is not None:
            found.append(Correction(date, kind, text))
    return tuple(found)
