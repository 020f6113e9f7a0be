"""What the desk must have said of an article before it may be published."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from asiansite.content.entries import compose
from asiansite.content.notes import Notes
from asiansite.content.sign_off import SignOff, lacking, read_sign_off
from tests.fakes.sites import document

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)


def read(text: str) -> tuple[SignOff, list[str]]:
    notes = Notes(text)
    root = compose(text, {"sign_off"}, notes)
    assert root is not None
    return read_sign_off(root, ZoneInfo("Asia/Jakarta")), [found.slug for found in notes.problems]


def test_by_itself_nothing_is_asked_for() -> None:
    assert read("{}") == (SignOff(), [])
    assert lacking(document(), SignOff()) == ()


def test_the_stages_are_the_outlets_own() -> None:
    found, problems = read("sign_off: {stages: [raw, subbed, final], status: subbed}")
    assert (found.stages, found.status, problems) == (("raw", "subbed", "final"), "subbed", [])
    said = {status: lacking(document(status=status), found) for status in (None, "raw", "subbed", "final")}
    assert said == {None: ("status: subbed",), "raw": ("status: subbed",), "subbed": (), "final": ()}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("sign_off: {status: draft}", "not-an-option"),
        ("sign_off: {stages: [a, b], status: ready}", "not-an-option"),
        ("sign_off: {legal: cleared}", "not-true-or-false"),
        ("sign_off: {since: soon}", "date-not-a-date"),
        ("sign_off: {stage: ready}", "unknown-key"),
        ("sign_off: yes", "not-a-mapping"),
    ],
)
def test_what_is_no_sign_off_is_told(text: str, slug: str) -> None:
    found, problems = read(text)
    assert (found.status, found.legal, problems) == (None, False, [slug])


def test_an_article_that_asks_for_lawyers_waits_for_them_whatever_the_settings() -> None:
    assert lacking(document(legal="required"), SignOff()) == ("legal: cleared",)
    late = SignOff(legal=True, since=datetime(2027, 1, 1, tzinfo=UTC))
    assert lacking(document(legal="required", date=NOON), late) == ("legal: cleared",)
    assert lacking(document(legal="cleared"), SignOff(legal=True)) == ()
    assert lacking(document(), SignOff(legal=True)) == ("legal: cleared",)


@pytest.mark.parametrize(
    ("reader", "authors", "is_enough"),
    [
        (None, ("siti",), False),
        ("Mara Lim", ("siti-aminah",), True),
        ("Siti Aminah", ("siti-aminah",), False),
        ("SITI  aminah", ("Mara Lim", "Siti Aminah"), False),
        ("Copy Desk", (), True),
    ],
)
def test_nobody_reads_his_own_a_second_time(
    reader: str | None, authors: tuple[str, ...], is_enough: bool
) -> None:
    found = lacking(document(second_read=reader, authors=authors), SignOff(second_read=True))
    assert found == (() if is_enough else ("second_read: NAME",))


def test_what_was_to_go_live_earlier_needs_no_sign_off() -> None:
    wanted = SignOff(status="ready", since=NOON)
    assert lacking(document(date=NOON.replace(hour=11)), wanted) == ()
    assert lacking(document(date=NOON), wanted) == ("status: ready",)
    assert lacking(document(date=NOON.replace(hour=11), embargo=NOON), wanted) == ("status: ready",)
    assert lacking(document(), wanted) == ("status: ready",)  # nobody knows yet when
