"""The same sources at the same moment give the same bytes, whatever the machine, the user and the day are like."""

from __future__ import annotations

import getpass
import os
import random
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.functional.commands import PROGRAM, built, environment
from tests.functional.nasty import write_nasty
from tests.functional.outputs import Output, contents, entries, names, odd_entries
from tests.functional.sites import CLOCK, SOURCES, Site


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/Adak", "LANG": "tr_TR.UTF-8", "LANGUAGE": "th"},
        {
            "PYTHONHASHSEED": "random",
            "TZ": "Asia/Kathmandu",
            "LC_ALL": "C.UTF-8",
            "HOME": "/nowhere",
            "USER": "x",
        },
    ],
    ids=lambda env: env["TZ"],
)
def test_seed_zone_and_language_of_the_machine_do_not_count(
    env: dict[str, str], own: Output, own_site: Site, tmp_path: Path
) -> None:
    words = ("--search", "--at", CLOCK, "--clean", "--output", tmp_path / "output")
    built("--site", own_site.folder, *words, cwd=tmp_path, env=env)
    assert_same(contents(tmp_path / "output"), own.files)


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_the_umask_does_not_count(umask: int, own: Output, own_site: Site, tmp_path: Path) -> None:
    if umask == 0o777 and os.geteuid() != 0:
        umask = 0o277  # nobody but root could read what they wrote
    done = subprocess.run(
        [*PROGRAM, "build", "--search", "--at", CLOCK, "--output", str(tmp_path / "new/output")],
        cwd=own_site.folder,
        env=environment(),
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert_same(contents(tmp_path / "new/output"), own.files)
    assert odd_entries(tmp_path / "new/output") == []


def test_a_copy_elsewhere_gives_the_same_output(own: Output, own_site: Site, tmp_path: Path) -> None:
    chance = random.Random(3)
    copy = tmp_path / "zebra-folder ü" / "copy"
    paths = [path for name in SOURCES for path in files(own_site.folder / name)]
    chance.shuffle(paths)
    for path in paths:
        target = copy / path.relative_to(own_site.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        at = chance.randrange(1, 4_000_000_000)
        os.utime(target, (at, at))
        target.chmod(chance.choice([0o600, 0o644, 0o755]))
    built("--search", "--at", CLOCK, cwd=copy / "content")
    found = contents(copy / "public")
    assert_same(found, own.files)
    assert not [path for path, data in found.items() if b"zebra" in data]


def test_nothing_of_the_machine_is_in_the_output(own: Output, own_site: Site) -> None:
    sources = b"\n".join(path.read_bytes() for name in SOURCES for path in files(own_site.folder / name))
    words = {
        *(str(own_site.folder), str(own.folder), str(own.folder.parent), str(Path.home()), str(Path.cwd())),
        *(socket.gethostname(), getpass.getuser(), "/usr/", "/home/", "/tmp/", "site-packages", '.py"'),
    }
    telling = [word.encode() for word in words if len(word) > 3 and word.encode() not in sources]
    assert len(telling) >= 6
    for path, data in own.files.items():
        assert [word for word in telling if word in data] == [], path


def test_processes_do_not_count(tmp_path: Path) -> None:
    room, _ = write_nasty(tmp_path / "site")
    outputs = []
    for jobs in (1, 2):
        done = room.run(
            "build", "--clean", "--at", "2026-03-01", "--jobs", jobs, "--output", tmp_path / str(jobs)
        )
        outputs.append((contents(tmp_path / str(jobs)), done.status, done.err))
    assert outputs[0][1] == 0, outputs[0][2][-2000:]
    assert outputs[0] == outputs[1]
    assert len(outputs[0][0]) > 300


def test_a_second_build_writes_nothing(own_site: Site, tmp_path: Path) -> None:
    output = own_site.build(tmp_path / "output").folder
    before = entries(output)
    for words in ((), ("--clean", "--jobs", "1")):
        report = built("--at", CLOCK, "--output", output, *words, cwd=own_site.folder)
        assert (report["written"], report["removed"]) == (0, 0), words
        assert entries(output) == before, words
    assert names(tmp_path) == ["output"]


def test_an_output_holds_plain_files_and_folders(own: Output) -> None:
    assert odd_entries(own.folder) == []
    hidden = [path for path in entries(own.folder) if path.rsplit("/", 1)[-1].startswith(".")]
    assert hidden == [".asiansite-manifest"]
    assert not [path for path in own.files if path.endswith(("~", ".tmp", ".part", ".md", ".yaml", ".pyc"))]


def files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())


def assert_same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Tell what differs, rather than show all of it; of the search index, only whether it is there."""
    differing = sorted(
        path for path in found.keys() | expected.keys() if _told(path, found) != _told(path, expected)
    )
    assert differing == []


def _told(path: str, output: dict[str, bytes]) -> bytes | None:
    # The indexer writes some of its files in another order each time: what went in is compared elsewhere.
    data = output.get(path)
    if path.startswith(INDEX):
        return None
    if path == ".asiansite-manifest" and data is not None:
        lines = data.split(b"\n")[1:]
        return b"\n".join(line for line in lines if INDEX.encode() not in line)
    return data


INDEX = "search/index/"
