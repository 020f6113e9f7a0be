"""Rendering: from the Markdown of a source to its body.  The same text gives the same body, everywhere."""

from __future__ import annotations

from asiansite.content.markdown.body import Body, MarkdownFailed, MarkdownOptions
from asiansite.content.markdown.engines import engine_html
from asiansite.content.markdown.nesting import mend
from asiansite.content.markdown.sanitise import sanitise, settle
from asiansite.content.markdown.structure import body_of
from asiansite.content.markdown.tape import DEEPEST, Tape


def render_markdown(source: str, options: MarkdownOptions) -> Body:
    """The body that the Markdown `source` means; it is not trusted.

    Raises MarkdownTimeout, MarkdownTooDeep, or MarkdownFailed (all are MarkdownError, a ValueError);
    ImportError for an extension of Python-Markdown that is not there.
    """
    is_tame = options.markup == "commonmark" and not any(sign in source for sign in _WILD)
    html = engine_html(source, options)
    tape = Tape(sanitise(html, settled=is_tame), DEEPEST)
    if not is_tame:
        tape = _mended(tape)
    return body_of(tape, source, options.embeds)


# Without tags, character references, footnotes (links within links) and control characters in the
# source, what CommonMark's engine writes is well-formed and nests as HTML wants it.
_WILD = ("<", "&#", "[^", "\x02", "\x03")
_ROUNDS = 20


def _mended(tape: Tape) -> Tape:
    for _ in range(_ROUNDS):
        if not mend(tape):
            return tape
        tape = Tape(settle(tape.html), DEEPEST)
    raise MarkdownFailed("its HTML tags are nested in a way that cannot be put right")
