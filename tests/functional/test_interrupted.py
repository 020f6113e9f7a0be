"""Builds that are interrupted, or that meet another one in the same output."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.functional.commands import PROGRAM, ROOT, environment
from tests.functional.newsrooms import CLOCK, Newsroom
from tests.functional.outputs import contents, entries, names

MANY = 800
"""Articles that take a build long enough to be met at work."""

BEGIN, SLOWLY = "{% block content %}", "{% for number in range(120000) %}{% endfor %}"


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A site whose output holds one article, and that has many more since."""
    room = Newsroom(tmp_path_factory.mktemp("big") / "site")
    room.article("first")
    room.build()
    # Articles that take their time: whoever wants to meet the build at work must find it there.
    article = (ROOT / "templates" / "article.html").read_text("utf-8")
    room.write("templates/article.html", article.replace(BEGIN, BEGIN + SLOWLY, 1))
    for number in range(MANY):
        room.article(f"story-{number:04}", "A paragraph, and another.\n\n" * 8, tags=[f"Tag {number % 40}"])
    return room


@pytest.mark.parametrize(("staged", "jobs"), [(0, 1), (0, 2), (1, 2), (200, 1)])
def test_an_interrupted_build_leaves_the_output_as_it_was(big: Newsroom, staged: int, jobs: int) -> None:
    before, beside = entries(big.output), names(big.output.parent)
    with started(big, "--clean", "--jobs", jobs) as build:
        wait_until_staged(big.output, staged, build)
        # As Ctrl-C does on a terminal: to every process of the group.
        os.killpg(build.pid, signal.SIGINT)
        out, err = build.communicate(timeout=20)
    assert (build.returncode, out, err) == (130, "", "interrupted\n")
    assert entries(big.output) == before
    assert names(big.output.parent) == beside
    assert not is_any_left(build.pid)


def test_one_process_alone_may_be_told(big: Newsroom) -> None:
    before, beside = contents(big.output), names(big.output.parent)
    with started(big, "--clean", "--jobs", 2) as build:
        wait_until_staged(big.output, 1, build)
        build.send_signal(signal.SIGINT)
        out, err = build.communicate(timeout=20)
    assert (build.returncode, out, err) == (130, "", "interrupted\n")
    assert contents(big.output) == before
    assert names(big.output.parent) == beside
    assert not is_any_left(build.pid)


def test_two_builds_do_not_share_an_output(big: Newsroom, tmp_path: Path) -> None:
    output = tmp_path / "output"
    with started(big, "--output", output, "--jobs", 1) as first:
        wait_until_staged(output, 1, first)
        os.kill(first.pid, signal.SIGSTOP)
        try:
            refused = big.try_to_build("--output", output, "--jobs", 1)
            assert (refused.status, refused.out, refused.slugs) == (75, "", ["output-locked"])
            assert str(first.pid) in refused.err
            start = time.monotonic()
            assert big.try_to_build("--output", output, "--jobs", 1, "--wait", "0.5").status == 75
            assert time.monotonic() - start >= 0.5
            waiting = start_build(big, "--output", output, "--jobs", 1, "--wait", 60)
        finally:
            os.kill(first.pid, signal.SIGCONT)
        first_out, first_err = first.communicate(timeout=60)
        assert (first.returncode, first_err) == (0, "")
        out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, err) == (0, "")
    assert " 0 files written, 0 removed" in out
    assert " 0 files written" not in first_out
    assert len([*output.rglob("index.html")]) > MANY
    assert names(tmp_path) == ["output"]


@contextmanager
def started(room: Newsroom, *words: object) -> Iterator[subprocess.Popen[str]]:
    build = start_build(room, *words)
    try:
        yield build
    finally:
        if build.poll() is None:
            build.kill()
        build.communicate()


def start_build(room: Newsroom, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        # A file that is interrupted while it is opened is closed without anybody's doing, which only `-W` tells of.
        [
            *PROGRAM[:4],
            "-W",
            "ignore::ResourceWarning",
            *PROGRAM[4:],
            "build",
            "--output",
            str(room.output),
            "--at",
            CLOCK,
            *map(str, words),
        ],
        cwd=room.folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )


def wait_until_staged(output: Path, files: int, build: subprocess.Popen[str]) -> None:
    """Wait until so many files wait beside the output; for none, until the build is reading."""
    staging = output.parent / f".{output.name}.asiansite"
    deadline = time.monotonic() + 30
    while not (is_at_work(build.pid) if files == 0 else count(staging) >= files):
        assert build.poll() is None, build.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.002)
    assert build.poll() is None, build.communicate()


def count(staging: Path) -> int:
    try:
        return sum(map(str.isdigit, names(staging)))
    except FileNotFoundError:
        return 0


def is_at_work(pid: int) -> bool:
    """Whether a process has used as much processor time as it takes to load the program, and a bit more."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12]) >= 0.3 * os.sysconf("SC_CLK_TCK")


def is_any_left(group: int) -> bool:
    """Whether a process of the group still runs after a moment of grace."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True
