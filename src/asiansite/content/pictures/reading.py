"""Reading a picture: what its bytes are, how large it is, and whether it is whole."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from asiansite.content.pictures.picture import MAX_PIXELS, Flaw, Picture
from asiansite.fingerprint import hash_of_bytes

if TYPE_CHECKING:
    from PIL import Image


def read_picture(data: bytes) -> Picture | Flaw:
    """What is known of the picture in `data`; never raises for what is in it.

    Its size is read from its head, and one of too many pixels is refused before it is unpacked. Any
    other is unpacked once, so that a broken one is found where it is named, and not when it is made.
    """
    digest = hash_of_bytes(data)
    if _SVG.match(data[:_HEAD]) is not None:
        return Picture(digest, "svg", *_svg_size(data))
    from PIL import Image, UnidentifiedImageError

    # The limit is ours: Pillow's own would warn below it, and refuse only at twice as many.
    Image.MAX_IMAGE_PIXELS = None
    try:
        image = Image.open(BytesIO(data), formats=READABLE)
    except UnidentifiedImageError:
        return Flaw("not-a-picture")
    except Exception as error:
        return Flaw("picture-broken", _reason(error))
    with image:
        width, height = image.size
        if width * height > MAX_PIXELS:
            return Flaw("picture-too-large", f"{width:,} × {height:,} pixels")
        # A camera may put a preview beside the photograph (MPO): it is no moving picture.
        is_animated = image.format not in ("JPEG", "MPO") and bool(getattr(image, "is_animated", False))
        try:
            image.load()
        except Exception as error:
            return Flaw("picture-broken", _reason(error))
        if orientation_of(image) > 4:
            width, height = height, width
        kind = "jpeg" if image.format == "MPO" else str(image.format).lower()
        tells = _tells(image)
    return Picture(digest, kind, width, height, is_animated, tells)


def orientation_of(image: object) -> int:
    """How a camera was held, 1 to 8 (EXIF 0x0112); 1, upright, where that is not told."""
    from PIL import Image

    assert isinstance(image, Image.Image)
    try:
        found = image.getexif().get(0x0112, 1)
    except Exception:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _tells(image: Image.Image) -> str:
    try:
        exif = image.getexif()
        if any(tag in exif.get_ifd(_GPS) for tag in _LATITUDES) or _XMP_PLACE in image.info.get("xmp", b""):
            return "where it was taken"
        if any(tag in exif.get_ifd(_CAMERA) for tag in _OWNERS):
            return "whose camera took it"
    except Exception:
        return ""  # what cannot be read tells nothing
    return ""


_GPS, _CAMERA = 0x8825, 0x8769
_LATITUDES = (0x0002, 0x0014)
_OWNERS = (0xA430, 0xA431)
"""The owner's name, and the camera's serial number."""
_XMP_PLACE = b"GPSLatitude"

READABLE = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
"""The formats as Pillow names them: it has fifty others, which nobody tries on an editor's file."""

_HEAD = 4096
_SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<![^>]*>\s*)*<svg[\s>]", re.DOTALL)
_ROOT = re.compile(rb"<svg\s([^>]*)>")
_SIDE = re.compile(rb"(?<![\w-])(width|height)\s*=\s*[\"']\s*([0-9.]+)(?:px)?\s*[\"']")
_VIEW = re.compile(rb"viewBox\s*=\s*[\"']\s*[-0-9.e]+[\s,]+[-0-9.e]+[\s,]+([0-9.]+)[\s,]+([0-9.]+)\s*[\"']")


def _svg_size(data: bytes) -> tuple[int | None, int | None]:
    root = _ROOT.search(data[:_HEAD])
    sides = dict(_SIDE.findall(root[1])) if root else {}
    view = _VIEW.search(root[1]) if root else None
    if len(sides) == 2:
        return _pixels(sides[b"width"]), _pixels(sides[b"height"])
    return (None, None) if view is None else (_pixels(view[1]), _pixels(view[2]))


def _pixels(number: bytes) -> int | None:
    try:
        return max(1, round(float(number)))
    except (ValueError, OverflowError):
        return None


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
