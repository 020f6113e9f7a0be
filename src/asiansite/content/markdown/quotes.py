"""Quotes: quotations that name their source, and pull quotes."""

from __future__ import annotations

import re

from asiansite.content.markdown.tape import Element, Tape, plain

# Smart punctuation makes an en dash of "--".
_DASH = re.compile(r"\s*(?:[—―–]|--+)\s*")
_DASHES = frozenset({"—", "―", "–", "--", "---"})
_SPACED_DASH = re.compile(r"\s*(?:[—―–]|--+)(?: |&nbsp;)+")
_QUOTATION_MARKS = re.compile("[\"'“”‘’«»‹›„‚「」『』]")
_MOST_ASIDES = 50


def mark_quotations(tape: Tape) -> None:
    """Make a figure of each quotation whose last paragraph, or its last line, begins with a dash."""
    for quote in tape.named("blockquote"):
        last = next(iter(tape.children(quote)[-1:]), None)
        if last is None or last.name != "p" or not tape.is_blank(last.close + 1, quote.close):
            continue
        caption = _take_paragraph(tape, quote, last) or _take_line(tape, last)
        if caption:
            start = f'<figure class="quote">{tape.pieces[quote.open]}'
            tape.tag(quote, start, f"</blockquote><figcaption>{caption}</figcaption></figure>")


def mark_asides(tape: Tape) -> None:
    """Make pull quotes of asides: hidden from screen readers where they only say again what is in the text."""
    asides = tape.named("aside")
    body = _squashed("".join(tape.pieces[::2])) if asides else ""
    for at, aside in enumerate(asides):
        said = _squashed("".join(tape.pieces[aside.open + 1 : aside.close : 2]))
        has_link = any(found.name == "a" for found in tape.within(aside))
        is_repeated = at < _MOST_ASIDES and bool(said) and not has_link and body.count(said) > 1
        role = 'aria-hidden="true"' if is_repeated else 'role="note"'
        rest = tape.pieces[aside.open].removeprefix("<aside")
        tape.tag(aside, f'<aside class="pull-quote" {role}{rest}', "</aside>")


def _take_paragraph(tape: Tape, quote: Element, paragraph: Element) -> str:
    """What follows the dash with which `paragraph` begins, taken off the tape; "" if none does."""
    texts = range(paragraph.open + 1, paragraph.close, 2)
    first = next((at for at in texts if tape.pieces[at].strip()), None)
    if first is None or tape.is_blank(quote.open + 1, paragraph.open):
        return ""
    dash = _DASH.match(tape.pieces[first])
    if dash is None or tape.text(paragraph) in _DASHES:
        return ""
    tape.pieces[first] = tape.pieces[first][dash.end() :]
    caption = tape.take(paragraph.open + 1, paragraph.close).strip()
    tape.unwrap(paragraph)
    return caption


def _take_line(tape: Tape, paragraph: Element) -> str:
    """What follows the dash with which the last line of `paragraph` begins, as `_take_paragraph`."""
    pieces = tape.pieces
    lines = [at for at in range(paragraph.open + 1, paragraph.close, 2) if "\n" in pieces[at]]
    if not lines:
        return ""
    last = lines[-1]
    before, _, line = pieces[last].rpartition("\n")
    dash = _SPACED_DASH.match(line)
    is_inside = any(found.open < last < found.close for found in tape.within(paragraph))
    if dash is None or is_inside or (not before.strip() and tape.is_blank(paragraph.open + 1, last)):
        return ""
    pieces[last] = before.rstrip()
    if not pieces[last] and pieces[last - 1] == "<br>":
        pieces[last - 1] = ""
    return (line[dash.end() :] + tape.take(last + 1, paragraph.close)).strip()


def _squashed(text: str) -> str:
    return _QUOTATION_MARKS.sub("", plain(text))
