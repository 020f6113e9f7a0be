from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.frontmatter import Parts, decode, parts_of
from asiansite.content.notes import Notes
from asiansite.errors import Problem
from tests.fakes.marks import pointed, unmarked

KEYS = {"title", "draft", "tags"}


def read(data: bytes | str) -> tuple[Parts | None, list[Problem]]:
    return parts_of(data.encode() if isinstance(data, str) else data, KEYS)


WHOLE = {
    "---\ntitle: x\n---\nbody": ("x", "body", 4),
    "---\ntitle: x\n---\n\nbody\n": ("x", "\nbody\n", 4),
    "\n\n---\ntitle: x\n---\nbody": ("x", "body", 6),
    " \t\n---\ntitle: x\n---\nbody": ("x", "body", 5),
    "--- \ntitle: x\n---\t\nbody": ("x", "body", 4),
    "---\ntitle: x\n---": ("x", "", 3),
    "---\n---\nbody": (None, "body", 3),
    "---\n---": (None, "", 2),
    "---\n\n---\nbody": (None, "body", 4),
    "---\ntitle: x\n---\nbody\n\n---\n\nmore": ("x", "body\n\n---\n\nmore", 4),
    "---\ntitle: x\n----\ntags: y\n": None,
    "---\ntitle: |\n  ---\n---\nbody": ("---", "body", 5),
    "---\ntitle: a---b\n---\nbody": ("a---b", "body", 4),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=ascii)
@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8], ids=["", "bom"])
@pytest.mark.parametrize("text", [text for text, found in WHOLE.items() if found], ids=ascii)
def test_a_source_is_front_matter_and_body_whatever_editor_saved_it(text: str, bom: bytes, ends: str) -> None:
    title, body, line = WHOLE[text] or ("", "", 0)
    parts, problems = read(bom + text.replace("\n", ends).encode())
    assert parts is not None, problems
    assert (parts.entries.text("title"), parts.body, parts.body_line) == (title, body, line)
    assert problems == []


@given(st.text(st.sampled_from("ab -\n"), max_size=30), st.text(st.sampled_from("ab-\n"), max_size=30))
def test_a_body_is_the_rest_of_the_file_and_knows_its_line(before: str, body: str) -> None:
    blank = "\n" * len(before)
    parts, _ = read(f"{blank}---\ntitle: x\n---\n{body}")
    assert parts is not None
    assert parts.body == body
    assert parts.body_line == len(blank) + 4


REFUSED: dict[str, tuple[str, str]] = {
    "nothing": ("", "source-empty"),
    "blank lines": ("\n \n\t\n", "source-empty"),
    "no front matter": ("‹Just a text.›\n\nMore.", "front-matter-missing"),
    "front matter below a text": ("‹Text›\n---\ntitle: x\n---\n", "front-matter-missing"),
    "four hyphens": ("‹----›\ntitle: x\n----\n", "front-matter-missing"),
    "a blank beginning": ("\n\n‹# Heading›\n", "front-matter-missing"),
    "not closed": ("‹---›\ntitle: x\n\nbody", "front-matter-open"),
    "not closed, below blank lines": ("\n\n‹---›\ntitle: x\n\nbody", "front-matter-open"),
    "nothing but its begin": ("‹---›", "front-matter-open"),
    "closed with four": ("‹---›\ntitle: x\n----\nbody", "front-matter-open"),
    "an indented end": ("‹---›\ntitle: x\n ---\nbody", "front-matter-open"),
    "a control character in the body": ("---\ntitle: x\n---\nab‹\x07›c", "control-character"),
    "a control character in the title": ("---\ntitle: ab‹\x1b›c\n---\n", "control-character"),
    "no character": ("---\ntitle: x\n---\n\n‹\uffff›", "control-character"),
    "a null": ("---\ntitle: x‹\x00›y\n---\n", "control-character"),
    "a list": ("---\n‹- a›\n- b\n---\n", "not-key-value"),
}


