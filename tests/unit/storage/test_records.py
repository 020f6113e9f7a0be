from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from asiansite.storage import records as room
from asiansite.storage.records import FORMAT, Records

TABLES = ("words", "others")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file with one record."""
    place = tmp_path / "some.sqlite"
    with closing(Records(place, TABLES)) as records:
        records.put("words", [("one", b"1")])
        assert records.commit()
    return place


@pytest.fixture(autouse=True)
def impatient() -> Iterator[None]:
    with patch.object(room, "WAIT", 0.01):
        yield


@contextmanager
def held(place: Path, how: str) -> Iterator[None]:
    """Another build is at work on the file."""
    with closing(sqlite3.connect(place)) as other:
        other.execute(f"BEGIN {how}")
        yield


def known(place: Path) -> dict[str, bytes]:
    with closing(Records(place, TABLES, read_only=True)) as records:
        return dict(records.all("words"))


def version(place: Path, number: int) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")


def test_what_another_build_writes_to_can_be_read(place: Path) -> None:
    with held(place, "IMMEDIATE"), closing(Records(place, TABLES)) as records:
        assert records.get("words", "one") == b"1"


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_file_that_another_build_holds_is_left_alone(place: Path, how: str) -> None:
    inode = place.stat().st_ino
    with held(place, how), closing(Records(place, TABLES)) as records:
        records.put("words", [("two", b"2")])
        assert not records.commit()
        assert records.get("words", "two") is None
        records.put("words", [("three", b"3")])
        assert not records.commit()
    assert place.stat().st_ino == inode
    assert known(place) == {"one": b"1"}


def test_a_file_that_is_held_once_it_is_open_is_left_alone(place: Path) -> None:
    for tried in (
        lambda records: records.get("words", "one"),
        lambda records: records.put("words", [("two", b"2")]),
        lambda records: records.remove("words", ["one"]),
    ):
        with closing(Records(place, TABLES)) as records, held(place, "EXCLUSIVE"):
            assert tried(records) is None
            assert not records.commit()
        assert known(place) == {"one": b"1"}


def test_what_somebody_reads_meanwhile_is_not_written_and_not_lost(place: Path) -> None:
    with closing(Records(place, TABLES)) as records, closing(sqlite3.connect(place)) as other:
        records.put("words", [("two", b"2")])
        other.execute("BEGIN")
        assert other.execute("SELECT key FROM words").fetchall() == [("one",)]
        assert not records.commit()
    assert known(place) == {"one": b"1"}


class Faulty:
    """A connection on which writing fails."""

    def __init__(self, real: sqlite3.Connection | None, code: int) -> None:
        self.real = real
        self.fault = sqlite3.OperationalError("something")
        self.fault.sqlite_errorcode = code

    def executemany(self, *_: Any) -> None:
        raise self.fault

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def after_a_fault(place: Path, code: int) -> dict[str, bytes]:
    """What is in the file after a fault while it was written to."""
    with closing(Records(place, TABLES)) as records:
        records._connection = Faulty(records._connection, code)  # type: ignore[assignment]
        records.put("words", [("two", b"2")])
        assert not records.commit()
        assert records.get("words", "one") is None
    return known(place)


@pytest.mark.parametrize("name", ["FULL", "IOERR_WRITE", "IOERR_LOCK", "LOCKED_SHAREDCACHE", "NOMEM"])
def test_a_fault_of_the_moment_leaves_the_file_alone(place: Path, name: str) -> None:
    assert after_a_fault(place, getattr(sqlite3, f"SQLITE_{name}")) == {"one": b"1"}


@pytest.mark.parametrize("name", ["CORRUPT", "CORRUPT_INDEX", "NOTADB", "IOERR_SHORT_READ", "READONLY"])
def test_a_file_that_is_at_fault_is_begun_anew(place: Path, name: str) -> None:
    assert after_a_fault(place, getattr(sqlite3, f"SQLITE_{name}")) == {}


def test_a_disk_that_is_full_in_the_midst_of_writing(place: Path) -> None:
    with closing(Records(place, TABLES)) as records:
        assert records._connection is not None
        records._connection.execute("PRAGMA max_page_count = 10")
        for number in range(100):
            records.put("words", [(f"{number}", bytes(4096))])
        assert not records.commit()
    assert known(place) == {"one": b"1"}


@pytest.mark.parametrize("number", [FORMAT - 1, FORMAT + 1, -1])
def test_a_file_of_another_format_is_begun_anew_by_who_may_write(place: Path, number: int) -> None:
    version(place, number)
    assert known(place) == {}
    version(place, FORMAT)
    assert known(place) == {"one": b"1"}
    version(place, number)
    with closing(Records(place, TABLES)) as records:
        records.put("words", [("two", b"2")])
        assert records.commit()
    assert known(place) == {"two": b"2"}


def test_to_open_a_file_and_to_read_it_writes_nothing(place: Path) -> None:
    before, stat = place.read_bytes(), place.stat()
    with closing(Records(place, TABLES)) as records:
        assert records.get("words", "one") == b"1"
        assert records.commit()
    assert place.read_bytes() == before
    assert place.stat().st_mtime_ns == stat.st_mtime_ns


def test_a_table_that_is_new_is_made(place: Path) -> None:
    with closing(Records(place, (*TABLES, "more"))) as records:
        records.put("more", [("two", b"2")])
        assert records.commit()
        assert records.get("more", "two") == b"2"
        assert records.get("words", "one") == b"1"


def test_who_only_reads_makes_no_file(tmp_path: Path) -> None:
    with closing(Records(tmp_path / "some.sqlite", TABLES, read_only=True)) as records:
        assert records.get("words", "one") is None
        records.put("words", [("two", b"2")])
        assert not records.commit()
    assert [*tmp_path.iterdir()] == []
