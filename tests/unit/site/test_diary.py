"""The diary: what each article is now, and which of them are asked for."""

from __future__ import annotations

import pytest

from asiansite.content.dates import parse_date
from asiansite.site.diary import DiaryEntry, Filter, diary
from asiansite.site.front import front_places
from asiansite.site.states import STATES
from tests.fakes.sites import site, source, story

DIARY = {
    "content/articles/past.md": story("Past", "2026-08-01", tags=["Haze"], author="mara", section="News"),
    "content/articles/coming.md": story("Coming", "2026-08-21 08:00", tags=["haze", "Ports"]),
    "content/articles/secret.md": story("Secret", "2026-08-01", embargo="2026-08-22"),
    "content/articles/unsure.md": story("Unsure", "2026-08-01", embargo=""),
    "content/articles/undated.md": story("Undated", date=""),
    "content/articles/half.md": story("Half", "2026-08-02", draft=True),
    "content/articles/going.md": story(
        "Going",
        "2026-08-03",
        expires="2026-08-30",
        corrections=[{"date": "2026-08-04", "kind": "correction", "text": "It was ten."}],
    ),
    "content/articles/over.md": story("Over", "2026-08-04", expires="2026-08-10"),
    "content/articles/taken.md": story(
        "Taken", "2026-08-05", withdrawn={"date": "2026-08-06", "reason": "Not ours."}
    ),
    "content/authors/mara.md": source("Bio.", name="Mara Lim"),
}
STATE = {
    "past": "published",
    "coming": "scheduled",
    "secret": "embargoed",
    "unsure": "held",
    "undated": "held",
    "half": "draft",
    "going": "published, corrected, expiring",
    "over": "expired",
    "taken": "withdrawn",
}


def entries(**wanted: object) -> dict[str, DiaryEntry]:
    snapshot = site(DIARY).snapshot
    times = {
        key: parse_date(str(value), snapshot.settings.zone)
        for key, value in wanted.items()
        if key in ("since", "before")
    }
    return {entry.id: entry for entry in diary(snapshot, Filter(**wanted | times))}  # type: ignore[arg-type]


def test_every_article_has_its_state_and_every_state_an_article() -> None:
    found = entries()
    assert {id: ", ".join(entry.states) for id, entry in found.items()} == STATE
    assert {state for entry in found.values() for state in entry.states} == set(STATES)


def test_what_has_no_date_stands_first_and_then_the_newest() -> None:
    assert [*entries()] == ["undated", "unsure", "secret", "coming", "taken", "over", "going", "half", "past"]


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_asked_for(state: str) -> None:
    assert {*entries(states={state})} == {id for id, words in STATE.items() if state in words.split(", ")}


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"tag": "HAZE"}, {"past", "coming"}),
        ({"tag": "ports"}, {"coming"}),
        ({"tag": "mud"}, set()),
        ({"author": "mara lim"}, {"past"}),
        ({"author": "mara"}, {"past"}),
        ({"author": "nobody"}, set()),
        ({"section": "news"}, {"past"}),
        ({"section": "sport"}, set()),
        ({"since": "2026-08-21 08:00"}, {"coming", "secret"}),
        ({"before": "2026-08-02"}, {"past"}),
        ({"since": "2026-08-03", "before": "2026-08-05", "states": {"expired"}}, {"over"}),
    ],
)
def test_a_part_is_asked_for(wanted: dict[str, object], ids: set[str]) -> None:
    assert {*entries(**wanted)} == ids


def test_an_entry_tells_where_its_page_is_or_will_be() -> None:
    found = entries()
    assert found["coming"].url == "https://gazette.example/2026/08/coming/"
    assert found["undated"].url is None
    assert found["past"].authors == ("Mara Lim",)
    assert found["past"].section == "news"
    assert found["going"].until is not None


def test_front_places_tell_who_was_picked_and_until_when() -> None:
    front = "lead: {article: past, until: 2026-08-25}\nsecondary: [going]\n"
    lead, second = front_places(site(DIARY | {"content/front.yaml": front}).snapshot)
    assert (lead.id, lead.place, lead.is_picked, str(lead.until)) == (
        "past",
        "lead",
        True,
        "2026-08-25 00:00:00+08:00",
    )
    assert (second.id, second.place, second.is_picked, second.until) == ("going", "secondary", True, None)
    # Past its time a pick is one of the others again.
    over = site(DIARY | {"content/front.yaml": front}, at="2026-08-26").snapshot
    assert [(each.id, each.is_picked, each.until) for each in front_places(over)][:2] == [
        ("secret", False, None),
        ("going", True, None),
    ]


@pytest.mark.parametrize(
    ("kind", "date", "is_corrected"),
    [
        ("correction", "2026-08-19", True),
        ("correction", "2026-08-21", False),
        ("update", "2026-08-19", False),
    ],
)
def test_only_a_correction_that_has_come_makes_an_article_corrected(
    kind: str, date: str, is_corrected: bool
) -> None:
    note = {"date": date, "kind": kind, "text": "It was ten."}
    (entry,) = diary(site({"content/articles/a.md": story(corrections=[note])}).snapshot, Filter())
    assert entry.states == (("published", "corrected") if is_corrected else ("published",))
