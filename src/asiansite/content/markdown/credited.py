"""Credits of pictures in a text: those in the captions of figures, and those that the file beside a picture has."""

from __future__ import annotations

from collections.abc import Callable

from asiansite.content.markdown.attributes import escape_text, escape_value
from asiansite.content.markdown.placeholders import number_of
from asiansite.content.markdown.tape import Element, Tape
from asiansite.content.pictures.shown import Shown


def credited(html: str, target: Callable[[int], str | Shown | None]) -> str:
    """A body's HTML, whose targets are placeholders, with the credits of its pictures.

    A caption that has a credit keeps it; a picture amid a text has no caption, and gets none.
    """
    tape = Tape(html)
    for image in tape.named("img"):
        number = number_of(tape.pieces[image.open])
        shown = None if number is None else target(number)
        figure = next((around for around in image.ancestors() if around.name == "figure"), None)
        if isinstance(shown, Shown) and figure is not None and (line := _line(shown)):
            _write(tape, figure, line)
    return tape.html


def credits_in(html: str) -> dict[int, str]:
    """The credits in the captions of a body's HTML, as plain text, by the number of their picture's placeholder."""
    found: dict[int, str] = {}
    if ' class="credit"' not in html:
        return found
    tape = Tape(html)
    for image in tape.named("img"):
        number = number_of(tape.pieces[image.open])
        figure = next((around for around in image.ancestors() if around.name == "figure"), None)
        if number is not None and figure is not None:
            lines = [each for each in tape.within(figure) if ' class="credit"' in tape.pieces[each.open]]
            if lines:
                found[number] = tape.text(lines[0])
    return found


def _write(tape: Tape, figure: Element, line: str) -> None:
    captions = [found for found in tape.children(figure) if found.name == "figcaption"]
    if not captions:
        tape.pieces[figure.close] = f"<figcaption>{line}</figcaption>{tape.pieces[figure.close]}"
        return
    caption = captions[0]
    if not any(' class="credit"' in tape.pieces[found.open] for found in tape.within(caption)):
        tape.pieces[caption.close] = f" {line}{tape.pieces[caption.close]}"


def _line(shown: Shown) -> str:
    parts = [escape_text(shown.credit)] if shown.credit else []
    if shown.licence:
        text = "licence" if shown.licence == shown.licence_url else escape_text(shown.licence)
        address = shown.licence_url and escape_value(shown.licence_url)
        parts.append(f'<a href="{address}" rel="license">{text}</a>' if address else text)
    return f'<span class="credit">{" · ".join(parts)}</span>' if parts else ""
