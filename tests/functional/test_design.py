"""The theme's colours can be read, and docs/design.md says how well."""

from __future__ import annotations

import pytest

from asiansite.content.weaves import DYES, EDITIONS
from tests.functional.commands import ROOT
from tests.functional.design import PAIRS, colours, contrast, table

FOUND = colours((ROOT / "static/css/brand.css").read_text("utf-8"))
CSS = (ROOT / "static/css/site.css").read_text("utf-8")


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("front", "ground", "where", "least"), PAIRS)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_pair_can_be_read(front: str, ground: str, where: str, least: float, scheme: int) -> None:
    assert contrast(FOUND[front][scheme], FOUND[ground][scheme]) >= least, where


def test_a_thread_stands_out_from_every_dye() -> None:
    for number in range(1, DYES + 1):
        for scheme in (0, 1):
            assert contrast(FOUND["cotton"][scheme], FOUND[f"dye-{number}"][scheme]) >= 3.5


def test_the_guide_has_these_figures() -> None:
    text = (ROOT / "docs/design.md").read_text("utf-8")
    assert "\n".join(table(FOUND)) in text
    for name, (light, _) in FOUND.items():
        assert not name.startswith("dye-") or f"`{light}`" in text, name


def test_every_pattern_has_its_class_its_file_and_its_words() -> None:
    text = (ROOT / "docs/design.md").read_text("utf-8")
    for _, names in EDITIONS:
        for name in names:
            assert f".weave-{name} {{" in CSS
            assert (ROOT / f"static/covers/{name}.svg").stat().st_size < 2_000
            assert f"`{name}`" in text
