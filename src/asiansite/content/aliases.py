"""Old paths of a page, which redirect to it."""

from __future__ import annotations

import re

from asiansite.content.entries import Entries


def read_aliases(entries: Entries) -> tuple[str, ...]:
    """Old paths of a page: each begins with `/` and stays inside the site."""
    found = []
    for text, spot in entries.texts("aliases"):
        if _ALIAS.fullmatch(text) and not {".", ".."} & set(text.split("/")) and "//" not in text:
            found.append(text)
        else:
            entries.notes.add("alias-not-a-path", spot, given=text)
    return tuple(found)


_ALIAS = re.compile(r"/[^\s?#%\\:*\"<>|]+")
