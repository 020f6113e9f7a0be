"""Footnotes: found in the HTML of either engine, numbered as they are referred to, and collected at the end."""

from __future__ import annotations

import re
from html import unescape

from msgspec import Struct, field

from asiansite.content.markdown.attributes import attributes_of
from asiansite.content.markdown.sanitise import AUTHORS_ID
from asiansite.content.markdown.tape import Element, Tape

NOTE = "note"
"""The name of the element of a footnote on a tape, until it is collected."""

REFERENCE = "reference"
"""The name of the element of a reference, once it is written."""

_PYROMARK = re.compile(r'<sup class="footnote-reference"><a href="#([^"]*)">[^<]*</a></sup>')
_PYTHON = re.compile(r'<sup id="fnref\d*:[^"]*"><a class="footnote-ref" href="#fn:([^"]*)">[^<]*</a></sup>')
_MARK = r'<sup class="footnote-reference" id="note:\1"></sup>'
_KEY = f"{AUTHORS_ID}note:"
_BACK = '<a href="#{id}" role="doc-backlink" aria-label="Back to reference {label}">↩\ufe0e{again}</a>'


class Footnotes(Struct):
    """The footnotes of a body, in the order of their numbers, each with how often it is referred to."""

    notes: list[tuple[Element, int]] = field(default_factory=list)

    def collect(self, tape: Tape) -> str:
        """Take the footnotes off the tape, and return the section that ends the body."""
        texts: dict[int, str] = {}
        numbered = list(enumerate(self.notes, 1))
        # One within another comes first.
        for number, (note, references) in sorted(numbered, key=lambda item: -item[1][0].open):
            texts[number] = _text_with_links(tape, note, number, references)
            note.name = ""
        items = "\n".join(f'<li id="fn-{number}">\n{texts[number]}\n</li>' for number, _ in numbered)
        return f'\n<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n{items}\n</ol>\n</section>'


def mark_references(html: str) -> str:
    """An engine's HTML with a sign in the place of each reference, which may stand in a link, and is one."""
    return _PYTHON.sub(_MARK, _PYROMARK.sub(_MARK, html))


def find_footnotes(tape: Tape) -> Footnotes:
    """Number the footnotes of a tape whose tags are as nh3 wrote them, and write their references."""
    notes = _pyromark_notes(tape)
    notes |= _python_notes(tape, set(notes))
    references = [found for found in _references(tape) if found.key in notes]
    order, counts = _order(notes, references), dict.fromkeys(notes, 0)
    for reference in references:
        counts[reference.key] += 1
        _write(tape, reference.element, order[reference.key], counts[reference.key])
    return Footnotes([(notes[key], counts[key]) for key in order])


class _Reference(Struct, frozen=True):
    key: str
    element: Element


def _pyromark_notes(tape: Tape) -> dict[str, Element]:
    """`<div class="footnote-definition" id="1"><sup class="footnote-definition-label">1</sup>…</div>`."""
    notes: dict[str, Element] = {}
    for div in tape.named("div"):
        attributes = attributes_of(tape.pieces[div.open])
        key = unescape(attributes.get("id", "")).removeprefix(AUTHORS_ID)
        if attributes.get("class") != "footnote-definition" or key in notes:
            continue
        for label in tape.children(div)[:1]:
            if ' class="footnote-definition-label"' in tape.pieces[label.open]:
                tape.remove(label)
        _claim(tape, div)
        notes[key] = div
    return notes


def _python_notes(tape: Tape, taken: set[str]) -> dict[str, Element]:
    """`<div class="footnote"><hr><ol><li id="fn:1">… <a class="footnote-backref">↩</a></li></ol></div>`."""
    notes: dict[str, Element] = {}
    for div in tape.named("div"):
        parts = tape.children(div)
        if ' class="footnote"' not in tape.pieces[div.open] or [part.name for part in parts] != ["hr", "ol"]:
            continue
        items = tape.children(parts[1])
        keys = [unescape(attributes_of(tape.pieces[item.open]).get("id", "")) for item in items]
        keys = [key.removeprefix(f"{AUTHORS_ID}fn:") if ":" in key else "" for key in keys]
        if not all(keys) or len(set(keys)) < len(keys) or not taken.isdisjoint([*keys, *notes]):
            continue
        for element in (div, *parts):
            tape.unwrap(element)
        for key, item in zip(keys, items, strict=True):
            _drop_back_links(tape, item)
            _claim(tape, item)
            notes[key] = item
    return notes


def _claim(tape: Tape, note: Element) -> None:
    tape.tag(note, "", "")
    note.name = NOTE


def _drop_back_links(tape: Tape, item: Element) -> None:
    for link in [found for found in tape.within(item) if found.name == "a"]:
        if ' class="footnote-backref"' in tape.pieces[link.open]:
            tape.remove(link)
            tape.pieces[link.open - 1] = tape.pieces[link.open - 1].removesuffix("&nbsp;")


def _references(tape: Tape) -> list[_Reference]:
    """What `mark_references` left for the references."""
    found = []
    for sup in tape.named("sup"):
        attributes = attributes_of(tape.pieces[sup.open])
        key = unescape(attributes.get("id", ""))
        if attributes.get("class") == "footnote-reference" and key.startswith(_KEY):
            found.append(_Reference(key.removeprefix(_KEY), sup))
    return found


def _order(notes: dict[str, Element], references: list[_Reference]) -> dict[str, int]:
    """The number of each note: by first reference in the text, then in the notes; at last those without."""
    by_note: dict[Element | None, list[str]] = {}
    for reference in references:
        around = next((found for found in reference.element.ancestors() if found.name == NOTE), None)
        by_note.setdefault(around, []).append(reference.key)
    order: dict[str, int] = {}
    queue = [*by_note.get(None, ())]
    for key in queue:
        if key not in order:
            order[key] = len(order) + 1
            queue += by_note.get(notes[key], ())
    for key in notes:
        order.setdefault(key, len(order) + 1)
    return order


def _write(tape: Tape, sup: Element, number: int, time: int) -> None:
    link = f'<a href="#fn-{number}" id="{_id(number, time)}" role="doc-noteref">{number}</a>'
    tape.take(sup.open, sup.close + 1)
    sup.name = REFERENCE
    # Within a link there is no link: the reference follows it.
    around = next((found for found in sup.ancestors() if found.name == "a"), None)
    place = sup.open if around is None else around.close
    tape.pieces[place] += f'<sup class="footnote-ref">{link}</sup>'


def _id(number: int, time: int) -> str:
    return f"fnref-{number}" if time == 1 else f"fnref-{number}-{time}"


def _back_link(number: int, time: int, *, only: bool) -> str:
    label, again = (str(number), "") if only else (f"{number} ({time})", f"<sup>{time}</sup>")
    return _BACK.format(id=_id(number, time), label=label, again=again)


def _text_with_links(tape: Tape, note: Element, number: int, references: int) -> str:
    links = " ".join(_back_link(number, time, only=references == 1) for time in range(1, references + 1))
    last = tape.children(note)[-1:]
    if links and last and last[0].name == "p":
        tape.pieces[last[0].close] = f" {links}</p>"
        links = ""
    text = tape.take(note.open, note.close + 1).strip()
    return "\n".join(filter(None, [text, f"<p>{links}</p>" if links else ""]))
