"""What machines read, as they find it in the output: feeds, sitemaps and the map of the news."""

from __future__ import annotations

import pytest

from tests.fakes.feeds import check_feed
from tests.fakes.maps import check_map
from tests.functional.newsrooms import Newsroom
from tests.functional.outputs import Output, canonical, meta, refresh_of
from tests.functional.sites import CLOCK, Site

FEEDS = ("feed.xml", "rss.xml", "feed.json")


@pytest.fixture(params=["own", "own_elsewhere"])
def output(request: pytest.FixtureRequest) -> Output:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Output)
    return found


def feeds_in(output: Output) -> dict[str, bytes]:
    """Every feed by its path."""
    return {path: data for path, data in output.files.items() if path.rpartition("/")[2] in FEEDS}


def mapped(output: Output) -> list[str]:
    """Every URL that the sitemaps name, in their order."""
    maps = check_map(output.files["sitemap.xml"])
    # The map of the news says again what the months say.
    return [
        url for each in maps if "/news-" not in each for url in check_map(output.files[_file(output, each)])
    ]


def to_be_found(output: Output) -> list[str]:
    """The URL of every page that search engines may show, but for numbered pages of lists."""
    return [
        output.url(path)
        for path, page in output.pages.items()
        if refresh_of(page) is None
        and "noindex" not in (meta(page, "robots") or "")
        and canonical(page) == output.url(path)
        and "/page/" not in path
    ]


def _file(output: Output, url: str) -> str:
    path = output.file(url)
    assert path is not None, url
    return path


def test_every_feed_of_the_outlet_keeps_the_rules(output: Output, own_site: Site) -> None:
    found = feeds_in(output)
    sections = len(own_site.settings["sections"])
    tags, authors = (
        sum(path.startswith(f"{name}/") and path.count("/") == 2 for path in output.proper)
        for name in ("tags", "authors")
    )
    assert len(found) == 3 + 3 * sections + tags + authors + 1
    items = {path: check_feed(path.rpartition("/")[2], data) for path, data in found.items()}
    public = len(own_site.public(CLOCK))
    assert items["feed.xml"] == items["rss.xml"] == items["feed.json"] == min(public, 30)
    assert (
        sum(count for path, count in items.items() if path.count("/") == 1 and path.endswith("/rss.xml"))
        >= 30
    )
    assert items["corrections/feed.xml"] >= 1
    assert min(items.values()) >= 1, "a list without articles has no feed"


def test_every_feed_is_told_of_in_the_head_of_its_page(output: Output) -> None:
    told = {
        _file(output, link.attributes["href"])
        for page in output.proper.values()
        for link in page.all("link", rel="alternate")
        if link.attributes["type"] != "text/html"
    }
    assert told == set(feeds_in(output))


def test_the_sitemaps_of_the_outlet_name_every_page_to_be_found_and_no_other(output: Output) -> None:
    urls = mapped(output)
    assert sorted(urls) == sorted(to_be_found(output))
    assert {output.url(path) for path in output.articles} <= set(urls)
    left_out = {output.url(path) for path in output.pages} - set(urls)
    assert {output.url("404.html"), output.url("search/index.html")} <= left_out
    assert f"Sitemap: {output.base_url}/sitemap.xml\n" in output.files["robots.txt"].decode()


def test_what_is_gone_or_moved_is_in_no_map(room: Newsroom) -> None:
    room.write("site.yaml", (room.folder / "site.yaml").read_text("utf-8") + "lite: true\n")
    room.write("urls.lock", "/tags/quiet/ 2026-01-05 tag:quiet\n")
    room.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n")
    room.write("content/pages/plan.md", "---\ntitle: Plan\ndraft: true\n---\nUs.\n")
    room.article("news", tags=["haze"], section="trade", aliases=["/old/"])
    room.article("over", date="2026-01-10", expires="2026-02-01")
    room.article("back", date="2026-01-11", withdrawn={"date": "2026-02-02", "reason": "An error."})
    room.article("soon", date="2026-03-02")
    room.article("draft", draft=True)
    room.build()
    output = Output(room.output, "https://gazette.example")
    shown = {"old/", "tags/quiet/", "2026/01/over/", "2026/01/back/", "2026/02/news/lite/", "404.html"}
    assert {f"{path}index.html" if path.endswith("/") else path for path in shown} <= set(output.pages)
    paths = [url.removeprefix("https://gazette.example/") for url in mapped(output)]
    assert sorted(mapped(output)) == sorted(to_be_found(output))
    assert sorted(paths) == [
        "",
        "2026/02/news/",
        "about/",
        "archive/",
        "archive/2026/",
        "archive/2026/02/",
        "authors/",
        "authors/mara/",
        "corrections/",
        "tags/",
        "tags/haze/",
        "trade/",
    ]


def test_news_begins_and_ends_to_the_second(room: Newsroom) -> None:
    room.article("old", date="2026-02-01 08:00")
    room.article("vote", date="2026-02-27 12:00")
    room.article("paid", date="2026-02-27 12:00", label="sponsored")
    for clock, urls in (
        ("2026-02-27T11:59:59", []),
        ("2026-02-27T12:00:00", ["/2026/02/vote/"]),
        ("2026-03-01T11:59:59", ["/2026/02/vote/"]),
        ("2026-03-01T12:00:00", []),
    ):
        report = room.build("--at", clock)
        data = (room.output / "news-sitemap.xml").read_bytes()
        assert check_map(data) == [f"https://gazette.example{url}" for url in urls], clock
        ends = [each["at"] for each in report["transitions"] if each["what"] == "leaves-news"]
        assert ends == (["2026-03-01T12:00:00+07:00"] if clock < "2026-03-01T12" else []), clock


@pytest.fixture
def room(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    return Newsroom(tmp_path_factory.mktemp("machines") / "site")
