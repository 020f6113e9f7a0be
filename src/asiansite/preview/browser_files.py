"""The files that browsers get from the preview itself: its scripts and its stylesheets."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

FILES = (
    "preview.js",
    "preview.css",
    "follow.js",
    "line.js",
    "place.js",
    "files.js",
    "twin.js",
    "align.js",
    "panel.js",
    "panel.css",
    "part.js",
    "overlay.js",
    "bar.js",
    "moment.js",
)
"""Their names, in browser/ beside this file."""


@lru_cache(maxsize=len(FILES))
def browser_file(name: str) -> bytes:
    """The bytes of one of FILES."""
    return (files("asiansite.preview") / "browser" / name).read_bytes()
