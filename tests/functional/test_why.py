"""`asiansite why`, build after build: what pages were answered is known as long as they have it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from asiansite.storage import book
from tests.functional.commands import here
from tests.functional.newsrooms import Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    found = Newsroom(tmp_path / "site")
    found.article("ferry", "The ferry runs again.", tags=["Ports"], section="Trade")
    found.build()
    return found


def why(room: Newsroom, *words: object) -> Any:
    done = here("why", "--output", room.output, "--json", *words, cwd=room.folder)
    assert (done.status, done.err) == (0, ""), done
    return json.loads(done.out)


def test_no_answer_that_a_page_has_is_forgotten(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "SPARE_ANSWERS", 0)
    for number in range(3):
        room.article(f"vote{number}", title=f"Vote {number}", tags=["Ports"], date=f"2026-02-0{2 + number}")
        room.build()
        for path in ("/", "/2026/02/ferry/", "/archive/", "/tags/", "/feed.xml", "/sitemap.xml"):
            assert None not in [read["says"] for read in why(room, path)["reads"]], path
        reasons = {each["reason"] for each in why(room)["reasons"]}
        assert f"the list `recent(6)` changed: ‘Vote {number}’ is new" in reasons
        (years,) = (reason for reason in reasons if reason.startswith("the years of the archive"))
        assert f"‘2026 ({number + 1})’ became ‘2026 ({number + 2})’" in years


def test_the_pages_of_a_build_are_those_that_it_rendered(room: Newsroom) -> None:
    assert room.build()["rendered"] == why(room)["rendered"] == 0
    room.article("vote", title="A vote", tags=["Ports"], section="Trade")
    report, told = room.build(), why(room)
    assert report["rendered"] == told["rendered"] == sum(each["pages"] for each in told["reasons"])
    page = why(room, "/2026/02/vote/")
    assert page["reason"] == "the page is new"
    assert page["rendered_by_last_build"]
    assert page["rendered_at"] == page["last_build"] == told["last_build"]
