from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree

from asiansite.site import maps
from asiansite.site.queries.maps import language_of_news
from tests.fakes.maps import IMAGES, MAPS, NEWS, changes, check_map, locations
from tests.fakes.sites import Site, site, source, stories, story
from tests.fakes.templates import rendered

HOST = "https://gazette.example"


def map_of(found: Site, path: str) -> bytes:
    return rendered(found.snapshot, found.page(path)).data


def news(found: Site, path: str = "/news-sitemap.xml") -> list[str]:
    data = map_of(found, path)
    check_map(data)
    return [url.removeprefix(HOST) for url in locations(data)]


DRAWING: dict[str, Any] = {
    "content/articles/a.md": story(
        "A",
        "2026-08-01",
        updated="2026-08-05 10:00",
        section="politics",
        tags=["haze"],
        author=["siti"],
        image="p.jpg",
    ).replace("A paragraph.", "![x](q.jpg) ![y](https://x.example/z.jpg) [p](p.jpg)"),
    "content/articles/b.md": story("B", "2026-08-02", aliases=["/old/"]),
    "content/articles/c.md": story("C", "2025-12-31 23:59"),
    "content/articles/p.jpg": b"p",
    "content/articles/q.jpg": b"q",
    "content/authors/siti.md": source(name="Siti"),
    "content/pages/about.md": source(title="About", updated="2024-01-01"),
    "content/pages/team.md": source(title="Team"),
    "content/pages/draft.md": source(title="Draft", draft=True),
}


def test_the_index_names_every_map() -> None:
    found = site(DRAWING)
    urls = check_map(map_of(found, "/sitemap.xml"))
    planned = [page.path for page in found.plan().pages if page.kind in ("map", "news-map")]
    assert sorted(urls) == sorted(HOST + path for path in planned)
    assert changes(map_of(found, "/sitemap.xml")) == {
        f"{HOST}/sitemap-pages.xml": "2026-08-05T10:00:00+08:00",
        f"{HOST}/sitemap-2026-08.xml": "2026-08-05T10:00:00+08:00",
        f"{HOST}/sitemap-2025-12.xml": "2025-12-31T23:59:00+08:00",
        f"{HOST}/news-sitemap.xml": None,
    }


def test_a_month_has_its_articles_with_their_pictures_and_last_changes() -> None:
    data = map_of(site(DRAWING), "/sitemap-2026-08.xml")
    check_map(data)
    assert changes(data) == {
        f"{HOST}/2026/08/a/": "2026-08-05T10:00:00+08:00",
        f"{HOST}/2026/08/b/": "2026-08-02T00:00:00+08:00",
    }
    first = ElementTree.fromstring(data)[0]
    assert [each.text for each in first.iter(IMAGES + "loc")] == [
        f"{HOST}/2026/08/a/p.jpg",
        f"{HOST}/2026/08/a/q.jpg",
    ]


def test_lists_and_standing_pages_have_a_map_of_their_own() -> None:
    found = site({**DRAWING, "content/articles/d.md": story(section="")}, settings="lite: true\n")
    data = map_of(found, "/sitemap-pages.xml")
    check_map(data)
    shown = {url.removeprefix(HOST): changed for url, changed in changes(data).items()}
    assert shown["/about/"] == "2024-01-01T00:00:00+08:00"
    assert shown["/team/"] is None
    assert (
        shown["/tags/haze/"] == shown["/authors/siti/"] == shown["/politics/"] == "2026-08-05T10:00:00+08:00"
    )
    assert shown["/archive/2025/12/"] == "2025-12-31T23:59:00+08:00"
    assert {"/", "/tags/", "/authors/", "/archive/", "/archive/2026/"} <= shown.keys()
    assert "/draft/" not in shown


def test_the_list_of_corrections_was_changed_with_the_newest_that_has_come() -> None:
    drawing = dict(DRAWING)
    assert lists_of(drawing)["/corrections/"] is None
    notes = [
        {"date": f"2026-08-{day} 09:00", "kind": "update", "text": "It rained."} for day in ("03", "19", "21")
    ]
    drawing["content/articles/b.md"] = story("B", "2026-08-02", corrections=notes)
    assert lists_of(drawing)["/corrections/"] == "2026-08-19T09:00:00+08:00"
    assert lists_of(drawing, drafts=True)["/corrections/"] == "2026-08-19T09:00:00+08:00"
    drawing["content/articles/b.md"] = story("B", "2026-08-02", corrections=notes, draft=True)
    assert lists_of(drawing, drafts=True)["/corrections/"] is None


