"""The split: where Keep Reading goes, between two paragraphs near the middle of a body."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from asiansite.content.markdown.tape import Tape

FEWEST = 4
"""Paragraphs of a body that is split; in a shorter one Keep Reading goes after the end."""


def split_place(tape: Tape, texts: Sequence[str]) -> int | None:
    """The index of the piece before which a body splits; None for one that does not.

    `texts` are the texts of the tape's even pieces, as a reader sees them.

    It follows a paragraph at the top with another block after it, so that a heading stays with its
    text; of those places, the one nearest to half of the characters of the text, the first if two are.
    """
    blocks = tape.children(None)
    if sum(block.name == "p" for block in blocks) < FEWEST:
        return None
    lengths = list(accumulate([0 if text.isspace() else len(text) for text in texts]))
    # The text before an end tag is the last one in its element.
    ends = [block.close for block in blocks[:-1] if block.name == "p"]
    return 1 + min(ends, key=lambda end: abs(2 * lengths[end // 2] - lengths[-1]))
