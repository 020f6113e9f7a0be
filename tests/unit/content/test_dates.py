from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.dates import ImpossibleDate, parse_date

ZONES = (
    "Asia/Jakarta Asia/Singapore Asia/Yangon Asia/Dili Asia/Kathmandu UTC Europe/London America/New_York "
    "America/Havana America/Sao_Paulo Africa/Cairo Australia/Lord_Howe Pacific/Apia"
).split()
JAKARTA, LONDON, SINGAPORE = ZoneInfo("Asia/Jakarta"), ZoneInfo("Europe/London"), ZoneInfo("Asia/Singapore")

FORMS = {
    "2025-05-10": "2025-05-10T00:00:00+07:00",
    "2025-5-1": "2025-05-01T00:00:00+07:00",
    "2025-05-10 09:30": "2025-05-10T09:30:00+07:00",
    "2025-05-10 9:30": "2025-05-10T09:30:00+07:00",
    "2025-05-10T09:30": "2025-05-10T09:30:00+07:00",
    "2025-05-10t09:30": "2025-05-10T09:30:00+07:00",
    "2025-05-10   09:30": "2025-05-10T09:30:00+07:00",
    "2025-05-10 09:30:15": "2025-05-10T09:30:15+07:00",
    "2025-05-10 09:30:15.987": "2025-05-10T09:30:15+07:00",
    "2025-05-10T09:30:15,987654321": "2025-05-10T09:30:15+07:00",
    "2025-05-10T09:30Z": "2025-05-10T16:30:00+07:00",
    "2025-05-10T09:30:00z": "2025-05-10T16:30:00+07:00",
    "2025-05-10T09:30+08:00": "2025-05-10T08:30:00+07:00",
    "2025-05-10 09:30 +0800": "2025-05-10T08:30:00+07:00",
    "2025-05-10 09:30 +08": "2025-05-10T08:30:00+07:00",
    "2013-06-27 11:00:01 +0000": "2013-06-27T18:00:01+07:00",
    "2025-05-10T09:30-00:00": "2025-05-10T16:30:00+07:00",
    "2025-05-10T23:30-03:30": "2025-05-11T10:00:00+07:00",
    "2025-05-10T00:30+14:00": "2025-05-09T17:30:00+07:00",
    "2024-02-29": "2024-02-29T00:00:00+07:00",
}


@pytest.mark.parametrize(("text", "instant"), FORMS.items(), ids=FORMS)
def test_the_forms_that_people_write(text: str, instant: str) -> None:
    found = parse_date(text, JAKARTA)
    assert found.isoformat() == instant
    assert found.tzinfo is JAKARTA


NO_DATES = (
    "",
    "tomorrow",
    "20th of August",
    "10/05/2025",
    "05/10/2025",
    "10.05.2025",
    "10-05-2025",
    "2025/05/10",
    "2025.05.10",
    "20250510",
    "25-05-10",
    "2025-05",
    "2025",
    "May 10, 2025",
    "2025-05-10 9",
    "2025-05-10 9:3",
    "2025-05-10 9.30",
    "2025-05-10 9:30 AM",
    "2025-05-10 09:30 WIB",
    "2025-05-10 09:30 +7",
    "2025-05-10+07:00",
    "2025-05-10Z",
    "2025-05-10T",
    "2025-05-1009:30",
    "12025-05-10",
    "-2025-05-10",
    "2025-05-10 09:30 2025",
    "2025-05-10\n2025-05-11",
    "2025-W19-6",
    "１２３４-０５-１０",
    "๒๕๖๘-๐๕-๑๐",
    "２０２５-05-10",
    "2025−05−10",
)


@pytest.mark.parametrize("text", NO_DATES, ids=ascii)
def test_what_has_two_readings_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_date(text, JAKARTA)
    assert not isinstance(caught.value, ImpossibleDate)


IMPOSSIBLE = (
    "2025-02-29",
    "2025-02-30",
    "1900-02-29",
    "2025-04-31",
    "2025-00-10",
    "2025-13-10",
    "2025-05-00",
    "2025-05-32",
    "2025-05-10 24:00",
    "2025-05-10 25:00",
    "2025-05-10 09:60",
    "2025-05-10 09:30:60",
    "2025-05-10 09:30 +20:00",
    "2025-05-10 09:30 -19:00",
    "2025-05-10 09:30 +08:60",
    "0000-01-01",
    "0999-12-31",
    "9001-01-01",
    "9999-12-31",
)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_days_and_times_that_do_not_exist_are_told_apart(text: str) -> None:
    with pytest.raises(ImpossibleDate) as caught:
        parse_date(text, JAKARTA)
    assert str(caught.value)


