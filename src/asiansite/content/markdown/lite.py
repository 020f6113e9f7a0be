"""The lite form of a body: the same words, for a page that is one request and has no stylesheet.

Pictures become their words, players links, and what is there for stylesheets and scripts alone goes.
"""

from __future__ import annotations

from asiansite.content.markdown.attributes import attributes_of, start_tag
from asiansite.content.markdown.tape import Element, Tape
from asiansite.content.text.spaces import in_one_line

NO_WORDS = "[…]"
"""Stands for a picture without words where something must stand: in a link, a heading, a summary."""


def lite(html: str) -> str:
    """The lite form of a body's HTML, whose targets may still be placeholders.

    `[alt]` stands where a picture was, as text browsers show it; a caption that says the same says it alone.
    """
    tape = Tape(html)
    _drop_repetitions(tape)
    for image in tape.named("img"):
        _put_into_words(tape, image)
    _unwrap_boxes(tape)
    for element in tape.elements:
        tag = tape.pieces[element.open]
        if element.name and any(mark in tag for mark in _FOR_OTHERS):
            kept = {name: value for name, value in attributes_of(tag).items() if not _is_for_others(name)}
            tape.pieces[element.open] = start_tag(element.name, kept)
    tape.trim_code()
    return tape.html


_FOR_OTHERS = (' class="', " data-", ' tabindex="', ' aria-hidden="')
_MUST_SAY_SOMETHING = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption"})
_MAY_GO = frozenset({"p", "figure", "figcaption", "div"})


def _is_for_others(attribute: str) -> bool:
    return attribute in ("class", "tabindex", "aria-hidden") or attribute.startswith("data-")


def _drop_repetitions(tape: Tape) -> None:
    """Take pull quotes away that only say again what stands in the text: unstyled, nothing tells them from it."""
    for aside in tape.named("aside"):
        if ' aria-hidden="true"' not in tape.pieces[aside.open]:
            continue
        inside = [aside, *tape.within(aside)]
        if not any(found.name == "img" or ' id="' in tape.pieces[found.open] for found in inside):
            tape.remove(aside)


def _put_into_words(tape: Tape, image: Element) -> None:
    attributes = attributes_of(tape.pieces[image.open])
    words = in_one_line(attributes.get("alt", "")) or in_one_line(attributes.get("title", ""))
    # Between tags, quotes stand as they are.
    words = words.replace("&quot;", '"')
    tape.unwrap(image)
    if words and not _is_said_by_caption(tape, image, words):
        tape.pieces[image.open] = f"[{words}]"
        return
    around = image.parent
    while around is not None and tape.is_blank(around.open + 1, around.close):
        if around.name in _MUST_SAY_SOMETHING:
            tape.pieces[image.open] = NO_WORDS
            return
        if around.name not in _MAY_GO or ' id="' in tape.pieces[around.open]:
            return
        tape.remove(around)
        around = around.parent


def _is_said_by_caption(tape: Tape, image: Element, words: str) -> bool:
    figure = image.parent
    if figure is None or figure.name != "figure":
        return False
    captions = [found for found in tape.children(figure) if found.name == "figcaption"]
    said = "".join("".join(tape.pieces[found.open + 1 : found.close : 2]) for found in captions)
    return in_one_line(said).startswith(words)


def _unwrap_boxes(tape: Tape) -> None:
    """Take the boxes away around tables, galleries and players: a player's box holds its link, a paragraph now."""
    for box in tape.named("div"):
        tag = tape.pieces[box.open]
        if tag.startswith('<div class="embed"'):
            tape.tag(box, "<p>", "</p>")
            box.name = ""
        elif tag.startswith('<div class="table-scroll"') or tag == '<div class="gallery">':
            tape.unwrap(box)
