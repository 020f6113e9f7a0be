"""Processes: a build is the same in one, in several, in those of another kind, and on another machine."""

from __future__ import annotations

import multiprocessing
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from unittest.mock import patch

import pytest

from asiansite.work import executors, pool
from tests.functional.commands import PROGRAM, command, environment
from tests.laws.desk import CLOCK, THEME, Desk, Done, settings_text, standing_files

KINDS = [(2, "fork"), (2, "spawn"), (3, "spawn")] if sys.platform == "linux" else [(2, "spawn")]


def desk_with_articles(folder: Path) -> Desk:
    desk = Desk(folder)
    for number in range(7):
        text = f"Story {number}.\n\n" + "And some more of it. " * 40 + "\n\nSee [that](a1.md)."
        desk.article(
            f"a{number}", text, tags=["Haze", f"Tag {number % 3}"], date=f"2026-08-{number + 1:02} 08:00"
        )
    desk.write("content/pages/about.md", "---\ntitle: About\n---\nWe, and [a story](/articles/a1.md).\n")
    return desk


def built(folder: Path, jobs: int, kind: str) -> list[Done]:
    """A first build, one after an edit, one that has nothing to do, and others after edits that concern many pages."""
    desk = desk_with_articles(folder)
    context = multiprocessing.get_context(kind)
    with (
        patch.object(executors, "WORTH_A_POOL", 1),
        patch.object(executors, "BATCH", 3),
        patch.object(pool, "_context", lambda: context),
    ):
        first = desk.build(jobs=jobs)
        desk.article("a1", "Another text.", title="Another title", tags=["New"])
        builds = [first, desk.build(jobs=jobs), desk.build(jobs=jobs)]
        # What Recent Posts and lists show, what fragments show alone, what somebody did to the output meanwhile.
        desk.article("a8", "The newest.", tags=["Haze"], date="2026-08-20 07:00")
        builds.append(desk.build(jobs=jobs))
        desk.write("site.yaml", settings_text(description="Other words"))
        desk.put("2026/08/a3/index.html", b"edited")
        desk.put("2026/08/a4/index.html", standing_files(desk.output)["2026/08/a4/index.html"][::-1])
        builds.append(desk.build(jobs=jobs))
        for name in ("fragments/recent.html", "404.html", "macros/card.html"):
            right = (desk.theme / "templates" / name).read_text()
            desk.write(f"templates/{name}", right + "{{ 1 / 0 }}")
            builds.append(desk.build(jobs=jobs))
            desk.write(f"templates/{name}", right)
        return [*builds, desk.build(jobs=jobs)]


@pytest.mark.parametrize(("jobs", "kind"), KINDS)
def test_any_number_of_processes_makes_the_same_output_and_the_same_book(
    tmp_path: Path, jobs: int, kind: str
) -> None:
    alone = built(tmp_path / "alone", 1, "spawn")
    for one, several in zip(alone, built(tmp_path / "several", jobs, kind), strict=True):
        assert several.problems == one.problems
        assert several.files == one.files
        assert several.traces == one.traces
        assert several.rendered == one.rendered


def test_the_time_zones_of_the_machine_do_not_count(tmp_path: Path) -> None:
    # A system whose Jakarta lies in Nepal: its clocks would publish, and date, as they like.
    zones = tmp_path / "zones"
    (zones / "Asia").mkdir(parents=True)
    (zones / "Asia/Jakarta").write_bytes((files("tzdata.zoneinfo.Asia") / "Kathmandu").read_bytes())
    desk = desk_with_articles(tmp_path / "desk")
    shutil.copytree(THEME, desk.site, dirs_exist_ok=True)
    outputs = []
    for number, env in enumerate(({}, {"PYTHONTZPATH": str(zones)})):
        output = tmp_path / str(number)
        done = command("build", "--output", output, "--at", "2026-08-05 07:30", cwd=desk.site, env=env)
        assert done.status == 0, done
        outputs.append(standing_files(output))
    assert outputs[0] == outputs[1]
    assert b"About a3" in outputs[0]["index.html"]
    assert b"About a4" not in outputs[0]["index.html"]


def test_builds_of_several_outputs_at_once_share_one_memory(tmp_path: Path) -> None:
    desk = desk_with_articles(tmp_path / "desk")
    shutil.copytree(THEME, desk.site, dirs_exist_ok=True)
    for title in ("One", "Two"):
        desk.article("a1", "Words.", title=f"Round {title}", tags=["Haze"], date="2026-08-02")
        outputs = [tmp_path / str(number) for number in range(3)]
        builds = [
            started("build", "--output", output, "--at", CLOCK, "--jobs", 1, cwd=desk.site)
            for output in outputs
        ]
        assert [build.wait(60) for build in builds] == [0] * 3
        found = [standing_files(output) for output in outputs]
        assert found[0] == found[1] == found[2]
        assert f"Round {title}".encode() in found[0]["2026/08/a1/index.html"]


def started(*words: object, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, *map(str, words)],
        cwd=cwd,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )


def test_a_fault_is_told_on_the_first_page_that_has_it(tmp_path: Path) -> None:
    # What is withdrawn shows a list in its sidebar alone; its page comes before those that show it themselves, or its file is gone.
    desk = desk_with_articles(tmp_path)
    desk.article("a0", "Gone.", date="2026-08-01 08:00", withdrawn={"date": "2026-08-02", "reason": "Wrong."})
    desk.checked()
    card = desk.theme / "templates/macros/card.html"
    desk.write("templates/macros/card.html", card.read_text() + "{% if %}")
    assert desk.check().report is None
    (desk.output / "2026/08/a0/index.html").unlink()
    assert desk.check().report is None
