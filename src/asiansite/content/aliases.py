"""Old paths of a page, which redirect to it."""

from __future__ import annotations

import re

from asiansite.content.entries import Entries


def read_aliases(entries: Entries) -> tuple[str, ...]:
    """Old paths of a page: each begins with `/` and stays inside the site."""
    found = []
    for text, spot in entries.texts("aliases"):
        if is_alias(text):
            found.append(text)
        else:
            entries.notes.add("alias-not-a-path", spot, given=text)
    return tuple(found)


def is_alias(text: str) -> bool:
    """Whether a text is a path of the site that may redirect."""
    return bool(_ALIAS.fullmatch(text)) and not {".", ".."} & set(text.split("/")) and "//" not in text


_ALIAS = re.compile(r"/[^\s?#%\\:*\"<>|]+")
