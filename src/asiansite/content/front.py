"""Who leads the front page, and until when: `content/front.yaml`."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.entries import Entries, compose
from asiansite.content.frontmatter import decode
from asiansite.content.notes import Notes, Spot
from asiansite.errors import Problem

KEYS = frozenset({"lead", "secondary", "until"})
"""The keys of front.yaml."""


class Pick(Struct, frozen=True):
    """An article that the editors have put on the front page."""

    article: str
    """Its `id`: that of its front matter, or its path below content/articles/ without `.md`."""
    until: datetime | None
    """From then on the newest takes its place; None: it stays."""
    spot: Spot


class FrontPicks(Struct, frozen=True):
    """All of front.yaml."""

    lead: Pick | None = None
    """The article that leads. None: the newest."""
    secondary: tuple[Pick, ...] = ()
    """Those beside it, in this order, four at most; the newest fill what is left."""


def read_front(data: bytes, zone: ZoneInfo) -> tuple[FrontPicks, tuple[Problem, ...]]:
    """Read front.yaml. Never raises for what is in the file.

    `lead` and `secondary` are ids, or `{article: ID, until: TIME}`. An `until` beside them holds for
    every pick that has none of its own.
    """
    notes: list[Notes] = []
    text = decode(data, notes)
    root = None if text is None else compose(text, KEYS, notes[-1])
    if root is None:
        return FrontPicks(), tuple(notes[-1].problems)
    until = root.date("until", zone)
    leads = _picks(root, "lead", until, zone)
    if len(leads) > 1:
        root.notes.add("one-lead-only", root.spot_of("lead"))
    picks = FrontPicks(leads[0] if leads else None, _picks(root, "secondary", until, zone))
    return picks, tuple(notes[-1].problems)


def _picks(root: Entries, key: str, until: datetime | None, zone: ZoneInfo) -> tuple[Pick, ...]:
    found = []
    for item in root.list_of_either(key, {"article", "until"}):
        if isinstance(item, Entries):
            article, spot = item.text("article", required=True), item.spot_of("article")
            if article and spot:
                found.append(Pick(article, item.date("until", zone) or until, spot))
        else:
            found.append(Pick(item[0], until, item[1]))
    return tuple(found)
