"""A standing page: about, contact, ethics; a page of its own, outside time and lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from asiansite.content.aliases import read_aliases
from asiansite.content.entries import Notes
from asiansite.content.frontmatter import decode, split
from asiansite.content.images import Image, read_image
from asiansite.content.language import read_language
from asiansite.content.prose import Prose, ProseOptions, read_prose
from asiansite.errors import Problem, as_warning

KEYS = frozenset({"title", "description", "updated", "draft", "lang", "image", "aliases", "markup", "extra"})
"""The keys of a standing page's front matter."""


@dataclass(frozen=True, slots=True)
class StandingDocument:
    """A standing page's file, without its path."""

    title: str
    description: str
    updated: datetime | None
    draft: bool
    lang: str | None
    image: Image | None
    aliases: tuple[str, ...]
    extra: str
    """JSON."""
    prose: Prose
    html: str
    """The body, with its targets still unresolved."""


def read_standing(
    data: bytes, zone: ZoneInfo, options: ProseOptions
) -> tuple[StandingDocument | None, tuple[Problem, ...]]:
    """Read a standing page's source. Never raises for what is in it; a draft's problems are warnings."""
    notes: list[Notes] = []
    text = decode(data, notes)
    parts = None if text is None else split(text, KEYS, notes)
    if parts is None:
        return None, tuple(notes[-1].problems)
    entries = parts.entries
    prose, html = read_prose(parts, options)
    document = StandingDocument(
        title=entries.text("title", required=True) or "",
        description=entries.text("description") or prose.summary,
        updated=entries.date("updated", zone),
        draft=entries.flag("draft"),
        lang=read_language(entries, "lang"),
        image=read_image(entries, "image"),
        aliases=read_aliases(entries),
        extra=entries.anything("extra"),
        prose=prose,
        html=html,
    )
    problems = tuple(as_warning(found) if document.draft else found for found in notes[-1].problems)
    broken = any(found.level == "error" for found in notes[-1].problems)
    return (None if broken else document), problems
