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
    ends = [block.close for block in blocks if block.name == "p"]
    if len(ends) < FEWEST:
        return None
    if blocks[-1].name == "p":
        ends.pop()
    lengths = list(accumulate([0 if text.isspace() else len(text) for text in texts]))
    # The text before an end tag is the last one in its element.
    distances = [abs(2 * lengths[end // 2] - lengths[-1]) for end in ends]
    return 1 + ends[distances.index(min(distances))]
