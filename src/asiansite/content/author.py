"""An author as `content/authors/` describes them: a person, a desk or an agency, with a bio."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.aliases import read_aliases
from asiansite.content.frontmatter import parts_of
from asiansite.content.images import Image, read_image
from asiansite.content.links import NamedLink, read_links
from asiansite.content.notes import Spot
from asiansite.content.prose import Prose, ProseOptions, read_prose
from asiansite.errors import Problem

KEYS = frozenset({"name", "kind", "role", "links", "photo", "aliases", "markup"})
"""The keys of an author's front matter."""

KINDS = ("person", "organisation")
"""What an author is; the first is the default."""


class AuthorDocument(Struct, frozen=True):
    """An author's file, without its path."""

    name: str
    """As bylines have it. Articles name an author by it, or by the slug, which is the file's name."""
    kind: str
    """What signs: a person, or a desk or agency. Search engines are told."""
    role: str | None
    """Such as `Jakarta correspondent`."""
    links: tuple[NamedLink, ...]
    """Where else to find them."""
    photo: Image | None
    """A portrait."""
    aliases: tuple[str, ...]
    """Old addresses of their page, which redirect to it."""
    bio: Prose
    bio_html: str
    """With its targets still unresolved."""
    spots: Mapping[str, Spot]
    """Where the values stand that are looked at again beside other files."""


def read_author(
    data: bytes, zone: ZoneInfo, options: ProseOptions
) -> tuple[AuthorDocument | None, tuple[Problem, ...]]:
    """Read an author's source. Never raises for what is in it."""
    parts, problems = parts_of(data, KEYS)
    if parts is None:
        return None, tuple(problems)
    entries = parts.entries
    bio, html = read_prose(parts, options)
    document = AuthorDocument(
        name=entries.text("name", required=True) or "",
        kind=entries.choice("kind", KINDS),
        role=entries.text("role"),
        links=read_links(entries, "links"),
        photo=read_image(entries, "photo", zone),
        aliases=read_aliases(entries),
        bio=bio,
        bio_html=html,
        spots=entries.spots("name", "photo", "aliases"),
    )
    broken = any(found.level == "error" for found in problems)
    return (None if broken else document), tuple(problems)
