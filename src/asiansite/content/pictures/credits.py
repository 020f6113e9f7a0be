"""Credits: whose a picture is, read from its file and written into what is made of it, and nothing else.

A photograph's file tells the place, the camera and more; that never gets out. Who made it and who
owns it stays, since licences ask for it, and search engines show it (IPTC Photo Metadata; Google,
"Image metadata").
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import NamedTuple

from PIL import Image, ImageFile, IptcImagePlugin

LONGEST = 500
"""Characters of a field that are kept."""


class Credits(NamedTuple):
    """Whose a picture is; empty where its file does not say it."""

    creator: str = ""
    """EXIF Artist, IPTC 2:80, dc:creator."""
    credit: str = ""
    """IPTC 2:110, photoshop:Credit."""
    rights: str = ""
    """EXIF Copyright, IPTC 2:116, dc:rights."""
    licence: str = ""
    """The address of the licence: xmpRights:WebStatement."""

    @property
    def exif(self) -> bytes:
        """The EXIF block, or nothing."""
        exif = Image.Exif()
        for tag, text in ((_ARTIST, self.creator), (_COPYRIGHT, self.rights)):
            if text:
                exif[tag] = text
        return exif.tobytes() if len(exif) else b""

    @property
    def xmp(self) -> bytes:
        """The XMP packet, or nothing."""
        fields = [form.format(escape(text)) for form, text in zip(_FORMS, self, strict=True) if text]
        return _PACKET.format("".join(fields)).encode() if fields else b""


def credits_of(image: Image.Image) -> Credits:
    """Read the credits of an opened picture; what cannot be read counts as not there."""
    exif, iptc, xmp = _exif(image), _iptc(image), _xmp(image)
    return Credits(
        creator=_first(xmp.get("creator"), iptc.get((2, 80)), exif.get(_ARTIST)),
        credit=_first(xmp.get("Credit"), iptc.get((2, 110))),
        rights=_first(xmp.get("rights"), iptc.get((2, 116)), exif.get(_COPYRIGHT)),
        licence=_first(xmp.get("WebStatement")),
    )


_ARTIST, _COPYRIGHT = 0x013B, 0x8298
_FORMS = (
    "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
    "<photoshop:Credit>{}</photoshop:Credit>",
    '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>',
    "<xmpRights:WebStatement>{}</xmpRights:WebStatement>",
)
_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">{}</rdf:Description></rdf:RDF></x:xmpmeta>'
)
# No XML is parsed: four fields are looked for, each as an element or as an attribute.
_FIELD = re.compile(
    r"<(?:dc:(creator|rights)|photoshop:(Credit)|xmpRights:(WebStatement))(?:\s[^>]{0,200})?>(.{0,2000}?)</\w+:(?:\1|\2|\3)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(?:photoshop:(Credit)|xmpRights:(WebStatement))=[\"']([^\"']{0,2000})[\"']")
_ITEM = re.compile(r"<rdf:li(?:\s[^>]{0,200})?>([^<]{0,2000})</rdf:li>")
_TAG = re.compile(r"<[^>]*>")


def _exif(image: Image.Image) -> dict[int, object]:
    try:
        return dict(image.getexif())
    except Exception:
        return {}


def _iptc(image: Image.Image) -> dict[tuple[int, int], object]:
    if not isinstance(image, ImageFile.ImageFile):
        return {}
    try:
        return dict(IptcImagePlugin.getiptcinfo(image) or {})
    except Exception:
        return {}


def _xmp(image: Image.Image) -> dict[str, str]:
    # As bytes from most formats, as text from a PNG's notes.
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or ""
    text = packet if isinstance(packet, str) else bytes(packet).decode("utf-8", "replace")
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        found.setdefault(match[1] or match[2], unescape(match[3]))
    for match in _FIELD.finditer(text):
        items = _ITEM.findall(match[4]) or [_TAG.sub("", match[4])]
        found.setdefault(match[1] or match[2] or match[3], unescape(", ".join(map(str.strip, items))))
    return found


def _first(*values: object) -> str:
    return next(filter(None, map(_text, values)), "")


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))[:LONGEST]
    text = _decoded(value) if isinstance(value, bytes) else value
    if not isinstance(text, str):
        return ""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:LONGEST]


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
