"""Memory: whatever becomes of .asiansite/ costs time and never truth."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import asiansite
from asiansite.build import Request, build
from asiansite.fingerprint import hash_of_bytes
from asiansite.preview.early import Early
from asiansite.preview.opening import Place, open_edition, remember_edition
from asiansite.storage import home, records, sources
from asiansite.storage.documents import Documents
from asiansite.storage.records import Records
from asiansite.storage.source import Scan, Source
from asiansite.storage.sources import Sources
from asiansite.work import executors, reading
from asiansite.work.moment import Moment
from asiansite.work.report import silent
from tests.laws.desk import Desk, Done, source
from tests.laws.test_crashes import ONE, OTHER, enter, known, memory

NAMES = ("book", "documents", "pictures", "preview", "search", "sources")
"""The files of records that builds and previews keep, as their names begin."""

ELSEWHERE = ("outside",)
"""Those with tests of their own: `unit/storage/test_outside.py`, `functional/test_outside_links.py`."""


class Edits:
    """One site that is edited to and fro, what a clean build makes each time, and what a preview shows.

    `name` is that of the file of records that is looked at: the site is one that has a use for it.
    """

    def __init__(self, folder: Path, name: str = "") -> None:
        self.desk = Desk(folder, {"search": True} if name == "search" else None)
        self.states = known(self.desk)
        self.here = 0
        self.wanted = self.states[0][1]
        self.place = (
            Place(self.desk.site, self.desk.home, Moment(at=self.desk.at), 1) if name == "preview" else None
        )
        if self.place is not None:
            self._preview(self.place, "at first")

    def turn(self) -> None:
        """Make the next edit."""
        self.here = 1 - self.here
        state, self.wanted = self.states[self.here]
        enter(self.desk, state)

    def file(self, name: str) -> Path:
        """The file of records whose name begins so."""
        (found,) = self.desk.home.glob(f"{name}*.sqlite")
        return found

    def require(self, case: object) -> Done:
        """Build, with the bytes of a clean build, nothing but ours beside them, and all of it remembered."""
        if self.place is not None:
            self._preview(self.place, case)
        done = self.desk.build()
        assert done.files == self.wanted.files, case
        assert done.problems == self.wanted.problems, case
        return done

    def _preview(self, place: Place, case: object) -> None:
        """Start a preview, which shows what a build writes, at first as at last, and end it."""
        found: list[Early] = []
        with self.desk.patched():
            edition = open_edition(place, 1, None, silent, found.append)
            for shown in (*found, edition):
                for path in (path for path in self.wanted.files if path.endswith(".html")):
                    if shown is edition or shown.found(path) is not None:
                        assert shown.rendered(path) == self.wanted.files[path], (case, path)
            remember_edition(place, edition)


def test_every_file_that_is_kept_is_damaged_here() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(asiansite.__file__).parent.rglob("*.py"))
    assert {*re.findall(r'"([a-z]+)(?:-\{\w+\})?\.sqlite"', code)} == {*NAMES, *ELSEWHERE}
    assert len(re.findall(r"\.sqlite\b", code)) == len(NAMES) + len(ELSEWHERE)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_used(tmp_path: Path, name: str) -> None:
    # Or what becomes of it would show nothing.
    edits = Edits(tmp_path, name)
    used = list[str]()
    real = Records._query

    def query(kept: Records, *arguments: Any) -> Iterator[tuple[object, ...]]:
        for row in real(kept, *arguments):
            used.append(kept.path.name)
            yield row

    with patch.object(Records, "_query", query):
        edits.turn()
        edits.require(name)
    assert edits.file(name).name in used


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_was_cut_off_anywhere(tmp_path: Path, name: str) -> None:
    edits = Edits(tmp_path, name)
    for part in range(40):
        place = edits.file(name)
        data = place.read_bytes()
        cut = len(data) * part // 40
        place.write_bytes(data[:cut])
        edits.turn()
        edits.require((name, cut))


@pytest.mark.parametrize("name", NAMES)
def test_a_bit_that_was_flipped_anywhere(tmp_path: Path, name: str) -> None:
    edits = Edits(tmp_path, name)
    for part in range(80):
        place = edits.file(name)
        data = bytearray(place.read_bytes())
        # All over the file, with its header, and the beginnings of its pages, more often.
        at = (part * 7919 * 13) % len(data) if part % 3 else (part // 3 * 4096 + part % 100) % len(data)
        data[at] ^= 1 << part % 8
        place.write_bytes(data)
        if part % 4:
            edits.turn()
        edits.require((name, at))


@pytest.mark.parametrize("name", NAMES)
def test_damage_for_which_sqlite_has_no_words(tmp_path: Path, name: str) -> None:
    # Its message quotes the damaged statement, which is no text any more.
    edits = Edits(tmp_path, name)
    place = edits.file(name)
    data = place.read_bytes()
    assert b"CREATE TABLE " in data
    place.write_bytes(data.replace(b"CREATE TABLE ", b"CREATE TABL\xf2 "))
    edits.turn()
    edits.require(name)


def test_whole_pages_that_were_lost_or_exchanged(tmp_path: Path) -> None:
    for name in NAMES:
        edits = Edits(tmp_path / name, name)
        for page in range(len(edits.file(name).read_bytes()) // 4096):
            for fill in (b"\0" * 4096, b"\xff" * 4096, edits.file("documents").read_bytes()[-4096:]):
                place = edits.file(name)
                data = place.read_bytes()
                place.write_bytes(data[: page * 4096] + fill + data[(page + 1) * 4096 :])
                edits.turn()
                edits.require((name, page, fill[:4]))


def _empty(place: Path) -> None:
    place.write_bytes(b"")


def _text(place: Path) -> None:
    place.write_bytes(b"not a database\n" * 1000)


def _folder(place: Path) -> None:
    place.unlink()
    (place / "something").mkdir(parents=True)


def _link_to_nowhere(place: Path) -> None:
    place.unlink()
    place.symlink_to(place.parent / "nowhere" / "at" / "all")


def _missing(place: Path) -> None:
    place.unlink()


def _statements(*words: str) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        with closing(sqlite3.connect(place)) as connection:
            for word in words:
                connection.execute(word)
            connection.commit()

    return change


def _foreign_tables(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            connection.execute(f"DROP TABLE {name}")
            connection.execute(f"CREATE TABLE {name} (id INTEGER, something TEXT)")
        connection.commit()


def _other_types(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            connection.execute(f"UPDATE {name} SET record = 'text'")
            connection.execute(f"INSERT OR REPLACE INTO {name} VALUES (x'ff', 12), ('é', NULL)")
        connection.commit()


def _sound_records_of_something_else(place: Path) -> None:
    # As another version may have written them: the checksums are right, and nothing can be read.
    with closing(sqlite3.connect(place)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
    with closing(Records(place, names)) as kept:
        for name in names:
            for number, key in enumerate([*kept.keys(name)]):
                other = (b"", b"\xc1", msgspec.msgpack.encode({"a": 1}), msgspec.msgpack.encode([1, "x"]))[
                    number % 4
                ]
                if name != "bodies":
                    kept.put(name, [(key, other)])
        kept.commit()


DAMAGES = [
    _empty,
    _text,
    _folder,
    _link_to_nowhere,
    _missing,
    _statements("PRAGMA user_version = 99"),
    _statements("PRAGMA user_version = -1"),
    _foreign_tables,
    _other_types,
]


@pytest.mark.parametrize("damage", [*DAMAGES, _sound_records_of_something_else], ids=lambda one: one.__name__)
def test_a_file_that_is_something_else(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    for name in NAMES:
        if name in ("documents", "pictures") and damage is _sound_records_of_something_else:
            continue  # their keys hold the fingerprint of this very program: nothing else writes them
        folder = tmp_path / name
        edits = Edits(folder, name)
        damage(edits.file(name))
        edits.turn()
        edits.require((name, damage))
        edits.turn()
        edits.require((name, damage))


@contextmanager
def at_work(place: Path, how: str) -> Iterator[None]:
    """Another process holds a file of records: "IMMEDIATE" leaves others to read it, "EXCLUSIVE" does not."""
    hold = f"import sqlite3, sys; file = sqlite3.connect(sys.argv[1]); file.execute('BEGIN {how}')"
    code = f"{hold}; print('held', flush=True); sys.stdin.read()"
    words = [sys.executable, "-c", code, str(place)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_at_which_another_build_is_at_work(tmp_path: Path, name: str, how: str) -> None:
    # This one goes on without it; what is in it is there for the next.
    edits = Edits(tmp_path, name)
    place = edits.file(name)
    inode = place.stat().st_ino
    edits.desk.is_held = True
    with patch.object(records, "WAIT", 0.01), at_work(place, how):
        for _ in range(2):
            edits.turn()
            edits.require(name)
    edits.desk.is_held = False
    assert edits.file(name).stat().st_ino == inode
    with patch.object(reading, "read_article", side_effect=AssertionError("parsed again")):
        assert edits.require("free again").rendered == frozenset()
    edits.turn()
    edits.require("edited")
    assert edits.require("as it was left").is_quick


def test_a_build_beside_a_long_one_reads_what_that_has_read(tmp_path: Path) -> None:
    # Whoever reads many sources holds the file for moments only.
    desk = Desk(tmp_path)
    for number in range(6):
        desk.article(f"n{number}", f"The text of {number}.")
    found = list[tuple[int, int]]()

    def progress(what: str, done: int, total: int) -> None:
        if what == "articles read" and done < total:
            with closing(sqlite3.connect(desk.home / "documents.sqlite", timeout=0)) as other:
                other.execute("BEGIN EXCLUSIVE")
                found.append((done, *other.execute("SELECT COUNT(*) FROM bodies").fetchone()))

    request = Request(desk.site, desk.output, Moment(at=desk.at))
    with desk.patched(), patch.object(executors, "BATCH", 1), patch.object(executors, "UNDER_WAY", 1):
        build(request, progress)
    assert found == [(number, number) for number in range(1, 6)]


@pytest.mark.parametrize("name", ["documents", "preview", "search"])
def test_memory_of_another_site(tmp_path: Path, name: str) -> None:
    edits, other = Edits(tmp_path / "one", name), Edits(tmp_path / "other", name)
    other.turn()
    other.desk.article("stays", "Of another site.", title="It stays")
    other.wanted = other.desk.checked()
    other.require("of another site")
    theirs = memory(other.desk)
    for files in (theirs, {f"{name}.sqlite": theirs[f"{name}.sqlite"]}):
        for file, data in files.items():
            (edits.desk.home / file).write_bytes(data)
        edits.require("in place")
        edits.turn()
        edits.require("edited")


def test_memory_and_output_of_any_earlier_day(tmp_path: Path) -> None:
    # CI restores each of the two from whatever run it finds.
    desk = Desk(tmp_path / "site")
    days = []
    for text in ("One.", "Two.", "One.\n\nAnd more."):
        desk.article("a", text)
        desk.article("b", text, date="2026-08-02 08:00")
        wanted = desk.checked()
        days.append((text, wanted, memory(desk), tmp_path / str(len(days))))
        shutil.copytree(desk.output, days[-1][3])
    for text, wanted, _, _ in days:
        for _, _, remembered, _ in days:
            for _, _, _, output in days:
                shutil.rmtree(desk.output)
                shutil.copytree(output, desk.output)
                for name, data in remembered.items():
                    (desk.home / name).write_bytes(data)
                desk.article("a", text)
                desk.article("b", text, date="2026-08-02 08:00")
                assert desk.build().files == wanted.files


def test_records_of_two_builds_in_one_book(tmp_path: Path) -> None:
    # What a torn write of a disk can leave: the last build's record is older than the pages', or younger.
    desk = Desk(tmp_path)
    desk.article("one", "It rains.")
    desk.checked()
    (book,) = desk.home.glob("book*.sqlite")
    older, before = _last_build(book), book.read_bytes()
    desk.article("one", "It pours.")
    desk.checked()
    younger = _last_build(book)
    _put_last_build(book, older)
    desk.article("one", "It rains.")
    assert desk.build().files == desk.clean().files
    book.write_bytes(before)
    _put_last_build(book, younger)
    desk.article("one", "It pours.")
    assert desk.build().files == desk.clean().files


def _last_build(book: Path) -> bytes:
    with closing(sqlite3.connect(book)) as kept:
        ((record,),) = kept.execute("SELECT record FROM builds WHERE key = 'last'").fetchall()
    assert isinstance(record, bytes)
    return record


def _put_last_build(book: Path, record: bytes) -> None:
    with closing(sqlite3.connect(book)) as kept:
        kept.execute("UPDATE builds SET record = ? WHERE key = 'last'", (record,))
        kept.commit()


def test_a_fresh_clone_with_what_was_kept_renders_nothing_and_parses_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "yesterday")
    enter(desk, ONE)
    wanted = desk.checked()
    # Elsewhere, with other times and other inodes: only the bytes are the same.
    shutil.copytree(desk.folder, tmp_path / "today", copy_function=shutil.copy)
    clone = Desk.__new__(Desk)
    clone.__dict__.update({**desk.__dict__, "folder": tmp_path / "today", "before": {}})
    clone.site, clone.theme, clone.output = (clone.folder / name for name in ("site", "theme", "output"))
    clone.home = clone.site / home.NAME
    with patch.object(reading, "read_article", side_effect=AssertionError("parsed again")):
        done = clone.build()
    assert done.report is not None
    assert (done.rendered, done.report.written, done.report.removed) == (frozenset(), (), ())
    assert done.files == wanted.files
    assert clone.build().is_quick


def test_a_site_that_cannot_be_written_is_built_all_the_same(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    enter(desk, ONE)
    desk.home.write_text("a file, where the folder should be")
    for state in (ONE, OTHER):
        enter(desk, state)
        wanted = desk.clean()
        with patch.object(home.os, "access", lambda *_: False):
            assert desk.build().files == wanted.files
        assert desk.build().files == wanted.files
    assert desk.home.read_text() == "a file, where the folder should be"


def test_a_withdrawn_page_goes_though_all_memory_is_lost(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    enter(desk, ONE)
    assert desk.checked().has("/2026/08/goes/")
    desk.forget()
    desk.remove("content/articles/goes.md")
    done = desk.checked()
    assert not done.has("/2026/08/goes/")
    assert not done.has("/gone/")


def test_bodies_that_are_lost_while_pages_render_are_read_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    enter(desk, ONE)
    wanted = desk.clean()
    with (
        patch.object(Documents, "body", lambda self, digest: None),
        patch.object(Documents, "bodies", lambda self, digests: {}),
    ):
        assert desk.build().files == wanted.files


def test_what_was_given_up_is_not_remembered(tmp_path: Path) -> None:
    # An engine that ran out of time on a busy machine: the next build tries again.
    desk = Desk(tmp_path)
    enter(desk, ONE)
    desk.write(
        "content/articles/slow.md", source({"title": "Slow", "date": "2026-08-04", "draft": True}, "Words.")
    )
    real = reading.read_article

    def tired(data: bytes, *rest: object) -> object:
        from asiansite.content.markdown import MarkdownError

        with patch(
            "asiansite.content.markdown.render.render_markdown", side_effect=MarkdownError("it took too long")
        ):
            return real(data, *rest)

    with patch.object(reading, "read_article", tired):
        assert "markdown-refused" in desk.build().slugs
    desk.replace("content/articles/stays.md", "As it is", "As it was")
    assert desk.build().slugs == []


# The table of sources, on a disk whose clock ticks slowly.


class SlowDisk:
    """Files whose times are those of a clock that ticks every `tick` nanoseconds, all of one size."""

    def __init__(self, tick: int) -> None:
        self.now, self.tick = 10**18, tick
        self.files: dict[str, tuple[bytes, int]] = {}

    def write(self, path: str, data: bytes) -> None:
        self.files[path] = (data, self.now // self.tick * self.tick)

    def scan(self) -> Scan:
        return tuple(Source(path, 1, at, at, 0) for path, (_, at) in sorted(self.files.items())), ()

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        return self.files[path][0]

    def open(self, path: str) -> BinaryIO:
        return BytesIO(self.files[path][0])

    def exists(self, path: str) -> bool:
        return path in self.files


EVENT = st.one_of(
    st.tuples(st.just("write"), st.sampled_from("ab"), st.sampled_from([b"1", b"2", b"3"])),
    st.tuples(st.just("wait"), st.sampled_from([1, 10**6, 10**9, 2 * 10**9, 10**10]), st.none()),
    st.tuples(st.just("build"), st.sampled_from([0, 10**6, 3 * 10**9]), st.booleans()),
)


@given(st.sampled_from([1, 4 * 10**6, 10**9, 2 * 10**9]), st.lists(EVENT, min_size=3, max_size=12))
def test_a_source_is_never_taken_for_an_older_one(
    tmp_path_factory: pytest.TempPathFactory, tick: int, events: list[tuple[str, object, object]]
) -> None:
    disk, folder = SlowDisk(tick), tmp_path_factory.mktemp("table")
    with patch.object(time, "time_ns", lambda: disk.now), patch.object(sources, "YOUNG", 2 * 10**9):
        for kind, what, more in events:
            if kind == "write":
                assert isinstance(what, str)
                assert isinstance(more, bytes)
                disk.write(what, more)
            elif kind == "wait":
                assert isinstance(what, int)
                disk.now += what
            else:
                _build(disk, folder, what)


def _build(disk: SlowDisk, folder: Path, lasting: object) -> None:
    # It takes its time between looking at the files and reading them.
    assert isinstance(lasting, int)
    found, _ = disk.scan()
    with closing(Sources(disk, found, folder)) as table:
        for path, (data, _) in disk.files.items():
            assert table.known(path) in (None, hash_of_bytes(data)), path
        disk.now += lasting
        for path in table.paths:
            table.digest(path)
        table.remember()


def test_the_table_is_used(tmp_path: Path) -> None:
    # Or the law above would hold for a table that remembers nothing.
    disk = SlowDisk(10**9)
    disk.write("a", b"1")
    disk.now += 4 * 10**9
    with patch.object(time, "time_ns", lambda: disk.now):
        _build(disk, tmp_path, 0)
        with closing(Sources(disk, disk.scan()[0], tmp_path)) as table:
            assert table.known("a") == hash_of_bytes(b"1")


def test_the_table_is_written_when_it_is_another_and_only_then(tmp_path: Path) -> None:
    disk = SlowDisk(10**9)
    for name in ("a", "b"):
        disk.write(name, b"1")

    def writes() -> int:
        disk.now += 4 * 10**9
        with patch.object(Records, "put", autospec=True, side_effect=Records.put) as put:
            _build(disk, tmp_path, 0)
            return put.call_count

    with patch.object(time, "time_ns", lambda: disk.now):
        assert [writes(), writes()] == [1, 0]
        disk.write("a", b"2")
        assert [writes(), writes()] == [1, 0]
        disk.write("a", b"2")  # the same bytes, later
        assert [writes(), writes()] == [1, 0]
        del disk.files["b"]
        assert [writes(), writes()] == [1, 0]


BODIES = {f"{number:032}": f"<p>{number} \u201c{'x' * number}\u201d</p>" for number in range(200)}


def test_bodies_that_are_fetched_together_are_those_fetched_one_by_one(tmp_path: Path) -> None:
    with closing(Documents(tmp_path, "parser")) as documents:
        documents.put_bodies([(digest, html.encode()) for digest, html in BODIES.items()])
        documents.commit()
    file = tmp_path / "documents.sqlite"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE bodies SET record = CAST(x'00' || record AS BLOB) WHERE key LIKE '%7'")
    with closing(Documents(tmp_path, "parser", read_only=True)) as documents:
        wanted = [*list(BODIES)[50:120], "unknown"]
        one_by_one = {digest: documents.body(digest) for digest in wanted}
        together = documents.bodies(wanted)
        assert together == {digest: html for digest, html in one_by_one.items() if html is not None}
        assert len(together) == 63
        assert documents.bodies([]) == {}
        file.write_bytes(b"torn")
    with closing(Documents(tmp_path, "parser", read_only=True)) as documents:
        assert documents.bodies(wanted) == {}
