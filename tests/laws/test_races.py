"""Races: a source is saved while a build reads it, at any moment; no later build takes one version for another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from unittest.mock import patch

import pytest

from asiansite.storage.files import DiskTree
from asiansite.storage.sources import Sources
from asiansite.work import resuming
from asiansite.work.opening import Opened
from tests.fakes.pictures import picture
from tests.laws.desk import Broken, Desk, source, standing_files

SAVED = {
    "content/articles/one.md": source(
        {"title": "About one", "date": "2026-08-01"}, "It pours. ![It](map.png)"
    ),
    "content/articles/map.png": picture(2),
    "content/authors/mara.md": source({"name": "Mara Lin"}, "From Bintan."),
    "content/pages/about.md": source({"title": "About"}, "Who we were."),
    "content/tags.yaml": "haze: {name: Smoke}",
    "content/front.yaml": "lead: two",
    "static/site.css": "i {}",
    "templates/article.html": "",
    "site.yaml": "",
}
"""What somebody saves meanwhile; templates and settings are made from what they were."""


def begin(folder: Path) -> Desk:
    desk = Desk(folder)
    desk.article("one", "It rains. ![It](map.png)", author="mara", tags=["Haze"], date="2026-08-01")
    desk.article("two", "It shines.", date="2026-08-02")
    desk.write("content/articles/map.png", picture(1))
    desk.write("content/authors/mara.md", source({"name": "Mara Lim"}, "From Batam."))
    desk.write("content/pages/about.md", source({"title": "About"}, "Who we are."))
    desk.write("content/tags.yaml", "haze: {name: Haze}")
    desk.write("content/front.yaml", "lead: one")
    desk.write("static/site.css", "b {}")
    desk.write("templates/article.html", (desk.theme / "templates/article.html").read_bytes())
    return desk


def saved(desk: Desk, path: str) -> str | bytes:
    """What is saved at a path."""
    if SAVED[path]:
        return SAVED[path]
    now = (desk.site / path).read_text("utf-8")
    return now.replace("<h1>", "<h1>New: ").replace("The Strait Gazette", "The Bight Gazette")


@contextmanager
def saving(desk: Desk, path: str, at: int) -> Iterator[list[str]]:
    """Save a file before the reading of a source that is the number `at` in a build; the paths read so far."""
    real, found, text = DiskTree.open, list[str](), saved(desk, path)

    def read(tree: DiskTree, name: str) -> BinaryIO:
        found.append(name)
        if len(found) == at:
            desk.write(path, text)
        return real(tree, name)

    with patch.object(DiskTree, "open", read):
        yield found


def reads(folder: Path) -> int:
    desk = begin(folder)
    with saving(desk, "site.yaml", 0) as found:
        assert desk.build().report is not None
    return len(found)


@pytest.mark.parametrize("path", SAVED)
def test_a_file_that_is_saved_while_a_build_reads(tmp_path: Path, path: str) -> None:
    most = reads(tmp_path / "count")
    for at in range(1, most + 1, 5):
        desk = begin(tmp_path / str(at))
        text = (desk.site / path).read_bytes()
        desk.checked()
        for name in ("content/articles/two.md", "content/articles/one.md"):
            desk.replace(name, "date", "dateline: Batam\ndate")
        desk.edit("static/site.css", lambda text: text + " ")
        before = standing_files(desk.output)
        with saving(desk, path, at):
            done = desk.build()
        if done.report is None:
            assert done.slugs == ["changed-while-building"], (path, at)
            assert standing_files(desk.output) == before
        desk.before.clear()
        if at % 2:
            # The trap: all that was noted of the first version is true of the last.
            desk.write(path, text)
        desk.checked()


def reword(desk: Desk) -> None:
    """Change nothing but words, which are taken into what the last build joined."""
    desk.checked()
    desk.replace("content/articles/two.md", "It shines.", "It shines. Now.\n\nMore.")


def reads_of_words(folder: Path) -> int:
    desk = begin(folder)
    reword(desk)
    real, taken = resuming.resumed, []

    def resumed(*given: Any) -> Opened | None:
        taken.append(real(*given))
        return taken[-1]

    with patch.object(resuming, "resumed", resumed), saving(desk, "site.yaml", 0) as found:
        assert desk.build().report is not None
    assert taken != [None]
    return len(found)


@pytest.mark.parametrize("path", SAVED)
def test_a_file_that_is_saved_while_words_are_taken_into_what_was_joined(tmp_path: Path, path: str) -> None:
    most = reads_of_words(tmp_path / "count")
    for at in range(1, most + 1):
        desk = begin(tmp_path / str(at))
        reword(desk)
        with saving(desk, path, at):
            done = desk.build()
        if done.report is None:
            assert done.slugs == ["changed-while-building"], (path, at)
        desk.before.clear()
        desk.checked()


def test_a_copy_is_of_the_bytes_that_its_name_says(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    desk.checked()
    before = standing_files(desk.output)
    desk.write("static/site.css", "b { color: red }")
    real = Sources.open

    def late(found: Sources, path: str) -> BinaryIO:
        if path == "static/site.css":
            desk.write(path, "b { color: tan }")
        return real(found, path)

    with patch.object(Sources, "open", late):
        assert desk.build().slugs == ["changed-while-building"]
    assert standing_files(desk.output) == before
    desk.write("static/site.css", "b { color: red }")
    desk.checked()


def test_the_check_would_see_it(tmp_path: Path) -> None:
    # The same race with an engine that copies whatever is there by then.
    desk = begin(tmp_path)
    desk.checked()
    desk.write("static/site.css", "b { color: red }")
    real = Sources.open

    def late(found: Sources, path: str) -> BinaryIO:
        if path == "static/site.css":
            desk.write(path, "b { color: tan }")
        return real(found, path)

    with (
        patch.object(Sources, "open", late),
        patch("asiansite.storage.output.Output.hash_of", lambda self, path: None),
    ):
        assert desk.build().report is not None
    desk.write("static/site.css", "b { color: red }")
    desk.before.clear()
    with pytest.raises(Broken, match="stale: site"):
        desk.check()
