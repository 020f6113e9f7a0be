"""The seam to the disk: patience with Windows, and what a failure is called."""

from __future__ import annotations

import errno
import stat
from os import stat_result
from types import SimpleNamespace
from typing import cast

import pytest

from asiansite.errors import SiteError
from asiansite.storage.disk import blaming, disk_problem, kind_of, patiently


class WindowsError32(PermissionError):
    """What Windows raises while somebody else has the file open."""

    winerror = 32


def test_a_file_that_a_scanner_holds_is_tried_again() -> None:
    tries: list[int] = []
    pauses: list[float] = []

    def act() -> None:
        tries.append(1)
        if len(tries) < 6:
            raise WindowsError32

    patiently(act, pauses.append)
    assert len(tries) == 6
    assert pauses == sorted(pauses)


def test_patience_has_an_end() -> None:
    tries: list[int] = []
    pauses: list[float] = []

    def act() -> None:
        tries.append(1)
        raise WindowsError32

    with pytest.raises(WindowsError32):
        patiently(act, pauses.append)
    assert len(tries) == 10
    assert 2.0 < sum(pauses) <= 2.6


@pytest.mark.parametrize(
    "error", [PermissionError(13, "no"), FileNotFoundError(2, "no"), OSError(28, "full")]
)
def test_other_errors_are_raised_at_once(error: OSError) -> None:
    tries: list[int] = []

    def act() -> None:
        tries.append(1)
        raise error

    with pytest.raises(type(error)):
        patiently(act, lambda pause: pytest.fail("waited"))
    assert len(tries) == 1


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EACCES, "cannot-write"),
        (errno.EROFS, "cannot-write"),
        (errno.EIO, "cannot-write"),
        (errno.ENAMETOOLONG, "cannot-write"),
    ],
)
def test_a_refusal_names_the_path_and_the_systems_reason(code: int, slug: str) -> None:
    with pytest.raises(SiteError) as caught, blaming("/out"):
        raise OSError(code, "the reason", "/out/.staging/1", None, "/out/a.html")
    (found,) = caught.value.problems
    assert (found.slug, caught.value.status) == (slug, 74)
    assert found.place is not None
    assert found.place.path == "/out/a.html"
    assert "the reason" in found.says


def test_a_refusal_of_a_handle_names_the_folder() -> None:
    with pytest.raises(SiteError) as caught, blaming("/out"):
        raise OSError(errno.EIO, "the reason")
    assert caught.value.problems == (disk_problem(OSError(errno.EIO, "the reason"), "/out"),)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (stat.S_IFREG | 0o644, "file"),
        (stat.S_IFDIR | 0o755, "folder"),
        (stat.S_IFLNK | 0o777, "link"),
        (stat.S_IFIFO, "other"),
        (stat.S_IFSOCK, "other"),
        (stat.S_IFBLK, "other"),
    ],
)
def test_kinds(mode: int, kind: str) -> None:
    assert kind_of(stat_result((mode, *range(9)))) == kind


def test_a_junction_of_windows_is_a_link() -> None:
    found = SimpleNamespace(st_mode=stat.S_IFDIR | 0o755, st_reparse_tag=0xA0000003)
    assert kind_of(cast("stat_result", found)) == "link"
