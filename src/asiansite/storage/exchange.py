"""Many sources exchanged for others, all of them or none.

What each is to be waits beside it, under a hidden name that no scan reads, and so does what it was.
Only when all of that is on the disk, and every file is still as it was read, the first is put in
place. If one cannot be, those that were are put back: the very files, with their times.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from asiansite.errors import Place, SiteError, problem
from asiansite.storage.disk import FILE_MODE, Disk, blaming, pieces_of


class Exchange(Struct, frozen=True):
    """What is to become of one file."""

    path: str
    """From the site's folder, with `/`."""
    before: bytes | None
    """Its bytes as they were read; None: there must be no such file."""
    after: bytes | None
    """What they are to be; None: it goes."""


def exchange(site: Path, exchanges: Sequence[Exchange], disk: Disk | None = None) -> None:
    """Put all in place. SiteError, with every file as it was: changed-meanwhile, disk-full, cannot-write."""
    disk = disk or Disk()
    places = [_Place(site, each, disk) for each in exchanges]
    try:
        with blaming(str(site)):
            for place in places:
                place.stage()
        _check(places)
        with blaming(str(site)):
            for place in places:
                place.put()
    except BaseException:
        for place in reversed(places):
            place.put_back()
        raise
    finally:
        for place in places:
            place.tidy()


class _Place:
    """One file, with what waits beside it."""

    def __init__(self, site: Path, wanted: Exchange, disk: Disk) -> None:
        self.wanted = wanted
        self._disk = disk
        self.path = os.fspath(site / wanted.path)
        folder, name = os.path.split(self.path)
        self._folder = folder
        self._new = os.path.join(folder, f".{name}.asiansite-new")
        self._old = os.path.join(folder, f".{name}.asiansite-old")
        self._made: list[str] = []
        self._is_put = False

    def stage(self) -> None:
        """Let what it is to be, and what it was, wait beside it. OSError."""
        for left in (self._new, self._old):
            self._remove(left)
        mode = FILE_MODE
        if self.wanted.before is not None:
            mode = self._disk.lstat(self.path).st_mode & 0o777
            self._keep(mode)
        else:
            self._make_folder()
        if self.wanted.after is not None:
            self._write(self._new, self.wanted.after, mode)

    def is_as_read(self) -> bool:
        """Whether nobody has changed it meanwhile. OSError."""
        try:
            now: bytes | None = b"".join(pieces_of(self.path, self._disk))
        except FileNotFoundError:
            now = None
        return now == self.wanted.before

    def put(self) -> None:
        """Put it in place, in one step. OSError."""
        if self.wanted.after is None:
            self._disk.remove(self.path)
        else:
            self._disk.replace(self._new, self.path)
        self._is_put = True

    def put_back(self) -> None:
        """Let it be what it was, if it is that no more. OSError, when even that fails: what it was stays beside it."""
        if not self._is_put:
            return
        if self.wanted.before is None:
            with suppress(OSError):
                self._disk.remove(self.path)
            return
        try:
            self._disk.replace(self._old, self.path)
        except OSError:
            # Nothing is lost: it stands beside its place under the hidden name.
            self._made.remove(self._old)

    def tidy(self) -> None:
        """Remove what waits beside it."""
        for path in self._made:
            with suppress(OSError):
                self._remove(path)

    def _keep(self, mode: int) -> None:
        try:
            self._disk.link(self.path, self._old)
            self._made.append(self._old)
        except OSError:
            # FAT and some network disks know no second name: a copy does as well.
            self._write(self._old, self.wanted.before or b"", mode)

    def _write(self, path: str, data: bytes, mode: int) -> None:
        self._made.append(path)
        handle = self._disk.create(path)
        try:
            self._disk.write_all(handle, data)
            self._disk.sync(handle)
        finally:
            self._disk.close(handle)
        self._disk.chmod(path, mode)

    def _make_folder(self) -> None:
        with suppress(FileExistsError):
            self._disk.mkdir(self._folder)

    def _remove(self, path: str) -> None:
        with suppress(FileNotFoundError):
            self._disk.remove(path)


def _check(places: Sequence[_Place]) -> None:
    changed = []
    for place in places:
        with blaming(place.path):
            if not place.is_as_read():
                changed.append(problem("changed-meanwhile", Place(place.wanted.path)))
    if changed:
        raise SiteError(changed)
