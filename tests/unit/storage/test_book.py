"""The book: of the answers that many pages share it forgets those that no page has any more, and says what it forgot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asiansite.fingerprint import fingerprint
from asiansite.storage import book as storage
from asiansite.storage.book import Book, LastBuild
from asiansite.trace import Read

BUILD = LastBuild("", "", "", b"", {}, b"", b"", "", (), ())


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    home = tmp_path / ".asiansite"
    home.mkdir()
    found = Book(home, tmp_path / "public")
    yield found
    found.close()


def read(answer: str) -> Read:
    return Read("setting", ("title",), fingerprint(answer))


def note(book: Book, *answers: str, asked: tuple[str, ...] = ()) -> None:
    """Record a build that told `answers`, after which pages have those `asked`."""
    told = [(read(answer).answer.hex(), (answer,)) for answer in answers]
    book.record([], [], told, BUILD, asked=[read(answer) for answer in asked])


def known(book: Book, *answers: str) -> list[tuple[str, ...] | None]:
    return [book.digest(read(answer).answer.hex()) for answer in answers]


def test_what_is_forgotten_is_not_what_said_nothing(book: Book) -> None:
    book.record([], [], [("aa", ())], BUILD)
    assert book.digest("aa") == ()
    assert book.digest("bb") is None
    assert book.digests() == {"aa": ()}


def test_what_pages_have_is_never_forgotten(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "SPARE_ANSWERS", 2)
    asked = tuple(map(str, range(10)))
    note(book, *asked, asked=asked)
    for number in range(20):
        # Each build tells one answer, in the place of the one of the build before.
        note(book, f"new {number}", asked=(*asked, f"new {number}"))
        assert known(book, *asked, f"new {number}") == [(each,) for each in (*asked, f"new {number}")]
        assert len(book.digests()) <= len(asked) + 1 + 2


def test_nothing_is_forgotten_before_there_is_much_to_spare(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "SPARE_ANSWERS", 2)
    note(book, "a", "b", asked=("a", "b"))
    note(book, "c", "d", asked=("c", "d"))
    assert known(book, "a", "b", "c", "d") == [("a",), ("b",), ("c",), ("d",)]
    note(book, "e", asked=("c", "e"))
    assert known(book, "a", "b", "c", "d", "e") == [None, None, ("c",), None, ("e",)]
