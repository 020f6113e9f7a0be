"""The desk: holds the edition that is shown, has the next one made when something changes, and tells browsers."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from traceback import format_exception
from typing import Protocol, TypeVar

from msgspec.structs import replace

from asiansite.content.rooms import is_article
from asiansite.errors import Problem, SiteError
from asiansite.fingerprint import hash_of_bytes
from asiansite.preview.answering import Answer, Answers, Rendering
from asiansite.preview.early import Early, Start
from asiansite.preview.edition import Edition
from asiansite.preview.looking import Scanned, UnclearError, look, scan
from asiansite.preview.news import news_between, news_of
from asiansite.preview.opening import NoEditionError, Place, open_edition, remember_edition
from asiansite.preview.streams import Streams
from asiansite.preview.succession import Changed, at_moment, following
from asiansite.preview.worker import Worker
from asiansite.site.transitions import transitions
from asiansite.storage.files import FileTree, Source
from asiansite.storage.pictures import PictureRecords

Value = TypeVar("Value")

TOGETHER = 0.005
"""Seconds in which events that belong to one save are waited for."""

MANY = 50
"""Events from which on it is no save but a checkout: then the end of it is waited for."""

QUIET, LONGEST = 0.25, 3.0
"""Seconds without an event after which it is over; seconds after which it is looked at all the same."""

AGAIN = 0.1
"""Seconds after which a file is looked at again that is empty, broken or gone: it may be half written."""

AFTERWARDS, SLOWLY = 1.0, 3.0
"""Seconds from an event to a scan, and between scans without one."""

YOUNG = 3.0
"""Seconds for which a file's time of change does not tell whether it was changed again."""


