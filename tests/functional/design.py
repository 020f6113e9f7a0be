"""The colours of the theme as docs/design.md tells them: each pair with its contrast, in light and in dark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

PAIRS = (
    ("ink", "paper", "text", 7.0),
    ("soft", "paper", "dates, standfirsts, captions", 4.5),
    ("accent", "paper", "links, labels, signs", 4.5),
    ("ink", "tint", "text in boxes and the foot", 7.0),
    ("soft", "tint", "the imprint, captions in boxes", 4.5),
    ("accent", "tint", "links in boxes", 4.5),
    ("paper", "accent", "marks, the player's button", 4.5),
    ("ink", "marker", "marked words", 4.5),
)
"""(colour, its ground, where they meet, the least contrast that will do: WCAG 2.2, 1.4.3 and 1.4.6)."""

_BOTH = re.compile(r"--([a-z]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\);")
_DYE = re.compile(r"\.(dye-\d) { --dye: (#[0-9a-f]{6}); }")


def colours(css: str) -> dict[str, tuple[str, str]]:
    """Each colour of brand.css: in light, in dark."""
    found = {name: (light, dark) for name, light, dark in _BOTH.findall(css)}
    return found | {name: (colour, colour) for name, colour in _DYE.findall(css)}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as `#1b1a1c`, from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def table(found: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The lines of the table in docs/design.md."""
    yield "| colour on its ground | light | contrast | dark | contrast | where |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for front, ground, where, _ in PAIRS:
        cells = []
        for scheme in (0, 1):
            one, other = found[front][scheme], found[ground][scheme]
            cells += [f"`{one}` on `{other}`", f"{contrast(one, other):.1f}"]
        yield f"| `--{front}` on `--{ground}` | {' | '.join(cells)} | {where} |"


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
