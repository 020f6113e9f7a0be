"""Looking: at one file, when an event names it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asiansite.preview.looking import UnclearError, look, scan
from asiansite.storage.files import DiskTree, Source

ONE = "content/articles/one.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / ONE).write_text("1")
    (tmp_path / "site.yaml").write_text("title: x")
    return tmp_path


def known(site: Path) -> dict[str, Source]:
    return {source.path: source for source in DiskTree(site).scan()[0]}


def test_what_is_as_it_was_is_no_change(site: Path) -> None:
    assert look(site, [ONE, "site.yaml"], DiskTree(site), known(site)) == {}


def test_a_look_tells_what_a_scan_would(site: Path) -> None:
    before = known(site)
    (site / ONE).write_text("12")
    (site / "content/articles/two.md").write_text("2")
    (site / "site.yaml").unlink()
    names = [
        ONE,
        "content/articles/two.md",
        "site.yaml",
        "content/articles/.x.swp",
        "content/articles/x~",
        "public/x",
    ]
    after = known(site)
    expected = {path: after.get(path) for path in (ONE, "content/articles/two.md", "site.yaml")}
    assert look(site, names, DiskTree(site), before) == expected


@pytest.mark.parametrize(
    "name", ["content/articles/link.md", "content/other/a.md", "content/articles/cafe\u0301.md"]
)
def test_where_a_look_does_not_tell_all_a_scan_is_asked_for(site: Path, name: str) -> None:
    path = site / name
    path.parent.mkdir(exist_ok=True)
    if "link" in name:
        path.symlink_to(os.devnull)
    else:
        path.write_text("x")
    with pytest.raises(UnclearError):
        look(site, [name], DiskTree(site), known(site) if "other" not in name else {ONE: known(site)[ONE]})


def test_a_scan_tells_what_came_changed_and_went(site: Path) -> None:
    before = {source.path: source for source in scan(site).found}
    (site / ONE).unlink()
    (site / "content/articles/two.md").write_text("2")
    (site / "site.yaml").write_text("title: yz")
    changed = scan(site).changed(before)
    assert {path: source is not None for path, source in changed.items()} == {
        ONE: False,
        "content/articles/two.md": True,
        "site.yaml": True,
    }
