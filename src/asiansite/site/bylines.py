"""Bylines: which author an article's `author` names."""

from __future__ import annotations

from collections.abc import Mapping

from asiansite.content.author import AuthorDocument
from asiansite.content.tags import tag_key
from asiansite.content.text.slugs import slug_of


class Bylines:
    """Joins names to the files of `content/authors/`, by slug or by name, whatever the case."""

    def __init__(self, authors: Mapping[str, AuthorDocument]) -> None:
        """Take the author documents by their paths."""
        self.documents = {slug_of_path(path): document for path, document in authors.items()}
        by_name = {tag_key(document.name): slug for slug, document in reversed(self.documents.items())}
        self._slugs = by_name | {tag_key(slug): slug for slug in self.documents}
        self._made: dict[str, str] = {}

    def slug(self, text: str) -> str:
        """The slug of the author that `text` names; one is made for an author without a file."""
        slug = self._made.get(text)
        if slug is None:
            slug = self._made[text] = self._slugs.get(tag_key(text)) or self._without_file(text)
        return slug

    def has_file(self, text: str) -> bool:
        """Whether `text` names an author with a file."""
        return self.slug(text) in self.documents

    def name(self, slug: str) -> str | None:
        """The name that an author's file gives; None without one."""
        document = self.documents.get(slug)
        return document.name if document else None

    def _without_file(self, text: str) -> str:
        slug = slug_of(text)
        return self._slugs.get(tag_key(slug), slug)


def slug_of_path(path: str) -> str:
    """The slug of an author: the name of the file."""
    return path.rsplit("/", 1)[-1].removesuffix(".md")
