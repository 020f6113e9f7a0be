"""The lite form of a body: the same words, for a page that is one request and has no stylesheet.

Pictures become their words, players links, and what is there for stylesheets and scripts alone goes.
"""

from __future__ import annotations

from asiansite.content.markdown.attributes import attributes_of
from asiansite.content.markdown.bare import drop_marks, drop_repetitions, unwrap_boxes
from asiansite.content.markdown.tape import Element, Tape
from asiansite.content.text.spaces import in_one_line

NO_WORDS = "[…]"
"""Stands for a picture without words where something must stand: in a link, a heading, a summary."""


def lite(html: str) -> str:
    """The lite form of a body's HTML, whose targets may still be placeholders.

    `[alt]` stands where a picture was, as text browsers show it; a caption that says the same says it alone.
    """
    tape = Tape(html)
    drop_repetitions(tape)
    for image in tape.named("img"):
        _put_into_words(tape, image)
    unwrap_boxes(tape)
    drop_marks(tape)
    tape.trim_code()
    return tape.html


_MUST_SAY_SOMETHING = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption"})
_MAY_GO = frozenset({"p", "figure", "figcaption", "div"})


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
