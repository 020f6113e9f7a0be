"""Placement: staged files put into the output one by one, with a way back until the last.

What is replaced or removed is kept in the staging folder, as a second name of the same file
where the disk can, so that a failure half way ends with the output as it was.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from typing import Literal

from asiansite.storage.disk import FILE_MODE, Disk, kind_of, pieces_of
from asiansite.storage.staging import Staging

_Step = tuple[Literal["bring back", "take away", "remove folder"], str, str]


class Placement:
    """One change of the output at `root`, under way."""

    def __init__(self, root: str, staging: Staging, disk: Disk) -> None:
        """Change what is below `root`, an absolute path whose parent is a folder."""
        self._root = root
        self._staging = staging
        self._disk = disk
        self._way_back: list[_Step] = []
        self._folders: set[str] = set()
        self._made: set[str] = set()
        self._journal = ""
        self._begun = 0
        self._last: str | None = None

    def begin(self, journal: str, now: bytes | None, between: bytes, after: bytes) -> None:
        """Put the file that a broken build is healed by, before any other change. OSError.

        It stands at `journal` with the bytes `now`, has `between` meanwhile, and `after` from `end` on.
        """
        self._journal = journal
        # Both are written here: from now on little can fill the disk.
        wanted = [data for data in dict.fromkeys((between, after)) if data != now]
        places = {data: self._staging.put([data], sync=True).place for data in wanted}
        if between in places:
            self.put(journal, places.pop(between))
        self._begun = len(self._way_back)
        self._last = places.get(after)

    def end(self) -> None:
        """Say that all is in place. OSError."""
        if self._last is not None:
            self.put(self._journal, self._last)

    def put(self, path: str, place: str) -> None:
        """Rename the file at `place` to `path`, over a file or a link that stands there. OSError."""
        folder = path.rpartition("/")[0]
        self._ensure(folder)
        target = f"{self._root}/{path}"
        kind = None if folder in self._made else self._kind(target)
        if kind is None:
            self._way_back.append(("take away", target, ""))
        else:
            self._keep(target, is_file=kind == "file")
        self._disk.replace(place, target)

    def remove(self, path: str) -> None:
        """Take a file or a link out of the output. OSError."""
        self._keep(f"{self._root}/{path}", is_file=False)

    def open_to_all(self, path: str) -> None:
        """Let everybody read a file of the output. OSError."""
        self._disk.chmod(f"{self._root}/{path}", FILE_MODE)

    def empty(self, folder: str) -> None:
        """Remove a folder of the output that may be there, and the folders in it; files stay. OSError."""
        for name in self._names(f"{self._root}/{folder}") or ():
            self.empty(f"{folder}/{name}")
        self._remove_if_empty(f"{self._root}/{folder}")

    def sweep(self, paths: Iterable[str]) -> None:
        """Remove the folders that the removal of the files at `paths` has left empty. OSError."""
        for folder in sorted({folder for path in paths for folder in _above(path)}, reverse=True):
            self._remove_if_empty(f"{self._root}/{folder}")

    def undo(self) -> None:
        """Bring back what was there, the last change first, and pass over what cannot be brought back.

        What `begin` put stays if any other change does: the next build needs it.
        """
        is_whole = True
        while self._way_back and (is_whole or len(self._way_back) > self._begun):
            try:
                self._take_back(*self._way_back.pop())
            except (FileNotFoundError, FileExistsError, NotADirectoryError):
                pass  # the change itself had not been made
            except OSError:
                is_whole = False

    def _take_back(self, step: str, target: str, kept: str) -> None:
        if step == "bring back":
            self._disk.replace(kept, target)
        elif step == "take away":
            self._disk.remove(target)
        else:
            self._disk.rmdir(target)

    def _keep(self, target: str, *, is_file: bool) -> None:
        kept = self._staging.fresh()
        if is_file:
            self._copy(target, kept)
            self._way_back.append(("bring back", target, kept))
        else:
            self._way_back.append(("bring back", target, kept))
            self._disk.replace(target, kept)

    def _copy(self, target: str, kept: str) -> None:
        try:
            self._disk.link(target, kept)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            self._disk.replace(self._staging.put(pieces_of(target, self._disk)).place, kept)

    def _ensure(self, folder: str) -> None:
        if folder in self._folders:
            return
        target = f"{self._root}/{folder}" if folder else self._root
        above = folder.rpartition("/")[0]
        # In a folder that was made a moment ago there is nothing yet: that is known without a look.
        if (folder and above in self._made) or self._kind(target) is None:
            if folder:
                self._ensure(above)
            # Made elsewhere and renamed, so that a kill leaves no folder that the umask has closed.
            place = self._staging.make_folder()
            self._way_back.append(("remove folder", target, ""))
            self._disk.replace(place, target)
            self._made.add(folder)
        self._folders.add(folder)

    def _kind(self, target: str) -> str | None:
        try:
            return kind_of(self._disk.lstat(target))
        except FileNotFoundError:
            return None

    def _remove_if_empty(self, target: str) -> None:
        # Renamed like a file: to bring it back, a full disk needs no room.
        if self._names(target) == []:
            kept = self._staging.fresh()
            self._way_back.append(("bring back", target, kept))
            self._disk.replace(target, kept)
            if self._names(kept):  # somebody has just put a file into it
                self._disk.replace(kept, target)

    def _names(self, target: str) -> list[str] | None:
        try:
            return self._disk.names(target)
        except (FileNotFoundError, NotADirectoryError):
            return None


def _above(path: str) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL)
