"""Time: at each transition a build renders what changed; between two there is nothing to do, and it is seen at once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.desk import Desk, Done

ZONES = (
    "Asia/Jakarta",
    "Asia/Kathmandu",
    "Europe/Berlin",
    "America/Havana",
    "Africa/Cairo",
    "America/New_York",
)
"""Two that never change their clocks, and some that do at one in the morning, or at midnight itself."""

START = datetime(2026, 3, 7, 22, 30, tzinfo=UTC)
"""Hours before clocks change in Havana and New York, days before they do elsewhere."""

SECOND = timedelta(seconds=1)

MINUTES = st.integers(-20 * 24 * 60, 20 * 24 * 60) | st.sampled_from(
    [-7 * 24 * 60, -90, -1, 0, 1, 90, 24 * 60]
)
"""From the start."""

LEAPS = st.sampled_from(["next", "just before", "between", "between", "back", "after next", "month"])


def clock(at: datetime) -> str:
    """An instant, as `--at` takes it."""
    return at.astimezone(UTC).isoformat()


def next_change(done: Done) -> datetime:
    """The first of the transitions that a build told."""
    assert done.report is not None
    return done.report.transitions[0].at


def require_quick_until_the_next(desk: Desk, done: Done, share: float) -> None:
    """Until the next transition nothing changes, and a build knows it without asking."""
    now, end = datetime.fromisoformat(desk.at), next_change(done)
    for at in (now, now + (end - SECOND - now) * share, end - SECOND):
        desk.at = clock(at.replace(microsecond=0))
        assert desk.checked().is_quick, desk.at


@settings(max_examples=300 if settings.get_current_profile_name() == "search" else 12)
@given(
    zone=st.sampled_from(ZONES),
    live=st.sampled_from(["all", 1, 7]),
    articles=st.lists(st.tuples(MINUTES, st.booleans()), min_size=1, max_size=5),
    pick=st.none() | st.tuples(st.integers(0, 4), MINUTES),
    shows=st.sampled_from(["", "{{ site.today|day }}", "{{ site.year }}"]),
    drafts=st.booleans(),
    leaps=st.lists(st.tuples(LEAPS, st.floats(0, 1)), min_size=3, max_size=6),
)
def test_time_passes_by_any_leaps(
    tmp_path_factory: pytest.TempPathFactory,
    zone: str,
    live: Any,
    articles: list[tuple[int, bool]],
    pick: tuple[int, int] | None,
    shows: str,
    drafts: bool,
    leaps: list[tuple[str, float]],
) -> None:
    desk = Desk(tmp_path_factory.mktemp("time"), {"timezone": zone, "recent_live": live})
    desk.options = {"drafts": drafts}
    desk.replace("templates/404.html", "Nothing", f"{shows} Nothing")
    for number, (minutes, draft) in enumerate(articles):
        date = clock(START + timedelta(minutes=minutes)) if minutes % 5 else None
        desk.article(f"a{number}", date=date, draft=draft or None, tags=["Haze"])
    if pick is not None:
        until = clock(START + timedelta(minutes=pick[1]))
        desk.write(
            "content/front.yaml",
            json.dumps({"lead": {"article": f"a{pick[0] % len(articles)}", "until": until}}),
        )
    desk.at = clock(START)
    done = desk.checked()
    for leap, share in leaps:
        now, end = datetime.fromisoformat(desk.at), next_change(done)
        if leap == "between":
            require_quick_until_the_next(desk, done, share)
            continue
        at = {
            "next": end,
            "just before": end - SECOND,
            "after next": end + (end - now) * share,
            "back": now - timedelta(days=2 * share),
            "month": now + timedelta(days=31),
        }[leap]
        desk.at = clock(at.replace(microsecond=0))
        done = desk.checked()


@pytest.mark.parametrize("zone", ZONES)
def test_the_night_on_which_clocks_go_back(tmp_path: Path, zone: str) -> None:
    # Times come twice that night: a story that is out must not vanish when its hour comes again.
    desk = Desk(tmp_path, {"timezone": zone, "recent_live": 1})
    change = _clocks_go_back(zone)
    for number, minutes in enumerate((-24 * 60, -90, -30, 0, 10, 40, 70)):
        desk.article(f"a{number}", date=clock(change + timedelta(minutes=minutes)))
    desk.write(
        "content/front.yaml",
        json.dumps({"lead": {"article": "a0", "until": clock(change + 35 * 60 * SECOND)}}),
    )
    out: set[str] = set()
    for minutes in range(-120, 130, 15):
        desk.at = clock(change + timedelta(minutes=minutes))
        done = desk.checked()
        now_out = {name for name in (f"a{number}" for number in range(7)) if done.shows(f"About {name}")}
        assert out <= now_out, desk.at
        assert next_change(done) > datetime.fromisoformat(desk.at)
        out = now_out
    assert len(out) == 7


def _clocks_go_back(zone: str) -> datetime:
    # To the quarter of an hour; where they never do, any night is as good.
    at = datetime(2026, 8, 1, tzinfo=UTC)
    while at.year == 2026:
        after = at + timedelta(minutes=15)
        if after.astimezone(ZoneInfo(zone)).utcoffset() != at.astimezone(ZoneInfo(zone)).utcoffset():
            return after
        at = after
    return datetime(2026, 10, 24, 18, tzinfo=UTC)


def walk(desk: Desk, *moments: str) -> list[Done]:
    """Builds at the moments, in the outlet's zone."""
    found = []
    for desk.at in moments:
        found.append(desk.checked())
    return found


