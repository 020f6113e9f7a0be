import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.markdown import Heading
from tests.unit.content.markdown.pages import ENGINES, assert_sound, html, read, render

engines = pytest.mark.parametrize("engine", ENGINES)


def ids(source: str, engine: str) -> list[str]:
    return [heading.id for heading in render(source, engine).headings]


@engines
def test_a_heading_has_the_slug_of_its_text(engine: str) -> None:
    body = render("## The *new* `law` & [why](https://e.x)\n", engine)
    assert body.headings == (Heading(2, "h-the-new-law-why", "The new law & why"),)
    assert '<h2 id="h-the-new-law-why">The <em>new</em>' in body.html


@engines
@pytest.mark.parametrize("text", ["ហ្វេសប៊ុក", "新加坡", "Tình hình", "นายก"])
def test_each_script_has_anchors_that_stay(engine: str, text: str) -> None:
    (alone,) = ids(f"## {text}\n", engine)
    assert len(alone) > len("h-")
    assert ids(f"## 日本\n\na\n\n## {text}\n", engine)[1] == alone


@engines
@pytest.mark.parametrize(
    ("marks", "levels"),
    [
        ("# ## ### ##", [2, 3, 4, 3]),
        ("# #", [2, 2]),
        ("## ### ## ####", [2, 3, 2, 3]),
        ("### ## ###", [2, 2, 3]),
        ("###### #####", [2, 2]),
        ("# ## ### #### ##### ######", [2, 3, 4, 5, 6, 6]),
    ],
)
def test_levels_begin_at_two_and_leave_none_out(engine: str, marks: str, levels: list[int]) -> None:
    source = "\n\n".join(f"{mark} H{number}" for number, mark in enumerate(marks.split()))
    assert [heading.level for heading in render(source, engine).headings] == levels


@engines
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("## A\n\n### X\n\n## B\n\n### X\n", ["h-a", "h-a-x", "h-b", "h-b-x"]),
        ("## A\n\n### X\n\n### X\n", ["h-a", "h-a-x", "h-a-x-2"]),
        ("## X\n\n## X\n\n## X\n", ["h-x", "h-x-2", "h-x-3"]),
        ("## A\n\n### X\n\n## B\n\n### X\n\n## A X\n", ["h-a", "h-a-x-2", "h-b", "h-b-x", "h-a-x"]),
        ("## X\n\n## X\n\n## X 2\n", ["h-x", "h-x-3", "h-x-2"]),
        ("## …\n\n### !\n\n## 1\n", ["h-2", "h-3", "h-1"]),
    ],
)
def test_equal_texts_are_told_apart_by_what_they_stand_under(
    engine: str, source: str, expected: list[str]
) -> None:
    assert ids(source, engine) == expected


@engines
def test_an_id_of_the_authors_stays_and_links_to_it_follow(engine: str) -> None:
    source = "## A {#why}\n\n## A\n\n[b](#why) [c](#u-why)\n"
    page = assert_sound(html(source, engine))
    assert page.ids() == ["u-why", "h-a"]
    assert page.targets() == ["#u-why", "#u-why"]


def test_ids_that_an_extension_makes_give_way_to_ours() -> None:
    body = render("[TOC]\n\n## Why not\n\n## Why not\n", "markdown")
    assert [heading.id for heading in body.headings] == ["h-why-not", "h-why-not-2"]
    assert read(body.html).targets() == ["#h-why-not", "#h-why-not-2"]


@engines
def test_a_reference_to_a_note_is_no_part_of_a_headings_text(engine: str) -> None:
    assert render("## Law[^1]\n\na\n\n[^1]: b\n", engine).headings == (Heading(2, "h-law", "Law"),)


@engines
def test_a_picture_can_be_a_heading_and_nothing_cannot(engine: str) -> None:
    body = render("## ![Logo](a.svg)\n\na\n\n##\n\nb\n", engine)
    assert body.headings == (Heading(2, "h-logo", "Logo"),)
    assert body.html.count("<h") == 1


@engines
def test_the_outline_is_that_of_the_text(engine: str) -> None:
    source = "## A\n\n> ## B\n\n<aside><h2>C</h2></aside>\n\n<div><h2>D</h2></div>\n"
    body = render(source, engine)
    assert [heading.text for heading in body.headings] == ["A", "D"]
    assert len(read(body.html).ids()) == 4


@engines
def test_the_language_of_a_heading_stays(engine: str) -> None:
    assert '<h2 id="h-sawasdee" lang="th">' in html('<h2 lang="th" class="x">Sawasdee</h2>', engine)


@given(
    st.lists(st.text("abc -", max_size=4).map(lambda text: f"x{text}"), min_size=1, max_size=6, unique=True)
)
def test_headings_that_others_repeat_leave_the_ids_of_those_before_them(texts: list[str]) -> None:
    alone = [f"## {text}" for text in texts]
    repeated = [*alone, "# zz", "# zz"]
    assert ids("\n\n".join(repeated), "commonmark")[:-2] == ids("\n\n".join(alone), "commonmark")
