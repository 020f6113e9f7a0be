from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.csp import (
    DIRECTIVES,
    HEADER_ONLY,
    KEYWORDS,
    CspDirectives,
    allows_picture,
    source_of,
)
from asiansite.content.settings import read_settings
from tests.fakes.marks import pointed, unmarked

HASH = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def read(marked: str) -> tuple[CspDirectives, list[str]]:
    text, expected = unmarked(f"title: The Test\nbase_url: https://test.example\n{marked}")
    settings, problems = read_settings(text.encode())
    assert [pointed(found) for found in problems] == expected
    return settings.csp, [found.slug for found in problems]


def test_a_directive_has_one_source_or_a_list_each_once() -> None:
    text = (
        "csp:\n  img-src: [https://a.example, 'data:', https://a.example]\n  connect-src: https://b.example\n"
    )
    assert read(text) == (
        (("img-src", ("https://a.example", "data:")), ("connect-src", ("https://b.example",))),
        [],
    )


@pytest.mark.parametrize("text", ["", "csp:\n", "csp: {}\n", "csp: {img-src: }\n", "csp: {img-src: []}\n"])
def test_what_says_nothing_adds_nothing(text: str) -> None:
    assert read(text) == ((), [])


@pytest.mark.parametrize("word", [*sorted(KEYWORDS), HASH])
def test_quotes_that_yaml_took_are_put_back(word: str) -> None:
    assert source_of(word) == source_of(f"'{word}'") == f"'{word}'"


@pytest.mark.parametrize(
    "source",
    [
        "https://cdn.example",
        "https://cdn.example:8443/path/to/",
        "wss://live.example:*",
        "*.example.org",
        "https://*.example.org",
        "example.org",
        "localhost:8000",
        "https:",
        "data:",
        "*",
    ],
)
def test_hosts_and_schemes_are_sources(source: str) -> None:
    assert source_of(source) == source


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example; script-src *",
        "https://a.example, https://b.example",
        "https://a.example/;x",
        "https://a.example https://b.example",
        "'https://a.example'",
        '"self"',
        "'self",
        "self'",
        "''",
        "'",
        "nonce-abc",
        "'nonce-abc'",
        "sha1-abc",
        "slef",
        "https://",
        "https://a.example/?q=1",
        "https://a.example/#x",
        "a.*.example",
        "http s://a.example",
        "https://ตัวอย่าง.example",
        "https://a.example/\u00a0",
        "https://a.example\n",
    ],
)
def test_what_would_mean_something_else_is_no_source(text: str) -> None:
    assert source_of(text) is None


@given(st.text())
def test_a_source_cannot_leave_its_place(text: str) -> None:
    source = source_of(text)
    if source is not None:
        assert not set(source) & set('; ,"\t\n\r<>') and source.isascii()
        assert source.count("'") in (0, 2)


@pytest.mark.parametrize(
    ("marked", "slugs"),
    [
        ("csp: {img-src: [‹a b›]}\n", ["csp-not-a-source"]),
        ("csp: {‹scripts-src›: self}\n", ["unknown-key"]),
        ("csp: ‹[self]›\n", ["not-a-mapping"]),
        ("csp: {img-src: ‹{a: b}›}\n", ["not-a-list"]),
        *((f"csp: {{‹{name}›: self}}\n", ["csp-only-in-header"]) for name in sorted(HEADER_ONLY)),
    ],
)
def test_what_is_wrong_is_pointed_at(marked: str, slugs: list[str]) -> None:
    assert read(marked)[1] == slugs


def test_no_directive_is_both() -> None:
    assert not DIRECTIVES & HEADER_ONLY


@pytest.mark.parametrize(
    ("csp", "shown", "blocked"),
    [
        (
            "",
            ["https://gazette.example/a.jpg"],
            ["https://img.example/a.jpg", "http://gazette.example/a.jpg"],
        ),
        (
            "img-src: https://img.example",
            ["https://img.example/a.jpg", "https://img.example:443/b/c.png"],
            ["https://x.img.example/a.jpg", "https://img.example:8443/a.jpg", "http://img.example/a.jpg"],
        ),
        ("img-src: '*.img.example'", ["https://a.img.example/x"], ["https://img.example/x"]),
        ("img-src: img.example:*", ["https://img.example:8443/x"], ["https://img.example.evil/x"]),
        ("img-src: http://img.example", ["http://img.example/x", "https://img.example/x"], []),
        ("default-src: 'https:'", ["https://any.example/x"], ["http://any.example/x"]),
        ("img-src: '*'", ["https://any.example/x", "http://any.example/x"], ["ftp://any.example/x"]),
        ("img-src: https://img.example/a/", ["https://img.example/a/b"], ["https://img.example/b"]),
        ("img-src: https://img.example/a", ["https://img.example/%61"], ["https://img.example/a/b"]),
        ("img-src: none", [], ["https://gazette.example/a.jpg"]),
        ("script-src: https://img.example", [], ["https://img.example/a.jpg", "https://img.example:x/a.jpg"]),
    ],
)
def test_whether_pages_show_a_picture(csp: str, shown: list[str], blocked: list[str]) -> None:
    text = f"title: X\nbase_url: https://gazette.example/news\ncsp: {{{csp}}}\n"
    settings, problems = read_settings(text.encode())
    assert problems == ()
    for url in shown:
        assert allows_picture(url, settings.csp, settings.origin), url
    for url in blocked:
        assert not allows_picture(url, settings.csp, settings.origin), url
