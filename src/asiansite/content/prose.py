"""The prose of a source: its Markdown body, read with the outlet's options."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from asiansite.content.entries import Entries
from asiansite.content.frontmatter import Parts
from asiansite.content.markdown import Heading, Link, MarkdownError, MarkdownOptions
from asiansite.content.notes import Spot
from asiansite.content.text.excerpts import excerpt
from asiansite.fingerprint import hash_of_bytes

MARKUPS = ("commonmark", "markdown")
"""The two dialects; the first is the default."""

SUMMARY_LENGTH = 160
"""Graphemes of the description that is cut from the first paragraph."""


class ProseOptions(Struct, frozen=True):
    """How bodies are read, where their front matter does not say it."""

    markup: str = "commonmark"
    """The dialect of Markdown. Without it, that of the settings."""
    extensions: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()


class Prose(Struct, frozen=True):
    """What is known of a body, without its text."""

    digest: str = ""
    """The hash of the body's HTML, by which that is kept: whatever it was made from shows in it."""
    links: tuple[Link, ...] = ()
    """Targets that the site resolves; their lines count in the file; column 0: somewhere in the body."""
    headings: tuple[Heading, ...] = ()
    summary: str = ""
    """The first paragraph, cut: the description of a piece that has none of its own; else ""."""
    word_count: int = 0
    split: int = 0
    """The offset in the unresolved HTML at which Keep Reading stands; its length: after it."""


def read_prose(parts: Parts, options: ProseOptions | MarkdownOptions) -> tuple[Prose, str]:
    """Read the body of a source; problems go to the notes of its entries."""
    # Imported here: what is remembered is not read again, and a preview of it need not wait for this.
    from asiansite.content.markdown.render import render_markdown

    entries = parts.entries
    chosen = chosen_options(entries, options) if isinstance(options, ProseOptions) else options
    try:
        # As the front matter's values are: the page must not show on which system it was written.
        body = render_markdown(unicodedata.normalize("NFC", parts.body), chosen)
    except MarkdownError as error:
        entries.notes.add("markdown-refused", Spot(parts.body_line, 0, 0), reason=error)
        return Prose(), ""
    links = tuple(_in_file(link, parts.body_line) for link in body.links)
    for link in links:
        if not link.is_described:
            spot = Spot(link.line, link.column, len(link.target)) if link.column else None
            entries.notes.add("picture-without-alt", spot, given=link.target)
    summary = excerpt(body.first_paragraph, SUMMARY_LENGTH) if entries.is_empty("description") else ""
    digest = hash_of_bytes(body.html.encode())
    return Prose(digest, links, body.headings, summary, body.word_count, body.split), body.html


def chosen_options(entries: Entries, options: ProseOptions) -> MarkdownOptions:
    """How the Markdown of one source is read: in the dialect that its front matter names, or the outlet's."""
    markup = options.markup if entries.is_empty("markup") else entries.choice("markup", MARKUPS)
    return MarkdownOptions(markup, options.extensions, options.embeds)


def _in_file(link: Link, body_line: int) -> Link:
    # A target that the text does not hold as it stands is said to be at 1:1, where none can begin.
    is_found = (link.line, link.column) != (1, 1)
    return Link(
        link.target, link.kind, link.line + body_line - 1, link.column if is_found else 0, link.is_described
    )
