from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asiansite.content.app import App
from asiansite.content.feeds import FeedOptions
from asiansite.content.pictures import PictureOptions
from asiansite.content.prose import ProseOptions
from asiansite.content.robots import RobotsOptions
from asiansite.content.settings import (
    DEFAULT_KEEP,
    KEYS,
    RESERVED,
    Settings,
    clean_base_url,
    read_settings,
)
from asiansite.content.share_services import DEFAULT_SERVICES, SERVICE_NAMES
from asiansite.errors import Problem
from tests.fakes.marks import pointed, unmarked
from tests.fakes.values import replace

BARE = "title: The Strait Gazette\nbase_url: https://gazette.example\n"


def read(text: str) -> tuple[Settings, tuple[Problem, ...]]:
    return read_settings(text.encode())


def whole(text: str) -> Settings:
    settings, problems = read(BARE + text)
    assert problems == ()
    return settings


def test_a_title_and_an_address_are_enough() -> None:
    settings = whole("")
    assert settings == replace(
        Settings("The Strait Gazette", "https://gazette.example"), publisher=settings.publisher
    )
    assert (settings.publisher.name, settings.publisher.logo) == ("The Strait Gazette", None)


EVERYTHING = """\
title: The Strait Gazette
description: News of eleven countries.
base_url: https://gazette.example/news/
language: ms
timezone: Asia/Kuala_Lumpur
date_format: d.M.yyyy
publisher: {name: Strait Media, logo: /logo.png, url: https://strait.example}
sections:
  - {slug: politics, name: Politics, description: Who governs}
  - {slug: haze}
menu:
  - {title: About, url: pages/about.md}
footer:
  - {title: Terms, url: https://strait.example/terms}
permalink: /{section}/{slug}/
page_size: 10
recent: 4
recent_live: 3 days
share: [email, whatsapp, email]
social_image: article
markup: markdown
markdown: {extensions: [extra, toc]}
embeds: [youtube]
csp: {img-src: https://img.example}
lite: true
hosts: [caddy, netlify]
checks: {house-style: error}
precompress: [br]
app: {short_name: Strait, display: standalone, theme_color: '#abc'}
pictures: {widths: [1200, 400, 400], quality: 70}
search: true
editor: zed
urls: warn
sign_off: {status: final, stages: [raw, final], legal: true, second_read: true, since: 2026-12-01}
feeds: {content: summary, items: 50, formats: [atom, rss], lists: [sections], hub: https://hub.example, entity: "strait.example,2026"}
robots: {ai_training: deny, ai_answers: allow, deny: [ExampleBot]}
keep: [CNAME, old/]
"""


def test_every_key_is_read() -> None:
    settings, problems = read(EVERYTHING)
    assert problems == ()
    assert all(f"{key}:" in EVERYTHING for key in KEYS)
    assert (settings.title, settings.description) == ("The Strait Gazette", "News of eleven countries.")
    assert (settings.base_url, settings.base_path, settings.origin) == (
        "https://gazette.example/news",
        "/news",
        "https://gazette.example",
    )
    assert (settings.language, settings.timezone, settings.zone.key) == (
        "ms",
        "Asia/Kuala_Lumpur",
        "Asia/Kuala_Lumpur",
    )
    assert settings.date_format == "d.M.yyyy"
    assert settings.checks == (("house-style", "error"),)
    assert (settings.publisher.name, settings.publisher.logo) == ("Strait Media", "/logo.png")
    assert settings.sections is not None
    assert [(section.slug, section.name) for section in settings.sections] == [
        ("politics", "Politics"),
        ("haze", "Haze"),
    ]
    assert [link.url for link in (*settings.menu, *settings.footer)] == [
        "pages/about.md",
        "https://strait.example/terms",
    ]
    assert (settings.permalink, settings.page_size, settings.recent) == ("/{section}/{slug}/", 10, 4)
    assert (settings.recent_live, settings.live_for) == (3, timedelta(days=3))
    assert settings.share == ("email", "whatsapp")
    assert settings.social_image == "article"
    assert settings.prose == ProseOptions("markdown", ("extra", "toc"), ("youtube",))
    assert settings.csp == (("img-src", ("https://img.example",)),)
    assert settings.lite is True
    assert settings.precompress == ("br",)
    assert settings.hosts == ("caddy", "netlify")
    assert settings.app == App("Strait", "standalone", "#abc")
    assert (settings.search, settings.editor) == (True, "zed")
    assert settings.pictures == PictureOptions((400, 1200), 70)
    assert settings.keep == ("CNAME", "old/")
    assert settings.feeds == FeedOptions(
        "summary", 50, ("atom", "rss"), ("sections",), "https://hub.example", "strait.example,2026"
    )
    assert settings.robots == RobotsOptions("deny", "allow", ("ExampleBot",))


