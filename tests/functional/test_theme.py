"""A site's own additions to the theme: it fills a block, and copies nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.newsrooms import Newsroom

EXTRA = (
    '{% extends "theme/base.html" %}\n'
    '{% block head_extra %}<link rel="stylesheet" href="{{ site.asset("css/own.css") }}">{% endblock %}\n'
)
AFTER = (
    '{% extends "theme/article.html" %}\n'
    '{% block after_article %}<form class="join" action="/join/">{{ page.title }}</form>{% endblock %}\n'
)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site")
    room.article("vote")
    return room


def test_empty_blocks_are_filled_without_a_copy(room: Newsroom) -> None:
    room.build()
    plain = room.page("/2026/02/vote/")
    room.write("templates/base.html", EXTRA)
    room.write("templates/article.html", AFTER)
    room.write("static/css/own.css", "body { color: red }")
    room.build("--verify")
    page = room.page("/2026/02/vote/")
    assert page.count('href="/css/own.') == 1
    assert '<form class="join" action="/join/">About vote</form>' in page
    assert room.page("/archive/").count('href="/css/own.') == 1
    added = [line for line in page.splitlines() if line not in plain.splitlines()]
    assert len(added) == 2
    assert room.page("/archive/").count("<main") == 1


def test_the_themes_template_is_there_whether_the_site_has_one_or_not(room: Newsroom) -> None:
    room.write(
        "templates/page.html", EXTRA.replace("head_extra", "content").replace("css/own.css", "css/brand.css")
    )
    room.write("content/pages/about.md", "---\ntitle: About\n---\nAbout us.\n")
    room.build()
    assert room.page("/about/").count("css/brand.") == 2
    assert room.page("/2026/02/vote/").count("css/brand.") == 1


def test_a_slip_in_an_extension_is_told_with_its_line(room: Newsroom) -> None:
    room.write("templates/article.html", AFTER.replace("page.title", "page.titel"))
    done = room.try_to_build()
    assert done.status == 1
    assert "templates/article.html:2" in done.err
    room.write("templates/article.html", AFTER.replace("theme/article.html", "theme/artikel.html"))
    assert "theme/artikel.html" in room.try_to_build().err


def test_what_the_site_adds_to_the_policy_is_in_every_page(room: Newsroom) -> None:
    with (room.folder / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("csp:\n  script-src: [https://stats.example]\n  form-action: [https://join.example]\n")
    room.build()
    for path in ("/", "/2026/02/vote/", "/archive/"):
        policy = room.page(path).partition('Content-Security-Policy" content="')[2].partition('"')[0]
        assert "form-action &#39;self&#39; https://join.example" in policy
        assert policy.endswith("script-src &#39;self&#39; https://stats.example")
