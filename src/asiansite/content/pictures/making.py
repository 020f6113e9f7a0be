"""Making variants: a picture decoded once, turned upright, and encoded as often as pages ask.

The same bytes, options and tools give the same bytes: every encoder works in one thread, and nothing
of the original's metadata goes along but its credits.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from asiansite.content.pictures.credits import Credits, credits_of
from asiansite.content.pictures.reading import READABLE
from asiansite.content.pictures.variants import Variant

WORST = 20
"""A quality below which nothing is made worse: a JPEG of 1200 × 630 keeps any limit of ours there."""

AVIF_SPEED = 6
"""From 0, slow and small, to 10; libavif's own default."""


def make_variants(data: bytes, variants: Sequence[Variant]) -> tuple[bytes, ...]:
    """The bytes of each of `variants` of the picture in `data`, which was read without a flaw."""
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(data), formats=READABLE) as opened:
        whose = credits_of(opened)
        image = _plain(opened)
    scaled: dict[tuple[object, ...], Image.Image] = {}
    made = []
    for variant in variants:
        size = (variant.width, variant.height, variant.box)
        if size not in scaled:
            scaled[size] = _scaled(image, variant)
        made.append(_within(scaled[size], variant, whose))
    return tuple(made)


def _plain(opened: Image.Image) -> Image.Image:
    """The picture upright, with eight bits a colour in sRGB, and without anything that is said of it."""
    try:
        image = ImageOps.exif_transpose(opened)
    except Exception:
        image = opened.copy()  # its EXIF cannot be read: then it stands as it is
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    has_alpha = image.has_transparency_data
    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        image = image.convert("RGBA" if has_alpha else "RGB")
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if isinstance(profile, bytes):
        image = _in_srgb(image.convert("RGB") if alpha else image, profile)
    image = image.convert("RGB")
    if alpha is not None:
        image.putalpha(alpha)
    # Pillow would write what is left here into the new file.
    image.info.clear()
    return image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(given):
            return image
        known = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, given, known, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # a profile that is broken, or another mode's, says nothing


def _scaled(image: Image.Image, variant: Variant) -> Image.Image:
    size = (variant.width, variant.height)
    if variant.box is None and size == image.size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, box=variant.box, reducing_gap=3.0)


def _within(image: Image.Image, variant: Variant, whose: Credits) -> bytes:
    """The bytes of a variant; with a limit, at the best quality that keeps it."""
    data = _encoded(image, variant, whose)
    while variant.most_bytes and len(data) > variant.most_bytes and variant.quality > WORST:
        variant = variant._replace(quality=variant.quality - 10)
        data = _encoded(image, variant, whose)
    return data


def _encoded(image: Image.Image, variant: Variant, whose: Credits) -> bytes:
    out = BytesIO()
    said: dict[str, object] = {"exif": whose.exif} if whose.exif else {}
    if variant.format == "png":
        notes = PngImagePlugin.PngInfo()
        if whose.xmp:
            notes.add_itxt("XML:com.adobe.xmp", whose.xmp.decode())
        image.save(out, "PNG", optimize=True, pnginfo=notes, **said)
        return out.getvalue()
    if whose.xmp:
        said["xmp"] = whose.xmp
    if variant.format == "jpeg":
        _on_white(image).save(out, "JPEG", quality=variant.quality, optimize=True, progressive=True, **said)
    elif variant.format == "webp":
        image.save(out, "WEBP", quality=variant.quality, method=4, **said)
    else:
        image.save(out, "AVIF", quality=variant.quality, speed=AVIF_SPEED, codec="aom", max_threads=1, **said)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
