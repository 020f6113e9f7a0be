import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.text.graphemes import cuts
from asiansite.content.text.weights import fitting, weight


@pytest.mark.parametrize(
    ("text", "weighs"),
    [
        ("", 0), ("Haze", 4), ("ไทย", 3), ("ลາວ", 3), ("မြန်", 4), ("ᄀ", 2), ("ក", 2),
        ("中", 2), ("ệ", 2), ("e\u0302\u0323", 2),
        ("e\u0301", 1), ("“”’—–", 5), ("…", 2), ("\u200d", 1), ("′", 1), ("😀", 2),
        ("👨‍👩‍👧‍👦", 2), ("👍🏽", 2), ("🇹🇭", 2), ("🇹🇭🇲🇲", 4),
        ("❤️", 2), ("1️⃣", 2), ("©", 1),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2), ("🏳️‍🌈", 2),
        ("1", 1),
    ],
)  # fmt: skip
def test_weights_of_twitter_text(text: str, weighs: int) -> None:
    assert weight(text) == weighs


@given(st.text(), st.text())
def test_weight_never_grows_by_joining(one: str, other: str) -> None:
    assert weight(f"{one} {other}") <= weight(one) + 1 + weight(other)


@given(st.text(), st.integers(0, 40), st.sampled_from([weight, len]))
def test_what_fits_is_the_most_that_fits(text: str, limit: int, measure: Callable[[str], int]) -> None:
    composed = unicodedata.normalize("NFC", text)
    fit = fitting(text, limit, measure)
    assert measure(fit) <= limit
    if measure(composed) <= limit:
        assert fit == composed
        return
    assert fit == "" or (fit.endswith("…") and composed.startswith(fit[:-1]))
    assert (fit == "") == (limit < measure("…"))
    longer = [composed[:place].rstrip() + "…" for place, _ in cuts(composed) if place < len(composed)]
    assert all(measure(other) > limit for other in longer if len(other) > len(fit)) or fit == ""
