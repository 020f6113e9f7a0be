"""Which URLs are locked, and what answers those that no page of a plan answers."""

from __future__ import annotations

from collections.abc import Iterable

from asiansite.content.urls_lock import Line, by_url
from asiansite.site.permanence import lines_after, lost_lines
from asiansite.site.plan import make_plan
from asiansite.site.queries import SiteAnswers
from asiansite.site.snapshot import Snapshot
from tests.fakes.sites import ARTICLES, site, story
from tests.fakes.values import replace


def moment(files: dict[str, str], *lines: Line, settings: str = "") -> Snapshot:
    found = site(files, settings=settings)
    contents = replace(found.contents, locked=by_url(lines))
    return Snapshot(contents, found.snapshot.now)


def answers(snapshot: Snapshot) -> dict[str, tuple[str, tuple[object, ...]]]:
    """What the lock adds to the plan, by path."""
    with_lock = make_plan(snapshot)
    without = make_plan(Snapshot(replace(snapshot.contents, locked={}), snapshot.now))
    return {
        page.path: (page.kind, page.args)
        for output, page in with_lock.outputs.items()
        if output not in without.outputs
    }


def test_an_article_is_followed_to_where_it_is_now() -> None:
    snapshot = moment(
        {f"{ARTICLES}new.md": story(id="vote-2026")},
        Line("/2025/01/vote/", "2025-01-01", "article:vote-2026", "/2025/02/vote/"),
        Line("/2025/02/vote/", "2025-02-01", "article:vote-2026"),
    )
    assert answers(snapshot) == {
        "/2025/01/vote/": ("redirect", ("/2026/08/new/",)),
        "/2025/02/vote/": ("redirect", ("/2026/08/new/",)),
    }
    # Hosts' rule files are told the same.
    served = SiteAnswers(snapshot).answer("served", ())
    assert ("/2025/01/vote/", "/2026/08/new/") in served.moved  # type: ignore[attr-defined]


def test_a_chain_whose_owner_is_gone_is_followed_through_targets_and_aliases() -> None:
    snapshot = moment(
        {f"{ARTICLES}new.md": story(aliases=["/c/"])},
        Line("/a/", "2025-01-01", "article:gone", "/b/"),
        Line("/b/", "2025-01-01", "article:gone", "/c/"),
        Line("/ring/", "2025-01-01", "article:gone", "/round/"),
        Line("/round/", "2025-01-01", "article:gone", "/ring/"),
    )
    assert answers(snapshot) == {
        "/a/": ("redirect", ("/2026/08/new/",)),
        "/b/": ("redirect", ("/2026/08/new/",)),
    }
    lost = lost_lines(snapshot, make_plan(snapshot).paths)
    assert [line.url for line in lost] == ["/ring/", "/round/"]


def test_what_is_claimed_is_never_answered_by_the_lock() -> None:
    snapshot = moment(
        {f"{ARTICLES}new.md": story(id="vote-2026"), "static/file": "x"},
        Line("/2026/08/new/", "2025-01-01", "article:other", "/"),
        Line("/2026/08/NEW/", "2025-01-01", "article:vote-2026"),  # one file on a Mac
        Line("/file/", "2025-01-01", "article:vote-2026"),  # a folder where a file is
    )
    assert answers(snapshot) == {}
    assert make_plan(snapshot).problems == ()
    lost = lost_lines(snapshot, make_plan(snapshot).paths)
    assert [line.url for line in lost] == ["/2026/08/NEW/", "/file/"]


def test_what_is_published_later_is_not_missed_in_a_look_back() -> None:
    later = {f"{ARTICLES}later.md": story(date="2026-08-20 18:00")}
    snapshot = moment(
        later,
        Line("/2026/08/later/", "2026-08-20", "article:later"),
        Line("/2026/08/tomorrow/", "2026-08-21", "article:tomorrow"),
        Line("/tags/tomorrow/", "2026-08-21", "tag:tomorrow"),
    )
    assert answers(snapshot) == {}
    assert lost_lines(snapshot, make_plan(snapshot).paths) == []


def test_a_date_that_was_moved_into_the_future_is_an_edit() -> None:
    snapshot = moment(
        {f"{ARTICLES}later.md": story(date="2026-08-23")},
        Line("/2026/08/later/", "2026-08-01", "article:later"),
    )
    assert [line.url for line in lost_lines(snapshot, make_plan(snapshot).paths)] == ["/2026/08/later/"]


