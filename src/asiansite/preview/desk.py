"""The desk: holds the edition that is shown, has the next one made when something changes, and tells browsers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from asiansite.content.pictures import Picture, Variant
from asiansite.content.pictures.variants import key_of
from asiansite.content.social import Drawing
from asiansite.content.social import key_of as key_of_drawing
from asiansite.errors import Place as Spot
from asiansite.errors import Problem, SiteError, problem
from asiansite.fingerprint import hash_of_bytes
from asiansite.preview.answering import Answer, Answers
from asiansite.preview.edition import Edition
from asiansite.preview.news import News, news_between, news_of
from asiansite.preview.opening import NoEditionError, Place, open_edition
from asiansite.preview.worker import Worker
from asiansite.storage.files import FileTree
from asiansite.storage.pictures import PictureRecords
from asiansite.storage.theme import site_tree
from asiansite.work.drawing import DrawingOrder, draw_all
from asiansite.work.picturing import PictureOrder, make

Value = TypeVar("Value")

MOST_READERS = 64
"""Event streams at a time."""


class Terminal(Protocol):
    """Where the editor is told what happens."""

    def problems(self, found: tuple[Problem, ...], articles: int) -> None:
        """All that is wrong now; it was something else before."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """How far opening the site has come. Called from another thread."""


class TooManyError(Exception):
    """No further stream is served."""


@dataclass(frozen=True, slots=True, eq=False)
class _Stream:
    path: str
    events: asyncio.Queue[News]


class Desk:
    """Used in the event loop's thread; what takes time is done by workers."""

    def __init__(self, place: Place, terminal: Terminal, *, follow: bool = False) -> None:
        """Nothing is read before `open`."""
        self.edition: Edition | None = None
        self.trouble: tuple[Problem, ...] = ()
        """Why there is no edition, or none of the sources as they are now."""
        self.progress = ("", 0, 0)
        """How far opening has come: stage, done, total."""
        self._place = place
        self._terminal = terminal
        self._follow = follow
        self._answers = Answers()
        self._press = Worker("press")
        self._opener = Worker("opener")
        self._painter = Worker("painter")
        self._records: PictureRecords | None = None
        self._streams: set[_Stream] = set()

    async def open(self) -> None:
        """Have the whole site looked at, and show it."""
        number = self.edition.number + 1 if self.edition else 1
        work = self._opener.do(lambda: open_edition(self._place, number, self.edition, self._note))
        try:
            edition = await asyncio.wrap_future(work)
        except NoEditionError as error:
            if error.problems != self.trouble:
                self._terminal.problems(error.problems, 0)
            self.trouble = error.problems
            self._tell_all()
            return
        self.trouble = ()
        await self._show(edition)

    async def run(self, *, watch: bool) -> None:
        """Open the site, and with `watch` follow it for ever. Without, NoEditionError if it cannot be shown."""
        await self.open()
        if not watch:
            if self.trouble:
                raise NoEditionError(self.trouble)
            return
        while True:
            await asyncio.sleep(0.5)
            if await asyncio.to_thread(self._is_old):
                await self.open()

    def _is_old(self) -> bool:
        return self.edition is None or site_tree(self._place.site).scan()[0] != self.edition.found

    async def picture(self, edition: Edition, file: str, variant: Variant) -> bytes:
        """What is made of a picture. Raises SiteError if its file is another than when it was looked at."""
        picture = edition.contents.pictures[file]
        return await asyncio.wrap_future(
            self._painter.do(lambda: self._paint(edition.tree, file, picture, variant))
        )

    async def drawing(self, edition: Edition, drawing: Drawing) -> bytes:
        """A social image. Raises SiteError if what it is drawn with is another than when it was looked at."""
        return await asyncio.wrap_future(self._painter.do(lambda: self._draw(edition, drawing)))

    def _draw(self, edition: Edition, drawing: Drawing) -> bytes:
        kit = edition.contents.social
        assert kit is not None, "without a kit nothing is planned to be drawn"
        records = self._records = self._records or PictureRecords(self._place.home)
        key = key_of_drawing(kit.key, drawing)
        data = records.made(key)
        if data is None:
            files = {path: edition.tree.read(path) for path in kit.files}
            for path, digest in kit.files.items():
                if hash_of_bytes(files[path]) != digest:
                    raise SiteError([problem("changed-while-building", Spot(path))])
            (data,) = draw_all(DrawingOrder(kit, files, (drawing,)))
            records.put_made([(key, data)])
        return data

    def _paint(self, tree: FileTree, file: str, picture: Picture, variant: Variant) -> bytes:
        records = self._records = self._records or PictureRecords(self._place.home)
        key = key_of(picture, variant)
        data = records.made(key)
        if data is None:
            source = tree.read(file)
            if hash_of_bytes(source) != picture.digest:
                raise SiteError([problem("changed-while-building", Spot(file))])
            (data,) = make(PictureOrder(source, (variant,)))
            records.put_made([(key, data)])
        return data

    async def page(self, edition: Edition, output: str) -> Answer:
        """A page of an edition. Raises what rendering raises, but for a template's fault."""
        return await self.in_press(lambda: self._answers.page(edition, output))

    async def in_press(self, work: Callable[[], Value]) -> Value:
        """Have something done in the thread that renders."""
        return await asyncio.wrap_future(self._press.do(work))

    @contextlib.asynccontextmanager
    async def stream(self, path: str, version: int) -> AsyncIterator[asyncio.Queue[News]]:
        """The events for a browser that has the page at `path` open, of the edition `version`. TooManyError."""
        if len(self._streams) >= MOST_READERS:
            raise TooManyError
        stream = _Stream(path, asyncio.Queue())
        self._streams.add(stream)
        try:
            edition = self.edition
            if edition is not None and version != edition.number:
                stream.events.put_nowait(news_of(edition, changed=None, restarted=version > edition.number))
            yield stream.events
        finally:
            self._streams.discard(stream)

    async def _show(self, edition: Edition) -> None:
        old = self.edition
        paths = {stream.path for stream in self._streams}
        if old is None:
            news = news_of(edition, changed=None)
        else:
            before = old
            news = await asyncio.wrap_future(
                self._press.do(lambda: news_between(before, edition, self._answers, paths))
            )
        self.edition = edition
        if old is None or edition.problems != old.problems:
            self._terminal.problems(edition.problems, len(edition.contents.articles))
        for stream in self._streams:
            # Who came meanwhile has a page of the old edition.
            is_new = stream.path not in paths
            stream.events.put_nowait(news_of(edition, changed=None) if is_new else news)

    def _tell_all(self) -> None:
        for stream in self._streams:
            if self.edition is not None:
                stream.events.put_nowait(news_of(self.edition))

    def _note(self, stage: str, done: int, total: int) -> None:
        self.progress = (stage, done, total)
        self._terminal.progress(stage, done, total)
