"""Pictures as pages show them: addresses and sizes."""

from __future__ import annotations

from msgspec import Struct


class Format(Struct, frozen=True):
    """A picture in one of the formats that not every browser knows, in several widths."""

    type: str
    """`image/avif` or `image/webp`, for `<source type>`."""
    srcset: str
    """Addresses with their widths, for `<source srcset>`."""


class Crop(Struct, frozen=True):
    """A part of a picture, around its focus, for whoever shows pictures in one shape only."""

    ratio: str
    """`16:9`, `4:3` or `1:1`."""
    url: str
    """Root-relative, with base_url's path; a JPEG."""
    width: int
    """Pixels: 1200, or fewer where the picture has no more."""
    height: int


class Shown(Struct, frozen=True):
    """A picture at its place on the site."""

    src: str
    """The URL for every browser: of the widest, in the format of its file."""
    width: int | None
    """Pixels of what `src` leads to, where known."""
    height: int | None
    formats: tuple[Format, ...] = ()
    """The best first; none for drawings and moving pictures, and those of other sites."""
    credit: str | None = None
    """Who made it, as the file beside it says; a caption that says it itself comes first."""
    licence: str | None = None
    licence_url: str | None = None
    """The address of the licence, where it has one."""
    distribute: bool = True
    """Whether feeds may show it."""
