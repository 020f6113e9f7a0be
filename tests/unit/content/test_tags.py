from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asiansite.content.tags import TagTable, read_tags, tag_key
from asiansite.errors import Problem
from tests.fakes.marks import pointed, unmarked


def read(text: str) -> tuple[TagTable, tuple[Problem, ...]]:
    return read_tags(text.encode())


ONE_TAG = [
    ["ASEAN", "asean", "Asean", "aSEAN"],
    ["social media", "social-media", "social_media", "Social  Media", "social - media", " social media "],
    ["Đà Nẵng", "đà nẵng", unicodedata.normalize("NFD", "Đà Nẵng"), "ĐÀ NẴNG"],
    ["Straße", "STRASSE", "strasse"],
    ["ΑΣΕΑΝΣ", "ασεανς", "ασεανσ"],
    ["ﬁlm", "film", "FILM"],
    ["ตั้ง", unicodedata.normalize("NFD", "ตั้ง")],
]


@pytest.mark.parametrize("texts", ONE_TAG, ids=lambda texts: texts[0])
def test_a_tag_is_one_whatever_its_case_form_and_separators(texts: list[str]) -> None:
    assert len({tag_key(text) for text in texts}) == 1


def test_other_tags_are_others() -> None:
    different = [
        "asean",
        "asean-5",
        "a sean",
        "āsean",
        "ase.an",
        "as/ean",
        "c",
        "c++",
        "c#",
        "C♯",
        "-",
        "--",
        "_",
        "",
        "๑",
        "1",
    ]
    assert len({tag_key(text) for text in different}) == len(different)


@given(st.text(max_size=12))
@example("\u0345")
@example("α\u0345\u0301")
@example("İ")
@example("-_ ")
def test_a_key_is_the_key_of_itself_and_of_every_form(text: str) -> None:
    key = tag_key(text)
    assert tag_key(key) == key
    for form in ("NFC", "NFD"):
        assert tag_key(unicodedata.normalize(form, text)) == key
    assert tag_key(unicodedata.normalize("NFC", text).casefold()) == key
    assert unicodedata.is_normalized("NFC", key)


WHOLE = """\
asean:
  name: ASEAN
  description: Eleven members.
  aliases: [/topics/asean/]
"Social-Media":
  slug: social
  synonyms: [SNS, online]
haze:
"""


def test_what_the_table_says() -> None:
    table, problems = read(WHOLE)
    assert problems == ()
    assert list(table.entries) == ["asean", "social media", "haze"]
    asean, social, haze = table.entries.values()
    assert (asean.name, asean.slug, asean.description) == ("ASEAN", None, "Eleven members.")
    assert asean.aliases == ("/topics/asean/",)
    assert (social.name, social.slug) == ("Social-Media", "social")
    assert haze.name == "haze"
    assert table.key("sns") == table.key("Online") == table.key("SOCIAL MEDIA") == "social media"
    assert table.key("Haze") == "haze"
    assert table.key("other") == "other"


@given(st.text(max_size=8))
def test_every_text_has_a_key_in_any_table(text: str) -> None:
    table, _ = read(WHOLE)
    assert table.key(table.key(text)) == table.key(text)


WRONG = {
    "asean: {}\n‹ASEAN›: {}\n": ["tag-twice"],
    "social-media: {}\n‹social media›: {}\n": ["tag-twice"],
    "asean: {slug: ‹The ASEAN›}\n": ["slug-not-a-slug"],
    "asean: {‹title›: x}\n": ["unknown-key"],
    "asean: ‹ASEAN›\n": ["not-a-mapping"],
    "asean: {aliases: ‹topics/asean›}\n": ["alias-not-a-path"],
    "a: {synonyms: [x]}\nb: {synonyms: [‹X›]}\n": ["synonym-twice"],
    "a: {synonyms: [b]}\n‹b›: {}\n": ["synonym-is-a-tag"],
    "‹b›: {}\na: {synonyms: [b]}\n": ["synonym-is-a-tag"],
    "‹- a›\n- b\n": ["not-key-value"],
}


@pytest.mark.parametrize(("marked", "slugs"), WRONG.items(), ids=ascii)
def test_each_problem_is_noted_once_at_its_place(marked: str, slugs: list[str]) -> None:
    text, expected = unmarked(marked)
    _, problems = read(text)
    assert [found.slug for found in problems] == slugs
    assert [pointed(found) for found in problems] == expected


def test_a_synonym_of_itself_and_one_said_twice_are_no_problem() -> None:
    assert read("a: {synonyms: [a, A, x, x]}\n")[1] == ()


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n"])
def test_an_empty_table(text: str) -> None:
    assert read(text) == (TagTable({}, {}), ())


@given(st.binary(max_size=80))
def test_no_bytes_raise(data: bytes) -> None:
    table, problems = read_tags(data)
    assert table.entries or table.synonyms == {} or problems
