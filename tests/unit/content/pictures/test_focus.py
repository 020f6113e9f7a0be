from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.pictures.focus import MIDDLE, crop_box, parse_focus

SIDES = st.integers(1, 9000)
SHAPES = st.sampled_from([(16, 9), (4, 3), (1, 1)])
FOCI = st.tuples(st.integers(0, 100), st.integers(0, 100))


@pytest.mark.parametrize(
    ("text", "focus"),
    {
        "30% 20%": (30, 20),
        "0% 100%": (0, 100),
        "center": MIDDLE,
        "top": (50, 0),
        "left": (0, 50),
        "left top": (0, 0),
        "Top Left": (0, 0),
        "right bottom": (100, 100),
        "center bottom": (50, 100),
    }.items(),
)
def test_what_is_a_focus(text: str, focus: tuple[int, int]) -> None:
    assert parse_focus(text) == focus


@pytest.mark.parametrize(
    "text",
    ["", "30 20", "30%", "101% 2%", "-1% 2%", "left right", "top bottom", "up", "a b c", "30%,20%", "٣% ٣%"],
)
def test_what_is_none(text: str) -> None:
    assert parse_focus(text) is None


@given(SIDES, SIDES, SHAPES, FOCI)
def test_a_crop_is_the_largest_of_its_shape_within_the_picture(
    width: int, height: int, shape: tuple[int, int], focus: tuple[int, int]
) -> None:
    left, top, right, bottom = crop_box(width, height, *shape, focus)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert right - left == width or bottom - top == height
    wide, high = right - left, bottom - top
    assert min(wide, high) == 1 or abs(wide * shape[1] - high * shape[0]) <= max(shape) * 2


@given(SIDES, SIDES, SHAPES, FOCI)
def test_a_crop_holds_its_focus_and_has_it_in_the_middle_if_it_can(
    width: int, height: int, shape: tuple[int, int], focus: tuple[int, int]
) -> None:
    left, top, right, bottom = crop_box(width, height, *shape, focus)
    for begin, end, whole, percent in ((left, right, width, focus[0]), (top, bottom, height, focus[1])):
        at = whole * percent // 100
        assert begin <= at <= end
        if begin > 0 and end < whole:
            assert abs((begin + end) / 2 - at) <= 1