@pytest.mark.parametrize(("marked", "slug"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_one_problem_at_its_place(marked: str, slug: str) -> None:
    text, expected = unmarked(marked)
    parts, problems = read(text)
    assert parts is None
    assert [(found.slug, found.level) for found in problems] == [(slug, "error")]
    assert pointed(problems[0]) == (expected[0] if expected else None)


BAD_BYTES = {
    "alone": (b"\xff", 1, 1, 0),
    "in the first line": (b"ab\xffc", 1, 3, 2),
    "at the begin of a line": (b"---\ntitle: x\n\xff", 3, 1, 13),
    "behind CRLF": (b"---\r\ntitle: x\r\n\xe9", 3, 1, 15),
    "behind a lone CR": (b"---\rab\xff", 2, 3, 6),
    "behind letters of several bytes": ("---\ntitle: Café ".encode() + b"\xe9", 2, 13, 17),
    "behind a byte order mark": (codecs.BOM_UTF8 + b"ab\xff", 1, 3, 5),
    "behind a line separator": ("a\u2028b\x85c\x0cd".encode() + b"\xff\n", 1, 8, 10),
    "half a letter at the end": ("---\né".encode()[:-1], 2, 1, 4),
    "half a surrogate pair": (b"x\n\xed\xa0\x80", 2, 1, 2),
    "two bytes for a slash": (b"x\n\xc0\xaf", 2, 1, 2),
}


@pytest.mark.parametrize(("data", "line", "column", "offset"), BAD_BYTES.values(), ids=BAD_BYTES)
def test_a_byte_that_is_no_utf8_is_shown_where_it_stands(
    data: bytes, line: int, column: int, offset: int
) -> None:
    parts, (found,) = read(data)
    assert parts is None
    assert found.slug == "not-utf8"
    assert pointed(found) == (line, column, 1)
    assert f"{data[offset]:02X}" in found.says
    assert str(offset) in found.says


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_told_by_name(encoding: str) -> None:
    parts, (found,) = read("---\ntitle: x\n---\n".encode(encoding))
    assert parts is None
    assert found.slug == "not-utf8"
    assert any("UTF-16" in text for _, text in (*found.facts, ("", found.says)))


@pytest.mark.parametrize(
    "text",
    [
        "---\ndraft: true\ntitle: 'x\n---\n",
        "---\ntitle: [\ndraft: true\n---\n",
        "---\r\ntitle: [\r\ndraft: true\r\n---\r\n",
        "---\ndraft: True\n",
        "---\ndraft: true # not yet\ntitle: '\n---\n",
    ],
    ids=ascii,
)
def test_what_a_draft_has_wrong_is_a_warning_even_if_it_cannot_be_read(text: str) -> None:
    parts, problems = read(text)
    assert parts is None
    assert [found.level for found in problems] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 'x\n---\ndraft: true\n",
        "---\ntitle: 'x\ndraft: false\n---\n",
        "---\ntitle: 'x\nmydraft: true\n---\n",
        "---\ntitle: 'x\n# draft: true\n---\n",
        "draft: true\n",
    ],
    ids=ascii,
)
def test_only_a_draft_is_a_draft(text: str) -> None:
    parts, problems = read(text)
    assert parts is None
    assert [found.level for found in problems] == ["error"]


@given(
    st.binary(max_size=80)
    | st.binary(max_size=60).map(lambda data: b"---\ntitle: " + data + b"\n---\n" + data)
)
def test_any_bytes_are_parts_or_problems_with_a_place(data: bytes) -> None:
    parts, problems = read(data)
    assert parts is not None or problems
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for found in problems:
        assert found.place is not None
        assert found.place.line is None or 1 <= found.place.line <= lines


CONTROLS = {*range(9), 11, 12, *range(14, 32), *range(127, 133), *range(134, 160), 0xFFFE, 0xFFFF}


@pytest.mark.parametrize("around", ["ab", "é«»\u00a0 \uff0c"], ids=ascii)
def test_no_text_holds_control_characters_and_each_other_character_may_stand_in_one(around: str) -> None:
    codes = [*range(0x300), *range(0x2000, 0x2070), *range(0xFD00, 0x10010)]
    refused = {
        code for code in codes if decode(f"{around}{chr(code)}{around}".encode(), [Notes(None)]) is None
    }
    assert refused == CONTROLS & set(codes)
