"""Time: what changes with nobody touching it, and what must not."""

from __future__ import annotations

import pytest

from tests.laws.desk import Desk, settings_text

FULL = {"tags": ["Haze"], "section": "news", "author": "Mara Lim"}
LISTS = {"/news/", "/tags/haze/", "/authors/mara-lim/", "/archive/2026/08/"}


def test_d1_what_comes_to_be_public_is_on_all_its_lists(desk: Desk) -> None:
    desk.article("one")
    desk.article("two", **FULL, date="2026-08-20 13:00")
    assert not desk.checked().shows("About two")
    desk.at = "2026-08-20 13:00"
    done = desk.checked()
    assert done.shows("About two") >= LISTS | {"/2026/08/two/", "/2026/08/one/", "/"}
    assert ">Haze</a>" in done.page("/2026/08/two/")
    assert ">Haze</a> 1" in done.page("/tags/")


@pytest.mark.parametrize(
    ("is_draft", "then"),
    [pytest.param(True, False, id="D2-published"), pytest.param(False, True, id="D2-withdrawn")],
)
def test_a_draft_is_one_only_while_it_says_so(desk: Desk, is_draft: bool, then: bool) -> None:
    desk.article("one")
    desk.article("two", **FULL, draft=is_draft)
    assert desk.checked().has("/2026/08/two/") != is_draft
    desk.article("two", **FULL, draft=then)
    done = desk.checked()
    assert done.has("/2026/08/two/") != then
    assert (done.shows("About two") >= LISTS) != then
    assert bool(done.shows("About two")) != then


def test_d3_a_build_says_when_the_next_one_is_due(desk: Desk) -> None:
    desk.article("one", date="2026-01-01")
    desk.article("two", date="2026-08-20 13:00")
    report = desk.checked().report
    assert report is not None
    first = report.transitions[0]
    assert (first.at.isoformat(), first.what, first.subject) == (
        "2026-08-20T13:00:00+07:00",
        "published",
        "two",
    )
    desk.at = "2026-08-20 12:59:59"
    assert desk.checked().is_quick
    desk.at = "2026-08-20 13:00"
    assert desk.checked().has("/2026/08/two/")


def test_d4_a_pick_whose_time_is_over_leaves_the_front_page(desk: Desk) -> None:
    desk.article("one", date="2026-01-01")
    desk.article("two", date="2026-01-02")
    desk.write("content/front.yaml", "lead: {article: one, until: 2026-08-20 18:00}")
    assert "About one" in _lead(desk.checked().page("/"))
    desk.at = "2026-08-20 18:00"
    assert "About two" in _lead(desk.checked().page("/"))


def test_d4_what_expires_leaves_all_that_lists_it(desk: Desk) -> None:
    desk.write("site.yaml", settings_text(search=True, lite=True))
    desk.article("one", "It rains.", **FULL, expires="2026-08-21", aliases=["/old/"])
    desk.article("two", "See [one](one.md).")
    before = desk.checked()
    assert before.shows("About one") >= LISTS | {"/", "/2026/08/one/", "/2026/08/one/lite/", "/2026/08/two/"}
    desk.at = "2026-08-20 23:59:59"
    assert desk.checked().is_quick
    desk.at = "2026-08-21"
    done = desk.checked()
    # No page, feed, map or record of the search has a word of it; what it leaves at its address is a page without.
    for words in (b"About one", b"It rains."):
        assert not [path for path, data in done.files.items() if words in data]
    named = {path for path, data in done.files.items() if b"/2026/08/one/" in data}
    assert named == {"2026/08/one/index.html", "old/index.html"}
    assert not done.has("/2026/08/one/lite/")
    assert not done.has("/tags/haze/")
    # And if the end is put off, all of it is back.
    desk.article("one", "It rains.", **FULL, expires="2026-08-31", aliases=["/old/"])
    assert desk.checked().shows("About one") == before.shows("About one")


def test_d4_what_is_withdrawn_leaves_all_that_lists_it(desk: Desk) -> None:
    desk.article("one", "It rains.", **FULL)
    desk.article("two")
    assert desk.checked().shows("About one") >= LISTS
    desk.article("one", "It rains.", **FULL, withdrawn={"date": "2026-08-20 13:00", "reason": "By order."})
    assert desk.checked().shows("About one") >= LISTS
    desk.at = "2026-08-20 13:00"
    done = desk.checked()
    assert not [path for path, data in done.files.items() if b"About one" in data]
    assert done.shows("By order.") == {"/2026/08/one/"}


def test_d5_a_draft_in_a_preview_is_marked_until_it_is_none(desk: Desk) -> None:
    desk.options = {"drafts": True}
    desk.article("one", draft=True)
    assert "[draft]" in desk.checked().page("/2026/08/one/")
    desk.article("one")
    assert not desk.checked().shows("[draft]")


def test_d6_the_year_at_the_foot_of_every_page(desk: Desk) -> None:
    desk.replace("templates/parts/imprint.html", "Published", "{{ site.year }}! Published")
    desk.article("one", date="2025-01-01")
    assert desk.checked().shows("2026!") >= {"/", "/2025/01/one/"}
    desk.at = "2026-12-31 23:59:59"
    assert not desk.checked().shows("2027!")
    desk.at = "2027-01-01"
    done = desk.checked()
    assert not done.shows("2026!")
    assert done.shows("2027!") >= {"/", "/2025/01/one/"}


def test_d6_a_day_more_changes_no_page_that_does_not_say_it(desk: Desk) -> None:
    desk.article("one", date="2025-01-01")
    desk.checked()
    desk.at = "2026-08-21"
    assert not desk.checked().rendered


def test_d6_days_ago_are_counted_anew_each_day(desk: Desk) -> None:
    # The shipped theme has no such words; a template of one's own can ask for the day.
    desk.replace("templates/article.html", "<h1>", "{{ (site.today - page.date.date()).days }} days ago<h1>")
    desk.article("one", date="2026-08-10 08:00")
    desk.article("two", date="2025-08-10 08:00")
    done = desk.checked()
    assert "10 days ago" in done.page("/2026/08/one/")
    assert done.report is not None
    assert done.report.transitions[0].what == "new-day"
    desk.at = "2026-08-20 23:59:59"
    assert desk.checked().is_quick
    desk.at = "2026-08-21"
    done = desk.checked()
    assert "11 days ago" in done.page("/2026/08/one/")
    assert "376 days ago" in done.page("/2025/08/two/")
    assert done.rendered_html == {"2026/08/one/index.html", "2025/08/two/index.html"}


def _lead(page: str) -> str:
    """What stands in the front page's first place."""
    return page.partition("<div>")[2].partition("</div>")[0]
