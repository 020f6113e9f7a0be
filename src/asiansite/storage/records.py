"""Records: values kept in an SQLite file that may be lost, damaged or foreign at any time.

Whatever happens to the file costs time and never truth: each record carries a checksum of its
table, its key and its bytes, so a damaged one is a missing one; a file that is no database, or
one of another format, is begun anew. Nothing in it is executed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

FORMAT = 2
"""The number of this format; a file with another number is begun anew."""

MANY = 8
"""To look up one record costs as much as to pass over this many."""

AT_ONCE = 500
"""Keys in one question; SQLite takes 999 at least."""

_CHECK = 12

_DAMAGE = (sqlite3.Error, UnicodeDecodeError)
"""How damage shows: SQLite's words for it may themselves be damaged, and then are no text."""


class Records:
    """Tables of bytes by key, in one file."""

    def __init__(
        self, path: Path, tables: Iterable[str], *, read_only: bool = False, anew: bool = False
    ) -> None:
        """Open the file at `path`, or begin it; what cannot be opened counts as empty.

        With `anew`, whatever is in it is forgotten.
        """
        self.path = path
        self._tables = tuple(tables)
        self._read_only = read_only
        self._connection: sqlite3.Connection | None = None
        self._is_torn = False
        if anew:
            self._begin_anew()
        else:
            self._begin()

    def get(self, table: str, key: str) -> bytes | None:
        """The record of `key`; None if it is missing or damaged."""
        found = list(self._query(f"SELECT key, record FROM {table} WHERE key = ?", (key,)))
        return _checked(table, *found[0]) if found else None

    def some(self, table: str, keys: Collection[str]) -> dict[str, bytes]:
        """The records of `keys`, but for those that are missing or damaged."""
        if len(keys) > AT_ONCE and len(keys) * MANY > self.count(table):
            wanted = frozenset(keys)
            return {key: data for key, data in self.all(table) if key in wanted}
        rows = (
            row for marks, part in _parts(list(keys)) for row in self._query(_IN.format(table, marks), part)
        )
        checked = ((str(key), _checked(table, key, record)) for key, record in rows)
        return {key: data for key, data in checked if data is not None}

    def all(self, table: str) -> Iterator[tuple[str, bytes]]:
        """Every sound record of a table, with its key."""
        for key, record in self._query(f"SELECT key, record FROM {table}", ()):
            data = _checked(table, key, record)
            if data is not None:
                yield str(key), data

    def keys(self, table: str) -> Iterator[str]:
        """Every key of a table, sound or not."""
        for (key,) in self._query(f"SELECT key FROM {table}", ()):
            if isinstance(key, str):
                yield key

    def count(self, table: str) -> int:
        """How many records a table has, sound or not."""
        found = list(self._query(f"SELECT COUNT(*) FROM {table}", ()))
        return int(str(found[0][0])) if found else 0

    def put(self, table: str, records: Iterable[tuple[str, bytes]]) -> None:
        """Keep records, in the place of older ones."""
        rows = ((key, _sum(table, key, data) + data) for key, data in records)
        self._write(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)

    def remove(self, table: str, keys: Iterable[str]) -> None:
        """Remove the records of `keys`."""
        self._write(f"DELETE FROM {table} WHERE key = ?", ((key,) for key in keys))

    def commit(self) -> bool:
        """Let other readers see what was put and removed; whether that succeeded: if not, none of it was kept."""
        is_kept = self._connection is not None and not self._is_torn
        self._is_torn = False
        if self._connection is not None and is_kept:
            try:
                self._connection.commit()
            except _DAMAGE:
                self._begin_anew()
                return False
        return is_kept

    def close(self) -> None:
        """Let go of the file, without what was not committed."""
        if self._connection is not None:
            with suppress(*_DAMAGE):
                self._connection.close()
            self._connection = None

    def _query(self, words: str, arguments: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
        if self._connection is None:
            return
        try:
            yield from self._connection.execute(words, arguments)
        except _DAMAGE:
            self._begin_anew()

    def _write(self, words: str, rows: Iterable[tuple[str] | tuple[str, bytes]]) -> None:
        if self._connection is None or self._is_torn:
            return
        try:
            self._connection.executemany(words, rows)
        except _DAMAGE:
            self._begin_anew()
            self._is_torn = True

    def _begin(self) -> None:
        try:
            self._connection = self._open()
        except _DAMAGE:
            self._begin_anew()

    def _begin_anew(self) -> None:
        # Another build may be at work on the file: then this one goes on without it.
        self.close()
        if self._read_only:
            return
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        with suppress(*_DAMAGE):
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        mode = "ro" if self._read_only else "rwc"
        connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=5)
        try:
            if not self._read_only:
                # A crash may damage the file; the checksums make that harmless, and this is fast.
                connection.execute("PRAGMA journal_mode = MEMORY")
                connection.execute("PRAGMA synchronous = OFF")
                self._require_format(connection)
            return connection
        except _DAMAGE:
            connection.close()
            raise

    def _require_format(self, connection: sqlite3.Connection) -> None:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found not in (0, FORMAT):
            raise sqlite3.DatabaseError("another format")
        for table in self._tables:
            # With row ids: records of some kilobytes are written in a third of the time.
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, record BLOB)")
        connection.execute(f"PRAGMA user_version = {FORMAT}")


_IN = "SELECT key, record FROM {} WHERE key IN ({})"


def _parts(keys: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`keys`, as many at a time as one question may have, with the marks that stand for them."""
    for start in range(0, len(keys), AT_ONCE):
        part = tuple(keys[start : start + AT_ONCE])
        yield ",".join("?" * len(part)), part


def _sum(table: str, key: str, data: bytes) -> bytes:
    # Length, then payload: no two (table, key, bytes) are summed from the same stream.
    found = _summed(table).copy()
    found.update(f"{len(key)}:{key}".encode("utf-8", "surrogatepass"))
    found.update(data)
    return found.digest()


@cache
def _summed(table: str) -> blake2b:
    return blake2b(f"{len(table)}:{table}".encode("utf-8", "surrogatepass"), digest_size=_CHECK)


def _checked(table: str, key: object, record: object) -> bytes | None:
    if not isinstance(key, str) or not isinstance(record, bytes):
        return None
    data = record[_CHECK:]
    return data if _sum(table, key, data) == record[:_CHECK] else None
