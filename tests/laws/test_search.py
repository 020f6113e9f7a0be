"""The search index follows as pages do: it is what a clean build would make, after any edit, harm or loss of memory."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from asiansite.storage.indexes import IndexRecords
from asiansite.storage.manifest import form, parse
from asiansite.storage.output import Output
from asiansite.work import searching
from asiansite.work.searching import FOLDER, ORIGIN
from tests.fakes.values import replace
from tests.laws.desk import Broken, Desk

ENTRY = FOLDER + "pagefind-entry.json"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path, {"search": True, "language": "en"})
    desk.article("vote", "The count.", tags=["ASEAN"])
    desk.article("later", "Not yet.", date="2026-08-21 08:00")
    desk.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n")
    assert ORIGIN in desk.checked().files
    return desk


EDITS: dict[str, Callable[[Desk], object]] = {
    "text": lambda desk: desk.replace("content/articles/vote.md", "The count.", "The recount."),
    "title": lambda desk: desk.replace("content/articles/vote.md", "About vote", "A vote"),
    "page": lambda desk: desk.replace("content/pages/about.md", "Us.", "We."),
    "gone": lambda desk: desk.remove("content/articles/vote.md"),
    "time": lambda desk: setattr(desk, "at", "2026-08-22 12:00"),
    "off": lambda desk: desk.replace("site.yaml", "search: true", "search: false"),
    "edited": lambda desk: (desk.output / ENTRY).write_bytes(b"edited"),
    "deleted": lambda desk: (desk.output / ORIGIN).unlink(),
    "lost": lambda desk: (desk.output / ".asiansite-manifest").unlink(),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("remembers", [True, False])
def test_it_follows(desk: Desk, name: str, *, remembers: bool) -> None:
    before = desk.checked().files
    EDITS[name](desk)
    if not remembers:
        desk.forget()
    after = desk.checked().files
    if name in ("edited", "deleted", "lost"):
        assert after == before
    else:
        assert after.get(ORIGIN) != before[ORIGIN]
    assert desk.checked().files == after


@pytest.mark.parametrize("search", [True, False])
def test_a_build_that_was_cut_off_leaves_it_whole_or_healed(desk: Desk, *, search: bool) -> None:
    EDITS["text"](desk)
    before = {path: (desk.output / path).read_bytes() for path in desk.checked(search=True).files}
    # Half of the index of yesterday, and a manifest that has both: what a kill in the middle leaves.
    manifest = desk.output / ".asiansite-manifest"
    listed = parse(manifest.read_bytes())
    assert listed is not None
    pairs = [(path, digest) for path, digests in listed.items() for digest in digests]
    manifest.write_bytes(form([*pairs, (ORIGIN, "0" * 32), (FOLDER + "fragment/old.pf_fragment", "0" * 32)]))
    done = desk.build(search=search)
    assert done.problems == ()
    assert {path: data for path, data in done.files.items() if path.startswith(FOLDER)} == {
        path: data for path, data in before.items() if path.startswith(FOLDER)
    }


def test_an_engine_that_takes_any_index_for_todays_is_caught(desk: Desk) -> None:
    desk.mutation = lambda: patch.object(searching, "digest_of", lambda found, settings: "0" * 32)
    with pytest.raises(Broken):
        desk.check()
        EDITS["title"](desk)
        desk.check()


def test_an_engine_that_does_not_look_at_its_files_is_caught(desk: Desk) -> None:
    desk.mutation = lambda: patch.object(Output, "is_ours", lambda *args: True)
    (desk.output / ENTRY).write_bytes(b"edited")
    with pytest.raises((Broken, KeyError)):
        desk.check()


def test_an_engine_that_forgets_the_text_is_caught(desk: Desk) -> None:
    real = searching.digest_of

    def without_text(found: Any, settings: Any) -> str:
        return real(tuple(replace(each, body="") for each in found), settings)

    desk.mutation = lambda: patch.object(searching, "digest_of", without_text)
    with pytest.raises(Broken):
        desk.check()
        EDITS["text"](desk)
        desk.check()


def test_what_is_remembered_of_it_is_checked(desk: Desk) -> None:
    with closing(IndexRecords(desk.home)) as records:
        assert records.index("of nothing") is None
    (desk.home / "search.sqlite").write_bytes(b"no database")
    (desk.output / ENTRY).unlink()
    desk.checked()
