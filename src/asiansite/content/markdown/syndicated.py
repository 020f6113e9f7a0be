"""The form of a body in feeds: whole, with its pictures, and nothing that only our own pages know what to do with."""

from __future__ import annotations

from asiansite.content.markdown.attributes import attributes_of, escape_value, start_tag
from asiansite.content.markdown.bare import drop_marks, drop_repetitions, unwrap_boxes
from asiansite.content.markdown.tape import Tape


def syndicated(html: str, page: str) -> str:
    """The form in feeds of a body's HTML, whose targets may still be placeholders.

    Links within the text lead to its page, whose URL is `page`: a reader's program shows many texts at
    once, and ids of two of them may be the same. Players are links.
    """
    tape = Tape(html)
    drop_repetitions(tape)
    unwrap_boxes(tape)
    for link in tape.named("a"):
        attributes = attributes_of(tape.pieces[link.open])
        href = attributes.get("href", "")
        if href.startswith("#"):
            tape.pieces[link.open] = start_tag("a", attributes | {"href": escape_value(page) + href})
    drop_marks(tape, ("id", "name"))
    tape.trim_code()
    return tape.html
