"""A Markdown source's two parts: the YAML between two lines of `---`, and the body after them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from dataclasses import dataclass

from asiansite.content.entries import Entries, Notes, Spot, compose

MAX_SOURCE = 1024 * 1024
"""Bytes of an article at most: a book's worth of text."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands in one source."""

    entries: Entries
    body: str
    body_line: int
    """The line of the file at which the body begins, from 1."""


def decode(data: bytes, notes: list[Notes]) -> str | None:
    """Decode a source: UTF-8, with or without a byte order mark; line ends become `\\n`.

    Appends to `notes` the Notes of the text, with a problem and None as the answer if it holds
    bytes that are no UTF-8, or control characters that no article needs.
    """
    if len(data) > MAX_SOURCE:
        return _refused(notes, "source-too-large", limit=f"{MAX_SOURCE:,}", size=f"{len(data):,}")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _refused(notes, "not-utf8", byte=f"{data[0]:02X}", offset=0)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + (3 if data.startswith(codecs.BOM_UTF8) else 0)
        before = data[:start].decode("utf-8-sig", "replace")
        lines = before.splitlines() or [""]
        row = data.splitlines()[len(lines) - 1].decode("utf-8-sig", "replace")
        notes.append(Notes([row], len(lines)))
        notes[-1].add("not-utf8", Spot(len(lines), len(lines[-1]) + 1, 1), byte=f"{data[start]:02X}", offset=start)
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (bad := _CONTROL.search(text)) is not None:
        line, column = text.count("\n", 0, bad.start()) + 1, bad.start() - text.rfind("\n", 0, bad.start())
        notes.append(Notes(text.split("\n")))
        notes[-1].add("control-character", Spot(line, column, 1), code=f"U+{ord(bad[0]):04X}")
        return None
    notes.append(Notes(text.split("\n")))
    return text


def split(text: str, known: Collection[str], notes: list[Notes]) -> Parts | None:
    """Split a source at its front matter and read the keys, which must be among `known`.

    Blank lines before the first `---` are passed over. None, with a problem noted in the last of
    `notes`, if there is no front matter, no end to it, or no YAML in it.
    """
    opening = _OPENING.match(text)
    if opening is None:
        first = len(text) - len(text.lstrip("\n \t"))
        line = text.count("\n", 0, first) + 1
        slug = "front-matter-missing" if text.strip() else "source-empty"
        notes[-1].add(slug, Spot(line, 1, max(len(notes[-1].lines[line - 1]), 1)) if text.strip() else None)
        return None
    first_line = text.count("\n", 0, opening.end()) + 1
    closing = _CLOSING.search(text, opening.end() - 1)
    if closing is None:
        notes[-1].add("front-matter-open", Spot(first_line - 1, 1, 3))
        return None
    front = text[opening.end() : closing.start() + 1]
    inner = Notes(front.split("\n"), first_line, notes[-1].problems)
    entries = compose(front, known, inner)
    if entries is None:
        return None
    return Parts(entries, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)


_OPENING = re.compile(r"(?:[ \t]*\n)*---[ \t]*\n")
_CLOSING = re.compile(r"\n---[ \t]*(?:\n|\Z)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _refused(notes: list[Notes], slug: str, **words: object) -> str | None:
    notes.append(Notes([]))
    notes[-1].add(slug, None, **words)
    return None
