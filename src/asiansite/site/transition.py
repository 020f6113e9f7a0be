"""A transition: an instant at which the site changes with nobody touching it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct


class Kind(Struct, frozen=True):
    """What can happen by time alone."""

    words: str
    """What happens, for people; `{}` stands for the subject."""
    is_noticed: bool = False
    """Whether readers notice it; the others are housekeeping."""


KINDS: Mapping[str, Kind] = {
    "published": Kind("`{}` is published", is_noticed=True),
    "expired": Kind("`{}` expires", is_noticed=True),
    "withdrawn": Kind("`{}` is withdrawn", is_noticed=True),
    "corrected": Kind("a correction of `{}` is shown", is_noticed=True),
    "notice-begins": Kind("the legal notice of `{}` is shown", is_noticed=True),
    "notice-ends": Kind("the legal notice of `{}` is no longer shown", is_noticed=True),
    "pick-ends": Kind("`{}` leaves its place on the front page", is_noticed=True),
    "picture-ends": Kind("the rights in `{}` end: it is taken out", is_noticed=True),
    "settled": Kind("the sidebar of `{}` comes to rest"),
    "leaves-news": Kind("`{}` leaves the map of news"),
    "recent-follows": Kind("the archive's Recent Posts follow"),
    "draft-follows": Kind("`{}`, which has no date, stands at the new day"),
    "lock-follows": Kind("URLs that are locked must be answered"),
    "new-day": Kind("the day changes"),
    "new-year": Kind("the year changes"),
}
"""Every kind of transition, by the name that reports have for it."""


class Transition(Struct, frozen=True):
    """One instant, and what happens then."""

    at: datetime
    what: str
    """One of KINDS."""
    subject: str
    """The id of the article, or the path of the picture, that it concerns; empty for the whole site."""

    @property
    def is_noticed(self) -> bool:
        """Whether readers notice it; the others are housekeeping."""
        return KINDS[self.what].is_noticed

    def in_words(self) -> str:
        """What happens, for people."""
        return KINDS[self.what].words.format(self.subject)
