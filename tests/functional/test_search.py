"""The search index as an output: when it is made, kept, healed, told of, and taken away."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from asiansite.storage.manifest import parse
from asiansite.work import indexing
from asiansite.work.searching import FOLDER, ORIGIN
from tests.functional.newsrooms import SETTINGS, Newsroom

INDEX_FILES = {
    "pagefind.js",
    "pagefind-worker.js",
    "pagefind-entry.json",
    "wasm.unknown.pagefind",
    "made-from.txt",
}


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site", SETTINGS + "search: true\n")
    room.article("vote", "The count of the vote.", tags=["ASEAN"])
    room.article("haze", "Smoke over the strait.")
    room.article("later", "A zyzzyva waits.", date="2026-03-02 08:00")
    room.article("draft", "A zyzzyva is written.", draft=True)
    room.write("content/pages/about.md", "---\ntitle: About\n---\nWho writes.\n")
    return room


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many records each run of the indexer was given."""
    found: list[int] = []
    index = indexing.index

    def counting(records: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
        given = list(records)
        found.append(len(given))
        return index(given)

    monkeypatch.setattr(indexing, "index", counting)
    return found


def test_it_is_made_once_for_the_same_content(room: Newsroom, runs: list[int]) -> None:
    assert room.build("--search")["search"] == "made"
    assert runs == [3]
    before = _index(room)
    assert before.keys() > INDEX_FILES
    room.article("vote", "The count of the vote.", tags=["ASEAN"], label="analysis", aliases=["/old/"])
    again = room.build("--search")
    assert (again["search"], runs, _index(room)) == ("current", [3], before)
    assert not [name for name in before if name.endswith((".html", ".css")) or "ui" in name]


def test_a_build_that_finds_nothing_to_do_says_that_it_is_up_to_date(room: Newsroom) -> None:
    room.build("--search")
    done = room.try_to_build("--search")
    assert "0 rendered, 0 files written, 0 removed" in done.out
    assert "search: the index of 3 records is up to date" in done.out


@pytest.mark.parametrize(
    ("change", "records"),
    [
        (lambda room: room.article("vote", "Another text.", tags=["ASEAN"]), 3),
        (lambda room: room.article("vote", "The count of the vote.", tags=["ASEAN", "Laos"]), 3),
        (lambda room: room.article("vote", "The count of the vote.", tags=["ASEAN"], title="Votes"), 3),
        (lambda room: room.article("new"), 4),
        (lambda room: room.write("content/authors/mara.md", "---\nname: Mara L.\n---\n"), 3),
        (lambda room: room.write("content/pages/about.md", "---\ntitle: About us\n---\nWho writes.\n"), 3),
        (lambda room: room.write("site.yaml", SETTINGS + "search: true\nlanguage: id\n"), 3),
    ],
    ids=["text", "tag", "title", "new", "author", "page", "language"],
)
def test_a_build_without_it_keeps_the_old_one_and_says_so(
    room: Newsroom,
    runs: list[int],
    change: Callable[[Newsroom], object],
    records: int,
) -> None:
    room.build("--search")
    before = _index(room)
    change(room)
    for _ in range(2):  # the second has nothing to do, and says it again
        done = room.try_to_build()
        assert (done.status, done.slugs) == (0, ["search-index-outdated"])
        assert _index(room) == before
    assert room.build("--search")["search"] == "made"
    assert runs == [3, records]
    assert room.build()["search"] == "current"


@pytest.mark.parametrize(
    "change",
    [
        lambda room: (room.folder / "content/articles/haze.md").unlink(),
        lambda room: room.article("haze", withdrawn={"date": "2026-02-20", "reason": "It was wrong."}),
        lambda room: room.article("haze", expires="2026-02-25"),
        lambda room: room.article("haze", draft=True, aliases=["/old/"]),
    ],
    ids=["deleted", "withdrawn", "expired", "draft"],
)
def test_what_is_no_longer_public_takes_the_old_one_away(
    room: Newsroom, change: Callable[[Newsroom], object]
) -> None:
    room.build("--search")
    assert _has(room, "smoke over")
    change(room)
    for _ in range(2):  # the second has nothing to do, and says it again
        done = room.try_to_build()
        assert done.status == 0
        assert not _index(room)
    assert "search-index-removed" in room.try_to_build("--clean").slugs or not _index(room)
    assert room.build("--search")["search"] == "made"
    assert not _has(room, "smoke over")


def test_time_makes_it_out_of_date_as_well(room: Newsroom) -> None:
    room.build("--search")
    done = room.try_to_build("--at", "2026-03-03")
    assert done.slugs == ["search-index-outdated"]
    assert not _has(room, "zyzzyva")
    assert room.build("--search", "--at", "2026-03-03")["search"] == "made"
    assert _has(room, "zyzzyva waits")


def test_what_is_not_public_is_nowhere_in_it(room: Newsroom) -> None:
    room.build("--search")
    assert _has(room, "smoke over")
    for word in ("zyzzyva", "later", "draft"):
        assert not _has(room, word)


@pytest.mark.parametrize("name", ["pagefind.js", "made-from.txt", "pagefind-entry.json"])
@pytest.mark.parametrize("damage", ["edited", "deleted"])
@pytest.mark.parametrize("words", [[], ["--search"]])
def test_what_was_damaged_is_healed(
    room: Newsroom, runs: list[int], name: str, damage: str, words: list[str]
) -> None:
    room.build("--search")
    before = _index(room)
    _harm(room, name, damage)
    assert room.build(*words)["search"] == "current"
    assert (_index(room), runs) == (before, [3])


def test_without_what_was_remembered_a_damaged_one_is_made_again_or_taken_away(
    room: Newsroom, runs: list[int]
) -> None:
    room.build("--search")
    shutil.rmtree(room.folder / ".asiansite")
    _harm(room, "pagefind.js", "deleted")
    done = room.try_to_build()
    assert (done.status, done.slugs) == (0, ["search-index-damaged"])
    assert _index(room) == {}
    assert room.build("--search")["search"] == "made"
    assert runs == [3, 3]


def test_the_output_tells_by_itself_what_it_was_made_from(room: Newsroom, runs: list[int]) -> None:
    room.build("--search")
    before = _index(room)
    shutil.rmtree(room.folder / ".asiansite")
    assert room.build("--search")["search"] == "current"
    assert room.build()["search"] == "current"
    assert (_index(room), runs) == (before, [3])


def test_another_output_has_the_same_files(room: Newsroom, runs: list[int]) -> None:
    room.build("--search")
    before = _index(room)
    room.output = room.output.with_name("other")
    assert room.build("--search")["search"] == "current"
    assert (_index(room), runs) == (before, [3])


def test_a_clean_build_makes_it_anew(room: Newsroom, runs: list[int]) -> None:
    room.build("--search")
    before = _index(room)
    assert room.build("--search", "--clean")["search"] == "made"
    assert runs == [3, 3]
    assert _records(before) == _records(_index(room))
    assert room.build("--clean")["search"] == "current"


def test_its_files_are_in_the_manifest_and_go_with_the_setting(room: Newsroom) -> None:
    room.build("--search")
    listed = parse((room.output / ".asiansite-manifest").read_bytes())
    assert listed is not None
    assert {path for path in listed if path.startswith(FOLDER)} == {FOLDER + name for name in _index(room)}
    room.write("site.yaml", SETTINGS)
    report = room.build()
    assert report["search"] == "off"
    assert not (room.output / "search").exists()
    room.write("site.yaml", SETTINGS + "search: true\n")
    assert room.try_to_build().slugs == []
    assert (room.output / ORIGIN).is_file()


def test_a_proof_makes_it_again_and_compares(room: Newsroom, runs: list[int]) -> None:
    room.build("--search", "--verify")
    assert runs == [3, 3]
    lost = next((room.output / FOLDER / "fragment").iterdir())
    data = lost.read_bytes()
    room.try_to_build("--search", "--verify")
    lost.write_bytes(gzip.compress(b"pagefind_dcd{}"))
    assert room.try_to_build("--search", "--verify").status == 0  # healed before it is proven
    assert lost.read_bytes() == data


def test_a_site_with_nothing_to_find_has_none(tmp_path: Path, runs: list[int]) -> None:
    room = Newsroom(tmp_path / "site", SETTINGS + "search: true\n")
    assert room.build("--search")["search"] == "current"
    assert (runs, _index(room)) == ([], {})


def test_where_the_indexer_fails_nothing_changes(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.build("--search")
    before = _output(room)
    room.article("new")
    monkeypatch.setattr(indexing, "program", lambda: Path(shutil.which("false") or ""))
    done = room.try_to_build("--search")
    assert (done.status, done.slugs) == (74, ["search-not-indexed"])
    assert _output(room) == before


def test_the_index_does_not_depend_on_where_the_site_stands(room: Newsroom, runs: list[int]) -> None:
    room.build("--search")
    assert room.build("--search", "--base-url", "https://other.example/below/")["search"] == "current"
    assert runs == [3]


def test_what_a_user_tells_pagefind_elsewhere_does_not_count(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_OUTPUT_PATH", str(room.folder / "elsewhere"))
    (room.folder / "pagefind.toml").write_text("force_language = 'en'\n", encoding="utf-8")
    room.build("--search")
    assert not (room.folder / "elsewhere").exists()
    assert '"unknown"' in (room.output / FOLDER / "pagefind-entry.json").read_text(encoding="utf-8")


def _index(room: Newsroom) -> dict[str, bytes]:
    folder = room.output / FOLDER
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def _output(room: Newsroom) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in room.output.rglob("*") if path.is_file()}


def _records(index: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in index.items() if name.endswith(".pf_fragment")}


def _has(room: Newsroom, words: str) -> bool:
    unpacked = [gzip.decompress(data) for name, data in _index(room).items() if ".pf_" in name]
    return any(word in data.lower() for data in unpacked for word in [words.encode()])


def _harm(room: Newsroom, name: str, damage: str) -> None:
    path = room.output / FOLDER / name
    if damage == "edited":
        path.write_bytes(b"edited")
    else:
        path.unlink()
