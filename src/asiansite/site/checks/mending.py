"""What is safe to mend: what changes no word that readers see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from asiansite.site.checks.characters import INVISIBLE, decomposed
from asiansite.site.checks.text import Text


class Change(Struct, frozen=True):
    """Some characters of a text that others take the place of."""

    start: int
    end: int
    written: str
    what: str
    """In words: what was there."""
    line: int
    column: int


def changes_of(text: Text) -> tuple[Change, ...]:
    """All that is to be mended in a text, in order; no two touch the same characters."""
    found: list[Change] = []
    for change in sorted(_changes(text), key=lambda each: (each.start, each.end)):
        if not found or change.start >= found[-1].end:
            found.append(change)
    return tuple(found)


def mended(text: str, changes: tuple[Change, ...], places: list[int] | None = None) -> str:
    """The text after the changes; `places` are the offsets in it of the characters that these count."""
    at = places or range(len(text) + 1)
    for change in reversed(changes):
        text = text[: at[change.start]] + change.written + text[at[change.end] :]
    return text


def _changes(text: Text) -> Iterator[Change]:
    for found in INVISIBLE.finditer(text.words):
        yield _change(text, *found.span(), "", "characters that do not show")
    if not unicodedata.is_normalized("NFC", text.text):
        for found in decomposed(text):
            yield _change(
                text, *found.span(), unicodedata.normalize("NFC", found[0]), "letters with a mark behind"
            )
    front = text.text[: text.body_at]
    for found in _TRAILING.finditer(front):
        start, end = found.span("space")
        yield _change(text, start, end, "", "spaces at the end of a value")


def _change(text: Text, start: int, end: int, written: str, what: str) -> Change:
    place = text.place(start, end)
    assert place.line is not None
    assert place.column is not None
    return Change(start, end, written, what, place.line, place.column)


# Only behind a key at the margin: further in, a line may be one of a text that is kept as it stands.
_TRAILING = re.compile(r"^[\w-]+:[ \t]+[^\s|>].*?(?P<space>[ \t]+)$", re.MULTILINE)
