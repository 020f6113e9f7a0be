"""An author as `content/authors/` describes them: a person, a desk or an agency, with a bio."""

from __future__ import annotations

from dataclasses import dataclass

from asiansite.content.frontmatter import decode, split
from asiansite.content.aliases import read_aliases
from asiansite.content.images import Image, read_image
from asiansite.content.links import NamedLink, read_links
from asiansite.content.notes import Notes
from asiansite.content.prose import Prose, ProseOptions, read_prose
from asiansite.errors import Problem

KEYS = frozenset({"name", "role", "links", "photo", "aliases", "markup"})
"""The keys of an author's front matter."""


@dataclass(frozen=True, slots=True)
class AuthorDocument:
    """An author's file, without its path."""

    name: str
    role: str | None
    links: tuple[NamedLink, ...]
    photo: Image | None
    aliases: tuple[str, ...]
    bio: Prose
    bio_html: str
    """With its targets still unresolved."""


def read_author(data: bytes, options: ProseOptions) -> tuple[AuthorDocument | None, tuple[Problem, ...]]:
    """Read an author's source. Never raises for what is in it."""
    notes: list[Notes] = []
    text = decode(data, notes)
    parts = None if text is None else split(text, KEYS, notes)
    if parts is None:
        return None, tuple(notes[-1].problems)
    entries = parts.entries
    bio, html = read_prose(parts, options)
    document = AuthorDocument(
        name=entries.text("name", required=True) or "",
        role=entries.text("role"),
        links=read_links(entries, "links"),
        photo=read_image(entries, "photo"),
        aliases=read_aliases(entries),
        bio=bio,
        bio_html=html,
    )
    problems = tuple(notes[-1].problems)
    broken = any(found.level == "error" for found in problems)
    return (None if broken else document), problems
