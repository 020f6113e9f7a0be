"""The calendar of `asiansite next`: read back by the rules of RFC 5545."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from asiansite.cli.calendars import LONGEST, calendar_of
from asiansite.site.transition import Transition

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
JAKARTA = ZoneInfo("Asia/Jakarta")
SUBJECTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200)


def lines_of(data: bytes) -> list[str]:
    """The lines, unfolded (3.1)."""
    text = data.decode()
    assert text.endswith("\r\n")
    return text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def read(text: str) -> str:
    """A value of type TEXT (3.3.11)."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)


def events(data: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for line in lines_of(data):
        name, value = line.split(":", 1)
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in ("BEGIN", "END"):
            assert name not in found[-1]
            found[-1][name] = value
    return found


def at(moment: datetime, what: str = "published", subject: str = "haze") -> Transition:
    return Transition(moment, what, subject)


def test_each_change_is_an_event_in_utc() -> None:
    change = at(datetime(2026, 8, 21, 9, 30, tzinfo=JAKARTA))
    data = calendar_of([change], "The Gazette", "https://gazette.example/x", NOW)
    (event,) = events(data)
    assert event.pop("UID").endswith("@gazette.example")
    assert event == {
        "DTSTAMP": "20260820T120000Z",
        "DTSTART": "20260821T023000Z",
        "SUMMARY": "haze is published",
        "CATEGORIES": "published",
        "TRANSP": "TRANSPARENT",
    }
    lines = lines_of(data)
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert [line for line in lines if line.startswith("PRODID:")]


def test_an_event_keeps_its_name_and_two_have_two() -> None:
    moment = datetime(2026, 8, 21, 9, 30, tzinfo=JAKARTA)
    same = [at(moment), at(moment.astimezone(UTC))]
    others = [at(moment + timedelta(1)), at(moment, "expired"), at(moment, subject="vote")]
    names = [event["UID"] for event in events(calendar_of([*same, *others], "x", "https://x.example", NOW))]
    assert names[0] == names[1]
    assert len(set(names)) == 4


@given(SUBJECTS, SUBJECTS)
def test_any_words_come_back_and_no_line_is_too_long(subject: str, title: str) -> None:
    data = calendar_of([at(NOW, subject=subject)], title, "https://x.example", NOW)
    for line in data.split(b"\r\n"):
        assert len(line) <= LONGEST
        line.decode()
    (event,) = events(data)
    assert read(event["SUMMARY"]) == f"{subject.replace('`', '')} is published"
    (name,) = [line for line in lines_of(data) if line.startswith("X-WR-CALNAME:")]
    assert read(name.removeprefix("X-WR-CALNAME:")) == title


def test_a_calendar_without_changes_is_one_all_the_same() -> None:
    assert events(calendar_of([], "x", "https://x.example", NOW)) == []
