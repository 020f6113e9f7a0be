"""What an article says of itself: corrections, a legal notice; read from its front matter."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.article import Reading, read_article
from asiansite.content.corrections import CORRECTION_KINDS, ON_TOP
from asiansite.content.dates import parse_date
from asiansite.content.prose import ProseOptions
from tests.fakes.sites import slugs_of, source, story

ZONE = ZoneInfo("Asia/Jakarta")


def read(markup: str = "commonmark", **front: Any) -> Reading:
    text = source("A paragraph.", title="Haze", date="2026-08-20", **front)
    return read_article(text.encode(), ZONE, ProseOptions(markup))


def correction(text: object = "It was ten.", **more: object) -> dict[str, object]:
    known = {"date": "2026-08-21", "kind": "correction", "text": text, **more}
    return {key: value for key, value in known.items() if value is not None}


def html_of(text: str, markup: str = "commonmark") -> str:
    reading = read(markup, corrections=[correction(text)])
    assert reading.document is not None, reading.problems
    (found,) = reading.document.corrections
    return found.text.html


@pytest.mark.parametrize("markup", ["commonmark", "markdown"])
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It was ten, not eleven.", "It was ten, not eleven."),
        ("*Ten*, **not** `eleven`.", "<em>Ten</em>, <strong>not</strong> <code>eleven</code>."),
        ("1986. It was that year.", "1986. It was that year."),
        ("# of people: 10", "# of people: 10"),
        ("- 5 degrees", "- 5 degrees"),
        ("> 5", "&gt; 5"),
        ("[^1]: no note", "[^1]: no note"),
        ("See [that](https://x.example/a).", 'See <a href="https://x.example/a" rel="noopener">that</a>.'),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)
def test_a_correction_is_a_paragraph(text: str, html: str, markup: str) -> None:
    assert html_of(text, markup) == html


def test_a_correction_may_link_to_sources_and_paths() -> None:
    reading = read(corrections=[correction("See [that](other.md#h-x) and [this](/reply.pdf).")])
    assert reading.document is not None
    (found,) = reading.document.corrections
    assert [(link.target, link.kind) for link in found.text.links] == [
        ("other.md#h-x", "link"),
        ("/reply.pdf", "link"),
    ]
    assert {link.line for link in found.text.links} == {4}


@given(st.text(max_size=60))
def test_no_text_of_a_correction_runs_anything_or_breaks_out(text: str) -> None:
    reading = read(corrections=[correction(text)])
    if reading.document is None:
        assert reading.problems
        return
    for found in reading.document.corrections:
        assert "<p" not in found.text.html
        assert "<script" not in found.text.html.lower()
        assert " id=" not in found.text.html.partition(">")[0] or "<" not in found.text.html


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>It was ten.", 'It was <b onclick="x()">ten</b>.', "[ten](javascript:x)"],
)
def test_a_correction_is_sanitised(text: str) -> None:
    html = html_of(text)
    assert "script" not in html
    assert "onclick" not in html


def test_an_id_in_a_correction_is_dropped() -> None:
    assert html_of('It was <span id="top">ten</span>.') == "It was <span>ten</span>."


@pytest.mark.parametrize(
    ("given_", "slug"),
    [
        (correction(date=None), "key-missing"),
        (correction(kind=None), "key-missing"),
        (correction(None), "key-missing"),
        (correction(""), "key-missing"),
        (correction(date="yesterday"), "date-not-a-date"),
        (correction(kind="correctoin"), "not-an-option"),
        (correction(by="x"), "unknown-key"),
        (correction("![a map](map.png)"), "not-one-paragraph"),
        (correction("See [it](map.pdf)."), "note-names-a-file"),
        (correction("<div>x</div>"), "not-one-paragraph"),
        (correction("<table><tr><td>x</td></tr></table>"), "not-one-paragraph"),
        ("It was ten.", "not-a-mapping"),
    ],
)
def test_what_is_wrong_with_a_correction_is_said(given_: object, slug: str) -> None:
    reading = read(corrections=[given_])
    assert reading.document is None
    assert slugs_of(reading.problems) == [slug]
    assert reading.problems[0].place is not None
    assert reading.problems[0].place.line == 4


def test_corrections_are_a_list() -> None:
    assert slugs_of(read(corrections=correction()).problems) == ["not-a-list"]
    assert slugs_of(read(markup="markdwon", corrections=[correction(), correction()]).problems) == []


def test_a_wrong_dialect_is_said_once() -> None:
    text = story(markup="markdwon", corrections=[correction()])
    assert slugs_of(read_article(text.encode(), ZONE, ProseOptions()).problems) == ["not-an-option"]


def test_each_kind_is_read() -> None:
    reading = read(corrections=[correction(kind=kind) for kind in CORRECTION_KINDS])
    assert reading.document is not None
    assert [each.kind for each in reading.document.corrections] == [*CORRECTION_KINDS]
    assert set(ON_TOP) == {"correction", "editors-note", "right-of-reply"}


def test_a_legal_notice_is_verbatim() -> None:
    text = "This article is *false*.\n\n  See <https://gov.example> & more: 1. #\n"
    reading = read(legal_notice={"text": text, "from": "2026-08-21", "front_page": "true"})
    assert reading.document is not None, reading.problems
    notice = reading.document.legal_notice
    assert notice is not None
    assert notice.text == text.strip("\n")
    assert (notice.begins, notice.until) == (parse_date("2026-08-21", ZONE), None)
    assert notice.front_page


@pytest.mark.parametrize(
    ("given_", "slug"),
    [
        ({}, "key-missing"),
        ({"text": ""}, "key-missing"),
        ({"text": ["a"]}, "not-a-text"),
        ({"text": "x", "from": "2026-08-21", "until": "2026-08-21"}, "notice-ends-too-early"),
        ({"text": "x", "until": "soon"}, "date-not-a-date"),
        ({"text": "x", "to": "2026-08-21"}, "unknown-key"),
        ("x", "not-a-mapping"),
    ],
)
def test_what_is_wrong_with_a_notice_is_said(given_: object, slug: str) -> None:
    reading = read(legal_notice=given_)
    assert reading.document is None
    assert slugs_of(reading.problems) == [slug]
