"""Media RSS: a picture with its size, what it shows and who made it and may use it, in Atom and RSS alike."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from asiansite.rendering.feeds.items import Picture
from asiansite.rendering.xml import add

MEDIA = {"media": "http://search.yahoo.com/mrss/"}


def add_media(parent: Element, picture: Picture) -> None:
    """Add a picture to an item."""
    width, height = (None if pixels is None else str(pixels) for pixels in (picture.width, picture.height))
    content = add(
        parent,
        "media:content",
        url=picture.url,
        type=picture.type,
        medium="image",
        width=width,
        height=height,
    )
    if picture.alt or picture.caption:
        add(content, "media:description", picture.caption or picture.alt, type="plain")
    if picture.credit:
        add(content, "media:credit", picture.credit)
    if picture.licence:
        href = picture.licence_url
        add(content, "media:license", picture.licence, type="text/html" if href else None, href=href)
