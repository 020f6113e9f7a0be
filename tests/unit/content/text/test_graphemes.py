import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from asiansite.content.text.graphemes import clusters, cuts, first, graphemes

OF_THE_REGION = st.text(st.sampled_from("กเแไโาะำๆฯ้่ ກເແໄະາຽ ន្តរីំ ္ကမြန် aé\u0301\u200b\u200d👨‍👩🏽🇹🇭\r\n"))
TEXTS = st.one_of(st.text(), OF_THE_REGION)


@given(TEXTS)
def test_both_are_the_text_in_pieces(text: str) -> None:
    assert "".join(graphemes(text)) == text
    assert "".join(clusters(text)) == text
    assert "" not in clusters(text)


@given(TEXTS)
@example("\r\n")
@example("e\u0301")
def test_graphemes_are_those_of_unicode(text: str) -> None:
    assert graphemes(text) == regex.findall(r"\X", text)


@given(TEXTS)
def test_a_cluster_is_whole_graphemes(text: str) -> None:
    counted = [(place, len(graphemes(text[:place]))) for place, _ in cuts(text)]
    assert list(cuts(text)) == counted
    assert [place for place, _ in counted][-1:] == [len(text)][: bool(text)]


@given(TEXTS)
def test_no_cut_where_a_reader_would_see_it(text: str) -> None:
    for place, _ in cuts(text):
        before, after = text[place - 1], text[place : place + 1]
        if after:
            assert before not in "\u17d2\u1039" or not (after.isalpha() and after > "\u0300")
            assert not regex.match(r"\p{M}", after)
            assert not (before in "เแโใไເແໂໃໄ" and after in "กกະຽາກ")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("เข้าใจ", ["เข้า", "ใจ"]),
        ("น้ำท่วม", ["น้ำ", "ท่", "ว", "ม"]),
        ("ต่างๆ", ["ต่า", "งๆ"]),
        ("ແລະ", ["ແລະ"]),
        ("រដ្ឋមន្ត្រី", ["រ", "ដ្ឋ", "ម", "ន្ត្រី"]),
        ("မန္တလေး", ["မ", "န္တ", "လေး"]),
        ("เ x", ["เ", " ", "x"]),
        ("👨‍👩‍👧🇹🇭é", ["👨‍👩‍👧", "🇹🇭", "é"]),
    ],
)
def test_clusters(text: str, pieces: list[str]) -> None:
    assert clusters(text) == pieces


@given(TEXTS, st.integers(0, 30))
def test_first_is_the_longest_that_fits(text: str, limit: int) -> None:
    beginning = first(text, limit)
    assert text.startswith(beginning)
    assert len(graphemes(beginning)) <= limit
    longer = [place for place, count in cuts(text) if count <= limit and place > len(beginning)]
    assert longer == []
    assert beginning or not text or limit == 0
