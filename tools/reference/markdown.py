"""Markdown: tables and paragraphs, the same each time."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a column that is empty in every row is left out."""
    cells = [[_cell(text) for text in row] for row in rows]
    used = [at for at in range(len(heads)) if any(row[at] for row in cells)]
    lines = [[heads[at] for at in used], ["---"] * len(used), *([row[at] for at in used] for row in cells)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def code(*words: object) -> str:
    """Words as code, with commas between."""
    return ", ".join(f"`{word}`" for word in words)


def doc(thing: object) -> str:
    """The docstring of a thing as paragraphs. LookupError: it has none."""
    text = inspect.getdoc(thing)
    if not text:
        raise LookupError(f"{thing!r} has no docstring")
    return text.replace(".  ", ". ")


def rest_of(thing: object) -> str:
    """The docstring of a thing without its first paragraph, which says what it is."""
    return doc(thing).partition("\n\n")[2]


def page(parts: Iterable[str]) -> str:
    """A whole file of parts, an empty line between them."""
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
