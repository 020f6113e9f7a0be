import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from asiansite.content.text.excerpts import excerpt
from asiansite.content.text.graphemes import graphemes

TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(st.sampled_from("กเแไาำๆ้ ន្តរី។ မြန်။ 中国。 ab. A.! ,…\u200b\ufeff\n👨‍👩🏽e\u0301"), max_size=400),
)


@given(TEXTS, st.integers(0, 60))
@example("a" * 50, 1)
@example("ក្" * 100, 10)
@example("ន្ត" * 100, 2)
@example("e" + "\u0301" * 500, 1)
@example("… … … …", 3)
@example(", , , , ,", 3)
def test_never_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(regex.findall(r"\X", excerpt(text, limit))) <= limit


@given(TEXTS, st.integers(1, 60))
def test_it_is_the_beginning_of_the_text(text: str, limit: int) -> None:
    short = excerpt(text, limit)
    folded = excerpt(text, 10_000)
    assert folded.startswith(short) or (short.endswith("…") and folded.startswith(short[:-1]))
    assert bool(short) == bool(folded)
    if len(graphemes(folded)) <= limit:
        assert short == folded


@given(TEXTS, st.integers(0, 60))
def test_an_excerpt_of_an_excerpt_is_itself(text: str, limit: int) -> None:
    assert excerpt(excerpt(text, limit), limit) == excerpt(text, limit)


@given(st.lists(st.text(st.sampled_from("abcdé"), min_size=1, max_size=12), min_size=1), st.integers(14, 60))
def test_no_word_is_cut_if_one_fits(words: list[str], limit: int) -> None:
    short = excerpt(" ".join(words), limit).removesuffix("…")
    assert short.split(" ") == words[: len(short.split(" "))]


def test_white_space_is_folded() -> None:
    assert excerpt(" a\n\tb \u200b c\u00a0d\u200b ") == "a b c d"
    assert excerpt("ភ្នំ\u200b\u200bពេញ\ufeff") == "ភ្នំ\u200bពេញ"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Haze is back. Schools close on Monday.", 25, "Haze is back."),
        ("Haze is back. Schools close on Monday.", 30, "Haze is back. Schools close…"),
        ("He asked: “Why now?” Nobody knew the answer.", 30, "He asked: “Why now?”"),
        ("“Stop!” he said, and everybody in the room stopped.", 14, "“Stop!” he…"),
        ("Ministers met in Jakarta, Indonesia, to talk.", 26, "Ministers met in Jakarta…"),
        ("Prices rose — a lot — in May and June.", 15, "Prices rose…"),
        ("internationalisation of all", 8, "interna…"),
    ],
)
def test_where_latin_texts_are_cut(text: str, limit: int, short: str) -> None:
    assert excerpt(text, limit) == short


@pytest.mark.parametrize(
    "beginning",
    [
        "The visit of the U.S.", "On Monday afternoon Dr.", "They were met by Mr. J.",
        "It is the house at No.", "Growth was 3.",
        "Menteri dan Prof.", "Kantor di Jl.", "Thủ đô và TP.", "Chủ tịch PGS.", "Si Gng.",
        "Gabinete do Exmo.", "Inflation to 4.",
        "The firm is Sime Sdn.", "Farmers, e.g.", "It opens at 9 a.m.", "เวลา 18.30 น.", "ที่ประชุมในกทม.",
        "กรุงเทพฯ และ ครม.", "நடிகர் எம்.", "At waited...",
    ],
)  # fmt: skip
def test_no_sentence_ends_at_an_abbreviation(beginning: str) -> None:
    text = f"{beginning} 5 Xylophones and zebras are named here at great length"
    assert excerpt(text, len(graphemes(beginning)) + 2) != beginning


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("ລັດຖະບານປະກາດແລ້ວ. ປະຊາຊົນຮັບຮູ້ແລະຕິດຕາມ", "."),
        ("រដ្ឋាភិបាលបានប្រកាស។ ប្រជាជនបានទទួលដឹងហើយ", "។"),
        ("အစိုးရက ကြေညာသည်။ ပြည်သူများ သိရှိကြသည်", "။"),
        ("總理宣布了。人民都知道了這個消息", "。"),
        ("Giá là một triệu đồng. Người dân đã biết tin này", "."),
        ("அரசு அறிவித்தது. மக்கள் அறிந்தனர் என்று", "."),
        ("حکومت نے اعلان کیا۔ عوام کو معلوم ہوا", "۔"),
    ],
)
def test_sentences_of_other_scripts(text: str, end: str) -> None:
    sentence = text[: text.index(end) + 1]
    assert excerpt(text, len(graphemes(sentence)) + 3) == sentence


def test_khmer_et_cetera_is_no_end() -> None:
    text = "គាត់លក់បន្លែ ផ្លែឈើ ។ល។ ហើយនិងទំនិញជាច្រើនទៀតនៅក្នុងផ្សារ"
    for limit in range(16, 30):
        assert excerpt(text, limit).endswith("…")


@pytest.mark.parametrize("limit", range(4, 40))
def test_thai_is_cut_between_clusters(limit: int) -> None:
    short = excerpt("เจ้าหน้าที่เก็บน้ำในแม่น้ำโขงต่างๆ" * 3, limit)
    assert short.endswith("…")
    assert short[-2] not in " เแโใไ"
    assert "…" not in short[:-1]


def test_a_phrase_s_end_near_the_limit_is_better_than_part_of_a_word() -> None:
    text = "รัฐบาลประกาศมาตรการ ประชาชนจำนวนมากได้รับ"
    assert excerpt(text, 20) == "รัฐบาลประกาศมาตรการ…"
    assert excerpt("ก " + "รัฐบาลประกาศมาตรการ", 12).startswith("ก รัฐ")


def test_zero_width_spaces_mark_words() -> None:
    assert excerpt("ភ្នំពេញ\u200bទីក្រុង\u200bកម្ពុជា", 10) == "ភ្នំពេញ\u200bទីក្រុង…"


def test_no_stop_or_bracket_stands_before_the_ellipsis() -> None:
    assert excerpt("新加坡總理在峰會上表示,區域合作很重要", 8) == "新加坡總理在峰…"
    assert excerpt("新加坡總理《海峽時報》報導", 7) == "新加坡總理…"
    assert excerpt("新加坡總理表示,區域合作", 9) == "新加坡總理表示…"
