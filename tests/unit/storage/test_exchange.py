"""Many files are exchanged or none: whatever call of the disk fails, each is what it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from asiansite.errors import SiteError
from asiansite.storage.exchange import Exchange, exchange
from asiansite.storage.files import DiskTree
from tests.fakes.disks import (
    CountedDisk,
    DiskWithoutLinks,
    Killed,
    QuickDisk,
    failing_at,
    full_from,
    killed_at,
)

BEFORE = {"content/articles/a.md": b"one", "content/articles/b.md": b"two", "content/authors/old.md": b"Old"}
WANTED = (
    Exchange("content/articles/a.md", b"one", b"ONE"),
    Exchange("content/articles/b.md", b"two", b"TWO"),
    Exchange("content/authors/old.md", b"Old", None),
    Exchange("content/authors/new.md", None, b"New"),
    Exchange("content/tags.yaml", None, b"a: {}"),
)
AFTER = {each.path: each.after for each in WANTED if each.after is not None}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return laid_out(tmp_path / "site")


def laid_out(site: Path) -> Path:
    for path, data in BEFORE.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
        os.utime(site / path, ns=(10**18, 10**18))
    (site / "content/articles/a.md").chmod(0o600)
    return site


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def calls(tmp_path: Path) -> int:
    disk = CountedDisk()
    exchange(laid_out(tmp_path / "counted"), WANTED, disk)
    return len(disk.calls)


@pytest.mark.parametrize("disk", [QuickDisk(), DiskWithoutLinks()], ids=["links", "no links"])
def test_all_is_put_in_place_with_its_permissions(site: Path, disk: QuickDisk) -> None:
    exchange(site, WANTED, disk)
    assert files(site) == AFTER
    assert (site / "content/articles/a.md").stat().st_mode & 0o777 == 0o600
    assert (site / "content/tags.yaml").stat().st_mode & 0o777 == 0o644


def test_whatever_call_fails_every_file_is_what_it_was(tmp_path: Path) -> None:
    refused = 0
    for number in range(1, calls(tmp_path) + 1):
        site = laid_out(tmp_path / str(number))
        try:
            exchange(site, WANTED, failing_at(number, code=errno.EIO))
        except SiteError as error:
            refused += 1
            assert error.problems[0].slug == "cannot-write"
            found = {path: data for path, data in files(site).items() if "/." not in path}
            assert found == BEFORE, number
            assert all((site / path).stat().st_mtime_ns == 10**18 for path in BEFORE)
        else:
            # What failed was needed by nobody: a second name, or the removal of what waited.
            assert {path: data for path, data in files(site).items() if "/." not in path} == AFTER
    assert refused > 20


def test_a_full_disk_leaves_every_file_and_nothing_beside(tmp_path: Path) -> None:
    for number in range(1, calls(tmp_path) + 1):
        site = laid_out(tmp_path / str(number))
        try:
            exchange(site, WANTED, full_from(number))
        except SiteError:
            assert files(site) == BEFORE
        else:
            assert files(site) == AFTER


def test_a_killed_process_leaves_each_file_whole_and_nothing_that_a_scan_reads(tmp_path: Path) -> None:
    for number in range(1, calls(tmp_path) + 1):
        site = laid_out(tmp_path / str(number))
        with pytest.raises(Killed):
            exchange(site, WANTED, killed_at(number))
        for source in DiskTree(site).scan()[0]:
            data = (site / source.path).read_bytes()
            assert data in (BEFORE.get(source.path), AFTER.get(source.path))
        # What a dead process left is in nobody's way.
        if files(site).keys() >= BEFORE.keys() and all(files(site)[path] == BEFORE[path] for path in BEFORE):
            exchange(
                site, [each for each in WANTED if each.before or not (site / each.path).exists()], QuickDisk()
            )
            assert files(site) == AFTER


@pytest.mark.parametrize("path", [each.path for each in WANTED])
def test_a_file_that_was_changed_meanwhile_keeps_all_as_they_are(site: Path, path: str) -> None:
    (site / path).write_bytes(b"saved by somebody")
    now = files(site)
    with pytest.raises(SiteError) as refused:
        exchange(site, WANTED, QuickDisk())
    assert [each.slug for each in refused.value.problems] == ["changed-meanwhile"]
    assert files(site) == now
