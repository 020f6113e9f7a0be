import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asiansite.content.text.slugs import DEVICE_NAMES, LONGEST, LONGEST_GIVEN, is_slug, slug_of

OF_THE_REGION = {
    "id": ("Presiden: “Kabut asap 100% reda”", "presiden-kabut-asap-100-reda"),
    "ms": ("Perdana Menteri ke-10, Datuk Seri", "perdana-menteri-ke-10-datuk-seri"),
    "ms-Arab": ("ڤردان منتري مليسيا", "ڤردان-منتري-مليسيا"),
    "fil": ("Mga Niño sa Parañaque", "mga-nino-sa-paranaque"),
    "ilo": ("Dagiti agtutubo ti Ilocos", "dagiti-agtutubo-ti-ilocos"),
    "vi": ("Thủ tướng Việt Nam đến Đà Nẵng", "thu-tuong-viet-nam-den-da-nang"),
    "th": ("นายกรัฐมนตรีไทยเข้าร่วมการประชุม", "นายกรัฐมนตรีไทยเข้าร่วมการ"),
    "km": ("នាយករដ្ឋមន្ត្រីកម្ពុជា", "នាយករដ្ឋមន្ត្រីកម្ពុជា"),
    "lo": ("ນາຍົກລັດຖະມົນຕີ ລາວ", "ນາຍົກລັດຖະມົນຕີ-ລາວ"),
    "my": ("မြန်မာနိုင်ငံ သတင်း", "မြန်မာနိုင်ငံ-သတင်း"),
    "shn": ("တႆးၽႃႇသႃႇ", "တႆးၽႃႇသႃႇ"),
    "ta": ("ஆசியான் உச்சி மாநாடு", "ஆசியான்-உச்சி-மாநாடு"),
    "zh-Hans": ("新加坡总理:东盟峰会", "新加坡总理-东盟峰会"),
    "jv-Java": ("ꦧꦱꦗꦮ", "ꦧꦱꦗꦮ"),
    "pt-TL": ("Eleições: 11.º dia", "eleicoes-11-o-dia"),
    "tet": ("Ne’e hako'ak ita-nia", "nee-hakoak-ita-nia"),
    "en": ("The king's speech: U.S. & ASEAN", "the-kings-speech-u-s-asean"),
}


@pytest.mark.parametrize(("title", "slug"), OF_THE_REGION.values(), ids=OF_THE_REGION)
def test_titles_of_the_region(title: str, slug: str) -> None:
    assert slug_of(title) == slug
    assert is_slug(slug)


@pytest.mark.parametrize("title", [title for title, _ in OF_THE_REGION.values()], ids=OF_THE_REGION)
def test_decomposed_titles_give_the_same_slug(title: str) -> None:
    assert slug_of(unicodedata.normalize("NFD", title)) == slug_of(unicodedata.normalize("NFC", title))


@pytest.mark.parametrize("language", ["ms-Arab", "km", "lo", "my", "shn", "ta", "jv-Java"])
def test_no_vowel_or_mark_is_lost(language: str) -> None:
    title, _ = OF_THE_REGION[language]
    kept = unicodedata.normalize("NFKC", title).replace(" ", "")
    assert slug_of(title).replace("-", "") == kept


@given(st.text())
@example("\ud800ไ")
@example("&#xD800;ไ &#99999999999;")
@example("ǅ İ ŉ K Ω ไ")
@example("𝐁𝐨𝐥𝐝 é µ ª")
@example("größe " * 9 + "ไทยไทยไทยไทย")
@example("ഗ്ന്\u200d\u200d x")
@example("ก" + "\u0301" * 90)
@example("๒" * 40 + " ไทย")
@example("क\u200c" * 40)
def test_laws_of_a_slug(text: str) -> None:
    slug = slug_of(text)
    assert slug_of(slug) == slug
    assert slug == unicodedata.normalize("NFC", slug)
    assert len(slug.encode()) <= LONGEST
    assert slug == "" or is_slug(slug) or slug in DEVICE_NAMES


@given(st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "Z"])))
def test_composition_does_not_matter(text: str) -> None:
    assert slug_of(unicodedata.normalize("NFD", text)) == slug_of(unicodedata.normalize("NFC", text))


@given(st.lists(st.sampled_from(["ន្ត្រី", "ក", "ម្ពុ", "เข้า", "ไท", "ที่", "န္တ", "東"]), min_size=1))
def test_a_slug_is_cut_between_clusters(pieces: list[str]) -> None:
    slug = slug_of("".join(pieces))
    count = next(count for count in range(len(pieces) + 1) if "".join(pieces[:count]) == slug)
    assert count == len(pieces) or len((slug + pieces[count]).encode()) > LONGEST


def test_a_long_slug_is_cut_at_a_hyphen() -> None:
    assert slug_of("haze season " * 20) == "-".join(["haze", "season"] * 6 + ["haze"])


def test_a_cut_word_is_better_than_most_of_it_lost() -> None:
    assert slug_of("ครม. " + "กา" * 40) == "ครม-" + "กา" * 11


@pytest.mark.parametrize("text", ["", "—", "🙂", "…!", "\u200b", "'", "\u200b \u200b", "\ud800"])
def test_nothing_to_make_a_slug_of(text: str) -> None:
    assert slug_of(text) == ""


@pytest.mark.parametrize(("text", "slug"), [("co\u00adoperation", "cooperation"), ("ไท\u2060ย", "ไทย")])
def test_what_nobody_sees_parts_no_word(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@pytest.mark.parametrize(
    "slug",
    [
        "a",
        "2025",
        "haze-season-2",
        "a--b",
        "việt-nam",
        "ไทย",
        "ประเทศไทย-๒๕๖๘",
        "សម្ដេច",
        "x" * LONGEST_GIVEN,
        "ශ්‍රී",
    ],
)
def test_slugs(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "-a", "a-", "A", "É", "a b", "a_b", "a/b", "a.b", "..", "don’t", "a%20b",
        "a\n", "\u0301a", "a-\u0301",
        "e\u0301", "ไทย\u200b", "ไทย\u200d", "\u200dไทย", "ไ\u200c\u200cท", "ไทย\ufe0f",
        "ไทย\u202e", "\ud800", "🙂",
        "con", "aux", "nul", "com1", "lpt9", "com¹", "x" * (LONGEST_GIVEN + 1),
        "ก" * (LONGEST_GIVEN // 3 + 1),
    ],
)  # fmt: skip
def test_no_slugs(text: str) -> None:
    assert not is_slug(text)


@given(st.text())
def test_any_text_is_a_slug_or_none(text: str) -> None:
    if is_slug(text):
        assert text == text.lower()
        assert not set(text) & set("/\\.%?#&\"'<>:*| \t\n\x00")
