"""Values that several kinds of sources share: aliases, links, pictures, languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.aliases import read_aliases
from asiansite.content.entries import Entries, compose
from asiansite.content.images import Image, read_image
from asiansite.content.language import direction, read_language
from asiansite.content.links import SAFE_SCHEMES, NamedLink, read_links
from asiansite.content.notes import Notes
from tests.fakes.marks import pointed, unmarked


def asked(marked: str, ask: Callable[[Entries], Any]) -> tuple[Any, list[str]]:
    """What is read, and the slugs of the problems, each of which must stand where the text is marked."""
    text, expected = unmarked(marked)
    notes = Notes(text)
    entries = compose(text, None, notes)
    assert entries is not None
    value = ask(entries)
    assert [pointed(found) for found in notes.problems] == expected
    return value, [found.slug for found in notes.problems]


@pytest.mark.parametrize(
    "path",
    [
        "/old/",
        "/old",
        "/2019/08/old.html",
        "/ข่าว/",
        "/a/b/c/",
        "/a.b/c",
        "/index.php",
        "/~x/",
        "/a&b=c/",
        "/a..b/",
    ],
)
def test_an_alias_is_a_path_of_the_site(path: str) -> None:
    assert asked(f"a: ['{path}']".replace("a:", "aliases:"), read_aliases) == ((path,), [])


@pytest.mark.parametrize(
    "path",
    [
        "old/",
        "/",
        "//evil.example/",
        "/a//b",
        "/../x",
        "/a/..",
        "/a/./b",
        "/a?b",
        "/a#b",
        "/a%2e",
        "/a b",
        "https://x.org/",
        "/a\\b",
    ],
)
def test_what_leads_out_of_the_site_is_no_alias(path: str) -> None:
    assert asked(f"aliases: [/fine/, ‹'{path}'›]", read_aliases) == (("/fine/",), ["alias-not-a-path"])


def link(title: str, url: str) -> tuple[str, str]:
    return title, url


LINKS = {
    "links: [{title: About, url: /about/}]": [("About", "/about/")],
    "links: [{title: Us, url: pages/about.md}]": [("Us", "pages/about.md")],
    "links:\n  website: https://x.org": [("Website", "https://x.org")],
    "links:\n  ORCID: https://orcid.org/1": [("ORCID", "https://orcid.org/1")],
    "links: {github: siti}": [("GitHub", "https://github.com/siti")],
    "links: {GitHub: '@siti'}": [("GitHub", "https://github.com/siti")],
    "links: {twitter: '@siti'}": [("X", "https://twitter.com/siti")],
    "links: {email: siti@x.org}": [("E-mail", "mailto:siti@x.org")],
    "links: {email: 'mailto:siti@x.org'}": [("E-mail", "mailto:siti@x.org")],
    "links: {mastodon: 'https://m.example/@siti'}": [("Mastodon", "https://m.example/@siti")],
    "links: {phone: 'tel:+621'}": [("Phone", "tel:+621")],
    "links: {github: }": [],
    "links: []": [],
    "links: {}": [],
    "links:": [],
    "links: [{title: x, url: ‹'javascript:alert(1)'›}]": ["url-not-allowed"],
    "links: {x: ‹'JavaScript:alert(1)'›}": ["url-not-allowed"],
    "links: {x: ‹'data:text/html,x'›}": ["url-not-allowed"],
    "links: {x: ‹'vbscript:x'›}": ["url-not-allowed"],
    "links: {x: ‹'file:///etc/passwd'›}": ["url-not-allowed"],
    "links: {github: ‹'http://[x'›}": ["url-not-allowed"],
    "links: {github: ‹'//[x'›}": ["url-not-allowed"],
    "links: [{title: x, ‹name›: y, url: /z/}]": ["unknown-key", ("x", "/z/")],
    "links: ‹https://x.org›": ["not-a-list"],
    "links: [‹https://x.org›]": ["not-a-mapping"],
}


@pytest.mark.parametrize(("marked", "expected"), LINKS.items(), ids=LINKS)
def test_links_have_a_title_and_lead_to_what_a_page_may_link_to(marked: str, expected: list[Any]) -> None:
    found, problems = asked(marked, lambda entries: read_links(entries, "links"))
    assert problems == [each for each in expected if isinstance(each, str)]
    assert [(each.title, each.url) for each in found] == [
        each for each in expected if isinstance(each, tuple)
    ]


SCHEMES = st.sampled_from(
    ["", "http:", "https:", "javascript:", "JAVASCRIPT:", "java script:", "data:", "//", "mailto:"]
)


@given(
    st.sampled_from(["github", "email", "x", "home"]),
    SCHEMES,
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=12),
)
def test_no_text_raises_and_no_other_scheme_gets_through(name: str, scheme: str, rest: str) -> None:
    import json

    value = json.dumps(scheme + rest, ensure_ascii=False)
    notes = Notes(None)
    entries = compose(f"links: {{{name}: {value}}}", None, notes)
    assert entries is not None
    for found in read_links(entries, "links"):
        assert isinstance(found, NamedLink)
        assert urlsplit(found.url).scheme in {"", *SAFE_SCHEMES}


ZONE = ZoneInfo("Asia/Jakarta")
IMAGES = {
    "image: ‹a.jpg›": (Image("a.jpg"), ["picture-without-alt"]),
    "image: {src: ‹a.jpg›}": (Image("a.jpg"), ["picture-without-alt"]),
    "image: {src: a.jpg, alt: A field, caption: C, credit: D, focus: top left}": (
        Image("a.jpg", "A field", "C", "D", "0% 0%"),
        [],
    ),
    "image: {src: a.jpg, alt: ''}": (Image("a.jpg", ""), []),
    "image: {src: a.jpg, alt: A, licence: CC BY 4.0, source: AFP, distribute: false, expires: 2026-12-01}": (
        Image(
            "a.jpg",
            "A",
            licence="CC BY 4.0",
            source="AFP",
            distribute=False,
            expires=datetime(2026, 11, 30, 17, tzinfo=UTC),
        ),
        [],
    ),
    "image: {src: a.jpg, alt: A, distribute: ‹perhaps›}": (
        Image("a.jpg", "A", distribute=False),
        ["not-true-or-false"],
    ),
    "image: {src: a.jpg, alt: A, expires: ‹soon›}": (Image("a.jpg", "A"), ["date-not-a-date"]),
    "image: {src: a.jpg, alt: A, distribute: , expires: }": (Image("a.jpg", "A"), []),
    "image: {src: a.jpg, alt: }": (Image("a.jpg", ""), []),
    "image:": (None, []),
    "image: ''": (None, []),
    "other: x": (None, []),
    "image: {src: a.jpg, alt: A, focus: ‹1 2›}": (Image("a.jpg", "A"), ["not-a-focus"]),
    "image: {‹license›: a, src: b.jpg, alt: B}": (Image("b.jpg", "B"), ["unknown-key"]),
    "image: ‹[a.jpg]›": (None, ["not-a-text"]),
}


@pytest.mark.parametrize(("marked", "expected"), IMAGES.items(), ids=IMAGES)
def test_a_picture_is_a_path_or_says_more(marked: str, expected: Any) -> None:
    assert asked(marked, lambda entries: read_image(entries, "image", ZONE)) == expected


def test_a_picture_without_a_path_is_none() -> None:
    notes = Notes("image: {alt: x}")
    entries = compose("image: {alt: x}", None, notes)
    assert entries is not None
    assert read_image(entries, "image", ZONE) is None
    assert [found.slug for found in notes.problems] == ["key-missing"]


@pytest.mark.parametrize(
    "tag", ["en", "th", "fil", "ms-Arab", "zh-Hans", "pt-TL", "zh-Hant-TW", "jv-Java", "en-GB-oxendict"]
)
def test_language_tags(tag: str) -> None:
    assert asked(f"lang: {tag}", lambda entries: read_language(entries, "lang")) == (tag, [])


@pytest.mark.parametrize(
    "tag", ["english", "EN", "e", "en_GB", "en-", "-en", "en--GB", "ไทย", "en GB", "en-x", "No"]
)
def test_what_is_no_language_tag(tag: str) -> None:
    assert asked(f"lang: ‹{tag}›", lambda entries: read_language(entries, "lang")) == (
        None,
        ["not-a-language"],
    )


@pytest.mark.parametrize(
    ("tag", "way"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("ms-Arab", "rtl"),
        ("ms", "ltr"),
        ("ur-PK", "rtl"),
        ("ur-Latn", "ltr"),
        ("az-Arab-IR", "rtl"),
        ("he", "rtl"),
        ("zh-Hans", "ltr"),
        ("ar-Latn-MY", "ltr"),
        ("dv", "rtl"),
    ],
)
def test_the_script_says_the_direction(tag: str, way: str) -> None:
    assert direction(tag) == way
