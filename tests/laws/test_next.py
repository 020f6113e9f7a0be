"""`asiansite next` and a build tell one future, whatever the site and the clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from asiansite.cli.printing import shown_moment
from asiansite.site.transition import KINDS
from tests.fakes.pictures import picture
from tests.functional.commands import Done, here
from tests.laws.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOW = datetime(2026, 3, 7, 22, 30, 20, tzinfo=UTC)
"""Hours before clocks change in Havana."""

ZONES = ("Asia/Jakarta", "Asia/Kathmandu", "America/Havana")

MOMENTS = st.sampled_from(
    [timedelta(days=days, seconds=seconds) for days in (-8, -2, -1, 0, 1, 9, 400) for seconds in (-1, 0, 90)]
).map(lambda step: (NOW + step).isoformat())

NEVER = st.none()


def rarely(found: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None, three times of four."""
    return st.one_of(NEVER, NEVER, NEVER, found)


def possible(front: dict[str, Any]) -> dict[str, Any]:
    """Without an end that comes before the article is public, which is an error."""
    begins = max(front["date"], front["embargo"] or "")
    return front if begins < (front["expires"] or "9") else front | {"expires": None}


FRONTS = st.fixed_dictionaries(
    {
        "date": MOMENTS,
        "draft": rarely(st.just(True)),
        "embargo": rarely(MOMENTS),
        "expires": rarely(MOMENTS),
        "withdrawn": rarely(MOMENTS.map(lambda at: {"date": at, "reason": "By order."})),
        "corrections": rarely(
            MOMENTS.map(lambda at: [{"date": at, "kind": "correction", "text": "It was Batam."}])
        ),
        "legal_notice": rarely(MOMENTS.map(lambda at: {"text": "By law", "until": at})),
        "image": rarely(MOMENTS.map(lambda at: {"src": "it.jpg", "alt": "It", "expires": at})),
    }
).map(possible)


def told(desk: Desk, *words: object) -> Done:
    """What a command says, with the theme of the laws."""
    with desk.patched():
        done = here(*words, "--at", desk.at, cwd=desk.site)
    assert done.status == 0, done
    return done


def instants(report: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The transitions of a report, as both commands have them."""
    return [(each["at"], each["what"], each["subject"]) for each in report["transitions"]]


def require_one_future(desk: Desk) -> datetime:
    """Require that `next` says what a build says, before that build and after it; when the site changes next."""
    before = told(desk, "next", "--json").report
    report = told(desk, "build", "--json", "--jobs", 1).report
    assert before == told(desk, "next", "--json").report
    assert instants(before) == instants(report)
    assert before["next_change_at"] == report["next_change_at"] == instants(report)[0][0]
    # In words as well: the first change that a build names is found in what `next` says, however short.
    first = datetime.fromisoformat(report["next_change_at"])
    named = told(desk, "build", "--jobs", 1).out.splitlines()[-1]
    assert named.startswith(f"next change: {shown_moment(first)} ("), named
    assert told(desk, "next", "--all").out.startswith(f"{shown_moment(first)}  ")
    assert shown_moment(first) in told(desk, "next").out
    return first


@settings(max_examples=200 if settings.get_current_profile_name() == "search" else 24)
@given(
    zone=st.sampled_from(ZONES),
    live=st.sampled_from(["all", 1, 7]),
    fronts=st.lists(FRONTS, max_size=4),
    pick=rarely(MOMENTS),
    shows=st.sampled_from(["", "{{ site.today|day }}"]),
    locked=rarely(MOMENTS.map(lambda at: at[:10])),
    leaps=st.lists(st.sampled_from([-timedelta(seconds=1), timedelta(0), timedelta(days=2)]), max_size=2),
)
def test_next_tells_what_a_build_reports(
    tmp_path_factory: pytest.TempPathFactory,
    zone: str,
    live: Any,
    fronts: list[dict[str, Any]],
    pick: str | None,
    shows: str,
    locked: str | None,
    leaps: list[timedelta],
) -> None:
    desk = Desk(tmp_path_factory.mktemp("next"), {"timezone": zone, "recent_live": live, "urls": "warn"})
    desk.replace("templates/404.html", "Nothing", f"{shows} Nothing")
    desk.write("content/articles/it.jpg", picture())
    for number, front in enumerate(fronts):
        desk.article(f"a{number}", **front)
    if pick is not None and fronts:
        desk.write("content/front.yaml", json.dumps({"lead": {"article": "a0", "until": pick}}))
    if locked is not None:
        desk.write("urls.lock", f"/tags/gone/ {locked} tag:gone\n")
    desk.at = NOW.isoformat()
    following = require_one_future(desk)
    for leap in leaps:
        desk.at = (following + leap).astimezone(UTC).isoformat()
        following = require_one_future(desk)


def test_every_kind_of_change_that_is_explained_occurs(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"urls": "warn"})
    desk.options = {"drafts": True}
    desk.replace("templates/404.html", "Nothing", "{{ site.today|day }} Nothing")
    desk.write("content/articles/it.jpg", picture())
    correction = {"date": "2026-08-22", "kind": "correction", "text": "It was Batam."}
    desk.article(
        "one",
        date="2026-08-20 18:00",
        expires="2026-08-23",
        corrections=[correction],
        legal_notice={"text": "By law", "from": "2026-08-21", "until": "2026-08-22"},
        image={"src": "it.jpg", "alt": "It", "expires": "2026-08-22"},
    )
    desk.article("two", date="2026-08-20 08:00", withdrawn={"date": "2026-09-01", "reason": "By order."})
    desk.article("three", date=None, draft=True)
    desk.write("content/front.yaml", "lead: {article: two, until: 2026-08-21}")
    desk.write("urls.lock", "/tags/gone/ 2026-08-21 tag:gone\n")
    report = desk.checked().report
    assert report is not None
    assert {each.what for each in report.transitions} == KINDS.keys()
