from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.feeds import FORMATS, LISTS, FeedOptions, entity_of, tag_uri
from asiansite.content.settings import read_settings
from asiansite.site.feeds import SITE, formats_of, is_full, path_of
from tests.fakes.values import replace

BARE = "title: The Strait Gazette\nbase_url: https://gazette.example\n"
TAG_URI = re.compile(
    r"tag:(?:[\w.-]+@)?[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9/~._!$&'()*+,;=:@%?-]*", re.ASCII
)
"""RFC 4151, section 2.1."""


def options(text: str) -> FeedOptions:
    settings, problems = read_settings((BARE + f"feeds: {text}\n").encode())
    assert problems == ()
    return settings.feeds


def slugs(text: str) -> list[str]:
    return [found.slug for found in read_settings((BARE + f"feeds: {text}\n").encode())[1]]


def test_all_has_a_default() -> None:
    assert options("{}") == FeedOptions() == FeedOptions("full", 30, FORMATS, LISTS, None, None)


def test_empty_lists_are_no_feeds_and_the_site_s_alone() -> None:
    assert options("{formats: []}").formats == ()
    assert options("{lists: []}").lists == ()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("off", "not-a-mapping"),
        ("{content: all}", "not-an-option"),
        ("{items: 0}", "not-a-number"),
        ("{items: 501}", "not-a-number"),
        ("{formats: [atom, rdf]}", "not-an-option"),
        ("{lists: [years]}", "not-an-option"),
        ("{hub: hub.example}", "not-a-hub"),
        ("{hub: 'https://hub.example/a b'}", "not-a-hub"),
        ("{hub: 'javascript:alert(1)'}", "not-a-hub"),
        ("{entity: gazette.example}", "not-a-tag-entity"),
        ("{entity: 'gazette.example,26'}", "not-a-tag-entity"),
        ("{entity: 'Gazette.example,2026'}", "not-a-tag-entity"),
        ("{entity: 'gazette.example,2026-13'}", "not-a-tag-entity"),
        ("{unknown: x}", "unknown-key"),
    ],
)
def test_what_is_wrong_is_told(text: str, slug: str) -> None:
    assert slugs(text) == [slug]


@pytest.mark.parametrize(
    ("url", "entity"),
    [
        ("https://gazette.example", "gazette.example,2026"),
        ("https://gazette.example:8443/news", "gazette.example,2026"),
        ("https://khmer.ខ្មែរ.example", "khmer.xn--t1aaa5h5a.example,2026"),
        ("http://127.0.0.1:8000", "127.0.0.1,2026"),
        ("http://[::1]:8000", "..1,2026"),
    ],
)
def test_ids_are_given_by_the_host(url: str, entity: str) -> None:
    found = entity_of(FeedOptions(), url)
    assert TAG_URI.fullmatch(tag_uri(found, "x"))
    if "ខ" not in url:
        assert found == entity
    assert entity_of(FeedOptions(entity="old.example,2020"), url) == "old.example,2020"


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_tag_uri_keeps_what_it_names(specific: str) -> None:
    found = tag_uri("gazette.example,2026", specific)
    assert TAG_URI.fullmatch(found)
    assert unquote(found.removeprefix("tag:gazette.example,2026:")) == specific


def test_tags_and_authors_have_atom_alone_and_summaries() -> None:
    whole = FeedOptions()
    assert formats_of(whole, SITE) == formats_of(whole, "section:politics") == FORMATS
    assert formats_of(whole, "tag:haze") == formats_of(whole, "author:siti") == ("atom",)
    assert formats_of(whole, "year:2026") == formats_of(whole, "month:2026-08") == ()
    assert formats_of(replace(whole, formats=("rss",)), "tag:haze") == ()
    assert formats_of(replace(whole, lists=("tags",)), "section:politics") == ()
    assert [is_full(whole, key) for key in (SITE, "section:a", "tag:a", "author:a")] == [
        True,
        True,
        False,
        False,
    ]
    assert not is_full(replace(whole, content="summary"), SITE)


def test_a_feed_stands_below_its_list() -> None:
    assert path_of(SITE, "atom") == "/feed.xml"
    assert path_of(SITE, "json") == "/feed.json"
    assert path_of("section:politics", "rss") == "/politics/rss.xml"
    assert path_of("tag:haze", "atom") == "/tags/haze/feed.xml"