def test_the_earliest_and_the_latest_moment() -> None:
    for zone in map(ZoneInfo, ZONES):
        assert parse_date("1000-01-01 00:00+18:00", zone).tzinfo is zone
        assert parse_date("9000-12-31 23:59:59-18:00", zone).tzinfo is zone


def test_a_year_of_the_buddhist_era_is_that_far_ahead_and_never_guessed() -> None:
    assert parse_date("2568-05-10", JAKARTA).year - parse_date("2025-05-10", JAKARTA).year == 543


MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)).map(
    lambda found: found.replace(microsecond=0)
)
OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(MOMENTS, OFFSETS, st.sampled_from(ZONES), st.sampled_from("T "))
def test_a_moment_with_its_offset_is_read_as_that_moment(
    moment: datetime, offset: timezone, zone: str, between: str
) -> None:
    known = moment.replace(tzinfo=offset)
    found = parse_date(known.isoformat(between), ZoneInfo(zone))
    assert found.astimezone(UTC) == known.astimezone(UTC)
    assert found.tzinfo == ZoneInfo(zone)


@given(MOMENTS, st.sampled_from(ZONES))
def test_what_was_read_is_read_again(moment: datetime, zone: str) -> None:
    found = parse_date(moment.isoformat(), ZoneInfo(zone))
    again = parse_date(found.isoformat(), ZoneInfo(zone))
    assert (again, again.fold, again.isoformat()) == (found, found.fold, found.isoformat())


@given(MOMENTS, st.sampled_from(ZONES))
def test_a_moment_without_an_offset_is_local_or_in_a_gap_of_the_clocks(moment: datetime, zone: str) -> None:
    found = parse_date(moment.isoformat(" "), ZoneInfo(zone))
    # What was read exists: it survives the way through UTC, which a time in a gap does not.
    assert found.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == found.replace(tzinfo=None)
    if found.replace(tzinfo=None) != moment:
        jump = found.replace(tzinfo=None) - moment
        assert timedelta(0) < jump <= timedelta(days=1)
        before = (moment - jump).replace(tzinfo=ZoneInfo(zone)).utcoffset()
        assert before != found.utcoffset()


@given(
    st.text(max_size=40)
    | st.from_regex(r"\d{4}-\d{1,2}-\d{1,2}[Tt ]\d{1,2}:\d{2}(:\d{2})?([+-]\d{2}:?\d{2})?", fullmatch=True)
)
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found = parse_date(text, JAKARTA)
    except ValueError:
        return
    assert found.utcoffset() is not None
    assert 999 <= found.year <= 9001


def test_where_clocks_go_back_the_first_of_two_moments_is_meant() -> None:
    first = parse_date("2025-10-26 01:30", LONDON)
    assert first.astimezone(UTC).isoformat() == "2025-10-26T00:30:00+00:00"
    second = parse_date("2025-10-26 01:30+00:00", LONDON)
    assert second.astimezone(UTC).isoformat() == "2025-10-26T01:30:00+00:00"


@pytest.mark.parametrize(
    ("text", "zone", "moved"),
    [
        ("2025-03-30 01:30", "Europe/London", "2025-03-30T02:30:00+01:00"),
        ("2025-03-09 02:00", "America/New_York", "2025-03-09T03:00:00-04:00"),
        ("2025-03-09", "America/Havana", "2025-03-09T01:00:00-04:00"),
        ("2025-04-25", "Africa/Cairo", "2025-04-25T01:00:00+03:00"),
        ("2011-12-30 12:00", "Pacific/Apia", "2011-12-31T12:00:00+14:00"),
        ("2025-10-05 02:15", "Australia/Lord_Howe", "2025-10-05T02:45:00+11:00"),
    ],
)
def test_a_time_that_the_clocks_jumped_over_moves_on_with_them(text: str, zone: str, moved: str) -> None:
    assert parse_date(text, ZoneInfo(zone)).isoformat() == moved
