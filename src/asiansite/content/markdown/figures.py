"""Figures: paragraphs of pictures and nothing else.

`![alt](f.jpg "Caption | Credit")` alone is a figure, several in one paragraph are a gallery.
"""

from __future__ import annotations

import re
from html import unescape

from asiansite.content.markdown.attributes import escape_text
from asiansite.content.markdown.tape import Element, Tape

_TITLE = re.compile(r' title="([^"]*)"')


def mark_figures(tape: Tape) -> None:
    """Give the figures that an author wrote by hand the class of the others."""
    for figure in tape.named("figure"):
        rest = tape.pieces[figure.open].removeprefix("<figure")
        tape.pieces[figure.open] = f'<figure class="figure"{rest}'


def make_figure(tape: Tape, paragraph: Element) -> bool:
    """Make a figure or a gallery of a paragraph, if pictures are all that is in it; whether they are."""
    elements = list(tape.within(paragraph))
    images = [found for found in elements if found.name == "img"]
    links = [found for found in elements if found.name == "a"]
    holders = [image.parent for image in images if image.parent is not paragraph]
    if (
        not images
        or any(found.name not in ("img", "a", "br") for found in elements)
        or holders != links
        or tape.text(paragraph)
    ):
        return False
    if paragraph.parent is not None and paragraph.parent.name == "figure":
        tape.unwrap(paragraph)
        return True
    figures = [_figure(tape, image) for image in images]
    attributes = tape.pieces[paragraph.open][len("<p") : -1]
    tape.take(paragraph.open + 1, paragraph.close)
    if len(figures) == 1:
        tape.tag(paragraph, figures[0].replace(">", attributes + ">", 1), "")
        paragraph.name = "figure"
    else:
        start = f'<div class="gallery"{attributes}>\n' + "\n".join(figures) + "\n"
        tape.tag(paragraph, start, "</div>")
        paragraph.name = "gallery"
    for found in elements:
        found.name = ""
    return True


def _figure(tape: Tape, image: Element) -> str:
    tag = tape.pieces[image.open]
    title = _TITLE.search(tag)
    shown = _TITLE.sub("", tag)
    if image.parent is not None and image.parent.name == "a":
        shown = f"{tape.pieces[image.parent.open]}{shown}</a>"
    return f'<figure class="figure">{shown}{_caption(title[1]) if title else ""}</figure>'


def _caption(title: str) -> str:
    """The caption of a picture's title, which is "Caption | Credit" (escaped)."""
    text = unescape(title)
    caption, credit = text.rsplit("|", 1) if "|" in text else (text, "")
    parts = [escape_text(caption.strip())]
    if credit.strip():
        parts.append(f'<span class="credit">{escape_text(credit.strip())}</span>')
    shown = " ".join(filter(None, parts))
    return f"<figcaption>{shown}</figcaption>" if shown else ""
