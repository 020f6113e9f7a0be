from __future__ import annotations

from itertools import pairwise

import pytest

from asiansite.content.social.kit import drawable, is_rightward
from tests.fakes.kits import HEADLINES, theme_kit


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Rice 🌾 prices", "🌾"),
        ("东盟", "东"),
        ("e\u0301\u0327\U0001d165", "e\u0301\u0327\U0001d165"),
        ("Brunei: نݢارا", "B"),
        ("عربي 🌾", "🌾"),
        ("Plain", None),
        ("", None),
    ],
)
def test_what_no_font_has_is_named(text: str, lacking: str | None) -> None:
    assert theme_kit().lacks(text) == lacking


@pytest.mark.parametrize("lang", HEADLINES)
def test_runs_are_the_text(lang: str) -> None:
    runs = theme_kit().runs(HEADLINES[lang])
    assert "".join(run for run, _ in runs) == HEADLINES[lang]
    assert all(number >= 0 for _, number in runs)
    assert all(one[1] != other[1] for one, other in pairwise(runs))


def test_letters_have_the_first_font_and_signs_stay_with_what_stands_before() -> None:
    kit = theme_kit()
    names = [(run, kit.fonts[number].path.rsplit("-", 1)[-1]) for run, number in kit.runs("ไทย (Thai) 2027")]
    assert [name for _, name in names] == ["thai.ttf", "serif.ttf"]
    assert names[1][0].endswith("Thai) 2027")


def test_without_raqm_only_plain_letters_can_be_set() -> None:
    kit = theme_kit(shapes=False)
    assert kit.lacks(HEADLINES["en"]) is None
    assert kit.lacks(HEADLINES["vi"]) is None
    assert [kit.lacks(HEADLINES[lang]) for lang in ("th", "lo", "my")] == ["ก", "ນ", "မ"]


def test_what_only_steers_is_not_drawn() -> None:
    assert drawable("A\u202eB\u2066C\x00D\ufeff  E\n") == "ABCD E"
    assert drawable("ก\u200bข") == "ก\u200bข"
    assert drawable("e\u0301") == "é"
    assert not is_rightward("Hari \u0627")
    assert is_rightward("Ha")
