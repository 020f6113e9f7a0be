"""Placement: staged files put into the output one by one, with a way back until the last.

What is replaced or removed is kept in the staging folder, as a second name of the same file
where the disk can, so that a failure half way ends with the output as it was.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from typing import Literal

from asiansite.storage.disk import FOLDER_MODE, Disk, kind_of, pieces_of
from asiansite.storage.staging import Staging

_Step = tuple[Literal["bring back", "take away", "remove folder", "make folder"], str, str]


class Placement:
    """One change of the output at `root`, under way."""

    def __init__(self, root: str, staging: Staging, disk: Disk) -> None:
        """Change what is below `root`, an absolute path whose parent is a folder."""
        self._root = root
        self._staging = staging
        self._disk = disk
        self._way_back: list[_Step] = []
        self._folders: set[str] = set()
        self._begun = 0

    def begin(self, path: str, place: str) -> None:
        """Put the file that a broken build is healed by, before any other change. OSError."""
        self.put(path, place)
        self._begun = len(self._way_back)

    def put(self, path: str, place: str) -> None:
        """Rename the file at `place` to `path`, over a file or a link that stands there. OSError."""
        self._ensure(path.rpartition("/")[0])
        target = f"{self._root}/{path}"
        try:
            kind = kind_of(self._disk.lstat(target))
        except FileNotFoundError:
            self._way_back.append(("take away", target, ""))
        else:
            self._keep(target, is_file=kind == "file")
        self._disk.replace(place, target)

    def remove(self, path: str) -> None:
        """Take a file or a link out of the output. OSError."""
        self._keep(f"{self._root}/{path}", is_file=False)

    def empty(self, folder: str) -> None:
        """Remove a folder of the output that holds nothing but folders. OSError: it holds more."""
        target = f"{self._root}/{folder}"
        for name in self._disk.names(target):
            self.empty(f"{folder}/{name}")
        self._remove_folder(target)

    def sweep(self, paths: Iterable[str]) -> None:
        """Remove the folders that the removal of the files at `paths` has left empty. OSError."""
        for folder in sorted({folder for path in paths for folder in _above(path)}, reverse=True):
            try:
                self._remove_folder(f"{self._root}/{folder}")
            except OSError as error:
                if error.errno not in _STAYS:
                    raise

    def undo(self) -> None:
        """Bring back what was there, the last change first, and pass over what cannot be brought back.

        What `begin` put stays if any other change does: the next build needs it.
        """
        is_whole = True
        while self._way_back and (is_whole or len(self._way_back) > self._begun):
            try:
                self._take_back(*self._way_back.pop())
            except (FileNotFoundError, FileExistsError):
                pass  # the change itself had not been made
            except OSError:
                is_whole = False

    def _take_back(self, step: str, target: str, kept: str) -> None:
        if step == "bring back":
            self._disk.replace(kept, target)
        elif step == "take away":
            self._disk.remove(target)
        elif step == "remove folder":
            self._disk.rmdir(target)
        else:
            self._disk.mkdir(target)
            self._disk.chmod(target, FOLDER_MODE)

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
        try:
            self._disk.lstat(target)
        except FileNotFoundError:
            if folder:
                self._ensure(folder.rpartition("/")[0])
            # Made elsewhere and renamed, so that a kill leaves no folder that the umask has closed.
            place = self._staging.make_folder()
            self._way_back.append(("remove folder", target, ""))
            self._disk.replace(place, target)
        self._folders.add(folder)

    def _remove_folder(self, target: str) -> None:
        self._way_back.append(("make folder", target, ""))
        try:
            self._disk.rmdir(target)
        except OSError:
            self._way_back.pop()
            raise


def _above(path: str) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL)
_STAYS = (errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EBUSY)
