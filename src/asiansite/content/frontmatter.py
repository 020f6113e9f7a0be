"""A Markdown source's two parts: the YAML between two lines of `---`, and the body after them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection

from msgspec import Struct

from asiansite.content.entries import Entries, compose
from asiansite.content.notes import Notes, Spot
from asiansite.errors import Problem, as_warning

MAX_SOURCE = 1024 * 1024
"""Bytes of a source that is read as text at most: a book's worth."""


class Parts(Struct, frozen=True):
    """What stands in one source."""

    entries: Entries
    body: str
    body_line: int
    """The line of the file at which the body begins, from 1."""


def parts_of(data: bytes, known: Collection[str]) -> tuple[Parts | None, list[Problem]]:
    """The parts of a source, and the list to which whoever reads on adds the problems of its keys.

    None as the parts if the source cannot be read at all. What is wrong with one that says that it
    is a draft is a warning even then: drafts are often half written, and must not stop the others.
    """
    notes: list[Notes] = []
    text = decode(data, notes)
    parts = None if text is None else split(text, known, notes)
    problems = notes[-1].problems
    if parts is None and "draft" in known and _DRAFT.match(data):
        problems = [as_warning(found) for found in problems]
    return parts, problems


def decode(data: bytes, notes: list[Notes]) -> str | None:
    """Decode a source: UTF-8, with or without a byte order mark; line ends become line feeds.

    Appends to `notes` the Notes of the text, with a problem and None as the answer if it holds
    bytes that are no UTF-8, or characters that are no text.
    """
    if _is_utf16(data):
        notes.append(Notes(None))
        notes[-1].add("not-utf8", None, byte=f"{data[0]:02X}", offset=0, guess="UTF-16")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _note_bad_byte(data, error, notes)
        return None
    text = _with_plain_line_ends(text)
    notes.append(Notes(text))
    if _may_have_control(data) and (bad := _CONTROL.search(text)) is not None:
        line, column = text.count("\n", 0, bad.start()) + 1, bad.start() - text.rfind("\n", 0, bad.start())
        notes[-1].add("control-character", Spot(line, column, 1), code=f"U+{ord(bad[0]):04X}")
        return None
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
    first_line = text.count("\n", 0, opening.end(1)) + 2
    closing = _CLOSING.search(text, opening.end(1))
    if closing is None:
        notes[-1].add("front-matter-open", Spot(first_line - 1, 1, 3))
        return None
    front = text[opening.end() : closing.start() + 1]
    inner = Notes(front[:-1] if front else None, first_line, notes[-1].problems)
    entries = compose(front, known, inner)
    if entries is None:
        return None
    return Parts(entries, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)


_OPENING = re.compile(r"(?:[ \t]*\n)*(---)[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"\n---[ \t]*(?:\n|\Z)")
# No text holds these: C0 and C1 but tab, line ends and NEL; and what is no character at all.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# In UTF-8, the bytes that each of them is or begins with.
_CONTROL_BYTES = bytes(code for code in range(128) if _CONTROL.match(chr(code))) + b"\xc2\xef"
# The line `draft: true`, before the line that ends the front matter.
_DRAFT = re.compile(
    rb"(?i)(?:\xef\xbb\xbf)?\s*---[ \t]*\r?\n(?:(?!---[ \t]*\r?\n)[^\n]*\n)*?"
    rb"draft:[ \t]*true[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)"
)


def _is_utf16(data: bytes) -> bool:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    # Without its mark it is told by the zeros beside the first letters.
    even, odd = data[0:8:2], data[1:8:2]
    return len(data) >= 4 and any(even) != any(odd)


def _may_have_control(data: bytes) -> bool:
    # Asked of every source: the bytes answer in a sixth of the time that a search in the text takes.
    return len(data.translate(None, _CONTROL_BYTES)) < len(data)


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _note_bad_byte(data: bytes, error: UnicodeDecodeError, notes: list[Notes]) -> None:
    # The decoder counts from behind the byte order mark.
    start = error.start + (3 if data.startswith(codecs.BOM_UTF8) else 0)
    text = _with_plain_line_ends(data.decode("utf-8-sig", "replace"))
    before = _with_plain_line_ends(data[:start].decode("utf-8-sig")).split("\n")
    notes.append(Notes(text))
    notes[-1].add(
        "not-utf8", Spot(len(before), len(before[-1]) + 1, 1), byte=f"{data[start]:02X}", offset=start
    )
