"""A build that takes long: the bar on a terminal, and where the time went."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from asiansite.cli import printing
from asiansite.cli.printing import Progress
from asiansite.storage import sources
from tests.fakes.pictures import picture
from tests.functional.commands import PROGRAM, at_terminal, environment, here
from tests.functional.newsrooms import CLOCK, SETTINGS, Newsroom
from tests.functional.terminals import Screen, screen_after, seen_meanwhile

ARTICLES = 130
"""More than two orders of pages, so that there is something to tell between the first and the last."""

BODY = "A paragraph.\n\n![It](it.jpg)\n\nThe end."

BAR = re.compile(r"([█░]{24}) ([\d,]+) of ([\d,]+) ([a-z ]+)")


def waiting(seconds: float) -> tuple[str, ...]:
    """The program, whose every build is as long as one that tells of itself after `seconds`."""
    patched = f"from asiansite.cli import printing; printing.PATIENCE = {seconds}; printing.PAUSE = 0; "
    return (*PROGRAM[:-1], patched + PROGRAM[-1])


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    found = Newsroom(tmp_path / "site", SETTINGS + "precompress: [gzip]\n")
    found.write("content/articles/it.jpg", picture())
    for number in range(ARTICLES):
        found.article(f"a{number}", BODY)
    return found


def words(room: Newsroom, *more: object) -> tuple[object, ...]:
    return ("build", "--json", "--output", room.output, "--at", CLOCK, "--jobs", 2, *more)


def test_a_long_build_tells_at_a_terminal_how_far_it_has_come(room: Newsroom) -> None:
    done = at_terminal(*words(room), cwd=room.folder, program=waiting(0))
    assert done.status == 0
    # In the end nothing of it is left, and no word of it is in the result.
    assert screen_after(done.err) == [""]
    assert done.report["pages"] > ARTICLES
    reached: dict[str, list[tuple[int, int]]] = {}
    *bars, last = seen_meanwhile(done.err)[1:]
    assert last == ""
    for shown in bars:
        found = BAR.fullmatch(shown)
        assert found is not None, shown
        done_of, total = (int(number.replace(",", "")) for number in found.group(2, 3))
        assert found[1].count("█") == 24 * done_of // total
        assert found[1] == found[1].replace("░", "").ljust(24, "░")
        reached.setdefault(found[4], []).append((done_of, total))
    assert [*reached] == [
        *("articles read", "pictures read", "pages rendered"),
        *("pictures made", "social images drawn", "files compressed"),
    ]
    for stage, steps in reached.items():
        assert steps == sorted(steps), stage
        assert len({total for _, total in steps}) == 1, stage
        assert steps[-1][0] <= steps[-1][1], stage
    assert reached["articles read"][-1] == (ARTICLES, ARTICLES)
    assert reached["pages rendered"][-1][0] == done.report["rendered"]


def test_a_build_that_is_done_sooner_shows_no_bar(room: Newsroom) -> None:
    done = at_terminal(*words(room), cwd=room.folder, program=waiting(3600))
    assert (done.status, done.err) == (0, "")


def test_where_standard_error_is_no_terminal_there_is_no_bar(room: Newsroom) -> None:
    done = subprocess.run(
        [*waiting(0), *map(str, words(room))],
        cwd=room.folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["pages"] > ARTICLES


def test_a_bar_is_gone_before_a_problem_is_told(room: Newsroom) -> None:
    room.article("a7", date="never")
    done = at_terminal(*words(room), cwd=room.folder, program=waiting(0))
    lines = screen_after(done.err)
    assert done.status == 1
    assert "articles read" in done.err
    assert lines[0].startswith("error[date-not-a-date]: ")
    assert not [line for line in lines if BAR.search(line)]


class Terminal(Screen):
    """A standard error that is one."""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.send(text)

    def flush(self) -> None:
        pass


def test_a_bar_waits_a_second_is_no_flicker_and_leaves_nothing_of_a_longer_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, terminal = [0.0], Terminal()
    monkeypatch.setattr(printing.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(printing.sys, "stderr", terminal)
    progress = Progress()
    for now[0], done, shown in (
        (0.0, 1, ""),
        (0.99, 2, ""),
        (1.0, 3, f"{'█' * 7}{'░' * 17} 3 of 10 social images drawn"),
        (1.05, 4, f"{'█' * 7}{'░' * 17} 3 of 10 social images drawn"),
        (1.2, 5, f"{'█' * 12}{'░' * 12} 5 of 10 social images drawn"),
    ):
        progress("social images drawn", done, 10)
        assert terminal.lines == [shown]
    now[0] = 2.0
    progress("pages rendered", 0, 0)
    assert terminal.lines == [f"{'░' * 24} 0 of 0 pages rendered"]
    progress.end()
    assert terminal.lines == [""]


# --- build --profile ---

SPAN = re.compile(r" *(\d+\.\d{3}) s  (.+)")

PAGES = re.compile(r"(.+), ([\d,]+) pages?, [\d,]+ µs each")


def profile(room: Newsroom, *more: object) -> tuple[dict[str, float], dict[str, int], int]:
    """What a build tells of itself: the seconds of its stages, the pages of each template; and of the report, how many."""
    done = here(*words(room, "--profile", *more), cwd=room.folder)
    assert done.status == 0
    stages, _, pages = done.err.partition("pages, by all processes together:\n")
    spans = {found[2]: float(found[1]) for line in stages.splitlines() if (found := SPAN.fullmatch(line))}
    assert len(spans) == len(stages.splitlines()), stages
    counts = {}
    for line in pages.splitlines():
        span = SPAN.fullmatch(line)
        found = PAGES.fullmatch(span[2]) if span else None
        assert found is not None, line
        counts[found[1]] = int(found[2].replace(",", ""))
    # All the time of the build is in one of them, but for what rounding takes.
    total = spans.pop("in all")
    assert sum(spans.values()) == pytest.approx(total, abs=0.001 * (len(spans) + 1))
    assert total >= done.report["seconds"] - 0.001
    del spans["between them"]
    return spans, counts, done.report["rendered"]


def test_a_profile_names_each_stage_and_each_template(room: Newsroom) -> None:
    stages, pages, rendered = profile(room, "--verify")
    assert [*stages] == [
        *("scan", "compare", "read", "search", "verify", "render", "pictures", "write", "compress"),
        *("record", "prove"),
    ]
    assert stages["render"] > 0
    assert sum(pages.values()) == rendered
    # A clean build makes every page: those that stand in the output.
    assert pages == made_pages(room.output)


def test_a_profile_of_an_edit_has_what_was_rendered_for_it(room: Newsroom) -> None:
    room.build()
    room.article("a7", f"{BODY} A word more.")
    stages, pages, rendered = profile(room)
    assert pages["article.html"] == 1
    assert sum(pages.values()) == rendered
    assert "pictures" in stages


def test_a_profile_of_a_build_without_work_ends_where_it_saw_that(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No file is written here so soon after another that their times could be the same.
    monkeypatch.setattr(sources, "YOUNG", 0)
    room.build()
    stages, pages, rendered = profile(room)
    assert ([*stages], pages, rendered) == (["scan", "compare"], {}, 0)


MAKERS = {
    r"2026/02/[^/]+/index\.html": "article.html",
    r"authors/mara/(page/\d/)?index\.html": "author.html",
    r"archive/2026/(02/)?(page/\d/)?index\.html": "list.html",
    r"index\.html": "front.html",
    r"(authors|tags|archive|corrections)/index\.html": r"\1.html",
    r"404\.html": "404.html",
    r"corrections/feed\.xml": "corrections-feed",
    r"(.*/)?(feed\.xml|feed\.json|rss\.xml)": "feed",
    r"sitemap\.xml": "map-index",
    r"sitemap-.*\.xml": "map",
    r"news-sitemap\.xml": "news-map",
    r"robots\.txt": "robots",
    r".*\.webmanifest": "webmanifest",
}
"""What makes the files of this output, as profiles name it: the first that a path agrees with."""


def made_pages(output: Path) -> Counter[str]:
    """How many pages each maker has made, by what stands in the output."""
    paths = [path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()]
    rows = [(path, pattern, name) for path in paths for pattern, name in MAKERS.items()]
    found = {
        path: re.sub(pattern, name, path) for path, pattern, name in rows[::-1] if re.fullmatch(pattern, path)
    }
    return Counter(found.values())
