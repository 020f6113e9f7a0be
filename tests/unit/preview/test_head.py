"""A page's head, as messengers and search engines read it."""

from __future__ import annotations

from asiansite.preview.head import head_of

PAGE = b"""<!DOCTYPE html><html><head><title>The vote &mdash;
 The Gazette</title><meta name="description" content="Who &amp; how">
<meta property="og:title" content="The vote"><meta property="og:image" content="https://x.example/a.jpg">
<meta property="og:image" content="https://x.example/b.jpg"><link rel="canonical" href="https://x.example/vote/">
<link rel="alternate" type="application/atom+xml" title="All" href="/feed.xml">
<link rel="alternate" hreflang="th" href="/th/"></head><body><title>An icon's</title></body>"""


def test_a_head_is_read() -> None:
    head = head_of(PAGE)
    assert head.search() == {
        "title": "The vote — The Gazette",
        "url": "https://x.example/vote/",
        "description": "Who & how",
    }
    assert head.share() == {
        "title": "The vote",
        "description": None,
        "image": "https://x.example/a.jpg",
        "site": None,
    }
    assert head.feeds() == [{"title": "All", "url": "/feed.xml", "type": "application/atom+xml"}]


def test_a_page_without_one_is_no_fault() -> None:
    assert head_of(b"\xff<p").search() == {"title": "", "url": None, "description": None}
