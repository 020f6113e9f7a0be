"""A picture as front matter names it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.entries import Entries
from asiansite.content.pictures.focus import parse_focus
from asiansite.content.pictures.shown import Crop, Format
from asiansite.content.rights import RIGHTS_KEYS, Rights, read_rights

IMAGE_KEYS = frozenset({"src", "alt", "caption", "focus"}) | RIGHTS_KEYS
"""The keys of a picture that is written as a mapping."""


class Image(Struct, frozen=True):
    """A picture: where it is, and what is said of it."""

    src: str
    """As written: a path beside the source, or one below static/. On a page, its URL."""
    alt: str | None = None
    """What it shows, for those who do not see it. None: not said; empty: decorative."""
    caption: str | None = None
    """Stands below it."""
    credit: str | None = None
    """Who made it, or owns it. On a page: as the file beside the picture says, if nothing is said here."""
    focus: str | None = None
    """Where its subject is, such as `30% 20%` from the left and the top: crops are made around it."""
    width: int | None = None
    """Pixels, where known."""
    height: int | None = None
    """Pixels, where known."""
    formats: tuple[Format, ...] = ()
    """On a page: the same in better formats and several widths, for `<source>`."""
    crops: tuple[Crop, ...] = ()
    """On a page: its 16:9, 4:3 and 1:1, for structured data and link previews."""
    licence: str | None = None
    """What allows its use: a Creative Commons licence such as `CC BY 4.0`, an address, or your own words."""
    licence_url: str | None = None
    """On a page: the address of the licence, where it has one."""
    source: str | None = None
    """Where it came from: an agency, a person, or its address there."""
    distribute: bool = True
    """False: only your own pages may show it, so that feeds do without it."""
    expires: datetime | None = None
    """From then on it may no longer be shown, and is taken out of everything. On a page: None."""

    @property
    def rights(self) -> Rights:
        """What is said of the rights in it."""
        return Rights(self.credit, self.licence, self.source, self.distribute, self.expires)


def read_image(entries: Entries, key: str, zone: ZoneInfo) -> Image | None:
    """Read `key`: a path, or a mapping with `src`; None if absent. Times without a zone are in `zone`."""
    if not entries.is_mapping(key):
        src = entries.text(key)
        if src:
            entries.notes.add("picture-without-alt", entries.spot_of(key), given=src)
        return Image(src) if src else None
    inner = entries.entries(key, IMAGE_KEYS)
    if inner is None:
        return None
    src = inner.text("src", required=True)
    alt = inner.text("alt") or ("" if "alt" in inner else None)
    if src is None:
        return None
    if alt is None:
        inner.notes.add("picture-without-alt", inner.spot_of("src"), given=src)
    rights = read_rights(inner, zone)
    return Image(
        src,
        alt,
        inner.text("caption"),
        rights.credit,
        _focus(inner),
        licence=rights.licence,
        source=rights.source,
        distribute=rights.distribute,
        expires=rights.expires,
    )


def _focus(inner: Entries) -> str | None:
    text = inner.text("focus")
    if text is None:
        return None
    found = parse_focus(text)
    if found is None:
        inner.notes.add("not-a-focus", inner.spot_of("focus"), given=text)
        return None
    return f"{found[0]}% {found[1]}%"
