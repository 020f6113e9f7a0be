"""Crashes: a build that ends at any call to the disk or to its records is healed by the next one."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import settings

from asiansite.errors import SiteError
from asiansite.storage.records import Records
from tests.fakes.disks import CountedDisk, Killed
from tests.fakes.pictures import picture
from tests.laws.desk import Desk, Done, Files, source, standing_files

ONE: Mapping[str, str | bytes] = {
    "content/articles/stays.md": source({"title": "It stays", "date": "2026-08-01"}, "As it is."),
    "content/articles/changes.md": source({"title": "It changes", "date": "2026-08-02"}, "![It](map.png)"),
    "content/articles/map.png": picture(1),
    "content/articles/goes.md": source(
        {"title": "It goes", "date": "2026-08-03", "aliases": ["/gone/"]}, "Soon."
    ),
    "static/site.css": "b {}",
}
OTHER: Mapping[str, str | bytes] = {
    "content/articles/stays.md": source({"title": "It stays", "date": "2026-08-01"}, "As it is."),
    "content/articles/changes.md": source(
        {"title": "It has changed", "date": "2026-08-02"}, "![It](map.png) Now."
    ),
    "content/articles/map.png": picture(2),
    "content/articles/comes.md": source(
        {"title": "It comes", "date": "2026-07-04", "tags": ["New"]}, "Here."
    ),
    "static/site.css": "b { color: red }",
}
"""Two states of one site: each is the other's next edit."""

STRIDE = 1 if settings.get_current_profile_name() == "search" else 5
"""From one call that is tried to the next, where it is not each of them."""

Before = Callable[[int, str], None]
"""Is given the number and the name of a call, before it is made."""


