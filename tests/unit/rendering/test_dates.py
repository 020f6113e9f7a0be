from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.rendering.dates import DateStyle, _long, iso, month_and_year
from asiansite.rendering.locales import locale_of

NOON = datetime(2025, 10, 26, 14, 5, tzinfo=ZoneInfo("Asia/Bangkok"))
OF_THE_REGION = {
    "id": ("26 Oktober 2025, 14:05", "Oktober"),
    "ms": ("26 Oktober 2025, 14:05", "Oktober"),
    "ms-BN": ("26 Oktober 2025, 14:05", "Oktober"),
    "ms-Arab": ("26 اوکتوبر 2025, 14:05", "اوکتوبر"),
    "fil": ("26 Oktubre 2025, 14:05", "Oktubre"),
    "tl": ("26 Oktubre 2025, 14:05", "Oktubre"),
    "vi": ("26 tháng 10 2025, 14:05", "Tháng 10"),
    "th": ("26 ตุลาคม 2025, 14:05", "ตุลาคม"),
    "km": ("26 តុលា 2025, 14:05", "តុលា"),
    "lo": ("26 ຕຸລາ 2025, 14:05", "ຕຸລາ"),
    "my": ("26 အောက်တိုဘာ 2025, 14:05", "အောက်တိုဘာ"),
    "ta": ("26 அக்டோபர் 2025, 14:05", "அக்டோபர்"),
    "zh-Hans-SG": ("26 十月 2025, 14:05", "十月"),
    "pt-TL": ("26 outubro 2025, 14:05", "outubro"),
    "en-SG": ("26 October 2025, 14:05", "October"),
    "en-US-x-house": ("26 October 2025, 14:05", "October"),
    "th-u-ca-buddhist": ("26 ตุลาคม 2025, 14:05", "ตุลาคม"),
}


@pytest.mark.parametrize(("language", "shown"), OF_THE_REGION.items(), ids=OF_THE_REGION)
def test_languages_of_the_region(language: str, shown: tuple[str, str]) -> None:
    style = DateStyle(language)
    assert (style.long(NOON), style.month_name(10)) == shown
    assert style.day(NOON) == style.day(NOON.date()) == shown[0].removesuffix(", 14:05")


def test_one_language_never_gets_the_names_of_another() -> None:
    # Babel shares what it looks up for one locale with all that inherit it.
    pattern = "EEEE MMM LLLL ccc d G y, h:mm a"
    alone = {language: DateStyle(language, pattern).long(NOON) for language in OF_THE_REGION}
    for month in (1, 10):
        for language in reversed(OF_THE_REGION):
            DateStyle(language).month_name(month)
    _long.cache_clear()
    locale_of.cache_clear()
    again = {language: DateStyle(language, pattern).long(NOON) for language in reversed(OF_THE_REGION)}
    assert again == alone


@pytest.mark.parametrize("language", ["tet", "tet-TL", "ilo", "mnw", "shn", "und", "x-private", "zz", ""])
def test_a_language_without_names_is_written_in_numbers(language: str) -> None:
    style = DateStyle(language)
    assert style.long(NOON) == "2025-10-26 14:05"
    assert style.day(NOON) == style.day(date(2025, 10, 26)) == "2025-10-26"
    assert style.month_name(3) == "03"
    assert month_and_year(2025, 3, language) == "2025-03"


def test_patterns_are_the_site_s() -> None:
    style = DateStyle("en-GB", "EEEE d MMMM, h:mm a 'uhr'", "d.M.yy")
    assert style.long(NOON) == "Sunday 26 October, 2:05 pm uhr"
    assert style.day(NOON) == "26.10.25"


@pytest.mark.parametrize("pattern", ["YYYY bogus", "d MMMMMMM"])
def test_no_pattern(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"bogus|MMMMMMM"):
        DateStyle("en", pattern).long(NOON)


def test_equal_instants_in_two_zones_are_written_apart() -> None:
    # They are equal as values, so that a cache by value would mix them up.
    style = DateStyle("en")
    assert style.long(NOON) == "26 October 2025, 14:05"
    assert style.long(NOON.astimezone(UTC)) == "26 October 2025, 07:05"
    assert style.long(NOON.astimezone(ZoneInfo("Asia/Singapore"))) == "26 October 2025, 15:05"


def test_the_hour_that_comes_twice_is_written_with_its_own_zone() -> None:
    style = DateStyle("en", "HH:mm Z")
    zone = ZoneInfo("Europe/Lisbon")
    twice = [datetime(2025, 10, 26, 1, 30, tzinfo=zone, fold=fold) for fold in (0, 1)]
    assert [style.long(value) for value in twice] == ["01:30 +0100", "01:30 +0000"]


@pytest.mark.parametrize("month", [0, 13, -1])
def test_no_month(month: int) -> None:
    with pytest.raises(ValueError, match="month"):
        DateStyle("en").month_name(month)
    with pytest.raises(ValueError, match="month"):
        month_and_year(2025, month, "en")


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "August 2026"), ("id", "Agustus 2026"), ("zh-Hans", "2026年8月"), ("pt-TL", "agosto de 2026")],
)
def test_a_month_as_a_heading(language: str, heading: str) -> None:
    assert month_and_year(2026, 8, language) == heading


ZONES = st.timezones() | st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 28), timezones=ZONES))
def test_iso_can_be_read_back(value: datetime) -> None:
    text = iso(value)
    assert datetime.fromisoformat(text).astimezone(UTC) == value.replace(microsecond=0).astimezone(UTC)
    assert len(text) == len("2026-08-20T09:30:00+08:00")
    assert DateStyle("th").iso(value) == text


def test_iso_says_its_seconds_and_offset() -> None:
    assert iso(NOON) == "2025-10-26T14:05:00+07:00"
    assert iso(NOON.astimezone(UTC)) == "2025-10-26T07:05:00+00:00"
    with pytest.raises(ValueError, match="zone"):
        iso(datetime(2025, 10, 26))


@given(
    st.permutations([(zone, fold) for zone in ("Europe/Lisbon", "UTC", "Asia/Bangkok") for fold in (0, 1)])
)
def test_what_is_remembered_of_a_date_is_of_its_own_zone_and_fold(order: list[tuple[str, int]]) -> None:
    style = DateStyle("en", "HH:mm Z")
    for zone, fold in order:
        twice = datetime(2025, 10, 26, 1, 30, tzinfo=ZoneInfo("Europe/Lisbon"), fold=fold)
        value = twice.astimezone(ZoneInfo(zone))
        assert iso(value) == value.isoformat(timespec="seconds")
        assert style.long(value) == value.strftime("%H:%M %z")
        assert style.day(value) == style.day(value.date())
