"""`asiansite why`, where a small site does not show it: many reasons, and answers that are forgotten."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from asiansite.cli import main, why
from asiansite.storage.book import Book, Entry, LastBuild, encode_entry
from asiansite.trace import Read

BUILD = LastBuild("", "", "", b"", {}, b"", b"", "2026-08-20 09:00:00+08:00", (), ())


@pytest.mark.parametrize("count", [0, 1, why.REASONS, why.REASONS + 1, 3 * why.REASONS])
def test_the_pages_of_all_reasons_add_up(count: int) -> None:
    reasons = tuple((f"of {number}", 1 + number % 7) for number in range(count))
    total = sum(pages for _, pages in reasons)
    head, *lines = why._all_in_sentences(replace(BUILD, reasons=reasons), None).splitlines()
    told = [int(line.split()[0]) for line in lines]
    assert sum(told) == total
    assert f"rendered {total or 'no'} page" in head
    assert len(lines) <= why.REASONS + 1
    assert told[: why.REASONS] == sorted(told[: why.REASONS], reverse=True)
    assert [each["pages"] for each in _reasons_as_json(reasons)] == sorted(
        dict(reasons).values(), reverse=True
    )


def _reasons_as_json(reasons: tuple[tuple[str, int], ...]) -> list[dict[str, int]]:
    found = json.loads(json.dumps(why._all_as_json(replace(BUILD, reasons=reasons), None)))
    assert found["rendered"] == sum(pages for _, pages in reasons)
    listed = found["reasons"]
    assert isinstance(listed, list)
    return listed


def test_an_answer_that_is_forgotten_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site"
    (site / ".asiansite").mkdir(parents=True)
    (site / "site.yaml").write_text("title: T\nbase_url: https://t.example\n", encoding="utf-8")
    known, forgotten, own = (
        Read("setting", ("title",), b"1"),
        Read("front", (), b"2"),
        Read("article", ("a",), b"3"),
    )
    entry = Entry(
        ("/", "front", "", "", False), "", (known, forgotten, own), (None, None, ()), "THEN", "so", 2, ()
    )
    book = Book(site / ".asiansite", site / "public")
    book.record([("index.html", encode_entry(entry))], [], [(b"1".hex(), ("The Gazette",))], BUILD)
    book.close()
    assert main(["why", "--site", str(site), "/"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^  the setting `title`: ‘The Gazette’$", told, re.MULTILINE)
    assert re.search(r"^  the choice of articles on the front page$", told, re.MULTILINE)
    assert re.search(r"^  the card of `a`: none$", told, re.MULTILINE)
    assert main(["why", "--site", str(site), "--json", "/"]) == 0
    reads = json.loads(capsys.readouterr().out)["reads"]
    assert [read["says"] for read in reads] == [["The Gazette"], None, []]
    assert [read["fragment"] for read in reads] == [False, False, True]
