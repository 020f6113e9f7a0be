"""Times that the words of a command name."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from asiansite.content.dates import ImpossibleDate, parse_date
from asiansite.errors import SiteError, problem


def time_of(option: str, given: str, zone: ZoneInfo) -> datetime:
    """The moment that `given` names, in `zone`. Raises SiteError: option-not-a-date."""
    try:
        return parse_date(given, zone)
    except ImpossibleDate as reason:
        raise SiteError([problem("option-not-a-date", option=option, given=given, reason=reason)]) from None
    except ValueError:
        raise SiteError([problem("option-not-a-date", option=option, given=given)]) from None