def lists_of(drawing: dict[str, Any], *, drafts: bool = False) -> dict[str, str | None]:
    """When each page in the map of lists was last changed, by its path."""
    data = map_of(site(drawing, drafts=drafts), "/sitemap-pages.xml")
    check_map(data)
    return {url.removeprefix(HOST): changed for url, changed in changes(data).items()}


def test_the_maps_name_each_page_that_readers_look_for_and_no_other() -> None:
    drawing = {
        **DRAWING,
        "content/articles/soon.md": story(date="2026-09-01"),
        "content/articles/gone.md": story("Gone", "2026-07-01", expires="2026-08-01"),
        "content/articles/draft.md": story(draft=True),
    }
    for drafts in (False, True):
        found = site(
            drawing, settings="lite: true\nsections: [{slug: politics}, {slug: empty}]\n", drafts=drafts
        )
        index = [url.removeprefix(HOST) for url in locations(map_of(found, "/sitemap.xml"))]
        named = [url for path in index for url in check_map(map_of(found, path))]
        public = {f"/2026/08/{name}/" for name in "ab"} | {"/2025/12/c/"}
        kinds = ("front", "tags", "authors", "archive", "tag", "section", "author", "year", "month", "page")
        kinds += ("corrections",)
        pages = {
            page.path
            for page in site(drawing, settings="sections: [{slug: politics}]\n").plan().pages
            if page.kind in kinds
        }
        assert sorted(named) == sorted(HOST + path for path in public | pages)


def test_a_month_with_too_much_is_cut_from_its_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "_SURELY_FEW", 0)
    monkeypatch.setattr(maps, "MOST_URLS", 2)
    dates = {f"s{day}": f"2026-08-{day:02}" for day in range(1, 6)}
    found = site(stories(**dates))
    parts = [map_of(found, f"/sitemap-2026-08{end}.xml") for end in ("", "-2", "-3")]
    assert [[url[-3:-1] for url in check_map(part)] for part in parts] == [["s1", "s2"], ["s3", "s4"], ["s5"]]
    more = site(stories(**dates, s6="2026-08-06"))
    assert [map_of(more, f"/sitemap-2026-08{end}.xml") for end in ("", "-2")] == parts[:2]
    monkeypatch.setattr(maps, "MOST_URLS", 50_000)
    monkeypatch.setattr(maps, "MOST_BYTES", 1000)
    assert len(maps.parts_of_month(found.snapshot, "2026-08")) > 1
    assert [a.id for part in maps.parts_of_month(found.snapshot, "2026-08") for a in part] == sorted(dates)


def test_an_article_weighs_more_than_it_takes() -> None:
    name = "ภ" * 60
    drawing = {
        f"content/articles/{name}.md": story(slug=name, image=f"{name}.jpg").replace(
            "A paragraph.", f"![x]({name}2.jpg)"
        ),
        f"content/articles/{name}.jpg": b"p",
        f"content/articles/{name}2.jpg": b"q",
    }
    found = site(drawing)
    (article,) = found.snapshot.articles
    data = map_of(found, "/sitemap-2026-08.xml")
    assert data.count(b"<image:loc>") == 2
    assert len(data) - 250 < maps._weight(found.snapshot, article)


@pytest.mark.parametrize(
    ("clock", "shown"),
    [
        ("2026-08-18 07:59:59", []),
        ("2026-08-18 08:00:00", ["/2026/08/vote/"]),
        ("2026-08-20 07:59:59", ["/2026/08/vote/"]),
        ("2026-08-20 08:00:00", []),
    ],
)
def test_an_article_is_news_from_going_live_until_48_hours_later(clock: str, shown: list[str]) -> None:
    assert news(site(stories(vote="2026-08-18 08:00"), at=clock)) == shown


def test_an_embargo_begins_the_window_and_an_update_does_not() -> None:
    drawing = {
        "content/articles/late.md": story("Late", "2026-08-01", embargo="2026-08-19 09:00"),
        "content/articles/old.md": story("Old", "2026-08-01", updated="2026-08-20 08:00"),
        "content/articles/fresh.md": story("Fresh", "2026-08-19 10:00", updated="2026-08-20 08:00"),
    }
    found = site(drawing)
    assert news(found) == ["/2026/08/fresh/", "/2026/08/late/"]
    dates = [
        each.text
        for each in ElementTree.fromstring(map_of(found, "/news-sitemap.xml")).iter(NEWS + "publication_date")
    ]
    assert dates == ["2026-08-19T10:00:00+08:00", "2026-08-19T09:00:00+08:00"]


