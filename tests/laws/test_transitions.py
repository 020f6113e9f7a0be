"""Between two transitions nothing changes; so a build that looks at the site at each of them misses nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from asiansite.site.contents import Contents
from asiansite.site.plan import make_plan
from asiansite.site.snapshot import Snapshot
from asiansite.site.transitions import transitions
from tests.fakes.random_sites import answers_of, questions, sites_at_random
from tests.fakes.values import replace

SECOND = timedelta(seconds=1)


def seen(contents: Contents, at: datetime, *, drafts: bool = False) -> Any:
    """All that a page could show at a moment; without what no page asks."""
    snapshot = Snapshot(contents, at, drafts=drafts)
    is_asked = {"today": contents.shows_day, "recent_at_midnight": contents.settings.live_for is not None}
    asked = list(questions(contents))
    answers = {key: value for key, value in answers_of(snapshot, asked).items() if is_asked.get(key[0], True)}
    return answers, make_plan(snapshot).pages


def instants(snapshot: Snapshot) -> list[datetime]:
    found = [each.at.astimezone(UTC) for each in transitions(snapshot)]
    assert found == sorted(found)
    return list(dict.fromkeys(found))


@settings(max_examples=80)
@given(sites_at_random(), st.booleans(), st.booleans(), st.floats(0, 1))
def test_nothing_changes_before_the_first_transition(
    made: tuple[Contents, datetime], shows_day: bool, drafts: bool, share: float
) -> None:
    contents, now = made
    contents = replace(contents, shows_day=shows_day)
    following = instants(Snapshot(contents, now, drafts=drafts))[0]
    now = now.astimezone(UTC)
    assert following > now
    between = now + (following - SECOND - now) * share
    for clock in (following - SECOND, between.replace(microsecond=0)):
        assert seen(contents, clock, drafts=drafts) == seen(contents, now, drafts=drafts)


@settings(max_examples=40)
@given(sites_at_random(), st.floats(0, 1))
def test_all_that_changes_within_days_is_known_today(made: tuple[Contents, datetime], share: float) -> None:
    contents, now = made
    known = instants(Snapshot(contents, now))
    for begin, end in zip([now.astimezone(UTC), *known], known, strict=False):
        if end - now.astimezone(UTC) > timedelta(days=20):
            break
        between = (begin + (end - SECOND - begin) * share).replace(microsecond=0)
        first = seen(contents, begin)
        assert seen(contents, between) == first
        assert seen(contents, end - SECOND) == first


@settings(max_examples=40)
@given(sites_at_random())
def test_a_site_that_is_asked_on_its_way_knows_the_same_that_is_left(made: tuple[Contents, datetime]) -> None:
    contents, now = made
    today = transitions(Snapshot(contents, now))
    soon = [each for each in today if each.at.astimezone(UTC) < now.astimezone(UTC) + timedelta(days=20)]
    assume(soon)
    later = transitions(Snapshot(contents, soon[-1].at))
    left = [each for each in today if each.at.astimezone(UTC) > soon[-1].at.astimezone(UTC)]
    assert [each for each in later if each.what != "new-year"] == [
        each for each in left if each.what != "new-year"
    ]


@settings(max_examples=60)
@given(sites_at_random())
def test_each_transition_is_a_moment_of_the_calendar_in_the_outlets_zone(
    made: tuple[Contents, datetime],
) -> None:
    contents, now = made
    for each in transitions(Snapshot(contents, now)):
        assert each.at.tzinfo == contents.settings.zone
        assert each.at.astimezone(UTC).astimezone(each.at.tzinfo).replace(tzinfo=None) == each.at.replace(
            tzinfo=None
        )
        assert each.in_words()
