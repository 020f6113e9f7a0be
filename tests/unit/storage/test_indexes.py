from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from asiansite.storage.indexes import IndexRecords
from asiansite.storage.records import Records


@pytest.fixture
def records(tmp_path: Path) -> Iterator[IndexRecords]:
    with closing(IndexRecords(tmp_path)) as found:
        yield found


def files(*names: str) -> dict[str, bytes]:
    return {name: name.encode() for name in names} | {"same": b"same", "twin": b"same"}


def test_what_was_put_is_remembered_by_its_key(records: IndexRecords, tmp_path: Path) -> None:
    records.put("one", files("a", "b"))
    records.close()
    with closing(IndexRecords(tmp_path)) as again:
        assert again.index("one") == files("a", "b")
        assert again.index("other") is None


def test_the_last_two_are_kept(records: IndexRecords) -> None:
    for name in ("one", "two", "one", "three"):
        records.put(name, files(name))
    assert records.index("two") is None
    assert records.index("one") == files("one")
    assert records.index("three") == files("three")


def test_an_index_of_which_a_file_is_lost_is_not_remembered(records: IndexRecords, tmp_path: Path) -> None:
    records.put("one", files("a", "b"))
    with closing(Records(tmp_path / "search.sqlite", ("indexes", "files", "recent"))) as inside:
        inside.remove("files", [next(iter(inside.keys("files")))])
        inside.commit()
    assert records.index("one") is None


def test_nothing_is_opened_that_nobody_asks(records: IndexRecords, tmp_path: Path) -> None:
    records.close()
    assert [*tmp_path.iterdir()] == []
