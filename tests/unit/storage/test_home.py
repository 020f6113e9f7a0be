"""The folder .asiansite/."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asiansite.errors import SiteError
from asiansite.storage.home import asiansite_home


def test_it_is_made_once_and_kept_out_of_repositories(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        home = asiansite_home(tmp_path)
    finally:
        os.umask(before)
    assert home == tmp_path / ".asiansite"
    assert (home / ".gitignore").read_bytes() == b"*\n"
    assert (home.stat().st_mode & 0o777, (home / ".gitignore").stat().st_mode & 0o777) == (0o755, 0o644)
    (home / ".gitignore").write_bytes(b"*\n!keep\n")
    assert asiansite_home(tmp_path) == home
    assert (home / ".gitignore").read_bytes() == b"*\n!keep\n"


def test_what_a_kill_broke_off_is_finished(tmp_path: Path) -> None:
    (tmp_path / ".asiansite").mkdir()
    asiansite_home(tmp_path)
    assert (tmp_path / ".asiansite/.gitignore").read_bytes() == b"*\n"
    (tmp_path / ".asiansite/.gitignore").write_bytes(b"")
    asiansite_home(tmp_path)
    assert (tmp_path / ".asiansite/.gitignore").read_bytes() == b"*\n"


def test_a_file_in_its_place(tmp_path: Path) -> None:
    (tmp_path / ".asiansite").write_bytes(b"")
    with pytest.raises(SiteError) as caught:
        asiansite_home(tmp_path)
    assert (caught.value.problems[0].slug, caught.value.status) == ("cannot-write", 74)
