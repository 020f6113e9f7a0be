"""Compressed twins: each is its file, compressed; made with it, healed and removed with it, and otherwise left alone."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

import brotli  # type: ignore[import-untyped]
import pytest

from asiansite.content.twins import TEXTS
from asiansite.storage.manifest import NAME as MANIFEST
from asiansite.storage.manifest import parse
from asiansite.work import compressing
from tests.fakes.disks import Killed
from tests.laws.desk import Broken, Desk, Done
from tests.laws.test_crashes import OTHER, counted, enter, killed_at, known, require_healed


def begun(folder: Path, *kinds: str) -> Desk:
    desk = Desk(folder, {"precompress": [*kinds] or ["gzip", "br"]})
    desk.article("haze", tags=["Haze"], aliases=["/old/"])
    desk.article("vote")
    desk.write("static/notes.txt", "Notes.")
    desk.write("static/logo.png", b"not a text")
    return desk


def require_twins(done: Done) -> None:
    """Each text has its twins, they are the text, the manifest lists them, and nothing else has one."""
    texts = {path: data for path, data in done.files.items() if path.endswith(TEXTS)}
    packed = {path for path in done.files if path.endswith((".gz", ".br"))}
    assert packed == {path + ending for path in texts for ending in (".gz", ".br")}
    for path, data in texts.items():
        assert gzip.decompress(done.files[path + ".gz"]) == data
        assert brotli.decompress(done.files[path + ".br"]) == data
    assert packed <= (parse(done.files[MANIFEST]) or {}).keys()


@contextmanager
def compressed_files() -> Iterator[list[str]]:
    """The twins that are made meanwhile."""
    made: list[str] = []
    real = compressing.compress

    def compress(order: tuple[compressing.Twin, ...]) -> tuple[tuple[str, bytes], ...]:
        made.extend(twin.path for twin in order)
        return real(order)

    with patch.object(compressing, "compress", compress):
        yield made


def test_only_what_changed_is_compressed(tmp_path: Path) -> None:
    desk = begun(tmp_path)
    require_twins(desk.checked())
    with compressed_files() as made:
        assert desk.build().is_quick
        desk.article("vote", "Another text.", description="As before.")
        desk.build()
        desk.article("vote", "A third text.", description="As before.")
        made.clear()
        done = desk.build()
    assert {path.rpartition(".")[0] for path in made} == done.rendered
    assert done.rendered
    require_twins(desk.checked())


def test_a_twin_that_is_lost_or_edited_is_made_again_and_nothing_is_rendered(tmp_path: Path) -> None:
    desk = begun(tmp_path)
    desk.checked()
    (desk.output / "index.html.gz").unlink()
    (desk.output / "notes.txt.br").write_bytes(b"edited")
    with compressed_files() as made:
        done = desk.build()
    assert sorted(made) == ["index.html.gz", "notes.txt.br"]
    assert done.rendered == frozenset()
    require_twins(done)
    assert desk.build().is_quick


def test_a_file_that_is_edited_in_the_output_comes_back_with_its_twins(tmp_path: Path) -> None:
    desk = begun(tmp_path)
    wanted = desk.checked()
    (desk.output / "index.html").write_bytes(b"edited")
    assert desk.build().files == wanted.files


def test_twins_go_with_their_files_and_with_the_setting(tmp_path: Path) -> None:
    desk = begun(tmp_path)
    desk.checked()
    desk.remove("content/articles/haze.md")
    done = desk.checked()
    assert not [path for path in done.files if "haze" in path or path.startswith("old/")]
    desk.replace("site.yaml", '["gzip", "br"]', '["gzip"]')
    done = desk.checked()
    assert not [path for path in done.files if path.endswith(".br")]
    desk.replace("site.yaml", '["gzip"]', "[]")
    done = desk.checked()
    assert not [path for path in done.files if path.endswith(".gz")]


def test_what_is_remembered_may_be_lost(tmp_path: Path) -> None:
    desk = begun(tmp_path)
    wanted = desk.checked()
    desk.forget()
    done = desk.checked()
    assert done.files == wanted.files
    assert done.report is not None
    assert done.report.written == ()


def test_another_tool_makes_all_twins_anew_and_renders_nothing(tmp_path: Path) -> None:
    desk = begun(tmp_path, "gzip")
    first = desk.checked()
    with (
        patch.object(compressing, "compression_tools", lambda: "another"),
        patch("asiansite.work.recording.compression_tools", lambda: "another"),
        compressed_files() as made,
    ):
        done = desk.build()
    assert done.rendered == frozenset()
    assert len(made) == sum(path.endswith(".gz") for path in first.files)


def test_a_file_of_a_twins_name_is_a_double_claim(tmp_path: Path) -> None:
    desk = begun(tmp_path)
    desk.write("static/notes.txt.gz", b"mine")
    assert desk.check().slugs == ["url-claimed-twice"]


@pytest.mark.parametrize("first", [1, 4])
def test_a_kill_between_a_file_and_its_twin_is_healed(tmp_path: Path, first: int) -> None:
    desk = Desk(tmp_path, {"precompress": ["gzip"]})
    states = known(desk)
    assert states[1][0] is OTHER
    most = max(len(counted(desk, states[1][0])), len(counted(desk, states[0][0])))
    here = 0
    for number in range(first, most + 1, 23):
        enter(desk, states[1 - here][0])
        with killed_at(number).of(desk), suppress(Killed):
            desk.build()
        here = here if number % 3 == 0 else 1 - here
        enter(desk, states[here][0])
        require_healed(desk, states[here][1], number)


def test_an_engine_that_trusts_a_twins_name_is_caught(tmp_path: Path) -> None:
    """The law sees a twin that is kept because it was there, whatever its file says now."""
    desk = begun(tmp_path, "gzip")
    desk.checked()
    desk.article("vote", "Another text.")

    def stands(maker: compressing.TwinMaker, twin: str) -> bool:
        _, digest = maker._files.get(twin, (None, ""))
        return bool(digest) and maker._verifier.is_current(twin, digest)

    @contextmanager
    def wrong() -> Iterator[None]:
        with patch.object(compressing.TwinMaker, "_stands", stands):
            yield

    desk.mutation = wrong
    with pytest.raises(Broken):
        desk.check()
