from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.text.scripts import is_phrased
from asiansite.content.text.tokens import END, GLUE, PAUSE, clean, folded, passage, tokens

CASES = json.loads((Path(__file__).parents[3] / "golden" / "tokens.json").read_text(encoding="utf-8"))
TEXTS = st.text(st.sampled_from("กขา่ำ ລາວໍ ខ្មែរ မြန်မာ 中文かな Đđà e\u0301 .,“”-1๒\u200b\u2060"), max_size=40)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_texts_are_cut_as_the_golden_file_says(case: dict[str, Any]) -> None:
    assert tokens(case["text"]) == case["tokens"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_each_term_of_a_query_begins_a_token_of_the_same_text(case: dict[str, Any]) -> None:
    known = f"{tokens(case['text'])} {folded(case['text'])}".split()
    assert [term for term in case["terms"] if not any(token.startswith(term) for token in known)] == []


def test_a_mark_is_what_unicode_says_is_one() -> None:
    for code in range(0x0E00, 0xAA80):
        letter = chr(code)
        if is_phrased(letter) and letter != "\u0ece":  # of Unicode 15, later than the oldest Python's
            stays = tokens("ก" + letter).split(" ")[0] == "ก" + letter + END
            assert stays == unicodedata.category(letter).startswith("M"), f"{code:04x}"


@given(TEXTS)
def test_nothing_but_spaces_and_signs_of_ours_is_added(text: str) -> None:
    known = [token for token in tokens(text).split() if token != GLUE]
    runs = [token for token in known if token.endswith(END)]
    assert all(END not in token[:-1] for token in runs)
    seen = "".join(unicodedata.normalize("NFC", text).split())
    assert {*"".join(known)} <= {*clean(seen), END}


@given(TEXTS, TEXTS)
def test_spaces_part_texts(one: str, other: str) -> None:
    first, second = clean(one).strip(), clean(other).strip()
    if first and second:
        assert tokens(f"{first} {second}").split() == [*tokens(first).split(), *tokens(second).split()]


@given(TEXTS)
def test_what_is_clean_stays(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert unicodedata.is_normalized("NFC", clean(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đà Nẵng và đường sắt", "Dà duờng"),
        ("ปี ๒๕๖๘ และ 2025", "2568"),
        ("١٤٤٦ ២០២៥ ၂၀၂၅", "1446 2025"),
        ("Nothing to fold: 12", ""),
    ],
)
def test_words_that_readers_type_otherwise_are_there_twice(text: str, expected: str) -> None:
    assert folded(text) == unicodedata.normalize("NFC", expected.replace("duờng", "dường"))


def test_a_passage_of_words_without_spaces_ends_without_a_full_stop() -> None:
    assert passage("中文") == f"中文 文{END} {PAUSE}"
    assert passage("中文。") == f"中文 文{END} {GLUE} 。"
    assert passage("A text") == "A text"
