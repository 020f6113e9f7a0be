"""A transition: an instant at which the site changes with nobody touching it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Transition(Struct, frozen=True):
    """One instant, and what happens then."""

    at: datetime
    what: str
    """`published`, `expired`, `withdrawn`, `corrected`, `notice-begins`,
    `notice-ends`, `settled`, `recent-follows`, `pick-ends`, `draft-follows`, `new-day`, `new-year`, `lock-follows`,
    `leaves-news`, `picture-ends`."""
    subject: str
    """The id of the article, or the path of the picture, that it concerns; empty for the whole site."""

    @property
    def is_noticed(self) -> bool:
        """Whether readers notice it; the others are housekeeping."""
        return self.what in _NOTICED

    def in_words(self) -> str:
        """What happens, for people."""
        return _WORDS[self.what].format(self.subject)


_NOTICED = frozenset(
    "published expired withdrawn corrected notice-begins notice-ends pick-ends picture-ends".split()
)

_WORDS = {
    "published": "`{}` is published",
    "expired": "`{}` expires",
    "withdrawn": "`{}` is withdrawn",
    "corrected": "a correction of `{}` is shown",
    "notice-begins": "the legal notice of `{}` is shown",
    "notice-ends": "the legal notice of `{}` is no longer shown",
    "settled": "the sidebar of `{}` comes to rest",
    "leaves-news": "`{}` leaves the map of news",
    "recent-follows": "the archive's Recent Posts follow",
    "pick-ends": "`{}` leaves its place on the front page",
    "picture-ends": "the rights in `{}` end: it is taken out",
    "draft-follows": "`{}`, which has no date, stands at the new day",
    "lock-follows": "URLs that are locked must be answered",
    "new-day": "the day changes",
    "new-year": "the year changes",
}
