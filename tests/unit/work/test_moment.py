from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from asiansite.errors import SiteError
from asiansite.work.moment import Moment

ZONE = ZoneInfo("Asia/Yangon")


@pytest.mark.parametrize(
    ("at", "clock"),
    [
        ("2026-12-01", "2026-12-01T00:00:00+06:30"),
        ("2026-12-01 08:00", "2026-12-01T08:00:00+06:30"),
        ("2026-12-01T08:00+08:00", "2026-12-01T06:30:00+06:30"),
    ],
)
def test_the_clock_is_a_date_in_the_outlets_zone(at: str, clock: str) -> None:
    assert Moment(at).clock(ZONE).isoformat() == clock


@pytest.mark.parametrize("at", ["", "tomorrow", "2026-02-30", "01/12/2026", "2026-12-01 25:00"])
def test_what_is_no_date_is_a_slip_in_the_command(at: str) -> None:
    with pytest.raises(SiteError) as caught:
        Moment(at).clock(ZONE)
    assert [found.slug for found in caught.value.problems] == ["option-not-a-date"]
    assert caught.value.status == 2


def test_without_one_it_is_now_to_the_second() -> None:
    found = Moment().clock(ZONE)
    assert (found.tzinfo, found.microsecond) == (ZONE, 0)
