"""The web app manifest: name, colours and icons for readers who put the site on a home screen (W3C, "Web Application Manifest")."""

from __future__ import annotations

import json
from typing import cast

from asiansite.content.app import App
from asiansite.content.language import direction
from asiansite.site.answers import Icon
from asiansite.site.page import Page
from asiansite.trace import Reader


def write(page: Page, reader: Reader) -> bytes:
    """Write it."""
    app = cast("App", reader.ask("setting", "app"))
    title = cast("str", reader.ask("setting", "title"))
    language = cast("str", reader.ask("setting", "language"))
    home = cast("str", reader.ask("url", "/"))
    made = {
        "id": home,
        "name": title,
        "short_name": app.short_name or title,
        "description": reader.ask("setting", "description"),
        "lang": language,
        "dir": direction(language),
        "start_url": home,
        "scope": home,
        "display": app.display,
        "theme_color": app.theme_color,
        "background_color": app.background_color,
        "icons": [
            {"src": icon.url, "sizes": icon.sizes, "type": icon.type, "purpose": icon.purpose}
            for icon in cast("tuple[Icon, ...]", reader.ask("icons"))
        ],
    }
    told = {key: value for key, value in made.items() if value}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
