"""Sources as they would be after an edit that is not on the disk yet: what is wrong with it shows beforehand."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from io import BytesIO
from typing import BinaryIO

from asiansite.storage.files import FileTree, Scan, Source
from asiansite.storage.source import missing, within


class EditedTree:
    """The files of another tree, some of them with other bytes, new, or gone (None)."""

    def __init__(self, tree: FileTree, changes: Mapping[str, bytes | None]) -> None:
        """Lay `changes`, by path, over `tree`."""
        self._tree = tree
        self._changes = dict(changes)

    def scan(self, *, exclude: Collection[str] = ()) -> Scan:
        """List every source; what is changed is as young as can be, so nothing that is remembered is taken for it."""
        found, problems = self._tree.scan(exclude=exclude)
        now = time.time_ns()
        kept = [source for source in found if source.path not in self._changes]
        new = [
            Source(path, len(data), now, now, 0) for path, data in self._changes.items() if data is not None
        ]
        return tuple(sorted([*kept, *new], key=lambda source: source.path)), problems

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        """The bytes of a source; raises as the tree below does."""
        if path not in self._changes:
            return self._tree.read(path, limit=limit)
        data = self._changes[path]
        if data is None:
            raise missing(path)
        return within(path, data, limit)

    def open(self, path: str) -> BinaryIO:
        """A source to be read in pieces; raises as the tree below does."""
        return BytesIO(self.read(path)) if path in self._changes else self._tree.open(path)

    def exists(self, path: str) -> bool:
        """Whether a scan finds a source at `path`."""
        return self._changes[path] is not None if path in self._changes else self._tree.exists(path)
