"""A moment: which instant of a site is asked for, and how it is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.dates import ImpossibleDate, parse_date
from asiansite.errors import SiteError, problem

Locking = Literal["add", "list", "leave"]
"""What a build does with URLs that it publishes and that are not in the lock: add them, tell them, or nothing."""


class Moment(Struct, frozen=True):
    """What a build is about, beside the sources."""

    at: str | None = None
    """The clock, as a date in the outlet's zone; None: now."""
    drafts: bool = False
    """Unpublished articles are shown, marked."""
    base_url: str | None = None
    """In the place of the one in the settings."""
    hold: tuple[str, ...] = ()
    """Sources of articles to be left out, from the site's folder, sorted."""
    strict: bool = False
    """Warnings are errors."""

    def clock(self, zone: ZoneInfo) -> datetime:
        """The instant, in `zone`. SiteError: option-not-a-date."""
        if self.at is None:
            return datetime.now(zone).replace(microsecond=0)
        try:
            return parse_date(self.at, zone)
        except ImpossibleDate as reason:
            raise SiteError(
                [problem("option-not-a-date", option="--at", given=self.at, reason=reason)]
            ) from None
        except ValueError:
            raise SiteError([problem("option-not-a-date", option="--at", given=self.at)]) from None
