"""A picture as front matter names it."""

from __future__ import annotations

from dataclasses import dataclass

from asiansite.content.entries import Entries

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
    """Where its subject is; for templates that crop: the theme does not."""
    width: int | None = None
    """Pixels, where known."""
    height: int | None = None
    """Pixels, where known."""


def read_image(entries: Entries, key: str) -> Image | None:
    """Read `key`: a path, or a mapping with `src`; None if absent."""
    if not entries.is_mapping(key):
        src = entries.text(key)
        return Image(src) if src else None
    inner = entries.entries(key, IMAGE_KEYS)
    if inner is None:
        return None
    src = inner.text("src", required=True)
    alt = inner.text("alt") or ("" if "alt" in inner else None)
    if src is None:
        return None
    return Image(src, alt, inner.text("caption"), inner.text("credit"), inner.text("focus"))
