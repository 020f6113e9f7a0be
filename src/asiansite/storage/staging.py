"""Staging: the hidden folder in which changed files wait until all of them are there.

It stands beside the output, on the same file system, so that every file goes into its place by a
rename, and so that whoever uploads the output never meets it. Where nothing may be made beside
the output, or the output is a mount of its own, it stands in the output. It is gone when the
build ends; what a killed build left is removed by the next one.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import PurePath
from typing import BinaryIO

from msgspec import Struct

from asiansite.errors import SiteError
from asiansite.storage.disk import FILE_MODE, FOLDER_MODE, PIECE, Disk, kind_of
from asiansite.storage.ground import has_mode
from asiansite.storage.source import unreadable

INSIDE = ".asiansite-staging"
"""The folder's name where it stands in the output."""

LOCK = "lock"
HOLDER = "holder"


class Staged(Struct, frozen=True):
    """A file that waits: where, and the hash of its bytes."""

    place: str
    digest: str


class Staging:
    """One staging folder, made already, that belongs to the caller alone."""

    def __init__(self, folder: str, disk: Disk) -> None:
        """Stage in `folder`, an absolute path."""
        self.folder = folder
        self._disk = disk
        self._count = 0
        self._is_open: dict[int, bool] = {}

    def put(self, pieces: Iterable[bytes], *, sync: bool = False, digest: str | None = None) -> Staged:
        """Write a file; with `sync` wait until the disk has it. OSError.

        `digest` is the hash of its bytes, if that is known already.
        """
        place = self.fresh()
        counted = blake2b(digest_size=16)
        handle = self._disk.create(place)
        try:
            self._open_to_all(place, FILE_MODE)
            for piece in pieces:
                if digest is None:
                    counted.update(piece)
                self._disk.write_all(handle, piece)
            if sync:
                self._disk.sync(handle)
        except BaseException:
            with suppress(OSError):
                self._disk.close(handle)
            raise
        self._disk.close(handle)
        return Staged(place, digest or counted.hexdigest())

    def copy(self, stream: BinaryIO) -> Staged:
        """Write a file in pieces. OSError as for `put`; SiteError: file-unreadable, for the stream."""
        return self.put(_pieces(stream))

    def make_folder(self) -> str:
        """Make an empty folder that can be put into the output. OSError."""
        place = self.fresh()
        self._disk.mkdir(place)
        self._open_to_all(place, FOLDER_MODE)
        return place

    def drop(self, staged: Staged) -> None:
        """Remove a file that is not needed after all. OSError."""
        self._disk.remove(staged.place)

    def fresh(self) -> str:
        """A place where nothing stands."""
        self._count += 1
        return f"{self.folder}/{self._count}"

    def reaches(self, root: str) -> bool:
        """Whether a file can be renamed from here to below `root`, if that is there already. OSError."""
        try:
            if self._disk.lstat(self.folder).st_dev != self._disk.lstat(root).st_dev:
                return False
            # Two mounts of one disk look alike; the system tells them apart before it looks for the file.
            self._disk.replace(self.fresh(), f"{root}/{INSIDE}")
        except FileNotFoundError:
            return True
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
        return False

    def _open_to_all(self, place: str, mode: int) -> None:
        # What was just made here needs what the first of its kind needed: one umask made them, in one folder.
        if mode not in self._is_open:
            self._is_open[mode] = has_mode(self._disk.lstat(place))
        if not self._is_open[mode]:
            self._disk.chmod(place, mode)


def beside(root: str) -> str:
    """Where the staging folder of the output at `root` stands, if it can."""
    output = PurePath(root)
    return str(output.parent / f".{output.name}.asiansite")


def staging_folders(root: str) -> tuple[str, str]:
    """The folders in which a build of the output at `root` may have its files waiting."""
    return beside(root), f"{root}/{INSIDE}"


def place(root: str, disk: Disk) -> str:
    """Make the folder in which the output's lock is held: beside it, or else in it. OSError."""
    try:
        make(beside(root), disk)
    except OSError as error:
        inside = f"{root}/{INSIDE}"
        if error.errno not in _CLOSED:
            raise
        with suppress(FileNotFoundError):
            make(inside, disk)
            return inside
        raise
    return beside(root)


def make(folder: str, disk: Disk) -> None:
    """Make a folder that may be there already. OSError, also for a link in its place."""
    while True:
        # A build that ends removes it, perhaps just now: then once more. Without a parent, mkdir raises.
        try:
            disk.mkdir(folder)
        except FileExistsError:
            with suppress(FileNotFoundError):
                if kind_of(disk.lstat(folder)) != "folder":
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from None
                return
        else:
            with suppress(FileNotFoundError):
                disk.chmod(folder, FOLDER_MODE)
                return


def clear(folder: str, disk: Disk, *, is_held: bool) -> None:
    """Remove what a build left in `folder`, and nothing else; not the lock if it is held there. OSError."""
    try:
        names = disk.names(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        path = f"{folder}/{name}"
        if not _OURS.fullmatch(name) or (is_held and name in (LOCK, HOLDER)):
            continue
        if kind_of(disk.lstat(path)) == "folder":
            disk.rmdir(path)
        else:
            disk.remove(path)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    try:
        while piece := stream.read(PIECE):
            yield piece
    except OSError as error:
        raise SiteError([unreadable("file-unreadable", str(getattr(stream, "name", "")), error)]) from error


_OURS = re.compile(rf"\d+|{HOLDER}|{LOCK}")
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG)
