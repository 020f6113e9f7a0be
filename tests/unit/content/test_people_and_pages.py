"""Authors and standing pages: the two kinds of sources that are no articles."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.author import KEYS as AUTHOR_KEYS
from asiansite.content.author import read_author
from asiansite.content.prose import ProseOptions
from asiansite.content.standing import KEYS as PAGE_KEYS
from asiansite.content.standing import read_standing
from tests.fakes.marks import pointed, unmarked
from tests.fakes.sites import source

ZONE, OPTIONS = ZoneInfo("Asia/Jakarta"), ProseOptions()


def test_an_author_is_a_name_with_or_without_more() -> None:
    bare, problems = read_author(b"---\nname: Siti Aminah\n---\n", ZONE, OPTIONS)
    assert problems == ()
    assert bare is not None
    assert (bare.name, bare.role, bare.links, bare.photo, bare.aliases, bare.bio_html) == (
        "Siti Aminah",
        None,
        (),
        None,
        (),
        "",
    )


def test_every_key_of_an_author_is_read() -> None:
    front = {
        "name": "Siti",
        "kind": "organisation",
        "role": "Editor",
        "links": {"github": "siti"},
        "photo": {"src": "siti.jpg", "alt": "Siti"},
        "aliases": ["/staff/siti/"],
        "markup": "markdown",
    }
    assert front.keys() == AUTHOR_KEYS
    found, problems = read_author(source("She *writes*.", **front).encode(), ZONE, OPTIONS)
    assert problems == ()
    assert found is not None
    assert (found.kind, found.role, found.aliases) == ("organisation", "Editor", ("/staff/siti/",))
    assert [link.url for link in found.links] == ["https://github.com/siti"]
    assert found.photo is not None
    assert found.photo.src == "siti.jpg"
    assert "<em>writes</em>" in found.bio_html


def test_every_key_of_a_page_is_read() -> None:
    front = {
        "title": "About",
        "description": "Who we are",
        "updated": "2026-08-20",
        "draft": "false",
        "lang": "id",
        "image": {"src": "a.jpg", "alt": ""},
        "aliases": ["/us/"],
        "markup": "commonmark",
        "extra": {"a": "b"},
    }
    assert front.keys() == PAGE_KEYS
    found, problems = read_standing(source("We *write*.", **front).encode(), ZONE, OPTIONS)
    assert problems == ()
    assert found is not None
    assert (found.title, found.description, found.lang, found.draft) == ("About", "Who we are", "id", False)
    assert found.updated is not None
    assert found.updated.isoformat() == "2026-08-20T00:00:00+07:00"
    assert (found.extra, found.aliases) == ('{"a": "b"}', ("/us/",))
    assert "<em>write</em>" in found.html


AUTHORS = {
    "---\nrole: x\n---\n": "key-missing",
    "---\n‹name›:\n---\n": "key-missing",
    "---\nname: ‹[Siti, Aminah]›\n---\n": "not-a-text",
    "---\nname: Siti\n‹title›: Editor\n---\n": "unknown-key",
    "---\nname: Siti\nlinks: [{title: x, url: ‹'javascript:x'›}]\n---\n": "url-not-allowed",
    "---\nname: Siti\naliases: ‹staff›\n---\n": "alias-not-a-path",
    "‹Siti›\n": "front-matter-missing",
    "": "source-empty",
}


@pytest.mark.parametrize(("marked", "slug"), AUTHORS.items(), ids=ascii)
def test_a_broken_author_is_none_and_says_where(marked: str, slug: str) -> None:
    text, expected = unmarked(marked)
    found, problems = read_author(text.encode(), ZONE, OPTIONS)
    assert found is None
    assert [each.slug for each in problems] == [slug]
    if expected:
        assert pointed(problems[0]) == expected[0]


PAGES = {
    "---\ntitle: x\n‹date›: 2026-08-20\n---\n": "unknown-key",
    "---\ndescription: x\n---\n": "key-missing",
    "---\ntitle: x\nupdated: ‹soon›\n---\n": "date-not-a-date",
    "---\ntitle: x\nlang: ‹Thai›\n---\n": "not-a-language",
}


@pytest.mark.parametrize(("marked", "slug"), PAGES.items(), ids=ascii)
def test_a_broken_page_is_none_unless_it_is_a_draft(marked: str, slug: str) -> None:
    text, expected = unmarked(marked)
    found, problems = read_standing(text.encode(), ZONE, OPTIONS)
    assert found is None
    assert [(each.slug, each.level) for each in problems] == [(slug, "error")]
    if expected:
        assert pointed(problems[0]) == expected[0]
    draft, problems = read_standing(text.replace("---\n", "---\ndraft: true\n", 1).encode(), ZONE, OPTIONS)
    assert draft is not None
    assert draft.draft
    assert [(each.slug, each.level) for each in problems] == [(slug, "warning")]


@given(st.binary(max_size=80) | st.binary(max_size=60).map(lambda data: b"---\nname: x\ntitle: y\n" + data))
def test_no_bytes_raise(data: bytes) -> None:
    for found, problems in (read_author(data, ZONE, OPTIONS), read_standing(data, ZONE, OPTIONS)):
        assert found is not None or problems
