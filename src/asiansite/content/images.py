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
    """As written in a document; on a page, its URL."""
    alt: str | None = None
    """None: not said; empty: decorative."""
    caption: str | None = None
    credit: str | None = None
    focus: str | None = None
    width: int | None = None
    """Pixels, where known."""
    height: int | None = None


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