class Full:
    """A connection to records whose disk is full."""

    def __init__(self, real: sqlite3.Connection) -> None:
        self._real = real

    def _refuse(self, *_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    executemany = commit = _refuse

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


class Calls:
    """Every call of a build to the disk below its output and to its records, each of which may be the last."""

    def __init__(self, before: Before = lambda number, call: None) -> None:
        self.names: list[str] = []
        self._before = before
        self._disk = CountedDisk(lambda _, call, path: self._count(call))

    @contextmanager
    def of(self, desk: Desk) -> Iterator[None]:
        """Count, or break off, the calls of builds at a desk."""
        was, desk.disk = desk.disk, lambda: self._disk
        desk.is_held = True  # a book that cannot be written lags behind
        try:
            with (
                patch.object(Records, "put", self._counted(Records.put)),
                patch.object(Records, "remove", self._counted(Records.remove)),
                patch.object(Records, "commit", self._counted(Records.commit)),
            ):
                yield
        finally:
            desk.disk, desk.is_held = was, False

    def _counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(records: Records, *args: Any) -> Any:
            try:
                self._count(f"records.{real.__name__}")
            except OSError as error:
                if records._connection is not None and error.errno == errno.ENOSPC:
                    records._connection = Full(records._connection)  # type: ignore[assignment]
                elif records._connection is not None:
                    records._connection.close()  # raises as one whose file is damaged
            return real(records, *args)

        return call

    def _count(self, call: str) -> None:
        self.names.append(call)
        self._before(len(self.names), call)


def killed_at(number: int) -> Calls:
    """The process is gone from a call on."""

    def before(now: int, call: str) -> None:
        if now >= number:
            raise Killed(f"{number}: {call}")

    return Calls(before)


def failing_at(number: int, code: int) -> Calls:
    """The system refuses one call."""

    def before(now: int, call: str) -> None:
        if now == number:
            raise OSError(code, os.strerror(code), "x")

    return Calls(before)


def enter(desk: Desk, state: Mapping[str, str | bytes]) -> None:
    """Bring the sources to one of the two states; what is the same is not touched."""
    for path in {*ONE, *OTHER} - {*state}:
        if (desk.site / path).is_file():
            desk.remove(path)
    for path, data in state.items():
        wanted = data.encode() if isinstance(data, str) else data
        if not (desk.site / path).is_file() or (desk.site / path).read_bytes() != wanted:
            desk.write(path, wanted)


def known(desk: Desk) -> list[tuple[Mapping[str, str | bytes], Done]]:
    """Both states, with what a clean build of each makes; the site is in the first one and built."""
    found = []
    for state in (OTHER, ONE):
        enter(desk, state)
        found.insert(0, (state, desk.checked()))
    return found


def counted(desk: Desk, state: Mapping[str, str | bytes]) -> list[str]:
    """The calls of the build that leads to a state."""
    enter(desk, state)
    calls = Calls()
    with calls.of(desk):
        assert desk.build().report is not None
    return calls.names


def require_healed(desk: Desk, wanted: Done, case: object) -> None:
    """The next build makes what a clean one makes, records it, and leaves nothing else."""
    done = desk.build()
    assert done.report is not None, (case, done.problems)
    assert done.files == wanted.files, case
    assert done.traces == wanted.traces, case
    assert {path.name for path in desk.folder.iterdir()} == {"output", "site", "theme"}, case


@pytest.mark.parametrize("here", [0, 1])
def test_a_kill_at_any_call_is_healed(tmp_path: Path, here: int) -> None:
    # Each build that heals one kill leads to the other state: there and back, so two such walks kill each at each call.
    desk = Desk(tmp_path)
    states = known(desk)
    most = max(len(counted(desk, states[1][0])), len(counted(desk, states[0][0])))
    assert most > 200
    enter(desk, states[here][0])
    desk.build()
    for number in range(1, most + 1):
        # Now and then the edit is taken back before the build is started again; in a long search, always.
        for again in (False, True) if number % STRIDE == 0 else (True,):
            enter(desk, states[1 - here][0])
            with killed_at(number).of(desk), suppress(Killed):
                desk.build()
            here = 1 - here if again else here
            enter(desk, states[here][0])
            require_healed(desk, states[here][1], (number, again))
        if number % 10 == 1:
            assert desk.build().is_quick, number


def test_a_first_build_killed_at_any_call_is_healed(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "count")
    enter(desk, ONE)
    wanted, calls = desk.clean(), Calls()
    with calls.of(desk):
        desk.build()
    for number in range(1, len(calls.names) + 1):
        desk = Desk(tmp_path / str(number))
        enter(desk, ONE)
        with killed_at(number).of(desk), pytest.raises(Killed):
            desk.build()
        require_healed(desk, wanted, (number, calls.names[number - 1]))


def test_a_kill_while_healing_is_healed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    states = known(desk)
    most = len(counted(desk, states[1][0]))
    enter(desk, ONE)
    desk.build()
    for number in range(1, most, 17):
        for state, at in ((1, number), (0, number * 7 % most + 1), (1, number * 5 % most + 1)):
            enter(desk, states[state][0])
            with killed_at(at).of(desk), suppress(Killed):
                desk.build()
        require_healed(desk, states[1][1], number)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failure_at_any_call_ends_well(tmp_path: Path, code: int) -> None:
    # Either the build fails, as the machine's fault, and the old output is whole; or it has done without.
    desk = Desk(tmp_path)
    states = known(desk)
    here = 0
    most = max(len(counted(desk, states[1][0])), len(counted(desk, states[0][0])))
    enter(desk, ONE)
    desk.build()
    for number in range(1, most + 1, STRIDE):
        enter(desk, states[1 - here][0])
        before, calls = standing_files(desk.output), failing_at(number, code)
        with calls.of(desk):
            done = desk.build()
        case = (number, calls.names[number - 1 : number])
        if done.report is None:
            assert SiteError(done.problems).status == 74, case
            assert standing_files(desk.output) == before, case
        else:
            assert done.files == states[1 - here][1].files, case
        here = 1 - here
        require_healed(desk, states[here][1], case)


def test_a_full_disk_leaves_the_old_output(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    states = known(desk)
    before = standing_files(desk.output)
    enter(desk, OTHER)

    def full(now: int, call: str) -> None:
        if call in ("create", "write", "mkdir", "link"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")

    with Calls(full).of(desk):
        assert desk.build().slugs == ["disk-full"]
    assert standing_files(desk.output) == before
    require_healed(desk, states[1][1], "full")


def test_a_commit_that_was_cut_off_costs_time_and_no_truth(tmp_path: Path) -> None:
    # The records are written without a journal on the disk: a power cut may leave any mixture of pages.
    desk = Desk(tmp_path)
    states = known(desk)
    old = memory(desk)
    enter(desk, OTHER)
    desk.build()
    new = memory(desk)
    assert all(len(data) > 8192 for data in new.values())
    for name in new:
        for cut in range(4096, max(len(old[name]), len(new[name])), 4096):
            for first, second in ((new, old), (old, new)):
                (desk.home / name).write_bytes(first[name][:cut] + second[name][cut:])
                assert desk.build().files == states[1][1].files, (name, cut)
                enter(desk, ONE)
                assert desk.build().files == states[0][1].files, (name, cut)
                enter(desk, OTHER)
                assert desk.build().files == states[1][1].files, (name, cut)


def memory(desk: Desk) -> Files:
    """The bytes of every file of records."""
    return {path.name: path.read_bytes() for path in sorted(desk.home.glob("*.sqlite"))}
