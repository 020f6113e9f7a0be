"""A pattern of dates that site.yaml may have is one that every page can be rendered with."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asiansite.content.dates import is_date_pattern
from asiansite.rendering.dates import DateStyle

MOMENTS = (
    datetime(2026, 8, 20, 9, 30, tzinfo=ZoneInfo("Asia/Jakarta")),
    datetime(1000, 1, 1, tzinfo=UTC),
    datetime(2026, 8, 20, 12, tzinfo=UTC),
)
PIECES = st.sampled_from(
    [*"yYuMLdDEecahHKkmsSGQqwWFzZOvVXxAbBjUgr", ", ", ".", "/", "'at'", "''", "'", " ", "年", "%", "{"]
)
FIELDS = st.tuples(PIECES, st.integers(1, 6)).map(lambda made: made[0] * made[1])


@given(st.lists(FIELDS, max_size=5).map("".join), st.sampled_from(["en", "th", "my", "ms-Arab", "tet"]))
@example("b", "th")
@example("B", "ms-Arab")
def test_whatever_is_accepted_can_be_shown(pattern: str, language: str) -> None:
    if is_date_pattern(pattern):
        style = DateStyle(language, pattern)
        for moment in MOMENTS:
            assert isinstance(style.long(moment), str)


@pytest.mark.parametrize(
    "pattern",
    [
        "d MMMM yyyy, HH:mm",
        "EEEE, d MMM y",
        "yyyy-MM-dd",
        "d.M.yyyy 'um' H:mm",
        "h:mm a",
        "d MMMM y HH:mm z",
        "y年M月d日",
    ],
)
def test_patterns_that_outlets_use(pattern: str) -> None:
    assert is_date_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["%d.%m.%Y", "", "Date", "dddd", "d MMMM yyyy 'at", "now", "—", "MMMMMMMM"]
)
def test_what_is_no_pattern(pattern: str) -> None:
    assert not is_date_pattern(pattern)
