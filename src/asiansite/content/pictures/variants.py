"""Variants: the files that are made of one picture, and their names.

A name is made from all that the bytes depend on (the picture's bytes, the options, the tools), so
that pages can name a file before it is made, and a file never changes under its name.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from asiansite.content.pictures.focus import Box, Focus, crop_box
from asiansite.content.pictures.picture import Picture, PictureOptions

MODERN = ("avif", "webp")
"""Formats that not every browser knows; the smallest first."""

FALLBACKS = {"jpeg": "jpeg", "png": "png", "webp": "webp", "avif": "avif", "gif": "png"}
"""The format for every browser by that of the file. A GIF made smaller has more colours than a GIF can have."""

CROPS = ((16, 9), (4, 3), (1, 1))
"""Shapes that search engines ask for, each 1200 pixels wide (Google, "Article structured data")."""

CROP_WIDTH = 1200

SOCIAL_SHAPE = (40, 21)
"""1200 × 630: what messengers and networks show of a link."""

SOCIAL_BYTES = 290_000
"""WhatsApp shows no picture of more than 300 kB beside a link."""

LONGEST_SIDE = 16_383
"""Pixels of a side that WebP can have."""

_ENDINGS = {"jpeg": "jpg"}
# Values of other encoders' scales that look like a JPEG of a quality.
_QUALITIES = {"jpeg": 0, "webp": -5, "avif": -25, "png": 0}


class Variant(NamedTuple):
    """One file to be made of a picture: all that its making depends on, beside the picture's bytes."""

    format: str
    """`avif`, `webp`, `jpeg` or `png`."""
    width: int
    height: int
    quality: int
    box: Box | None = None
    """The part of the picture that it shows; None: all of it."""
    most_bytes: int = 0
    """Made worse until it has no more; 0: as many as it takes."""


def variants_of(picture: Picture, options: PictureOptions) -> tuple[Variant, tuple[Variant, ...]]:
    """The variant for every browser, which is the widest, and those for browsers that know more.

    The picture is still, and so has a size. None is wider than the picture.
    """
    width, height = picture.width or 1, picture.height or 1
    widths = widths_of(width, options)
    sizes = [(each, max(1, round(height * each / width))) for each in widths]
    modern = tuple(
        Variant(each, *size, _quality(each, options))
        for each in MODERN
        for size in sizes
        if max(size) <= LONGEST_SIDE
    )
    fallback = FALLBACKS[picture.format]
    return Variant(fallback, *sizes[-1], _quality(fallback, options)), modern


def widths_of(width: int, options: PictureOptions) -> tuple[int, ...]:
    """The widths in which a picture that is `width` wide is made, the narrowest first; never above its own.

    One that is hardly narrower than the picture itself is left out.
    """
    if width >= options.widths[-1]:
        return options.widths
    return (*(each for each in options.widths if each * 10 <= width * 9), width)


def crops_of(picture: Picture, options: PictureOptions, focus: Focus) -> Iterator[tuple[str, Variant]]:
    """(ratio, variant) of each crop; the picture is still, and so has a size."""
    for across, down in CROPS:
        yield f"{across}:{down}", _crop(picture, options, focus, (across, down))


def social_crop(picture: Picture, options: PictureOptions, focus: Focus) -> Variant:
    """The crop for messengers and networks; the picture is still, and so has a size."""
    return _crop(picture, options, focus, SOCIAL_SHAPE)._replace(most_bytes=SOCIAL_BYTES)


def name_of(picture: Picture, variant: Variant, path: str) -> str:
    """The path of a variant's file, beside `path`, which the picture itself would have."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    size = str(variant.width) if variant.box is None else f"{variant.width}x{variant.height}"
    ending = _ENDINGS.get(variant.format, variant.format)
    return posixpath.join(folder, f"{stem}-{size}.{key_of(picture, variant)[:16]}.{ending}")


def key_of(picture: Picture, variant: Variant) -> str:
    """What tells a variant's bytes from all others: 32 hexadecimal digits."""
    # Plainly put together: a site has a hundred thousand of them, and plans them all.
    made_from = (
        f"{picture.key} {variant.format} {variant.width} {variant.height} {variant.quality} {variant.box}"
    )
    return blake2b(made_from.encode(), digest_size=16).hexdigest()


def _crop(picture: Picture, options: PictureOptions, focus: Focus, shape: tuple[int, int]) -> Variant:
    across, down = shape
    box = crop_box(picture.width or 1, picture.height or 1, across, down, focus)
    width = min(CROP_WIDTH, box[2] - box[0])
    height = min(max(1, width * down // across), box[3] - box[1])
    return Variant("jpeg", width, height, _quality("jpeg", options), box)


def _quality(encoder: str, options: PictureOptions) -> int:
    return options.quality + _QUALITIES[encoder]
