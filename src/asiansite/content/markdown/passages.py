"""Passages: the words of a body, block by block, for whoever reads no HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from asiansite.content.markdown.tape import Tape, plain


class Passage(NamedTuple):
    """The words of a paragraph, a heading, a cell; in one line."""

    text: str
    is_heading: bool


def passages(html: str) -> Iterator[Passage]:
    """The passages of a body's HTML, whose targets may still be placeholders.

    What says again what stands elsewhere is left out: pull quotes, the numbers of notes, links back.
    """
    tape = Tape(html)
    for element in [*tape.named("aside"), *tape.named("sup"), *tape.named("a")]:
        tag = tape.pieces[element.open]
        if any(mark in tag for mark in _REPETITIONS):
            tape.remove(element)
    text, heading = "", False
    for number, piece in enumerate(tape.pieces):
        if number % 2 == 0:
            text += piece
            continue
        name = piece[1:-1].partition(" ")[0].lstrip("/")
        if name in _INLINE:
            continue
        if found := plain(text):
            yield Passage(found, heading)
        text, heading = "", name in _HEADINGS and piece[1] != "/"
    if found := plain(text):
        yield Passage(found, heading)


_REPETITIONS = (' aria-hidden="true"', ' class="footnote-ref"', ' role="doc-backlink"')
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    (
        " a abbr b bdi bdo cite code data del dfn em i img ins kbd mark q rp rt ruby s samp small span strong "
        "sub sup time u var wbr"
    ).split(" ")
)
"""Elements that stand within a word or a line; the empty name is that of a tag that was taken away."""
