"""The split: where Keep Reading goes, between two paragraphs near the middle of a body."""

from __future__ import annotations

from html import unescape

from asiansite.content.markdown.tape import Element, Tape

FEWEST = 4
"""Paragraphs of a body that is split; in a shorter one Keep Reading goes after the end."""


def split_place(tape: Tape) -> int | None:
    """The index of the piece before which a body splits; None for one that does not.

    It follows a paragraph at the top with another block after it, so that a heading stays with its
    text; of those places, the one nearest to half of the characters of the text, the first if two are.
    """
    blocks = tape.children(None)
    if sum(block.name == "p" for block in blocks) < FEWEST:
        return None
    ends: list[tuple[int, int]] = []
    length = 0
    for at, block in enumerate(blocks):
        length += _length(tape, block)
        if block.name == "p" and at + 1 < len(blocks):
            ends.append((block.close + 1, length))
    place, _ = min(ends, key=lambda end: abs(2 * end[1] - length))
    return place


def _length(tape: Tape, block: Element) -> int:
    text = "".join(tape.pieces[block.open + 1 : block.close : 2])
    return len(unescape(text) if "&" in text else text)
