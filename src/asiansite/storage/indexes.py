"""Search indexes that were made, remembered by all that they were made from.

To make one costs seconds, and two runs of the indexer order the same things differently; so what was made
is kept, for every output of the site, for CI, and for an output whose files were damaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from asiansite.fingerprint import hash_of_bytes
from asiansite.storage.records import Records

KEPT = 2
"""Indexes that are remembered: that of today, and the one before it."""


class IndexRecords:
    """The indexes that are remembered in the folder `home`; the file is opened when it is needed."""

    def __init__(self, home: Path, *, anew: bool = False) -> None:
        """Remember in `home`; with `anew`, begin with nothing."""
        self._home = home
        self._anew = anew
        self._is_open = False

    def index(self, key: str) -> Mapping[str, bytes] | None:
        """The files of the index that was made from what `key` tells; None if any of them is forgotten."""
        hashes = self._listed(key)
        if hashes is None:
            return None
        known = self._records.some("files", set(hashes.values()))
        if known.keys() < set(hashes.values()):
            return None
        return {path: known[digest] for path, digest in hashes.items()}

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        """Remember an index, and forget all but the last few."""
        hashes = {path: hash_of_bytes(data) for path, data in files.items()}
        order = [key, *(other for other in self._order() if other != key)]
        self._records.put("files", [(hashes[path], data) for path, data in files.items()])
        self._records.put("indexes", [(key, msgspec.msgpack.encode(hashes))])
        self._records.put("recent", [("last", msgspec.msgpack.encode(order[:KEPT]))])
        self._records.remove(
            "indexes", [other for other in self._records.keys("indexes") if other not in order[:KEPT]]
        )
        wanted = {digest for each in order[:KEPT] for digest in (self._listed(each) or {}).values()}
        self._records.remove(
            "files", [digest for digest in self._records.keys("files") if digest not in wanted]
        )
        self._records.commit()

    def close(self) -> None:
        """Let go of the file, if it was opened."""
        if self._is_open:
            self._records.close()

    def _listed(self, key: str) -> dict[str, str] | None:
        data = self._records.get("indexes", key)
        try:
            return None if data is None else msgspec.msgpack.decode(data, type=dict[str, str])
        except msgspec.DecodeError:
            return None

    def _order(self) -> list[str]:
        data = self._records.get("recent", "last")
        try:
            return [] if data is None else msgspec.msgpack.decode(data, type=list[str])
        except msgspec.DecodeError:
            return []

    @cached_property
    def _records(self) -> Records:
        self._is_open = True
        return Records(self._home / "search.sqlite", ("indexes", "files", "recent"), anew=self._anew)
