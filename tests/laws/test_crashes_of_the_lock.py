"""Crashes and the lock of URLs: whatever ends a build, a URL is locked if its page was published, and only then."""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path

import pytest

from asiansite.content.urls_lock import parse
from asiansite.storage.lock_file import LockFile
from tests.fakes.disks import Killed
from tests.laws.desk import Desk, source
from tests.laws.test_crashes import Calls, failing_at, killed_at

NEW = ("2026/08/comes/", "2026/08/follows/", "tags/new/")


def begin(folder: Path) -> Desk:
    """A site that was built, with its lock."""
    desk = Desk(folder)
    desk.locking = "add"
    desk.article("stays", date="2026-08-01")
    desk.checked()
    return desk


def publish(desk: Desk) -> None:
    """Write what the next build publishes."""
    for name in ("comes", "follows"):
        front = {"title": f"It {name}", "date": "2026-08-02", "tags": ["New"]}
        desk.write(f"content/articles/{name}.md", source(front, "Here."))


def take_back(desk: Desk) -> None:
    """Remove it again, before anybody has built."""
    for name in ("comes", "follows"):
        desk.remove(f"content/articles/{name}.md")


def locked(desk: Desk) -> set[str]:
    data = (desk.site / "urls.lock").read_bytes()
    lines, problems = parse(data)
    assert problems == ()
    return {line.url.strip("/") + "/" for line in lines}


def standing(desk: Desk) -> set[str]:
    return {url for url in NEW if (desk.output / url / "index.html").is_file()}


def require_no_rest(desk: Desk) -> None:
    names = {path.name for path in desk.site.iterdir()}
    assert names <= {"content", "site.yaml", "urls.lock", ".asiansite", "static", "templates"}, names


def calls_of_a_build(folder: Path) -> int:
    desk, calls = begin(folder), Calls()
    publish(desk)
    with calls.of(desk):
        assert desk.build().report is not None
    assert set(NEW) <= locked(desk)
    return len(calls.names)


@pytest.mark.parametrize("first", [1, 2])
def test_a_kill_at_any_call_forgets_no_url_and_locks_none_that_was_not_published(
    tmp_path: Path, first: int
) -> None:
    most = calls_of_a_build(tmp_path / "count")
    desk = begin(tmp_path / "desk")
    before = (desk.site / "urls.lock").read_bytes()
    seen = set()
    for number in range(first, most + 1, 2):
        publish(desk)
        with killed_at(number).of(desk), suppress(Killed):
            desk.build()
        published = standing(desk)
        seen.add(len(published))
        take_back(desk)
        done = desk.build()
        # A tag answers for itself, with an empty page: an article that was published is missed.
        lost = {found.says.split("`")[1].strip("/") + "/" for found in done.problems}
        assert lost == {url for url in published if "tags" not in url}, number
        assert (done.report is None) == bool(lost), number
        assert locked(desk) & {*NEW} == published, number
        require_no_rest(desk)
        # Back to where it was, as with git.
        desk.write("urls.lock", before)
        assert desk.build().report is not None
        assert (desk.site / "urls.lock").read_bytes() == before
    assert seen >= {0, len(NEW)}, "every build was killed too early, or too late"
    assert len(seen) > 2, "no build was killed in the midst of publishing"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failure_at_any_call_leaves_lock_and_output_of_one_mind(tmp_path: Path, code: int) -> None:
    most = calls_of_a_build(tmp_path / "count")
    desk = begin(tmp_path / "desk")
    before = (desk.site / "urls.lock").read_bytes()
    for number in range(1, most + 1, 3):
        publish(desk)
        with failing_at(number, code).of(desk):
            done = desk.build()
        if done.report is None:
            assert (desk.site / "urls.lock").read_bytes() == before, number
            assert standing(desk) == set(), number
        desk.build()
        assert {*NEW} <= locked(desk), number
        require_no_rest(desk)
        take_back(desk)
        desk.write("urls.lock", before)
        assert desk.build().report is not None
        assert LockFile(desk.site).staged() is None


def test_a_lock_that_cannot_be_put_in_place_waits_for_the_next_build(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    publish(desk)

    def refuse(number: int, call: str) -> None:
        if call == "replace" and (desk.site / "urls.lock.new").exists() and len(standing(desk)) == len(NEW):
            raise OSError(errno.EIO, "refused", "urls.lock")

    with Calls(refuse).of(desk):
        done = desk.build()
    if done.report is not None:
        assert "urls-lock-waits" in done.slugs
        assert not {*NEW} & locked(desk)
    assert desk.build().report is not None
    assert {*NEW} <= locked(desk)
    require_no_rest(desk)
