from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.front import FrontPicks, read_front
from tests.fakes.marks import pointed, unmarked

ZONE = ZoneInfo("Asia/Manila")

Picked = tuple[str, str | None]


def shown(picks: FrontPicks) -> tuple[Picked | None, list[Picked]]:
    lead, *others = [
        (pick.article, None if pick.until is None else f"{pick.until:%Y-%m-%d %H:%M}") if pick else None
        for pick in (picks.lead, *picks.secondary)
    ]
    return lead, [other for other in others if other]


PICKS: dict[str, tuple[Picked | None, list[Picked]]] = {
    "": (None, []),
    "---\n": (None, []),
    "lead: vote": (("vote", None), []),
    "lead: 2026/vote": (("2026/vote", None), []),
    "lead: {article: vote, until: 2026-08-21 06:00}": (("vote", "2026-08-21 06:00"), []),
    "lead: [vote]": (("vote", None), []),
    "lead: vote\nuntil: 2026-08-21": (("vote", "2026-08-21 00:00"), []),
    "lead: {article: vote}\nuntil: 2026-08-21": (("vote", "2026-08-21 00:00"), []),
    "lead: vote\nuntil: 2026-08-21T00:00Z": (("vote", "2026-08-21 08:00"), []),
    "secondary: [a, b]": (None, [("a", None), ("b", None)]),
    "secondary: a": (None, [("a", None)]),
    "secondary: [a, {article: b, until: 2026-08-22}]\nuntil: 2026-08-21": (
        None,
        [("a", "2026-08-21 00:00"), ("b", "2026-08-22 00:00")],
    ),
    "lead:\nsecondary:\nuntil:": (None, []),
}


@pytest.mark.parametrize(("text", "expected"), PICKS.items(), ids=ascii)
def test_picks(text: str, expected: tuple[Picked | None, list[Picked]]) -> None:
    picks, problems = read_front(text.encode(), ZONE)
    assert problems == ()
    assert shown(picks) == expected


WRONG = {
    "leed: vote": "unknown-key",
    "lead: ‹[a, b]›": "one-lead-only",
    "lead: {article: a, until: ‹soon›}": "date-not-a-date",
    "until: ‹2026-02-30›\nlead: a": "impossible-date",
    "secondary: [a, ‹[b]›]": "not-a-text",
    "secondary: [a, {article: b, ‹til›: 2026-08-20}]": "unknown-key",
    "lead: {until: 2026-08-20}": "key-missing",
    "secondary:\n  - a\n  - ‹~›\n": "empty-in-list",
    "secondary: [a, ‹''›]": "empty-in-list",
    "‹- a›": "not-key-value",
}


@pytest.mark.parametrize(("marked", "slug"), WRONG.items(), ids=ascii)
def test_each_problem_is_noted_once_at_its_place(marked: str, slug: str) -> None:
    text, expected = unmarked(marked)
    _, problems = read_front(text.encode(), ZONE)
    assert [found.slug for found in problems] == [slug]
    if expected:
        assert pointed(problems[0]) == expected[0]


def test_each_pick_knows_where_it_stands() -> None:
    text, expected = unmarked(
        "lead: ‹vote›\nsecondary:\n  - ‹haze›\n  - {until: 2026-08-22, article: ‹trade›}\n"
    )
    picks, _ = read_front(text.encode(), ZONE)
    assert [tuple(pick.spot) for pick in (picks.lead, *picks.secondary) if pick] == expected


@given(st.binary(max_size=80))
def test_no_bytes_raise(data: bytes) -> None:
    read_front(data, ZONE)
