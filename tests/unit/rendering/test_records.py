from __future__ import annotations

import re
from html import unescape

from asiansite.content.text.tokens import END
from asiansite.rendering.dates import DateStyle
from asiansite.rendering.records import UNDATED, record
from asiansite.site.searchable import Entry
from tests.fakes.values import replace

ENTRY = Entry(
    path="/2026/02/vote/",
    title='Votes & "seats" <b>',
    description="The standfirst.",
    lang="en",
    body="",
    date="2026-02-01T08:00+07:00",
    year="2026",
    section="Politics",
    tags=("ASEAN", "Đổi mới"),
    authors=("Mara Lim",),
)
DATES = DateStyle("en")


def fields(data: bytes) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for kind, name, value in re.findall(
        r'data-pagefind-(\w+)="(\w+)\[content\]" content="([^"]*)"', data.decode()
    ):
        found.setdefault((kind, name), []).append(unescape(value))
    return found


def test_it_has_what_is_shown_filtered_and_sorted() -> None:
    assert fields(record(ENTRY, "<p>Text.</p>", DATES)) == {
        ("sort", "date"): ["2026-02-01T08:00+07:00"],
        ("meta", "description"): ["The standfirst."],
        ("meta", "names"): ["Politics ASEAN Đổi mới Mara Lim"],
        ("meta", "folded"): ["Dổi"],
        ("meta", "day"): ["1 February 2026"],
        ("meta", "date"): ["2026-02-01"],
        ("filter", "language"): ["en"],
        ("filter", "section"): ["Politics"],
        ("filter", "year"): ["2026"],
        ("filter", "tag"): ["ASEAN", "Đổi mới"],
        ("filter", "author"): ["Mara Lim"],
    }


def test_a_standing_page_has_less() -> None:
    bare = Entry("/about/", "About us", "", "th", "content/pages/about.md x")
    assert fields(record(bare, "", DATES)) == {("sort", "date"): [UNDATED], ("filter", "language"): ["th"]}
    assert UNDATED < "1000"


def test_its_text_is_escaped_and_in_tokens() -> None:
    html = record(
        replace(ENTRY, title="中文 <b>"), "<h2>A <em>b</em></h2><p>x &lt;script&gt; 中文</p>", DATES
    ).decode()
    assert f"<h1>中文 文{END} &lt;b&gt;</h1>" in html
    assert "<h2>A b</h2>" in html
    assert f"<p>x &lt;script&gt; 中文 文{END} " in html
    assert "<script" not in html