def test_lists_that_lost_their_last_article_keep_a_page() -> None:
    lines = (
        Line("/tags/social-media/", "2025-01-01", "tag:social media"),
        Line("/authors/mara/", "2025-01-01", "author:mara"),
        Line("/water/", "2025-01-01", "section:water"),
    )
    found = answers(moment({}, *lines))
    assert found == {
        "/tags/social-media/": ("emptied", ("tag", "social media")),
        "/authors/mara/": ("emptied", ("author", "mara")),
        "/water/": ("emptied", ("section", "Water")),
    }
    # Sections that the settings list go by the settings.
    listed = moment({}, *lines, settings="sections: [{slug: news}]\n")
    assert "/water/" not in answers(listed)
    assert [line.url for line in lost_lines(listed, make_plan(listed).paths)] == ["/water/"]


def test_a_tag_with_another_address_takes_its_old_one_along() -> None:
    snapshot = moment(
        {
            f"{ARTICLES}a.md": story(tags=["Haze"]),
            "content/tags.yaml": "haze: {slug: smoke, synonyms: [smog]}\n",
        },
        Line("/tags/haze/", "2025-01-01", "tag:haze"),
        Line("/tags/smog/", "2025-01-01", "tag:smog"),
    )
    assert answers(snapshot) == {
        "/tags/haze/": ("redirect", ("/tags/smoke/",)),
        "/tags/smog/": ("redirect", ("/tags/smoke/",)),
    }


def test_feeds_are_locked_and_follow_their_lists() -> None:
    files = {f"{ARTICLES}a.md": story(tags=["Haze"], author=["Siti"], section="politics")}
    snapshot = moment(files)
    locked = lines_after(snapshot, make_plan(snapshot).pages, {})
    assert [line for line in locked.values() if line.kind == "feed"] == [
        Line("/authors/siti/feed.xml", "2026-08-01", "feed:author:siti"),
        Line("/feed.json", "-", "feed:site"),
        Line("/feed.xml", "-", "feed:site"),
        Line("/politics/feed.json", "2026-08-01", "feed:section:politics"),
        Line("/politics/feed.xml", "2026-08-01", "feed:section:politics"),
        Line("/politics/rss.xml", "2026-08-01", "feed:section:politics"),
        Line("/rss.xml", "-", "feed:site"),
        Line("/tags/haze/feed.xml", "2026-08-01", "feed:tag:haze"),
    ]
    assert lines_after(snapshot, make_plan(snapshot).pages, locked) == locked
    emptied = answers(moment({}, *locked.values()))
    assert emptied["/tags/haze/feed.xml"] == ("redirect", ("/tags/haze/",))
    assert emptied["/politics/rss.xml"] == ("redirect", ("/politics/",))
    assert "/feed.xml" not in emptied, "the plan has it"
    table = {**files, "content/tags.yaml": "haze: {slug: smoke}\n"}
    moved = moment(table, *locked.values())
    assert answers(moved)["/tags/haze/feed.xml"] == ("redirect", ("/tags/smoke/feed.xml",))
    assert not lost_lines(moved, make_plan(moved).outputs)


def test_a_feed_that_the_settings_give_up_leads_to_its_list_and_that_of_all_is_lost() -> None:
    files = {f"{ARTICLES}a.md": story(tags=["Haze"])}
    before = moment(files)
    locked = lines_after(before, make_plan(before).pages, {})
    after = moment(files, *locked.values(), settings="feeds: {formats: [atom], lists: []}\n")
    assert answers(after) == {"/tags/haze/feed.xml": ("redirect", ("/tags/haze/",))}
    assert urls_of(lost_lines(after, make_plan(after).outputs)) == ["/feed.json", "/rss.xml"]


def test_numbered_and_lite_pages_and_redirects_are_not_locked() -> None:
    files = {f"{ARTICLES}{name}.md": story(tags=["Haze"], aliases=[f"/{name}/"]) for name in "abcdef"}
    snapshot = moment(files, settings="page_size: 1\nlite: true\nfeeds: {formats: []}\n")
    plan = make_plan(snapshot)
    assert {"lite", "redirect"} <= {page.kind for page in plan.pages}
    assert any("/page/" in page.path for page in plan.pages)
    locked = lines_after(snapshot, plan.pages, {})
    assert [*urls_of(locked.values())] == sorted([*(f"/2026/08/{name}/" for name in "abcdef"), "/tags/haze/"])


def urls_of(lines: Iterable[Line]) -> list[str]:
    return sorted(line.url for line in lines)
