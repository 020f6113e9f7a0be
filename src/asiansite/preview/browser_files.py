"""The files that browsers get from the preview itself: its script and its stylesheet."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

FILES = ("preview.js", "preview.css")
"""Their names, in browser/ beside this file."""


@lru_cache(maxsize=len(FILES))
def browser_file(name: str) -> bytes:
    """The bytes of one of FILES."""
    return (files("asiansite.preview") / "browser" / name).read_bytes()