@pytest.mark.parametrize("key", sorted(KEYS - {"title", "base_url"}))
def test_a_key_without_a_value_is_as_if_it_were_not_there(key: str) -> None:
    assert whole(f"{key}:\n") == whole("")
    assert whole(f"{key}: ~\n") == whole("")


def test_a_list_with_nothing_in_it_is_nothing() -> None:
    assert whole("share: []").share == ()
    assert whole("keep: []").keep == ()
    assert whole("sections: []").sections == ()
    assert (whole("").share, whole("").keep) == (DEFAULT_SERVICES, DEFAULT_KEEP)


WRONG = {
    "‹titel›: x\n": "unknown-key",
    "language: ‹English›\n": "not-a-language",
    "timezone: ‹WIB›\n": "not-a-timezone",
    "timezone: ‹GMT+7›\n": "not-a-timezone",
    "timezone: ‹../../etc/passwd›\n": "not-a-timezone",
    "timezone: ‹/etc/localtime›\n": "not-a-timezone",
    "timezone: ‹Asia›\n": "not-a-timezone",
    "timezone: ‹Asia/Jakarta/›\n": "not-a-timezone",
    f"timezone: ‹{'A' * 300}›\n": "not-a-timezone",
    "date_format: ‹'%d.%m.%Y'›\n": "not-a-date-format",
    "permalink: ‹/{title}/›\n": "not-a-permalink",
    "permalink: ‹/tags/{slug}/›\n": "segment-reserved",
    "page_size: ‹0›\n": "not-a-number",
    "page_size: ‹1001›\n": "not-a-number",
    "recent: ‹six›\n": "not-a-number",
    "recent_live: ‹-1›\n": "not-a-duration",
    "recent_live: ‹a week›\n": "not-a-duration",
    "recent_live: ‹7.5›\n": "not-a-duration",
    "share: [whatsapp, ‹mastodon›]\n": "not-an-option",
    "social_image: ‹articles›\n": "not-an-option",
    "markup: ‹html›\n": "not-an-option",
    "embeds: [‹tiktok›]\n": "not-an-option",
    "markdown: {‹extension›: [toc]}\n": "unknown-key",
    "markdown: {extensions: [‹no such one›]}\n": "not-an-extension",
    "markdown: {extensions: [‹os:system›]}\n": "not-an-extension",
    "keep: [a/b, ‹../x›]\n": "keep-not-a-path",
    "keep: [‹/x›]\n": "keep-not-a-path",
    "keep: [‹a\\b›]\n": "keep-not-a-path",
    "publisher: ‹Strait›\n": "not-a-mapping",
    "publisher: {url: ‹'javascript:x'›}\n": "url-not-allowed",
    "sections: [‹politics›]\n": "not-a-mapping",
    "sections: [{name: Politics, slug: ‹Politics›}]\n": "slug-not-a-slug",
    "sections: [{slug: ‹tags›}]\n": "segment-reserved",
    "sections: [{slug: a}, {slug: ‹a›}]\n": "section-twice",
    "sections: [{name: a}]\n": "key-missing",
    "menu: [{title: x, url: ‹'javascript:x'›}]\n": "url-not-allowed",
    "footer: ‹/x/›\n": "not-a-list",
}


@pytest.mark.parametrize(("marked", "slug"), WRONG.items(), ids=ascii)
def test_each_problem_is_noted_once_at_its_place(marked: str, slug: str) -> None:
    text, expected = unmarked(BARE + marked)
    settings, problems = read(text)
    assert [(found.slug, found.level) for found in problems] == [(slug, "error")]
    if expected:
        assert pointed(problems[0]) == expected[0]
    # With the rest of it the problems of other files can still be found.
    assert settings.title == "The Strait Gazette"
    assert settings.zone.key == settings.timezone


