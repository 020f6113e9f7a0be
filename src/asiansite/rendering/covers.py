"""Covers: the woven pattern that stands where an article has no picture, the same for ever."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import blake2b
from typing import Protocol

DYES = 8
"""Colours that a section may have: the classes `dye-1` to `dye-8`."""

EDITIONS: tuple[tuple[date, tuple[str, ...]], ...] = (
    (
        date.min,
        (
            "acheik", "binakul", "bintang", "hol", "kawung", "kelarai", "krama", "matmi", "naga", "parang",
            "poleng", "pua", "rebung", "tais", "thocam", "tnalak",
        ),
    ),
)  # fmt: skip
"""The patterns by the day from which articles may get them; each is a file of static/covers/.

An article chooses among those of its own date. To add patterns, add an edition with a day to come:
what is published keeps its cover. An edition in force is never changed.
"""


class Named(Protocol):
    """What has an address: a section."""

    @property
    def slug(self) -> str:
        """Its part of the address."""


class Covered(Protocol):
    """What has a cover: a card, or the page of an article."""

    @property
    def id(self) -> str | None:
        """None on a page that is no article's."""

    @property
    def date(self) -> datetime | None:
        """When it is published."""

    @property
    def section(self) -> Named | None:
        """Where it stands."""


def cover(item: Covered) -> str:
    """The classes of a cover: `cover`, its pattern, its dye, which of two ways it is woven, its section.

    The pattern and the way come from the article's id, the patterns to choose from by its date, and
    the dye from its section. Raises TypeError for what is no article.
    """
    if item.id is None or item.date is None:
        raise TypeError("only an article has a cover")
    patterns = _patterns(item.date.date())
    chance = _chance("cover", item.id)
    pattern, way = patterns[chance % len(patterns)], (chance // len(patterns)) % 2
    slug = item.section.slug if item.section else ""
    dye = _chance(_DYE_KEY, slug) % DYES + 1
    return f"cover weave-{pattern} dye-{dye} way-{way + 1}" + (f" of-{slug}" if slug else "")


def _patterns(day: date) -> tuple[str, ...]:
    return next(patterns for since, patterns in reversed(EDITIONS) if since <= day)


def _chance(key: str, text: str) -> int:
    # Not the engine's fingerprint, which may change with a version: a cover may not.
    return int.from_bytes(blake2b(text.encode(), digest_size=8, person=key.encode()).digest())


_DYE_KEY = "dye-226"
"""Chosen because with it the sections that a newsroom has first (politics, economy, culture …) differ."""
