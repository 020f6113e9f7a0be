"""Templates, settings, data and code: every page that they have a say in follows, at any distance."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest

from asiansite.rendering import templates
from asiansite.work import reading
from tests.fakes.pictures import picture
from tests.laws.desk import Desk, settings_text, source
from tests.regressions.versions import another_version

CARDS = {"/news/", "/tags/haze/", "/archive/2026/", "/archive/2026/08/", "/authors/mara-lim/"}
"""Lists that show cards of the articles of `newsroom`."""


def newsroom(desk: Desk) -> None:
    """Articles with everything, a standing page, and an old address."""
    front = {"section": "news", "tags": ["Haze"], "author": "Mara Lim"}
    for day in (3, 4):
        desk.article(f"day-{day}", **front, date=f"2026-08-0{day} 08:00")
    desk.article("one", "*Rain* falls.", **front, aliases=["/old/"])
    desk.article("two", "*Wind* blows.", **front, date="2026-08-02 08:00")
    desk.write("content/pages/about.md", source({"title": "About"}, "Us."))


ARTICLES = {"/2026/08/one/", "/2026/08/two/", "/2026/08/day-3/", "/2026/08/day-4/"}
EVERYWHERE = {"/", "/news/", "/tags/", "/tags/haze/", "/about/", "/2026/08/one/", "/archive/", "/authors/"}


@pytest.mark.parametrize(
    ("template", "old", "new", "pages"),
    [
        pytest.param(
            "parts/imprint.html", "Published by", "Printed by", EVERYWHERE, id="C1-include-of-an-include"
        ),
        pytest.param("fragments/recent.html", "<aside>", "<aside><b>Read</b>", EVERYWHERE, id="C2-fragment"),
        pytest.param("fragments/colophon.html", "In ", "Language: ", EVERYWHERE, id="C2-fragment-of-another"),
        pytest.param("base.html", " | ", " at ", EVERYWHERE, id="C3-base-of-a-base"),
        pytest.param(
            "list.html",
            ">newer<",
            ">later<",
            {"/tags/haze/page/1/", "/authors/mara-lim/page/1/"},
            id="C3-list-below-author",
        ),
        pytest.param("macros/when.html", "<time ", "<time class=x ", CARDS, id="C4-macro-of-a-macro"),
        pytest.param("notes/plain.html", "A page", "One page", {"/about/"}, id="C5-computed-name"),
        pytest.param("redirect.html", "is now", "has moved to", {"/old/"}, id="C6-redirect"),
        pytest.param("macros/card.html", "<article>", "<article class=x>", CARDS, id="C7-card-in-lists"),
    ],
)
def test_a_template_reaches_every_page_that_it_is_in(
    desk: Desk, template: str, old: str, new: str, pages: set[str]
) -> None:
    newsroom(desk)
    assert desk.checked().shows(old) >= pages
    desk.replace(f"templates/{template}", old, new)
    done = desk.checked()
    assert done.shows(new) >= pages
    assert done.shows(old) <= (done.shows(new) if old in new else set())


def test_c5_an_include_without_spaces(desk: Desk) -> None:
    desk.replace(
        "templates/parts/footer.html", '{% include "parts/imprint.html" %}', '{%include"parts/imprint.html"%}'
    )
    newsroom(desk)
    assert "Published by" in desk.checked().page("/2026/08/one/")
    desk.replace("templates/parts/imprint.html", "Published by", "Printed by")
    assert not desk.checked().shows("Published by")


def test_c6_the_page_for_what_is_not_found(desk: Desk) -> None:
    newsroom(desk)
    assert b"Nothing is here" in desk.checked().files["404.html"]
    desk.replace("templates/404.html", "Nothing is here", "It has gone")
    done = desk.checked()
    assert b"It has gone" in done.files["404.html"]
    assert "2026/08/one/index.html" not in done.rendered


def test_c6_what_is_not_found_shows_the_sections_of_today(desk: Desk) -> None:
    newsroom(desk)
    desk.checked()
    desk.article("two", section="trade")
    assert b"Trade" in desk.checked().files["404.html"].rpartition(b"<p>Nothing")[2]


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        pytest.param({"title": "The Other Gazette"}, "| The Other Gazette</title>", id="C8-title"),
        pytest.param({"description": "News of the sea"}, "News of the sea", id="C8-description"),
        pytest.param({"publisher": {"name": "Strait Press"}}, "Published by Strait Press", id="C8-publisher"),
        pytest.param({"language": "id"}, "In id", id="C8-language"),
        pytest.param({"date_format": "yyyy!MM"}, ">2026!08</time>", id="C8-date-format"),
        pytest.param({"timezone": "Asia/Tokyo"}, "08:00:00+09:00", id="C8-timezone"),
        pytest.param({"menu": [{"title": "All", "url": "/archive/"}]}, ">All</a>", id="C8-menu"),
        pytest.param({"base_url": "https://x.example/p"}, 'href="https://x.example/p/2026', id="C9-base-url"),
    ],
)
def test_a_setting_is_applied_to_pages_that_are_known(desk: Desk, setting: dict[str, Any], text: str) -> None:
    newsroom(desk)
    assert not desk.checked().shows(text)
    desk.write("site.yaml", settings_text(**setting))
    assert desk.checked().shows(text) >= ARTICLES


def test_c8_share_links(desk: Desk) -> None:
    newsroom(desk)
    assert desk.checked().shows("mailto:") == ARTICLES
    desk.write("site.yaml", settings_text(share=["line"]))
    done = desk.checked()
    assert not done.shows("mailto:")
    assert done.shows("lineit/share") == ARTICLES


def test_c8_the_dialect_of_markdown(desk: Desk) -> None:
    body = "Rain:\n- here\n- there"
    desk.article("one", body)
    assert "<li>here" in desk.checked().page("/2026/08/one/")
    desk.write("site.yaml", settings_text(markup="markdown"))
    assert not desk.checked().shows("<li>here")


def test_c9_the_address_of_a_preview_is_not_kept(desk: Desk) -> None:
    newsroom(desk)
    assert desk.checked(base_url="http://preview.example/branch").shows("preview.example")
    done = desk.checked()
    assert not done.shows("preview.example")
    assert not done.shows("/branch/")


def test_c9_drafts_of_a_preview_are_not_kept(desk: Desk) -> None:
    newsroom(desk)
    desk.article("three", draft=True, tags=["Secret"])
    preview = desk.folder / "preview"
    assert desk.check(preview, drafts=True).shows("About three")
    desk.article("four")
    done = desk.checked()
    assert not done.shows("About three")
    assert not done.shows("Secret")


@pytest.mark.parametrize(
    ("path", "old", "new", "stale", "fresh"),
    [
        pytest.param(
            "content/tags.yaml",
            "haze: {name: Haze, slug: haze}",
            "haze: {name: Kabut, slug: haze}",
            "Haze",
            "Kabut",
            id="C10-tags",
        ),
        pytest.param(
            "content/authors/mara-lim.md",
            "---\nname: Mara Lim\nrole: Editor\n---\nFrom Batam.\n",
            "---\nname: Mara Lim\nrole: Chief\n---\nFrom Batam.\n",
            "Editor",
            "Chief",
            id="C10-author",
        ),
        pytest.param(
            "content/authors/mara-lim.md",
            "---\nname: Mara Lim\n---\nFrom Batam.\n",
            "---\nname: Mara Lim\n---\nFrom Medan.\n",
            "From Batam",
            "From Medan",
            id="C10-bio",
        ),
    ],
)
def test_data_files(desk: Desk, path: str, old: str, new: str, stale: str, fresh: str) -> None:
    newsroom(desk)
    desk.write(path, old)
    before = desk.checked().shows(stale)
    assert "/2026/08/one/" in before
    desk.write(path, new)
    done = desk.checked()
    assert not done.shows(stale)
    assert done.shows(fresh) == before
    assert done.has("/tags/haze/")


def test_c10_who_leads_the_front_page(desk: Desk) -> None:
    newsroom(desk)
    desk.write("content/front.yaml", "lead: one")
    assert "About one" in _lead(desk.checked().page("/"))
    desk.write("content/front.yaml", "lead: two")
    assert "About two" in _lead(desk.checked().page("/"))


def test_c11_another_reader_of_markdown(desk: Desk) -> None:
    newsroom(desk)
    assert desk.checked().shows("<em>Rain</em>")
    real = reading.read_article

    def other(data: bytes, *rest: Any) -> Any:
        return real(data.replace(b"*Rain*", b"**Rain**"), *rest)

    with another_version(), patch.object(reading, "read_article", other):
        done = desk.checked()
    assert done.shows("<strong>Rain</strong>")
    assert not done.shows("<em>Rain</em>")


def test_c11_c16_our_own_code_is_an_input(desk: Desk) -> None:
    newsroom(desk)
    desk.checked()
    with another_version(), patch.object(templates, "iso", lambda value: "a date"):
        assert desk.checked().shows('datetime="a date"') >= CARDS


def test_c12_pages_name_the_stylesheet_that_is_there(desk: Desk) -> None:
    newsroom(desk)
    desk.checked()
    desk.write("static/site.css", "body { color: green }")
    done = desk.checked()
    (hashed,) = (path for path in done.files if path.startswith("site.") and path != "site.css")
    assert b"green" in done.files[hashed]
    assert done.shows(f'href="/{hashed}"') == done.shows('rel="stylesheet"') >= EVERYWHERE


@pytest.mark.parametrize(
    ("path", "src"),
    [
        pytest.param("content/articles/one.jpg", "one.jpg", id="C15-beside-the-article"),
        pytest.param("static/sea.jpg", "/sea.jpg", id="C15-static"),
    ],
)
def test_a_picture_replaced_under_its_name(desk: Desk, path: str, src: str) -> None:
    desk.write(path, picture(1))
    desk.article("one", f"![It]({src})", image={"src": src, "alt": ""})
    before = {name: data for name, data in desk.checked().files.items() if "-12" in name}
    desk.write(path, picture(2))
    after = {name: data for name, data in desk.checked().files.items() if "-12" in name}
    assert len(before) == len(after) == 4
    assert before.keys().isdisjoint(after)


def test_c15_a_picture_comes_back_with_its_page(desk: Desk) -> None:
    desk.write("content/articles/one.jpg", picture())
    place = desk.article("one", "![It](one.jpg)")
    text = place.read_text("utf-8")
    desk.checked()
    desk.article("one", draft=True)
    assert not [name for name in desk.checked().files if "one-12" in name]
    desk.write("content/articles/one.md", text)
    assert len([name for name in desk.checked().files if "one-12" in name]) == 3


def _lead(page: str) -> str:
    """What stands in the front page's first place."""
    return page.partition("<div>")[2].partition("</div>")[0]
