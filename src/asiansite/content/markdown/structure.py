"""The structure: one pass over sanitised HTML that makes a body of it.

Each step looks only at the elements that are there: an article of plain paragraphs costs one cut.
"""

from __future__ import annotations

from asiansite.content.markdown.anchors import Anchors
from asiansite.content.markdown.attributes import attributes_of, start_tag, valid
from asiansite.content.markdown.body import Body
from asiansite.content.markdown.embeds import make_embed
from asiansite.content.markdown.figures import make_figure, mark_figures
from asiansite.content.markdown.footnotes import NOTE, REFERENCE, Footnotes, find_footnotes
from asiansite.content.markdown.headings import LEVELS, mark_headings
from asiansite.content.markdown.quotes import mark_asides, mark_quotations
from asiansite.content.markdown.split import split_place
from asiansite.content.markdown.tables import PLAIN_CELLS, alignment, mark_tables
from asiansite.content.markdown.tape import Element, Tape, unescaped
from asiansite.content.markdown.targets import mark_targets


def body_of(tape: Tape, source: str, embeds: tuple[str, ...]) -> Body:
    """The body that a tape of sanitised HTML makes; `source` is its Markdown."""
    footnotes = find_footnotes(tape) if tape.has("sup") or tape.has("ol") else Footnotes()
    anchors = Anchors(tape)
    headings = mark_headings(tape, anchors)
    _mark_attributes(tape, anchors)
    links = mark_targets(tape, anchors, source)
    for paragraph in tape.named("p"):
        begins = tape.pieces[paragraph.open + 1][:1]
        # Most begin with a letter, and are what they seem.
        if begins == "h" or not begins.isalpha():
            _mark_paragraph(tape, paragraph, source, embeds)
    mark_figures(tape)
    mark_quotations(tape)
    mark_asides(tape)
    mark_tables(tape)
    tape.trim_code()
    end = footnotes.collect(tape) if footnotes.notes else ""
    tape.pieces[0] = tape.pieces[0].lstrip()
    html = tape.html.rstrip() + end
    texts = tape.pieces[::2]
    if "&" in html:
        texts = [unescaped(text) for text in texts]
    place = split_place(tape, texts)
    return Body(
        html=html,
        links=links,
        headings=headings,
        first_paragraph=_first_paragraph(tape),
        word_count=_word_count(tape, texts),
        split=len(html) if place is None else sum(map(len, tape.pieces[:place])),
    )


def _mark_attributes(tape: Tape, anchors: Anchors) -> None:
    """Write the tags with attributes anew, but for those that have a step of their own."""
    for element in tape.attributed:
        if not element.name or element.name in LEVELS or element.name in (NOTE, REFERENCE):
            continue
        tag = tape.pieces[element.open]
        if tag in PLAIN_CELLS:
            tape.pieces[element.open] = PLAIN_CELLS[tag]
            continue
        given = attributes_of(tag)
        kept = anchors.attribute(element) | valid(element.name, given)
        if element.name in ("td", "th"):
            kept |= alignment(given)
        elif element.name == "li" and (element.parent is None or element.parent.name != "ol"):
            kept.pop("value", None)
        tape.pieces[element.open] = start_tag(element.name, kept)
    for element in tape.named("time", "bdo"):
        # A time is one for machines, and an overriding direction is one of the two.
        needed = " datetime=" if element.name == "time" else " dir="
        if needed not in tape.pieces[element.open] or ' dir="auto"' in tape.pieces[element.open]:
            tape.unwrap(element)


def _mark_paragraph(tape: Tape, paragraph: Element, source: str, embeds: tuple[str, ...]) -> None:
    """Find out what a paragraph really is: nothing, a film, a picture, or a link."""
    pieces = tape.pieces
    begins, next_tag = pieces[paragraph.open + 1], pieces[paragraph.open + 2]
    if begins[:4] != "http" and begins.strip() not in ("", "&nbsp;"):
        return
    if not tape.text(paragraph) and not any(found.name == "img" for found in tape.within(paragraph)):
        # An anchor in it stays.
        tape.unwrap(paragraph)
        pieces[paragraph.open + 1 : paragraph.close : 2] = [""] * ((paragraph.close - paragraph.open) // 2)
    elif embeds and paragraph.parent is None and make_embed(tape, paragraph, source, embeds):
        return
    elif next_tag.startswith(("<img ", "<a ")) and not make_figure(tape, paragraph):
        _mark_card(tape, paragraph)


def _mark_card(tape: Tape, paragraph: Element) -> None:
    """A paragraph at the top that is one link to a page, here or elsewhere, is a card."""
    if paragraph.parent is not None:
        return
    link = next(tape.within(paragraph))
    start = tape.pieces[link.open]
    is_page = start.startswith(('<a href="\x02', '<a href="http'))
    around = tape.pieces[paragraph.open + 1] + "".join(tape.pieces[link.close + 1 : paragraph.close])
    if link.name == "a" and is_page and not around.strip() and tape.text(link):
        attributes = tape.pieces[paragraph.open].removeprefix("<p")
        tape.pieces[paragraph.open] = f'<p class="link-card"{attributes}'
        paragraph.name = "card"


def _first_paragraph(tape: Tape) -> str:
    for paragraph in tape.named("p"):
        if paragraph.parent is None or all(around.name in ("div", "") for around in paragraph.ancestors()):
            text = tape.text(paragraph)
            if text:
                return text
    return ""


def _word_count(tape: Tape, texts: list[str]) -> int:
    # Imported at its first use: its patterns take milliseconds, which a build without changes saves.
    from asiansite.content.text.words import count_words

    if tape.has("td") or tape.has("th") or tape.has("br"):
        for element in tape.elements:
            # Cells touch each other.
            if element.name in ("td", "th", "br"):
                texts[element.close // 2] += " "
    return count_words("".join(texts))