def test_every_service_and_no_other_can_be_shared_with() -> None:
    assert whole(f"share: [{', '.join(SERVICE_NAMES)}]").share == SERVICE_NAMES


@pytest.mark.parametrize("segment", sorted(RESERVED))
def test_no_section_takes_what_the_site_uses_itself(segment: str) -> None:
    _, problems = read(f"{BARE}sections: [{{slug: {segment}}}]\n")
    assert [found.slug for found in problems] in (["segment-reserved"], ["slug-not-a-slug"])


@pytest.mark.parametrize(
    ("text", "days"), [("7", 7), ("0", 0), ("1 day", 1), ("30 days", 30), ("14d", 14), ("All", None)]
)
def test_how_long_recent_posts_live(text: str, days: int | None) -> None:
    settings = whole(f"recent_live: {text}")
    assert settings.recent_live == days
    assert settings.live_for == (None if days is None else timedelta(days=days))


ADDRESSES = {
    "https://gazette.example": "https://gazette.example",
    "https://gazette.example/": "https://gazette.example",
    "https://gazette.example///": None,
    "https://Gazette.Example/News/": "https://gazette.example/News",
    "HTTPS://gazette.example": "https://gazette.example",
    "http://localhost:8000": "http://localhost:8000",
    "https://user.github.io/repo": "https://user.github.io/repo",
    "https://gazette.example/ข่าว": "https://gazette.example/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7",
    "https://gazette.example/a%20b": "https://gazette.example/a%20b",
    "https://[::1]:80/x": "https://[::1]:80/x",
    "": None,
    "gazette.example": None,
    "//gazette.example": None,
    "/news/": None,
    "ftp://gazette.example": None,
    "javascript:alert(1)": None,
    "https://": None,
    "https:///news": None,
    "https://gazette.example?x=1": None,
    "https://gazette.example/#top": None,
    "https://user@gazette.example": None,
    "https://user:pass@gazette.example": None,
    "https://:pass@gazette.example": None,
    "https://gazette.example:port": None,
    "https://gazette.example:99999": None,
    "https://gazette.example/a b": None,
    "https://gazette.example/../x": None,
    "https://gazette.example/./x": None,
    "https://gazette.example//x": None,
    "https://gazette.example\\x": None,
    'https://gazette.example/"x': None,
    "https://gazette.example/<x>": None,
    "https://[::1": None,
    "https://gazette.example/{x}": None,
}


@pytest.mark.parametrize(("text", "clean"), ADDRESSES.items(), ids=ascii)
def test_addresses(text: str, clean: str | None) -> None:
    assert clean_base_url(text) == clean


@given(st.text(max_size=30) | st.text(max_size=20).map(lambda rest: f"https://gazette.example{rest}"))
@example("https://gazette.example/%")
@example("https://gazette.example\u2100x")
@example("https://ｇazette.example/")
def test_a_clean_address_is_clean_and_can_be_put_before_a_path(text: str) -> None:
    clean = clean_base_url(text)
    if clean is None:
        return
    assert clean_base_url(clean) == clean
    parts = urlsplit(clean + "/a/")
    assert parts.scheme in ("http", "https")
    assert parts.path.endswith("/a/")
    assert not parts.query
    assert not parts.fragment
    settings = Settings("x", clean)
    assert settings.origin + settings.base_path == clean
    assert not set(clean) & set(" \t\n<>\"'\\{}")


@given(
    st.binary(max_size=120)
    | st.sampled_from(sorted(KEYS)).flatmap(
        lambda key: st.text(max_size=20).map(lambda rest: f"{BARE}{key}: {rest}".encode("utf-8", "replace"))
    )
)
def test_no_bytes_raise_and_settings_can_be_gone_by(data: bytes) -> None:
    settings, _ = read_settings(data)
    assert settings.zone.key == settings.timezone
    assert settings.page_size >= 1
    assert settings.permalink.startswith("/")
    assert settings.prose
