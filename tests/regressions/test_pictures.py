"""Pictures: edits after which a generator may show an old one, make one twice, or render what shows none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from asiansite.storage import tools
from asiansite.work import opening, picturing
from tests.fakes.pictures import picture
from tests.laws.desk import Desk, Files, settings_text, source


@pytest.fixture
def pictured(desk: Desk) -> Desk:
    desk.write("site.yaml", settings_text(social_image="off"))
    desk.write("content/articles/one.png", picture(1, 40, 30))
    desk.write("content/articles/two.png", picture(2, 40, 30))
    desk.write("content/authors/mara.png", picture(3, 40, 30))
    desk.write(
        "content/authors/mara.md", source({"name": "Mara", "photo": {"src": "mara.png", "alt": ""}}, "She.")
    )
    desk.write("content/pages/about.md", source({"title": "About"}, "![Us](us.png)"))
    desk.write("content/pages/us.png", picture(4, 40, 30))
    desk.article("one", image={"src": "one.png", "alt": "One"}, tags=["Haze"], date="2024-06-01")
    desk.article("two", "![Two](two.png)", tags=["Rice"], date="2026-08-02", author="mara")
    desk.article("three", tags=["Rice"], date="2025-01-01")
    desk.article("six", date="2026-08-04")
    desk.article("four", tags=["Rubber"], date="2024-01-01")
    return desk


@contextmanager
def counting() -> Iterator[list[int]]:
    """How many variants each order asks for."""
    found: list[int] = []
    real = picturing.make

    def make(order: picturing.PictureOrder) -> tuple[bytes, ...]:
        found.append(len(order.variants))
        return real(order)

    with patch.object(picturing, "make", make), patch("tests.laws.desk._make_once", make):
        yield found


def pictures_in(files: Files) -> set[str]:
    return {path for path in files if path.endswith((".png", ".avif", ".webp", ".jpg"))}


def test_a_picture_in_a_text_renders_its_page_alone(pictured: Desk) -> None:
    pictured.checked()
    pictured.write("content/articles/two.png", picture(5, 30, 30))
    done = pictured.checked()
    assert done.rendered_html == {"2026/08/two/index.html"}
    assert 'width="30" height="30"' in done.page("/2026/08/two/")


def test_a_picture_on_cards_renders_the_pages_that_show_it(pictured: Desk) -> None:
    before = pictured.checked()
    pictured.write("content/articles/one.png", picture(6))
    done = pictured.checked()
    assert {"2024/06/one/index.html", "tags/haze/index.html", "archive/2024/index.html"} <= done.rendered
    assert done.rendered.isdisjoint({"2026/08/two/index.html", "2026/08/six/index.html", "about/index.html"})
    assert pictures_in(done.files) != pictures_in(before.files)


def test_a_picture_of_a_standing_page_renders_that_page(pictured: Desk) -> None:
    pictured.checked()
    pictured.write("content/pages/us.png", picture(7))
    assert pictured.checked().rendered == {"about/index.html"}


def test_a_photo_of_an_author_reaches_what_shows_it(pictured: Desk) -> None:
    pictured.checked()
    pictured.write("content/authors/mara.png", picture(8))
    done = pictured.checked()
    assert done.rendered.isdisjoint({"2024/06/one/index.html", "about/index.html"})


def test_a_picture_and_a_text_that_change_together(pictured: Desk) -> None:
    pictured.checked()
    pictured.write("content/articles/one.png", picture(9))
    pictured.article(
        "one", "Other words.", image={"src": "one.png", "alt": "One"}, tags=["Haze"], date="2024-06-01"
    )
    pictured.checked()


def test_c15_another_focus_makes_other_crops(pictured: Desk) -> None:
    before = pictures_in(pictured.checked().files)
    pictured.replace("content/articles/one.md", '"alt": "One"', '"alt": "One", "focus": "left top"')
    after = pictures_in(pictured.checked().files)
    assert {path.rpartition(".")[2] for path in before ^ after} == {"jpg"}


@pytest.mark.parametrize("options", [{"quality": 60}, {"widths": [16, 20]}])
def test_other_options_make_other_pictures(pictured: Desk, options: dict[str, object]) -> None:
    before = pictures_in(pictured.checked().files)
    pictured.write("site.yaml", settings_text(pictures=options, social_image="off"))
    assert before.isdisjoint(
        {path for path in pictures_in(pictured.checked().files) if not path.endswith(".jpg")}
    )


def test_other_codecs_make_other_pictures(pictured: Desk) -> None:
    before = pictures_in(pictured.checked().files)
    pictured.article("five")
    with patch.object(picturing, "picture_tools", lambda: "other"):
        assert before.isdisjoint(pictures_in(pictured.checked().files))


def test_other_tools_of_ours_make_no_picture_anew(pictured: Desk) -> None:
    before = pictured.checked()
    with patch.object(opening, "tools", lambda: "other"), counting() as made:
        done = pictured.build()
    assert made == []
    assert pictures_in(done.files) == pictures_in(before.files)


def test_what_was_made_is_not_made_again(pictured: Desk) -> None:
    with counting() as made:
        pictured.build()
        assert len(made) == 4
        pictured.article("five")
        pictured.build()
        pictured.build(pictured.folder / "another")
        pictured.write("content/articles/one.png", picture(9))
        pictured.build()
        pictured.write("content/articles/one.png", picture(1, 40, 30))
        pictured.build()
    assert len(made) == 5


def test_what_stands_in_the_output_is_enough(pictured: Desk) -> None:
    files = pictured.build().files
    pictured.forget()
    with counting() as made:
        assert pictured.build().files == files
    assert made == []


def test_a_picture_in_the_output_that_was_changed_is_brought_back(pictured: Desk) -> None:
    files = pictured.build().files
    for path in pictures_in(files):
        (pictured.output / path).write_bytes(b"other bytes")
    with counting() as made:
        assert pictured.build().files == files
    assert made == []  # they are remembered


def test_a_verified_build_makes_every_picture_anew(pictured: Desk) -> None:
    pictured.build()
    with counting() as made:
        assert pictured.build(verify=True).report is not None
    assert len(made) == 4


def test_two_pictures_of_one_name_stand_side_by_side(desk: Desk) -> None:
    desk.write("site.yaml", settings_text(social_image="off"))
    desk.write("content/articles/x/p.png", picture(1))
    desk.write("content/articles/y/p.png", picture(2))
    desk.article("one", "![x](x/p.png)\n\n![y](y/p.png)")
    assert len(pictures_in(desk.checked().files)) == 6


def test_what_is_scheduled_shows_no_picture(desk: Desk) -> None:
    desk.write("site.yaml", settings_text(social_image="off"))
    desk.write("content/articles/one.png", picture(1))
    desk.article("one", "![It](one.png)", date="2027-01-01", image={"src": "one.png", "alt": ""})
    assert not pictures_in(desk.checked().files)


def test_tools_are_asked_of_pillow() -> None:
    assert tools.picture_tools() == tools.picture_tools.__wrapped__()
