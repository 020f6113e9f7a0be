from __future__ import annotations

import pytest

from asiansite.site.transitions import transitions
from tests.fakes.sites import Site, site, stories, story


def told(found: Site, *, year: bool = False) -> list[tuple[str, str, str]]:
    return [
        (f"{each.at:%Y-%m-%d %H:%M}", each.what, each.subject)
        for each in transitions(found.snapshot)
        if year or each.what != "new-year"
    ]


def test_a_site_at_rest_changes_with_the_year() -> None:
    assert told(site(stories(old="2020-01-01 08:00")), year=True) == [("2027-01-01 00:00", "new-year", "")]
    assert told(site(), year=True) == [("2027-01-01 00:00", "new-year", "")]


def test_what_comes_of_a_young_and_of_a_scheduled_article() -> None:
    found = site(stories(young="2026-08-20 08:00", next="2026-08-21 09:30"), at="2026-08-20 12:00")
    assert told(found) == [
        ("2026-08-21 00:00", "recent-follows", ""),
        ("2026-08-21 09:30", "published", "next"),
        ("2026-08-22 00:00", "recent-follows", ""),
        ("2026-08-22 08:00", "leaves-news", "young"),
        ("2026-08-23 09:30", "leaves-news", "next"),
        ("2026-08-27 08:00", "settled", "young"),
        ("2026-08-28 09:30", "settled", "next"),
    ]


def test_what_is_published_at_midnight_is_in_the_archives_sidebars_at_once() -> None:
    assert told(site(stories(a="2026-08-20 00:00"), settings="recent_live: 0\n")) == [
        ("2026-08-22 00:00", "leaves-news", "a"),
    ]
    assert told(site(stories(a="2026-08-21 00:00"), settings="recent_live: 0\n")) == [
        ("2026-08-21 00:00", "published", "a"),
        ("2026-08-21 00:00", "settled", "a"),
        ("2026-08-23 00:00", "leaves-news", "a"),
    ]


def test_where_all_sidebars_follow_at_once_none_comes_to_rest() -> None:
    found = site(stories(young="2026-08-20 08:00", next="2026-08-21 09:30"), settings="recent_live: all\n")
    assert told(found) == [
        ("2026-08-21 09:30", "published", "next"),
        ("2026-08-22 08:00", "leaves-news", "young"),
        ("2026-08-23 09:30", "leaves-news", "next"),
    ]


def test_drafts_and_undated_articles_change_nothing() -> None:
    drawing = {
        "content/articles/a.md": story(draft=True, date="2026-08-21"),
        "content/articles/b.md": story(date=""),
    }
    assert told(site(drawing)) == []


def test_picks_end() -> None:
    drawing = {
        **stories(vote="2026-01-01"),
        "content/front.yaml": "lead: {article: vote, until: 2026-08-21 06:00}\nsecondary: [{article: x, until: 2026-08-01}]\n",
    }
    assert told(site(drawing)) == [("2026-08-21 06:00", "pick-ends", "vote")]
    assert told(site(drawing, at="2026-08-21 06:00")) == []


@pytest.mark.parametrize("at", ["2026-08-20 23:59:59", "2026-08-20 00:00:01"])
def test_the_next_midnight_is_one_of_the_outlets_zone(at: str) -> None:
    drawing = {
        "site.yaml": "title: x\nbase_url: https://x.example\ntimezone: Asia/Kathmandu\n",
        **stories(a="2026-08-20 00:00:01"),
    }
    (first, *_) = transitions(site(drawing, at=at).snapshot)
    assert (f"{first.at:%Y-%m-%d %H:%M %z}", first.what) == ("2026-08-21 00:00 +0545", "recent-follows")


def test_every_transition_says_what_happens() -> None:
    found = site(stories(young="2026-08-20 08:00", next="2026-08-21 09:30"))
    words = [each.in_words() for each in transitions(found.snapshot)]
    assert "`next` is published" in words
    assert all("{" not in each for each in words)
