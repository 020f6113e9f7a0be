"""`build --verify` tells what a build did wrong: each of these engines goes wrong in the build, not in the proof."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from asiansite.errors import Place, Problem, problem
from asiansite.storage import manifest, output
from asiansite.storage.orphans import Orphans
from asiansite.work import resuming
from asiansite.work.publishing import Publication
from tests.laws.desk import Desk
from tests.laws.test_wrong_engines import a_read_left_out

Mutation = Callable[[], AbstractContextManager[Any]]


def begin(folder: Path) -> Desk:
    desk = Desk(folder)
    desk.article("one", "It rains. ![It](map.svg)", date="2026-08-01", author="mara")
    desk.article("two", "It shines.", date="2026-08-02", author="mara")
    desk.write("content/articles/map.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"/>')
    desk.write("static/b.txt", "b")
    desk.checked()
    return desk


def reworded(desk: Desk) -> None:
    desk.replace("content/articles/two.md", "It shines.", "It shines again.")


def gone(desk: Desk) -> None:
    for name in ("content/articles/one.md", "content/articles/map.svg", "static/b.txt"):
        (desk.site / name).unlink()


def in_build(stage: str, wrong: Callable[..., Any]) -> Mutation:
    """A stage of the build is carried out by `wrong`, which is given the right one."""
    real = getattr(Publication, stage)
    return lambda: patch.object(
        Publication, stage, lambda self, *given, **more: wrong(real, self, *given, **more)
    )


def without_a_read(real: Any, self: Publication, *given: Any) -> None:
    with a_read_left_out():
        real(self, *given)


def otherwise_told(change: Callable[[tuple[Problem, ...]], tuple[Problem, ...]]) -> Mutation:
    def write(real: Any, self: Publication) -> Any:
        report = real(self)
        return replace(report, problems=change(report.problems))

    return in_build("write", write)


def listed(change: Callable[[str, str], str | None]) -> Mutation:
    real = manifest.form

    def form(lines: Any) -> bytes:
        return real((path, told) for path, digest in lines if (told := change(path, digest)) is not None)

    return lambda: patch.object(manifest, "form", form)


class Wrong(NamedTuple):
    """A wrong engine, an edit after which it goes wrong, and the words that tell of it by the files that they are about."""

    mutation: Mutation
    edit: Callable[[Desk], None]
    told: dict[str, str]
    clean: bool = False


WRONG = {
    "a page left as it was": Wrong(
        lambda: patch.object(resuming, "_changed", lambda *_: ()),
        reworded,
        {"2026/08/two/index.html": "article('two'), which is answered otherwise"},
    ),
    "files left over": Wrong(
        lambda: patch.object(output, "look_at", lambda *_: Orphans((), (), ())),
        gone,
        dict.fromkeys(
            ("2026/08/one/index.html", "2026/08/one/map.svg", "b.txt"), "the site of today has no such file"
        ),
    ),
    "a read that is not recorded": Wrong(
        in_build("render", without_a_read), reworded, {"2026/08/two/index.html": "neighbours"}, clean=True
    ),
    "a warning that is not told": Wrong(
        otherwise_told(lambda problems: ()), reworded, {"content/articles/one.md": "a clean build tells of"}
    ),
    "a warning that is no longer true": Wrong(
        otherwise_told(
            lambda problems: (
                *problems,
                problem("picture-without-alt", Place("content/articles/two.md"), given="map.svg"),
            )
        ),
        reworded,
        {"content/articles/two.md": "a clean build tells nothing of picture-without-alt"},
    ),
    "a file that the manifest does not list": Wrong(
        listed(lambda path, digest: None if path == "b.txt" else digest), reworded, {"b.txt": "not its hash"}
    ),
    "a file that the manifest takes for another": Wrong(
        listed(lambda path, digest: "0" * 32 if path == "b.txt" else digest),
        reworded,
        {"b.txt": "not its hash"},
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_build_is_not_proven(tmp_path: Path, name: str) -> None:
    wrong, desk = WRONG[name], begin(tmp_path)
    wrong.edit(desk)
    with wrong.mutation():
        done = desk.build(verify=True, clean=wrong.clean)
    assert set(done.slugs) == {"build-not-proven"}
    found = {
        found.place.path: dict(found.facts)["first difference"] for found in done.problems if found.place
    }
    for path, words in wrong.told.items():
        assert words in found[path], found


@pytest.mark.parametrize("edit", [reworded, gone])
def test_a_right_build_is_proven(tmp_path: Path, edit: Callable[[Desk], None]) -> None:
    desk = begin(tmp_path)
    edit(desk)
    for clean in (False, False, True):
        assert desk.build(verify=True, clean=clean).report is not None


def test_what_a_build_could_not_do_is_no_difference(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    desk.write("urls.lock", "")
    waits = problem("urls-lock-waits", Place("urls.lock"), cause="the disk is read-only")
    with otherwise_told(lambda problems: (*problems, waits))():
        done = desk.build(verify=True)
    assert "urls-lock-waits" in done.slugs, done.problems


def test_what_somebody_else_keeps_in_the_output_is_no_difference(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    gone(desk)
    (desk.output / "2026/08/one/index.html").write_text("mine")
    done = desk.build(verify=True)
    assert done.report is not None
    assert "foreign-edit-kept" in done.slugs
