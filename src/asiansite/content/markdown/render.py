"""Rendering: from the Markdown of a source to its body.  The same text gives the same body, everywhere."""

from __future__ import annotations

import re

from asiansite.content.markdown.body import Body, MarkdownFailed, MarkdownOptions
from asiansite.content.markdown.engines import engine_html
from asiansite.content.markdown.footnotes import mark_references
from asiansite.content.markdown.nesting import mend
from asiansite.content.markdown.sanitise import sanitise, settle
from asiansite.content.markdown.structure import body_of
from asiansite.content.markdown.tape import DEEPEST, Tape


def render_markdown(source: str, options: MarkdownOptions) -> Body:
    """The body that the Markdown `source` means; it is not trusted.

    Raises MarkdownTimeout, MarkdownTooDeep, or MarkdownFailed (all are MarkdownError, a ValueError);
    ImportError for an extension of Python-Markdown that is not there.
    """
    by_python = options.markup != "commonmark"
    html = engine_html(source, options)
    if "^" in source and "[^" in source:
        html = mark_references(html)
    clean = sanitise(html, controls=by_python or _may_have_controls(source))
    if by_python or _may_have_tags(source):
        tape = _mended(Tape(settle(clean), DEEPEST))
    else:
        tape = Tape(clean, DEEPEST)
    return body_of(tape, source, options.embeds)


_ROUNDS = 20
_TAG = re.compile(r"<(?:(?!https?:|mailto:)/?[A-Za-z]|[!?])")


def _may_have_tags(source: str) -> bool:
    # What pyromark writes is well-formed and nested as HTML wants it, but for tags of the author's own.
    return "<" in source and _TAG.search(source) is not None


def _may_have_controls(source: str) -> bool:
    # A source as such may hold U+0085 alone of them; placeholders are to be ours in any case.
    # (A single sign is found ten times as fast as two.)
    return ("&" in source and "&#" in source) or any(sign in source for sign in "\x02\x03\x85")


def _mended(tape: Tape) -> Tape:
    for _ in range(_ROUNDS):
        if not mend(tape):
            return tape
        tape = Tape(settle(tape.html), DEEPEST)
    raise MarkdownFailed("its HTML tags are nested in a way that cannot be put right")
