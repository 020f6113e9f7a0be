"""The scan: everything in the site's folder that is read, with one look a file and none opened."""

from __future__ import annotations

import os
from pathlib import Path

from asiansite.errors import Problem
from asiansite.storage.disk import kind_of
from asiansite.storage.names import (
    SINGLE,
    folded,
    is_hidden,
    is_ordinary,
    is_plain,
    is_temporary,
    is_utf8,
    nfc,
)
from asiansite.storage.source import Source, about, unreadable


class FolderScan:
    """One scan under way: it gathers sources, problems, and names that the disk spells otherwise."""

    def __init__(self, root: str, exclude: frozenset[str]) -> None:
        """Scan below the site's folder `root`, passing over the paths in `exclude`."""
        self.sources: list[Source] = []
        self.problems: list[Problem] = []
        self.spellings: dict[str, str] = {}
        """Paths in NFC to paths as the disk has them, where the two differ."""
        self._root = root
        self._exclude = exclude
        self._folders: list[tuple[str, str]] = []  # not yet listed: as on disk, and in NFC

    def enter(self, name: str) -> None:
        """Take one of the names that a site's folder is read for, and all that is below it."""
        try:
            found = None if name in self._exclude else Path(self._root, name).lstat()
        except FileNotFoundError:
            return
        except OSError as error:
            self.problems.append(unreadable("file-unreadable", name, error))
            return
        if found is None:
            return
        kind = kind_of(found)
        wanted = "file" if name in SINGLE else "folder"
        if {kind, wanted} == {"file", "folder"}:
            self.problems.append(about(f"{wanted}-expected", name))
        else:
            self._take(name, name, found)
        while self._folders:
            self._list(*self._folders.pop())

    def _list(self, folder: str, shown: str) -> None:
        try:
            with os.scandir(f"{self._root}/{folder}") as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            return  # gone since its own folder was listed
        except OSError as error:
            self.problems.append(unreadable("folder-unreadable", shown, error))
            return
        first: dict[str, str] = {}
        taken: set[str] = set()
        for entry in found:
            path = self._path(entry, shown)
            if path is None:
                continue
            other = first.setdefault(folded(entry.name), entry.name)
            if other != entry.name:
                self.problems.append(about("names-collide", path, other=other))
            if path in taken:
                continue  # told apart by Unicode form only: one path cannot be two sources
            taken.add(path)
            disk = f"{folder}/{entry.name}"
            if disk != path:
                self.spellings[path] = disk
            self._look(entry, path, disk)

    def _path(self, entry: os.DirEntry[str], shown: str) -> str | None:
        name = entry.name
        path = f"{shown}/{name}"
        if is_ordinary(name):  # as most are: no rule below is about it
            return None if path in self._exclude else path
        if is_hidden(name, path) or (is_temporary(name) and not entry.is_dir(follow_symlinks=False)):
            return None
        if not is_utf8(name):
            self.problems.append(about("name-not-utf8", f"{shown}/{_escaped(name)}"))
            return None
        if not is_plain(name):
            self.problems.append(about("name-not-portable", path))
            return None
        path = nfc(path)
        return None if path in self._exclude else path

    def _look(self, entry: os.DirEntry[str], path: str, disk: str) -> None:
        try:
            found = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return  # gone since its folder was listed
        except OSError as error:
            self.problems.append(unreadable("file-unreadable", path, error))
            return
        self._take(path, disk, found)

    def _take(self, path: str, disk: str, found: os.stat_result) -> None:
        kind = kind_of(found)
        if kind == "file":
            self.sources.append(
                Source(path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
            )
        elif kind == "folder":
            self._folders.append((disk, path))
        else:
            self.problems.append(about("symlink-in-site" if kind == "link" else "not-a-regular-file", path))


def _escaped(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
