"""Records: values kept in an SQLite file that may be lost, damaged or foreign at any time.

Whatever happens to the file costs time and never truth: each record carries a checksum of its
table, its key and its bytes, so a damaged one is a missing one; a file that is no database, or
one of another format, is begun anew. One that another build is at work on, or for which the disk is
full, is left alone, and this build goes on without it. Nothing in it is executed.
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

WAIT = 5.0
"""Seconds for which another build is waited for: whoever writes does so for much less, or is not waited for again."""

_CHECK = 12

_FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""How it shows that something is wrong: SQLite's words for damage may themselves be damaged, and then are no text."""

_OF_THE_MOMENT = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PROTOCOL,
    }
)
"""Faults that say nothing against the file."""

_UNREADABLE = frozenset({sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ})
"""Faults of input and output that do."""


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
            except _FAULTS as fault:
                self._fail(fault)
                return False
        return is_kept

    def close(self) -> None:
        """Let go of the file, without what was not committed."""
        if self._connection is not None:
            with suppress(*_FAULTS):
                self._connection.close()
            self._connection = None

    def _query(self, words: str, arguments: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
        if self._connection is None:
            return
        try:
            yield from self._connection.execute(words, arguments)
        except _FAULTS as fault:
            self._fail(fault)

    def _write(self, words: str, rows: Iterable[tuple[str] | tuple[str, bytes]]) -> None:
        if self._connection is None or self._is_torn:
            return
        try:
            self._connection.executemany(words, rows)
        except _FAULTS as fault:
            self._fail(fault)
            self._is_torn = True

    def _begin(self) -> None:
        try:
            self._connection = self._open()
        except _FAULTS as fault:
            self._fail(fault)

    def _fail(self, fault: Exception) -> None:
        """Go on without the file, or, if it is the file that is at fault, with a new one."""
        self.close()
        if not self._read_only and _is_of_the_file(fault):
            self._begin_anew()

    def _begin_anew(self) -> None:
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        with suppress(*_FAULTS):
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        mode = "ro" if self._read_only else "rwc"
        connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=WAIT)
        try:
            if not self._read_only:
                # A crash may damage the file; the checksums make that harmless, and this is fast.
                connection.execute("PRAGMA journal_mode = MEMORY")
                connection.execute("PRAGMA synchronous = OFF")
            self._require_format(connection)
            return connection
        except _FAULTS:
            connection.close()
            raise

    def _require_format(self, connection: sqlite3.Connection) -> None:
        # What is as it must be is only looked at: to write would be to wait for a build that writes.
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found != FORMAT and (found != 0 or self._read_only):
            raise sqlite3.DatabaseError("another format")
        if self._read_only:
            return
        for table in self._tables:
            # With row ids: records of some kilobytes are written in a third of the time.
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, record BLOB)")
        if found != FORMAT:
            connection.execute(f"PRAGMA user_version = {FORMAT}")


def _is_of_the_file(fault: Exception) -> bool:
    code = getattr(fault, "sqlite_errorcode", None)  # what Python itself finds has none
    return code is None or code in _UNREADABLE or code & 0xFF not in _OF_THE_MOMENT


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
