"""A picture as front matter names it."""

from __future__ import annotations

from dataclasses import dataclass

from asiansite.content.entries import Entries
from asiansite.content.pictures.focus import parse_focus
from asiansite.content.pictures.shown import Crop, Format

IMAGE_KEYS = frozenset({"src", "alt", "caption", "credit", "focus"})
"""The keys of a picture that is written as a mapping."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: where it is, and what is said of it."""

    src: str
    """As written: a path beside the source, or one below static/. On a page, its URL."""
    alt: str | None = None
    """What it shows, for those who do not see it. None: not said; empty: decorative."""
    caption: str | None = None
    """Stands below it."""
    credit: str | None = None
    """Who made it, or owns it."""
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


def read_image(entries: Entries, key: str) -> Image | None:
    """Read `key`: a path, or a mapping with `src`; None if absent."""
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
    return Image(src, alt, inner.text("caption"), inner.text("credit"), _focus(inner))


def _focus(inner: Entries) -> str | None:
    text = inner.text("focus")
    if text is None:
        return None
    found = parse_focus(text)
    if found is None:
        inner.notes.add("not-a-focus", inner.spot_of("focus"), given=text)
        return None
    return f"{found[0]}% {found[1]}%"
