"""The disk as the writer uses it: one method a system call, so that each can be counted and failed.

Nothing in `storage` that looks at or changes the output goes past this seam, so a test that
fails or ends it at every call has seen every way in which a build can break off.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from asiansite.errors import Place, Problem, SiteError, problem

PIECE = 1 << 17
"""Bytes read or copied at a time, so that a film needs no more memory than a page."""

FILE_MODE = 0o644
FOLDER_MODE = 0o755
"""What static hosting can read, whatever the umask (GitHub Pages refuses less)."""


class Disk:
    """The calls. Each raises OSError, as the system does."""

    def lstat(self, path: str) -> os.stat_result:
        """What stands at `path`, itself if it is a link."""
        return os.lstat(path)

    def names(self, folder: str) -> list[str]:
        """The names in a folder, in the system's order."""
        return os.listdir(folder)

    def open(self, path: str) -> int:
        """A handle for reading; a link is not followed, and a pipe does not wait."""
        return os.open(path, _READ)

    def read(self, handle: int, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        return os.read(handle, size)

    def create(self, path: str) -> int:
        """A handle for writing a file that was not there."""
        return os.open(path, _CREATE, FILE_MODE)

    def write(self, handle: int, data: bytes | memoryview) -> int:
        """Write some of `data`; how many bytes."""
        return os.write(handle, data)

    def write_all(self, handle: int, data: bytes) -> None:
        """Write `data`, however few bytes the system takes at a time."""
        rest = memoryview(data)
        while rest:
            rest = rest[self.write(handle, rest) :]

    def sync(self, handle: int) -> None:
        """Wait until the bytes are on the disk, where the file system knows how."""
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise

    def close(self, handle: int) -> None:
        """Give a handle back."""
        os.close(handle)

    def chmod(self, path: str, mode: int) -> None:
        """Set the permissions, where the file system has any."""
        if os.name != "posix":
            return
        try:
            os.chmod(path, mode)
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise

    def mkdir(self, path: str) -> None:
        """Make a folder, whose parent is there."""
        os.mkdir(path, FOLDER_MODE)

    def rmdir(self, path: str) -> None:
        """Remove an empty folder."""
        patiently(lambda: os.rmdir(path))

    def remove(self, path: str) -> None:
        """Remove a file or a link."""
        patiently(lambda: os.remove(path))

    def replace(self, source: str, target: str) -> None:
        """Put `source` in the place of `target` in one step, or of nothing."""
        patiently(lambda: os.replace(source, target))

    def link(self, source: str, target: str) -> None:
        """Give a file a second name."""
        os.link(source, target)


def pieces_of(path: str, disk: Disk) -> Iterator[bytes]:
    """The bytes of a file, one piece after the other. OSError."""
    handle = disk.open(path)
    try:
        while piece := disk.read(handle, PIECE):
            yield piece
    finally:
        disk.close(handle)


def kind_of(found: os.stat_result) -> str:
    """file, folder, link or other: what a look at a path without following links has found."""
    if stat.S_ISREG(found.st_mode):
        return "file"
    # A junction of Windows says that it is a folder, and leads elsewhere.
    if stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION:
        return "link"
    return "folder" if stat.S_ISDIR(found.st_mode) else "other"


def patiently(act: Callable[[], None], sleep: Callable[[float], None] = time.sleep) -> None:
    """Do `act`, and again for at most 2.6 s while a virus scanner or indexer of Windows holds the file.

    Only Windows has these errors: 5 access denied, 32 sharing violation, 33 lock violation.
    """
    for attempt in range(9):
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in (5, 32, 33):
                raise
        sleep(0.005 * 2**attempt)
    return act()


def disk_problem(error: OSError, path: str) -> Problem:
    """What the machine refused at `path`: disk-full or cannot-write, with the system's own words."""
    full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)) or (
        getattr(error, "winerror", None) in (39, 112)
    )
    return problem("disk-full" if full else "cannot-write", Place(path), cause=error.strerror or str(error))


@contextmanager
def blaming(folder: str) -> Iterator[None]:
    """Raise what the disk refuses meanwhile as a SiteError: about the path that the system names, or `folder`."""
    try:
        yield
    except OSError as error:
        where = error.filename2 or error.filename or folder
        raise SiteError([disk_problem(error, os.fsdecode(where))]) from error


def _flags(*names: str) -> int:
    return sum(int(getattr(os, name, 0)) for name in names)


_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT
_READ = _flags("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
_CREATE = _flags("O_WRONLY", "O_CREAT", "O_EXCL", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY")
_UNKNOWN = (errno.EPERM, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
