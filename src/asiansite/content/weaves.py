"""Weaves: which woven pattern an article, a section or the outlet has, and in which dye, for ever."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from typing import NamedTuple

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


class Weave(NamedTuple):
    """A pattern and how it is woven."""

    pattern: str
    """One of `EDITIONS`."""
    way: int
    """1: undyed threads on dyed cloth; 2: the other way round."""


def weave_of(id: str, day: date) -> Weave:
    """The weave of the article `id`, among the patterns that there were on its `day`."""
    patterns = next(patterns for since, patterns in reversed(EDITIONS) if since <= day)
    chance = _chance("cover", id)
    return Weave(patterns[chance % len(patterns)], (chance // len(patterns)) % 2 + 1)


def weave_of_section(slug: str) -> Weave:
    """The weave of a section; that of the outlet itself, if `slug` is empty. It has no date: the first edition's."""
    # No id of an article has a space in it, so that none shares this chance.
    return Weave(weave_of(f"section {slug}", date.min).pattern, 1)


def dye_of(slug: str) -> int:
    """The number of a section's dye, from 1; of what stands in none, if `slug` is empty."""
    return _chance(_DYE_KEY, slug) % DYES + 1


def _chance(key: str, text: str) -> int:
    # Not the engine's fingerprint, which may change with a version: a cover may not.
    return int.from_bytes(blake2b(text.encode(), digest_size=8, person=key.encode()).digest())


_DYE_KEY = "dye-226"
"""Chosen because with it the sections that a newsroom has first (politics, economy, culture …) differ."""
