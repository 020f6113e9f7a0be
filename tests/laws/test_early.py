"""What a start shows by what was remembered of the last preview is what it shows when all is read."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import find, given, settings
from hypothesis import strategies as st

from asiansite.preview.early import Early
from asiansite.preview.edition import Edition
from asiansite.preview.opening import open_edition, remember_edition
from asiansite.storage import frames, theme
from asiansite.work.report import silent
from tests.laws import edits
from tests.laws.test_succession import STEPS, THEME, Step, Writer, rendered


def begun(writer: Writer) -> tuple[Early | None, Edition]:
    """What a start shows first, by what is remembered, and at last."""
    found: list[Early] = []
    edition = open_edition(writer.place, 1, None, silent, found.append)
    (early,) = found
    return (early if early.plan is not None else None), edition


def seen(early: Early) -> dict[str, object]:
    """All that can be seen of it, by output."""
    assert early.plan is not None
    outputs = {*early.plan.outputs, *early.plan.copies}
    return {
        output: early.found(output) if output in early.plan.copies else rendered_early(early, output)
        for output in outputs
    }


def rendered_early(early: Early, output: str) -> object:
    return rendered(early, output)  # type: ignore[arg-type]


def shown(edition: Edition) -> dict[str, object]:
    pages = {output: rendered(edition, output) for output in edition.plan.outputs}
    return pages | dict(edition.plan.copies)


def is_right(steps: list[Step]) -> bool:
    """Whether something was shown by what is remembered; raises if it was anything but what is shown at last."""
    with tempfile.TemporaryDirectory() as folder, patch.object(theme, "theme_folder", lambda: THEME):
        writer = Writer(Path(folder).resolve())
        _, first = begun(writer)
        if first.is_plain:
            remember_edition(writer.place, first)
        for step in steps:
            writer.carry_out(step)
        early, edition = begun(writer)
        writer.records.close()
        if early is not None:
            assert early.number == edition.number
            assert seen(early) == shown(edition)
        return early is not None


@settings(max_examples=25)
@given(st.lists(STEPS, max_size=3))
def test_what_is_shown_by_what_is_remembered_is_shown_at_last(steps: list[Step]) -> None:
    is_right(steps)


def test_nothing_and_other_words_are_shown_at_once_and_all_else_is_read_first() -> None:
    assert is_right([])
    assert is_right([("body", 0, "Quite other words.\n\nAnd more of them.")])
    assert is_right([("front", 0, {"title": "Another"})])
    assert not is_right([("front", 0, {"date": "2026-08-19"})])
    assert not is_right([("front", 0, {"draft": True})])
    assert not is_right([("add", edits.NAMES[6], "A new one.")])
    assert not is_right([("remove", 0, None)])
    assert not is_right([("file", "static/css/x.css", b"1")])
    assert not is_right([("template", "article.html", "(new) ")])


def test_a_memory_that_is_damaged_is_none() -> None:
    with tempfile.TemporaryDirectory() as folder, patch.object(theme, "theme_folder", lambda: THEME):
        writer = Writer(Path(folder).resolve())
        _, edition = begun(writer)
        assert edition.is_plain
        remember_edition(writer.place, edition)
        file = writer.home / "preview.sqlite"
        whole = file.read_bytes()
        assert begun(writer)[0] is not None
        for size in range(0, len(whole), 997):
            file.write_bytes(whole[:size])
            early, last = begun(writer)
            if early is not None:
                assert seen(early) == shown(last)
        file.write_bytes(whole)
        known = frames.last_frame(writer.home)
        assert known is not None
        frames.remember_frame(writer.home, frames.LastFrame(known.key, known.clock, "", b"x", known.frame))
        assert begun(writer)[0] is None
        writer.records.close()


def test_the_law_looks_at_both_kinds_of_starts() -> None:
    def with_one_step(step: Step) -> bool:
        return is_right([step])

    find(STEPS, with_one_step, settings=settings(max_examples=200))
    find(STEPS, lambda step: not with_one_step(step), settings=settings(max_examples=200))