def test_what_is_no_news_is_not_in_it() -> None:
    drawing = {
        "content/articles/paid.md": story("Paid", "2026-08-20 08:00", label="sponsored"),
        "content/articles/draft.md": story("Draft", "2026-08-20 08:00", draft=True),
        "content/articles/gone.md": story("Gone", "2026-08-20 08:00", expires="2026-08-20 09:00"),
        "content/articles/news.md": story("News", "2026-08-20 08:00", label="opinion"),
    }
    for drafts in (False, True):
        assert news(site(drawing, drafts=drafts, settings="lite: true\n")) == ["/2026/08/news/"]


def test_an_empty_map_of_news_is_there() -> None:
    found = site({})
    assert news(found) == []
    assert f"{HOST}/news-sitemap.xml" in check_map(map_of(found, "/sitemap.xml"))


def test_news_that_one_map_cannot_hold_has_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "MOST_NEWS", 2)
    found = site(stories(a="2026-08-20 08:00", b="2026-08-20 08:01", c="2026-08-20 08:02"))
    assert news(found) == ["/2026/08/c/", "/2026/08/b/"]
    assert news(found, "/news-sitemap-2.xml") == ["/2026/08/a/"]
    assert {f"{HOST}/news-sitemap.xml", f"{HOST}/news-sitemap-2.xml"} <= set(
        check_map(map_of(found, "/sitemap.xml"))
    )
    assert f"Sitemap: {HOST}/news-sitemap-2.xml\n" in map_of(found, "/robots.txt").decode()


@pytest.mark.parametrize(
    ("lang", "named"),
    [
        *[
            (each, each)
            for each in ("en", "id", "ms", "vi", "th", "km", "lo", "my", "ta", "pt", "fil", "tet")
        ],
        ("en-SG", "en"),
        ("ms-Arab", "ms"),
        ("zh", "zh-cn"),
        ("zh-Hans", "zh-cn"),
        ("zh-SG", "zh-cn"),
        ("zh-Hant", "zh-tw"),
        ("zh-TW", "zh-tw"),
        ("zh-Hant-HK", "zh-tw"),
        ("zh-Hans-HK", "zh-cn"),
    ],
)
def test_languages_are_named_as_google_does(lang: str, named: str) -> None:
    assert language_of_news(lang) == named


def test_the_name_of_the_outlet_has_nothing_in_parentheses() -> None:
    drawing = {
        "site.yaml": "title: The Gazette (beta)\nbase_url: https://gazette.example/news\nlanguage: zh-Hant\n",
        "content/articles/a.md": story("A & <b> (sic)", "2026-08-20 08:00", lang="ms-Arab"),
    }
    data = map_of(site(drawing, at="2026-08-20 12:00"), "/news-sitemap.xml")
    assert check_map(data) == ["https://gazette.example/news/2026/08/a/"]
    top = ElementTree.fromstring(data)
    assert [each.text for each in top.iter(NEWS + "name")] == ["The Gazette"]
    assert [each.text for each in top.iter(NEWS + "language")] == ["ms"]
    assert [each.text for each in top.iter(NEWS + "title")] == ["A & <b> (sic)"]
    assert {each.tag for each in top.iter()} <= {
        MAPS + "urlset",
        MAPS + "url",
        MAPS + "loc",
        *(NEWS + name for name in ("news", "publication", "name", "language", "publication_date", "title")),
    }


def test_the_schemas_refuse_what_is_wrong() -> None:
    good = map_of(site(DRAWING), "/sitemap-2026-08.xml")
    for old, new in (
        (b"<loc>https://", b"<loc>/"),
        (b"T10:00:00+08:00", b"T10:00:00"),
        (b"<lastmod>", b"<changed>"),
        (b"<image:loc>", b"<image:url>"),
    ):
        assert old in good
        closing = (old.replace(b"<", b"</"), new.replace(b"<", b"</"))
        with pytest.raises((etree.DocumentInvalid, etree.XMLSyntaxError)):
            check_map(good.replace(old, new).replace(*closing))


def test_an_edit_that_shows_in_no_map_changes_no_answer() -> None:
    before = site(DRAWING)
    after = site(
        {
            **DRAWING,
            "content/articles/a.md": DRAWING["content/articles/a.md"].replace('title: "A"', 'title: "Z"'),
        }
    )
    assert after.ask("article", "a").title == "Z"
    for question in (("mapped", "2026-08", 1), ("map_index",), ("mapped_lists", 1)):
        assert before.ask(*question) == after.ask(*question)
