import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.text.words import count_words, reading_minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" — … - \x00 ", 0),
        ("Haze returns", 2),
        ("Haze - it’s back—again, 1,234 times: state-of-the-art", 7),
        ("don't Ne'e hako'ak", 3),
        ("Thủ tướng Việt Nam", 4),
        ("ڤردان منتري مليسيا", 3),
        ("ஆசியான் உச்சி மாநாடு", 3),
        ("新加坡總理,東盟。", 7),
        ("東京タワー", 5),
        ("ASEAN的47th峰會", 5),
        ("๒๕๖๘", 1),
        ("ไทย", 1),
        ("ณ", 1),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


# How many words ICU 72's dictionaries find (Chromium's Intl.Segmenter), with the digits.
BY_DICTIONARY = {
    "th": ("เขาตั้งตารอที่ชมข้อตกลงหยุดยิงระหว่างประเทศไทยและประเทศกัมพูชา", 18),
    "km": ("កិច្ចប្រជុំកំពូលអាស៊ាន និងកិច្ចប្រជុំកំពូលពាក់ព័ន្ធនៅឆ្នាំ២០២១នេះ មានប្រទេសព្រុយណេ ជាម្ចាស់ផ្ទះ", 20),
    "lo": ("ລັດຖະມົນຕີການຕ່າງປະເທດ ຂອງບັນດາປະຊາຊາດ ໃນເຂດເອເຊຍຕາເວັນອອກສຽງໃຕ້", 13),
    "my": ("ပြည်တွင်းစက်သုံးဆီဈေးတွေ သီတင်း ၄ ပတ်ဆက်တိုက် ပြန်ကျဆင်းလာပြီး", 15),
}


@pytest.mark.parametrize(("text", "words"), BY_DICTIONARY.values(), ids=BY_DICTIONARY)
def test_unmarked_words_are_about_as_many_as_a_dictionary_finds(text: str, words: int) -> None:
    assert count_words(text) == pytest.approx(words, rel=0.25)


@pytest.mark.parametrize("text", [text for text, _ in BY_DICTIONARY.values()], ids=BY_DICTIONARY)
def test_zero_width_spaces_change_nothing(text: str) -> None:
    assert count_words("\u200b".join(text)) == count_words(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_counted_as_any_other_text(text: str) -> None:
    assert count_words(text + " é") == count_words(text) + 1
    assert count_words(text + " 中") == count_words(text) + 1


@given(st.text(), st.text())
def test_texts_add_up(one: str, other: str) -> None:
    # Each estimate is rounded, once for every script of four.
    assert abs(count_words(f"{one} {other}") - count_words(one) - count_words(other)) <= 4


@given(st.text())
def test_any_text_can_be_counted(text: str) -> None:
    assert 0 <= count_words(text) <= len(text)


@pytest.mark.parametrize(
    ("words", "lang", "minutes"),
    [
        (0, "en", None), (199, "en", None), (200, "en", 1), (201, "en-SG", 2), (1000, "th", 5),
        (449, "zh-Hans", None),
        (450, "zh", 1), (901, "zh-Hant-SG", 3), (299, "vi", None), (600, "vi-VN", 2),
        (200, "tet", 1), (200, "", 1),
    ],
)  # fmt: skip
def test_reading_minutes(words: int, lang: str, minutes: int | None) -> None:
    assert reading_minutes(words, lang) == minutes
