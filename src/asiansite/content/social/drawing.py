"""A drawing: all that a social image shows, before it is drawn."""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple

WIDTH, HEIGHT = 1200, 630
"""Pixels: what Facebook, WhatsApp, LinkedIn, Telegram and X show whole (1.91 to 1)."""

SOCIAL_IMAGES = ("section", "article", "off")
"""What the setting `social_image` may say; the first is its default."""


class Drawing(NamedTuple):
    """A social image to be drawn: with the kit's fonts, weaves and colours, all that its bytes depend on."""

    title: str
    """What is set large: a headline, the name of a section or of the outlet. Empty: the weave alone."""
    kicker: str
    """Stands small above a headline: the name of its section. Empty on the image of a section."""
    outlet: str
    """Whose it is. Empty where the title says it, or where no font has it."""
    lang: str
    """The language of the title, a BCP 47 tag: some letters have other forms in some languages."""
    is_headline: bool
    """Whether the title is set as a headline, on paper above a band of the weave; else on a label in its middle."""
    weave: str
    """The pattern: the name of a tile."""
    cloth: str
    """The colour of the cloth, `#rrggbb`."""
    thread: str
    """The colour of the threads."""
    dye: str
    """Whichever of the two is the dye: that of rules and kickers."""


def key_of(kit: str, drawing: Drawing) -> str:
    """What tells the bytes of a drawing from all others, with `kit` the key of what it is drawn with."""
    made_from = "\0".join((kit, *map(str, drawing)))
    return blake2b(made_from.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
