"""An article on the shelf: known by its place, its document fetched when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable

from asiansite.content.article import Article, Document


class ShelvedArticle(Article):
    """An article whose document is fetched when it is first looked at."""

    __slots__ = ("_fetch",)
    _fetch: Callable[[str], Document]

    def __init__(self, path: str, id: str, slug: str, fetch: Callable[[str], Document]) -> None:
        """`fetch` gives the document of the source at a path."""
        for name, value in (("path", path), ("id", id), ("slug", slug), ("_fetch", fetch)):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Document:
        # Asked for what is not there yet, once.
        if name != "document":
            raise AttributeError(name)
        document = self._fetch(self.path)
        object.__setattr__(self, name, document)
        return document

    def __reduce__(self) -> tuple[object, ...]:
        # Another process has its own way to documents.
        return Article, (self.path, self.id, self.slug, self.document)
