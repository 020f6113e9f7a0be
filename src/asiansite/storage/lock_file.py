"""The file of the lock of URLs: staged beside itself while a build publishes, and put in place afterwards.

So a URL is in the lock if, and only if, its page stood in the output. What a killed build has staged
tells the next one which URLs may have been published without being locked: none is forgotten.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from asiansite.content.urls_lock import NAME
from asiansite.storage.disk import FILE_MODE, Disk, pieces_of
from asiansite.storage.names import STAGED, UNFINISHED


class LockFile:
    """The lock in the folder of a site."""

    def __init__(self, site: Path, disk: Disk | None = None) -> None:
        """Look at the lock of the site at `site`."""
        self.path = os.fspath(site / NAME)
        self._staged = os.fspath(site / STAGED)
        self._unfinished = os.fspath(site / UNFINISHED)
        self.disk = disk or Disk()

    def read(self) -> bytes | None:
        """The lock's bytes; None if there is none. OSError."""
        return self._read(self.path)

    def staged(self) -> bytes | None:
        """What a build has staged that did not come to its end; None if there is nothing. OSError."""
        return self._read(self._staged)

    def is_left(self) -> bool:
        """Whether a build that did not come to its end has left something."""
        return os.path.lexists(self._staged) or os.path.lexists(self._unfinished)

    def tidy(self) -> None:
        """Remove what was never staged. OSError."""
        self._remove(self._unfinished)

    def stage(self, data: bytes) -> None:
        """Write what the lock is to be, and wait until the disk has it. OSError, with what was staged before."""
        self.tidy()
        try:
            handle = self.disk.create(self._unfinished)
            try:
                self.disk.write_all(handle, data)
                self.disk.sync(handle)
            finally:
                self.disk.close(handle)
            self.disk.chmod(self._unfinished, FILE_MODE)
            self.disk.replace(self._unfinished, self._staged)
        except OSError:
            with suppress(OSError):
                self.tidy()
            raise

    def put(self) -> None:
        """Let what is staged be the lock, in one step. OSError."""
        self.disk.replace(self._staged, self.path)

    def drop(self) -> None:
        """Forget what is staged. OSError."""
        self._remove(self._staged)

    def _remove(self, path: str) -> None:
        with suppress(FileNotFoundError):
            self.disk.remove(path)

    def _read(self, path: str) -> bytes | None:
        try:
            return b"".join(pieces_of(path, self.disk))
        except FileNotFoundError:
            return None
