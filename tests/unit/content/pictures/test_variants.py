from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.pictures import Picture, PictureOptions, crops_of, name_of, variants_of
from asiansite.content.pictures.variants import LONGEST_SIDE, key_of, widths_of
from tests.fakes.values import replace

OPTIONS = PictureOptions()
PHOTO = Picture("d" * 32, "jpeg", 4000, 3000, key="k" * 32)
SIDES = st.integers(1, 20_000)
WIDTHS = st.lists(st.integers(16, 4000), min_size=1, max_size=4, unique=True).map(
    lambda found: tuple(sorted(found))
)


@given(SIDES, SIDES, WIDTHS, st.sampled_from(["jpeg", "png", "webp", "avif", "gif"]))
def test_nothing_is_larger_than_the_picture(
    width: int, height: int, widths: tuple[int, ...], kind: str
) -> None:
    picture, options = replace(PHOTO, width=width, height=height, format=kind), PictureOptions(widths)
    fallback, modern = variants_of(picture, options)
    crops = [variant for _, variant in crops_of(picture, options, (30, 20))]
    for variant in (fallback, *modern, *crops):
        assert 1 <= variant.width <= width
        assert 1 <= variant.height <= height
        assert variant.box is None or variant.width <= variant.box[2] - variant.box[0]
    assert fallback.width == min(width, widths[-1])
    assert all(max(variant.width, variant.height) <= LONGEST_SIDE for variant in modern)


@pytest.mark.parametrize(
    ("width", "widths"),
    {
        4000: (480, 960, 1600),
        1600: (480, 960, 1600),
        1599: (480, 960, 1599),
        1000: (480, 1000),
        480: (480,),
        12: (12,),
    }.items(),
)
def test_the_widths_of_a_picture(width: int, widths: tuple[int, ...]) -> None:
    assert widths_of(width, OPTIONS) == widths


@pytest.mark.parametrize(
    ("kind", "fallback"), {"jpeg": "jpeg", "png": "png", "webp": "webp", "avif": "avif", "gif": "png"}.items()
)
def test_every_browser_gets_the_format_of_the_file(kind: str, fallback: str) -> None:
    first, modern = variants_of(replace(PHOTO, format=kind), OPTIONS)
    assert first.format == fallback
    assert [(each.format, each.width) for each in modern] == [
        (kind, width) for kind in ("avif", "webp") for width in (480, 960, 1600)
    ]


def test_crops_have_the_shapes_that_search_engines_ask_for() -> None:
    found = {ratio: (each.width, each.height) for ratio, each in crops_of(PHOTO, OPTIONS, (50, 50))}
    assert found == {"16:9": (1200, 675), "4:3": (1200, 900), "1:1": (1200, 1200)}


def test_a_name_changes_with_all_that_its_bytes_depend_on() -> None:
    first, _ = variants_of(PHOTO, OPTIONS)
    other = [
        (replace(PHOTO, key="other"), first),
        *((PHOTO, first._replace(**change)) for change in CHANGES),
    ]
    names = {
        name_of(picture, variant, "/2026/08/haze/fire.jpg") for picture, variant in [(PHOTO, first), *other]
    }
    assert len(names) == len(other) + 1
    assert len({key_of(picture, variant) for picture, variant in [(PHOTO, first), *other]}) == len(other) + 1


CHANGES = (
    {"format": "webp"},
    {"width": 1599},
    {"height": 1199},
    {"quality": 79},
    {"box": (0, 0, 10, 10)},
    {"box": (0, 0, 10, 11)},
)


def test_a_focus_makes_other_crops() -> None:
    here, there = (
        {name_of(PHOTO, each, "/a.jpg") for _, each in crops_of(PHOTO, OPTIONS, focus)}
        for focus in ((50, 0), (50, 100))
    )
    # Only the 16:9 of a 4:3 picture has room to move up and down.
    assert len(here & there) == 2
