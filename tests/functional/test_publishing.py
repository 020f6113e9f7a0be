"""Publishing as a reader of the output sees it: whole, ours alone, and healed after whatever ends a build."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.errors import SiteError
from tests.fakes.disks import CountedDisk, Killed, QuickDisk, failing_at, full_from, killed_at
from tests.fakes.publishing import Files, publish, put, standing

MANIFEST = ".asiansite-manifest"

OLD: Files = {
    "index.html": b"front 1",
    "feed.xml": b"feed 1",
    "style.aaaa.css": b"css 1",
    "2025/01/stays/index.html": b"stays",
    "2025/01/changes/index.html": b"changes 1",
    "2025/01/goes/index.html": b"goes",
    "2025/02/goes-too/index.html": b"goes too",
    "was-file": b"file",
    "was-folder/a/index.html": b"folder",
    "About/index.html": b"respelt",
    "closed.html": b"closed",
}
NEW: Files = {
    "index.html": b"front 2",
    "feed.xml": b"feed 2, longer",
    "style.bbbb.css": b"css 2",
    "2025/01/stays/index.html": b"stays",
    "2025/01/changes/index.html": b"changes 2",
    "2025/03/new/index.html": b"new",
    "was-file/index.html": b"folder now",
    "was-folder": b"file now",
    "about/index.html": b"respelt",
    "closed.html": b"closed",
    "empty.txt": b"",
}
NEXT: Files = {"index.html": b"front 3", "2025/01/goes/index.html": b"is back", "was-folder/b.html": b"again"}
FOREIGN: Files = {"CNAME": b"news.example", ".git/config": b"[core]", "photos/2025/01/a.jpg": b"jpeg"}


def clean(folder: Path, files: Files) -> dict[str, bytes | str]:
    """What a first build of `files` makes, with the foreign files beside it."""
    output = folder / "clean"
    publish(output, files)
    put(output, FOREIGN)
    return standing(output)


def published(folder: Path) -> Path:
    """An output with the old files and the foreign ones."""
    output = folder / "public"
    publish(output, OLD)
    put(output, FOREIGN)
    (output / "closed.html").chmod(0o600)
    return output


def counted(folder: Path) -> list[str]:
    """The calls of the build that the tests break off."""
    disk = CountedDisk()
    publish(published(folder), NEW, disk=disk)
    return disk.calls


def names(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.iterdir())


def leftovers(output: Path) -> list[str]:
    beside = [name for name in names(output.parent) if name not in (output.name, "site")]
    return beside + [path for path in standing(output) if "staging" in path]


def require_no_torn_file(output: Path, *versions: Files) -> None:
    """Each file that a killed build left has the bytes of one version or another, whole."""
    for path, data in standing(output).items():
        if data == "" or path == MANIFEST or path.startswith(".asiansite-staging"):
            continue
        assert data in [files[path] for files in (*versions, FOREIGN) if path in files], path


def test_a_kill_at_any_call_is_healed_by_the_next_build(tmp_path: Path) -> None:
    calls = counted(tmp_path / "count")
    wanted = {name: clean(tmp_path / name, files) for name, files in (("new", NEW), ("next", NEXT))}
    assert len(calls) > 200
    for number in range(1, len(calls) + 1):
        # The next build has the same plan, or another.
        for name, files in (("new", NEW), ("next", NEXT)) if number % 2 else (("new", NEW),):
            output = published(tmp_path / f"{number}-{name}")
            with pytest.raises(Killed):
                publish(output, NEW, disk=killed_at(number))
            require_no_torn_file(output, OLD, NEW)
            result = publish(output, files)
            assert standing(output) == wanted[name], (number, calls[number - 1])
            assert not result.problems
            assert not leftovers(output)


def test_a_kill_while_healing_is_healed_as_well(tmp_path: Path) -> None:
    calls = counted(tmp_path / "count")
    wanted = clean(tmp_path / "next", NEXT)
    for number in range(1, len(calls) + 1, 3):
        output = published(tmp_path / str(number))
        for files, at in (
            (NEW, number),
            (NEXT, number * 7 % len(calls) + 1),
            (OLD, number * 5 % len(calls) + 1),
        ):
            with suppress(Killed):
                publish(output, files, disk=killed_at(at))
            require_no_torn_file(output, OLD, NEW, NEXT)
        publish(output, NEXT)
        assert standing(output) == wanted, number
        assert not leftovers(output)


def test_a_first_build_killed_at_any_call_is_healed(tmp_path: Path) -> None:
    disk = CountedDisk()
    publish(tmp_path / "count" / "public", OLD, disk=disk)
    wanted = standing(tmp_path / "count" / "public")
    for number in range(1, len(disk.calls) + 1):
        output = tmp_path / str(number) / "public"
        with pytest.raises(Killed):
            publish(output, OLD, disk=killed_at(number))
        publish(output, OLD)
        assert standing(output) == wanted, (number, disk.calls[number - 1])


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_a_failure_at_any_call_leaves_the_old_output_whole(tmp_path: Path, code: int) -> None:
    calls = counted(tmp_path / "count")
    wanted = clean(tmp_path / "new", NEW)
    output = published(tmp_path)
    before = standing(output)
    for number, call in enumerate(calls, 1):
        try:
            publish(output, NEW, disk=failing_at(number, code=code))
        except SiteError as error:
            assert error.status == 74, (number, call)
            assert error.problems[0].place is not None, (number, call)
            assert standing(output) == before, (number, call)
        else:
            # What failed was the tidying up, or a place beside the output, for which there is another.
            assert call not in ("create", "write", "sync", "link"), number
            assert standing(output) == wanted, (number, call)
            output = published(tmp_path / str(number))
            before = standing(output)
    publish(output, NEW)
    assert standing(output) == wanted
    assert not leftovers(output)


def test_a_failure_of_the_way_back_is_healed_by_the_next_build(tmp_path: Path) -> None:
    calls = counted(tmp_path / "count")
    wanted = clean(tmp_path / "new", NEW)
    for number in range(1, len(calls) + 1, 2):
        output = published(tmp_path / str(number))
        with suppress(SiteError):
            publish(output, NEW, disk=failing_at(number, number + 1))
        require_no_torn_file(output, OLD, NEW)
        publish(output, NEW)
        assert standing(output) == wanted, number


def test_a_full_disk_leaves_the_old_output_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    calls = counted(tmp_path / "count")
    wanted = clean(tmp_path / "new", NEW)
    output = published(tmp_path / "old")
    before = standing(output)
    for number, call in enumerate(calls, 1):
        disk = full_from(number)
        try:
            publish(output, NEW, disk=disk)
        except SiteError as error:
            assert [found.slug for found in error.problems] == ["disk-full"], (number, call)
            assert standing(output) == before, (number, call)
            assert not leftovers(output)
        else:
            assert standing(output) == wanted, (number, call)
            output = published(tmp_path / str(number))
            before = standing(output)


def test_an_interruption_at_any_call_leaves_the_old_output_whole(tmp_path: Path) -> None:
    calls = counted(tmp_path / "count")
    wanted = clean(tmp_path / "new", NEW)
    output = published(tmp_path / "old")
    before = standing(output)
    for number, call in enumerate(calls, 1):

        def before_call(now: int, call: str, path: str | None, number: int = number) -> None:
            if now == number:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            publish(output, NEW, disk=CountedDisk(before_call))
        assert standing(output) in (before, wanted), (number, call)
        if standing(output) != before:
            output = published(tmp_path / str(number))
            before = standing(output)


def test_assets_come_before_the_pages_that_name_them_and_removals_last(tmp_path: Path) -> None:
    output = published(tmp_path)

    class Watching(QuickDisk):
        def replace(self, source: str, target: str) -> None:
            super().replace(source, target)
            stands = standing(output)
            if stands.get("index.html") == NEW["index.html"]:
                assert "style.bbbb.css" in stands
            if "2025/01/goes/index.html" not in stands:
                assert stands.get("feed.xml") == NEW["feed.xml"]
            if stands.get("index.html") == OLD["index.html"]:
                assert "style.aaaa.css" in stands

    publish(output, NEW, disk=Watching())


PATHS = st.sampled_from(
    [
        "index.html",
        "a",
        "a/index.html",
        "a/b/index.html",
        "A/index.html",
        "b.css",
        "B.css",
        "c/d/e.xml",
        "é.html",
    ]
)
BYTES = st.sampled_from([b"", b"one", b"two", b"three"])


def sound(files: Files) -> Files:
    """Without paths that are folders of others, or one name on some disk."""
    kept: dict[str, bytes] = {}
    for path, data in files.items():
        clash = [
            other
            for other in kept
            if path.casefold() == other.casefold()
            or f"{path}/".casefold().startswith(f"{other}/".casefold())
            or f"{other}/".casefold().startswith(f"{path}/".casefold())
            or (path[0] != other[0] and path[0].casefold() == other[0].casefold())
        ]
        if not clash:
            kept[path] = data
    return kept


@given(
    st.lists(
        st.tuples(
            st.dictionaries(PATHS, BYTES, max_size=6).map(sound), st.one_of(st.none(), st.integers(1, 150))
        ),
        min_size=1,
        max_size=6,
    ),
    st.dictionaries(st.sampled_from(["x.jpg", "a/x.jpg", "y/z/robots.txt", "c/d/photo.png"]), BYTES),
)
def test_any_history_of_builds_ends_as_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[Files, int | None]], foreign: Files
) -> None:
    folder = tmp_path_factory.mktemp("history")
    output = folder / "public"
    put(output, foreign)
    last: Files = {}
    for drawn, killed in history:
        free = sound({**dict.fromkeys(foreign, b""), **drawn})
        last = {path: data for path, data in free.items() if path not in foreign}
        with suppress(Killed):
            publish(output, last, disk=QuickDisk() if killed is None else killed_at(killed))
        stands = standing(output)
        assert all(stands[path] == data for path, data in foreign.items())
    publish(output, last)
    publish(folder / "clean", last)
    put(folder / "clean", foreign)
    assert standing(output) == standing(folder / "clean")
    assert names(folder) == ["clean", "public"]


PROGRAM = """
import sys
from contextlib import suppress
from pathlib import Path
from asiansite.storage.output import Output
output, word, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
files = {f"{word}/{n}/index.html": (word * 500).encode() for n in range(count)} | {"index.html": word.encode()}
with Output.open(output, output.parent / "site", wait=60) as out:
    out.check(files)
    for path, data in files.items():
        out.stage(path, data)
    out.commit(lambda path: 0)
"""


def run(output: Path, word: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-W", "error", "-c", PROGRAM, str(output), word, str(count)])


def test_builds_at_the_same_time_end_with_one_of_them_whole(tmp_path: Path) -> None:
    output = tmp_path / "public"
    for _ in range(3):
        builds = [run(output, word, 30) for word in "abcdefgh"]
        assert [build.wait(120) for build in builds] == [0] * 8
        word = (output / "index.html").read_text()
        assert sorted(path for path in standing(output) if "/" in path and path.endswith(".html")) == sorted(
            f"{word}/{n}/index.html" for n in range(30)
        )
        assert names(tmp_path) == ["public"]


def test_a_real_kill_is_healed(tmp_path: Path) -> None:
    output = tmp_path / "public"
    for delay in range(12):
        build = run(output, "ab"[delay % 2], 2000)
        try:
            build.wait(0.1 + delay * 0.05)
        except subprocess.TimeoutExpired:
            build.send_signal(signal.SIGKILL)
            build.wait(60)
    assert run(output, "c", 20).wait(60) == 0
    assert run(tmp_path / "clean" / "public", "c", 20).wait(60) == 0
    assert standing(output) == standing(tmp_path / "clean" / "public")
    assert names(tmp_path) == ["clean", "public"]
