from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.social.breaking import SPACE, chunks_of, parts_of
from asiansite.content.social.setting import Box, Extent, set_text
from asiansite.content.text.graphemes import clusters
from tests.fakes.kits import HEADLINES


class Typewriter:
    """Every letter is half as wide as the type is large; marks have no width."""

    def width(self, text: str, size: int) -> float:
        return size / 2 * sum(1 for each in text if unicodedata.category(each)[0] != "M")

    def extent(self, line: str, size: int) -> Extent:
        return Extent(self.width(line, size), size * 0.7, size * 0.2 * ("g" in line))


TYPE = Typewriter()
BOX = Box(1000, 330, (120, 80, 60, 40), 3)
SCRIPTS = "aé gq-–  ,.“”" + "กเาิ้ะๆฯ" + "ກເາິ້" + "កា្ខ៖" + "ကာ်္ခေ" + "தமி்" + "报纸、。" + "\u200b\u200d"
TEXTS = st.text(st.sampled_from(SCRIPTS), min_size=1, max_size=120).map(lambda text: " ".join(text.split()))


def bare(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@given(TEXTS)
def test_parts_are_the_text_and_break_no_cluster(text: str) -> None:
    parts = [part.text for part in parts_of(text)]
    assert "".join(parts) == text.replace("\u200b", "")
    within = text.replace("\u200b", "")
    ends = {sum(map(len, clusters(within)[:count])) for count in range(len(within) + 1)}
    for count in range(len(parts)):
        assert len("".join(parts[: count + 1])) in ends


@given(TEXTS.filter(lambda text: bare(text) != ""))
def test_what_is_set_is_within_its_box_and_nothing_is_lost_but_behind_an_ellipsis(text: str) -> None:
    found = set_text(text, BOX, TYPE)
    assert found.height <= BOX.height
    assert all(TYPE.width(line, found.size) <= BOX.width for line in found.lines)
    assert found.size in BOX.sizes
    assert found.size == BOX.sizes[-1] or len(found.lines) <= BOX.most_lines
    said = bare("".join(found.lines))
    if said != bare(text):
        assert said.endswith("…")
        assert bare(text).startswith(said.removesuffix("…"))
        assert found.size == BOX.sizes[-1]
    assert found == set_text(text, BOX, TYPE)


def test_it_is_as_large_as_it_can_be_and_its_lines_are_about_equal() -> None:
    assert set_text("Who pays?", BOX, TYPE).size == 120
    found = set_text("Three navies agree on one map", BOX, TYPE)
    assert (found.size, found.lines) == (120, ("Three navies", "agree on one map"))
    assert set_text("One two three four five six seven eight", BOX, TYPE).lines == (
        "One two three four",
        "five six seven eight",
    )


def test_a_long_headline_shrinks_in_steps_and_is_then_cut_at_a_word() -> None:
    sizes = [set_text("word " * count, BOX, TYPE).size for count in range(1, 120)]
    assert sizes == sorted(sizes, reverse=True)
    assert set(sizes) == set(BOX.sizes)
    found = set_text("word, " * 200, BOX, TYPE)
    assert found.lines[-1].endswith("word…")


@pytest.mark.parametrize("word", ["Donaudampfschiff" * 8, "ก" * 300, "အ" * 300, "क्ष" * 90])
def test_a_word_that_no_line_holds_is_broken_between_clusters(word: str) -> None:
    found = set_text(word, BOX, TYPE)
    assert len(found.lines) > 1
    assert all(TYPE.width(line, found.size) <= BOX.width for line in found.lines)
    assert "".join(chunk.text for chunk in chunks_of(word, lambda text: len(text) < 9)) == word


def test_lines_break_where_a_reader_would() -> None:
    assert [part.text for part in parts_of("Right-of-way: who’s “in”?")] == [
        *("Right-", "of-", "way: ", "who’s ", "“in”?"),
    ]
    # Thai: not before a closing sign, nor between a syllable with a sign and the letter that closes it.
    thai = [part.text for part in parts_of("ประเทศๆ นั้นไป")]
    assert "ๆ" not in {part[0] for part in thai}
    assert "นั้น" in "".join(thai)
    assert not any(part.startswith("น") and before.endswith("ั้") for before, part in pairwise(thai))
    # Burmese: a killed consonant stays with its syllable.
    burmese = [part.text for part in parts_of(HEADLINES["my"])]
    assert not any(part[1:2] == "\u103a" for part in burmese)
    assert [part.after for part in parts_of("a b")] == [SPACE, SPACE]


def test_a_thai_line_ends_at_a_space_or_a_syllable_if_it_is_full_enough() -> None:
    found = set_text(HEADLINES["lo"], Box(500, 600, (50,)), TYPE)
    assert found.lines[0] == "ນະຄອນຫຼວງວຽງຈັນ"
