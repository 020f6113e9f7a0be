"""The first draft of an article: a source with its front matter filled in."""

from __future__ import annotations

import re
import secrets

from msgspec import Struct

from asiansite.content.editing import Value, with_keys
from asiansite.content.text.slugs import is_slug, slug_of

_ID_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
"""Without those that are taken for one another when an id is read out."""

BLANK = "---\n---\n\n"


class FirstDraft(Struct, frozen=True):
    """What is known of an article before it is written."""

    title: str
    id: str
    slug: str
    date: str
    """As front matter has it: `2026-08-20 09:30`."""
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where its source goes: by year, so that no folder grows for ever."""
        return f"content/articles/{self.date[:4]}/{self.slug}.md"

    def source(self, skeleton: str = BLANK) -> str:
        """The text of the source, made of `skeleton`. Raises NotEditable."""
        values: dict[str, Value] = {"title": self.title, "id": self.id, "slug": self.slug, "date": self.date}
        if self.authors:
            values["author"] = self.authors[0] if len(self.authors) == 1 else self.authors
        if self.section:
            values["section"] = self.section
        if self.tags or skeleton == BLANK:
            values["tags"] = self.tags
        # Until somebody takes the line away: half a story must not go out with the next build.
        return with_keys(skeleton, values | {"draft": True})


def new_id() -> str:
    """An id for ever: eight letters and digits, of 600 thousand million that there are."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(8))


def slug_from_title(title: str) -> str | None:
    """The slug of a headline in Latin letters; None where it would be one that nobody can read in a link."""
    slug = slug_of(title)
    return slug if slug.isascii() and is_slug(slug) else None


def slug_of_day(date: str, id: str) -> str:
    """The slug of a story whose headline gives none: its day, and four characters of its id."""
    return f"{re.sub('[^0-9-]', '', date[:10])}-{id[:4]}"
