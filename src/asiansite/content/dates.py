"""Dates as people write them, to instants in the outlet's time zone; and the patterns to show them by."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo


class ImpossibleDate(ValueError):
    """The text has the form of a date, and the calendar or the clock has no such moment."""


def parse_date(text: str, zone: ZoneInfo) -> datetime:
    """Read a date, in `zone`.

    The forms are those of ISO 8601 and RFC 3339, a little wider: `2025-05-10`,
    `2025-05-10 9:30`, `2025-05-10T09:30:00.5+08:00`, `2013-06-27 11:00:01 +0000`, `…Z`.
    Without an offset the time is local to `zone` (the first of two, when clocks go back);
    a date alone is its 00:00. Fractions of a second are dropped. Raises ImpossibleDate for
    30 February, 25:00, an offset of a day, or a year outside 1000–9000 (a year of the Buddhist
    era is above today's by 543); ValueError for any other text.
    """
    match = FORM.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day, hour, minute, second = (int(part or 0) for part in match.group(1, 2, 3, 4, 5, 6))
    _check_day(year, month, day)
    if hour > 23 or minute > 59 or second > 59:
        raise ImpossibleDate("a day runs from 00:00:00 to 23:59:59")
    if match["offset"] is None:
        return _existing(datetime(year, month, day, hour, minute, second, tzinfo=zone), zone)
    offset = _offset(match["sign"], match["hours"], match["minutes"])
    return datetime(year, month, day, hour, minute, second, tzinfo=offset).astimezone(zone)


def is_date_pattern(text: str) -> bool:
    """Whether `text` is a pattern of Unicode's LDML (UTS 35, part 4), as far as dates and times go.

    `d MMMM yyyy, HH:mm`; letters that are meant as such stand in single quotes. `%d` is of
    another kind, and would be shown as a sign and a day.
    """
    if "%" in text or text.count("'") % 2:
        return False
    fields = [found[0] for found in re.finditer(r"([A-Za-z])\1*", re.sub("'[^']*'", "", text))]
    return bool(fields) and all(len(field) in _FIELDS.get(field[0], ()) for field in fields)


_ONE, _TWO, _FIVE, _SIX = range(1, 2), range(1, 3), range(1, 6), range(1, 7)
_FIELDS = (
    dict.fromkeys("yYuSA", range(1, 10))
    | dict.fromkeys("GQqMLaZxX", _FIVE)  # not `b` and `B`: Babel lacks their words in some languages
    | dict.fromkeys("Ee", _SIX)
    | dict.fromkeys("wdhHKkms", _TWO)
    | dict.fromkeys("WF", _ONE)
    | {"D": range(1, 4), "c": (1, 3, 4, 5, 6), "z": range(1, 5), "V": range(1, 5), "O": (1, 4), "v": (1, 4)}
)

FORM = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<offset>[Zz]|(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})?)?)?",
    re.ASCII,
)
"""The form of a date; whether there is such a day, parse_date tells."""

_FARTHEST = timedelta(hours=18, minutes=59)


def _check_day(year: int, month: int, day: int) -> None:
    if not 1000 <= year <= 9000:
        raise ImpossibleDate("years run from 1000 to 9000")
    if not 1 <= month <= 12:
        raise ImpossibleDate(f"there is no month {month}; a date is year-month-day")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ImpossibleDate(f"{year}-{month:02} has {last} days")


@lru_cache(maxsize=256)
def _offset(sign: str | None, hours: str | None, minutes: str | None) -> timezone:
    # `Z` has no sign, and no hours.
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    if offset > _FARTHEST or int(minutes or 0) > 59:
        raise ImpossibleDate("an offset from UTC has at most 18 hours and 59 minutes")
    return timezone(-offset if sign == "-" else offset)


def _existing(local: datetime, zone: ZoneInfo) -> datetime:
    # A time that the clocks jumped over is moved on by the jump, as the clocks were (RFC 5545, 3.3.5).
    return local.astimezone(UTC).astimezone(zone)
