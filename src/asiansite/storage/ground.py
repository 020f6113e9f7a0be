"""The ground: what stands in the output folder, looked at and never changed.

It follows no links: what is reached through a linked folder is not in the output.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from os import stat_result

from msgspec import Struct

from asiansite.fingerprint import hash_of_pieces
from asiansite.storage.disk import FILE_MODE, FOLDER_MODE, Disk, kind_of, pieces_of
from asiansite.storage.names import nfc


class Stamp(Struct, frozen=True):
    """What shows without reading that a file is still the one that was written."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


class Ground:
    """The output folder at `root` as it is now. Folders are looked at once, until `forget`."""

    def __init__(self, root: str, disk: Disk | None = None) -> None:
        """Look below `root`, an absolute path, which need not exist."""
        self._root = root
        self._disk = disk or Disk()
        # By folder: None if it is one, else what stands in its way; "" if nothing stands there.
        self._folders: dict[str, str | None] = {}

    def stamp(self, path: str) -> Stamp | None:
        """The stamp of the regular file at `path`; None if there is none. OSError."""
        found = self.found(path)
        return stamp_of(found) if found is not None and kind_of(found) == "file" else None

    def stamp_of_placed(self, path: str) -> Stamp | None:
        """The stamp of the file that was put at `path` a moment ago, whose folders need no look. OSError."""
        found = self._disk.lstat(f"{self._root}/{path}")
        return stamp_of(found) if kind_of(found) == "file" else None

    def is_still(self, path: str, seen: Stamp) -> stat_result | None:
        """What stands at `path` if it is a regular file with the stamp `seen`, else None. OSError.

        The folders above it are not looked at: the same file, unchanged, is ours by any way.
        """
        try:
            found = self._disk.lstat(f"{self._root}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return None
        is_same = (
            found.st_mtime_ns == seen.mtime_ns
            and found.st_ctime_ns == seen.ctime_ns
            and found.st_size == seen.size
            and found.st_ino == seen.inode
        )
        return found if is_same and stat.S_ISREG(found.st_mode) else None

    def found(self, path: str) -> stat_result | None:
        """What stands at `path`, of any kind; None if nothing does. OSError."""
        if self._folder(path.rpartition("/")[0]) is not None:
            return None
        try:
            return self._disk.lstat(f"{self._root}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return None

    def obstacle(self, path: str) -> str | None:
        """The path of what stands where a folder above `path` must be and is not one, or None."""
        return self._folder(path.rpartition("/")[0]) or None

    def hash_of(self, path: str) -> str:
        """The hash of the bytes of the regular file at `path`. OSError."""
        return hash_of_pieces(pieces_of(f"{self._root}/{path}", self._disk))

    def read(self, path: str) -> bytes | None:
        """The bytes of the regular file at `path`; None if there is none. OSError."""
        if self.stamp(path) is None:
            return None
        return b"".join(pieces_of(f"{self._root}/{path}", self._disk))

    def files(self, folder: str = "") -> Iterator[tuple[str, stat_result]]:
        """Everything below a folder but the folders, at any depth, with its path in NFC. OSError."""
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            for name in self._names(here):
                path = f"{here}/{name}" if here else name
                with suppress(FileNotFoundError):
                    found = self._disk.lstat(f"{self._root}/{path}")
                    if kind_of(found) == "folder":
                        waiting.append(path)
                    else:
                        yield nfc(path), found

    def forget(self) -> None:
        """Look anew at every folder: the output has changed."""
        self._folders.clear()

    def _names(self, folder: str) -> list[str]:
        try:
            return sorted(self._disk.names(f"{self._root}/{folder}"))
        except FileNotFoundError:
            return []

    def _folder(self, folder: str) -> str | None:
        if folder in self._folders:
            return self._folders[folder]
        answer = self._look(folder)
        self._folders[folder] = answer
        return answer

    def _look(self, folder: str) -> str | None:
        if folder:
            above = self._folder(folder.rpartition("/")[0])
            if above is not None:
                return above
        try:
            found = self._disk.lstat(f"{self._root}/{folder}" if folder else self._root)
        except FileNotFoundError:
            return ""
        return None if kind_of(found) == "folder" else folder


def stamp_of(found: stat_result) -> Stamp:
    """The stamp of a file that was looked at."""
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def has_mode(found: stat_result) -> bool:
    """Whether a file or folder has the permissions that static hosting needs, if the system has any."""
    wanted = FOLDER_MODE if stat.S_ISDIR(found.st_mode) else FILE_MODE
    return os.name != "posix" or found.st_mode & 0o777 == wanted
