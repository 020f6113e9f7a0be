"""Bare bodies: what a body loses where neither our stylesheets nor our scripts are, on lite pages and in feeds."""

from __future__ import annotations

from collections.abc import Collection

from asiansite.content.markdown.attributes import attributes_of, start_tag
from asiansite.content.markdown.tape import Tape


def drop_repetitions(tape: Tape) -> None:
    """Take pull quotes away that only say again what stands in the text: unstyled, nothing tells them from it."""
    for aside in tape.named("aside"):
        if ' aria-hidden="true"' not in tape.pieces[aside.open]:
            continue
        inside = [aside, *tape.within(aside)]
        if not any(found.name == "img" or ' id="' in tape.pieces[found.open] for found in inside):
            tape.remove(aside)


def unwrap_boxes(tape: Tape) -> None:
    """Take the boxes away around tables, galleries and players: a player's box holds its link, a paragraph now."""
    for box in tape.named("div"):
        tag = tape.pieces[box.open]
        if tag.startswith('<div class="embed"'):
            tape.tag(box, "<p>", "</p>")
            box.name = ""
        elif tag.startswith('<div class="table-scroll"') or tag == '<div class="gallery">':
            tape.unwrap(box)


def drop_marks(tape: Tape, names: Collection[str] = ()) -> None:
    """Take the attributes away that are for stylesheets and scripts, and those of these names."""
    marks = (*_MARKS, *(f' {name}="' for name in names))
    for element in tape.elements:
        tag = tape.pieces[element.open]
        if element.name and any(mark in tag for mark in marks):
            kept = {
                name: value
                for name, value in attributes_of(tag).items()
                if name not in names and not _is_mark(name)
            }
            tape.pieces[element.open] = start_tag(element.name, kept)


_MARKS = (' class="', " data-", ' tabindex="', ' aria-hidden="')


def _is_mark(attribute: str) -> bool:
    return attribute in ("class", "tabindex", "aria-hidden") or attribute.startswith("data-")
