"""What other sites answered is remembered as long as it holds, and what is damaged is missing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from asiansite.content.outside import Answer
from asiansite.storage.outside import DAY, OutsideRecords
from asiansite.storage.records import Records

NOW = 1_800_000_000.0
URL = "https://a.example/"


@pytest.mark.parametrize(
    ("answer", "lasts"),
    [
        (Answer("fine"), 7 * DAY),
        (Answer("moved", to="https://b.example/"), 7 * DAY),
        (Answer("broken", "404 Not Found"), DAY),
        (Answer("unchecked", "429 Too Many Requests"), DAY / 24),
    ],
)
def test_an_answer_holds_for_its_time(tmp_path: Path, answer: Answer, lasts: float) -> None:
    with closing(OutsideRecords(tmp_path)) as records:
        records.put([(URL, answer)], NOW)
    with closing(OutsideRecords(tmp_path)) as records:
        for seconds in (0, lasts - 1):
            assert records.some([URL, "https://other.example/"], NOW + seconds) == {URL: answer}
        # Not from a clock that was ahead, either.
        for seconds in (-1, lasts):
            assert records.some([URL], NOW + seconds) == {}


def test_who_was_not_asked_has_no_answer(tmp_path: Path) -> None:
    with closing(OutsideRecords(tmp_path)) as records:
        records.put([(URL, Answer("private", "localhost"))], NOW)
        assert records.some([URL], NOW) == {}


def test_what_holds_no_more_is_forgotten(tmp_path: Path) -> None:
    with closing(OutsideRecords(tmp_path)) as records:
        records.put([("https://old.example/", Answer("broken", "410 Gone"))], NOW - 2 * DAY)
        records.put([(URL, Answer("fine"))], NOW)
        records.tidy(NOW)
    with closing(Records(tmp_path / "outside.sqlite", ("answers",))) as inside:
        assert list(inside.keys("answers")) == [URL]


@pytest.mark.parametrize(
    "data",
    [
        b"\xc1",
        msgspec.msgpack.encode(["x", "fine", "", ""]),
        msgspec.msgpack.encode([NOW, "splendid", "", ""]),
        msgspec.msgpack.encode([NOW]),
    ],
)
def test_a_record_of_another_form_is_missing(tmp_path: Path, data: bytes) -> None:
    with closing(Records(tmp_path / "outside.sqlite", ("answers",))) as inside:
        inside.put("answers", [(URL, data)])
        inside.commit()
    with closing(OutsideRecords(tmp_path)) as records:
        assert records.some([URL], NOW) == {}
        records.tidy(NOW)
        records.put([(URL, Answer("fine"))], NOW)
        assert records.some([URL], NOW) == {URL: Answer("fine")}


def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "outside.sqlite").write_bytes(b"no database")
    with closing(OutsideRecords(tmp_path)) as records:
        records.put([(URL, Answer("fine"))], NOW)
        assert records.some([URL], NOW) == {URL: Answer("fine")}
