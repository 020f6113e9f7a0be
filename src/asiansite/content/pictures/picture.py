"""What is known of a picture's file, and how pictures are made smaller."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

FORMATS = ("jpeg", "png", "webp", "avif", "gif", "svg")
"""The formats that a picture may have."""

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg")
"""How the names of pictures end."""

MAX_PIXELS = 100_000_000
"""A picture with more is refused before it is unpacked: a small file can hold a gigantic one."""

MAX_BYTES = 100_000_000
"""A picture's file with more is refused before it is read."""


class Picture(Struct, frozen=True):
    """What is known of a picture that can be shown."""

    digest: str
    """The hash of its bytes."""
    format: str
    """One of `FORMATS`: what the bytes are, whatever the name ends with."""
    width: int | None
    """Pixels, as it is seen: turned upright. None for a drawing without a size."""
    height: int | None
    is_animated: bool = False
    tells: str = ""
    """What its metadata give away that nobody looks for: `where it was taken`, `whose camera took it`; or nothing."""
    key: str = ""
    """The fingerprint of its bytes and of the tools that make it smaller; names are made from it."""

    @property
    def is_still(self) -> bool:
        """Whether it is made of pixels that stand still; all else is published as it is."""
        return self.format != "svg" and not self.is_animated


class Flaw(NamedTuple):
    """Why a file cannot be shown as a picture."""

    slug: str
    """The problem's."""
    reason: str = ""


class PictureOptions(Struct, frozen=True):
    """How pictures are made smaller."""

    widths: tuple[int, ...] = (480, 960, 1600)
    """Pixels, from the narrowest: those in which a picture is made; never more than it has."""
    quality: int = 80
    """That of JPEG, from 30 to 95; WebP and AVIF are made to look alike."""
