"""Setting a text in a box: the largest size at which it fits, in lines that break where a reader would."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from msgspec import Struct

from asiansite.content.social.breaking import FREE, SPACE, SYLLABLE, Part, chunks_of, parts_of

LEADING = 1.14
"""From baseline to baseline, in sizes, where letters need no more."""

AIR = 0.1
"""At least so much, in sizes, between the ink of one line and that of the next."""

TRIED = 100
"""The size at which parts are measured: at others they are about as much wider."""

FULL = {SPACE: 0.62, SYLLABLE: 0.76, FREE: 1.0}
"""How full a line must be to end at a break of this kind, although more of the text would go into it."""


class Extent(NamedTuple):
    """How large a line is, in pixels."""

    width: float
    above: float
    """Ink above the baseline."""
    below: float
    """Ink below it."""


class Measure(Protocol):
    """Whoever knows how large letters are."""

    def width(self, text: str, size: int) -> float:
        """How wide a text is at a size."""

    def extent(self, line: str, size: int) -> Extent:
        """How large a line is at a size."""


class Box(Struct, frozen=True):
    """Where a text is to be set."""

    width: int
    height: int
    sizes: Sequence[int]
    """Pixels; the largest first."""
    most_lines: int = 4
    """More are set only at the last size, as far as the box is high."""


class Set(Struct, frozen=True):
    """A text as it is set."""

    lines: tuple[str, ...]
    size: int
    leading: float
    """From baseline to baseline."""
    width: float
    """Of its widest line."""
    above: float
    """Ink of the first line above its baseline."""
    below: float
    """Ink of the last line below its baseline."""

    @property
    def height(self) -> float:
        """From the top of the ink to its bottom."""
        return self.above + self.leading * (len(self.lines) - 1) + self.below


def set_text(text: str, box: Box, measure: Measure) -> Set:
    """Set `text` in `box` at the largest of its sizes at which it fits.

    What does not fit at the smallest is cut there, with an ellipsis; a word too long for a line is broken
    between clusters there. Lines are made about equally long.
    """
    parts = _measured(parts_of(text), measure)
    for size in box.sizes:
        lines = _lines(parts, box.width / size)
        if lines is not None and (size == box.sizes[-1] or len(lines) <= box.most_lines):
            for fitting in (_even(parts, lines, box.width / size), lines):
                found = _set(fitting, size, measure)
                if _fits(found, box):
                    return found
    return _cut(parts, box, measure)


class _Wide(NamedTuple):
    """A part of a text with its width, in sizes."""

    text: str
    after: int
    """What kind of break follows it."""
    width: float
    bare: float
    """Without the space at its end."""


def _measured(parts: Sequence[Part], measure: Measure) -> list[_Wide]:
    return [_wide(part, measure) for part in parts]


def _wide(part: Part, measure: Measure) -> _Wide:
    bare = part.text.rstrip()
    width = measure.width(part.text, TRIED) / TRIED
    return _Wide(
        part.text, part.after, width, width if bare == part.text else measure.width(bare, TRIED) / TRIED
    )


def _lines(parts: Sequence[_Wide], width: float) -> list[list[_Wide]] | None:
    """The lines of `parts`, about as full as they can be; None if a part is wider than a line."""
    lines: list[list[_Wide]] = []
    line: list[_Wide] = []
    for part in parts:
        while line and sum(each.width for each in line) + part.bare > width:
            end = _best_break(line, width)
            lines.append(line[:end])
            line = line[end:]
        if not line and part.bare > width:
            return None
        line.append(part)
    return [*lines, line] if line else None


def _best_break(line: Sequence[_Wide], width: float) -> int:
    """How many parts of a line stay in it, if not all that follows it does."""
    for kind, full in FULL.items():
        for end in range(len(line), 0, -1):
            if sum(each.width for each in line[:end]) < full * width:
                break
            if line[end - 1].after == kind:
                return end
    return len(line)


def _even(parts: Sequence[_Wide], lines: list[list[_Wide]], width: float) -> list[list[_Wide]]:
    """The narrowest setting with as few lines."""
    low, high, best = width / 2, width, lines
    while len(lines) > 1 and high - low > width / 50:
        middle = (low + high) / 2
        found = _lines(parts, middle)
        if found is not None and len(found) == len(lines):
            high, best = middle, found
        else:
            low = middle
    return best


def _set(lines: Sequence[Sequence[_Wide]], size: int, measure: Measure) -> Set:
    texts = tuple("".join(part.text for part in line).rstrip() for line in lines)
    extents = [measure.extent(line, size) for line in texts]
    needed = (upper.below + lower.above + AIR * size for upper, lower in pairwise(extents))
    leading = max([LEADING * size, *needed])
    width = max(extent.width for extent in extents)
    return Set(texts, size, leading, width, max(extents[0].above, 0), max(extents[-1].below, 0))


def _fits(found: Set, box: Box) -> bool:
    return found.height <= box.height and found.width <= box.width


def _cut(parts: Sequence[_Wide], box: Box, measure: Measure) -> Set:
    """The longest beginning that fits at the smallest size; what is left out shows as an ellipsis."""
    size = box.sizes[-1]
    room = box.width / size * 0.97
    short: list[_Wide] = []
    for part in parts:
        if part.bare > room:
            short += _measured(
                chunks_of(part.text, lambda text: measure.width(text, size) <= room * size * 0.98), measure
            )
        else:
            short.append(part)
    low, high = 0, len(short)
    best = _set([[_wide(Part("…", FREE), measure)]], size, measure)
    while low < high:
        middle = (low + high + 1) // 2
        begun = short if middle == len(short) else _with_ellipsis(short[:middle], measure)
        lines = _lines(begun, room)
        if lines is not None and _fits(found := _set(lines, size, measure), box):
            low, best = middle, found
        else:
            high = middle - 1
    return best


def _with_ellipsis(parts: Sequence[_Wide], measure: Measure) -> list[_Wide]:
    *before, last = parts
    while before and not last.text.rstrip(_LOOSE):
        *before, last = before
    return [*before, _wide(Part(last.text.rstrip(_LOOSE) + "…", FREE), measure)]


_LOOSE = " ,;:–—-"
"""Signs that no ellipsis follows."""
