"""A standing page: about, contact, ethics; a page of its own, outside time and lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.aliases import read_aliases
from asiansite.content.frontmatter import parts_of
from asiansite.content.images import Image, read_image
from asiansite.content.language import read_language
from asiansite.content.notes import Spot
from asiansite.content.prose import Prose, ProseOptions, read_prose
from asiansite.errors import Problem, as_warning

KEYS = frozenset({"title", "description", "updated", "draft", "lang", "image", "aliases", "markup", "extra"})
"""The keys of a standing page's front matter."""


class StandingDocument(Struct, frozen=True):
    """A standing page's file, without its path."""

    title: str
    """Plain text."""
    description: str
    """For search engines and link previews: as written, or cut from the first paragraph."""
    updated: datetime | None
    """When it was last changed, as readers are told."""
    draft: bool
    """It is on no page, and what is wrong with it is a warning."""
    lang: str | None
    """A BCP 47 tag. None: the outlet's language."""
    image: Image | None
    """For link previews; the theme's page does not show it."""
    aliases: tuple[str, ...]
    """Old addresses, which redirect here: paths that begin with `/`."""
    extra: str
    """Whatever your templates need, as `page.extra`; kept as JSON, all its values texts."""
    prose: Prose
    html: str
    """The body, with its targets still unresolved."""
    spots: Mapping[str, Spot]
    """Where the values stand that are looked at again beside other files."""


def read_standing(
    data: bytes, zone: ZoneInfo, options: ProseOptions
) -> tuple[StandingDocument | None, tuple[Problem, ...]]:
    """Read a standing page's source. Never raises for what is in it; a draft's problems are warnings."""
    parts, problems = parts_of(data, KEYS)
    if parts is None:
        return None, tuple(problems)
    entries = parts.entries
    prose, html = read_prose(parts, options)
    document = StandingDocument(
        title=entries.text("title", required=True) or "",
        description=entries.text("description") or prose.summary,
        updated=entries.date("updated", zone),
        draft=entries.flag("draft"),
        lang=read_language(entries, "lang"),
        image=read_image(entries, "image", zone),
        aliases=read_aliases(entries),
        extra=entries.anything("extra"),
        prose=prose,
        html=html,
        spots=entries.spots("image", "aliases"),
    )
    if document.draft:
        problems = [as_warning(found) for found in problems]
    broken = any(found.level == "error" for found in problems)
    return (None if broken else document), tuple(problems)
