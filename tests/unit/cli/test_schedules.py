"""When to build: never before a change, never more than five minutes after it, never a year too early."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from asiansite.cli.schedules import HORIZON, STEP, schedule_for, slots
from asiansite.site.transition import Transition

ZONES = st.sampled_from([ZoneInfo("Asia/Yangon"), ZoneInfo("UTC"), ZoneInfo("America/Havana")])
NOW = datetime(2026, 8, 20, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
SITE = Path("/srv/our site/100%")


def change(moment: datetime, subject: str = "haze", what: str = "published") -> Transition:
    return Transition(moment, what, subject)


AHEAD = st.builds(
    lambda seconds, zone: change((NOW.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone)),
    st.integers(1, 800 * 86400),
    ZONES,
)


@given(st.lists(AHEAD, max_size=8))
def test_each_change_within_a_year_is_built_within_five_minutes(coming: list[Transition]) -> None:
    coming = sorted(coming, key=lambda each: each.at.timestamp())
    planned = slots(coming, NOW)
    told = [each for slot in planned for each in slot.changes]
    assert told == [each for each in coming if each.at.astimezone(UTC) - NOW.astimezone(UTC) < HORIZON]
    for slot in planned:
        minute, hour, day, month, weekday = slot.cron.split()
        assert weekday == "*"
        assert (int(month), int(day), int(hour), int(minute)) == (
            *(slot.at.month, slot.at.day),
            *(slot.at.hour, slot.at.minute),
        )
        assert slot.at.minute % 5 == slot.at.second == 0
        for each in slot.changes:
            assert timedelta(0) <= slot.at - each.at.astimezone(UTC) < STEP
    assert len({slot.at for slot in planned}) == len(planned)


@given(st.lists(AHEAD, max_size=5))
def test_no_line_of_cron_comes_in_vain_before_its_change(coming: list[Transition]) -> None:
    for slot in slots(coming, NOW):
        # The same minute, hour, day and month of a year before lies before the clock.
        with_feb = slot.at.replace(day=28) if (slot.at.month, slot.at.day) == (2, 29) else slot.at
        assert with_feb.replace(year=slot.at.year - 1) < NOW.astimezone(UTC)


COMING = (
    change(datetime(2026, 8, 21, 9, 31, tzinfo=NOW.tzinfo), "it's"),
    change(datetime(2026, 8, 21, 9, 34, tzinfo=NOW.tzinfo), "haze", "expired"),
    change(datetime(2031, 1, 1, tzinfo=NOW.tzinfo)),
)


def test_github_gets_a_part_of_a_workflow() -> None:
    text = schedule_for("github", COMING, NOW, "The Gazette", SITE)
    # To YAML 1.1, which PyYAML reads, `on` is true.
    assert yaml.safe_load(text) == {True: {"schedule": [{"cron": "35 2 21 8 *"}]}}
    assert "# 2026-08-21 09:31+07:00  `it's` is published" in text
    assert "a year away or more: 1." in text


def test_gitlab_gets_a_script() -> None:
    text = schedule_for("gitlab", COMING, NOW, "The Gazette", SITE)
    (line,) = [line for line in text.splitlines() if not line.startswith("#")]
    assert shlex.split(line)[:7] == [
        "glab",
        "schedule",
        "create",
        "--cron",
        "35 2 21 8 *",
        "--cronTimeZone",
        "UTC",
    ]
    assert shlex.split(line)[-1] == "it's is published; haze expires"


def test_a_crontab_says_its_zone_and_escapes_per_cent_signs() -> None:
    text = schedule_for("crontab", COMING, NOW, "The Gazette", SITE)
    zone, line = [line for line in text.splitlines() if not line.startswith("#")]
    assert zone == "CRON_TZ=UTC"
    assert not re.search(r"(?<!\\)%", line)
    fields, command = line.split(" ", 5)[:5], line.split(" ", 5)[5]
    assert fields == ["35", "2", "21", "8", "*"]
    assert shlex.split(command.replace("\\%", "%")) == ["asiansite", "build", "--site", str(SITE)]


@pytest.mark.parametrize("where", ["github", "gitlab", "crontab"])
def test_without_changes_there_are_comments_alone(where: str) -> None:
    assert all(
        line.startswith("#") for line in schedule_for(where, [], NOW, "The Gazette", SITE).splitlines()
    )