class Terminal(Protocol):
    """Where the editor is told what happens."""

    def problems(self, found: tuple[Problem, ...], articles: int) -> None:
        """All that is wrong now; it was something else before."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """How far opening the site has come. Called from another thread."""

    def unwatched(self, cause: str) -> None:
        """The system tells of no changes: they are looked for."""

    def bug(self, traceback: str) -> None:
        """A fault of ours."""


class Desk:
    """Used in the event loop's thread; what takes time is done by workers."""

    def __init__(self, place: Place, terminal: Terminal, *, follow: bool = False) -> None:
        """Nothing is read before `run`. With `follow`, browsers are led to what is saved."""
        self.edition: Edition | None = None
        self.trouble: tuple[Problem, ...] = ()
        """Why there is no edition, or none of the sources as they are now."""
        self.progress = ("", 0, 0)
        """How far opening has come: stage, done, total."""
        self.place = place
        self.start = Start()
        self.streams = Streams()
        self.answers = Answers()
        self._terminal = terminal
        self._follow = follow
        self._press = Worker("press")
        self._opener = Worker("opener")
        self._hints: set[str] = set()
        self._is_unclear = False
        self._woken = asyncio.Event()
        self._young: dict[str, float] = {}
        self._refused: tuple[object, object] | None = None
        self._next_change: datetime | None = None
        self._records: PictureRecords | None = None

    async def run(self, *, watch: bool) -> None:
        """Open the site, and with `watch` follow it for ever. Without, NoEditionError if it cannot be shown."""
        if not watch:
            await self._open()
            if self.trouble:
                raise NoEditionError(self.trouble)
            return
        await self._open()
        # Not before there is a page: nobody edits what they do not see yet, and what they do the first look shows.
        from asiansite.preview.watching import Watcher

        loop = asyncio.get_running_loop()
        watcher = Watcher(self.place.site, lambda path: loop.call_soon_threadsafe(self._hint, path))
        error = await asyncio.to_thread(watcher.start)
        if error is not None:
            self._terminal.unwatched(error.strerror or str(error))
        # What has changed meanwhile no event tells, so all is looked at.
        self._hint(None)
        try:
            await self._watch(1.0 if error else SLOWLY)
        finally:
            watcher.stop()

    def failed(self, error: Exception) -> None:
        """Tell the editor of a fault of ours, where no browser reads it."""
        self._terminal.bug("".join(format_exception(error)))

    async def page(self, edition: Rendering, output: str) -> Answer:
        """A page of an edition. Raises what rendering raises, but for a template's fault."""
        return await self.in_press(lambda: self.answers.page(edition, output))

    async def in_press(self, work: Callable[[], Value]) -> Value:
        """Have something done in the thread that renders."""
        return await asyncio.wrap_future(self._press.do(work))

    def _hint(self, path: str | None) -> None:
        if path is None:
            self._is_unclear = True
        else:
            self._hints.add(path)
        self._woken.set()

    async def _watch(self, slowly: float) -> None:
        next_scan = time.monotonic() + slowly
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), max(0.0, next_scan - time.monotonic()))
            try:
                if self._woken.is_set():
                    await self._gather()
                    is_clear = await self._look()
                    next_scan = min(next_scan, time.monotonic() + AFTERWARDS) if is_clear else 0.0
                if time.monotonic() >= next_scan:
                    began = time.monotonic()
                    is_valid = await self._scan()
                    # On a large or distant disk a scan is long: it gets a twentieth of the time.
                    pause = max(slowly, 20 * (time.monotonic() - began)) if is_valid else AFTERWARDS
                    next_scan = time.monotonic() + pause
                await self._move_on()
            except Exception as error:
                # The last edition stays, and the next scan tries again.
                self.failed(error)
                next_scan = time.monotonic() + slowly

    async def _gather(self) -> None:
        """Wait for the events that belong together."""
        await asyncio.sleep(TOGETHER)
        began = time.monotonic()
        while len(self._hints) > MANY and time.monotonic() - began < LONGEST:
            before = len(self._hints)
            await asyncio.sleep(QUIET)
            if len(self._hints) == before:
                break

    async def _look(self) -> bool:
        """Look at the files that events named; whether that tells all."""
        hints, is_unclear = self._hints, self._is_unclear
        self._hints, self._is_unclear = set(), False
        self._woken.clear()
        edition = self.edition
        if edition is None or is_unclear:
            return False
        try:
            changed = look(self.place.site, hints, edition.tree, edition.sources.found)
            if any(source is None or source.size == 0 for source in changed.values()):
                # Some editors put the old file away before the new one is there.
                await asyncio.sleep(AGAIN)
                changed = look(self.place.site, hints, edition.tree, edition.sources.found)
        except UnclearError:
            return False
        return await self._take(edition, edition.tree, changed) if changed else True

    async def _scan(self) -> bool:
        """Look at every file: events are lost, and tell nothing where they are not sent; whether it came to an end."""
        edition = self.edition
        scanning = asyncio.create_task(asyncio.to_thread(scan, self.place.site))
        is_clear = True
        while not scanning.done():
            woken = asyncio.create_task(self._woken.wait())
            await asyncio.wait({scanning, woken}, return_when=asyncio.FIRST_COMPLETED)
            woken.cancel()
            # A save need not wait for it.
            if self._woken.is_set() and not scanning.done():
                await self._gather()
                is_clear = await self._look() and is_clear
        scanned = await scanning
        if self.edition is not edition or not is_clear:
            return False  # it tells of what was before
        if edition is None or scanned.problems != edition.at_scan:
            await self._open_unless_refused(scanned)
            return True
        changed = scanned.changed(edition.sources.found)
        changed |= await asyncio.to_thread(self._rewritten, edition)
        if changed and not await self._take(edition, scanned.tree, changed):
            await self._open_unless_refused(scanned)
        return True

    def _rewritten(self, edition: Edition) -> dict[str, Source | None]:
        """The young files that have other bytes than were read, whatever their times say."""
        known = edition.sources
        found: dict[str, Source | None] = {}
        for path, read_at in list(self._young.items()):
            if time.monotonic() - read_at > YOUNG:
                self._young.pop(path, None)
            with contextlib.suppress(SiteError, OSError):
                source = known.found.get(path)
                if source is not None and hash_of_bytes(edition.tree.read(path)) != known.known(path):
                    found[path] = source
        return found

    async def _take(self, edition: Edition, tree: FileTree, changed: Changed) -> bool:
        """Show the edition that follows; False if the whole site must be looked at."""
        made = await self._following(edition, tree, changed)
        if made is None:
            return False
        if made.number == edition.number:
            self.edition = made
            return True
        if _is_worse(made, edition, changed):
            await asyncio.sleep(AGAIN)
            try:
                later = look(self.place.site, changed, tree, made.sources.found)
            except UnclearError:
                return False
            if later:
                return await self._take(edition, tree, {**changed, **later})
        now = time.monotonic()
        self._young |= dict.fromkeys(changed, now)
        await self._show(made, self._page_of(made, changed))
        return True

    async def _following(self, edition: Edition, tree: FileTree, changed: Changed) -> Edition | None:
        def work() -> Edition | None:
            self._records = self._records or PictureRecords(self.place.home)
            try:
                return following(edition, tree, changed, self._records)
            except SiteError:  # a file was changed while it was read
                return None

        return await self.in_press(work)

    async def _open_unless_refused(self, scanned: Scanned) -> None:
        # What could not be shown is not tried again before it is another.
        if self._refused is None or (scanned.found, scanned.problems) != self._refused:
            await self._open()
            self._refused = (scanned.found, scanned.problems) if self.trouble else None

    async def _open(self) -> None:
        """Have the whole site looked at, and show it."""
        last = self.edition
        number = last.number + 1 if last else 1
        loop = asyncio.get_running_loop()

        def publish(early: Early) -> None:
            self.start.publish(early, loop)

        def note(stage: str, done: int, total: int) -> None:
            # What is told in steps takes a while: the waiting page shows them.
            self._note(stage, done, total)
            loop.call_soon_threadsafe(self.start.nothing_yet)

        work = self._opener.do(lambda: open_edition(self.place, number, last, note, publish))
        try:
            edition = await asyncio.wrap_future(work)
        except NoEditionError as error:
            if error.problems != self.trouble:
                self._terminal.problems(error.problems, 0)
            self.trouble = error.problems
            self.start.nothing_yet()
            if last is not None:
                self.streams.tell(news_of(last), self.streams.paths)
            return
        was_refused, self.trouble = bool(self.trouble), ()
        await self._show(edition, None, is_news=was_refused)
        if edition.is_plain:
            self._opener.do(lambda: remember_edition(self.place, edition))

    async def _show(self, edition: Edition, follow: str | None, *, is_news: bool = False) -> None:
        old, paths, answers = self.edition, self.streams.paths, self.answers
        news = (
            news_of(edition)
            if old is None
            else await self.in_press(partial(news_between, old, edition, answers, paths))
        )
        self.edition = edition
        if old is None or is_news or edition.problems != old.problems:
            self._terminal.problems(edition.problems, len(edition.contents.articles))
        if old is None:
            self.streams.begin(news)
            self.start.ended()
        else:
            self.streams.tell(replace(news, follow=follow), paths)
        self._opener.do(lambda: self._foresee(edition))

    def _page_of(self, edition: Edition, changed: Changed) -> str | None:
        """The URL of the article that was saved, if browsers are to be led there."""
        if not self._follow:
            return None
        saved = [path for path, source in changed.items() if source is not None and is_article(path)]
        found = [edition.snapshot.by_path[path] for path in saved if path in edition.snapshot.by_path]
        return edition.snapshot.urls.url(edition.snapshot.path_of(found[-1])) if found else None

    def _foresee(self, edition: Edition) -> None:
        coming = transitions(edition.snapshot) if self.place.moment.at is None else ()
        self._next_change = coming[0].at if coming else None

    async def _move_on(self) -> None:
        """Show the site of now, if it is another by the clock alone."""
        edition, due = self.edition, self._next_change
        if edition is None or due is None or datetime.now(due.tzinfo) < due:
            return
        self._next_change = None
        now = self.place.moment.clock(edition.snapshot.settings.zone)
        await self._show(await self.in_press(lambda: at_moment(edition, now)), None)

    def _note(self, stage: str, done: int, total: int) -> None:
        self.progress = (stage, done, total)
        self._terminal.progress(stage, done, total)


def _is_worse(made: Edition, before: Edition, changed: Changed) -> bool:
    """Whether a file that was just changed has an error which it did not have: it may be half written."""
    if made.problems == before.problems:
        return False
    known = set(before.problems)
    return any(
        found.level == "error" and found not in known and found.place and found.place.path in changed
        for found in made.problems
    )
