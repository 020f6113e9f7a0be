"""The port to the sources: a tree of files that can be scanned and read, on disk or in memory.

Only regular files are read: a link could publish what lies outside the site, a pipe could hang
the build, and a name that is two names elsewhere would build one site here and another there.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO, Protocol

from asiansite.errors import SiteError, in_order
from asiansite.storage.memory import MemoryTree
from asiansite.storage.names import ROOTS, is_source
from asiansite.storage.scan import FolderScan
from asiansite.storage.source import Scan, Source, about, missing, unreadable, within

__all__ = ["DiskTree", "FileTree", "MemoryTree", "Scan", "Source"]


class FileTree(Protocol):
    """Where sources come from."""

    def scan(self, *, exclude: Collection[str] = ()) -> Scan:
        """List every source; files and whole folders at the paths in `exclude` are passed over."""

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        """The bytes of a source. SiteError: file-unreadable, or file-too-large above `limit` bytes."""

    def open(self, path: str) -> BinaryIO:
        """A source to be read in pieces, for files of any size. SiteError: file-unreadable."""

    def exists(self, path: str) -> bool:
        """Whether a scan would find a source at `path`."""


class DiskTree:
    """The site's folder on disk: site.yaml, urls.lock, content/, templates/, static/ and social/, nothing else."""

    __slots__ = ("_spellings", "root")

    def __init__(self, root: Path) -> None:
        """Read below `root`. A copy sent to another process knows what the last scan found."""
        self.root = root
        self._spellings: dict[str, str] = {}

    def scan(self, *, exclude: Collection[str] = ()) -> Scan:
        """List every source; files and whole folders at the paths in `exclude` are passed over.

        What the system refuses to show is a problem in the answer: this raises nothing.
        """
        found = FolderScan(str(self.root), frozenset(exclude))
        for name in ROOTS:
            found.enter(name)
        self._spellings = found.spellings
        return tuple(sorted(found.sources, key=lambda source: source.path)), in_order(found.problems)

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        """The bytes of a source, at a path of the last scan.

        SiteError: file-unreadable, file-too-large above `limit` bytes, or, for what has become
        of the file since the scan, symlink-in-site and not-a-regular-file.
        """
        with self.open(path) as file:
            try:
                return within(path, file.read(-1 if limit is None else limit + 1), limit)
            except OSError as error:
                raise _refused(path, error) from error

    def open(self, path: str) -> BinaryIO:
        """A source to be read in pieces; raises as `read` does."""
        if not is_source(path):
            raise missing(path)
        try:
            file = BufferedReader(FileIO(self._on_disk(path), opener=_opened))
        except OSError as error:
            raise _refused(path, error) from error
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise SiteError([about("not-a-regular-file", path)])
        return file

    def exists(self, path: str) -> bool:
        """Whether a regular file stands at `path`, reached through folders and not through links."""
        if not is_source(path):
            return False
        file = Path(self._on_disk(path))
        folders = file.parents[: path.count("/")]
        try:
            is_file = stat.S_ISREG(file.lstat().st_mode)
            return is_file and all(stat.S_ISDIR(folder.lstat().st_mode) for folder in folders)
        except OSError:
            return False

    def _on_disk(self, path: str) -> str:
        return f"{self.root}/{self._spellings.get(path, path)}"


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | _SAFELY)


# O_NONBLOCK: a pipe that took a file's place since the scan must not hang the build.
_SAFELY = sum(int(getattr(os, flag, 0)) for flag in ("O_NOFOLLOW", "O_NONBLOCK"))


def _refused(path: str, error: OSError) -> SiteError:
    if error.errno in (errno.ELOOP, errno.EMLINK):
        return SiteError([about("symlink-in-site", path)])
    if error.errno in (errno.ENXIO, errno.ENODEV, errno.EISDIR):
        return SiteError([about("not-a-regular-file", path)])
    return SiteError([unreadable("file-unreadable", path, error)])
