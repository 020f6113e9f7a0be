"""Listings and neighbours: the file that was edited is not the one that other engines left stale."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.fakes.pictures import picture
from tests.laws.desk import Desk, settings_text, source

ABOUT = "content/pages/about.md"
SECTIONS = [{"slug": "news", "name": "News"}, {"slug": "trade", "name": "Trade"}]


def three(desk: Desk, **front: Any) -> None:
    """Three articles, a day apart, in one section and under one tag."""
    for day, name in enumerate(("one", "two", "three"), 1):
        desk.article(name, **{"date": f"2026-08-0{day} 08:00", "tags": ["Haze"], "section": "news"} | front)


def apart(desk: Desk) -> None:
    """Three articles that nothing but their dates brings together, too old for Recent Posts."""
    three(desk, tags=None)
    desk.article("four", date="2026-08-10 08:00")
    desk.article("five", date="2026-08-11 08:00")


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        pytest.param("title", "About two", "Another headline", id="A1-title"),
        pytest.param("date", "2026-08-02 08:00", "2026-08-02 09:15", id="A1-date"),
        pytest.param("description", "An old standfirst", "A new standfirst", id="A1-summary"),
    ],
)
def test_a_card_that_changes_changes_wherever_it_stands(desk: Desk, key: str, old: str, new: str) -> None:
    three(desk)
    front: dict[str, Any] = {"date": "2026-08-02 08:00", "tags": ["Haze"], "section": "news"}
    desk.article("two", **front | {key: old})
    stale, fresh = (text.replace(" 0", "T0") if key == "date" else text for text in (old, new))
    before = desk.checked().shows(stale)
    assert {"/news/", "/tags/haze/", "/archive/2026/08/", "/2026/08/one/"} <= before
    desk.article("two", **front | {key: new})
    after = desk.checked()
    assert not after.shows(stale)
    assert after.shows(fresh) == before


@pytest.mark.parametrize(
    ("front", "body", "new"),
    [
        ({"title": "Another headline"}, "A paragraph.", "Another headline"),
        ({"description": "A new standfirst"}, "A paragraph.", "A new standfirst"),
        ({"updated": "2026-08-05 10:00"}, "A paragraph.", "2026-08-05T10:00"),
        ({"tags": ["Peat"]}, "A paragraph.", "Peat"),
        ({}, "Another sentence.", "Another sentence."),
        ({}, "![Other words](p.png)", "[Other words]"),
        ({}, "See [one](one.md).", "/2026/08/one/"),
    ],
)
def test_a_lite_page_follows_its_article(desk: Desk, front: dict[str, Any], body: str, new: str) -> None:
    desk.write("site.yaml", settings_text(lite=True))
    desk.write("content/articles/p.png", picture())
    desk.article("one")
    desk.article("two")
    before = desk.checked()
    assert new not in before.page("/2026/08/two/lite/")
    desk.article("two", body, **front)
    after = desk.checked()
    assert new in after.page("/2026/08/two/lite/")
    assert "2026/08/two/lite/index.html" in after.rendered
    assert "2026/08/one/lite/index.html" not in after.rendered


def test_a_lite_page_follows_the_byline_and_where_its_links_lead(desk: Desk) -> None:
    desk.write("site.yaml", settings_text(lite=True))
    desk.write("content/authors/siti.md", source({"name": "Siti"}, "Bio."))
    desk.article("one")
    desk.article("two", "See [one](one.md).", author="siti")
    desk.checked()
    desk.write("content/authors/siti.md", source({"name": "Siti Aminah"}, "Bio."))
    assert "Siti Aminah" in desk.checked().page("/2026/08/two/lite/")
    desk.article("one", slug="other")
    assert '"/2026/08/other/"' in desk.checked().page("/2026/08/two/lite/")
    desk.article("one", slug="other", draft=True)
    assert "<p>See one.</p>" in desk.checked().page("/2026/08/two/lite/")


@pytest.mark.parametrize("change", ["draft", "removed", "scheduled", "slug", "setting"])
def test_a_lite_page_goes_with_its_article(desk: Desk, change: str) -> None:
    desk.write("site.yaml", settings_text(lite=True))
    desk.article("one")
    desk.article("two")
    assert desk.checked().has("/2026/08/two/lite/")
    match change:
        case "draft":
            desk.article("two", draft=True)
        case "removed":
            desk.remove("content/articles/two.md")
        case "scheduled":
            desk.article("two", date="2026-09-01 08:00")
        case "slug":
            desk.article("two", slug="other")
        case "setting":
            desk.write("site.yaml", settings_text())
    done = desk.checked()
    assert not done.has("/2026/08/two/lite/")
    assert not done.shows("/2026/08/two/lite/")
    assert done.has("/2026/08/one/lite/") == (change != "setting")
    assert done.has("/2026/08/other/lite/") == (change == "slug")


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("newest", id="A2-page-with-a-list"),
        pytest.param("desk", id="A13-newest-of-another-section"),
    ],
)
def test_a_page_that_shows_a_list_follows_it(desk: Desk, note: str) -> None:
    template = "{% for item in site.articles(section='trade', first=1) %}{{ item.title }}{% endfor %}"
    (desk.theme / "templates/notes/desk.html").write_text(template, "utf-8")
    three(desk)
    desk.article("port", "Ships.", section="trade", date="2026-08-04 08:00")
    desk.write(ABOUT, source({"title": "About", "extra": {"note": note}}, "Us."))
    assert "About port" in desk.checked().page("/about/")
    desk.article("harbour", section="trade", date="2026-08-05 08:00")
    about = desk.checked().page("/about/").partition("<h1>")[2].partition("<aside>")[0]
    assert "About harbour" in about
    assert "About port" not in about


def test_a1_a_headline_stands_on_the_front_page_too(desk: Desk) -> None:
    three(desk)
    assert "About two" in desk.checked().page("/")
    desk.article("two", title="Another headline", date="2026-08-02 08:00", section="news", tags=["Haze"])
    front = desk.checked().page("/")
    assert "About two" not in front
    assert "Another headline" in front


def test_a3_an_article_more_makes_a_page_more(desk: Desk) -> None:
    three(desk)
    assert not desk.checked().has("/tags/haze/page/1/")
    desk.article("four", tags=["Haze"], date="2026-08-04 08:00")
    done = desk.checked()
    assert "About four" in done.page("/tags/haze/")
    assert "About one" in done.page("/tags/haze/page/1/")
    assert "/tags/haze/page/1/" in done.page("/tags/haze/")


@pytest.mark.parametrize(
    ("front", "is_there"),
    [
        pytest.param(None, False, id="A4-removed"),
        pytest.param({"draft": True}, False, id="A4-withdrawn"),
        pytest.param({"date": "2026-08-09 08:00"}, True, id="A4-moved"),
    ],
)
def test_neighbours_close_ranks(desk: Desk, front: dict[str, Any] | None, is_there: bool) -> None:
    apart(desk)
    assert _around(desk.checked().page("/2026/08/one/")) == ["two"]
    if front is None:
        desk.remove("content/articles/two.md")
    else:
        desk.article("two", **{"date": "2026-08-02 08:00"} | front)
    done = desk.checked()
    assert _around(done.page("/2026/08/one/")) == ["three"]
    assert _around(done.page("/2026/08/three/")) == ["one", "two" if is_there else "four"]
    assert done.has("/2026/08/two/") == is_there


def test_a4_published_between_two(desk: Desk) -> None:
    apart(desk)
    desk.article("two", draft=True)
    assert _around(desk.checked().page("/2026/08/one/")) == ["three"]
    desk.article("two", date="2026-08-02 08:00")
    done = desk.checked()
    assert _around(done.page("/2026/08/one/")) == ["two"]
    assert _around(done.page("/2026/08/three/")) == ["two", "four"]


def test_a5_nothing_links_to_what_is_a_draft_now(desk: Desk) -> None:
    three(desk)
    assert "/2026/08/two/" in desk.checked().page("/2026/08/one/")
    desk.article("two", date="2026-08-02 08:00", tags=["Haze"], section="news", draft=True)
    done = desk.checked()
    assert not done.shows("/2026/08/two/")
    assert not done.shows("About two")


def test_a6_counts_follow_the_tags_of_one_article(desk: Desk) -> None:
    three(desk)
    assert ">Haze</a> 3" in desk.checked().page("/tags/")
    desk.article("two", date="2026-08-02 08:00", section="news")
    done = desk.checked()
    assert ">Haze</a> 2" in done.page("/tags/")
    assert "About two" not in done.page("/tags/haze/").partition("<h1>")[2].partition("<aside>")[0]


def test_a7_a_new_tag_has_its_page_and_its_place_in_the_list(desk: Desk) -> None:
    three(desk)
    assert not desk.checked().has("/tags/rivers/")
    desk.article("two", date="2026-08-02 08:00", section="news", tags=["Haze", "Rivers"])
    done = desk.checked()
    assert "About two" in done.page("/tags/rivers/")
    assert '<a href="/tags/rivers/">Rivers</a> 1' in done.page("/tags/")


@pytest.mark.parametrize(
    ("new", "path"),
    [
        pytest.param("Smoke", "/tags/smoke/", id="A8-renamed"),
        pytest.param("HAZE", "/tags/haze/", id="A8-another-case"),
    ],
)
def test_a_tag_under_another_name_leaves_none_behind(desk: Desk, new: str, path: str) -> None:
    three(desk)
    desk.checked()
    three(desk, tags=[new])
    done = desk.checked()
    assert not done.shows("Haze")
    assert f'<a href="{path}">{new}</a> 3' in done.page("/tags/")
    assert {page for page in done.shows("") if page.startswith("/tags/")} == {"/tags/", path}


@pytest.mark.parametrize(
    ("date", "month"),
    [
        pytest.param("2025-03-04 08:00", "/archive/2025/03/", id="A9-another-year"),
        pytest.param("2026-03-04 08:00", "/archive/2026/03/", id="A9-another-month"),
    ],
)
def test_the_archive_has_what_is_dated_elsewhere(desk: Desk, date: str, month: str) -> None:
    three(desk)
    assert not desk.checked().has(month)
    desk.article("old", date=date)
    done = desk.checked()
    assert "About old" in done.page(month)
    assert month in done.page("/archive/")
    assert month in done.page(month.removesuffix("03/"))


@pytest.mark.parametrize(
    ("front", "text"),
    [
        pytest.param({"label": "opinion"}, "<p>opinion", id="A10-label"),
        pytest.param({"dateline": "JAKARTA"}, "JAKARTA", id="A10-dateline"),
        pytest.param({"updated": "2026-08-03 10:00"}, "2026-08-03T10:00", id="A10-updated"),
        pytest.param({"lang": "ms"}, '<html lang="ms">', id="A10-lang"),
        pytest.param({"author": ["Mara Lim"]}, "Mara Lim", id="A10-author"),
        pytest.param({"section": "trade"}, "/trade/", id="A10-section"),
        pytest.param({"extra": {"teaser": "three"}}, "Paragraph of three", id="A10-extra"),
        pytest.param({"image": "/mark.svg"}, '<img src="/mark', id="A10-image"),
    ],
)
def test_any_key_is_reason_enough(desk: Desk, front: dict[str, Any], text: str) -> None:
    desk.article("one")
    desk.article("three", "Paragraph of three.", description="Said otherwise", date="2026-07-01")
    assert text not in desk.checked().page("/2026/08/one/")
    desk.article("one", **front)
    assert text in desk.checked().page("/2026/08/one/")


def test_a11_a_section_by_another_name(desk: Desk) -> None:
    desk.write("site.yaml", settings_text(sections=SECTIONS))
    three(desk)
    assert "/2026/08/one/" in desk.checked().shows("Trade")
    renamed = [SECTIONS[0], {"slug": "trade", "name": "Commerce"}]
    desk.write("site.yaml", settings_text(sections=renamed))
    done = desk.checked()
    assert not done.shows("Trade")
    assert done.shows("Commerce") == done.shows("<header>")


def test_a11_a_section_at_another_address(desk: Desk) -> None:
    three(desk)
    desk.checked()
    three(desk, section="berita")
    done = desk.checked()
    assert not done.has("/news/")
    assert not done.shows('"/news/"')
    assert done.shows('"/berita/"') >= done.shows("<header>")


def test_a12_the_menu_of_every_page_follows_a_page_that_is_renamed(desk: Desk) -> None:
    menu = [{"title": "Who we are", "url": "pages/about.md"}]
    desk.write("site.yaml", settings_text(menu=menu))
    desk.write(ABOUT, source({"title": "About"}, "Us."))
    three(desk)
    assert "/2026/08/one/" in desk.checked().shows('"/about/"')
    desk.remove(ABOUT)
    assert desk.check().slugs == ["link-to-no-source"]
    desk.write("content/pages/us.md", source({"title": "About"}, "Us."))
    desk.write("site.yaml", settings_text(menu=[menu[0] | {"url": "pages/us.md"}]))
    done = desk.checked()
    assert not done.shows('"/about/"')
    assert done.shows('<a href="/us/">Who we are</a>') == done.shows("<header>")
    assert not done.shows("None")


def test_a14_what_is_included_takes_its_includer_along(desk: Desk) -> None:
    desk.article("box", "It rains.", description="The weather", date="2026-01-01")
    desk.article("one", extra={"teaser": "box"})
    assert "It rains." in desk.checked().page("/2026/08/one/")
    desk.article("box", "It pours.", description="The weather", date="2026-01-01")
    done = desk.checked()
    assert done.shows("It pours.") == {"/2026/01/box/", "/2026/08/one/"}
    assert not done.shows("It rains.")


def test_a15_the_last_page_of_a_list_goes_when_it_is_empty(desk: Desk) -> None:
    three(desk)
    desk.article("four", tags=["Haze"], section="news", date="2026-08-04 08:00")
    assert desk.checked().has("/tags/haze/page/1/")
    desk.remove("content/articles/four.md")
    done = desk.checked()
    assert not [path for path in done.files if "/page/" in path]
    assert not done.shows("/page/")


def _around(page: str) -> list[str]:
    """The names of the articles before and after, as the page links them."""
    return re.findall(r'(?:Before|After): <p><a href="/2026/08/([a-z]+)/', page)
