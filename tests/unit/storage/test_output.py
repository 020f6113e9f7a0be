"""The output: what is written, what is left alone, and what is refused."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from asiansite.errors import SiteError, describe
from asiansite.fingerprint import hash_of_bytes
from asiansite.storage.ground import Stamp
from asiansite.storage.manifest import NAME, parse
from asiansite.storage.output import Output
from tests.fakes.disks import (
    ClosedParent,
    CountedDisk,
    DiskWithoutLinks,
    FoldingDisk,
    MountedOutput,
    QuickDisk,
)
from tests.fakes.publishing import Files, modes, publish, put, standing

PAGES: Files = {
    "index.html": b"front",
    "2025/01/vote/index.html": b"vote",
    "feed.xml": b"feed",
    "a.css": b"p {}",
}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "public"


def refused(output: Path, files: Files, *, adopt: bool = False) -> SiteError:
    before = standing(output)
    with pytest.raises(SiteError) as caught:
        publish(output, files, adopt=adopt)
    assert standing(output) == before
    assert not list(output.parent.glob(".*"))
    return caught.value


def in_the_way(error: SiteError) -> list[str]:
    (found,) = error.problems
    assert (found.slug, error.status) == ("output-has-foreign-files", 2)
    return [text for label, text in found.facts if label == "file"]


def written(output: Path) -> Files:
    return {path: data for path, data in standing(output).items() if isinstance(data, bytes) and path != NAME}


def stamps(output: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in output.rglob("*")
        if path.is_file()
    }


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


# What is written.


def test_a_first_build_writes_everything(output: Path) -> None:
    result = publish(output, PAGES)
    assert written(output) == PAGES
    assert result.written == tuple(sorted(PAGES))
    assert (result.removed, result.problems) == ((), ())
    assert [place.name for place in output.parent.iterdir()] == ["public"]


def test_the_manifest_lists_what_was_written(output: Path) -> None:
    publish(output, PAGES)
    found = parse((output / NAME).read_bytes())
    assert found == {path: (hash_of_bytes(data),) for path, data in PAGES.items()}


def test_the_same_again_touches_nothing(output: Path) -> None:
    publish(output, PAGES)
    before = stamps(output)
    disk = CountedDisk()
    result = publish(output, PAGES, disk=disk)
    assert result.written == result.removed == ()
    assert stamps(output) == before
    inside = {"create", "replace", "link", "write", "sync"}
    # One probe by a rename of nothing, and the holder of the lock.
    assert [call for call in disk.calls if call in inside] == ["create", "write", "replace"]


def test_only_what_changed_is_written(output: Path) -> None:
    publish(output, PAGES)
    before = stamps(output)
    result = publish(output, {**PAGES, "index.html": b"front 2", "new/index.html": b"new"})
    assert result.written == ("index.html", "new/index.html")
    after = stamps(output)
    changed = {path for path in before if after[path] != before[path]}
    assert changed == {str(output / "index.html"), str(output / NAME)}


def test_what_the_site_no_longer_has_goes_with_its_folders(output: Path) -> None:
    publish(output, {**PAGES, "2024/12/old/index.html": b"old", "2025/02/x/index.html": b"x"})
    (output / "2025/02/empty").mkdir()
    result = publish(output, PAGES)
    assert result.removed == ("2024/12/old/index.html", "2025/02/x/index.html")
    assert written(output) == PAGES
    assert not (output / "2024").exists()
    # Nobody's folder keeps its parent.
    assert (output / "2025/02/empty").is_dir()


def test_an_empty_plan_empties_the_output(output: Path) -> None:
    publish(output, PAGES)
    publish(output, {})
    assert set(standing(output)) == {NAME}


def test_the_order_is_the_callers(output: Path, tmp_path: Path) -> None:
    order: list[str] = []

    class Watching(QuickDisk):
        def replace(self, source: str, target: str) -> None:
            super().replace(source, target)
            if Path(target).is_file():
                order.append(Path(target).name)

    files = {name: name.encode() for name in ("a.html", "b.css", "c.xml", "d.css")}
    with Output.open(output, tmp_path / "site", disk=Watching()) as out:
        out.check(files)
        for path, data in files.items():
            out.stage(path, data)
        out.commit(lambda path: (".css", ".html", ".xml").index(Path(path).suffix))
    assert order == [NAME, "b.css", "d.css", "a.html", "c.xml"]


def test_a_file_may_become_a_folder_and_a_folder_a_file(output: Path) -> None:
    publish(output, {"a": b"file", "b/c/d.html": b"deep", "b/e.html": b"e", "x": b"x"})
    publish(output, {"a/b/c.html": b"deep", "b": b"file", "x": b"x"})
    assert written(output) == {"a/b/c.html": b"deep", "b": b"file", "x": b"x"}
    publish(output, {"a": b"file", "b/c/d.html": b"deep"})
    assert written(output) == {"a": b"file", "b/c/d.html": b"deep"}


def test_an_empty_folder_where_a_file_must_be_is_in_nobodys_way(output: Path) -> None:
    (output / "index.html" / "x" / "y").mkdir(parents=True)
    publish(output, PAGES)
    assert written(output) == PAGES


def test_streams_are_copied_in_pieces(output: Path, tmp_path: Path) -> None:
    film = os.urandom(700_001)
    pieces: list[int] = []

    class Film(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            pieces.append(-1 if size is None else size)
            return super().read(size)

    for expected in (True, False):
        with Output.open(output, tmp_path / "site", disk=QuickDisk()) as out:
            out.check(["film.mp4"])
            assert out.stage("film.mp4", Film(film)) is expected
            out.commit(lambda path: 0)
        assert (output / "film.mp4").read_bytes() == film
    assert 0 < max(pieces) < 300_000
    assert min(pieces) > 0


def test_a_stream_that_breaks_off_is_a_fault_of_the_source(output: Path, tmp_path: Path) -> None:
    class Broken(BytesIO):
        name = "/site/static/film.mp4"

        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(SiteError) as caught, Output.open(output, tmp_path / "site", disk=QuickDisk()) as out:
        out.check(["film.mp4"])
        out.stage("film.mp4", Broken())
    (found,) = caught.value.problems
    assert found.slug == "file-unreadable"
    assert found.place is not None
    assert found.place.path == "/site/static/film.mp4"
    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_while_the_output_is_held_is_not_the_outputs_fault(
    output: Path, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError), Output.open(output, tmp_path / "site", disk=QuickDisk()):
        raise FileNotFoundError
    assert list(tmp_path.iterdir()) == []


# What is current.


def test_a_file_is_current_by_its_stamp_or_by_its_bytes(output: Path, tmp_path: Path) -> None:
    taken = publish(output, PAGES).stamps
    assert set(taken) == set(PAGES)
    with Output.open(output, tmp_path / "site", disk=(disk := CountedDisk())) as out:
        out.check(PAGES)
        disk.calls.clear()
        assert out.is_current("feed.xml", hash_of_bytes(b"feed"), taken["feed.xml"])
        assert disk.calls == ["lstat"]
        assert out.is_current("a.css", hash_of_bytes(b"p {}"))
        assert "read" in disk.calls
        assert not out.is_current("index.html", hash_of_bytes(b"other"))
        assert out.is_current("index.html", hash_of_bytes(b"front"), Stamp(1, 2, 3, 4))
        assert out.is_current("2025/01/vote/index.html", hash_of_bytes(b"vote"))
        result = out.commit(lambda path: 0)
    assert result.written == ()
    assert result.stamps == {path: stamp for path, stamp in taken.items() if path != "feed.xml"}


@pytest.mark.parametrize("change", ["bytes", "other-file", "link", "folder", "gone"])
def test_a_stamp_shows_every_change(output: Path, tmp_path: Path, change: str) -> None:
    taken = publish(output, PAGES).stamps["index.html"]
    place = output / "index.html"
    times = (place.stat().st_atime_ns, place.stat().st_mtime_ns)
    if change == "bytes":
        place.write_bytes(b"FRONT")
    else:
        place.unlink()
    if change == "other-file":
        place.write_bytes(b"FRONT")
    elif change == "link":
        (tmp_path / "x").write_bytes(b"front")
        place.symlink_to(tmp_path / "x")
    elif change == "folder":
        place.mkdir()
    if change in ("bytes", "other-file"):
        os.utime(place, ns=times)
    with Output.open(output, tmp_path / "site", disk=QuickDisk()) as out:
        out.check(PAGES)
        assert not out.is_current("index.html", hash_of_bytes(b"front"), taken)


def test_every_path_of_the_plan_must_be_accounted_for(output: Path, tmp_path: Path) -> None:
    with Output.open(output, tmp_path / "site", disk=QuickDisk()) as out:
        out.check(["a", "b"])
        out.stage("a", b"a")
        with pytest.raises(ValueError, match="neither current nor staged: b"):
            out.commit(lambda path: 0)
        with pytest.raises(ValueError, match="not in the plan"):
            out.stage("c", b"c")
        with pytest.raises(ValueError, match="not in the plan"):
            out.is_current("c", "")
    assert not output.exists()


@pytest.mark.parametrize(
    "path", ["../a", "/a", "a//b", "", ".", NAME, f"{NAME}/a", ".asiansite-staging/a", "a\\b"]
)
def test_a_plan_cannot_lead_out_of_the_output_nor_into_what_is_ours(
    output: Path, tmp_path: Path, path: str
) -> None:
    with (
        Output.open(output, tmp_path / "site", disk=QuickDisk()) as out,
        pytest.raises(ValueError, match="output"),
    ):
        out.check([path])


# What is not ours.


def test_other_files_stay_for_ever(output: Path) -> None:
    foreign: Files = {
        "photo.jpg": b"jpeg",
        "2025/01/vote/notes.txt": b"notes",
        ".git/config": b"g",
        "data.json": b"{}",
    }
    put(output, foreign)
    publish(output, PAGES)
    publish(output, {"index.html": b"2"})
    publish(output, {})
    assert written(output) == foreign


def test_a_foreign_page_on_our_path_is_an_error_that_names_it(output: Path) -> None:
    put(output, {"feed.xml": b"another feed", "readme.txt": b"x"})
    assert in_the_way(refused(output, PAGES)) == ["feed.xml"]


def test_it_is_one_with_a_manifest_as_well(output: Path) -> None:
    publish(output, PAGES)
    put(output, {"new/index.html": b"another's"})
    assert in_the_way(refused(output, {**PAGES, "new/index.html": b"ours"})) == ["new/index.html"]


def test_unknown_pages_and_feeds_in_an_output_without_a_manifest_are_errors(output: Path) -> None:
    put(output, {"old/index.HTML": b"x", "rss.xml": b"x", "a.jpg": b"x", "page.php": b"x"})
    assert in_the_way(refused(output, PAGES)) == ["old/index.HTML", "rss.xml"]


@pytest.mark.parametrize("first", [PAGES, {}])
def test_beside_a_manifest_they_are_left_alone(output: Path, first: Files) -> None:
    publish(output, first)
    put(output, {"google12ab.html": b"verified"})
    publish(output, {**PAGES, "index.html": b"2"})
    assert (output / "google12ab.html").read_bytes() == b"verified"


def test_ten_are_named_and_the_way_out(output: Path) -> None:
    put(output, {f"{number:02}.html": b"x" for number in range(23)})
    error = refused(output, PAGES)
    assert in_the_way(error) == [f"{number:02}.html" for number in range(10)]
    text = describe(error.problems[0])
    assert "13 more" in text
    assert all(word in text for word in ("--adopt", "--output", "keep", str(output)))


def test_a_single_file_in_the_way_has_no_others(output: Path) -> None:
    put(output, {"x.html": b"x"})
    assert "more:" in describe(refused(output, PAGES).problems[0])
    assert "others" not in describe(refused(output, PAGES).problems[0])


def test_equal_files_are_adopted(output: Path) -> None:
    put(output, PAGES)
    before = stamps(output)
    result = publish(output, PAGES)
    assert result.written == ()
    assert {path: stamp for path, stamp in stamps(output).items() if not path.endswith(NAME)} == before
    publish(output, {"index.html": b"front"})
    assert written(output) == {"index.html": b"front"}


@pytest.mark.parametrize("damage", ["gone", "cut", "text", "bit"])
def test_a_damaged_manifest_is_none_and_equal_files_are_adopted(output: Path, damage: str) -> None:
    publish(output, PAGES)
    manifest = output / NAME
    data = manifest.read_bytes()
    if damage == "gone":
        manifest.unlink()
    else:
        damaged = {"cut": data[:-1], "text": b"<<<<<<< HEAD\n" + data, "bit": data.replace(b"feed", b"gead")}
        manifest.write_bytes(damaged[damage])
    publish(output, {**PAGES, "more.html": b"more"})
    assert written(output) == {**PAGES, "more.html": b"more"}
    assert parse(manifest.read_bytes()) is not None


def test_a_manifest_cannot_lead_out_of_the_output(output: Path, tmp_path: Path) -> None:
    from asiansite.storage.manifest import form

    put(tmp_path, {"victim": b"v", "public/index.html": b"front"})
    lines = [("../victim", hash_of_bytes(b"v")), (str(tmp_path / "victim"), hash_of_bytes(b"v"))]
    (output / NAME).write_bytes(form([*lines, ("index.html", hash_of_bytes(b"front"))]))
    publish(output, PAGES)
    assert (tmp_path / "victim").read_bytes() == b"v"
    assert written(output) == PAGES


def test_adopt_writes_over_files_and_links_in_the_way(output: Path, tmp_path: Path) -> None:
    put(output, {"index.html": b"another's", "2025": b"a file", "old.html": b"stays", "x.jpg": b"stays"})
    (tmp_path / "victim").write_bytes(b"v")
    (output / "feed.xml").symlink_to(tmp_path / "victim")
    publish(output, PAGES, adopt=True)
    assert written(output) == {**PAGES, "old.html": b"stays", "x.jpg": b"stays"}
    assert (tmp_path / "victim").read_bytes() == b"v"
    assert not (output / "feed.xml").is_symlink()


def test_not_even_adopt_removes_a_folder_with_somebodys_files(output: Path) -> None:
    put(output, {"index.html/photos/a.jpg": b"a", "index.html/b.jpg": b"b"})
    assert in_the_way(refused(output, PAGES)) == ["index.html/b.jpg", "index.html/photos/a.jpg"]
    assert in_the_way(refused(output, PAGES, adopt=True)) == ["index.html/b.jpg", "index.html/photos/a.jpg"]


def test_a_file_where_a_folder_must_be_is_in_the_way(output: Path) -> None:
    put(output, {"2025": b"a file"})
    assert in_the_way(refused(output, PAGES)) == ["2025"]


def test_a_linked_folder_is_not_written_through(output: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    output.mkdir()
    (output / "2025").symlink_to(elsewhere)
    assert in_the_way(refused(output, PAGES)) == ["2025"]
    publish(output, PAGES, adopt=True)
    assert list(elsewhere.iterdir()) == []
    assert written(output) == PAGES


def test_a_linked_folder_is_not_removed_through(output: Path, tmp_path: Path) -> None:
    publish(output, PAGES)
    (output / "2025").rename(tmp_path / "moved")
    (output / "2025").symlink_to(tmp_path / "moved")
    publish(output, {"index.html": b"front"})
    assert (tmp_path / "moved/01/vote/index.html").read_bytes() == b"vote"
    assert (output / "2025").is_symlink()


def test_a_page_of_ours_that_became_a_link_is_put_right(output: Path, tmp_path: Path) -> None:
    publish(output, PAGES)
    (tmp_path / "victim").write_bytes(b"v")
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(tmp_path / "victim")
    publish(output, {**PAGES, "index.html": b"front 2"})
    assert (tmp_path / "victim").read_bytes() == b"v"
    assert (output / "index.html").read_bytes() == b"front 2"
    assert not (output / "index.html").is_symlink()


def test_an_edited_page_of_the_plan_is_put_right(output: Path) -> None:
    publish(output, PAGES)
    (output / "index.html").write_bytes(b"by hand")
    assert publish(output, PAGES).written == ("index.html",)
    assert written(output) == PAGES


@pytest.mark.parametrize("edit", ["bytes", "link"])
def test_an_edited_orphan_is_somebodys_and_said_once(output: Path, edit: str) -> None:
    publish(output, {**PAGES, "old.html": b"old"})
    (output / "old.html").unlink()
    if edit == "bytes":
        (output / "old.html").write_bytes(b"by hand")
    else:
        (output / "old.html").symlink_to("a.css")
    result = publish(output, PAGES)
    assert [(found.slug, found.level) for found in result.problems] == [("foreign-edit-kept", "warning")]
    assert "`old.html`" in result.problems[0].says
    assert result.removed == ()
    assert (output / "old.html").exists()
    assert publish(output, PAGES).problems == ()


def test_what_is_kept_is_left_alone_and_said(output: Path) -> None:
    put(output, {"CNAME": b"old.example", ".well-known/x.html": b"x", ".git/hooks/a.xml": b"x"})
    files = {**PAGES, "CNAME": b"new.example"}
    for _ in range(2):
        result = publish(output, files)
        assert [found.slug for found in result.problems] == ["foreign-file-kept"]
        assert (output / "CNAME").read_bytes() == b"old.example"
    assert "CNAME" not in (parse((output / NAME).read_bytes()) or {})
    assert publish(output, files, adopt=True).problems == ()
    assert (output / "CNAME").read_bytes() == b"new.example"
    # Now it is ours, and follows the site.
    publish(output, {**PAGES, "CNAME": b"third.example"})
    assert (output / "CNAME").read_bytes() == b"third.example"


def test_the_setting_says_what_is_kept(output: Path, tmp_path: Path) -> None:
    put(output, {"google12ab.html": b"x", "forum/a/index.html": b"x", "forum2.html": b"x"})
    with Output.open(output, tmp_path / "site", keep=["google12ab.html", "forum/"], disk=QuickDisk()) as out:
        (found,) = out.check(PAGES)
    assert [text for label, text in found.facts if label == "file"] == ["forum2.html"]


# Modes, and disks of every kind.


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o027, 0o077, 0o777])
def test_everybody_may_read_whatever_the_umask(output: Path, mask: int) -> None:
    with umask(mask):
        publish(output, PAGES)
        publish(output, {**PAGES, "index.html": b"2", "new/deep/index.html": b"new"})
    assert modes(output) == {(True, 0o755, 1), (False, 0o644, 1)}


def test_a_closed_file_is_opened_and_keeps_its_time(output: Path) -> None:
    publish(output, PAGES)
    (output / "index.html").chmod(0o600)
    before = stamps(output)
    assert publish(output, PAGES).written == ()
    assert modes(output) == {(True, 0o755, 1), (False, 0o644, 1)}
    assert stamps(output) == before


def test_the_output_may_be_a_link_to_a_folder_elsewhere(output: Path, tmp_path: Path) -> None:
    (tmp_path / "srv").mkdir()
    output.symlink_to(tmp_path / "srv" / "www")
    publish(output, PAGES)
    assert output.is_symlink()
    assert written(tmp_path / "srv" / "www") == PAGES
    assert not list((tmp_path / "srv").glob(".*"))


def test_folders_above_the_output_are_made_and_unmade(output: Path, tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "public"
    with pytest.raises(RuntimeError), Output.open(deep, tmp_path / "site", disk=QuickDisk()):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with umask(0o077), Output.open(deep, tmp_path / "site", disk=QuickDisk()) as out:
        out.check(PAGES)
        for path, data in PAGES.items():
            out.stage(path, data)
        out.commit(lambda path: 0)
    assert written(deep) == PAGES
    assert modes(tmp_path / "a") == {(True, 0o755, 1), (False, 0o644, 1)}


def test_an_output_that_is_a_mount(output: Path) -> None:
    output.mkdir()
    disk = MountedOutput(output)
    publish(output, PAGES, disk=disk)
    publish(output, {**PAGES, "index.html": b"2"}, disk=disk)
    assert written(output) == {**PAGES, "index.html": b"2"}
    assert [place.name for place in output.parent.iterdir()] == ["public"]
    assert not list(output.glob(".asiansite-s*"))


def test_an_output_beside_which_nothing_may_be_made(output: Path) -> None:
    output.mkdir()
    disk = ClosedParent(output)
    publish(output, PAGES, disk=disk)
    publish(output, {**PAGES, "index.html": b"2"}, disk=disk)
    assert written(output) == {**PAGES, "index.html": b"2"}
    assert not list(output.glob(".asiansite-s*"))


def test_an_output_that_cannot_be_made(output: Path) -> None:
    with pytest.raises(SiteError) as caught:
        publish(output, PAGES, disk=ClosedParent(output))
    (found,) = caught.value.problems
    assert (found.slug, caught.value.status) == ("cannot-write", 74)
    assert "Permission denied" in found.says
    assert not output.exists()


def test_a_disk_without_hard_links(output: Path) -> None:
    publish(output, PAGES, disk=DiskWithoutLinks())
    publish(output, {**PAGES, "index.html": b"2"}, disk=DiskWithoutLinks())
    assert written(output) == {**PAGES, "index.html": b"2"}


def test_a_disk_without_modes(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # FAT, and Windows' disks under Linux: everything has one mode, whatever is asked.
    asked: list[str] = []

    def refuse(path: str, mode: int) -> None:
        asked.append(path)
        raise PermissionError(1, "Operation not permitted", path)

    monkeypatch.setattr(os, "chmod", refuse)
    with umask(0o077):
        publish(output, PAGES)
        publish(output, {**PAGES, "index.html": b"2"})
        asked.clear()
        publish(output, {**PAGES, "index.html": b"2"})
    assert not [path for path in asked if path.startswith(f"{output}/")]
    assert written(output) == {**PAGES, "index.html": b"2"}


def test_names_that_change_their_case_on_a_disk_without_case(output: Path, tmp_path: Path) -> None:
    old: Files = {
        "Photo.jpg": b"jpeg",
        "About/index.html": b"about",
        "About/a.css": b"a",
        "Same/x.html": b"x",
    }
    new: Files = {
        "photo.jpg": b"jpeg",
        "about/index.html": b"about 2",
        "about/b.css": b"b",
        "Same/x.html": b"x",
    }
    publish(output, old, disk=FoldingDisk())
    publish(output, new, disk=FoldingDisk())
    publish(tmp_path / "clean", new)
    assert standing(output) == standing(tmp_path / "clean")


def test_what_a_killed_build_left_is_removed_and_nothing_else(output: Path, tmp_path: Path) -> None:
    publish(output, PAGES)
    beside, inside = tmp_path / ".public.asiansite", output / ".asiansite-staging"
    for folder in (beside, inside):
        put(folder, {"1": b"torn", "22": b"torn", "holder": b"1", "lock": b""})
        (folder / "3").mkdir()
    put(beside, {"mine.txt": b"why here"})
    publish(output, PAGES)
    assert standing(beside) == {"mine.txt": b"why here"}
    assert not inside.exists()


def test_what_stands_in_the_place_of_the_staging_folder_is_not_used(output: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".public.asiansite").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SiteError) as caught:
        publish(output, PAGES)
    assert caught.value.status == 74
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_manifest_certain_paths(output: Path, tmp_path: Path) -> None:
    publish(output, PAGES)
    with Output.open(output, tmp_path / "site", disk=QuickDisk()) as out:
        assert out.manifest() == {path: hash_of_bytes(data) for path, data in PAGES.items()}


def test_bytes_whose_hash_is_known_are_published_as_those_whose_hash_is_not(tmp_path: Path) -> None:
    manifests = []
    for name, digest in (("a", None), ("b", hash_of_bytes(b"1"))):
        for stays in (False, True):
            with Output.open(tmp_path / name, tmp_path / "site", disk=QuickDisk()) as out:
                out.check(["one.txt"])
                assert out.stage("one.txt", b"1", digest) is not stays
                assert out.hash_of("one.txt") == hash_of_bytes(b"1")
                out.commit(lambda path: 0)
        manifests.append((tmp_path / name / ".asiansite-manifest").read_bytes())
    assert manifests[0] == manifests[1]
