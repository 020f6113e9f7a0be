"""Streams: the browsers that hear of changes, and which page each has open."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection

from msgspec import Struct
from msgspec.structs import replace

from asiansite.preview.edition import Edition
from asiansite.preview.news import News, news_of

MOST_STREAMS = 64
"""Event streams at a time."""


class TooManyError(Exception):
    """No further stream is served."""


class _Stream(Struct, frozen=True, eq=False):
    path: str
    version: int
    """The edition that its page was of when it began."""
    events: asyncio.Queue[News]


class Streams:
    """All event streams. Used in the event loop's thread."""

    def __init__(self) -> None:
        """Begin with none."""
        self._streams: set[_Stream] = set()

    @property
    def are_crowded(self) -> bool:
        """Whether no further stream is served."""
        return len(self._streams) >= MOST_STREAMS

    @property
    def paths(self) -> frozenset[str]:
        """The URLs' paths of the pages that are open."""
        return frozenset(stream.path for stream in self._streams)

    @contextlib.asynccontextmanager
    async def opened(
        self, path: str, version: int, edition: Edition | None
    ) -> AsyncIterator[asyncio.Queue[News]]:
        """The events for a browser that has the page at `path` open, of the edition `version`. TooManyError.

        `edition` is the one that is shown now.
        """
        if self.are_crowded:
            raise TooManyError
        stream = _Stream(path, version, asyncio.Queue())
        self._streams.add(stream)
        try:
            if edition is not None and version != edition.number:
                stream.events.put_nowait(
                    replace(news_of(edition), changed=None, restarted=version > edition.number)
                )
            yield stream.events
        finally:
            self._streams.discard(stream)

    def begin(self, news: News) -> None:
        """Tell of the first edition: who has a page of it, from before its plan, has it as it is."""
        for stream in self._streams:
            stream.events.put_nowait(news if stream.version == news.version else replace(news, changed=None))

    def tell(self, news: News, paths: Collection[str]) -> None:
        """Tell all of `news`, in which the pages at `paths` were looked at; who came meanwhile has an old page."""
        for stream in self._streams:
            stream.events.put_nowait(news if stream.path in paths else replace(news, changed=None))
