"""Sign-off: what the desk must have said of an article before readers see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asiansite.content.urls_lock import HEAD
from tests.functional.commands import here
from tests.functional.newsrooms import CLOCK, SETTINGS, Newsroom

SIGN_OFF = SETTINGS + "sign_off: {status: ready, since: 2026-02-10}\n"
STORY = "/2026/02/ferry/"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site", SIGN_OFF)
    room.article("old", date="2026-02-01")
    return room


def lock(room: Newsroom, *lines: str) -> None:
    """What builds of today have written; those of another moment, as tests make them, add nothing."""
    room.write("urls.lock", "\n".join([HEAD, *lines, ""]))


def in_output(room: Newsroom, word: str) -> list[str]:
    files = [file for file in room.output.rglob("*") if file.is_file()]
    return sorted(str(file) for file in files if word in file.name or word.encode() in file.read_bytes())


def test_an_article_that_lacks_its_sign_off_is_nowhere_until_it_has_it(room: Newsroom) -> None:
    room.article("ferry", date="2026-02-20", status="edited", title="Kapal lagi", tags=["Ports"])
    room.article("other", date="2026-02-20", status="ready", body="Of [it](ferry.md).")
    done = room.try_to_build()
    assert done.status == 0
    assert "sign-off-missing" in done.err
    assert "content/articles/ferry.md:5:9" in done.err
    assert in_output(room, "Kapal lagi") == in_output(room, "ferry") == in_output(room, "Ports") == []
    assert room.has("/2026/02/old/")  # from before the day
    room.article("ferry", date="2026-02-20", status="ready", title="Kapal lagi", tags=["Ports"])
    room.build()
    assert "Kapal lagi" in room.page("/tags/ports/")
    assert f'href="{STORY}"' in room.page("/2026/02/other/")


def test_the_diary_says_what_an_article_waits_for(room: Newsroom) -> None:
    room.article("ferry", date="2026-03-05 08:00", status="edited", legal="required")
    done = here("list", "held", "--at", CLOCK, cwd=room.folder)
    assert done.out == (
        "held  2026-03-05 08:00+07:00  content/articles/ferry.md  About ferry (lacks status: ready, legal: cleared)\n"
        "\n1 article\n"
    )
    (entry,) = json.loads(here("list", "held", "--json", "--at", CLOCK, cwd=room.folder).out)["articles"]
    assert (entry["status"], entry["legal"]) == ("edited", "required")
    assert entry["lacks"] == ["status: ready", "legal: cleared"]


def test_what_is_public_is_not_held_without_a_word(room: Newsroom) -> None:
    room.article("ferry", date="2026-02-20", status="ready")
    room.build()
    lock(room, f"{STORY} 2026-02-20 article:ferry")
    room.article("ferry", date="2026-02-20", status="ready", legal="required")
    before = room.page(STORY)
    done = room.try_to_build()
    assert done.status == 1
    assert (
        f"error[sign-off-of-public]: this article is public at {STORY}, but it has no `legal: cleared`"
        in done.err
    )
    assert "url-lost" not in done.err
    assert room.page(STORY) == before
    # The ways out that it names: it is cleared, or it is taken back.
    room.article("ferry", date="2026-02-20", status="ready", legal="cleared")
    room.build()
    taken_back = {"date": "2026-02-25", "reason": "By order of a court"}
    room.article("ferry", date="2026-02-20", status="ready", legal="required", withdrawn=taken_back)
    room.build()
    assert "By order of a court" in room.page(STORY)
    assert "About ferry" not in room.page(STORY)


def test_an_archive_is_left_alone_by_a_day(room: Newsroom) -> None:
    room.write("site.yaml", SETTINGS)
    room.article("ferry", date="2026-02-05")
    room.build()
    lock(room, "/2026/02/ferry/ 2026-02-05 article:ferry", "/2026/02/old/ 2026-02-01 article:old")
    room.write("site.yaml", SETTINGS + "sign_off: {status: ready}\n")
    done = room.try_to_build()
    assert (done.status, done.err.count("error[sign-off-of-public]")) == (1, 2)
    room.write("site.yaml", SIGN_OFF)
    room.build()
    assert room.has("/2026/02/ferry/")


def test_without_a_list_of_urls_nobody_knows_what_was_public(room: Newsroom) -> None:
    room.write("site.yaml", SIGN_OFF + "urls: off\n")
    room.article("ferry", date="2026-02-20", status="ready")
    room.build()
    lock(room, f"{STORY} 2026-02-20 article:ferry")
    room.article("ferry", date="2026-02-20", status="written")
    done = room.try_to_build()
    assert done.status == 0
    assert "warning[sign-off-missing]" in done.err
    assert not room.has(STORY)


def test_a_draft_is_only_a_draft(room: Newsroom) -> None:
    room.article("ferry", date="2026-02-20", draft=True)
    room.build()
    assert here("list", "draft", "--at", CLOCK, cwd=room.folder).out.startswith("draft ")
