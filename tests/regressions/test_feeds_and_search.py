"""Feeds, sitemaps and the search index: what machines read follows its articles as pages do."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest

from asiansite.rendering.feeds import atom
from tests.laws.desk import Desk, Done, settings_text
from tests.regressions.versions import another_version

FULL = {"tags": ["Haze"], "section": "news", "author": "Mara Lim", "date": "2026-08-19 08:00"}
FEEDS = {
    *("feed.xml", "rss.xml", "feed.json"),
    *("news/feed.xml", "news/rss.xml", "news/feed.json"),
    *("tags/haze/feed.xml", "authors/mara-lim/feed.xml"),
}
"""Those that have an article of FULL."""

MAPS = {"sitemap-2026-08.xml", "news-sitemap.xml"}


def machines(done: Done, text: str) -> set[str]:
    """The feeds and maps in which a text stands, and `search` for the records of the index."""
    found = {
        path for path, data in done.files.items() if text.encode() in data and not path.endswith(".html")
    }
    return {"search" if path.startswith("search/index/fragment/") else path for path in found}


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.write("site.yaml", settings_text(search=True))
    desk.article("other", date="2026-08-01 08:00")
    return desk


@pytest.mark.parametrize(
    ("front", "body", "old", "new", "places"),
    [
        pytest.param(
            {"title": "Another headline"},
            "It rains.",
            "About one",
            "Another headline",
            FEEDS | {"news-sitemap.xml", "search"},
            id="A1-title",
        ),
        pytest.param(
            {"description": "New words"},
            "It rains.",
            "Old words",
            "New words",
            FEEDS - {"rss.xml", "news/rss.xml"},
            id="A1-summary",
        ),
        pytest.param(
            {"updated": "2026-08-20 10:00"},
            "It rains.",
            "",
            "2026-08-20T10:00:00",
            {"sitemap-2026-08.xml", "feed.xml"},
            id="A1-updated",
        ),
        pytest.param({}, "It pours.", "It rains.", "It pours.", {"feed.xml", "search"}, id="A1-body"),
    ],
)
def test_what_machines_read_follows_an_article(
    desk: Desk, front: dict[str, Any], body: str, old: str, new: str, places: set[str]
) -> None:
    known = {**FULL, "description": "Old words"}
    desk.article("one", "It rains.", **known)
    desk.checked()
    desk.article("one", body, **{**known, **front})
    done = desk.checked()
    assert machines(done, new) >= places
    assert not old or not machines(done, old)


def test_b3_feeds_maps_and_records_go_with_their_article(desk: Desk) -> None:
    desk.article("one", "It rains.", **FULL)
    assert machines(desk.checked(), "/2026/08/one/") >= FEEDS | MAPS
    desk.remove("content/articles/one.md")
    done = desk.checked()
    assert not machines(done, "/2026/08/one/")
    assert not machines(done, "It rains.")
    # Lists that are gone have no feed; nor has the map of the news anything to name.
    assert {path for path in FEEDS if path in done.files} == {"feed.xml", "rss.xml", "feed.json"}
    assert "2026/08/one" not in done.files["sitemap-2026-08.xml"].decode()


def test_c6_what_writes_a_feed_is_an_input(desk: Desk) -> None:
    desk.article("one", "It rains.", **FULL)
    desk.checked()
    with another_version(), patch.object(atom, "iso", lambda moment: "a date"):
        assert machines(desk.checked(), "a date") >= {"feed.xml", "tags/haze/feed.xml"}


@pytest.mark.parametrize(
    ("setting", "text", "is_there"),
    [
        pytest.param({"feeds": {"content": "summary"}}, "&lt;em&gt;", False, id="C6-summaries"),
        pytest.param(
            {"base_url": "https://x.example"}, "https://x.example/2026/08/one/", True, id="C6-base-url"
        ),
        pytest.param({"title": "The Other Gazette"}, "The Other Gazette", True, id="C6-title"),
    ],
)
def test_a_setting_is_applied_to_feeds(
    desk: Desk, setting: dict[str, Any], text: str, is_there: bool
) -> None:
    desk.article("one", "It *rains*.", **FULL)
    assert ("feed.xml" in machines(desk.checked(), text)) != is_there
    desk.write("site.yaml", settings_text(search=True, **setting))
    assert ("feed.xml" in machines(desk.checked(), text)) == is_there


def test_c7_what_markdown_becomes_reaches_feeds_and_records(desk: Desk) -> None:
    desk.article("one", "Rain:\n- here\n- there", **FULL)
    before = desk.checked()
    assert "feed.xml" in machines(before, "&lt;li&gt;here")
    assert "search" not in machines(before, "- here")
    desk.write("site.yaml", settings_text(search=True, markup="markdown"))
    done = desk.checked()
    assert not machines(done, "&lt;li&gt;here")
    assert machines(done, "- here") >= {"feed.xml", "search"}


def test_e2_feeds_and_records_of_what_is_remembered_are_of_what_was_made_of_it(desk: Desk) -> None:
    desk.article("one", "It *rains*[^1].\n\n[^1]: Here.", **FULL)
    desk.checked()
    # Both are made anew, and this article is not read again.
    desk.article("two", **FULL)
    done = desk.checked()
    assert "feed.xml" in done.rendered
    assert "&lt;em&gt;rains&lt;/em&gt;" in done.files["feed.xml"].decode()
    assert not machines(done, "*rains*")
    assert not machines(done, "[^1]")
