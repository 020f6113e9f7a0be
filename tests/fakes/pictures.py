"""Pictures: tiny ones, made when a test asks for them."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image


@lru_cache
def picture(number: int = 1, width: int = 12, height: int = 8, kind: str = "PNG") -> bytes:
    """The bytes of a picture; another number, another picture."""
    out = BytesIO()
    painted(number, width, height).save(out, kind)
    return out.getvalue()


def painted(number: int = 1, width: int = 12, height: int = 8, mode: str = "RGB") -> Image.Image:
    """A picture whose corners differ: dark at the top left, bright at the bottom right."""
    image = Image.linear_gradient("L").resize((width, height))
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    third = Image.new("L", (width, height), number * 37 % 256)
    return Image.merge("RGB", (image, across, third)).convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    """The bytes of an image in a format."""
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()
