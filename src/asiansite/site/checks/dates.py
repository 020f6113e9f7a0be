"""Rules of dates within texts: weekdays that do not fit, and years of another era."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from msgspec import Struct

from asiansite.errors import Problem, problem
from asiansite.site.checks.desk import Desk
from asiansite.site.checks.text import Text

ERA = 543
"""Years by which the Buddhist calendar is ahead, in Thailand since 1941."""

LATER, EARLIER = 10, 60
"""Years from the clock within which a number is taken for a year of that calendar."""

NEAR = 9
"""Characters around a year in which the name of its era stands."""

LONGEST_DATE = 60
"""Characters before a year in which the rest of its date stands."""

BUDDHIST = frozenset({"th", "lo", "km"})
"""The languages in whose texts years of the Buddhist calendar are at home."""


def weekday_wrong(desk: Desk) -> Iterator[Problem]:
    """Weekdays beside a whole date that falls on another."""
    for text in desk.texts:
        names = _names(text.lang)
        for found in _before_years(text, names.dated) if names else ():
            assert names is not None
            given = names.weekdays[found["weekday"].lower()]
            month = names.months[(found["m1"] or found["m2"]).lower()]
            day = _day(int(found["year"]), month, int(found["d1"] or found["d2"]))
            if day is not None and day.weekday() != given:
                right = names.full[day.weekday()]
                place = text.place(*found.span())
                yield problem("weekday-wrong", place, given=found["weekday"], date=day, right=right)


def year_of_other_era(desk: Desk) -> Iterator[Problem]:
    """Years of the Buddhist calendar that do not say so in other languages, and of either under the other's name."""
    now = desk.snapshot.now.year + ERA
    for text in desk.texts:
        if text.lang.partition("-")[0] in BUDDHIST:
            yield from _wrong_eras(text)
        elif _MAY_BE_BUDDHIST.search(text.text) is not None:
            for found in _before_years(text, _dated_years(text.lang)):
                year = int(found["year"])
                around = text.words[max(0, found.start() - NEAR) : found.end() + NEAR]
                if now - EARLIER <= year <= now + LATER and not _SAYS_ERA.search(around):
                    place = text.place(*found.span("year"))
                    yield problem("year-of-other-era", place, given=found["year"], other=year - ERA)


def _before_years(text: Text, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where `pattern` is found, which ends with a year, in the words of a text.

    To look back from each year costs a tenth of looking for the pattern everywhere.
    """
    for year in _YEAR.finditer(text.text):
        start = max(0, year.start() - LONGEST_DATE)
        if pattern.search(text.text, start, year.end()) is not None:
            found = pattern.search(text.words, start, year.end())
            if found is not None:
                yield found


def _wrong_eras(text: Text) -> Iterator[Problem]:
    for found in _WRONG_ERA.finditer(text.words):
        kind = "buddhist" if found["buddhist"] else "christian"
        other = int(found[kind]) + (-ERA if kind == "buddhist" else ERA)
        yield problem("year-of-other-era", text.place(*found.span(kind)), given=found[kind], other=other)


class _Names(Struct, frozen=True):
    """The names of a language's months and weekdays, in lower case, and where they make a date."""

    months: dict[str, int]
    weekdays: dict[str, int]
    full: tuple[str, ...]
    dated: re.Pattern[str]
    """A weekday with a whole date, up to the end of its year."""


@cache
def _names(lang: str) -> _Names | None:
    """The names that CLDR has for a language; None if it knows it not."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(lang.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return None
    months = {
        name.lower().rstrip("."): number
        for width in ("wide", "abbreviated")
        for number, name in locale.months["format"][width].items()
    }
    weekdays = {
        name.lower().rstrip("."): number
        for width in ("wide", "abbreviated")
        for number, name in locale.days["format"][width].items()
        if width == "wide" or len(name) > 2
    }
    full = tuple(str(locale.days["format"]["wide"][number]) for number in range(7))
    weekday, month = _any(weekdays), _any(months)
    dated = re.compile(
        rf"(?<!\w)(?P<weekday>{weekday})\.?(?:\s*,\s*|\s+|ที่\s*)(?:the\s+|ngày\s+|ke\s+)?"
        rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<m1>{month})"
        rf"|(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)"
        rf"\.?,?\s+(?:năm\s+|พ\.ศ\.\s*|ค\.ศ\.\s*|de\s+)?(?P<year>\d{{4}})\Z",
        re.IGNORECASE,
    )
    return _Names(months, weekdays, full, dated)


def _any(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year - ERA if year > 2400 else year, month, day)
    except ValueError:
        return None  # no day at all, or none of this calendar


@cache
def _dated_years(lang: str) -> re.Pattern[str]:
    """A number of four digits in the place of a year: after a month, or after a word such as `since`."""
    names = _names(lang)
    months = f"(?:{_any(names.months)})" if names else "(?!)"
    return re.compile(
        rf"(?<!\w)(?:{months}\.?,?\s+(?:\d{{1,2}},\s+)?|(?:in|since|until|by|year|tahun|năm)\s+)"
        r"(?P<year>2[45]\d\d)\Z",
        re.IGNORECASE,
    )


# Not a part of a larger number, nor an amount of something.
_YEAR = re.compile(
    r"(?<!\d)(?<!\d[.,])\d{4}(?![\d%]|[.,]\d|\s+(?:million|billion|per cent|percent|people)\b)"
)
_MAY_BE_BUDDHIST = re.compile(r"2[45]\d\d")
_SAYS_ERA = re.compile(r"\bB\.?E\b|Buddhis|พ\.ศ|พุทธ", re.IGNORECASE)
# In Thai, Lao and Khmer: what the Christian era is called before a year of the other, and the other way round.
_WRONG_ERA = re.compile(
    r"(?:ค\.ศ\.|ຄ\.ສ\.|គ\.ស\.)\s*(?P<buddhist>2[45]\d\d)(?!\d)"
    r"|(?:พ\.ศ\.|ພ\.ສ\.|ព\.ស\.)\s*(?P<christian>(?:19|20)\d\d)(?!\d)"
)