def test_a_story_goes_live_with_its_tag_and_its_neighbours(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.article("one", date="2026-08-01 08:00", tags=["Haze"])
    desk.article("two", date="2026-08-20 13:00", tags=["Haze", "Rain"])
    before, just_before, then = walk(desk, "2026-08-20 12:00", "2026-08-20 12:59:59", "2026-08-20 13:00")
    assert next_change(before) == next_change(just_before)
    assert just_before.is_quick
    assert not before.shows("About two")
    assert not before.has("/tags/rain/")
    assert then.has("/2026/08/two/")
    assert then.has("/tags/rain/")
    assert then.shows("About two") >= {"/2026/08/two/", "/2026/08/one/", "/", "/tags/haze/", "/tags/rain/"}


def test_the_archive_follows_at_midnight_and_not_before(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"recent": 1})
    desk.article("old", date="2025-01-01 08:00")
    desk.article("older", date="2024-01-01 08:00")
    desk.article("new", date="2026-08-20 13:00")
    _, out, late, midnight = walk(
        desk, "2026-08-20 12:00", "2026-08-20 13:00", "2026-08-20 23:59:59", "2026-08-21"
    )
    assert "/2024/01/older/" not in out.shows("About new")
    assert late.is_quick
    assert "/2024/01/older/" in midnight.shows("About new")
    assert midnight.rendered == {"2024/01/older/index.html", "2025/01/old/index.html"}


def test_an_article_settles_after_recent_live(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"recent_live": 7})
    desk.article("one", date="2026-08-13 12:30")
    young, still, settled = walk(desk, "2026-08-20 12:00", "2026-08-20 12:29:59", "2026-08-20 12:30")
    assert still.is_quick
    assert young.report is not None
    assert young.report.transitions[0].what == "settled"
    assert settled.rendered == {"2026/08/one/index.html"}


def test_a_pick_leaves_the_front_page(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.article("one", date="2025-01-01 08:00")
    desk.article("two", date="2025-01-02 08:00")
    desk.write("content/front.yaml", "lead: {article: one, until: 2026-08-20 18:00}")
    picked, last, over = walk(desk, "2026-08-20 12:00", "2026-08-20 17:59:59", "2026-08-20 18:00")
    assert last.is_quick
    assert over.rendered == {"index.html"}
    assert picked.page("/").index("About one") < picked.page("/").index("About two")
    assert over.page("/").index("About two") < over.page("/").index("About one")


def test_the_year_changes_where_it_is_shown(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.article("one", date="2025-01-01 08:00")
    _, last, new = walk(desk, "2026-12-31 12:00", "2026-12-31 23:59:59", "2027-01-01")
    assert last.is_quick
    assert new.rendered == {"404.html"}


def test_the_day_changes_where_it_is_shown(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.replace("templates/404.html", "Nothing", "{{ site.today|day }}: nothing")
    desk.article("one", date="2025-01-01 08:00")
    _, last, new = walk(desk, "2026-08-20 12:00", "2026-08-20 23:59:59", "2026-08-21")
    assert last.is_quick
    assert new.rendered == {"404.html"}


def test_a_page_that_speaks_of_today_without_asking_for_it_changes_no_day(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.replace("templates/404.html", "Nothing", "{# not today #}Nothing today")
    desk.article("one", date="2025-01-01 08:00")
    _, new = walk(desk, "2026-08-20 12:00", "2026-08-21")
    assert new.is_quick


def test_the_clock_may_go_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.article("one", date="2026-08-01 08:00")
    desk.article("two", date="2026-08-20 13:00")
    first, _, back, _ = walk(
        desk, "2026-08-20 12:00", "2026-08-20 14:00", "2026-08-20 12:00", "2026-08-20 14:00"
    )
    assert back.files == first.files
    assert not back.shows("About two")


def test_a_draft_without_a_date_stands_at_the_day(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.options = {"drafts": True}
    desk.article("one", date=None, draft=True)
    today, later, tomorrow = walk(desk, "2026-08-20 12:00", "2026-08-20 23:59:59", "2026-09-01 12:00")
    assert later.is_quick
    assert today.has("/2026/08/one/")
    assert tomorrow.has("/2026/09/one/")
    assert not tomorrow.has("/2026/08/one/")


def test_a_report_tells_of_the_lock_as_it_was_left(tmp_path: Path) -> None:
    # In a look back an article is published that the lock has from a later day on: by the lock that follows, from this one.
    desk = Desk(tmp_path)
    desk.locking = "add"
    desk.article("one", date="2026-08-19 08:00")
    desk.checked()
    desk.at = "2026-08-17T12:00"
    looked_back = desk.checked()
    assert looked_back.report is not None
    assert "lock-follows" in {each.what for each in looked_back.report.transitions}
    desk.article("one", date="2026-08-01 08:00")
    redated = desk.checked()
    assert redated.report is not None
    assert "lock-follows" not in {each.what for each in redated.report.transitions}
