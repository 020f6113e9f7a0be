"""Sources as the last build saw them: a file that looks the same need not be read again.

The table may only save reading bytes, so it is distrustful: a file that was changed about when it
was scanned is not in it, since a second change within one tick of the clock would not show.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import BinaryIO

import msgspec

from asiansite.errors import SiteError
from asiansite.fingerprint import fingerprint, hash_of_bytes, hash_of_pieces
from asiansite.storage.files import FileTree, Source
from asiansite.storage.names import WRITTEN
from asiansite.storage.records import Records

YOUNG = 2_000_000_000
"""Nanoseconds: files changed less than this before the scan are read again next time.

FAT keeps times to two seconds; network disks have clocks of their own.
"""

PIECE = 1 << 20

Row = tuple[int, int, int, int, str]
"""Size, mtime, ctime, inode, hash."""


class Sources:
    """The sources of one build, with the hashes of their bytes, each read at most once for it."""

    def __init__(self, tree: FileTree, found: Iterable[Source], home: Path, *, anew: bool = False) -> None:
        """Take what a scan of `tree` found; `home` remembers the last build's table, unless `anew`."""
        self._started = time.time_ns()
        self._tree = tree
        self._found = {source.path: source for source in found}
        self._records = Records(home / "sources.sqlite", ("tables",), anew=anew)
        table = self._table()
        self._digests = {
            path: row[4]
            for path, source in self._found.items()
            if (row := table.get(path)) is not None and row[:4] == _stamp(source)
        }
        self._is_as_remembered = len(self._digests) == len(table)

    @property
    def paths(self) -> tuple[str, ...]:
        """The path of every source, sorted."""
        return tuple(self._found)

    @property
    def found(self) -> Mapping[str, Source]:
        """Every source as it was when it was looked at, by path."""
        return self._found

    def after(self, tree: FileTree, changed: Mapping[str, Source | None]) -> Sources:
        """The sources of `tree` after some were looked at again; None is one that is gone. It remembers nothing."""
        made = copy(self)
        found = self._found | {path: source for path, source in changed.items() if source is not None}
        gone = {path for path, source in changed.items() if source is None}
        is_same = found.keys() == self._found.keys() and not gone
        made._tree = tree
        made._found = found if is_same else {path: found[path] for path in sorted(found) if path not in gone}
        made._digests = {path: digest for path, digest in self._digests.items() if path not in changed}
        return made

    def inputs(self) -> str | None:
        """The fingerprint of all sources; None if some must be read to know it."""
        if WRITTEN in self._found:
            # A build has just written it, so it is young, and would keep the next one from seeing that nothing is new.
            with suppress(SiteError):
                self.digest(WRITTEN)
        if len(self._digests) < len(self._found):
            return None
        return fingerprint(tuple(sorted(self._digests.items()))).hex()

    def known(self, path: str) -> str | None:
        """The hash of a source's bytes, if it is known without reading them."""
        return self._digests.get(path)

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        """The bytes of a source; their hash is known then. Raises SiteError."""
        data = self._tree.read(path, limit=limit)
        self._learn(path, hash_of_bytes(data))
        return data

    def open(self, path: str) -> BinaryIO:
        """A source to be read in pieces. Raises SiteError."""
        return self._tree.open(path)

    def digest(self, path: str) -> str:
        """The hash of a source's bytes, which are read if they must be. Raises SiteError."""
        if path not in self._digests:
            with self._tree.open(path) as file:
                self._learn(path, hash_of_pieces(iter(lambda: file.read(PIECE), b"")))
        return self._digests[path]

    def wrote(self, path: str, data: bytes) -> None:
        """Take note of a source that this build has written itself; it is as young as can be."""
        now = time.time_ns()
        self._found[path] = Source(path, len(data), now, now, 0)
        self._is_as_remembered = False
        self._learn(path, hash_of_bytes(data))

    def learn(self) -> None:
        """Know the hash of every source, also of those that nothing needed; not of what cannot be read."""
        for path in self._found:
            with suppress(SiteError):
                self.digest(path)

    def remember(self) -> None:
        """Note the table for the next build, unless it is as it was."""
        if self._is_as_remembered:
            return
        last = self._started - YOUNG
        rows = {
            path: (*_stamp(source), self._digests[path])
            for path, source in self._found.items()
            if path in self._digests and max(source.mtime_ns, source.ctime_ns) < last
        }
        self._records.put("tables", [("sources", msgspec.msgpack.encode(rows))])
        self._records.commit()

    def close(self) -> None:
        """Let go of the table."""
        self._records.close()

    def _learn(self, path: str, digest: str) -> None:
        self._is_as_remembered = self._is_as_remembered and self._digests.get(path) == digest
        self._digests[path] = digest

    def _table(self) -> Mapping[str, Row]:
        data = self._records.get("tables", "sources")
        try:
            return {} if data is None else msgspec.msgpack.decode(data, type=dict[str, Row])
        except msgspec.DecodeError:
            return {}


def _stamp(source: Source) -> tuple[int, int, int, int]:
    return source.size, source.mtime_ns, source.ctime_ns, source.inode
