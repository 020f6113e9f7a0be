"""One paragraph of Markdown in front matter: words with emphasis and links, and nothing else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from msgspec import Struct

from asiansite.content.entries import Entries
from asiansite.content.markdown import Link, MarkdownError, MarkdownOptions
from asiansite.content.notes import Spot


class Inline(Struct, frozen=True):
    """A paragraph as HTML without its `<p>`."""

    html: str
    """Safe; its targets stand in it as placeholders."""
    links: tuple[Link, ...]
    """Placeholder n stands for `links[n]`: other sources and addresses, never files."""


def read_inline(entries: Entries, key: str, options: MarkdownOptions) -> Inline | None:
    """Read `key`, which is required; None if it is absent, or more than a paragraph, which is noted."""
    text, spot = entries.text(key, required=True), entries.spot_of(key)
    if text is None or spot is None:
        return None
    # Imported here: what is remembered is not read again.
    from asiansite.content.markdown.render import render_markdown

    try:
        # Behind a word no sign begins a heading, a list or a table.
        body = render_markdown(f"{_BEFORE} {text}", options)
    except MarkdownError as error:
        entries.notes.add("markdown-refused", spot, reason=error)
        return None
    found = _PARAGRAPH.fullmatch(body.html.strip())
    inner = found[1] if found else None
    if inner is None or (tag := next((tag for tag in _TAG.findall(inner) if tag not in _WITHIN), None)):
        entries.notes.add("not-one-paragraph", spot, key=key, given=f"<{tag}>" if inner is not None else None)
        return None
    links = tuple(_at(link, spot, entries) for link in body.links)
    if (wrong := next((link for link in links if not _leads_to_a_page(link)), None)) is not None:
        place = Spot(wrong.line, wrong.column, len(wrong.target))
        entries.notes.add("note-names-a-file", place, given=wrong.target)
        return None
    # An id could be one of the article's own.
    return Inline(_ID.sub("", inner), links)


_BEFORE = "x"
_PARAGRAPH = re.compile(rf"<p>{_BEFORE} (.*)</p>", re.DOTALL)
_TAG = re.compile(r"<([a-z][a-z0-9]*)")
_ID = re.compile(r' id="[^"]*"')
_WITHIN = frozenset(
    (
        "a abbr b bdi bdo br cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u "
        "var wbr"
    ).split()
)


def _leads_to_a_page(link: Link) -> bool:
    path = link.target.partition("#")[0].partition("?")[0]
    if link.kind != "link":
        return False
    return path.startswith("/") or path.lower().endswith(".md") or bool(_scheme(link.target))


def _scheme(target: str) -> str:
    try:
        return urlsplit(target).scheme
    except ValueError:
        return ""


def _at(link: Link, spot: Spot, entries: Entries) -> Link:
    """The link at its place in the file, as far as the value's first line has it."""
    lines = entries.notes.lines
    index = spot.line - entries.notes.first_line
    line = lines[index] if 0 <= index < len(lines) else ""
    column = line.find(link.target) + 1 if link.target else 0
    return Link(link.target, link.kind, spot.line, column or spot.column, link.is_described)
