"""Records: the HTML that the search indexer reads, made from content and never from pages.

Pagefind takes what it shows, filters and sorts from attributes (`data-pagefind-…`). A record has its text in
tokens, so that words are split as the search page splits what readers type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from markupsafe import escape

from asiansite.content.markdown.passages import Passage, passages
from asiansite.content.text.tokens import folded, passage, tokens
from asiansite.rendering.dates import DateStyle
from asiansite.site.searchable import Entry

UNDATED = "-"
"""Sorts before every date: what has none comes last where the newest come first."""


def record(entry: Entry, body: str, dates: DateStyle) -> bytes:
    """The record of an entry whose body is the HTML `body`.

    What a result shows beside its text is put together from filters and fields, `day` among them, written
    as the outlet's pages write it.
    """
    found = tuple(passages(body))
    names = " ".join([entry.section, *entry.tags, *entry.authors])
    seen = " ".join([entry.title, entry.description, names, *(each.text for each in found)])
    fields = (
        ("description", tokens(entry.description)),
        ("names", tokens(names)),
        ("folded", folded(seen)),
        ("day", dates.day(datetime.fromisoformat(entry.date)) if entry.date else ""),
        ("date", entry.date[:10]),
    )
    filters = (
        ("language", entry.lang),
        ("section", entry.section),
        ("year", entry.year),
        *(("tag", name) for name in entry.tags),
        *(("author", name) for name in entry.authors),
    )
    lines = (
        '<!DOCTYPE html><html lang="und"><head><meta charset="utf-8">',
        *_metas("sort", [("date", entry.date or UNDATED)]),
        *_metas("meta", fields),
        *_metas("filter", filters),
        "</head><body data-pagefind-body>",
        f"<h1>{escape(passage(entry.title))}</h1>",
        *map(_block, found),
        "</body></html>\n",
    )
    return "\n".join(lines).encode()


def _metas(kind: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in pairs:
        if value.strip():
            yield f'<meta data-pagefind-{kind}="{name}[content]" content="{escape(value)}">'


def _block(found: Passage) -> str:
    tag = "h2" if found.is_heading else "p"
    return f"<{tag}>{escape(passage(found.text))}</{tag}>"
