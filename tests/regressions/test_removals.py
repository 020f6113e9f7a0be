"""Deleting, renaming, moving: what other engines left behind, or took away with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

import pytest

from tests.fakes.pictures import picture
from tests.laws.desk import Desk, settings_text, source


def paths_with(files: Iterable[str], *words: str) -> list[str]:
    """The files of an output that have one of these words in their paths."""
    return [path for path in sorted(files) if any(word in path for word in words)]


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        pytest.param("content/articles/two.md", "2026/08/two/index.html", id="B1-article"),
        pytest.param("content/pages/about.md", "about/index.html", id="B1-page"),
    ],
)
def test_a_source_that_is_removed_takes_its_page_along(desk: Desk, path: str, gone: str) -> None:
    desk.article("one")
    desk.article("two")
    desk.write("content/pages/about.md", source({"title": "About"}, "Us."))
    assert gone in desk.checked().files
    desk.remove(path)
    done = desk.checked()
    assert gone not in done.files
    assert not (desk.output / gone).parent.exists()
    assert done.report is not None
    assert gone in done.report.removed


def test_b2_another_slug(desk: Desk) -> None:
    desk.article("one")
    desk.checked()
    desk.article("one", slug="other")
    done = desk.checked()
    assert done.has("/2026/08/other/")
    assert not done.has("/2026/08/one/")
    assert not done.shows("/2026/08/one/")


def test_b2_another_permalink(desk: Desk) -> None:
    desk.article("one")
    desk.checked()
    desk.write("site.yaml", settings_text(permalink="/{year}/{slug}/"))
    done = desk.checked()
    assert done.has("/2026/one/")
    assert not done.has("/2026/08/one/")
    assert not done.shows("/2026/08/one/")


def test_b3_side_products_go_with_their_page(desk: Desk) -> None:
    desk.article("one")
    desk.write("content/articles/two.jpg", picture())
    desk.article(
        "two",
        "![It](two.jpg)",
        date="2025-03-04",
        tags=["Haze"],
        author="Siti",
        section="trade",
        aliases=["/older/", "/oldest.html"],
    )
    words = ("two", "haze", "siti", "trade", "2025", "old")
    before = desk.checked()
    assert len(paths_with(before.files, *words)) >= 9
    desk.remove("content/articles/two.md")
    desk.remove("content/articles/two.jpg")
    done = desk.checked()
    assert paths_with(done.files, *words) == []
    assert not done.shows("/authors/siti")
    assert not done.shows("Siti")


def test_b3_a_picture_that_nothing_shows_any_more(desk: Desk) -> None:
    desk.write("content/articles/one.jpg", picture())
    desk.article("one", "![It](one.jpg)")
    assert len(paths_with(desk.checked().files, "one/one-")) == 3
    desk.article("one", "No picture.")
    assert paths_with(desk.checked().files, "one/one-") == []


@pytest.mark.parametrize(
    "name",
    [pytest.param("static/paper.pdf", id="B4-file"), pytest.param("static/maps/sea.svg", id="B4-deep")],
)
def test_a_static_file_that_is_removed(desk: Desk, name: str) -> None:
    desk.article("one")
    desk.write(name, b"bytes")
    assert name.removeprefix("static/") in desk.checked().files
    desk.remove(name)
    assert paths_with(desk.checked().files, "paper", "maps") == []
    assert not (desk.output / "maps").exists()


def test_b4_a_static_file_that_templates_name(desk: Desk) -> None:
    desk.write("static/extra.css", b"b {}")
    desk.replace("templates/404.html", "Nothing", '{{ site.asset("extra.css") }}')
    assert len(paths_with(desk.checked().files, "extra.")) == 2
    desk.replace("templates/404.html", '{{ site.asset("extra.css") }}', "Nothing")
    assert paths_with(desk.checked().files, "extra.") == ["extra.css"]
    desk.remove("static/extra.css")
    done = desk.checked()
    assert paths_with(done.files, "extra.") == []
    assert not done.shows("extra.")


def test_b5_a_sites_own_template_is_removed(desk: Desk) -> None:
    desk.write("content/pages/about.md", source({"title": "About"}, "Us."))
    desk.write("templates/page.html", "<!DOCTYPE html><p>Our own frame</p>{{ page.body }}")
    assert desk.checked().shows("Our own frame") == {"/about/"}
    desk.remove("templates/page.html")
    done = desk.checked()
    assert not done.shows("Our own frame")
    assert "<header>" in done.page("/about/")


def test_b5_the_template_of_a_kind_is_removed(desk: Desk) -> None:
    desk.write("content/pages/about.md", source({"title": "About"}, "Us."))
    desk.checked()
    (desk.theme / "templates/page.html").unlink()
    assert desk.check().slugs == ["template-missing"]


def test_b6_a_fragment_that_nothing_uses_any_more(desk: Desk) -> None:
    fragment = desk.theme / "templates/fragments/ghost.html"
    fragment.write_text("<p>Boo</p>", "utf-8")
    use = '{{ site.fragment("fragments/ghost.html") }}'
    desk.replace("templates/404.html", "Nothing", use)
    desk.article("one")
    assert desk.checked().shows("Boo") == {"/404.html"}
    desk.replace("templates/404.html", use, "Nothing")
    fragment.unlink()
    assert not desk.checked().shows("Boo")
    assert desk.checked().is_quick


def test_b7_an_article_takes_the_address_of_one_that_is_removed(desk: Desk) -> None:
    desk.article("one", "The first one.")
    desk.article("two", "The second one.")
    desk.checked()
    desk.remove("content/articles/one.md")
    desk.article("two", "The second one.", slug="one")
    done = desk.checked()
    assert "The second one." in done.page("/2026/08/one/")
    assert not done.has("/2026/08/two/")


def test_b7_two_articles_change_places(desk: Desk) -> None:
    desk.article("one", "The first one.")
    desk.article("two", "The second one.")
    desk.checked()
    desk.article("one", "The first one.", slug="two")
    desk.article("two", "The second one.", slug="one")
    done = desk.checked()
    assert "The second one." in done.page("/2026/08/one/")
    assert "The first one." in done.page("/2026/08/two/")


def test_b7_an_article_moves_into_a_folder(desk: Desk) -> None:
    place = desk.article("one", "The first one.")
    desk.checked()
    (place.parent / "desk").mkdir()
    shutil.move(place, place.parent / "desk/one.md")
    assert "The first one." in desk.checked().page("/2026/08/one/")


def test_b7_a_page_takes_the_place_of_an_alias(desk: Desk) -> None:
    desk.article("one", aliases=["/about/"])
    desk.checked()
    desk.article("one")
    desk.write("content/pages/about.md", source({"title": "About"}, "Who we are."))
    assert "Who we are." in desk.checked().page("/about/")


@pytest.mark.parametrize(
    "body", [pytest.param("As before.", id="B9-same-bytes"), pytest.param("New words.", id="B9-other-bytes")]
)
def test_a_source_that_comes_back_is_seen_again(desk: Desk, body: str) -> None:
    desk.article("one", "As before.")
    desk.article("two")
    first = desk.checked().page("/2026/08/one/")
    desk.remove("content/articles/one.md")
    assert not desk.checked().has("/2026/08/one/")
    desk.article("one", body)
    page = desk.checked().page("/2026/08/one/")
    assert body in page
    assert (page == first) == (body == "As before.")


def test_b10_one_stylesheet_however_often_it_is_edited(desk: Desk) -> None:
    desk.article("one")
    seen = set()
    for colour in ("red", "green", "blue"):
        desk.write("static/site.css", f"b {{ color: {colour} }}")
        done = desk.checked()
        hashed = [path for path in done.files if path.startswith("site.") and path != "site.css"]
        assert len(hashed) == 1
        assert colour.encode() in done.files[hashed[0]]
        seen.update(hashed)
    assert len(seen) == 3
