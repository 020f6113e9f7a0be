"""Placeholders: they stand in a body for the targets that only the site knows.

A placeholder is a number between two control characters, which no source may hold and the sanitiser
removes, so that no author can write one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from asiansite.content.markdown.attributes import escape_value
from asiansite.content.markdown.tape import Element, Tape
from asiansite.content.pictures.shown import Shown

Replacement = Callable[[int], str | Shown | None]
"""From the number of a placeholder to the URL or picture that takes its place, or None if there is none."""

SIZES = "(min-width: 40rem) 38rem, 100vw"
"""How wide pictures in a text are shown, for `<source sizes>`: the theme's measure, or the whole screen."""

_START, _END, _SHOWN, _GONE = "\x02", "\x03", "\x04", "\x05"
_PLACEHOLDER = re.compile(f"{_START}(\\d+){_END}")
_PICTURE = re.compile(f'<img src="{_SHOWN}(\\d+){_SHOWN}"((?: [a-z-]+="[^"]*")*)>')


def placeholder(number: int) -> str:
    """What stands in a body's HTML for the target of `links[number]`."""
    return f"{_START}{number}{_END}"


def number_of(tag: str) -> int | None:
    """The number of the placeholder in a tag; None if there is none."""
    found = _PLACEHOLDER.search(tag)
    return None if found is None else int(found[1])


def drop_missing(html: str, replacement: Replacement) -> str:
    """Take out what names a target that is not there, as `resolve` does; all other placeholders stay."""
    marked = _PLACEHOLDER.sub(lambda match: _GONE if replacement(int(match[1])) is None else match[0], html)
    return _without_missing(marked) if _GONE in marked else html


def resolve(html: str, replacement: Replacement) -> str:
    """Put URLs in the place of the placeholders.

    `replacement` gives the URL as plain text.  Where it gives None, a link becomes its own text, and
    a picture goes, with its figure if nothing else is in that.
    """
    if _START not in html:
        return html
    missing = False
    shown: dict[str, Shown] = {}
    pieces = _PLACEHOLDER.split(html)
    for at in range(1, len(pieces), 2):
        found = replacement(int(pieces[at]))
        if isinstance(found, Shown):
            shown[pieces[at]] = found
            pieces[at] = f"{_SHOWN}{pieces[at]}{_SHOWN}"
            continue
        missing = missing or found is None
        pieces[at] = _GONE if found is None else escape_value(found)
    filled = "".join(pieces)
    filled = _without_missing(filled) if missing else filled
    return _PICTURE.sub(lambda match: _picture(shown[match[1]], match[2]), filled) if shown else filled


def resolve_parts(html: str, split: int, replacement: Replacement) -> tuple[str, str]:
    """Both parts of a body, before and after `split` (an offset in the unresolved HTML), resolved."""
    return resolve(html[:split], replacement), resolve(html[split:], replacement)


def _picture(shown: Shown, said: str) -> str:
    """The HTML of a picture in a text; `said` are the other attributes of its `<img>`."""
    # An author who wrote a width by hand wants that one.
    is_sized = shown.width is None or shown.height is None or " width=" in said or " height=" in said
    size = "" if is_sized else f' width="{shown.width}" height="{shown.height}"'
    image = f'<img src="{escape_value(shown.src)}"{said}{size}>'
    if not shown.formats:
        return image
    sources = "".join(
        f'<source type="{each.type}" srcset="{escape_value(each.srcset)}" sizes="{SIZES}">'
        for each in shown.formats
    )
    return f"<picture>{sources}{image}</picture>"


def _without_missing(html: str) -> str:
    tape = Tape(html)
    for element in sorted(tape.named("a", "img"), key=lambda found: -found.open):
        if not element.name or _GONE not in tape.pieces[element.open]:
            continue
        if element.name == "img":
            tape.remove(_outermost_of(tape, element))
        else:
            _unlink(tape, element)
    tape.trim_code()
    return tape.html


def _unlink(tape: Tape, link: Element) -> None:
    tape.unwrap(link)
    card = link.parent
    if card is not None and ' class="link-card"' in tape.pieces[card.open]:
        tape.pieces[card.open] = tape.pieces[card.open].replace(' class="link-card"', "")


def _outermost_of(tape: Tape, image: Element) -> Element:
    """What is to go with a picture: the link, the figure and the gallery that hold nothing else."""
    outermost = image
    for around in image.ancestors():
        if around.name not in ("a", "p", "figure") and ' class="gallery"' not in tape.pieces[around.open]:
            break
        if _holds_more_than(tape, around, outermost):
            break
        outermost = around
    return outermost


def _holds_more_than(tape: Tape, around: Element, inner: Element) -> bool:
    for found in tape.within(around):
        if found.parent is around and found is not inner and found.name not in ("figcaption", "br"):
            return True
    if around.name == "figure":
        return False
    before = tape.pieces[around.open + 1 : inner.open : 2]
    after = tape.pieces[inner.close + 1 : around.close : 2]
    return any(text.strip() for text in (*before, *after))
