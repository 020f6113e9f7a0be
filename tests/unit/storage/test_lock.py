"""The lock: one build at a time, and nothing of it stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asiansite.errors import SiteError
from asiansite.storage.output import Output
from tests.fakes.disks import QuickDisk
from tests.fakes.publishing import publish


def test_a_second_build_is_told_who_has_the_output(tmp_path: Path) -> None:
    output = tmp_path / "public"
    with Output.open(output, tmp_path / "site", disk=QuickDisk()):
        for spelling in (output, tmp_path / "x" / ".." / "public", f"{output}/"):
            with (
                pytest.raises(SiteError) as caught,
                Output.open(spelling, tmp_path / "other-site", wait=0.05, disk=QuickDisk()),
            ):
                pass
            (found,) = caught.value.problems
            assert (found.slug, caught.value.status) == ("output-locked", 75)
            assert ("process", str(os.getpid())) in found.facts
    publish(output, {"a": b"a"})
    assert [place.name for place in tmp_path.iterdir()] == ["public"]


def test_other_outputs_are_free(tmp_path: Path) -> None:
    with (
        Output.open(tmp_path / "public", tmp_path / "site", disk=QuickDisk()),
        Output.open(tmp_path / "preview", tmp_path / "site", disk=QuickDisk()),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_lock_is_given_back_when_work_fails(tmp_path: Path) -> None:
    for _ in range(2):
        with (
            pytest.raises(RuntimeError),
            Output.open(tmp_path / "public", tmp_path / "site", disk=QuickDisk()),
        ):
            raise RuntimeError


@pytest.mark.parametrize("call", ["chmod", "lstat"])
def test_the_folder_may_go_while_it_is_made(tmp_path: Path, call: str) -> None:
    # Another build that ends removes the folder: between two calls of this one, each time it can.
    taken: list[str] = []

    class Ending(QuickDisk):
        def chmod(self, path: str, mode: int) -> None:
            self._take(path, "chmod")
            super().chmod(path, mode)

        def lstat(self, path: str) -> os.stat_result:
            self._take(path, "lstat")
            return super().lstat(path)

        def _take(self, path: str, name: str) -> None:
            folder = Path(path)
            is_due = name == call and folder.name == ".public.asiansite" and len(taken) < 3
            if is_due and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                taken.append(path)

    if call == "lstat":
        (tmp_path / ".public.asiansite").mkdir()
    with Output.open(tmp_path / "public", tmp_path / "site", disk=Ending()) as output:
        output.check(["a"])
        output.stage("a", b"a")
        output.commit(lambda path: 0)
    assert taken
    assert sorted(each.name for each in tmp_path.iterdir()) == ["public"]
