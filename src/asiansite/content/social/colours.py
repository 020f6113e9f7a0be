"""The colours of social images: those that brand.css gives the pages, in light."""

from __future__ import annotations

import re

from msgspec import Struct

from asiansite.content.weaves import DYES, dye_of


class Colours(Struct, frozen=True):
    """Colours as `#rrggbb`."""

    paper: str = "#fdfcf8"
    ink: str = "#1b1a1c"
    soft: str = "#5b5751"
    cotton: str = "#f1e6d0"
    dyes: tuple[str, ...] = (
        "#8c2a1c",
        "#17555a",
        "#2d2b30",
        "#875216",
        "#5c2247",
        "#a4441a",
        "#3f5526",
        "#1f3464",
    )
    """By number, from 1."""
    of_sections: tuple[tuple[str, str], ...] = ()
    """(slug, dye) of each section that has one of its own."""

    def dye(self, section: str) -> str:
        """The dye of a section's slug, or of what stands in none."""
        return dict(self.of_sections).get(section) or self.dyes[dye_of(section) - 1]


def read_colours(css: str) -> Colours:
    """The colours that a brand.css gives; what it does not say in a form that is known here stays as it is.

    Known is `#rgb` or `#rrggbb`, by itself or as the light one of two: `var(--light, #fdfcf8) var(--dark, …)`.
    """
    css = _COMMENT.sub("", css)
    default = Colours()
    named = {name: _hex(value) for name, value in _PROPERTY.findall(css)}
    dyes = {name: _hex(value) for name, value in _DYE.findall(css)}
    return Colours(
        paper=named.get("paper", default.paper),
        ink=named.get("ink", default.ink),
        soft=named.get("soft", default.soft),
        cotton=named.get("cotton", default.cotton),
        dyes=tuple(dyes.get(f"dye-{number}", default.dyes[number - 1]) for number in range(1, DYES + 1)),
        of_sections=tuple(
            (name.removeprefix("of-"), dye) for name, dye in sorted(dyes.items()) if name.startswith("of-")
        ),
    )


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = r"(?:var\(\s*--light\s*,\s*)?#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b"
_PROPERTY = re.compile(rf"--(paper|ink|soft|cotton)\s*:\s*{_COLOUR}")
_DYE = re.compile(rf"\.(dye-\d|of-[^\s{{,:.]+)\s*\{{[^}}]*--dye\s*:\s*{_COLOUR}")


def _hex(digits: str) -> str:
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)).lower()
