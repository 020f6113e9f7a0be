"""The focus of a picture: where its subject is, so that no crop cuts it off."""

from __future__ import annotations

import re

Focus = tuple[int, int]
"""Percent from the left and from the top, 0 to 100 each."""

MIDDLE: Focus = (50, 50)
"""Where the subject is if nobody says so."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of a picture, in its pixels."""

_ACROSS = {"left": 0, "center": 50, "right": 100}
_DOWN = {"top": 0, "center": 50, "bottom": 100}
_PERCENT = re.compile(r"(\d{1,3})% (\d{1,3})%", re.ASCII)


def parse_focus(text: str) -> Focus | None:
    """Read `30% 20%`, from the left and from the top, or one or two words; None if it is neither.

    The words are `left`, `right`, `top`, `bottom` and `center`, in any order: `top`, `left top`.
    """
    match = _PERCENT.fullmatch(text)
    if match is not None:
        across, down = int(match[1]), int(match[2])
        return (across, down) if max(across, down) <= 100 else None
    words = text.lower().split()
    if len(words) == 1:
        words = [*words, "center"]
    for first, second in ((0, 1), (1, 0)):
        if len(words) == 2 and words[first] in _ACROSS and words[second] in _DOWN:
            return _ACROSS[words[first]], _DOWN[words[second]]
    return None


def crop_box(width: int, height: int, across: int, down: int, focus: Focus) -> Box:
    """The largest part of a picture whose sides are as `across` to `down`, as near to `focus` as it can be."""
    if width * down > height * across:
        wide, high = max(1, height * across // down), height
    else:
        wide, high = width, max(1, width * down // across)
    left = _begin(width, wide, focus[0])
    top = _begin(height, high, focus[1])
    return left, top, left + wide, top + high


def _begin(whole: int, part: int, percent: int) -> int:
    return min(max(whole * percent // 100 - part // 2, 0), whole - part)
