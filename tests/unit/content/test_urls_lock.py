"""The text of urls.lock."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.urls_lock import HEAD, Line, by_url, form, is_in_form, parse, text_of

_TEXT = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1).map(
    lambda text: unicodedata.normalize("NFC", text)
)
_LINES = st.builds(
    Line,
    _TEXT.map(lambda text: f"/{text}"),
    st.sampled_from(["-", "2026-08-20", "2025-01-01"]),
    _TEXT.map(lambda text: f"article:{text}"),
    st.just("") | _TEXT.map(lambda text: f"/{text}"),
)


@given(st.lists(_LINES))
def test_what_is_written_is_read(lines: list[Line]) -> None:
    data = form(lines)
    found, problems = parse(data)
    assert problems == ()
    assert set(found) == set(lines)
    assert form(found) == data
    assert is_in_form(data, len(set(lines)))


@given(st.lists(_LINES), st.lists(_LINES))
def test_the_lines_of_two_versions_are_one_version(ours: list[Line], theirs: list[Line]) -> None:
    merged = form(ours) + form(theirs).partition(b"\n")[2]
    found, problems = parse(merged)
    assert problems == ()
    assert set(found) == {*ours, *theirs}
    assert by_url(found) == by_url([*theirs, *ours])


def test_lines_can_be_read_and_written_by_hand() -> None:
    text = f"{HEAD}\r\n/\u0e02\u0e48\u0e32\u0e27/ 2026-08-20 article:a%20b -> /new/\r\n\r\n# a note\r\n/x/ - imported"
    lines, problems = parse(b"\xef\xbb\xbf" + text.encode())
    assert problems == ()
    assert lines == (
        Line("/\u0e02\u0e48\u0e32\u0e27/", "2026-08-20", "article:a b", "/new/"),
        Line("/x/", "-", "imported"),
    )
    assert text_of(lines[0]) == "/\u0e02\u0e48\u0e32\u0e27/ 2026-08-20 article:a%20b -> /new/"


@pytest.mark.parametrize(
    "row",
    [
        "=======",
        "/x/",
        "/x/ 2026-08-20",
        "x/ - imported",
        "/x/ 20 Aug imported",
        "/x/ - a b",
        "/x/ - a -> x",
        " /x/ - a",
    ],
)
def test_what_is_no_line_is_told_and_nothing_is_read(row: str) -> None:
    lines, problems = parse(f"{HEAD}\n/a/ - imported\n{row}\n".encode())
    assert lines == ()
    assert [(found.slug, found.place and found.place.line) for found in problems] == [("urls-lock-line", 3)]


def test_after_a_merge_the_line_that_knows_where_it_went_is_kept() -> None:
    stays, moved = Line("/a/", "2026-08-20", "article:a"), Line("/a/", "2026-08-20", "article:a", "/b/")
    assert by_url([moved, stays]) == by_url([stays, moved]) == {"/a/": moved}
