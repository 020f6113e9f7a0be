"""How the site looks where readers put it on their home screen, and what colours browsers frame it in: `app`."""

from __future__ import annotations

import re

from msgspec import Struct

from asiansite.content.entries import Entries

DISPLAYS = ("browser", "minimal-ui", "standalone", "fullscreen")
"""How much of the browser stays around the site when it is opened from a home screen; the first is the default."""

_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.ASCII | re.IGNORECASE)


class App(Struct, frozen=True):
    """The site as an app; the colours are those of the theme."""

    short_name: str | None = None
    """Below the icon on a home screen, where some twelve letters have room. None: the outlet's name."""
    display: str = DISPLAYS[0]
    """How much of the browser stays around the site when it is opened from there."""
    theme_color: str = "#fdfcf8"
    """Of the browser's own bars around light pages."""
    theme_color_dark: str = "#141518"
    """Of the browser's own bars around dark pages."""
    background_color: str = "#fdfcf8"
    """Before the first page is there."""
    icon_color: str = "#96271a"
    """Of the sign in icons/mask-icon.svg, where a browser shows it in one colour."""


KEYS = frozenset(App.__struct_fields__)
"""The keys of the setting `app`."""

DEFAULT_APP = App()
"""The site as an app where the settings do not say it."""


def read_app(root: Entries) -> App:
    """Read the setting `app`."""
    inner = root.entries("app", KEYS)
    if inner is None:
        return DEFAULT_APP
    return App(
        inner.text("short_name"),
        inner.choice("display", DISPLAYS),
        *(
            inner.matching(key, _COLOUR, "not-a-colour") or getattr(DEFAULT_APP, key)
            for key in ("theme_color", "theme_color_dark", "background_color", "icon_color")
        ),
    )
