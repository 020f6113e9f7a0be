"""Locks URLs: what a build publishes comes into urls.lock, all of it and nothing else, whatever ends the build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec.structs import replace

from asiansite.content.urls_lock import NAME, Line, by_url, form, is_in_form, parse, text_of
from asiansite.errors import Place, Problem, SiteError, in_order, problem, with_excerpts
from asiansite.fingerprint import hash_of_bytes
from asiansite.site.lost import lost_urls
from asiansite.site.permanence import lines_after
from asiansite.site.snapshot import Snapshot
from asiansite.site.urls import output_of
from asiansite.storage import manifest
from asiansite.storage.disk import blaming, disk_problem
from asiansite.storage.ground import Ground
from asiansite.storage.lock_file import LockFile
from asiansite.storage.sources import Sources
from asiansite.storage.workplace import workplace
from asiansite.work.moment import Locking
from asiansite.work.opening import Opened


class UrlLock:
    """The lock while one build publishes; the output's lock is held, so nobody else writes it."""

    def __init__(self, site: Path, opened: Opened, sources: Sources, locking: Locking) -> None:
        """Look at what the plan adds. SiteError: changed-while-building, cannot-write."""
        self.locking = locking
        self._file = LockFile(site)
        self._sources = sources
        self.new: tuple[str, ...] = ()
        """The lines of URLs that were not in the lock, sorted."""
        self.problems: tuple[Problem, ...] = ()
        """Warnings: urls-lock-waits."""
        self._data: bytes | None = None
        self._lines: Mapping[str, Line] = {}
        if locking == "leave" or opened.snapshot.settings.urls == "off":
            return
        with blaming(self._file.path):
            now = self._file.read()
        if opened.taken is not None and self._is_as_read(now):
            # What was taken over has all of its URLs in the lock, but for those that it lacked then.
            self.new = opened.taken.unlocked
            return
        old = self._old(now, opened)
        lines = lines_after(opened.snapshot, opened.plan.pages, old)
        self.new = tuple(sorted(text_of(line) for url, line in lines.items() if url not in old))
        if locking == "add" and (lines != old or now is None or not is_in_form(now, len(lines))):
            data = form(lines.values())
            self._data, self._lines = None if data == now else data, lines

    @contextmanager
    def published(self) -> Iterator[None]:
        """Let the lock follow the output, which is published meanwhile. SiteError: disk-full, cannot-write."""
        if self._data is None:
            yield
            return
        with blaming(self._file.path):
            self._file.stage(self._data)
        try:
            yield
        except BaseException:
            # The output is as it was, and so is the lock.
            with suppress(OSError):
                self._file.drop()
            raise
        try:
            self._file.put()
        except OSError as error:
            # The pages stand: the next build finds what is staged.
            cause = disk_problem(error, self._file.path).says
            self.new = ()
            self.problems = (problem("urls-lock-waits", Place(NAME), cause=cause),)
        else:
            self._sources.wrote(NAME, self._data)

    @property
    def lines(self) -> Iterable[Line] | None:
        """The lines that were written; None if the lock is as it was read."""
        return None if self._data is None or self.problems else self._lines.values()

    def told(self, opened: Opened) -> tuple[Problem, ...]:
        """The problems of a site, as one who opens it now would be told them: those of the lock by its new lines."""
        if self._data is None or all(found.slug != "url-lost" for found in opened.problems):
            return opened.problems
        rows = self._data.decode().split("\n")
        contents = replace(opened.snapshot.given, locked=by_url(self._lines.values()))
        snapshot = Snapshot(contents, opened.snapshot.now, drafts=opened.snapshot.drafts)
        lost = lost_urls(snapshot, opened.plan, lambda: rows)
        others = (found for found in opened.problems if found.slug != "url-lost")
        return with_excerpts(in_order([*others, *lost]), {NAME: rows})

    def _is_as_read(self, now: bytes | None) -> bool:
        return (None if now is None else hash_of_bytes(now)) == self._sources.known(NAME)

    def _old(self, now: bytes | None, opened: Opened) -> dict[str, Line]:
        if self._is_as_read(now):
            return dict(opened.snapshot.contents.locked)
        # Another build has added to it, while this one waited for the output.
        lines, problems = parse(now or b"")
        if problems:
            raise SiteError([problem("changed-while-building", Place(NAME))])
        return dict(by_url(lines))


def settle(site: Path, output: Path, wait: float) -> None:
    """Bring a lock to its end that a killed build has staged: URLs whose files stand in the output are published.

    SiteError: output-refused, output-locked, disk-full, cannot-write.
    """
    with blaming(str(site)):
        if not LockFile(site).is_left():
            return
    with workplace(output, site, wait=wait, disk=LockFile(site).disk) as (root, _), blaming(root):
        file, ground = LockFile(site), Ground(root)
        known, problems = parse(file.read() or b"")
        staged = file.staged()
        if staged is None or problems:
            file.tidy()
            return  # another build has done it; or the lock must be mended first
        ours = manifest.parse(ground.read(manifest.NAME) or b"") or {}
        urls = {line.url for line in known}
        placed = [
            line
            for line in parse(staged)[0]
            if line.url not in urls and (path := output_of(line.url)) in ours and ground.stamp(path)
        ]
        if placed:
            file.stage(form(by_url([*known, *placed]).values()))
            file.put()
        else:
            file.drop()
        file.tidy()


@contextmanager
def edited(site: Path, output: Path) -> Iterator[LockFile]:
    """The lock for a command that changes it, while no build does. SiteError: output-locked, cannot-write."""
    settle(site, output, 0)
    file = LockFile(site)
    with workplace(output, site, wait=0, disk=file.disk), blaming(file.path):
        yield file
