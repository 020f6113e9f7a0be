"""Bodies: the HTML of articles, fetched when a page shows it, so that they never fill the memory."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from asiansite.content.article import Article, read_article
from asiansite.content.prose import ProseOptions
from asiansite.errors import Place, SiteError, problem
from asiansite.storage.documents import Documents
from asiansite.storage.files import FileTree


class PathsOfBodies(dict[str, str]):
    """The source of the body of each of some articles, by digest; their documents are looked at if one is asked for."""

    def __init__(self, articles: Sequence[Article]) -> None:
        super().__init__()
        self._articles = articles

    def __missing__(self, digest: str) -> str:
        self.update({article.document.prose.digest: article.path for article in self._articles})
        return dict(self)[digest]

    def __reduce__(self) -> tuple[object, ...]:
        return PathsOfBodies, (self._articles,)


class Bodies(Struct):
    """Answers the unresolved HTML of a body by its digest; each process opens the records itself."""

    home: Path
    parser: str
    tree: FileTree
    paths: Mapping[str, str]
    """The source of each body, by digest: read again where the record is lost."""
    timezone: str
    prose: ProseOptions
    edited: dict[str, str] = field(default_factory=dict)
    """The HTML of bodies that were read since and are in no record: the preview's."""
    _documents: dict[int, Documents] = field(default_factory=dict)
    _ahead: dict[str, str] = field(default_factory=dict)

    def __reduce__(self) -> tuple[object, ...]:
        # What is open here stays here: another process opens its own.
        return Bodies, (self.home, self.parser, self.tree, self.paths, self.timezone, self.prose, self.edited)

    def __call__(self, digest: str) -> str:
        """The HTML of a body. Raises SiteError if its source was changed since the build began."""
        if digest in self.edited:
            return self.edited[digest]
        html = self._ahead.get(digest) or self._open().body(digest)
        return self._read_again(digest) if html is None else html

    def reading(self, digest: str) -> bytes | None:
        """The encoded reading of an article's source by the hash of its bytes, if remembered."""
        return self._open().get("article", digest)

    def fetch(self, digests: Sequence[str]) -> None:
        """Fetch some bodies that are asked for next, in place of those of before: a look at the file costs more than a body."""
        self._ahead = self._open().bodies(digests)

    def close(self) -> None:
        """Let go of the records, if this process has them open."""
        documents = self._documents.pop(os.getpid(), None)
        if documents is not None:
            documents.close()

    def _open(self) -> Documents:
        # A connection must not cross into a forked process: it is kept under the process's number.
        process = os.getpid()
        if process not in self._documents:
            self._documents.clear()
            self._documents[process] = Documents(self.home, self.parser, read_only=True)
        return self._documents[process]

    def _read_again(self, digest: str) -> str:
        path = self.paths[digest]
        reading = read_article(self.tree.read(path), ZoneInfo(self.timezone), self.prose)
        if reading.document is None or reading.document.prose.digest != digest:
            raise SiteError([problem("changed-while-building", Place(path))])
        return reading.html
