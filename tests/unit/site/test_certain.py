"""What is certain before the plan is made: most of what an editor opens first."""

from __future__ import annotations

from asiansite.site.addresses import hashed_name
from asiansite.site.certain import Certain
from asiansite.site.page import Page
from tests.fakes.sites import Site, site, source, story

SITE = {
    "content/articles/2026/vote.md": story(date="2026-08-19", tags=["haze"], aliases=["/old/"]),
    "content/articles/2026/ferry.md": story(date="2026-07-02"),
    "content/articles/later.md": story(date="2027-01-01"),
    "content/articles/over.md": story(date="2025-01-01", expires="2025-02-01"),
    "content/pages/about.md": source(title="About"),
    "static/css/site.css": b"css",
    "static/logo.svg": b"<svg/>",
    "static/robots.txt": b"robots",
    "templates/base.html": "{{ site.asset('css/site.css') }}",
}


def told(found: Site) -> dict[str, Page | str]:
    """All that is certain of what the plan has."""
    certain = Certain(found.snapshot)
    known = {output: certain.page(output) or certain.copy(output) for output in found.plan().paths}
    return {output: each for output, each in known.items() if each is not None}


def test_articles_the_front_page_and_static_files_are_certain() -> None:
    found = site(SITE)
    asset = hashed_name("css/site.css", found.contents.static["css/site.css"])
    assert told(found) == {
        "index.html": Page("/", "front"),
        "2026/08/vote/index.html": Page("/2026/08/vote/", "article", ("2026/vote",)),
        "2026/07/ferry/index.html": Page("/2026/07/ferry/", "article", ("2026/ferry",), settled=True),
        "css/site.css": "static/css/site.css",
        asset: "static/css/site.css",
        "logo.svg": "static/logo.svg",
    }


def test_what_two_want_waits_for_the_plan() -> None:
    assert "2026/08/vote/index.html" in told(site(SITE))
    for more in (
        {"content/articles/again/vote.md": story()},
        {"content/articles/2026/ferry.md": story(aliases=["/2026/08/vote/"])},
        {"content/pages/2026/08/vote.md": source(title="Vote")},
        {"content/tags.yaml": "haze: {aliases: [/2026/08/vote]}\n"},
    ):
        assert "2026/08/vote/index.html" not in told(site(SITE | more)), more
    # Of one that nobody sees nothing is claimed.
    assert "2026/08/vote/index.html" in told(
        site(SITE | {"content/articles/again/vote.md": story(draft=True)})
    )


def test_a_file_beside_a_page_is_told_from_one_in_static() -> None:
    shown = {"content/pages/css.md": source("![A site](css/site.css)", title="CSS")}
    assert "css/site.css" in told(site(SITE))
    assert "css/site.css" not in told(site(SITE | shown))


def test_under_a_permalink_without_a_segment_of_its_own_no_page_is_certain() -> None:
    text = "title: S\nbase_url: https://s.example\ntimezone: Asia/Singapore\npermalink: /{year}-{slug}/\n"
    assert "index.html" not in told(site(SITE | {"site.yaml": text}))
