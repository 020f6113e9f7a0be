"""Dates as people read them, by CLDR, and as machines do, by ISO 8601."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache

from msgspec import Struct

from asiansite.rendering.locales import locale_of


class DateStyle(Struct, frozen=True):
    """How an outlet writes dates.

    Patterns are Unicode's (LDML, UTS 35 part 4); names, digits and eras those of CLDR in Babel,
    for which a year is Gregorian everywhere.  A language that CLDR does not know is written in
    numbers, never in English.
    """

    language: str
    """A BCP 47 tag."""
    pattern: str = "d MMMM yyyy, HH:mm"
    day_pattern: str = "d MMMM yyyy"
    """Of fields that a day has."""

    def long(self, value: datetime) -> str:
        """Date and time, in the zone of `value`. Raises ValueError if `pattern` is no pattern."""
        return _long(self.language, self.pattern, value, value.tzinfo, value.fold)

    def day(self, value: date) -> str:
        """The date alone, of a date or a datetime. Raises ValueError if `day_pattern` is no pattern."""
        known = value.date() if isinstance(value, datetime) else value
        return _day(self.language, self.day_pattern, known)

    def month_name(self, month: int) -> str:
        """The name of a month, 1 to 12, as it stands alone. Raises ValueError for another number."""
        if not 1 <= month <= 12:
            raise ValueError(f"no month has the number {month}")
        return _month_names(self.language)[month - 1]

    def iso(self, value: datetime) -> str:
        """As the function `iso`."""
        return iso(value)


def iso(value: datetime) -> str:
    """`value` by ISO 8601 and RFC 3339, to the second, with its offset: `2026-08-20T09:30:00+08:00`.

    Raises ValueError for a datetime without a zone.
    """
    return _iso(value, value.tzinfo, value.fold)


@lru_cache(maxsize=1024)
def month_and_year(year: int, month: int, language: str) -> str:
    """A month of a year as a heading, in the order that the language has: `August 2026`, `2026年8月`.

    `2026-08` in one that CLDR does not know.  Raises ValueError for a month that there is none of.
    """
    first = datetime(year, month, 1)
    locale = locale_of(language)
    if locale is None:
        return first.isoformat()[:7]
    return str(locale.datetime_skeletons["yMMMM"].apply(first, locale))


# One instant is equal to itself in all zones, and 01:30 to itself when clocks go back: so what is
# remembered of a date is known by its zone and its fold as well.
@lru_cache(maxsize=16384)
def _iso(value: datetime, zone: tzinfo | None, fold: int) -> str:
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(f"{value} has no time zone")
    # Local mean times, before zones were agreed on, have seconds that the format has no place for.
    known = value.astimezone(UTC) if offset.total_seconds() % 60 else value
    return known.isoformat(timespec="seconds")


@lru_cache(maxsize=16384)
def _long(language: str, pattern: str, value: datetime, zone: tzinfo | None, fold: int) -> str:
    return _shown(language, pattern, value) or value.replace(tzinfo=None).isoformat(" ", "minutes")


@lru_cache(maxsize=16384)
def _day(language: str, pattern: str, value: date) -> str:
    return _shown(language, pattern, datetime.combine(value, time())) or value.isoformat()


def _shown(language: str, pattern: str, value: datetime) -> str | None:
    from babel.dates import parse_pattern

    locale = locale_of(language)
    if locale is None:
        return None
    try:
        return parse_pattern(pattern).apply(value, locale)
    except KeyError as unknown:
        raise ValueError(f"{pattern!r} is not a date pattern: {unknown}") from unknown


@lru_cache(maxsize=64)
def _month_names(language: str) -> tuple[str, ...]:
    locale = locale_of(language)
    if locale is None:
        return tuple(f"{month:02}" for month in range(1, 13))
    names = locale.months["stand-alone"]["wide"]
    return tuple(names[month] for month in range(1, 13))
